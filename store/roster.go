package store

import (
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
)

// Roster (รายชื่อ) is a list of who paid, as an officer sent it: its lines as they
// were read, and what was chosen since.
type Roster struct {
	ID      ledger.RosterID
	Officer ledger.MemberID // who sent it and has the cash
	Kind    RosterKind
	// ContentHash knows the same list when it comes again.
	ContentHash [32]byte
	// On is the day the money counts; zero: the day of posting.
	On ledger.Date
	// Stated is the total the list states; zero for none.
	Stated ledger.Money
	Lines  []RosterLine
	At     time.Time

	Steps  []RosterStep  // in order
	Result *RosterResult // nil while it is not posted
}

func (Roster) isAct() {}

// RosterKind says how a list came about.
type RosterKind string

// The kinds of lists.
const (
	RosterPasted  RosterKind = "pasted"  // one message
	RosterVillage RosterKind = "village" // a village to tick
	RosterRest    RosterKind = "rest"    // what another list left open
	RosterSingle  RosterKind = "single"  // one line
)

// RosterLine is one line as it was read.
type RosterLine struct {
	Who    string       `json:"who"` // the words for the member
	Amount ledger.Money `json:"amount"`
	// Trouble is why the line cannot count as it stands; empty for none.
	Trouble RosterTrouble `json:"trouble,omitempty"`
	// Months or Days that the amount pays ahead, where the line said so.
	Months int `json:"months,omitempty"`
	Days   int `json:"days,omitempty"`
	// Members are whom the words may mean, best first. With IsSure it is the
	// first; with HasGuess the first is clearly ahead of the others.
	Members  []ledger.MemberID `json:"members,omitempty"`
	IsSure   bool              `json:"sure,omitempty"`
	HasGuess bool              `json:"guess,omitempty"`
}

// RosterTrouble says why a line does not count.
type RosterTrouble string

// The troubles of a line as it was read; others follow from its member.
const (
	RosterAbsent   RosterTrouble = "absent"    // she did not pay
	RosterVague    RosterTrouble = "vague"     // two sums, or no name
	RosterNoAmount RosterTrouble = "no-amount" // a name without a sum
	RosterTooMuch  RosterTrouble = "too-much"  // more than one handing may be
)

// RosterStep is one choice of the officer.
type RosterStep struct {
	Roster ledger.RosterID
	Number int // counted from 0
	Verb   RosterVerb
	Line   int // where the verb is about a line
	Member ledger.MemberID
	By     ledger.MemberID
	At     time.Time
}

func (RosterStep) isAct() {}

// RosterVerb is what a step does.
type RosterVerb string

// The steps.
const (
	RosterPick   RosterVerb = "pick"   // this member for the line
	RosterLeave  RosterVerb = "leave"  // the line is left out
	RosterTick   RosterVerb = "tick"   // she paid
	RosterUntick RosterVerb = "untick" // she did not
	RosterDrop   RosterVerb = "drop"   // the whole list
	RosterPost   RosterVerb = "post"   // into the books
)

// OfLine tells whether the step is about one line.
func (v RosterVerb) OfLine() bool { return v != RosterDrop && v != RosterPost }

// RosterResult says that a list was posted.
type RosterResult struct {
	Roster      ledger.RosterID
	ContentHash [32]byte
	// Nth counts lists of this content that were posted before.
	Nth    int
	People int
	Total  ledger.Money
	By     ledger.MemberID
	At     time.Time
}

func (RosterResult) isAct() {}

// RosterTwin is another list of the same content.
type RosterTwin struct {
	ID       ledger.RosterID
	Officer  ledger.MemberID
	Name     string // the officer's
	At       time.Time
	PostedAt time.Time // zero while it waits
	People   int
	IsOver   bool // dropped
}

// RosterMember is a member as a list needs to know her.
type RosterMember struct {
	Member
	Standing membership.Standing
	// Last is what she paid last and when; zero for nothing yet.
	Last   ledger.Money
	LastAt time.Time
}
