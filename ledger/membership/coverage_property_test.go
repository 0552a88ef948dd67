package membership

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sajja/ledger"
)

const noon = 12 * time.Hour

// anyPlan is a fund's whole rule: one version, or a second one some day.
func anyRules(t *rapid.T) Rules {
	first := anyPlan(t, 1)
	first.Since = ledger.MustDate("2020-01-01")
	plans := []Plan{first}
	if rapid.Bool().Draw(t, "a new rate") {
		next := anyPlan(t, 2)
		next.Basis = first.Basis
		next.Since = anyDay(t, "new rate since")
		next.KnownFrom = anyDay(t, "new rate told").Start()
		plans = append(plans, next)
	}
	var pauses []Pause
	for range rapid.IntRange(0, 2).Draw(t, "pauses") {
		p := Pause{From: anyDay(t, "pause from"), Reason: "น้ำท่วม", RecordedAt: anyDay(t, "pause told").Start()}
		p.Through = p.From.AddDays(rapid.IntRange(0, 90).Draw(t, "pause days"))
		if rapid.Bool().Draw(t, "resumed") {
			p.ResumedOn = p.From.AddDays(rapid.IntRange(0, 90).Draw(t, "resumed after"))
			p.ResumedAt = p.RecordedAt.Add(time.Duration(rapid.IntRange(0, 900).Draw(t, "resumed told")) * time.Hour)
		}
		pauses = append(pauses, p)
	}
	r, err := NewRules(plans, pauses)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func anyPlan(t *rapid.T, number int) Plan {
	p := DefaultPlan()
	p.Number = number
	p.Rate = ledger.MoneyFromSatang(int64(rapid.SampledFrom([]int{50, 100, 137, 200, 3000, 10_000}).Draw(t, "rate")))
	p.Per = rapid.SampledFrom([]Per{PerDay, PerMonth}).Draw(t, "per")
	p.Basis = rapid.SampledFrom([]Basis{Calendar, Thirty360}).Draw(t, "basis")
	p.DueEvery = rapid.SampledFrom([]Period{Day, Month, Quarter, HalfYear, Year}).Draw(t, "due")
	p.Gap.Policy = rapid.SampledFrom([]GapPolicy{GapRestarts, GapPauses, GapHeals}).Draw(t, "gap")
	p.Gap.Days = rapid.IntRange(0, 120).Draw(t, "gap days")
	p.OutAfter.N = rapid.SampledFrom([]int{0, 0, 1, 3}).Draw(t, "out after")
	return p
}

func anyDay(t *rapid.T, label string) ledger.Date {
	return ledger.MustDate("2023-06-01").AddDays(rapid.IntRange(0, 900).Draw(t, label))
}

// anyPayments are in the order of recording; the day on which money counts may
// lie before.
func anyPayments(t *rapid.T) []Payment {
	at := ledger.MustDate("2023-06-01")
	payments := make([]Payment, rapid.IntRange(0, 12).Draw(t, "payments"))
	for i := range payments {
		at = at.AddDays(rapid.IntRange(0, 70).Draw(t, "days later"))
		payments[i] = Payment{
			Entry: ledger.NewEntryID(at.Start().Add(noon)), On: at.AddDays(-rapid.IntRange(0, 3).Draw(t, "days before")),
			Amount:    ledger.MoneyFromSatang(int64(rapid.IntRange(1, 20_000).Draw(t, "satang"))),
			IsOpening: i == 0 && rapid.Bool().Draw(t, "opening"),
		}
	}
	return payments
}

var comparing = cmp.AllowUnexported(Coverage{}, stretch{})

func TestCoverageHoldsItsPromises(t *testing.T) {
	t.Parallel()
	start := ledger.MustDate("2023-06-01")
	t.Run("runs lie in order, apart, and what is carried makes no day", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, payments := anyRules(t), anyPayments(t)
			c := r.Fold(start, payments)
			for i, run := range c.runs {
				if run.count() <= 0 || i > 0 && run.from <= c.runs[i-1].through+1 {
					t.Fatalf("runs %v", c.runs)
				}
			}
			if len(payments) == 0 {
				return
			}
			var dearest int64
			for _, piece := range r.tariff(payments[len(payments)-1].Entry.RecordedAt()).pieces {
				dearest = max(dearest, piece.price(0, 1, 28))
			}
			if c.carried < 0 || c.carried >= dearest {
				t.Fatalf("%d satang carried, a day costs at most %d", c.carried, dearest)
			}
		})
	})
	t.Run("no satang is lost: days bought and money carried make the money paid", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, c := anyRules(t), Coverage{start: 1}
			c.start = r.basis.first(start)
			for _, p := range anyPayments(t) {
				p.IsOpening = false
				pool := c.carried + p.Amount.Satang()
				spent := int64(0)
				for _, s := range c.pay(r, p) {
					spent += r.tariff(p.Entry.RecordedAt()).cost(s)
				}
				if spent+c.carried != pool {
					t.Fatalf("%d satang became %d of days and %d carried", pool, spent, c.carried)
				}
			}
		})
	})
	t.Run("what was folded before goes on as if folded at once", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, payments := anyRules(t), anyPayments(t)
			cut := rapid.IntRange(0, len(payments)).Draw(t, "cut")
			c := r.Fold(start, payments[:cut]).State().Coverage()
			for _, p := range payments[cut:] {
				c, _ = c.Pay(r, p)
			}
			if diff := cmp.Diff(r.Fold(start, payments).State(), c.State()); diff != "" {
				t.Fatal(diff)
			}
		})
	})
	t.Run("a payment in two parts covers the same", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, payments := anyRules(t), anyPayments(t)
			var parts []Payment
			for _, p := range payments {
				a, b := p, p
				half := rapid.Int64Range(0, p.Amount.Satang()).Draw(t, "part")
				a.Amount, b.Amount = ledger.MoneyFromSatang(half), ledger.MoneyFromSatang(p.Amount.Satang()-half)
				if p.IsOpening || half == 0 || half == p.Amount.Satang() {
					parts = append(parts, p)
				} else {
					parts = append(parts, a, b)
				}
			}
			if diff := cmp.Diff(r.Fold(start, payments), r.Fold(start, parts), comparing); diff != "" {
				t.Fatal(diff)
			}
		})
	})
	t.Run("two payments of one moment may change places", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, payments := anyRules(t), anyPayments(t)
			if len(payments) < 3 {
				return
			}
			i := rapid.IntRange(1, len(payments)-2).Draw(t, "which")
			payments[i+1].Entry, payments[i+1].On = payments[i].Entry, payments[i].On
			one := r.Fold(start, payments)
			payments[i], payments[i+1] = payments[i+1], payments[i]
			if diff := cmp.Diff(one, r.Fold(start, payments), comparing); diff != "" {
				t.Fatal(diff)
			}
		})
	})
	t.Run("days saved grow with every payment unless a gap restarts them", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, c := anyRules(t), Coverage{}
			c.start = r.basis.first(start)
			for _, p := range anyPayments(t) {
				saved, from := c.SavedAhead(), c.countsFrom
				c.pay(r, p)
				if c.SavedAhead() < saved && c.countsFrom == from {
					t.Fatalf("%d days saved became %d", saved, c.SavedAhead())
				}
			}
		})
	})
	t.Run("missed days heal in time only", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r, payments := anyRules(t), anyPayments(t)
			r.plans = r.plans[:1]
			c := r.Fold(start, payments)
			p := Payment{Amount: ledger.MustMoney("500.00"), On: ledger.MustDate("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "day"))}
			p.Entry = ledger.NewEntryID(p.On.Start())
			a := r.Arrears(c, Payer{}, p.On)
			after, runs := c.Pay(r, p)
			if isLate := p.On.After(a.HealBy); isLate != a.IsClosed && a.GapDays > 0 {
				t.Fatalf("%s with %d days missed, to be paid back by %s: closed is %v", p.On, a.GapDays, a.HealBy, a.IsClosed)
			}
			if len(runs) > 0 && a.IsClosed && runs[0].From.Before(p.On.AddDays(-1)) || a.Restarts != (after.countsFrom != c.countsFrom) {
				t.Fatalf("%+v then %v, counting from %d instead of %d", a, runs, after.countsFrom, c.countsFrom)
			}
		})
	})
}

// TestLevelIsLevel pays what is asked for and looks again.
func TestLevelIsLevel(t *testing.T) {
	t.Parallel()
	start := ledger.MustDate("2023-06-01")
	rapid.Check(t, func(t *rapid.T) {
		r := anyRules(t)
		c := r.Fold(start, anyPayments(t))
		day := ledger.MustDate("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
		a := r.Arrears(c, Payer{}, day)
		if a.Verdict != VerdictLevel && a.Level.IsZero() {
			t.Fatalf("%s and nothing to pay", a.Verdict)
		}
		if a.Verdict == VerdictBehind && a.OwedDays == 0 || a.Missed > 0 && a.Verdict == VerdictLevel {
			t.Fatalf("%+v", a)
		}
		for _, change := range a.Next {
			if !change.On.After(day) || !change.Verdict.IsWorse(a.Verdict) {
				t.Fatalf("%+v", a)
			}
			eve, then := r.Arrears(c, Payer{}, change.On.AddDays(-1)), r.Arrears(c, Payer{}, change.On)
			if !change.Verdict.IsWorse(eve.Verdict) || change.Verdict.IsWorse(then.Verdict) {
				t.Fatalf("%s on %s: %s the day before and %s then", change.Verdict, change.On, eve.Verdict, then.Verdict)
			}
		}
		if a.Level.IsZero() {
			return
		}
		after, _ := c.Pay(r, Payment{Entry: ledger.NewEntryID(day.Start()), On: day, Amount: a.Level})
		b := r.Arrears(after, Payer{}, day)
		if b.Verdict != VerdictLevel || !b.Level.IsZero() || !b.Owed.IsZero() {
			t.Fatalf("after %s on %s: %+v", a.Level, day, b)
		}
	})
}
