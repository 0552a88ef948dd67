package membership

import (
	"testing"

	"sajja/ledger"
)

// TestArrearsOnADay asks about a member who paid through 30 June 2567.
func TestArrearsOnADay(t *testing.T) {
	t.Parallel()
	flood := Pause{Village: "หมู่ 3", From: ledger.MustDate("2024-07-01"), Through: ledger.MustDate("2024-07-31"), Reason: "น้ำท่วม"}
	strict := func(p *Plan) {
		p.Gap, p.SuspendedAfter, p.OutAfter = Gap{GapHeals, 45}, Limit{2, Periods}, Limit{3, Periods}
	}
	for _, c := range []struct {
		name        string
		plan        func(p *Plan)
		pauses      []Pause
		who         Payer
		day         string
		verdict     Verdict
		missed      int
		owed, level string
		healBy      string
		loseBy      string // and what then
	}{
		{"the money of a month falls due when it is over", strict, nil, Payer{}, "2024-07-31", VerdictLevel, 0, "0.00", "31.00", "2024-08-15", "2024-08-31 suspended"},
		{"a month is missed", strict, nil, Payer{}, "2024-08-01", VerdictBehind, 1, "31.00", "62.00", "2024-08-15", "2024-08-31 suspended"},
		{"on the last day it heals", strict, nil, Payer{}, "2024-08-15", VerdictBehind, 1, "31.00", "62.00", "2024-08-15", "2024-08-31 suspended"},
		{"a day later what is paid counts from that day", strict, nil, Payer{}, "2024-08-16", VerdictBehind, 1, "31.00", "16.00", "2024-08-15", "2024-08-31 suspended"},
		{"suspended after two", strict, nil, Payer{}, "2024-09-01", VerdictSuspended, 2, "62.00", "30.00", "2024-08-15", "2024-09-30 out"},
		{"out after three", strict, nil, Payer{}, "2024-10-01", VerdictOut, 3, "92.00", "31.00", "2024-08-15", ""},
		{"by days missed", func(p *Plan) { p.SuspendedAfter = Limit{40, Days} }, nil, Payer{}, "2024-08-10", VerdictSuspended, 1, "31.00", "62.00", "2024-09-29", ""},
		{"by days missed, the eve", func(p *Plan) { p.SuspendedAfter = Limit{40, Days} }, nil, Payer{}, "2024-08-09", VerdictBehind, 1, "31.00", "62.00", "2024-09-29", "2024-08-09 suspended"},
		{"every day", func(p *Plan) { p.DueEvery = Day }, nil, Payer{}, "2024-07-11", VerdictBehind, 10, "10.00", "11.00", "2024-09-29", ""},
		{"every year", func(p *Plan) { p.DueEvery = Year }, nil, Payer{}, "2024-12-31", VerdictLevel, 0, "0.00", "1.00", "2024-09-29", ""},
		{"a pause of her village takes the days out", strict, []Pause{flood}, Payer{Village: "หมู่ 3"}, "2024-08-31", VerdictLevel, 0, "0.00", "31.00", "2024-09-15", "2024-09-30 suspended"},
		{"a pause of another does not", strict, []Pause{flood}, Payer{Village: "หมู่ 4"}, "2024-09-01", VerdictSuspended, 2, "62.00", "30.00", "2024-08-15", "2024-09-30 out"},
		{"a class that owes nothing", func(p *Plan) { p.ExemptClasses = []Class{Elderly} }, nil, Payer{Classes: []Class{General, Elderly}}, "2025-08-15", VerdictLevel, 0, "0.00", "0.00", "", ""},
		{"an age that owes nothing", func(p *Plan) { p.ExemptFromAge = 80 }, nil, Payer{BornOn: ledger.MustDate("1944-08-15")}, "2024-08-15", VerdictLevel, 0, "0.00", "0.00", "", ""},
		{"a day too young for it", func(p *Plan) { p.ExemptFromAge = 80 }, nil, Payer{BornOn: ledger.MustDate("1944-08-16")}, "2024-08-15", VerdictBehind, 1, "31.00", "62.00", "2024-09-29", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := rulesOf(t, []Plan{planOf(c.plan)}, c.pauses...).In(c.who.Village)
			coverage := r.Fold(ledger.MustDate("2024-01-01"), []Payment{paid("2024-01-05", "182")})
			a := r.Arrears(coverage, c.who, ledger.MustDate(c.day))
			by := ""
			if day, verdict, may := a.MayLoseBy(); may {
				by = day.String() + " " + string(verdict)
			}
			if a.Verdict != c.verdict || a.Missed != c.missed || a.Owed.String() != c.owed || a.Level.String() != c.level ||
				a.HealBy.String() != c.healBy || by != c.loseBy {
				t.Errorf("%s, %d missed, %s owed, %s to be level, heals by %s, may lose by %q: %+v",
					a.Verdict, a.Missed, a.Owed, a.Level, a.HealBy, by, a)
			}
		})
	}
}

func TestPauseIsToldWithItsReason(t *testing.T) {
	t.Parallel()
	flood := Pause{Village: "หมู่ 3", From: ledger.MustDate("2024-07-01"), Through: ledger.MustDate("2024-07-31"), Reason: "น้ำท่วม"}
	r := rulesOf(t, []Plan{planOf(nil)}, flood).In("หมู่ 3")
	a := r.Arrears(r.NewCoverage(ledger.MustDate("2024-06-01")), Payer{}, ledger.MustDate("2024-07-15"))
	if a.Pause == nil || a.Pause.Reason != "น้ำท่วม" || a.Pause.LastDay() != flood.Through {
		t.Errorf("%+v", a.Pause)
	}
	if _, has := r.PauseOn(ledger.MustDate("2024-08-01")); has {
		t.Error("a pause that is over")
	}
	for reason, p := range map[string]Pause{
		"no reason": {From: flood.From, Through: flood.Through}, "no end": {From: flood.From, Reason: "น้ำท่วม"},
		"ends before it begins": {From: flood.Through, Through: flood.From, Reason: "น้ำท่วม"},
		"for years":             {From: flood.From, Through: flood.From.AddDays(366), Reason: "น้ำท่วม"},
	} {
		if p.Check() == nil {
			t.Errorf("%s: taken", reason)
		}
	}
	if err := flood.Check(); err != nil {
		t.Error(err)
	}
}
