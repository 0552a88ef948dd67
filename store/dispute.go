package store

import (
	"time"

	"sajja/ledger"
)

// DisputeRecord is a dispute with the names that people know.
type DisputeRecord struct {
	ledger.Dispute
	// Number is what people call it.
	Number int
	Member Member
	Owner  Member // zero when the fund had nobody
	// Line is what it is about; nil for the whole figure.
	Line *PostedAct
	// StepNames are the names behind Steps, in their order.
	StepNames []string
}

// OpenDispute is the act of opening one under the next number.
type OpenDispute struct {
	ledger.Dispute
	Number int
}

// StepDispute is a further step, the Step-th.
type StepDispute struct {
	Dispute ledger.DisputeID
	Step    int
	ledger.DisputeStep
}

func (OpenDispute) isAct() {}
func (StepDispute) isAct() {}

// DisputeTotals are how many disputes of a fund are open.
type DisputeTotals struct {
	Open int
	// Last is the number of the latest one; zero when there was none.
	Last int
	// Oldest is when the oldest open one was opened.
	Oldest time.Time
}
