package store

import (
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
)

// Enrolment (การลงทะเบียน) is a member with all that the register learns of her on
// the day she comes in.
type Enrolment struct {
	Member Member
	// Events are what became of her membership; none: she joined on Member.JoinedOn.
	Events        []membership.Record
	Beneficiaries []membership.Beneficiary
	// Sealed is her key with what is sealed; without a key there is nothing.
	Sealed SealedPerson
	// Baseline is what stands in the paper book; nil for whoever brings none.
	Baseline *Baseline
	// PaidThrough is the last day that her contributions cover by the paper book;
	// zero when it does not tell.
	PaidThrough ledger.Date
}

// Baseline (ยอดยกมาของสมาชิก) is what stood under a member's name in the paper book
// when she was brought in, for her to say whether it is right.
type Baseline struct {
	Member                ledger.MemberID
	On                    ledger.Date
	Contribution, Savings ledger.Money
	// IsAsked and Answer tell how far it is: nil before she answers.
	IsAsked bool
	Agrees  *bool
}

// House is a household by the words neighbours have for it.
type House struct {
	ID   ledger.HouseholdID
	Name string
	// Village is that of the people in it.
	Village string
}

// Intake is a register brought in at once, all of it or nothing.
type Intake struct {
	Members []Enrolment
	// Houses are those of the members that the register does not have yet.
	Houses []House
	// Opening brings the balances in; without lines there are none.
	Opening ledger.Opening
	Act     ledger.Act
}

// Alteration is what is altered of a member's record; nil leaves a field as it is.
type Alteration struct {
	Name, Nickname, Village *string
	BornOn                  *ledger.Date
	Classes                 *[]membership.Class
	Household               *ledger.HouseholdID
}

// MemberRecord is all that the register knows of a member in the open: what is
// sealed is asked for apart.
type MemberRecord struct {
	Member        Member
	History       membership.History
	Beneficiaries []membership.Beneficiary
	Former        []FormerNumber
	Changes       []MemberChange
	House         string
	// Sealed names the fields that are kept sealed.
	Sealed []string
}

// FormerNumber is a number that stood on a member's passbook before.
type FormerNumber struct {
	Number  string
	EndedAt time.Time
}

// MemberChange tells which fields of a record were altered, not what they said.
type MemberChange struct {
	Fields []string
	At     time.Time
	// ByName is the officer; empty for the command line.
	ByName string
}

// MembershipStep is an act that adds an event to a member's history.
type MembershipStep struct {
	Member ledger.MemberID
	Record membership.Record
	By     ledger.MemberID
	At     time.Time
}

func (MembershipStep) isAct() {}

// Step works out what is written when something happens to a member of whom these
// events are. Errors: those of membership.NewHistory.
func Step(m Member, records []membership.Record, r membership.Record) (MembershipStep, membership.History, error) {
	history, err := membership.NewHistory(m.JoinedOn, records)
	if err == nil {
		history, err = history.Add(r)
	}
	if err != nil {
		return MembershipStep{}, history, err
	}
	r.Number = len(records) + 1
	return MembershipStep{Member: m.ID, Record: r}, history, nil
}

// BaselineStep is an act: a member was asked whether the paper book's balance is
// right (Agrees nil), or answered.
type BaselineStep struct {
	Member ledger.MemberID
	Agrees *bool
	At     time.Time
}

func (BaselineStep) isAct() {}
