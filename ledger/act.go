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
}

// Handing is money a member hands to the fund.
type Handing struct {
	Fund        FundID
	Member      MemberID
	Kind        Kind // KindContribution or KindDeposit
	Amount      Money
	EffectiveOn Date
}

// Promise (แจ้งฝาก) makes the pending entry of money declared and not yet
// received. It refuses an amount not above zero with ErrAmount.
func Promise(h Handing, act Act) (Entry, error) {
	return newHanding(h, act, PhasePending, AccountRef{Code: CodeCashInHand})
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
	e := Entry{
		ID: NewEntryID(), Fund: h.Fund, Phase: phase, Kind: h.Kind,
		EffectiveOn: h.EffectiveOn, RecordedAt: act.At, Member: h.Member,
		Actor: act.Actor, Cause: act.Cause, Key: act.Key,
		Postings: Transfer(into, from, h.Amount),
	}
	return e, e.Check()
}

// Receive (รับเงิน) posts a pending entry: the officer has the cash. The
// promiser cannot receive her own promise (ErrMakerIsChecker), and only a
// pending entry can be received (ErrNotPending). The money goes into the
// account that the receiver's office holds.
func Receive(pending Entry, into AccountRef, act Act) (Entry, error) {
	if pending.Phase != PhasePending {
		return Entry{}, ErrNotPending
	}
	if act.Actor == pending.Actor || act.Actor == pending.Member {
		return Entry{}, ErrMakerIsChecker
	}
	e, err := newHanding(Handing{
		Fund: pending.Fund, Member: pending.Member, Kind: pending.Kind,
		Amount: pending.Amount(), EffectiveOn: DateOf(act.At),
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
	e := Entry{
		ID: NewEntryID(), Fund: pending.Fund, Phase: PhaseVoided, Kind: pending.Kind,
		EffectiveOn: DateOf(act.At), RecordedAt: act.At, Member: pending.Member,
		Actor: act.Actor, Cause: act.Cause, Key: act.Key,
		Resolves: pending.ID, Reason: reason,
	}
	return e, e.Check()
}
