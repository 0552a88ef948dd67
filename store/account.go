package store

import (
	"time"

	"sajja/ledger"
)

// AccountStanding is an account of a fund's chart with what stands on it, the
// parts of its members included.
type AccountStanding struct {
	ledger.Account
	Balance ledger.Balance
}

// AccountChange is one thing that became of an account.
type AccountChange struct {
	Code   ledger.AccountCode
	Change AccountChangeKind
	// NameBefore is empty for an account that was added.
	NameBefore, Name string
	ClosedOn         ledger.Date
	At               time.Time
	// ByName is the officer; empty for the command line.
	ByName string
}

// AccountChangeKind is what became of an account.
type AccountChangeKind string

// What may become of an account.
const (
	AccountAdded    AccountChangeKind = "added"
	AccountRenamed  AccountChangeKind = "renamed"
	AccountClosed   AccountChangeKind = "closed"
	AccountReopened AccountChangeKind = "reopened"
)
