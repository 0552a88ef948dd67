package store

import (
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
)

// LookedAt is what was looked at, a word of which package speech knows the Thai.
type LookedAt string

// What can be looked at. A matter of its own names it so here.
const (
	LookRecord    LookedAt = "record"    // the register's card of her
	LookFigures   LookedAt = "figures"   // her money
	LookStatement LookedAt = "statement" // her entries
	LookArrears   LookedAt = "arrears"   // until when she has paid
	LookList      LookedAt = "list"      // a list in which she stands
	LookData      LookedAt = "data"      // everything held about her, handed over
)

// Looks lists all that can be looked at, for the test that each has its words.
var Looks = [...]LookedAt{LookRecord, LookFigures, LookStatement, LookArrears, LookList, LookData}

// Look (การเปิดดูข้อมูล) is the act of writing down that somebody looked at a
// member's record or figures.
type Look struct {
	ID uuid.UUID
	// Member is zero for a list of all of the fund.
	Member ledger.MemberID
	By     ledger.MemberID
	What   LookedAt
	At     time.Time
}

func (Look) isAct() {}

// NewLook makes the act. Whoever shows a member's record or figures to somebody
// else adds it to the turn; looking at one's own is none, and gives nil, which is
// an act of nothing.
func NewLook(by, member ledger.MemberID, what LookedAt, at time.Time) Act {
	if by == member || by.IsZero() {
		return nil
	}
	return Look{ID: uuid.Must(uuid.NewV7()), Member: member, By: by, What: what, At: at}
}

// SeenLook is a look as it is told to the one who was looked at.
type SeenLook struct {
	By   Member
	What LookedAt
	// IsList: she stood in a list of all.
	IsList bool
	At     time.Time
}
