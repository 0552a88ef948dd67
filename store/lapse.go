package store

import "sajja/ledger"

// Lapse is promises of one member that waited their time: they were taken off the
// list, or will be when the day is over.
type Lapse struct {
	Member  Member
	Entries []ledger.Entry
	// IsAhead says that they still wait, until Until, the last day of the first.
	IsAhead bool
	Until   ledger.Date
}

// Amount adds the promises up.
func (l Lapse) Amount() ledger.Money {
	var total ledger.Money
	for _, e := range l.Entries {
		total = total.Add(e.Amount())
	}
	return total
}
