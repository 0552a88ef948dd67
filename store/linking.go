package store

import (
	"time"

	"sajja/ledger"
)

// LinkCodeLife is how long a printed slip is good: a collection comes round
// within a month, and a lost slip is dead soon.
const LinkCodeLife = 30 * 24 * time.Hour

// Limits of typing codes. A wrong code from one phone is a slip of the finger;
// five within an hour are not, and thirty in a day from all phones together are
// somebody's work.
const (
	LinkTriesOfUser   = 5
	LinkUserCooling   = time.Hour
	LinkTriesOfFund   = 30
	LinkFundCooling   = 24 * time.Hour
	LinkRequestsOfDay = 3
)

// LinkHold is how long no money goes out after a member's phone was replaced:
// the time for the owner of the old one to notice and object.
const LinkHold = 48 * time.Hour

// LinkRequestLife is how long a request waits for an officer. Who still wants to
// be linked after that asks again.
const LinkRequestLife = 7 * 24 * time.Hour

// LinkHow says how a link came about.
type LinkHow string

// The ways to a link.
const (
	LinkByRegister LinkHow = "register" // entered by hand in the register
	LinkByCode     LinkHow = "code"     // a slip
	LinkByRequest  LinkHow = "request"  // officers said who she is
)

// UnlinkHow says how a link ended.
type UnlinkHow string

// The ends of a link.
const (
	UnlinkedBySelf     UnlinkHow = "self"
	UnlinkedByOfficer  UnlinkHow = "officer"
	UnlinkedByRelink   UnlinkHow = "relinked" // another phone took its place
	UnlinkedByDeclined UnlinkHow = "declined" // she did not agree to a new version of the consent
)

// LinkCode (รหัสผูกไลน์) is a one-time code as the books know it.
type LinkCode struct {
	ID        ledger.LinkCodeID
	Member    ledger.MemberID
	Hash      []byte
	IssuedAt  time.Time
	ExpiresAt time.Time
	// IssuedBy is the officer; zero on the command line.
	IssuedBy ledger.MemberID
	// UsedAt is zero for a code nobody used; UsedBy is the LINE user who did.
	UsedAt time.Time
	UsedBy string
	// IsReplaced: a newer slip was made for the member.
	IsReplaced bool
	// IsTyped: the LINE user who is asking typed it herself before; IsTold that she
	// has heard since that somebody else used it, and officers with her.
	IsTyped, IsTold bool
}

// IsGood tells whether the code can be used at the instant.
func (c LinkCode) IsGood(now time.Time) bool {
	return c.UsedAt.IsZero() && !c.IsReplaced && now.Before(c.ExpiresAt)
}

// LinkTries is what was typed lately that is no code.
type LinkTries struct {
	// OfUser are wrong tries of one LINE user within LinkUserCooling, OfFund those
	// of everybody within LinkFundCooling; UserSince and FundSince are the first of
	// them.
	OfUser, OfFund       int
	UserSince, FundSince time.Time
	// UserAlarm and FundAlarm: officers were told of it today.
	UserAlarm, FundAlarm bool
}

// PausedUntil tells until when no code is taken from the user; the zero time
// when she may try.
func (t LinkTries) PausedUntil() time.Time {
	var until time.Time
	if t.OfUser >= LinkTriesOfUser {
		until = t.UserSince.Add(LinkUserCooling)
	}
	if t.OfFund >= LinkTriesOfFund {
		if end := t.FundSince.Add(LinkFundCooling); end.After(until) {
			until = end
		}
	}
	return until
}

// LinkSubject is the member that somebody wants to speak for.
type LinkSubject struct {
	// Member carries the LINE user who speaks for her now, if any.
	Member Member
	Money  MemberMoney
	// NeedsTwo: another phone speaks or spoke for her and she did not end that
	// herself, so two officers must recognise the new one.
	NeedsTwo bool
	// Before is the LINE user who spoke for her last; empty for none.
	Before string
	// Freeze is set while officers have stopped her LINE.
	Freeze *Freeze
	// Freezes counts hers so far, ended ones too.
	Freezes int
}

// LinkStep is one step of a link request.
type LinkStep string

// The steps of a link request: each at most once, and one end.
const (
	LinkApproved LinkStep = "approved" // an officer recognised her
	LinkSeconded LinkStep = "seconded" // and another one too
	LinkLinked   LinkStep = "linked"
	LinkRefused  LinkStep = "refused"  // by an officer
	LinkObjected LinkStep = "objected" // by the phone that is to be replaced
	LinkDeclined LinkStep = "declined" // she did not agree to the consent
)

// Place gives the key under which a step can stand once.
func (s LinkStep) Place() int {
	switch s {
	case LinkApproved:
		return 1
	case LinkSeconded:
		return 2
	}
	return 3
}

// LinkRequest (คำขอผูกไลน์) is a LINE user's wish to speak for a member.
type LinkRequest struct {
	ID         ledger.LinkRequestID
	LineUserID string
	// Said is how she named herself; empty with a code, and after the end.
	Said    string
	Code    ledger.LinkCodeID
	AskedAt time.Time
	// Member is whom the code or the first officer named; zero before.
	Member ledger.MemberID
	// ApprovedBy and SecondedBy are the officers so far.
	ApprovedBy, SecondedBy Officer
	// End is empty while the request is open.
	End   LinkStep
	EndAt time.Time
	EndBy Officer
}

// IsOpen tells whether the request still waits for something.
func (r LinkRequest) IsOpen() bool { return r.End == "" }

// Officer is who took a step, and her name.
type Officer struct {
	ID   ledger.MemberID
	Name string
}

// IsZero tells whether nobody has.
func (o Officer) IsZero() bool { return o.ID.IsZero() }

// What a turn changes about links, beside entries and messages.
type (
	// LinkTried keeps that a code was typed: a right one, or none of ours.
	LinkTried struct {
		EventID    string
		LineUserID string
		Code       ledger.LinkCodeID // zero: wrong
		At         time.Time
	}
	// LinkAlarmRaised keeps that officers were told of guessing.
	LinkAlarmRaised struct {
		Kind LinkAlarm
		At   time.Time
	}
	// LinkCodeUsed ends a code. Of two in one moment one comes through.
	LinkCodeUsed struct {
		Code       ledger.LinkCodeID
		LineUserID string
		At         time.Time
	}
	// Linked lets a LINE user speak for a member.
	Linked struct {
		Member     ledger.MemberID
		LineUserID string
		How        LinkHow
		At         time.Time
		// HoldUntil is when money may go out again; zero: at once.
		HoldUntil time.Time
	}
	// Unlinked ends the link of a LINE user.
	Unlinked struct {
		LineUserID string
		How        UnlinkHow
		At         time.Time
	}
	// LinkRequested opens a request.
	LinkRequested struct{ Request LinkRequest }
	// LinkRequestStepped takes a step of a request.
	LinkRequestStepped struct {
		Request ledger.LinkRequestID
		Step    LinkStep
		Member  ledger.MemberID // of LinkApproved
		Officer ledger.MemberID // zero where no officer took it
		At      time.Time
	}
)

func (LinkTried) isAct()          {}
func (LinkAlarmRaised) isAct()    {}
func (LinkCodeUsed) isAct()       {}
func (Linked) isAct()             {}
func (Unlinked) isAct()           {}
func (LinkRequested) isAct()      {}
func (LinkRequestStepped) isAct() {}

// LinkAlarm is a kind of guessing that officers hear of, once a day each.
type LinkAlarm string

// The alarms.
const (
	AlarmUser LinkAlarm = "user" // one phone tried too often
	AlarmFund LinkAlarm = "fund" // many together did
)
