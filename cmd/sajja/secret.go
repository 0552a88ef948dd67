package main

import (
	"fmt"
	"log/slog"
)

const hidden = "(hidden)"

// secret is a setting that is never printed: not by fmt with any verb, not by
// slog, not in JSON. Addresses of databases are secrets too, for the password
// in them.
type secret string

// reveal gives the value to the one call that needs it.
func (s secret) reveal() string { return string(s) }

// String hides the value.
func (s secret) String() string { return hidden }

// Format hides the value from verbs that would go around String.
func (s secret) Format(state fmt.State, _ rune) { _, _ = state.Write([]byte(hidden)) }

// LogValue hides the value from slog.
func (s secret) LogValue() slog.Value { return slog.StringValue(hidden) }

// MarshalText hides the value from JSON and everything else that writes text.
func (s secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }
