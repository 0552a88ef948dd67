package store

import (
	"crypto/sha256"
	"time"

	"sajja/ledger"
)

// DataLinkLife is how long the way to one's own data stays open: long enough to
// press a button, too short for a phone that is lent.
const DataLinkLife = 15 * time.Minute

// DataLink is the act of opening a way to a member's own data, to be walked once.
type DataLink struct {
	// Hash of the secret that stands in the link; the secret itself is not kept.
	Hash          [sha256.Size]byte
	Member        ledger.MemberID
	At, ExpiresAt time.Time
}

func (DataLink) isAct() {}
