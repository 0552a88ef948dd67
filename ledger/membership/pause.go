package membership

import (
	"cmp"
	"errors"
	"slices"
	"time"

	"sajja/ledger"
)

// Pause (หยุดนับยอดค้าง) takes days out of the count for a village, after a flood
// for instance: nothing falls due on them, and they break nothing. Who has paid
// for such days has saved them.
type Pause struct {
	// Village is where; empty for the whole fund.
	Village       string
	From, Through ledger.Date
	// Reason is told to everybody.
	Reason     string
	RecordedAt time.Time
	// ResumedOn is the first day that counts again when it was ended early, as was
	// recorded at ResumedAt; zero otherwise.
	ResumedOn ledger.Date
	ResumedAt time.Time
}

// pauseDaysMax bounds a pause: what lasts longer is decided again.
const pauseDaysMax = 366

// Refusals of a pause.
var (
	ErrPauseDays   = errors.New("a pause ends on or after its first day, and is at most 366 days long")
	ErrPauseReason = errors.New("a pause has a reason, which is told to everybody")
)

// Check refuses a pause without an end or a reason: ErrPauseDays, ErrPauseReason.
func (p Pause) Check() error {
	switch {
	case p.From.IsZero() || p.Through.Before(p.From) || p.From.DaysUntil(p.Through) >= pauseDaysMax:
		return ErrPauseDays
	case p.Reason == "":
		return ErrPauseReason
	}
	return nil
}

// LastDay gives the last day it takes out, as all is known now; a day before From
// when it was called off.
func (p Pause) LastDay() ledger.Date { return p.lastKnown(endOfTime) }

func (p Pause) lastKnown(at time.Time) ledger.Date {
	if p.ResumedOn.IsZero() || p.ResumedAt.After(at) || p.ResumedOn.After(p.Through) {
		return p.Through
	}
	return p.ResumedOn.AddDays(-1)
}

// Has tells whether the pause takes the day out.
func (p Pause) Has(day ledger.Date) bool { return !day.Before(p.From) && !day.After(p.LastDay()) }

// PauseOn gives the pause that a day lies in.
func (r Rules) PauseOn(day ledger.Date) (Pause, bool) {
	for _, p := range r.pauses {
		if p.Has(day) {
			return p, true
		}
	}
	return Pause{}, false
}

// Pauses gives all pauses of the rules.
func (r Rules) Pauses() []Pause { return slices.Clone(r.pauses) }

// pausesKnown gives the days that were known to be taken out at an instant, in
// order and without overlap.
func (r Rules) pausesKnown(at time.Time) []stretch {
	var out []stretch
	for _, p := range r.pauses {
		s := stretch{r.basis.first(p.From), r.basis.last(p.lastKnown(at))}
		if !p.RecordedAt.After(at) && s.count() > 0 {
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b stretch) int { return cmp.Compare(a.from, b.from) })
	merged := out[:0]
	for _, s := range out {
		if n := len(merged); n > 0 && s.from <= merged[n-1].through+1 {
			merged[n-1].through = max(merged[n-1].through, s.through)
			continue
		}
		merged = append(merged, s)
	}
	return merged
}
