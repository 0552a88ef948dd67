package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"testing"
)

func TestShow(t *testing.T) {
	t.Parallel()
	words := func(w io.Writer) error {
		_, err := fmt.Fprintln(w, "กองทุนตัวอย่าง")
		return err
	}
	for _, test := range []struct {
		name   string
		json   bool
		stdout string
	}{
		{"people get words", false, "กองทุนตัวอย่าง\n"},
		{"programs get one JSON value, Thai and brackets as they are", true, `{"name":"<กองทุนตัวอย่าง>"}` + "\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			con := &console{stdout: &out, stderr: &errs, json: test.json}
			if err := con.show(map[string]string{"name": "<กองทุนตัวอย่าง>"}, words); err != nil {
				t.Fatal(err)
			}
			if out.String() != test.stdout || errs.Len() > 0 {
				t.Errorf("stdout %q, stderr %q; want %q", &out, &errs, test.stdout)
			}
		})
	}
}

func TestReport(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		err    error
		code   int
		stderr string
	}{
		{"a refusal is its reason", errors.New("no such fund: demo"), exitFailed, "sajja: no such fund: demo\n"},
		{"wrong usage names the help", usageError{"sajja verify", errors.New("unknown flag --loud")}, exitUsage,
			"sajja: unknown flag --loud\nsee: sajja verify --help\n"},
		{"wrong usage is found under other words", fmt.Errorf("while reading: %w", usageError{"sajja", errors.New("no")}), exitUsage,
			"sajja: no\nsee: sajja --help\n"},
		{"what the result has said is not said again", fmt.Errorf("verify: %w", errReported), exitFailed, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var out, errs bytes.Buffer
			code := (&console{stdout: &out, stderr: &errs}).report(test.err)
			if code != test.code || errs.String() != test.stderr || out.Len() > 0 {
				t.Errorf("exit %d, stderr %q, stdout %q; want %d, %q", code, &errs, &out, test.code, test.stderr)
			}
		})
	}
}
