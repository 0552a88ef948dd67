package membership

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
)

// paid is money handed in at noon of its day.
func paid(day, baht string) Payment {
	on := ledger.MustDate(day)
	return Payment{Entry: ledger.NewEntryID(on.Start().Add(noon)), On: on, Amount: ledger.MustMoney(baht)}
}

// planOf is the default plan from 2020 on with what a test says of it.
func planOf(change func(p *Plan)) Plan {
	p := DefaultPlan()
	p.Number, p.Since = 1, ledger.MustDate("2020-01-01")
	if change != nil {
		change(&p)
	}
	return p
}

func rulesOf(t testing.TB, plans []Plan, pauses ...Pause) Rules {
	t.Helper()
	r, err := NewRules(plans, pauses)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestWorkedExample is the one of the field's handbook: paid from 1 January to
// 30 June 2567, nothing for 40 days, then paid on.
func TestWorkedExample(t *testing.T) {
	t.Parallel()
	type want struct {
		firstSpan    int    // days of the first payment
		saved        int    // at the end of the day of the second payment
		paidThrough  string // after it
		countsBefore int    // days saved on the eve of it
	}
	for _, c := range []struct {
		name   string
		plan   func(p *Plan)
		first  string
		second []Payment
		want   want
	}{
		{"restarts at nothing", func(p *Plan) { p.Gap = Gap{GapRestarts, 31} }, "182", []Payment{paid("2024-08-10", "30")},
			want{182, 1, "2024-09-08", 182}},
		{"pauses and resumes at 182", func(p *Plan) { p.Gap = Gap{GapPauses, 31} }, "182", []Payment{paid("2024-08-10", "30")},
			want{182, 183, "2024-09-08", 182}},
		{"heals with 40 baht in time", func(p *Plan) { p.Gap = Gap{GapHeals, 90} }, "182", []Payment{paid("2024-08-10", "40"), paid("2024-08-10", "1")},
			want{182, 223, "2024-08-10", 182}},
		{"heals on the last day", func(p *Plan) { p.Gap = Gap{GapHeals, 40} }, "182", []Payment{paid("2024-08-10", "40")},
			want{182, 222, "2024-08-09", 182}},
		{"does not heal a day late", func(p *Plan) { p.Gap = Gap{GapHeals, 39} }, "182", []Payment{paid("2024-08-10", "40")},
			want{182, 1, "2024-09-18", 182}},
		{"30/360", func(p *Plan) { p.Basis, p.Gap = Thirty360, Gap{GapPauses, 31} }, "180", []Payment{paid("2024-08-10", "30")},
			want{180, 181, "2024-09-09", 180}},
		{"thirty baht a month", func(p *Plan) {
			p.Rate, p.Per, p.Gap = ledger.MustMoney("30.00"), PerMonth, Gap{GapPauses, 31}
		}, "180", []Payment{paid("2024-08-10", "30")}, want{182, 183, "2024-09-08", 182}},
		{"out by the rule restarts, whatever a gap does", func(p *Plan) {
			p.Gap, p.OutAfter = Gap{GapPauses, 90}, Limit{1, Periods}
		}, "182", []Payment{paid("2024-08-10", "30")}, want{182, 1, "2024-09-08", 182}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := rulesOf(t, []Plan{planOf(c.plan)})
			start := ledger.MustDate("2024-01-01")
			payments := append([]Payment{paid("2024-01-05", c.first)}, c.second...)
			ranges := r.Ranges(start, payments)
			first := ranges[0].Runs[0]
			if first.From != start || first.Through != ledger.MustDate("2024-06-30") || first.Days != c.want.firstSpan {
				t.Errorf("the first payment covers %v", first)
			}
			after := r.Fold(start, payments)
			if got := after.Saved(r, ledger.MustDate("2024-08-10")); got != c.want.saved {
				t.Errorf("%d days saved, want %d", got, c.want.saved)
			}
			if got := after.PaidThrough(r).String(); got != c.want.paidThrough {
				t.Errorf("paid through %s, want %s", got, c.want.paidThrough)
			}
			before := r.Fold(start, payments[:1])
			if got := before.Saved(r, ledger.MustDate("2024-08-09")); got != c.want.countsBefore {
				t.Errorf("%d days saved before, want %d", got, c.want.countsBefore)
			}
		})
	}
}

func TestWhatAPaymentCovers(t *testing.T) {
	t.Parallel()
	day := ledger.MustDate
	raised := planOf(func(p *Plan) {
		p.Number, p.Since, p.Rate = 2, day("2025-01-01"), ledger.MustMoney("2.00")
		p.KnownFrom = day("2024-12-01").Start()
	})
	opening := func(baht, through string) Payment {
		p := paid("2024-12-31", baht)
		p.IsOpening = true
		if through != "" {
			p.PaidThrough = day(through)
		}
		return p
	}
	flood := Pause{From: day("2024-10-01"), Through: day("2024-10-31"), Reason: "น้ำท่วม", RecordedAt: day("2024-10-03").Start()}
	resumed := flood
	resumed.ResumedOn, resumed.ResumedAt = day("2024-10-11"), day("2024-10-10").Start()
	for _, c := range []struct {
		name     string
		plans    []Plan
		pauses   []Pause
		start    string
		payments []Payment
		want     []Run
		carried  string
	}{
		{"less than a day's money is kept and counts with the next", nil, nil, "2024-01-01",
			[]Payment{paid("2024-01-01", "0.60"), paid("2024-01-01", "0.60")}, []Run{{day("2024-01-01"), day("2024-01-01"), 1}}, "0.20"},
		{"who pays behind pays for the missed days first", nil, nil, "2024-01-01",
			[]Payment{paid("2024-02-20", "60")}, []Run{{day("2024-01-01"), day("2024-02-29"), 60}}, "0.00"},
		{"a year ahead with a leap day", nil, nil, "2024-01-01",
			[]Payment{paid("2024-01-01", "366")}, []Run{{day("2024-01-01"), day("2024-12-31"), 366}}, "0.00"},
		{"who paid ahead keeps the old rate", []Plan{planOf(nil), raised}, nil, "2024-11-01",
			[]Payment{paid("2024-11-01", "92"), paid("2025-02-01", "2")}, []Run{{day("2024-11-01"), day("2025-02-01"), 93}}, "0.00"},
		{"money that comes after a new rate is told buys the days from then at it", []Plan{planOf(nil), raised}, nil, "2024-11-01",
			[]Payment{paid("2024-12-05", "63")}, []Run{{day("2024-11-01"), day("2025-01-01"), 62}}, "0.00"},
		{"days of a pause are not paid for", nil, []Pause{flood}, "2024-09-01",
			[]Payment{paid("2024-11-02", "60")}, []Run{{day("2024-09-01"), day("2024-09-30"), 30}, {day("2024-11-01"), day("2024-11-30"), 30}}, "0.00"},
		{"who paid for them before keeps them", nil, []Pause{flood}, "2024-09-01",
			[]Payment{paid("2024-09-02", "61")}, []Run{{day("2024-09-01"), day("2024-10-31"), 61}}, "0.00"},
		{"a pause that was ended early takes out less", nil, []Pause{resumed}, "2024-09-01",
			[]Payment{paid("2024-11-02", "60")}, []Run{{day("2024-09-01"), day("2024-09-30"), 30}, {day("2024-10-11"), day("2024-11-09"), 30}}, "0.00"},
		{"a balance from paper ends with its day", nil, nil, "2020-01-01",
			[]Payment{opening("365", "")}, []Run{{day("2024-01-02"), day("2024-12-31"), 365}}, "0.00"},
		{"a balance from paper says how far it goes", nil, nil, "2020-01-01",
			[]Payment{opening("365", "2024-06-30"), paid("2025-01-02", "31")},
			[]Run{{day("2023-07-02"), day("2024-06-30"), 365}, {day("2025-01-02"), day("2025-02-01"), 31}}, "0.00"},
		{"a balance from paper of who paid ahead", nil, nil, "2024-12-01",
			[]Payment{opening("365", "")}, []Run{{day("2024-12-01"), day("2025-11-30"), 365}}, "0.00"},
		{"february stands for three days with 30/360", []Plan{planOf(func(p *Plan) { p.Basis = Thirty360 })}, nil, "2023-02-01",
			[]Payment{paid("2023-02-01", "28"), paid("2023-02-01", "2"), paid("2023-02-01", "30")}, []Run{{day("2023-02-01"), day("2023-03-31"), 60}}, "0.00"},
		{"a month of 100 baht is spread over its days", []Plan{planOf(func(p *Plan) { p.Rate, p.Per = ledger.MustMoney("100.00"), PerMonth })}, nil, "2024-02-01",
			[]Payment{paid("2024-02-01", "50"), paid("2024-02-01", "50")}, []Run{{day("2024-02-01"), day("2024-02-29"), 29}}, "0.00"},
		{"no payment goes beyond the calendar", nil, nil, "2024-01-01",
			[]Payment{paid("2024-01-01", "1000000")}, []Run{{day("2024-01-01"), axisEnd, 137_697}}, "862303.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			plans := c.plans
			if plans == nil {
				plans = []Plan{planOf(nil)}
			}
			r := rulesOf(t, plans, c.pauses...)
			after := r.Fold(day(c.start), c.payments)
			if diff := cmp.Diff(c.want, after.Runs(r), cmp.Comparer(func(a, b ledger.Date) bool { return a == b })); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
			if after.Carried().String() != c.carried {
				t.Errorf("%s carried, want %s", after.Carried(), c.carried)
			}
			if again := after.State().Coverage(); !cmp.Equal(after, again, cmp.AllowUnexported(Coverage{}, stretch{})) {
				t.Errorf("kept as numbers and read again: %v", again)
			}
		})
	}
}

func TestRangesOfEachPayment(t *testing.T) {
	t.Parallel()
	r := rulesOf(t, []Plan{planOf(nil)})
	ranges := r.Ranges(ledger.MustDate("2024-01-01"), []Payment{paid("2024-01-05", "31.50"), paid("2024-02-05", "0.25"), paid("2024-02-06", "30.25")})
	want := []string{"2024-01-01–2024-01-31 (31) 0.50", " 0.75", "2024-02-01–2024-03-02 (31) 0.00"}
	for i, c := range ranges {
		text := ""
		for _, run := range c.Runs {
			text += run.From.String() + "–" + run.Through.String() + " (" + string(rune('0'+run.Days/10)) + string(rune('0'+run.Days%10)) + ")"
		}
		if text+" "+c.Carried.String() != want[i] {
			t.Errorf("payment %d: %s %s, want %s", i+1, text, c.Carried, want[i])
		}
	}
}

func TestAmounts(t *testing.T) {
	t.Parallel()
	daily, monthly := planOf(nil), planOf(func(p *Plan) { p.Rate, p.Per = ledger.MustMoney("50.00"), PerMonth })
	thirty := planOf(func(p *Plan) { p.Basis = Thirty360 })
	for _, c := range []struct {
		plan   Plan
		period Period
		n      int
		want   string
	}{
		{daily, Month, 1, "30.00"}, {daily, Month, 3, "90.00"}, {daily, HalfYear, 1, "180.00"}, {daily, Year, 1, "365.00"},
		{daily, Day, 7, "7.00"}, {daily, AnyAmount, 1, "0.00"}, {thirty, Year, 1, "360.00"}, {monthly, Month, 1, "50.00"},
		{monthly, Quarter, 2, "300.00"}, {monthly, Year, 1, "600.00"}, {monthly, Day, 3, "5.00"},
	} {
		if got := c.plan.AmountFor(c.period, c.n); got.String() != c.want {
			t.Errorf("%d × %s at %s a %s: %s, want %s", c.n, c.period, c.plan.Rate, c.plan.Per, got, c.want)
		}
	}
	var suggested []string
	for _, m := range daily.Suggested() {
		suggested = append(suggested, m.String())
	}
	if !slices.Equal(suggested, []string{"30.00", "90.00", "180.00", "365.00"}) {
		t.Errorf("suggested %v", suggested)
	}
}
