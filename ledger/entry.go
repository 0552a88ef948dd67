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
	// KindOpening (ยอดยกมา) brings a balance in from the paper books.
	KindOpening Kind = "opening"
	// KindBanking (นำฝากธนาคาร) moves cash in hand to the bank.
	KindBanking Kind = "banking"
	// KindWelfare (จ่ายสวัสดิการ) pays a benefit.
	KindWelfare Kind = "welfare"
	// KindOther is any other entry of the treasurer.
	KindOther Kind = "other"
)

// Posting (รายการเดบิตหรือเครดิต) is one line of an Entry: an amount above zero
// on one side of an account.
type Posting struct {
	Account AccountRef
	Side    Side
	Amount  Money
}

// Entry (รายการบัญชี) is an immutable, balanced record of one act. Corrections
// are further entries that point at it.
type Entry struct {
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
	// Receipt is the number given to people at posting; zero for entries
	// without one.
	Receipt Receipt
	// Reason is the officer's word for a refusal, or empty.
	Reason   string
	Postings []Posting
}

// Transfer makes the two postings of the simplest act: amount into one account
// and out of another.
func Transfer(debit, credit AccountRef, amount Money) []Posting {
	return []Posting{{debit, Debit, amount}, {credit, Credit, amount}}
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
// ErrUnbalanced, ErrPostings, ErrAmount or ErrIncomplete. The store calls it
// again before writing, and the database checks once more at commit.
func (e Entry) Check() error {
	if e.ID.IsZero() || e.Fund.IsZero() || e.EffectiveOn.IsZero() || e.RecordedAt.IsZero() || e.Cause == "" || e.Key == "" || e.Kind == "" {
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

func checkPostings(postings []Posting) error {
	if len(postings) < 2 {
		return ErrPostings
	}
	var debit, credit Money
	for _, p := range postings {
		if !p.Amount.IsPositive() {
			return ErrAmount
		}
		switch p.Side {
		case Debit:
			debit = debit.Add(p.Amount)
		case Credit:
			credit = credit.Add(p.Amount)
		default:
			return ErrPostings
		}
	}
	if !debit.Equal(credit) {
		return ErrUnbalanced
	}
	return nil
}

// ContentHash is a digest over everything that makes the act what it is; ID,
// instant, cause and receipt number, which differ between two tries, are left
// out. It is kept beside the entry, and the books are verified against it.
func (e Entry) ContentHash() [sha256.Size]byte {
	buf := make([]byte, 0, 256)
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
	text(e.Reason)
	for _, p := range e.Postings {
		text(string(p.Account.Code))
		buf = append(buf, p.Account.Member.UUID[:]...)
		text(string(p.Side))
		buf = binary.BigEndian.AppendUint64(buf, uint64(p.Amount.Satang()))
	}
	return sha256.Sum256(buf)
}
