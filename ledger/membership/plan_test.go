package membership

import (
	"errors"
	"testing"

	"sajja/ledger"
)

func TestPlanCheck(t *testing.T) {
	t.Parallel()
	if err := planOf(nil).Check(); err != nil {
		t.Errorf("the default plan: %v", err)
	}
	for name, change := range map[string]func(p *Plan){
		"no day":                   func(p *Plan) { p.Since = ledger.Date{} },
		"nothing a day":            func(p *Plan) { p.Rate = ledger.Money{} },
		"a slip of the finger":     func(p *Plan) { p.Rate = ledger.MustMoney("100000.00") },
		"per week":                 func(p *Plan) { p.Per = "week" },
		"a satang a month":         func(p *Plan) { p.Rate, p.Per = ledger.MustMoney("0.01"), PerMonth },
		"no basis":                 func(p *Plan) { p.Basis = "" },
		"due any time":             func(p *Plan) { p.DueEvery = AnyAmount },
		"nothing accepted":         func(p *Plan) { p.Accepts = nil },
		"days offered":             func(p *Plan) { p.Accepts = []Period{Day} },
		"a fee below nothing":      func(p *Plan) { p.JoiningFee = ledger.MustMoney("-1.00") },
		"no gap policy":            func(p *Plan) { p.Gap.Policy = "" },
		"gap days below nothing":   func(p *Plan) { p.Gap.Days = -1 },
		"a limit of nothing known": func(p *Plan) { p.OutAfter = Limit{3, "weeks"} },
		"out before suspended":     func(p *Plan) { p.SuspendedAfter, p.OutAfter = Limit{4, Periods}, Limit{3, Periods} },
		"an age of nobody":         func(p *Plan) { p.ExemptFromAge = 121 },
	} {
		var refused PlanError
		if err := planOf(change).Check(); !errors.As(err, &refused) || refused.Part == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlanInForce(t *testing.T) {
	t.Parallel()
	day := ledger.MustDate
	first, second := planOf(nil), planOf(func(p *Plan) {
		p.Number, p.Since, p.Rate, p.KnownFrom = 2, day("2024-07-01"), ledger.MustMoney("2.00"), day("2024-06-15").Start()
	})
	correction := planOf(func(p *Plan) { p.Number, p.Since, p.Rate = 3, day("2024-07-01"), ledger.MustMoney("1.50") })
	r := rulesOf(t, []Plan{first, second})
	for on, want := range map[string]string{"2019-01-01": "1.00", "2024-06-30": "1.00", "2024-07-01": "2.00", "2030-01-01": "2.00"} {
		if got := r.PlanOn(day(on)).Rate.String(); got != want {
			t.Errorf("%s: %s, want %s", on, got, want)
		}
	}
	if got := r.planKnown(day("2024-08-01"), day("2024-06-01").Start()).Rate.String(); got != "1.00" {
		t.Errorf("before it was told: %s", got)
	}
	r = rulesOf(t, []Plan{first, second, correction})
	if got := r.PlanOn(day("2024-08-01")).Rate.String(); got != "1.50" {
		t.Errorf("of two versions from one day the later counts: %s", got)
	}
	if got := r.planKnown(day("2024-08-01"), day("2024-06-01").Start()).Rate.String(); got != "1.50" {
		t.Errorf("a correction counts for what was recorded before it: %s", got)
	}
	other := planOf(func(p *Plan) { p.Number, p.Basis = 2, Thirty360 })
	if _, err := NewRules([]Plan{first, other}, nil); !errors.Is(err, ErrBasisChanged) {
		t.Errorf("another basis: %v", err)
	}
	if r, err := NewRules(nil, nil); err != nil || r.PlanOn(day("2024-01-01")).Rate.String() != "1.00" {
		t.Errorf("without a version: %v", err)
	}
}
