package store

import (
	"crypto/sha256"
	"encoding/json"
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

// DataSection is what one table holds about a member, row by row as it stands.
type DataSection struct {
	Table string            `json:"table"`
	Rows  []json.RawMessage `json:"rows"`
}
