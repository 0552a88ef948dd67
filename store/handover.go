package store

import "sajja/ledger"

// Handover is money on its way from hand to hand, with the people who are in it.
type Handover struct {
	ledger.Handover
	GivenBy Member
	// GivenTo is the zero member for the bank.
	GivenTo Member
	// AnsweredBy is who ended it; the zero member while it waits.
	AnsweredBy Member
}

// HandoverProposed is the act of the giver. ErrConflict when the same was
// proposed before.
type HandoverProposed struct{ Handover ledger.Handover }

// HandoverEnded is the act that ends a hand-over. ErrConflict when it has ended.
// The entry of a confirmation goes beside it.
type HandoverEnded struct {
	Handover ledger.HandoverID
	End      ledger.HandoverEnd
}

func (HandoverProposed) isAct() {}
func (HandoverEnded) isAct()    {}

// CashHolder is one pair of hands, box or bank with what it holds of the fund's
// money.
type CashHolder struct {
	Account ledger.AccountRef
	// Name is the account's; Member the one who carries it, the zero member for a
	// box or a bank.
	Name   string
	Member Member
	ledger.Holding
	// Since is the day of the oldest money that was not handed on yet, the first
	// in first out; zero where nothing stands or it is older than was looked.
	Since ledger.Date
}

// Collection is what one officer received for one village on one day, less what
// was reversed.
type Collection struct {
	Day      ledger.Date
	Village  string
	By       Member
	Receipts int
	Amount   ledger.Money
}

// CashPlace is where the money lies that the member has in hand for the fund.
func (m Member) CashPlace() ledger.AccountRef { return ledger.CashAccount(m.Offices, m.ID) }
