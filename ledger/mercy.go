package ledger

import (
	"errors"
	"time"
)

// TakeBackWithin is how long the one who posted may take it back alone: long
// enough to read the receipt and see the slip, too short for the money to have
// gone anywhere.
const TakeBackWithin = 2 * time.Minute

// takeBackWorked is how late a press in time may still be worked, as when the
// service was away for some minutes. The database holds the same bound.
const takeBackWorked = 10 * time.Minute

// ReasonTakenBack is the reason of a reversal by the one who posted, at once.
const ReasonTakenBack = "taken-back"

// ReasonCorrected is the reason of a reversal that both sides agreed to.
const ReasonCorrected = "corrected"

// Refusals of taking back.
var (
	// ErrTakeBackLate: the time in which one may take back alone is over; a
	// correction needs both sides.
	ErrTakeBackLate = errors.New("the time to take back alone is over")
	// ErrNotMaker: somebody else posted it.
	ErrNotMaker = errors.New("only the one who posted may take it back alone")
	// ErrNotCorrectable: an entry of several lines is corrected by hand.
	ErrNotCorrectable = errors.New("only an entry of two lines has one amount to correct")
	// ErrSameAmount: the right amount is the one that stands.
	ErrSameAmount = errors.New("the amount is what stands in the books")
)

// TakeBack (ขอคืนรายการ) reverses what the actor posted himself no more than
// TakeBackWithin before he asked. ErrNotMaker, ErrTakeBackLate, and the errors of
// Reverse, whose day it counts on.
func TakeBack(posted Entry, asked time.Time, closedThrough Date, act Act) (Entry, error) {
	switch {
	case posted.Phase != PhasePosted:
		return Entry{}, ErrNotPosted
	case act.Actor.IsZero() || posted.Actor != act.Actor:
		return Entry{}, ErrNotMaker
	case asked.Sub(posted.RecordedAt) > TakeBackWithin || act.At.Sub(posted.RecordedAt) > takeBackWorked:
		return Entry{}, ErrTakeBackLate
	}
	return Reverse(posted, closedThrough, ReasonTakenBack, act)
}

// Renew (ให้รอต่อ) makes the promise anew whose receipt was taken back: the money
// is still owed to nobody and waits in the maker's name, until the same day.
func Renew(promise Entry, act Act) (Entry, error) {
	act.Actor = promise.Actor
	renewed, err := Promise(Handing{
		Fund: promise.Fund, Member: promise.Member, Kind: promise.Kind, Amount: promise.Amount(),
		EffectiveOn: promise.EffectiveOn, ExpiresOn: promise.ExpiresOn,
	}, act)
	return renewed, err
}

// Correct (แก้ไขรายการ) undoes a posted entry of two lines and, unless the right
// amount is zero, posts it again with that: the same accounts, the same kind, the
// reversal first. Both count on the day of the entry, or on the first open day
// when that is closed. ErrNotCorrectable, ErrSameAmount, ErrAmount, and the errors
// of Reverse.
func Correct(posted Entry, right Money, closedThrough Date, reason string, act Act) ([]Entry, error) {
	switch {
	case right.IsNegative():
		return nil, ErrAmount
	case len(posted.Postings) != 2 && !right.IsZero():
		return nil, ErrNotCorrectable
	case right.Equal(posted.Amount()):
		return nil, ErrSameAmount
	}
	back, err := Reverse(posted, closedThrough, reason, act)
	if err != nil || right.IsZero() {
		return []Entry{back}, err
	}
	lines := make([]Posting, len(posted.Postings))
	for i, p := range posted.Postings {
		p.Amount = right
		lines[i] = p
	}
	act.Key += ":right"
	again, err := Journal(posted.Fund, posted.Kind, posted.Member, back.EffectiveOn, lines, act)
	return []Entry{back, again}, err
}
