package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/store/storetest"
)

// desk is a treasurer's command line with a small fund.
type desk struct{ env map[string]string }

// newDesk makes the fund demo with a member, a treasurer and a collector.
func newDesk(t *testing.T) *desk {
	t.Helper()
	d := &desk{map[string]string{"DATABASE_URL": storetest.Postgres(t)}}
	d.do(t, "fund", "create", "--code", "demo", "--name", "กองทุนตัวอย่าง")
	d.do(t, "member", "add", "--fund", "demo", "--number", "001", "--name", "สมศรี ใจงาม")
	d.do(t, "member", "add", "--fund", "demo", "--number", "002", "--name", "มาลี แสงดาว", "--role", "treasurer")
	d.do(t, "member", "add", "--fund", "demo", "--number", "003", "--name", "บุญมี นาดี", "--role", "collector")
	return d
}

// do runs a command that must go well, and gives its JSON.
func (d *desk) do(t *testing.T, args ...string) map[string]any {
	t.Helper()
	code, stdout, stderr := invoke(t, d.env, append(args, "--json")...)
	if code != exitDone {
		t.Fatalf("%v: exit %d, %s", args, code, stderr)
	}
	var value any
	if err := json.Unmarshal([]byte(stdout), &value); err != nil {
		t.Fatalf("%v: %v in %q", args, err, stdout)
	}
	object, _ := value.(map[string]any)
	if list, isList := value.([]any); isList {
		object = map[string]any{"list": list}
	}
	return object
}

// refused runs a command that must be refused with these words.
func (d *desk) refused(t *testing.T, says string, args ...string) {
	t.Helper()
	code, stdout, stderr := invoke(t, d.env, args...)
	if code != exitFailed || !strings.Contains(stderr, says) {
		t.Errorf("%v: exit %d, stdout %q, stderr %q; want %q", args, code, stdout, stderr, says)
	}
}

// post posts a plain entry between two accounts.
func (d *desk) post(t *testing.T, kind, on, debit, credit, key string) map[string]any {
	t.Helper()
	return d.do(t, "entry", "post", "--fund", "demo", "--kind", kind, "--on", on, "--debit", debit, "--credit", credit, "--key", key)
}

// standing gives what stands on the accounts that have something.
func (d *desk) standing(t *testing.T) map[string]string {
	t.Helper()
	got := map[string]string{}
	for _, a := range d.do(t, "account", "list", "--fund", "demo")["list"].([]any) {
		account := a.(map[string]any)
		if balance := account["balance"].(string); balance != "0.00" {
			got[account["code"].(string)] = balance
		}
	}
	return got
}

func TestAccountCommands(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	added := d.do(t, "account", "add", "--fund", "demo", "--parent", "1300", "--name", "ธ.ก.ส. สาขาหนองบัว", "--by", "002")
	want := map[string]any{"code": "1310", "name": "ธ.ก.ส. สาขาหนองบัว", "type": "asset", "parent": "1300", "closed_on": ""}
	if diff := cmp.Diff(want, added); diff != "" {
		t.Error(diff)
	}
	d.do(t, "account", "add", "--fund", "demo", "--parent", "3800", "--code", "3810", "--name", "กองทุนโรงเรียน")
	d.do(t, "account", "rename", "--fund", "demo", "--code", "3810", "--name", "กองทุนโรงเรียนบ้านหนองบัว")
	d.post(t, "grant", "2026-01-05", "1310=500@state/1", "3810=500@state/1", "a")
	d.refused(t, "money stands on the account", "account", "close", "--fund", "demo", "--code", "1310")
	d.post(t, "banking", "2026-01-06", "1300=500@state/1", "1310=500@state/1", "b")
	if closed := d.do(t, "account", "close", "--fund", "demo", "--code", "1310", "--on", "2026-02-01", "--by", "002"); closed["closed_on"] != "2026-02-01" {
		t.Errorf("%v", closed)
	}
	d.refused(t, "no such account, or it is closed", "entry", "post", "--fund", "demo", "--kind", "donation", "--on", "2026-01-07",
		"--debit", "1310=5", "--credit", "4200=5", "--key", "late")
	d.do(t, "account", "reopen", "--fund", "demo", "--code", "1310")
	if history := d.do(t, "account", "history", "--fund", "demo", "--code", "1310")["list"].([]any); len(history) != 3 {
		t.Errorf("%v", history)
	}
	for says, args := range map[string][]string{
		`has an account 3810 already`:       {"add", "--parent", "3800", "--code", "3810", "--name", "อีกครั้ง"},
		`has no account "9999"`:             {"add", "--parent", "9999", "--name", "อีกครั้ง"},
		`begin with the first two`:          {"add", "--parent", "3800", "--code", "3710", "--name", "อีกครั้ง"},
		`not one that hangs under another`:  {"add", "--parent", "3810", "--code", "3811", "--name", "อีกครั้ง"},
		`has no account "1390"`:             {"rename", "--code", "1390", "--name", "อีกครั้ง"},
		`1 to 200 letters`:                  {"rename", "--code", "1310", "--name", " "},
		`the fund's own rules post to this`: {"close", "--code", "1100"},
		`001 สมศรี ใจงาม holds no office`:   {"rename", "--code", "1310", "--name", "x", "--by", "001"},
		`has no member "009"`:               {"rename", "--code", "1310", "--name", "x", "--by", "009"},
	} {
		d.refused(t, says, append([]string{"account", args[0], "--fund", "demo"}, args[1:]...)...)
	}
	d.do(t, "verify")
}

func TestEntryCommands(t *testing.T) {
	t.Parallel()

	t.Run("an entry is posted once under its key, shown, and reversed on its own day", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		args := []string{"entry", "post", "--fund", "demo", "--kind", "welfare", "--on", "2026-11-12", "--debit", "5020:001=1,200"}
		code, _, stderr := invoke(t, d.env, append(args, "--credit", "1100=1200", "--key", "a")...)
		if code != exitUsage || !strings.Contains(stderr, `--debit "5020:001=1,200"`) {
			t.Errorf("exit %d, %s", code, stderr)
		}
		args[len(args)-1] = "5020:001=1200.50@members"
		args = append(args, "--credit", "1100=1200.50@members", "--key", "V-12", "--by", "002", "--note", "นอนโรงพยาบาล 2 คืน")
		first := d.do(t, args...)
		if first["document"] != "V2569-000001" || first["member"] != "001" || first["by"] != "002" || first["repeat"] != false ||
			first["amount_words"] != "หนึ่งพันสองร้อยบาทห้าสิบสตางค์" || first["note"] != "นอนโรงพยาบาล 2 คืน" {
			t.Errorf("%v", first)
		}
		if again := d.do(t, args...); again["id"] != first["id"] || again["repeat"] != true {
			t.Errorf("a second time: %v", again)
		}
		args[len(args)-1] = "อย่างอื่น"
		d.refused(t, "that --key was used for another act", args...)

		reversal := d.do(t, "entry", "reverse", "--fund", "demo", "v2569-000001", "--reason", "จ่ายผิดคน", "--by", "002")
		if reversal["effective_on"] != "2026-11-12" || reversal["reverses"].(map[string]any)["document"] != "V2569-000001" {
			t.Errorf("%v", reversal)
		}
		if again := d.do(t, "entry", "reverse", "--fund", "demo", "V2569-000001", "--reason", "จ่ายผิดคน", "--by", "002"); again["id"] != reversal["id"] || again["repeat"] != true {
			t.Errorf("a second time: %v", again)
		}
		d.refused(t, "it was reversed before", "entry", "reverse", "--fund", "demo", "V2569-000001", "--reason", "อีกเหตุผล")
		d.refused(t, "a reversal is not reversed", "entry", "reverse", "--fund", "demo", reversal["document"].(string), "--reason", "คืน")
		shown := d.do(t, "entry", "show", "--fund", "demo", first["id"].(string))
		if shown["reversed_by"].(map[string]any)["id"] != reversal["id"] {
			t.Errorf("%v", shown)
		}
		d.do(t, "verify")
	})

	t.Run("what the books refuse is said in words that help", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		for says, lines := range map[string][2]string{
			"both sides of an entry come to the same": {"5020=10", "1100=9"},
			"the same @SOURCE on both sides":          {"5020=10@state/1", "1100=10@members"},
			"must be above zero":                      {"5020=0", "1100=0"},
			"no such account":                         {"5555=10", "1100=10"},
			`has no member "077"`:                     {"5020:077=10", "1100=10"},
			"savings do not cover this":               {"2100:001=10", "1100=10"},
		} {
			d.refused(t, says, "entry", "post", "--fund", "demo", "--kind", "other", "--debit", lines[0], "--credit", lines[1], "--key", says)
		}
		d.refused(t, "has no entry V2569-000009", "entry", "show", "--fund", "demo", "V2569-000009")
		for _, args := range [][]string{
			{"entry", "show", "--fund", "demo", "x"},
			{"entry", "post", "--fund", "demo", "--kind", "opening", "--debit", "1=1", "--credit", "1=1", "--key", "k"},
			{"entry", "post", "--fund", "demo", "--kind", "other", "--debit", "1100", "--credit", "1=1", "--key", "k"},
			{"entry", "post", "--fund", "demo", "--kind", "other", "--debit", "1100=5@heaven", "--credit", "1=1", "--key", "k"},
			{"entry", "reverse", "--fund", "demo", "V2569-000001", "--reason", " "},
		} {
			if code, _, stderr := invoke(t, d.env, args...); code != exitUsage {
				t.Errorf("%v: exit %d, %s", args, code, stderr)
			}
		}
	})
}

func TestPeriodCommands(t *testing.T) {
	t.Parallel()

	t.Run("a period is closed with what was counted, differences are shown and need a note", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.post(t, "donation", "2026-10-05", "1100=500", "4200=500", "a")
		d.post(t, "banking", "2026-10-06", "1300=300", "1100=300", "b")
		closing := []string{"period", "close", "--fund", "demo", "--through", "2026-10-31", "--counted-cash", "190", "--bank", "300", "--by", "002"}
		d.refused(t, "the books say 200.00 in cash and 300.00 at the bank", closing...)
		p := d.do(t, append(closing, "--note", "ทอนเงินผิด")...)
		if p["cash_difference"] != "-10.00" || p["bank_difference"] != "0.00" || p["closed_by"] != "002" || p["note"] != "ทอนเงินผิด" {
			t.Errorf("%v", p)
		}
		d.refused(t, "closed up to that day or further", append(closing, "--note", "x")...)
		d.refused(t, "that day lies in a closed period", "entry", "post", "--fund", "demo", "--kind", "donation", "--on", "2026-10-31",
			"--debit", "1100=5", "--credit", "4200=5", "--key", "late")
		if reversal := d.do(t, "entry", "reverse", "--fund", "demo", "R2569-000001", "--reason", "ผู้บริจาคขอคืน"); reversal["effective_on"] != "2026-11-01" {
			t.Errorf("the reversal counts on %v", reversal["effective_on"])
		}
		if list := d.do(t, "period", "list", "--fund", "demo")["list"].([]any); len(list) != 1 {
			t.Errorf("%v", list)
		}
		d.refused(t, "signed by the treasurer or the chair", "period", "close", "--fund", "demo", "--through", "2026-11-01",
			"--counted-cash", "0", "--bank", "0", "--note", "x", "--by", "003")
		d.do(t, "verify")
	})

	t.Run("a year goes to the funds by their shares, once, and an open period is told", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.post(t, "donation", "2025-03-05", "1100=100.01@members", "4200=100.01@members", "a")
		d.post(t, "grant", "2025-04-05", "1300=1000@state/1", "3300=1000@state/1", "b")
		d.post(t, "welfare", "2025-05-05", "5020=400@state/1", "1300=400@state/1", "c")
		closing := []string{"period", "close-year", "--fund", "demo", "--year", "2568", "--to", "3100=50", "--to", "3600=30", "--to", "3700=20", "--to", "state:3300=1"}
		done := d.do(t, closing...)
		if warnings := done["warnings"].([]any); len(warnings) != 1 || !strings.Contains(warnings[0].(string), "2025-12-31 is still open") {
			t.Errorf("%v", warnings)
		}
		want := map[string]string{"1100": "100.01", "1300": "600.00", "3100": "50.01", "3300": "600.00", "3600": "30.00", "3700": "20.00"}
		if diff := cmp.Diff(want, d.standing(t)); diff != "" {
			t.Error(diff)
		}
		d.refused(t, "the year was closed before", closing...)
		d.refused(t, "no income and no expense", "period", "close-year", "--fund", "demo", "--year", "2024")
		d.refused(t, "when its last day has come", "period", "close-year", "--fund", "demo", "--year", "2650")
		d.refused(t, "--to 3100=70 --to 3600=30", "period", "close-year", "--fund", "demo", "--year", "2568", "--to", "1100=1")
		for _, wrong := range []string{"3100", "3100=0", "heaven:3100=1", "3100=x"} {
			if code, _, stderr := invoke(t, d.env, "period", "close-year", "--fund", "demo", "--year", "2568", "--to", wrong); code != exitUsage {
				t.Errorf("--to %s: exit %d, %s", wrong, code, stderr)
			}
		}
		d.do(t, "verify")
	})
}
