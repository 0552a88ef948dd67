package membership

import (
	"slices"

	"sajja/ledger"
)

// Verdict (ผลตามกติกา) is what the fund's rule makes of what is missed. It is
// worked out and told; a membership itself ends by an event, which people decide.
type Verdict string

// The verdicts, each worse than the one before.
const (
	VerdictLevel     Verdict = "level"     // ส่งครบ
	VerdictBehind    Verdict = "behind"    // ค้างส่ง
	VerdictSuspended Verdict = "suspended" // พักสิทธิ
	VerdictOut       Verdict = "out"       // พ้นสภาพ
)

// severity orders the verdicts.
func (v Verdict) severity() int {
	return slices.Index([]Verdict{VerdictLevel, VerdictBehind, VerdictSuspended, VerdictOut}, v)
}

// IsWorse tells whether v is worse than other.
func (v Verdict) IsWorse(other Verdict) bool { return v.severity() > other.severity() }

// Change is a verdict and the day on which it begins if nothing is paid.
type Change struct {
	On      ledger.Date
	Verdict Verdict
}

// gap is the missed days before a payment, or before a day that is asked about.
type gap struct {
	// days are those that fell due and are not paid for.
	days int
	// isClosed: they can no longer be paid back.
	isClosed bool
	// restarts: the next payment begins to count at nothing.
	restarts bool
}

// gapOf looks at the days from the first unpaid one up to a day.
func gapOf(p Plan, t tariff, from, today int) gap {
	g := gap{days: t.due(stretch{from, today - 1})}
	if g.days == 0 {
		return g
	}
	isOut := p.OutAfter.isReached(t, p.DueEvery, from, today)
	g.isClosed = g.days > p.Gap.Days || isOut
	g.restarts = isOut || p.Gap.Policy != GapPauses
	return g
}

// missed counts the periods that ended before a day with a day in them that fell
// due and is not paid for.
func (t tariff) missed(every Period, from, today int) int {
	if every == Day {
		return t.due(stretch{from, today - 1})
	}
	n := 0
	for at := t.skip(from); at < today; {
		through := t.periodEnd(every, at)
		if through >= today {
			break
		}
		n++
		at = t.skip(through + 1)
	}
	return n
}

// periodEnd gives the last day of the period in which a day lies.
func (t tariff) periodEnd(every Period, at int) int {
	if every == Day {
		return t.basis.last(t.basis.day(at))
	}
	index, _, _ := t.basis.month(at)
	months := every.months()
	return t.basis.firstOfMonth((index/months+1)*months) - 1
}

// isReached tells whether so much is missed on a day.
func (l Limit) isReached(t tariff, every Period, from, today int) bool {
	at, isSet := l.reachedOn(t, every, from)
	return isSet && at <= today
}

// reachedOn gives the day on which the limit is reached by who pays nothing from
// a day on.
func (l Limit) reachedOn(t tariff, every Period, from int) (int, bool) {
	if l.N == 0 {
		return 0, false
	}
	if l.Unit == Days || every == Day {
		return t.after(from, l.N), true
	}
	at := t.skip(from)
	end := t.basis.last(axisEnd)
	for n := 1; ; n++ {
		through := t.periodEnd(every, at)
		if n == l.N || through >= end {
			return through + 1, true
		}
		at = t.skip(through + 1)
	}
}

// changes gives the verdicts that follow if nothing is paid from a day on, in
// order.
func (p Plan) changes(t tariff, from int) []Change {
	behind, _ := Limit{N: 1, Unit: Periods}.reachedOn(t, p.DueEvery, from)
	list := []Change{{t.basis.begins(behind), VerdictBehind}}
	if on, isSet := p.SuspendedAfter.reachedOn(t, p.DueEvery, from); isSet {
		list = append(list, Change{t.basis.begins(on), VerdictSuspended})
	}
	if on, isSet := p.OutAfter.reachedOn(t, p.DueEvery, from); isSet {
		list = append(list, Change{t.basis.begins(on), VerdictOut})
	}
	slices.SortStableFunc(list, func(a, b Change) int { return b.On.DaysUntil(a.On) })
	return list
}
