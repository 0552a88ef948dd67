package main

import (
	"context"
	"os"
	"strings"
	"time"
)

// parentEvery is how often a demo looks whether `go run` is still there.
const parentEvery = 250 * time.Millisecond

// withGoRun gives a context that ends when the `go run` that started us has
// ended. Ctrl-C in a terminal reaches both of us; but a SIGTERM or a kill ends
// the go command alone, which passes nothing on, and the demo would run on
// unseen. A program that was built and started by itself has no such parent.
func withGoRun(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	program, err := os.Executable()
	if err == nil && strings.Contains(program, "go-build") {
		go endWithParent(ctx, os.Getppid, cancel)
	}
	return ctx, cancel
}

// endWithParent calls end when the parent is no longer the one it was.
func endWithParent(ctx context.Context, parent func() int, end func()) {
	for first := parent(); parent() == first; {
		if !pause(ctx, parentEvery) {
			return
		}
	}
	end()
}
