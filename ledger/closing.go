package ledger

import (
	"errors"
	"time"
)

// Figures are what the books say stands at the end of a day, by where it lies.
type Figures struct {
	// Cash is what lies in the box (11…), Collectors what collectors hold (12…),
	// Bank what lies at banks (13…).
	Cash, Collectors, Bank Money
}

// Equal tells whether two looks at the books saw the same.
func (f Figures) Equal(g Figures) bool {
	return f.Cash.Equal(g.Cash) && f.Collectors.Equal(g.Collectors) && f.Bank.Equal(g.Bank)
}

// Count is what somebody found beside the books: the cash in the box, what the
// bank books say, and where a difference comes from.
type Count struct {
	Cash, Bank Money
	Note       string
	Books      Figures
}

// HasDifference tells whether what was found is not what the books say.
func (c Count) HasDifference() bool {
	return !c.Cash.Equal(c.Books.Cash) || !c.Bank.Equal(c.Books.Bank)
}

// NeedsNote tells a difference that nobody has explained.
func (c Count) NeedsNote() bool { return c.HasDifference() && c.Note == "" }

// ClosingStepKind is what was done on the way to a closed month.
type ClosingStepKind string

// The steps of a closing.
const (
	// StepCount: counted, or looked at anew because the books moved.
	StepCount ClosingStepKind = "counted"
	// StepSign: an officer signed the last count.
	StepSign ClosingStepKind = "signed"
	// StepClose: a second officer signed, and the period is closed.
	StepClose ClosingStepKind = "closed"
	// StepDrop: an officer sent it back to be counted again, with words.
	StepDrop ClosingStepKind = "returned"
)

// ClosingStep is one step with the count it is about.
type ClosingStep struct {
	Kind ClosingStepKind
	By   MemberID
	At   time.Time
	Count
}

// Closing (การปิดเดือน) is the way of one month to its two signatures. Facts may
// change between them: a signature holds for the figures it was given for and for
// nothing else.
type Closing struct {
	ID      ClosingID
	Fund    FundID
	Through Date
	Steps   []ClosingStep
}

// Refusals of a signature.
var (
	// ErrClosingEnded: the month is closed.
	ErrClosingEnded = errors.New("the month is closed")
	// ErrClosingMoved: the books no longer say what was signed.
	ErrClosingMoved = errors.New("the books moved since the count")
	// ErrClosingUnsigned: there is no first signature for this count.
	ErrClosingUnsigned = errors.New("the count is not signed yet")
	// ErrClosingUncounted: nobody has counted.
	ErrClosingUncounted = errors.New("nobody has counted yet")
	// ErrClosingSigned: this officer's signature is there.
	ErrClosingSigned = errors.New("the count is signed by this officer")
	// ErrSameHousehold: two of one household are one pair of eyes.
	ErrSameHousehold = errors.New("the second signature is of the same household")
	// ErrSignerLeft: the first signer no longer holds an office that signs.
	ErrSignerLeft = errors.New("the first signer no longer holds the office")
)

// IsClosed tells whether the second signature is there.
func (c Closing) IsClosed() bool {
	n := len(c.Steps)
	return n > 0 && c.Steps[n-1].Kind == StepClose
}

// Last gives the latest count, and the first signature under it: zero By when
// there is none, or when it was sent back since.
func (c Closing) Last() (counted, signed ClosingStep) {
	for _, s := range c.Steps {
		switch s.Kind {
		case StepCount:
			counted, signed = s, ClosingStep{}
		case StepSign:
			signed = s
		case StepDrop:
			signed = ClosingStep{}
		}
	}
	return counted, signed
}

// SignFirst makes the first signature: the count is explained and still what the
// books say. ErrClosingEnded, ErrClosingUncounted, ErrClosingMoved, ErrPeriodNote,
// ErrClosingSigned.
func (c Closing) SignFirst(by MemberID, now Figures, at time.Time) (ClosingStep, error) {
	counted, signed := c.Last()
	switch {
	case c.IsClosed():
		return ClosingStep{}, ErrClosingEnded
	case counted.Kind == "":
		return ClosingStep{}, ErrClosingUncounted
	case signed.By == by && !by.IsZero():
		return ClosingStep{}, ErrClosingSigned
	case !counted.Books.Equal(now):
		return ClosingStep{}, ErrClosingMoved
	case counted.NeedsNote():
		return ClosingStep{}, ErrPeriodNote
	}
	return ClosingStep{Kind: StepSign, By: by, At: at, Count: counted.Count}, nil
}

// Second is what is known of who signs second beside the first.
type Second struct {
	By MemberID
	// SameHousehold: of the first signer's household. FirstHolds: the first still
	// holds an office that signs.
	SameHousehold, FirstHolds bool
}

// SignSecond makes the signature that closes. ErrClosingEnded, ErrClosingUnsigned,
// ErrMakerIsChecker, ErrSameHousehold, ErrSignerLeft, ErrClosingMoved.
func (c Closing) SignSecond(second Second, now Figures, at time.Time) (ClosingStep, error) {
	_, signed := c.Last()
	switch {
	case c.IsClosed():
		return ClosingStep{}, ErrClosingEnded
	case signed.Kind == "":
		return ClosingStep{}, ErrClosingUnsigned
	case signed.By == second.By:
		return ClosingStep{}, ErrMakerIsChecker
	case second.SameHousehold:
		return ClosingStep{}, ErrSameHousehold
	case !second.FirstHolds:
		return ClosingStep{}, ErrSignerLeft
	case !signed.Books.Equal(now):
		return ClosingStep{}, ErrClosingMoved
	}
	return ClosingStep{Kind: StepClose, By: second.By, At: at, Count: signed.Count}, nil
}

// Recount is the count again beside what the books say now, in the name of the
// one who found that they moved; the first has to sign again. Words that explained
// another difference explain this one no more.
func (c Closing) Recount(by MemberID, now Figures, at time.Time) ClosingStep {
	counted, _ := c.Last()
	again := counted.Count
	if !again.Books.Cash.Equal(now.Cash) || !again.Books.Bank.Equal(now.Bank) {
		again.Note = ""
	}
	again.Books = now
	return ClosingStep{Kind: StepCount, By: by, At: at, Count: again}
}

// MonthToClose gives the last day of the month that is due to be closed: the
// latest month that is over and ends after what is closed; zero when none does.
func MonthToClose(closedThrough, today Date) Date {
	_, _, day := today.YMD()
	last := today.AddDays(-day)
	if !closedThrough.IsZero() && !last.After(closedThrough) {
		return Date{}
	}
	return last
}
