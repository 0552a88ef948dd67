package membership

import (
	"slices"

	"sajja/ledger"
)

// Payer is what a fund's rules ask about a member.
type Payer struct {
	// Start is the day from which money falls due: of joining, or of the last
	// rejoining.
	Start   ledger.Date
	Village string
	Classes []Class
	BornOn  ledger.Date // zero when unknown
}

// Exempts tells whether a member owes nothing on a day, by class or by age.
func (p Plan) Exempts(who Payer, day ledger.Date) bool {
	if slices.ContainsFunc(who.Classes, func(class Class) bool { return slices.Contains(p.ExemptClasses, class) }) {
		return true
	}
	return p.ExemptFromAge > 0 && !who.BornOn.IsZero() && !day.Before(who.BornOn.AddMonths(12*p.ExemptFromAge))
}

// Arrears (ยอดค้างส่ง) is how a member's payments stand on a day, by the fund's
// rule. A day's money is owed when the day is over, and falls due when its period
// is over: who pays for November on the 5th is not behind on the 4th.
type Arrears struct {
	On          ledger.Date
	PaidThrough ledger.Date // zero for none
	Saved       int         // days
	Carried     ledger.Money

	Verdict  Verdict
	IsExempt bool
	// Missed are the periods that ended unpaid.
	Missed int
	// OwedDays and Owed are the days of those periods and their money.
	OwedDays int
	Owed     ledger.Money
	// GapDays are all days before On that are not paid for.
	GapDays int
	// IsClosed says that they can no longer be paid back: what is paid counts from
	// its own day on, and the count of days Restarts or goes on.
	IsClosed, Restarts bool
	// HealBy is the last day on which the missed days, or the next that are missed,
	// can be paid back.
	HealBy ledger.Date

	// Level is what to pay on the day to be level through the end of its period,
	// LevelThrough; zero for who has paid as far.
	Level        ledger.Money
	LevelThrough ledger.Date
	// Next are the verdicts that follow if nothing is paid, the soonest first.
	Next []Change
	// Pause takes the day out of the count; nil without one.
	Pause *Pause
}

// MayLoseBy gives the last day on which a payment keeps the next verdict away:
// ถ้าส่งภายในวันนี้ สิทธิไม่ขาด. False where the rule takes nothing.
func (a Arrears) MayLoseBy() (ledger.Date, Verdict, bool) {
	for _, c := range a.Next {
		if c.Verdict.IsWorse(VerdictBehind) {
			return c.On.AddDays(-1), c.Verdict, true
		}
	}
	return ledger.Date{}, "", false
}

// Arrears works out how a coverage stands on a day. The rules are those of the
// member's village, and the coverage is of payments up to that day.
func (r Rules) Arrears(c Coverage, who Payer, day ledger.Date) Arrears {
	plan, t := r.PlanOn(day), r.tariff(endOfTime)
	today, next := r.basis.first(day), c.next()
	a := Arrears{
		On: day, PaidThrough: c.PaidThrough(r), Saved: c.Saved(r, day), Carried: c.Carried(),
		Verdict: VerdictLevel, IsExempt: plan.Exempts(who, day),
	}
	if pause, has := r.PauseOn(day); has {
		a.Pause = &pause
	}
	if a.IsExempt {
		return a
	}
	gap := gapOf(plan, t, next, today)
	a.GapDays, a.IsClosed, a.Restarts = gap.days, gap.isClosed, gap.restarts && gap.isClosed
	a.HealBy = r.healBy(plan, t, next)
	a.Missed = t.missed(plan.DueEvery, next, today)
	fallenDue := stretch{next, r.lastDue(t, plan.DueEvery, today)}
	a.OwedDays = t.due(fallenDue)
	a.Owed = r.lessCarried(t.cost(fallenDue), c)
	a.levelBy(r, t, c, plan, gap)
	a.Next = slices.DeleteFunc(plan.changes(t, next), func(change Change) bool {
		if !change.On.After(day) {
			if change.Verdict.IsWorse(a.Verdict) {
				a.Verdict = change.Verdict
			}
			return true
		}
		return false
	})
	a.Next = slices.DeleteFunc(a.Next, func(change Change) bool { return !change.Verdict.IsWorse(a.Verdict) })
	return a
}

// levelBy works out what brings the member level.
func (a *Arrears) levelBy(r Rules, t tariff, c Coverage, plan Plan, gap gap) {
	today, from := r.basis.first(a.On), c.next()
	through := t.periodEnd(plan.DueEvery, today)
	if gap.isClosed {
		from = t.skip(today)
		through = max(through, t.periodEnd(plan.DueEvery, from))
	}
	a.LevelThrough = r.basis.through(through)
	if cost := t.cost(stretch{from, through}); cost > 0 {
		// What was carried may make a day where the rate fell since, but days are
		// only bought by a payment: a satang is one.
		a.Level = ledger.MoneyFromSatang(max(cost-c.carried, 1))
	}
}

// healBy gives the last day on which a payment still counts for the first unpaid
// day.
func (r Rules) healBy(plan Plan, t tariff, next int) ledger.Date {
	last := t.after(next, plan.Gap.Days)
	if out, isSet := plan.OutAfter.reachedOn(t, plan.DueEvery, next); isSet {
		last = min(last, out-1)
	}
	return r.basis.begins(min(last, r.basis.last(axisEnd)) + 1).AddDays(-1)
}

// lastDue gives the last day of the last period that ended before a day.
func (r Rules) lastDue(t tariff, every Period, today int) int {
	if every == Day {
		return today - 1
	}
	index, _, _ := r.basis.month(today)
	months := every.months()
	return r.basis.firstOfMonth(index/months*months) - 1
}

// lessCarried takes off what the member has paid beyond whole days.
func (r Rules) lessCarried(satang int64, c Coverage) ledger.Money {
	return ledger.MoneyFromSatang(max(satang-c.carried, 0))
}

// CostThrough gives what a member pays on a day to be paid through to another;
// zero when she is.
func (r Rules) CostThrough(c Coverage, day, through ledger.Date) ledger.Money {
	t, from, today := r.tariff(endOfTime), c.next(), r.basis.first(day)
	if gapOf(r.PlanOn(day), t, from, today).isClosed {
		from = today
	}
	return r.lessCarried(t.cost(stretch{from, r.basis.last(through)}), c)
}
