package ledger

import (
	"errors"
	"time"
)

// Refusals of closing a period.
var (
	// ErrPeriodOrder: periods are closed one after the other; this one ends with a
	// day that is closed.
	ErrPeriodOrder = errors.New("a period ends later than the last closed one")
	// ErrPeriodFuture: the period has days that have not come.
	ErrPeriodFuture = errors.New("a period is closed when its last day has come")
	// ErrPeriodNote: what was counted is not what the books say, and nobody says why.
	ErrPeriodNote = errors.New("a difference between what was counted and the books needs a note")
	// ErrCounted: cash in a box is not below nothing.
	ErrCounted = errors.New("counted cash is not below zero")
)

// Period (งวดบัญชี) is days that were closed together, with what the one who
// signed off found in the cash box and in the bank books beside what the books
// say at the end of its last day. What is not closed is open.
type Period struct {
	Fund FundID
	// Through is the last day; the first is the day after the period before.
	Through  Date
	ClosedAt time.Time
	// ClosedBy is the officer; zero for the command line. ClosedWith is the second who
	// signed; zero when one alone did.
	ClosedBy, ClosedWith MemberID
	// CountedCash is what lay in the cash box, BookCash what the accounts of cash
	// in hand (11…) say; cash with collectors is not in the box.
	CountedCash, BookCash Money
	// Bank is what the bank books say together, BookBank the accounts 13….
	Bank, BookBank Money
	// Note says where a difference comes from.
	Note string
}

// CashDifference is what was counted above the books; below them it is negative.
func (p Period) CashDifference() Money { return p.CountedCash.Sub(p.BookCash) }

// BankDifference is what the bank says above the books; below them it is negative.
func (p Period) BankDifference() Money { return p.Bank.Sub(p.BookBank) }

// HasDifference tells whether what was found is not what the books say.
func (p Period) HasDifference() bool {
	return !p.CashDifference().IsZero() || !p.BankDifference().IsZero()
}

// Check refuses a period that cannot be closed after the last one: ErrPeriodOrder,
// ErrPeriodFuture, ErrCounted, ErrMakerIsChecker or ErrPeriodNote. closedThrough is zero when none
// was closed. The database checks the same under its lock.
func (p Period) Check(closedThrough, today Date) error {
	switch {
	case !closedThrough.IsZero() && !p.Through.After(closedThrough):
		return ErrPeriodOrder
	case p.Through.After(today):
		return ErrPeriodFuture
	case p.CountedCash.IsNegative():
		return ErrCounted
	case !p.ClosedWith.IsZero() && p.ClosedWith == p.ClosedBy:
		return ErrMakerIsChecker
	case p.HasDifference() && p.Note == "":
		return ErrPeriodNote
	}
	return nil
}
