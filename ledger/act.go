package ledger

import "time"

// Act is who does something, when, and what made them: the part of an entry
// that does not depend on the money.
type Act struct {
	// Actor is the member or officer; zero for the system and the command line.
	Actor MemberID
	// At is the one reading of the clock for this event.
	At time.Time
	// Cause and Key as in Entry.
	Cause, Key string
	// ClosedThrough is the last closed day, as far as it was looked up: money that is
	// received on such a day counts on the first open one.
	ClosedThrough Date
}

// Handing is money a member hands to the fund.
type Handing struct {
	Fund        FundID
	Member      MemberID
	Kind        Kind // KindContribution or KindDeposit
	Amount      Money
	EffectiveOn Date
	// ExpiresOn is the last day a promise of it waits; zero: for ever.
	ExpiresOn Date
}

// Promise (แจ้งฝาก) makes the pending entry of money declared and not yet
// received. It refuses an amount not above zero with ErrAmount.
func Promise(h Handing, act Act) (Entry, error) {
	e, err := newHanding(h, act, PhasePending, AccountRef{Code: CodeCashInHand})
	e.ExpiresOn = h.ExpiresOn
	return e, err
}

// Record makes the posted entry of money that an officer received without a
// promise before it, or that the fund posts at once.
func Record(h Handing, into AccountRef, act Act) (Entry, error) {
	return newHanding(h, act, PhasePosted, into)
}

func newHanding(h Handing, act Act, phase Phase, into AccountRef) (Entry, error) {
	from := AccountRef{Code: CodeMembersFund, Member: h.Member}
	if h.Kind == KindDeposit {
		from.Code = CodeSavings
	}
	e := newEntry(h.Fund, phase, h.Kind, h.EffectiveOn, act)
	e.Member = h.Member
	e.Postings = Transfer(into, from, h.Amount, Source{Kind: SourceMembers})
	return e, e.Check()
}

// Receive (รับเงิน) posts a pending entry: the officer has the cash. The
// promiser cannot receive her own promise (ErrMakerIsChecker), and only a
// pending entry can be received (ErrNotPending). The money goes into the
// account that the receiver's office holds.
func Receive(pending Entry, into AccountRef, act Act) (Entry, error) {
	return receive(pending, pending.Amount(), into, act)
}

// ReceivePart (รับเงินบางส่วน) posts what the officer has of a pending entry and
// lets the rest wait on as a promise of its own, in the member's name and until
// the same day. The part is above zero and below the whole (ErrAmount); other
// errors as Receive.
func ReceivePart(pending Entry, part Money, into AccountRef, act Act) (received, rest Entry, err error) {
	if part.Cmp(pending.Amount()) >= 0 {
		return Entry{}, Entry{}, ErrAmount
	}
	received, err = receive(pending, part, into, act)
	if err != nil {
		return Entry{}, Entry{}, err
	}
	act.Actor, act.Key = pending.Actor, act.Key+":rest"
	rest, err = Promise(Handing{
		Fund: pending.Fund, Member: pending.Member, Kind: pending.Kind,
		Amount: pending.Amount().Sub(part), EffectiveOn: pending.EffectiveOn, ExpiresOn: pending.ExpiresOn,
	}, act)
	rest.RestOf = pending.ID
	return received, rest, err
}

func receive(pending Entry, amount Money, into AccountRef, act Act) (Entry, error) {
	if pending.Phase != PhasePending {
		return Entry{}, ErrNotPending
	}
	if act.Actor == pending.Actor || act.Actor == pending.Member {
		return Entry{}, ErrMakerIsChecker
	}
	e, err := newHanding(Handing{
		Fund: pending.Fund, Member: pending.Member, Kind: pending.Kind,
		Amount: amount, EffectiveOn: FirstOpenDay(DateOf(act.At), act.ClosedThrough),
	}, act, PhasePosted, into)
	e.Resolves = pending.ID
	return e, err
}

// Void (ยกเลิกรายการรอ) ends a pending entry without money: its maker takes it
// back, or an officer refuses it and says why. ErrNotPending as in Receive.
func Void(pending Entry, reason string, act Act) (Entry, error) {
	if pending.Phase != PhasePending {
		return Entry{}, ErrNotPending
	}
	e := newEntry(pending.Fund, PhaseVoided, pending.Kind, DateOf(act.At), act)
	e.Member, e.Resolves, e.Reason = pending.Member, pending.ID, reason
	return e, e.Check()
}

// ReasonExpired is the reason of a promise that the system gave up.
const ReasonExpired = "expired"

// Expire (หมดเวลารอ) ends a pending entry whose last day is over, in nobody's
// name. ErrExpiry when that day is not over or the entry has none.
func Expire(pending Entry, act Act) (Entry, error) {
	if pending.ExpiresOn.IsZero() || !pending.ExpiresOn.Before(DateOf(act.At)) {
		return Entry{}, ErrExpiry
	}
	act.Actor = MemberID{}
	return Void(pending, ReasonExpired, act)
}

// Reverse (กลับรายการ) undoes a posted entry: the same postings on the other
// sides, the pair linked. It counts on the day of the entry while that day's
// period is open, else on the first open day after closedThrough, the last day
// of the closed periods (zero when none is closed); never silently today.
// ErrNotPosted for what is not in the books, ErrReversal for a reversal; that
// an entry is reversed only once the store sees to.
func Reverse(posted Entry, closedThrough Date, reason string, act Act) (Entry, error) {
	if posted.Phase != PhasePosted {
		return Entry{}, ErrNotPosted
	}
	if !posted.Reverses.IsZero() {
		return Entry{}, ErrReversal
	}
	e := newEntry(posted.Fund, PhasePosted, KindReversal, FirstOpenDay(posted.EffectiveOn, closedThrough), act)
	e.Member, e.Reverses, e.Reason = posted.Member, posted.ID, reason
	e.Postings = make([]Posting, len(posted.Postings))
	for i, p := range posted.Postings {
		p.Side = p.Side.Other()
		e.Postings[i] = p
	}
	return e, e.Check()
}

// FirstOpenDay gives the wanted day, or the day after the last closed one when
// that is later.
func FirstOpenDay(wanted, closedThrough Date) Date {
	if closedThrough.IsZero() || closedThrough.Before(wanted) {
		return wanted
	}
	return closedThrough.AddDays(1)
}
