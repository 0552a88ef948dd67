package store

import (
	"time"

	"sajja/ledger"
	"sajja/ledger/household"
)

// Acting is a member for whom somebody may act, or might until lately: what is
// past its last day stays in sight for a year, so that he can be told.
type Acting struct {
	ID       ledger.ProxyID
	Member   Member
	Relation household.Relation
	Proxy    household.Proxy
}

// ProxyState is what became of a proxy that was asked for.
type ProxyState string

// The states of a proxy. A last day that is past is no state: the day says it.
const (
	ProxyAsked     ProxyState = "asked"     // waits for the answer of the one who is to act
	ProxyAccepted  ProxyState = "accepted"  // holds
	ProxyDeclined  ProxyState = "declined"  // the one who was to act said no
	ProxyWithdrawn ProxyState = "withdrawn" // taken back before the answer
	ProxyRevoked   ProxyState = "revoked"   // ended by either side or an officer
)

// Proxy (มอบฉันทะ) is one proxy with both sides and what became of it.
type Proxy struct {
	ID             ledger.ProxyID
	Holder, Member Member
	Relation       household.Relation
	household.Proxy
	// AskedBy is the member, or an officer; zero on the command line.
	AskedBy ledger.MemberID
	// Evidence is the paper that an officer saw.
	Evidence string
	AskedAt  time.Time
	State    ProxyState
}

// AskProxy is the act that makes a proxy wait for its answer.
type AskProxy struct{ Proxy Proxy }

// StepProxy is the act that moves a proxy on: accepted, declined, withdrawn or
// revoked. Of two such acts in one moment the later conflicts.
type StepProxy struct {
	Proxy ledger.ProxyID
	To    ProxyState
	By    ledger.MemberID // zero on the command line
	At    time.Time
}

func (AskProxy) isAct()  {}
func (StepProxy) isAct() {}
