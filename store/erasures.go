package store

import (
	"time"

	"sajja/ledger"
)

// ErasureState is how far a wish to be forgotten has come.
type ErasureState string

// The states of an erasure.
const (
	ErasureAsked     ErasureState = "asked"     // waits for an officer
	ErasureConfirmed ErasureState = "confirmed" // will be done when the days to think are over
	ErasureRefused   ErasureState = "refused"   // an officer said why not
	ErasureWithdrawn ErasureState = "withdrawn" // taken back before the answer
	ErasureKept      ErasureState = "kept"      // taken back after it
	ErasureDone      ErasureState = "done"
)

// ErasureDelay is how long a confirmed erasure waits: it cannot be undone, and a
// week shows most mistakes and quarrels. The law leaves a month.
const ErasureDelay = 7 * 24 * time.Hour

// Erasure (คำขอลบข้อมูล) is a member's wish to be forgotten.
type Erasure struct {
	ID     ledger.ErasureID
	Member Member
	Number int // counted from 1 for each member
	// AskedBy is the member herself, or the officer who has her paper.
	AskedBy  ledger.MemberID
	Reason   string
	AskedAt  time.Time
	State    ErasureState
	StatedAt time.Time
}

// IsOpen tells whether it waits for somebody or for its day.
func (e Erasure) IsOpen() bool { return e.State == ErasureAsked || e.State == ErasureConfirmed }

// ErasureHindrances are what still ties a member to the fund, so that she cannot be
// forgotten yet.
type ErasureHindrances struct {
	Savings, Pending ledger.Money
	// Offices she still holds, by name.
	Offices      []ledger.Office
	OpenDisputes int
	// Cash is in her hands as an officer.
	Cash ledger.Money
}

// Any tells whether something hinders.
func (h ErasureHindrances) Any() bool {
	return !h.Savings.IsZero() || !h.Pending.IsZero() || !h.Cash.IsZero() || len(h.Offices) > 0 || h.OpenDisputes > 0
}

// AskErasure is the act of asking to be forgotten.
type AskErasure struct{ Erasure Erasure }

// StepErasure is the act that moves an erasure on.
type StepErasure struct {
	Erasure ledger.ErasureID
	To      ErasureState
	By      ledger.MemberID
	At      time.Time
}

func (AskErasure) isAct()  {}
func (StepErasure) isAct() {}
