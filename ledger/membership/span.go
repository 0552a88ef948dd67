package membership

import (
	"slices"

	"sajja/ledger"
)

// Span is a run of days on which somebody was a member with all rights.
type Span struct {
	From ledger.Date
	// Through is the last such day; zero while it goes on.
	Through ledger.Date
	// Began is what it began with: Joined, Rejoined or Reinstated.
	Began Event
}

// Spans gives the runs of full membership, the earliest first. A run without a
// day, begun and ended on the same one, is left out.
func (h History) Spans() []Span {
	var spans []Span
	isOpen := false
	for _, m := range h.steps {
		switch {
		case m.standing == Active && !isOpen:
			spans, isOpen = append(spans, Span{From: m.On, Began: m.Event}), true
		case m.standing != Active && isOpen:
			isOpen = false
			last := &spans[len(spans)-1]
			last.Through = m.On.AddDays(-1)
			if last.Through.Before(last.From) {
				spans = spans[:len(spans)-1]
			}
		}
	}
	return spans
}

// ClockFrom gives the first day of the waiting clock (วันเริ่มนับระยะรอสิทธิ) that
// runs on a day: the day of joining, or of the last rejoining. It is zero on days
// on which she is no member. Being suspended or reinstated does not start it anew:
// what a gap does to it is the fund's rule of lapse.
func (h History) ClockFrom(day ledger.Date) ledger.Date {
	if !h.On(day).IsMember() {
		return ledger.Date{}
	}
	for i := len(h.steps) - 1; i >= 0; i-- {
		m := h.steps[i]
		if !m.On.After(day) && (m.Event == Joined || m.Event == Rejoined) {
			return m.On
		}
	}
	return ledger.Date{}
}

// ContinuousFrom gives the first day of the run of full membership in which a day
// lies, without any suspension or gap since; zero when it lies in none.
func (h History) ContinuousFrom(day ledger.Date) ledger.Date {
	for _, s := range h.Spans() {
		if !day.Before(s.From) && (s.Through.IsZero() || !day.After(s.Through)) {
			return s.From
		}
	}
	return ledger.Date{}
}

// EverJoined tells whether she was ever a member up to a day (สมาชิกสะสม).
func (h History) EverJoined(day ledger.Date) bool {
	for _, m := range h.steps {
		if !m.On.After(day) && m.standing == Active {
			return true
		}
	}
	return false
}

// FullYear tells whether she was a member through the whole year that ends on a
// day, as the state's subsidy counts at 30 September.
func (h History) FullYear(ends ledger.Date) bool {
	first, clock := ends.AddMonths(-12).AddDays(1), h.ClockFrom(ends)
	if clock.IsZero() || clock.After(first) || !h.On(first).IsMember() {
		return false
	}
	return !slices.ContainsFunc(h.steps, func(m moment) bool {
		return m.standing == Out && m.On.After(first) && !m.On.After(ends)
	})
}

// JoinedOn gives the day on which she first became a member; zero when she never
// did.
func (h History) JoinedOn() ledger.Date {
	for _, m := range h.steps {
		if m.Event == Joined {
			return m.On
		}
	}
	return ledger.Date{}
}
