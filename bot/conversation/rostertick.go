package conversation

import (
	"crypto/sha256"

	"sajja/bot/roster"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// newVillageRoster makes the list of a village to tick: everybody with what she
// usually pays.
func newVillageRoster(state State, in Input, f Facts) Decision {
	if len(f.Roster.Village) == 0 {
		return say(state, RosterNobody{Village: in.Meaning.Slots.Text})
	}
	r := store.Roster{ID: ledger.NewRosterID(), Officer: f.Person.Member.ID, Kind: store.RosterVillage, At: f.Now}
	usual := f.Roster.Plan.AmountFor(membership.Month, 1)
	for _, m := range f.Roster.Village[:min(len(f.Roster.Village), roster.LinesMax)] {
		line := store.RosterLine{Who: bounded(m.Name), Amount: usual, Members: []ledger.MemberID{m.ID}, IsSure: true, Trouble: RosterUnticked}
		if m.Last.IsPositive() && m.Last.Cmp(HandingMax) <= 0 {
			line.Amount = m.Last
		}
		r.Lines = append(r.Lines, line)
	}
	r.ContentHash = sha256.Sum256(r.ID.UUID[:])
	return Decision{State: state, Acts: []store.Act{r}, Replies: []Reply{viewOf(r, f).preview(0, true)}}
}

// RosterUnticked is a line of a village's list that nobody ticked.
const RosterUnticked store.RosterTrouble = "unticked"

// tickRoster turns a line over.
func tickRoster(state State, f Facts, line int) Decision {
	r := *f.Roster.Roster
	if r.Kind != store.RosterVillage {
		return note(state, TopicStaleButton)
	}
	verb := store.RosterTick
	for _, s := range r.Steps {
		if s.Line == line && s.Verb.OfLine() {
			verb = store.RosterTick
			if s.Verb == store.RosterTick {
				verb = store.RosterUntick
			}
		}
	}
	return chooseRoster(state, f, store.RosterStep{Verb: verb, Line: line})
}
