package main

import (
	"io"
	"log/slog"
)

func newLogger(w io.Writer, secrets ...secret) *slog.Logger {
	return slog.New(slog.NewJSONHandler(w, nil))
}
