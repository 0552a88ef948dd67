package main

import (
	"strings"
	"testing"

	"sajja/ledger"
	"sajja/store/postgres"
)

// contributes posts what the treasurer received of a member on a day.
func (d *desk) contributes(t *testing.T, number, day, baht string) {
	t.Helper()
	db, err := postgres.Open(t.Context(), d.env["DATABASE_URL"], postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	fund, err := db.FundByCode(t.Context(), "demo")
	if err != nil {
		t.Fatal(err)
	}
	member, err := db.MemberByNumber(t.Context(), fund.ID, number)
	if err != nil {
		t.Fatal(err)
	}
	on := ledger.MustDate(day)
	entry, err := ledger.Record(ledger.Handing{Fund: fund.ID, Member: member.ID, Kind: ledger.KindContribution, Amount: ledger.MustMoney(baht), EffectiveOn: on},
		ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{At: on.Start(), Cause: "test", Key: number + day})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Post(t.Context(), fund.ID, []ledger.Entry{entry}); err != nil {
		t.Fatal(err)
	}
}

// TestPlanOnTheCommandLine sets a rule, pauses a village, allocates a month and
// asks who is behind.
func TestPlanOnTheCommandLine(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	shown := d.do(t, "plan", "show", "--fund", "demo")
	if rate := shown["in_force"].(map[string]any)["rate"]; rate != "1.00" {
		t.Errorf("a fund that has set nothing takes %v a day", rate)
	}
	set := d.do(t, "plan", "set", "--fund", "demo", "--since", "2024-01-01", "--gap", "heals", "--gap-days", "60",
		"--suspended-after", "3 periods", "--out-after", "never", "--exempt", "orphan", "--by", "002")
	if set["number"] != 1.0 || set["suspended_after"] != "3 periods" || set["out_after"] != "" || set["rate"] != "1.00" {
		t.Errorf("%v", set)
	}
	d.refused(t, "counted one way for good", "plan", "set", "--fund", "demo", "--since", "2025-01-01", "--basis", "30/360")
	d.refused(t, "nobody is out before", "plan", "set", "--fund", "demo", "--since", "2025-01-01", "--out-after", "2")

	d.do(t, "member", "add", "--fund", "demo", "--number", "010", "--name", "คำปัน ดีใจ", "--village", "หมู่ 3", "--joined", "2024-01-01")
	d.contributes(t, "010", "2024-01-05", "60")
	listed := func(args ...string) string {
		t.Helper()
		code, out, stderr := invoke(t, d.env, append([]string{"report", "arrears", "--fund", "demo", "--format", "csv"}, args...)...)
		if code != exitDone {
			t.Fatalf("%v: %s", args, stderr)
		}
		return out
	}
	if out := listed("--as-of", "2024-04-10"); !strings.Contains(out, "คำปัน ดีใจ") || !strings.Contains(out, "31") {
		t.Errorf("in April: %s", out)
	}
	d.refused(t, "nobody in demo lives in", "plan", "pause", "--fund", "demo", "--village", "หมู่ 33", "--from", "2024-03-01", "--through", "2024-04-30", "--reason", "น้ำท่วม")
	d.refused(t, "at most 366 days", "plan", "pause", "--fund", "demo", "--village", "หมู่ 3", "--from", "2024-03-01", "--through", "2026-04-30", "--reason", "น้ำท่วม")
	d.do(t, "plan", "pause", "--fund", "demo", "--village", "หมู่ 3", "--from", "2024-03-01", "--through", "2024-04-30", "--reason", "น้ำท่วม")
	if out := listed("--as-of", "2024-04-10"); strings.Contains(out, "คำปัน ดีใจ") || !strings.Contains(out, "น้ำท่วม") {
		t.Errorf("with the pause: %s", out)
	}
	d.do(t, "plan", "resume", "--fund", "demo", "--village", "หมู่ 3", "--on", "2024-04-01")
	d.refused(t, "nothing is paused", "plan", "resume", "--fund", "demo", "--village", "หมู่ 3", "--on", "2024-04-01")

	d.refused(t, "the shares make 100", "plan", "purposes", "--fund", "demo", "--since", "2024-01-01", "--to", "3800=30")
	d.do(t, "plan", "purposes", "--fund", "demo", "--since", "2024-01-01", "--to", "3100=50", "--to", "3800=30", "--to", "3700=20")
	if done := d.do(t, "plan", "allocate", "--fund", "demo", "--month", "2567-01"); done["total"] != "60.00" || done["moved"] != "30.00" {
		t.Errorf("allocated %v", done)
	}
	if again := d.do(t, "plan", "allocate", "--fund", "demo", "--month", "2024-01"); again["moved"] != "0.00" || again["entry"] != "" {
		t.Errorf("allocated twice: %v", again)
	}
	if counted := d.do(t, "plan", "recount", "--fund", "demo"); counted["members"] != 4.0 || len(counted["wrong"].([]any)) != 0 {
		t.Errorf("recount: %v", counted)
	}
	covered := d.do(t, "report", "coverage", "--fund", "demo", "--member", "010", "--as-of", "2024-04-10")
	if covered["paid_through"] != "2024-02-29" || covered["saved"] != 60.0 {
		t.Errorf("coverage: %v", covered)
	}
}
