package store

import "sajja/ledger"

// EntryRecord is an entry with the entries before and after it: a promise with
// its receipt, a receipt with its reversal.
type EntryRecord struct {
	ledger.Entry
	// Resolves, Reverses and RestOf are what this entry points at; ResolvedBy,
	// ReversedBy and Rest what points at it. Nil where there is none.
	Resolves, ResolvedBy *EntryLink
	Reverses, ReversedBy *EntryLink
	RestOf, Rest         *EntryLink
}

// EntryLink is the other end of a link.
type EntryLink struct {
	ID          ledger.EntryID
	Phase       ledger.Phase
	Kind        ledger.Kind
	EffectiveOn ledger.Date
	Amount      ledger.Money
	Document    ledger.DocumentNumber
	Key, Reason string
}
