package store

import (
	"slices"

	"sajja/ledger"
)

// Round is a collection round with its collector and what the books say of it:
// now while it is open, at its end when it is closed.
type Round struct {
	ledger.Round
	By      Member
	Figures ledger.RoundFigures
}

// RoundOpened is the act of opening a round. ErrConflict while the village or the
// collector has one open.
type RoundOpened struct{ Round ledger.Round }

// RoundStepped is the act of taking the next step of a round. ErrConflict when
// another step was faster.
type RoundStepped struct {
	Round ledger.RoundID
	// Number is the step's place, counted from 1.
	Number int
	Step   ledger.RoundStep
}

func (RoundOpened) isAct()  {}
func (RoundStepped) isAct() {}

// NextStep makes the act that puts a step behind those the round has.
func (r Round) NextStep(step ledger.RoundStep) RoundStepped {
	return RoundStepped{Round: r.ID, Number: len(r.Steps) + 1, Step: step}
}

// MayCollect tells whether the member may open a round of the village: a
// collector in the villages of her term, the treasurer and the chair everywhere.
func (m Member) MayCollect(village string) bool {
	return slices.ContainsFunc(m.Offices, func(o ledger.Office) bool {
		isHers := o != ledger.Collector || len(m.CollectsIn) == 0 || slices.Contains(m.CollectsIn, village)
		return o.May(ledger.RightCollect) && isHers
	})
}
