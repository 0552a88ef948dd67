package store

import (
	"time"

	"sajja/ledger"
)

// ConsentVersion is the version of the text that members agree to. The texts
// are consent.1, consent.2, … of the catalogue; whoever agreed to an older one is
// asked again, once.
const ConsentVersion = 1

// ConsentHow says how a member agreed.
type ConsentHow string

// The ways to agree.
const (
	ConsentInChat  ConsentHow = "chat"
	ConsentOnPaper ConsentHow = "paper" // signed before an officer, who enters her by hand
)

type (
	// Consented keeps what a LINE user answered to a version of the text.
	Consented struct {
		LineUserID string
		Member     ledger.MemberID
		Version    int
		Agreed     bool
		How        ConsentHow
		At         time.Time
	}
	// FundChosen keeps which of her funds a LINE user talks with.
	FundChosen struct {
		LineUserID string
		At         time.Time
	}
)

func (Consented) isAct()  {}
func (FundChosen) isAct() {}

// LinkState is how a person's LINE stands in this fund and in her others.
type LinkState struct {
	// OwesConsent: she has not agreed to today's text since she was linked.
	OwesConsent bool
	// HoldUntil is when money may go out again after her phone was replaced.
	HoldUntil time.Time
	// Freeze is set while officers have stopped her LINE.
	Freeze *Freeze
	// IsInSeveral: she is a member of several funds; HasChosen that she has said
	// with which she talks since the last of them came.
	IsInSeveral, HasChosen bool
}

// IsHeld tells whether no money may go out and no payout account may change:
// her phone was replaced a short while ago.
func (l LinkState) IsHeld(now time.Time) bool { return now.Before(l.HoldUntil) }
