package store

import (
	"time"

	"sajja/ledger"
)

// Household (ครัวเรือน) is the people of one house in one fund.
type Household struct {
	ID ledger.HouseholdID
	// Name is how neighbours know the house, such as its number; may be empty.
	Name string
	// Head (หัวหน้าครัวเรือน); zero when there is none.
	Head ledger.MemberID
	// Members are all who live there, the head among them, by number.
	Members []Member
}

// Move is somebody's moving into a household, or with a zero ID out of any.
type Move struct {
	Member    ledger.MemberID
	Household ledger.HouseholdID
	By        ledger.MemberID // zero on the command line
	At        time.Time
}
