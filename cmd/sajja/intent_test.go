package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// askIntent runs the command with something on stdin.
func askIntent(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	code = run(t.Context(), append([]string{"intent"}, args...), lookupIn(nil), strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

func TestIntent(t *testing.T) {
	t.Parallel()
	const now = "2026-11-21T10:00:00+07:00"
	for _, test := range []struct{ name, role, text, want string }{
		{"a deposit", "member", "ฝาก 30", `{"intent":"deposit","slots":{"amount":"30.00"}}`},
		{"a question, with what it may be", "member", "ฝากค่ะ", `{"intent":"clarify","slots":{"candidates":["deposit"]}}`},
		{"no slots", "member", "ยอด", `{"intent":"balance","slots":{}}`},
		{"a member's approval is none", "member", "อนุมัติ C-12", `{"intent":"other","slots":{}}`},
		{"a treasurer's is", "treasurer", "อนุมัติ C-12", `{"intent":"approve","slots":{"claim":"C-12"}}`},
		{"a roster", "treasurer", "สมชาย 30\nแดง 60", `{"intent":"record_deposit","slots":{"items":[{"member":"สมชาย","amount":"30.00"},{"member":"แดง","amount":"60.00"}]}}`},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			code, stdout, stderr := askIntent(t, "", "--role", test.role, "--now", now, "--json", test.text)
			if code != exitDone || strings.TrimSpace(stdout) != test.want || stderr != "" {
				t.Errorf("exit %d, %s%s; want %s", code, stdout, stderr, test.want)
			}
		})
	}
	t.Run("without --json it is told to people", func(t *testing.T) {
		t.Parallel()
		code, stdout, _ := askIntent(t, "", "--now", now, "ฝากให้แม่ 30")
		if code != exitDone || !strings.Contains(stdout, "deposit") || !strings.Contains(stdout, "แม่") {
			t.Errorf("exit %d, %s", code, stdout)
		}
	})
	t.Run("--explain says what was read and by which rule", func(t *testing.T) {
		t.Parallel()
		code, stdout, _ := askIntent(t, "", "--now", now, "--explain", "ฝาก 30")
		if code != exitDone || !strings.Contains(stdout, "act of money") || !strings.Contains(stdout, "#30") {
			t.Errorf("exit %d, %s", code, stdout)
		}
	})
	t.Run("no message, and a time of no form, are wrong usage", func(t *testing.T) {
		t.Parallel()
		for _, args := range [][]string{{}, {"--now", "yesterday", "ฝาก 30"}, {"--role", "king", "ฝาก 30"}} {
			if code, stdout, _ := askIntent(t, "", args...); code != exitUsage || stdout != "" {
				t.Errorf("%v: exit %d, %s", args, code, stdout)
			}
		}
	})
}

func TestIntentLines(t *testing.T) {
	t.Parallel()
	t.Run("each line gets a line", func(t *testing.T) {
		t.Parallel()
		in := `{"text":"ฝาก 30","role":"member","now":"2026-11-21T10:00:00+07:00"}` + "\n\n" +
			`{"text":"รับฝาก สมศรี 30","role":"treasurer","now":"2026-11-21T10:00:00+07:00","intent":"ignored"}` + "\n"
		want := `{"intent":"deposit","slots":{"amount":"30.00"}}` + "\n" +
			`{"intent":"record_deposit","slots":{"amount":"30.00","member":"สมศรี"}}` + "\n"
		code, stdout, stderr := askIntent(t, in, "--jsonl")
		if code != exitDone || stdout != want {
			t.Errorf("exit %d\n%s%s\nwant\n%s", code, stdout, stderr, want)
		}
	})
	t.Run("a broken line is named, what came before stands", func(t *testing.T) {
		t.Parallel()
		code, stdout, stderr := askIntent(t, `{"text":"ยอด"}`+"\n{\n", "--jsonl")
		if code != exitFailed || strings.Count(stdout, "\n") != 1 || !strings.Contains(stderr, "line 2") {
			t.Errorf("exit %d, %s, %s", code, stdout, stderr)
		}
	})
}

func TestIntentEval(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "labelled.jsonl")
	lines := `{"text":"ฝาก 30","role":"member","now":"2026-11-21T10:00:00+07:00","intent":"deposit","slots":{"amount":"30.00"}}
{"text":"ฝาก 40","role":"member","now":"2026-11-21T10:00:00+07:00","intent":"deposit","slots":{"amount":"30.00"}}
`
	if err := os.WriteFile(name, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Run("for people", func(t *testing.T) {
		t.Parallel()
		code, stdout, _ := askIntent(t, "", "--eval", name)
		if code != exitDone || !strings.Contains(stdout, "1 of 2 (50.0 %)") || !strings.Contains(stdout, "money would have moved wrongly") {
			t.Errorf("exit %d, %s", code, stdout)
		}
	})
	t.Run("for programs", func(t *testing.T) {
		t.Parallel()
		code, stdout, _ := askIntent(t, "", "--json", "--eval", name)
		if code != exitDone || !strings.HasPrefix(stdout, `{"total":2,"intent_right":2,"all_right":1,"money_wrong":1,`) {
			t.Errorf("exit %d, %s", code, stdout)
		}
	})
}
