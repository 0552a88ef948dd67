package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
)

// Exit statuses, the same for all commands.
const (
	exitDone   = 0
	exitFailed = 1
	exitUsage  = 2
)

// lookup reads one variable of the environment, as os.LookupEnv does.
type lookup func(name string) (value string, found bool)

// console is where a command reads and writes. Nothing below cmd/sajja knows
// of it.
type console struct {
	env            lookup
	stdin          io.Reader
	stdout, stderr io.Writer
	json           bool
}

// show prints a command's result: the value as one line of JSON under --json,
// otherwise what words writes for people.
func (c *console) show(value any, words func(w io.Writer) error) error {
	if c.json {
		return c.showJSON(value)
	}
	if err := words(c.stdout); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// showJSON prints one value on a line of its own, Thai and angle brackets as
// they are. For results that are JSON in any case, and for those of many lines.
func (c *console) showJSON(value any) error {
	encoder := json.NewEncoder(c.stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write the result: %w", err)
	}
	return nil
}

// tell writes progress for people to stderr.
func (c *console) tell(format string, args ...any) {
	fmt.Fprintf(c.stderr, format+"\n", args...)
}

// logger logs to stderr, with secrets kept out of every line.
func (c *console) logger(secrets ...secret) *slog.Logger {
	return newLogger(c.stderr, secrets...)
}

// report says on stderr why a command did not do what it was asked, and gives
// the exit status.
func (c *console) report(err error) int {
	var wrong usageError
	switch {
	case errors.Is(err, errReported):
		return exitFailed
	case errors.As(err, &wrong):
		fmt.Fprintf(c.stderr, "sajja: %v\nsee: %s --help\n", wrong.err, wrong.command)
		return exitUsage
	default:
		fmt.Fprintf(c.stderr, "sajja: %v\n", err)
		return exitFailed
	}
}

// usageError is a command line that cannot mean anything; exit status 2.
type usageError struct {
	command string
	err     error
}

func (e usageError) Error() string { return e.err.Error() }
func (e usageError) Unwrap() error { return e.err }

// errReported is returned by a command whose result, already printed, says
// that it failed: verify with faults. Exit status 1 without another word.
var errReported = errors.New("reported already")
