package ledger

import (
	"crypto/sha256"
	"encoding/binary"
	"time"
)

// Phase is where an entry stands in the two steps of money declared in chat
// (design decision 3). It never changes: a later step is a new Entry.
type Phase string

const (
	// PhasePending is a promise: said in chat, nobody has the cash yet.
	PhasePending Phase = "pending"
	// PhasePosted counts in the books.
	PhasePosted Phase = "posted"
	// PhaseVoided ends a pending entry without money; it has no postings.
	PhaseVoided Phase = "voided"
)

// Kind says what an entry is, in the words of the fund.
type Kind string

const (
	// KindContribution (เงินสมทบ) is money given to the pool.
	KindContribution Kind = "contribution"
	// KindDeposit (เงินฝาก) is the member's own money.
	KindDeposit Kind = "deposit"
	// KindWithdrawal (ถอนเงิน) gives a member's own money back.
	KindWithdrawal Kind = "withdrawal"
	// KindFee (ค่าธรรมเนียมแรกเข้า) is paid on joining.
	KindFee Kind = "fee"
	// KindFine (ค่าปรับ) is paid for lateness.
	KindFine Kind = "fine"
	// KindDonation (เงินบริจาค) is given by anybody.
	KindDonation Kind = "donation"
	// KindGrant (เงินสมทบจากรัฐและท้องถิ่น) matches what members gave.
	KindGrant Kind = "grant"
	// KindInterest (ดอกเบี้ยรับ) is what the bank adds.
	KindInterest Kind = "interest"
	// KindWelfare (จ่ายสวัสดิการ) pays a benefit.
	KindWelfare Kind = "welfare"
	// KindExpense (ค่าใช้จ่าย) pays for the fund's own work.
	KindExpense Kind = "expense"
	// KindBanking (นำฝากธนาคาร, ส่งเงินเหรัญญิก) moves the fund's money between its
	// own places.
	KindBanking Kind = "banking"
	// KindOpening (ยอดยกมา) brings a balance in from the paper books.
	KindOpening Kind = "opening"
	// KindClosing (ปิดบัญชีสิ้นปี) moves a year's income and expense to the funds.
	KindClosing Kind = "closing"
	// KindReversal (กลับรายการ) undoes a posted entry.
	KindReversal Kind = "reversal"
	// KindOther is any other entry of the treasurer.
	KindOther Kind = "other"
)

// Posting (รายการเดบิตหรือเครดิต) is one line of an Entry: an amount above zero
// on one side of an account, and whose money it is.
type Posting struct {
	Account AccountRef
	Side    Side
	Amount  Money
	Source  Source
}

// Entry (รายการบัญชี) is an immutable, balanced record of one act. Corrections
// are further entries that point at it.
type Entry struct {
	// ID begins with the millisecond of RecordedAt.
	ID    EntryID
	Fund  FundID
	Phase Phase
	Kind  Kind
	// EffectiveOn is the day it counts; RecordedAt the instant we wrote it.
	EffectiveOn Date
	RecordedAt  time.Time
	// Member is whose money moves; zero for the fund's own affairs.
	Member MemberID
	// Actor is the member or officer who did it; zero for the system's own acts
	// and the command line.
	Actor MemberID
	// Cause refers to what made it, such as a LINE event; never empty.
	Cause string
	// Key is the caller's name for the act: the same key with the same content
	// is a repeat and harmless, with other content it is refused.
	Key string
	// Resolves is the pending entry that this one posts or voids.
	Resolves EntryID
	// Reverses is the posted entry that this one undoes.
	Reverses EntryID
	// RestOf is the promise that was received in part; this pending entry is what
	// remains of it.
	RestOf EntryID
	// ExpiresOn is the last day a pending entry waits; zero: for ever.
	ExpiresOn Date
	// Document is the number given to people at posting. Before, it names the
	// series alone.
	Document DocumentNumber
	// Reason is the officer's word for a refusal or a reversal, or empty.
	Reason   string
	Postings []Posting
}

// Transfer makes the two postings of the simplest act: amount into one account
// and out of another.
func Transfer(debit, credit AccountRef, amount Money, source Source) []Posting {
	return []Posting{{debit, Debit, amount, source}, {credit, Credit, amount, source}}
}

// Journal makes a posted entry of the fund's own affairs, or of a member's, from
// its postings: whatever no other constructor makes. The errors are Check's.
func Journal(fund FundID, kind Kind, member MemberID, on Date, postings []Posting, act Act) (Entry, error) {
	e := newEntry(fund, PhasePosted, kind, on, act)
	e.Member, e.Postings = member, postings
	return e, e.Check()
}

func newEntry(fund FundID, phase Phase, kind Kind, on Date, act Act) Entry {
	e := Entry{
		ID: NewEntryID(act.At), Fund: fund, Phase: phase, Kind: kind, EffectiveOn: on,
		Actor: act.Actor, Cause: act.Cause, Key: act.Key,
	}
	if !act.At.IsZero() {
		e.RecordedAt = e.ID.RecordedAt()
	}
	if phase == PhasePosted {
		e.Document.Series = seriesOf(kind)
	}
	return e
}

// Amount gives the total of the debits, which is the total of the credits.
func (e Entry) Amount() Money {
	var total Money
	for _, p := range e.Postings {
		if p.Side == Debit {
			total = total.Add(p.Amount)
		}
	}
	return total
}

// Check refuses an entry that no constructor of this package would make:
// ErrUnbalanced, ErrPostings, ErrAmount, ErrSource or ErrIncomplete. The store
// calls it again before writing, and the database checks once more.
func (e Entry) Check() error {
	if e.ID.IsZero() || e.Fund.IsZero() || e.EffectiveOn.IsZero() || e.Cause == "" || e.Key == "" || e.Kind == "" {
		return ErrIncomplete
	}
	if e.RecordedAt.IsZero() || e.RecordedAt.UnixMilli() != e.ID.RecordedAt().UnixMilli() {
		return ErrIncomplete
	}
	if (e.Phase == PhasePosted) != e.Document.Series.isKnown() {
		return ErrIncomplete
	}
	if e.Phase == PhaseVoided {
		if len(e.Postings) != 0 || e.Resolves.IsZero() {
			return ErrPostings
		}
		return nil
	}
	return checkPostings(e.Postings)
}

// checkPostings wants debits and credits equal, over all and for each source of
// money.
func checkPostings(postings []Posting) error {
	if len(postings) < 2 {
		return ErrPostings
	}
	var whole Money
	isOneSource := true
	for _, p := range postings {
		if !p.Amount.IsPositive() {
			return ErrAmount
		}
		if !p.Source.isKnown() {
			return ErrSource
		}
		if p.Side != Debit && p.Side != Credit {
			return ErrPostings
		}
		whole = whole.Add(p.signed())
		isOneSource = isOneSource && p.Source == postings[0].Source
	}
	if !whole.IsZero() {
		return ErrUnbalanced
	}
	if isOneSource {
		return nil
	}
	return checkSources(postings)
}

func checkSources(postings []Posting) error {
	sums := map[Source]Money{}
	for _, p := range postings {
		sums[p.Source] = sums[p.Source].Add(p.signed())
	}
	for _, sum := range sums {
		if !sum.IsZero() {
			return ErrSource
		}
	}
	return nil
}

// signed gives the amount with the sign that makes a balanced entry sum to zero.
func (p Posting) signed() Money {
	if p.Side == Debit {
		return p.Amount
	}
	return Money{}.Sub(p.Amount)
}

// ContentHash is a digest over everything that makes the act what it is; ID,
// instant, cause and document number, which differ between two tries, are left
// out. It is kept beside the entry, and the books are verified against it.
func (e Entry) ContentHash() [sha256.Size]byte {
	buf := make([]byte, 0, 384)
	text := func(s string) {
		buf = binary.BigEndian.AppendUint32(buf, uint32(len(s)))
		buf = append(buf, s...)
	}
	buf = append(buf, e.Fund.UUID[:]...)
	text(string(e.Phase))
	text(string(e.Kind))
	text(e.EffectiveOn.String())
	buf = append(buf, e.Member.UUID[:]...)
	buf = append(buf, e.Actor.UUID[:]...)
	buf = append(buf, e.Resolves.UUID[:]...)
	buf = append(buf, e.Reverses.UUID[:]...)
	buf = append(buf, e.RestOf.UUID[:]...)
	text(e.ExpiresOn.String())
	text(e.Reason)
	for _, p := range e.Postings {
		text(string(p.Account.Code))
		buf = append(buf, p.Account.Member.UUID[:]...)
		text(string(p.Side))
		text(p.Source.String())
		buf = binary.BigEndian.AppendUint64(buf, uint64(p.Amount.Satang()))
	}
	return sha256.Sum256(buf)
}
