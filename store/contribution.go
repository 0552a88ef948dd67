package store

import (
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
)

// PlanVersion is a version of a fund's plan and who set it.
type PlanVersion struct {
	membership.Plan
	RecordedAt time.Time
	// By is the officer; zero for the command line.
	By ledger.MemberID
}

// ArrearsPause is a pause and who announced it.
type ArrearsPause struct {
	ID ledger.PauseID
	membership.Pause
	By ledger.MemberID
}

// MemberCoverage is what a member's payments cover, with what it is judged by.
type MemberCoverage struct {
	Member   Member
	Standing membership.Standing
	Rules    membership.Rules // of her village
	Payer    membership.Payer
	Coverage membership.Coverage
}

// Arrears works out how the member stands on a day.
func (m MemberCoverage) Arrears(day ledger.Date) membership.Arrears {
	return m.Rules.Arrears(m.Coverage, m.Payer, day)
}

// After gives the coverage with one more payment of hers, as a receipt shows it.
func (m MemberCoverage) After(e ledger.Entry) MemberCoverage {
	m.Coverage, _ = m.Coverage.Pay(m.Rules, membership.Payment{Entry: e.ID, On: e.EffectiveOn, Amount: e.Amount()})
	return m
}

// IsBehind tells whether a member's money has fallen due unpaid; who died, left or
// lapsed is asked for none.
func (m MemberCoverage) IsBehind(day ledger.Date) bool {
	return m.Standing.IsMember() && !m.Payer.Start.After(day) && m.Arrears(day).Verdict != membership.VerdictLevel
}
