package conversation

import (
	"crypto/sha256"
	"encoding/binary"
	"slices"
	"strconv"
	"strings"
	"time"

	"sajja/bot/intent"
	"sajja/bot/roster"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// The verbs of a list's buttons. All of them name the list first.
const (
	VerbRosterPost   Verb = "roster-post"   // into the books; how many choices the card knew
	VerbRosterRepeat Verb = "roster-repeat" // post although the same list was posted
	VerbRosterPick   Verb = "roster-pick"   // line, place of the candidate
	VerbRosterLeave  Verb = "roster-leave"  // line
	VerbRosterTick   Verb = "roster-tick"   // line
	VerbRosterShow   Verb = "roster-show"   // page
	VerbRosterDrop   Verb = "roster-drop"
)

// rosterSubject is a treasurer's list of who paid, and the one line of รับฝาก สมศรี 30.
var rosterSubject = subject{needs: rosterNeeds, step: stepRoster}

// RosterNeeds says what a turn about a list must know.
type RosterNeeds struct {
	Sheet   *roster.Sheet     // lines whose members are to be found
	Village string            // whose members are to be ticked
	ID      ledger.RosterID   // a list that was sent before
	Content [sha256.Size]byte // of the sheet
}

// IsPriced tells whether the fund's plan says what somebody pays.
func (n RosterNeeds) IsPriced() bool {
	return n.Village != "" || n.Sheet != nil && slices.ContainsFunc(n.Sheet.Lines, func(l roster.Line) bool { return l.Act == roster.Ahead })
}

// RosterFacts are what a turn about a list knows.
type RosterFacts struct {
	Sheet   *roster.Sheet
	Index   []store.RosterMember
	Matches []roster.Match // of the sheet's lines, into Index
	// Roster is the list that was named; nil when there is none.
	Roster *store.Roster
	// Village are the members to tick.
	Village []store.RosterMember
	// People and Waiting are of everybody whom the lines may mean.
	People  map[ledger.MemberID]store.RosterMember
	Waiting map[ledger.MemberID][]store.WaitingEntry
	// Twins are lists of the same content of the last day, Posts how often it was
	// posted ever.
	Twins []store.RosterTwin
	Posts int
	Plan  membership.Plan
	// Ties tell whose money the officer may not take in alone.
	Ties ledger.Ties
}

// RosterTwinWindow is how long the same list is taken for the one before.
const RosterTwinWindow = 24 * time.Hour

// rosterNeeds looks for a list in what an officer writes.
func rosterNeeds(n *Needs, _ State, in Input, person *store.Person) {
	switch {
	case !person.May(ledger.RightReceive):
	case in.Kind == KindButton && strings.HasPrefix(string(in.Button.Verb), "roster-"):
		if id, err := ParseIDArg(in.Button.Args[0]); err == nil {
			n.Roster = &RosterNeeds{ID: ledger.RosterID{UUID: id}}
		}
	case in.Kind == KindText && in.Meaning.Intent == intent.VillageRoster:
		n.Roster = &RosterNeeds{Village: in.Meaning.Slots.Text}
	case in.Kind == KindText:
		if sheet, ok := sheetOf(in); ok {
			n.Roster = &RosterNeeds{Sheet: &sheet, Content: contentOf(sheet)}
			n.Unsent = true
		}
	}
}

// sheetOf reads a list, or what was understood as one: several names in one line,
// or one.
func sheetOf(in Input) (roster.Sheet, bool) {
	slots := in.Meaning.Slots
	isRecord := in.Meaning.Intent == intent.RecordDeposit
	sheet := roster.Read(in.Text, ledger.DateOf(in.At))
	switch {
	case sheet.IsList():
		return sheet, true
	case isRecord && len(slots.Items) > 0:
		sheet = roster.Sheet{}
		for _, item := range slots.Items[:min(len(slots.Items), roster.LinesMax)] {
			sheet.Lines = append(sheet.Lines, roster.Line{Who: item.Member, Act: roster.Paid, Amount: item.Amount})
		}
		return sheet, true
	case isRecord && slots.Member != "" && slots.Amount != nil:
		return roster.Sheet{Lines: []roster.Line{lineOf(sheet, slots.Member, *slots.Amount)}}, true
	case isRecord && len(sheet.Lines) == 1 && sheet.Lines[0].Act != roster.Named && sheet.Lines[0].Who != "":
		return sheet, true
	}
	return roster.Sheet{}, false
}

// lineOf is the one line of รับฝาก สมศรี 30: with what stands beside the name where
// the line says more (สมศรี ม.3), and the name as it was understood.
func lineOf(sheet roster.Sheet, name string, amount ledger.Money) roster.Line {
	line := roster.Line{Who: name, Act: roster.Paid, Amount: amount}
	if len(sheet.Lines) != 1 || sheet.Lines[0].Act != roster.Paid || !sheet.Lines[0].Amount.Equal(amount) || sheet.Lines[0].IsCalled(name) {
		return line
	}
	line.Who, line.Heard = sheet.Lines[0].Who, name
	return line
}

// contentOf knows a list by its names and sums, however they are spaced.
func contentOf(sheet roster.Sheet) [sha256.Size]byte {
	h := sha256.New()
	for _, l := range sheet.Lines {
		h.Write([]byte(thai.Normal(l.Who)))
		h.Write([]byte{0})
		h.Write([]byte(l.Act))
		h.Write(binary.BigEndian.AppendUint64(nil, uint64(l.Amount.Satang())))
		h.Write(binary.BigEndian.AppendUint32(nil, uint32(l.Months*1000+l.Days)))
	}
	h.Write([]byte(sheet.Day.String()))
	return [sha256.Size]byte(h.Sum(nil))
}

// stepRoster decides a turn about a list.
func stepRoster(state State, in Input, f Facts) (Decision, bool) {
	isButton := in.Kind == KindButton && strings.HasPrefix(string(in.Button.Verb), "roster-")
	switch {
	case isButton && !f.Person.May(ledger.RightReceive):
		return note(state, TopicNoOffice), true
	case in.Kind == KindText && in.Meaning.Intent == intent.VillageRoster && f.Roster == nil:
		return note(state, TopicNoOffice), true
	case f.Roster == nil && isButton:
		return note(state, TopicStaleButton), true
	case f.Roster == nil:
		return Decision{}, false
	case f.Unsent:
		return Decision{State: state}, true
	case isButton:
		return stepRosterButton(state, in, f), true
	case in.Meaning.Intent == intent.VillageRoster:
		return newVillageRoster(state, in, f), true
	}
	return newRoster(state, in, f)
}

func stepRosterButton(state State, in Input, f Facts) Decision {
	r := f.Roster.Roster
	switch {
	case r == nil:
		return note(state, TopicNotFound)
	case r.Officer != f.Person.Member.ID:
		return say(state, RosterNotYours{})
	case r.Result != nil:
		return say(state, RosterOver{Roster: *r})
	case isDropped(*r):
		return say(state, RosterOver{Roster: *r, IsDropped: true})
	}
	args := in.Button.Args
	switch in.Button.Verb {
	case VerbRosterPost, VerbRosterRepeat:
		return postRoster(state, in, f)
	case VerbRosterShow:
		page, err := strconv.Atoi(args[1])
		if err != nil || page < 0 || page > pageMax {
			return note(state, TopicStaleButton)
		}
		return say(state, viewOf(*r, f).preview(page, true))
	case VerbRosterDrop:
		return chooseRoster(state, f, store.RosterStep{Verb: store.RosterDrop})
	}
	line, err := strconv.Atoi(args[1])
	if err != nil || line < 0 || line >= len(r.Lines) {
		return note(state, TopicStaleButton)
	}
	switch in.Button.Verb {
	case VerbRosterLeave:
		return chooseRoster(state, f, store.RosterStep{Verb: store.RosterLeave, Line: line})
	case VerbRosterTick:
		return tickRoster(state, f, line)
	}
	place, err := strconv.Atoi(args[2])
	if err != nil || place < 0 || place >= len(r.Lines[line].Members) {
		return note(state, TopicStaleButton)
	}
	return chooseRoster(state, f, store.RosterStep{Verb: store.RosterPick, Line: line, Member: r.Lines[line].Members[place]})
}

func isDropped(r store.Roster) bool {
	return len(r.Steps) > 0 && r.Steps[len(r.Steps)-1].Verb == store.RosterDrop
}

// chooseRoster writes a choice down and shows what is still open.
func chooseRoster(state State, f Facts, step store.RosterStep) Decision {
	r := *f.Roster.Roster
	step.Roster, step.Number, step.By, step.At = r.ID, len(r.Steps), f.Person.Member.ID, f.Now
	r.Steps = append(r.Steps[:len(r.Steps):len(r.Steps)], step)
	decision := Decision{State: state, Acts: []store.Act{step}}
	switch step.Verb {
	case store.RosterDrop:
		decision.Replies = []Reply{RosterOver{Roster: r, IsDropped: true}}
	case store.RosterTick, store.RosterUntick:
		decision.Replies = []Reply{RosterTicked{View: viewOf(r, f), Line: step.Line}}
	default:
		decision.Replies = []Reply{viewOf(r, f).preview(0, false)}
	}
	return decision
}
