package ledger

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// RoundID names a Round.
type RoundID struct{ uuid.UUID }

// NewRoundID makes an ID that no other round has.
func NewRoundID() RoundID { return RoundID{newV7()} }

// IsZero tells whether no round is named.
func (id RoundID) IsZero() bool { return id.UUID == uuid.Nil }

// Refusals of a collection round that carry no figure.
var (
	// ErrRoundClosed: the round is over.
	ErrRoundClosed = errors.New("the round is closed")
	// ErrNotCollector: a round is counted and closed by the one who carries its money.
	ErrNotCollector = errors.New("only the collector of the round may do this")
	// ErrRoundNotCounted: a round in which money came is counted before it is closed.
	ErrRoundNotCounted = errors.New("the round's money is not counted yet")
	// ErrNoVariance: what was counted is what the books say: there is nothing to
	// explain.
	ErrNoVariance = errors.New("there is no difference to explain")
	// ErrExplanation: an explanation says something, in a few sentences at most.
	ErrExplanation = errors.New("an explanation has words, at most five hundred letters")
)

// VarianceError says that what was counted is not what the books say and nobody
// has said why.
type VarianceError struct{ Variance Money }

func (e VarianceError) Error() string {
	return fmt.Sprintf("the difference of %s baht is not explained yet", e.Variance)
}

// RecountError says that money came or went after the count.
type RecountError struct{ Counted, Expected Money }

func (e RecountError) Error() string {
	return fmt.Sprintf("money moved after the count: the books say %s now", e.Expected)
}

// explanationMax is the longest explanation kept, in runes.
const explanationMax = 500

// Round (รอบเก็บเงิน) is one walk of a collector through a village: the money she
// takes from its beginning to its end, counted, and handed over afterwards.
type Round struct {
	ID        RoundID
	Fund      FundID
	Village   string
	Day       Date
	Collector MemberID
	OpenedAt  time.Time
	// Cause refers to what made it, such as a LINE event.
	Cause string
	// Steps are what became of it, in order.
	Steps []RoundStep
}

// RoundStepKind is what a step of a round is.
type RoundStepKind string

// The steps of a round.
const (
	RoundCounted   RoundStepKind = "counted"
	RoundExplained RoundStepKind = "explained"
	RoundClosed    RoundStepKind = "closed"
)

// RoundStep is one thing that was done in a round. It never changes; a second
// count is a further step.
type RoundStep struct {
	Kind RoundStepKind
	At   time.Time
	By   MemberID
	// Count is what was found and Figures what the books said at that moment, of
	// a count and of the closing.
	Count   CashCount
	Figures RoundFigures
	// Note is the explanation.
	Note string
}

// RoundFigures are what the books say of a round at one moment.
type RoundFigures struct {
	// Carried is what the collector held when the round began.
	Carried Money
	// Received is what came in since, in so many Receipts; reversed ones are not
	// in it.
	Received Money
	Receipts int
	// Handed is what she handed over since.
	Handed Money
}

// Expected is what she holds of this round: money that is handed over meanwhile
// is taken from what she carried before, the oldest first.
func (f RoundFigures) Expected() Money {
	ofRound := f.Handed.Sub(f.Carried)
	if !ofRound.IsPositive() {
		return f.Received
	}
	return f.Received.Sub(ofRound)
}

// Variance is what was counted above the books (เกิน); below them (ขาด) it is
// negative.
func (s RoundStep) Variance() Money { return s.Count.Total().Sub(s.Figures.Expected()) }

// OpenRound begins a round. ErrIncomplete without a village or a collector.
func OpenRound(fund FundID, village string, collector MemberID, act Act) (Round, error) {
	village = strings.TrimSpace(village)
	if fund.IsZero() || village == "" || collector.IsZero() || act.At.IsZero() || act.Cause == "" {
		return Round{}, ErrIncomplete
	}
	return Round{
		ID: NewRoundID(), Fund: fund, Village: village, Day: DateOf(act.At), Collector: collector,
		OpenedAt: act.At.UTC().Truncate(time.Millisecond), Cause: act.Cause,
	}, nil
}

// IsClosed tells whether the round is over.
func (r Round) IsClosed() bool {
	return len(r.Steps) > 0 && r.Steps[len(r.Steps)-1].Kind == RoundClosed
}

// LastCount gives the latest count and the explanation that was given after it;
// false when nothing was counted.
func (r Round) LastCount() (counted RoundStep, explanation string, ok bool) {
	for _, s := range r.Steps {
		switch s.Kind {
		case RoundCounted:
			counted, explanation, ok = s, "", true
		case RoundExplained:
			explanation = s.Note
		}
	}
	return counted, explanation, ok
}

// Count (นับเงิน) says what was found. A count may be done again until the round
// is closed. ErrRoundClosed, ErrNotCollector, ErrPieces.
func (r Round) Count(count CashCount, figures RoundFigures, act Act) (RoundStep, error) {
	if err := r.mayStep(act); err != nil {
		return RoundStep{}, err
	}
	if err := count.Check(); err != nil {
		return RoundStep{}, err
	}
	return r.step(RoundCounted, act, RoundStep{Count: count, Figures: figures}), nil
}

// Explain (ชี้แจงผลต่าง) says where the difference of the latest count comes from.
// ErrRoundClosed, ErrNotCollector, ErrRoundNotCounted, ErrNoVariance,
// ErrExplanation.
func (r Round) Explain(note string, act Act) (RoundStep, error) {
	if err := r.mayStep(act); err != nil {
		return RoundStep{}, err
	}
	counted, _, ok := r.LastCount()
	note = strings.Join(strings.Fields(note), " ")
	switch {
	case !ok:
		return RoundStep{}, ErrRoundNotCounted
	case counted.Variance().IsZero():
		return RoundStep{}, ErrNoVariance
	case note == "" || len([]rune(note)) > explanationMax:
		return RoundStep{}, ErrExplanation
	}
	return r.step(RoundExplained, act, RoundStep{Note: note}), nil
}

// Close (ปิดรอบ) ends the round with the figures of this moment. A round in which
// nothing came needs no count. ErrRoundClosed, ErrNotCollector,
// ErrRoundNotCounted, RecountError, VarianceError.
func (r Round) Close(figures RoundFigures, act Act) (RoundStep, error) {
	if err := r.mayStep(act); err != nil {
		return RoundStep{}, err
	}
	counted, explanation, ok := r.LastCount()
	expected := figures.Expected()
	switch {
	case !ok && figures.Receipts == 0 && expected.IsZero():
		return r.step(RoundClosed, act, RoundStep{Figures: figures}), nil
	case !ok:
		return RoundStep{}, ErrRoundNotCounted
	case !counted.Figures.Expected().Equal(expected):
		return RoundStep{}, RecountError{Counted: counted.Count.Total(), Expected: expected}
	case !counted.Variance().IsZero() && explanation == "":
		return RoundStep{}, VarianceError{counted.Variance()}
	}
	return r.step(RoundClosed, act, RoundStep{Count: counted.Count, Figures: figures, Note: explanation}), nil
}

func (r Round) mayStep(act Act) error {
	switch {
	case r.IsClosed():
		return ErrRoundClosed
	case act.Actor != r.Collector:
		return ErrNotCollector
	}
	return nil
}

func (r Round) step(kind RoundStepKind, act Act, s RoundStep) RoundStep {
	s.Kind, s.At, s.By = kind, act.At, act.Actor
	return s
}
