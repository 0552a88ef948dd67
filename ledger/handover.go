package ledger

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"
)

// HandoverID names a Handover.
type HandoverID struct{ uuid.UUID }

// NewHandoverID makes an ID that no other hand-over has.
func NewHandoverID() HandoverID { return HandoverID{newV7()} }

// IsZero tells whether no hand-over is named.
func (id HandoverID) IsZero() bool { return id.UUID == uuid.Nil }

// Refusals of a hand-over that carry no figure.
var (
	// ErrSamePlace: giver and receiver keep the fund's money in one box: the books
	// have nothing to move.
	ErrSamePlace = errors.New("both keep the money in the same place")
	// ErrNotReceiver: a hand-over is confirmed or refused by the one it is for.
	ErrNotReceiver = errors.New("the hand-over is for somebody else")
	// ErrNotGiver: a hand-over is withdrawn by the one who proposed it.
	ErrNotGiver = errors.New("the hand-over is somebody else's")
)

// HoldsLessError says that more was to be handed over than is there.
type HoldsLessError struct {
	// Holds is what the account has, Waiting what of it is on its way to somebody
	// who has not confirmed yet.
	Holds, Waiting, Asked Money
}

func (e HoldsLessError) Error() string {
	if e.Waiting.IsPositive() {
		return fmt.Sprintf("only %s is there, of which %s waits for its receiver", e.Holds, e.Waiting)
	}
	return fmt.Sprintf("only %s is there", e.Holds)
}

// HandoverEndedError says that the hand-over was confirmed, refused or withdrawn
// before.
type HandoverEndedError struct{ End HandoverEnd }

func (e HandoverEndedError) Error() string {
	return "the hand-over was " + string(e.End.Kind) + " before"
}

// Handover (ส่งมอบเงิน, นำฝากธนาคาร) is money of the fund on its way from one pair
// of hands to the next. The giver proposes it and names the receiver; the money
// moves in the books when the receiver says that she has it. What goes to the
// bank has no receiver: a second officer confirms it against the slip.
type Handover struct {
	ID   HandoverID
	Fund FundID
	// Giver carries the money, Receiver is to have it; zero for the bank.
	Giver, Receiver MemberID
	// From and Into are the accounts of the two places.
	From, Into AccountRef
	Amount     Money
	// Reference is the number on the bank's slip, or empty.
	Reference  string
	ProposedAt time.Time
	Cause, Key string
	// End is how it ended; nil while it waits.
	End *HandoverEnd
}

// HandoverEndKind is how a hand-over ended.
type HandoverEndKind string

// The ends of a hand-over; only the first moves money.
const (
	HandoverConfirmed HandoverEndKind = "confirmed"
	HandoverRefused   HandoverEndKind = "refused"
	HandoverWithdrawn HandoverEndKind = "withdrawn"
)

// HandoverEnd is the one step that ends a hand-over.
type HandoverEnd struct {
	Kind HandoverEndKind
	At   time.Time
	By   MemberID
	// Entry moved the money; zero when none moved.
	Entry EntryID
	// Reason is the receiver's word for a refusal, or empty.
	Reason string
}

// referenceMax is the longest reference of a slip, in runes.
const referenceMax = 100

// Holding is what stands on the account of the one who gives, and what of it is
// on its way already.
type Holding struct{ Stands, Waiting Money }

// Available is what may still be handed over.
func (h Holding) Available() Money { return h.Stands.Sub(h.Waiting) }

// ProposeHandover makes a hand-over of what the giver's account holds. The
// proposal needs Fund, Giver, From, Into and Amount. ErrAmount, ErrSamePlace,
// ErrMakerIsChecker when giver and receiver are one, HoldsLessError,
// ErrIncomplete.
func ProposeHandover(h Handover, holding Holding, act Act) (Handover, error) {
	h.Reference = strings.Join(strings.Fields(h.Reference), " ")
	switch {
	case h.Fund.IsZero() || h.Giver.IsZero() || act.At.IsZero() || act.Cause == "" || act.Key == "",
		len([]rune(h.Reference)) > referenceMax:
		return Handover{}, ErrIncomplete
	case !h.Amount.IsPositive():
		return Handover{}, ErrAmount
	case h.Giver == h.Receiver:
		return Handover{}, ErrMakerIsChecker
	case h.From == h.Into:
		return Handover{}, ErrSamePlace
	case h.Amount.Cmp(holding.Available()) > 0:
		return Handover{}, HoldsLessError{Holds: holding.Stands, Waiting: holding.Waiting, Asked: h.Amount}
	}
	h.ID, h.ProposedAt, h.Cause, h.Key, h.End = NewHandoverID(), act.At, act.Cause, act.Key, nil
	return h, nil
}

// IsBanking tells a deposit at the bank from money given to another officer.
func (h Handover) IsBanking() bool { return h.Receiver.IsZero() }

// Confirm (ได้รับเงินแล้ว) ends a hand-over with the entry that moves its money on
// the day of the act. HandoverEndedError, ErrMakerIsChecker, ErrNotReceiver,
// HoldsLessError when what the giver held was taken elsewhere meanwhile.
func (h Handover) Confirm(stands Money, act Act) (HandoverEnd, Entry, error) {
	if err := h.mayAnswer(act); err != nil {
		return HandoverEnd{}, Entry{}, err
	}
	if h.Amount.Cmp(stands) > 0 {
		return HandoverEnd{}, Entry{}, HoldsLessError{Holds: stands, Asked: h.Amount}
	}
	act.Key = "handover:" + h.ID.String()
	entry, err := Journal(h.Fund, KindBanking, MemberID{}, DateOf(act.At),
		Transfer(h.Into, h.From, h.Amount, Source{Kind: SourceMembers}), act)
	if err != nil {
		return HandoverEnd{}, Entry{}, err
	}
	entry.Reason = h.Reference
	return HandoverEnd{Kind: HandoverConfirmed, At: act.At, By: act.Actor, Entry: entry.ID}, entry, nil
}

// Refuse (ยังไม่ได้รับ) ends a hand-over without money. HandoverEndedError,
// ErrMakerIsChecker, ErrNotReceiver.
func (h Handover) Refuse(reason string, act Act) (HandoverEnd, error) {
	if err := h.mayAnswer(act); err != nil {
		return HandoverEnd{}, err
	}
	return HandoverEnd{Kind: HandoverRefused, At: act.At, By: act.Actor, Reason: reason}, nil
}

// Withdraw (ยกเลิกการส่งมอบ) lets the giver take her word back while nobody has
// confirmed it. HandoverEndedError, ErrNotGiver.
func (h Handover) Withdraw(act Act) (HandoverEnd, error) {
	switch {
	case h.End != nil:
		return HandoverEnd{}, HandoverEndedError{*h.End}
	case act.Actor != h.Giver:
		return HandoverEnd{}, ErrNotGiver
	}
	return HandoverEnd{Kind: HandoverWithdrawn, At: act.At, By: act.Actor}, nil
}

func (h Handover) mayAnswer(act Act) error {
	switch {
	case h.End != nil:
		return HandoverEndedError{*h.End}
	case act.Actor == h.Giver:
		return ErrMakerIsChecker
	case !h.IsBanking() && act.Actor != h.Receiver:
		return ErrNotReceiver
	}
	return nil
}
