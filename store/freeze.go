package store

import (
	"time"

	"sajja/ledger"
)

// Freeze (อายัด) stops a member's LINE: it shows nothing and does nothing until
// two officers let it go.
type Freeze struct {
	Member ledger.MemberID
	Number int // of the member's freezes
	// By is zero when the old phone objected to a new one.
	By Officer
	At time.Time
	// ReleasedBy is the first of the two officers; zero for none yet.
	ReleasedBy Officer
}

type (
	// Frozen begins a freeze. Two officers in one moment write the same number, and
	// one of them hears how things stand.
	Frozen struct {
		Member ledger.MemberID
		Number int             // of the member's freezes, from 1
		By     ledger.MemberID // zero for nobody
		At     time.Time
	}
	// FreezeReleased is one officer's word that it may end; the second ends it.
	FreezeReleased struct {
		Freeze  Freeze
		Officer ledger.MemberID
		At      time.Time
	}
)

func (Frozen) isAct()         {}
func (FreezeReleased) isAct() {}
