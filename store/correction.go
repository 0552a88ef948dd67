package store

import (
	"time"

	"sajja/ledger"
)

// PostedAct is a posted entry with what became of it, as mercy looks at it.
type PostedAct struct {
	ledger.Entry
	Owner Member // the member whose money it is
	// ActorName is who posted it; empty for the command line.
	ActorName string
	// Promise is what this entry received, to wait again when it is taken back; nil
	// for money that nobody had promised.
	Promise *ledger.Entry
	// ReversedAt is when it was undone; zero while it stands.
	ReversedAt time.Time
}

// Correction (ข้อเสนอแก้ไขรายการ) is one side's proposal to undo an entry or to post
// it with the right amount.
type Correction struct {
	ID     ledger.CorrectionID
	Fund   ledger.FundID
	Entry  ledger.EntryID
	Member ledger.MemberID
	// Number counts the proposals for the entry, from 1.
	Number int
	By     ledger.MemberID
	// Right is the right amount; zero: only undone.
	Right ledger.Money
	Words string
	// Dispute is what it would end; zero for none.
	Dispute ledger.DisputeID
	At      time.Time
}

// CorrectionEnd is how a proposal ended.
type CorrectionEnd string

// The ends of a proposal.
const (
	CorrectionAgreed    CorrectionEnd = "agreed"
	CorrectionDeclined  CorrectionEnd = "declined"
	CorrectionWithdrawn CorrectionEnd = "withdrawn"
)

// CorrectionRecord is a proposal with its entry and its end; End is empty while it
// waits.
type CorrectionRecord struct {
	Correction
	Act      PostedAct
	Proposer Member
	End      CorrectionEnd
	EndBy    string
	EndAt    time.Time
}

// ProposeCorrection is the act of proposing; of two for the same entry at once one
// looks again.
type ProposeCorrection struct{ Correction }

// EndCorrection is the act of agreeing, declining or taking the proposal back.
type EndCorrection struct {
	Correction ledger.CorrectionID
	End        CorrectionEnd
	By         ledger.MemberID
	At         time.Time
}

func (ProposeCorrection) isAct() {}
func (EndCorrection) isAct()     {}
