package membership

import (
	"cmp"
	"fmt"
	"slices"

	"sajja/ledger"
)

// TransitionError says that an event does not fit what was before it, or, for one
// entered late, what came after.
type TransitionError struct {
	Record Record
	// From is how the membership stood when the event came.
	From Standing
	// Behind is the event that would no longer fit: zero when it is the new one.
	Behind Record
}

func (e TransitionError) Error() string {
	if e.Behind.Number != 0 && e.Behind.Number != e.Record.Number {
		return fmt.Sprintf("%s on %s leaves no room for %s on %s", e.Record.Event, e.Record.On, e.Behind.Event, e.Behind.On)
	}
	return fmt.Sprintf("%s on %s does not follow %q", e.Record.Event, e.Record.On, e.From)
}

// VoidError says that an event cannot be voided: there is none of that number, or
// it was voided before, or it is a voiding itself.
type VoidError struct{ Record Record }

func (e VoidError) Error() string {
	return fmt.Sprintf("there is no event %d to void", e.Record.Voids)
}

// NumberError says that the events are not numbered from 1 without a hole: one is
// missing, or stands there twice.
type NumberError struct{ Number int }

func (e NumberError) Error() string {
	return fmt.Sprintf("event %d is missing or twice there", e.Number)
}

// History is the events of one membership, proven to fit together.
type History struct {
	records []Record // as they were entered
	// joined is the day of joining that the register states, which counts where no
	// beginning was entered.
	joined ledger.Date
	steps  []moment // by day, without what was voided
}

// moment is an event that counts and where it led.
type moment struct {
	Record
	standing Standing
}

// NewHistory puts the events of one membership together, entered in the order of
// their numbers. Whoever has no event that begins a membership joined on the day
// that the register states. Errors: NumberError, VoidError, TransitionError.
func NewHistory(joined ledger.Date, records []Record) (History, error) {
	ordered := slices.Clone(records)
	slices.SortStableFunc(ordered, func(a, b Record) int { return cmp.Compare(a.Number, b.Number) })
	counts := make([]bool, len(ordered))
	for i, r := range ordered {
		if r.Number != i+1 {
			return History{}, NumberError{i + 1}
		}
		counts[i] = r.Event != Voided
		if r.Event != Voided {
			continue
		}
		if r.Voids < 1 || r.Voids > i || !counts[r.Voids-1] {
			return History{}, VoidError{r}
		}
		counts[r.Voids-1] = false
	}
	h := History{records: ordered, joined: joined}
	if !joined.IsZero() && !slices.ContainsFunc(ordered, func(r Record) bool { return r.Event.begins() }) {
		h.steps = append(h.steps, moment{Record: Record{Event: Joined, On: joined}})
	}
	for i, r := range ordered {
		if counts[i] {
			h.steps = append(h.steps, moment{Record: r})
		}
	}
	// Two events of one day come in the order of entering.
	slices.SortStableFunc(h.steps, func(a, b moment) int { return cmp.Compare(0, a.On.DaysUntil(b.On)) })
	return h, h.walk()
}

// walk works out where each event leads.
func (h *History) walk() error {
	standing, hasJoined := Stranger, false
	for i := range h.steps {
		s := &h.steps[i]
		next, fits := step(standing, s.Event, hasJoined)
		if !fits {
			return h.misfit(s.Record, standing)
		}
		standing, s.standing = next, next
		hasJoined = hasJoined || s.Event == Joined || s.Event == Rejoined
	}
	return nil
}

// misfit blames the event entered last, which all others did without.
func (h *History) misfit(at Record, from Standing) error {
	if len(h.records) == 0 {
		return TransitionError{Record: at, From: from}
	}
	last := h.records[len(h.records)-1]
	if last.Number == at.Number {
		return TransitionError{Record: at, From: from}
	}
	return TransitionError{Record: last, From: from, Behind: at}
}

// Add gives the history with one more event, which gets the next number. It may
// lie before others, as a death told of late. Errors: VoidError, TransitionError.
func (h History) Add(r Record) (History, error) {
	r.Number = len(h.records) + 1
	return NewHistory(h.joined, append(slices.Clip(h.records), r))
}

// Records gives all events as they were entered, with those voided.
func (h History) Records() []Record { return slices.Clone(h.records) }

// on gives the last event that counts on the day.
func (h History) on(day ledger.Date) (moment, bool) {
	for i := len(h.steps) - 1; i >= 0; i-- {
		if !h.steps[i].On.After(day) {
			return h.steps[i], true
		}
	}
	return moment{}, false
}

// On gives the standing at the end of a day.
func (h History) On(day ledger.Date) Standing {
	m, _ := h.on(day)
	return m.standing
}

// Since gives the day on which the standing of a day began; zero for a stranger.
func (h History) Since(day ledger.Date) ledger.Date {
	m, _ := h.on(day)
	return m.On
}

// Equal tells whether two histories are of the same events.
func (h History) Equal(other History) bool {
	return h.joined == other.joined && slices.Equal(h.records, other.records)
}
