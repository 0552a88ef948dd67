package main

import (
	"bytes"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// asProgram makes the test binary behave as the program, for tests that need a
// process of its own to send signals to. With the value leashed it ends when its
// standard input does, and so never outlives the test process.
const (
	asProgram = "SAJJA_TEST_AS_PROGRAM"
	leashed   = "leashed"
)

func TestMain(m *testing.M) {
	if as := os.Getenv(asProgram); as != "" {
		if as == leashed {
			go endWithInput()
		}
		main()
		return
	}
	silenceRedis()
	os.Exit(m.Run())
}

func endWithInput() {
	_, _ = io.Copy(io.Discard, os.Stdin)
	os.Exit(exitFailed)
}

// invoke runs a command line with an environment of its own.
func invoke(t testing.TB, env map[string]string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), args, lookupIn(env), strings.NewReader(""), &out, &errs)
	return code, out.String(), errs.String()
}

func lookupIn(env map[string]string) lookup {
	return func(name string) (string, bool) {
		value, found := env[name]
		return value, found
	}
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		args []string
		code int
		says string // on stderr
	}{
		{"no command", nil, exitUsage, "expected one of"},
		{"an unknown command", []string{"deposit"}, exitUsage, "unexpected argument deposit"},
		{"a noun without its verb", []string{"fund"}, exitUsage, "expected one of"},
		{"an unknown flag", []string{"verify", "--loud"}, exitUsage, "unknown flag --loud"},
		{"missing flags, all named", []string{"fund", "create"}, exitUsage, "missing flags: --code=STRING, --name=STRING"},
		{"the help that would have prevented it", []string{"fund", "create"}, exitUsage, "see: sajja fund create --help"},
		{"a preset that does not exist", []string{"fund", "create", "--code", "a", "--name", "b", "--preset", "bank"}, exitUsage, "--preset"},
		{"a day that is in no calendar", []string{"report", "trial-balance", "--fund", "demo", "--as-of", "2026-02-30"}, exitUsage, "2026-02-30"},
	} {
		t.Run(test.name+" is wrong usage, said on stderr alone", func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := invoke(t, nil, test.args...)
			if code != test.code || stdout != "" || !strings.Contains(stderr, test.says) {
				t.Errorf("exit %d, stdout %q, stderr %q; want %d and %q", code, stdout, stderr, test.code, test.says)
			}
		})
	}

	t.Run("help goes to stdout and is no failure, wherever it is asked for", func(t *testing.T) {
		t.Parallel()
		for _, args := range [][]string{{"--help"}, {"fund", "--help"}, {"fund", "create", "--help"}, {"serve", "-h"}} {
			code, stdout, stderr := invoke(t, nil, args...)
			if code != exitDone || !strings.Contains(stdout, "Usage: sajja") || stderr != "" {
				t.Errorf("%q: exit %d, stdout %q, stderr %q", args, code, stdout, stderr)
			}
		}
	})

	t.Run("every command and every flag says what it is for", func(t *testing.T) {
		t.Parallel()
		parser, err := kong.New(&cli{}, dateFlag(), moneyFlag())
		if err != nil {
			t.Fatal(err)
		}
		err = kong.Visit(parser.Model, func(node kong.Visitable, next kong.Next) error {
			switch node := node.(type) {
			case *kong.Node:
				if node.Help == "" {
					t.Errorf("%s has no help", node.FullPath())
				}
			case *kong.Flag:
				if node.Help == "" {
					t.Errorf("--%s has no help", node.Name)
				}
			}
			return next(nil)
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
