package conversation

import (
	"time"

	"sajja/ledger"
	"sajja/store"
)

// RosterRow is a line of a list as it stands now.
type RosterRow struct {
	store.RosterLine
	Line  int
	State RosterState
	// Trouble says why the line is out; beyond those of store.RosterTrouble the
	// ones below.
	Trouble store.RosterTrouble
	// Member is whose money it is, for every row but those asked about and those of
	// nobody.
	Member store.RosterMember
	// Choices are the members to choose from, with their places in the line; for a
	// guess the others.
	Choices []RosterChoice
	// Promise is a promise of the same amount, received instead of posted beside.
	Promise *store.WaitingEntry
	// PaidAt is when she paid today before; zero for not.
	PaidAt time.Time
}

// RosterChoice is a member whom a line may mean.
type RosterChoice struct {
	Place  int
	Member store.RosterMember
}

// RosterState is how a line stands.
type RosterState string

// The states of a line.
const (
	RosterFound   RosterState = "found"   // she is the one
	RosterGuessed RosterState = "guessed" // she is, if the officer says so
	RosterAsked   RosterState = "asked"   // one of several
	RosterOut     RosterState = "out"     // it does not count
)

// The troubles that follow from a line's member.
const (
	TroubleUnknown store.RosterTrouble = "unknown" // nobody of this name
	TroubleLeft    store.RosterTrouble = "left"    // the officer left it out
	TroubleOwn     store.RosterTrouble = "own"     // the officer's own money
	TroubleNear    store.RosterTrouble = "near"    // of the officer's household, or one acts for the other
	TroubleDouble  store.RosterTrouble = "double"  // she stands on the list before
	TroubleGone    store.RosterTrouble = "gone"    // died, resigned
)

// RosterView is a list as it stands now.
type RosterView struct {
	store.Roster
	Rows []RosterRow
	// Count and Sum are of the rows that would be posted.
	Count int
	Sum   ledger.Money
	// Written is what the lines come to as they were sent.
	Written ledger.Money
}

// Version tells how many choices the view knows.
func (v RosterView) Version() int { return len(v.Steps) }

// IsOff tells that the stated total is not what the lines come to.
func (v RosterView) IsOff() bool { return v.Stated.IsPositive() && !v.Stated.Equal(v.Written) }

// isPosted tells whether the row would be posted.
func (r RosterRow) isPosted() bool { return r.State == RosterFound || r.State == RosterGuessed }

// viewOf works out how a list stands from its lines, the choices and the facts of
// this moment.
func viewOf(r store.Roster, f Facts) RosterView {
	v := RosterView{Roster: r, Rows: make([]RosterRow, len(r.Lines))}
	last := map[int]store.RosterStep{}
	for _, s := range r.Steps {
		if s.Verb.OfLine() {
			last[s.Line] = s
		}
	}
	for i, line := range r.Lines {
		v.Written = v.Written.Add(line.Amount)
		step, isChosen := last[i]
		v.Rows[i] = newRow(i, line, f.Roster)
		if isChosen {
			v.Rows[i].choose(step, f.Roster)
		}
	}
	v.settle()
	v.check(last, f)
	for i := range v.Rows {
		row := &v.Rows[i]
		if row.isPosted() {
			row.addMoney(f)
			v.Count, v.Sum = v.Count+1, v.Sum.Add(row.Amount)
		}
	}
	if r.Kind == store.RosterVillage {
		v.Written = v.Sum
	}
	return v
}

// newRow is a line before any choice.
func newRow(i int, line store.RosterLine, f *RosterFacts) RosterRow {
	row := RosterRow{RosterLine: line, Line: i, State: RosterOut, Trouble: line.Trouble}
	for place, id := range line.Members {
		if m, ok := f.People[id]; ok {
			row.Choices = append(row.Choices, RosterChoice{place, m})
		}
	}
	switch {
	case len(row.Choices) == 0 && line.Trouble == "":
		row.Trouble = TroubleUnknown
	case len(row.Choices) == 0:
	case line.Trouble != "":
		if line.IsSure {
			row.take(0, RosterOut)
		}
	case line.IsSure:
		row.take(0, RosterFound)
	case line.HasGuess:
		row.take(0, RosterGuessed)
	default:
		row.State = RosterAsked
	}
	return row
}

// take makes a choice the row's member; the others stay to choose from.
func (r *RosterRow) take(choice int, state RosterState) {
	r.Member, r.State = r.Choices[choice].Member, state
	others := make([]RosterChoice, 0, len(r.Choices))
	others = append(others, r.Choices[:choice]...)
	r.Choices = append(others, r.Choices[choice+1:]...)
}

// choose applies the officer's latest choice for the line.
func (r *RosterRow) choose(step store.RosterStep, f *RosterFacts) {
	switch step.Verb {
	case store.RosterPick:
		if m, ok := f.People[step.Member]; ok && r.Amount.IsPositive() {
			r.Member, r.State, r.Trouble, r.Choices = m, RosterFound, "", nil
		}
	case store.RosterLeave:
		r.State, r.Trouble = RosterOut, TroubleLeft
	case store.RosterTick:
		r.State, r.Trouble = RosterFound, ""
	case store.RosterUntick:
		r.State, r.Trouble = RosterOut, RosterUnticked
	}
}

// check takes out what must not be posted: money of the officer herself or of
// those near to her, which another officer takes; of one who is no member any
// more; and a second line of one member, unless the officer chose it herself.
func (v *RosterView) check(last map[int]store.RosterStep, f Facts) {
	seen := map[ledger.MemberID]bool{}
	for i := range v.Rows {
		row := &v.Rows[i]
		if !row.isPosted() {
			continue
		}
		id := row.Member.ID
		switch {
		case id == f.Person.Member.ID:
			row.State, row.Trouble = RosterOut, TroubleOwn
		case ledger.MayCheck(f.Person.Member.ID, ledger.Made{Member: id}, f.Roster.Ties) != nil:
			row.State, row.Trouble = RosterOut, TroubleNear
		case !row.Member.Standing.MayPay():
			row.State, row.Trouble = RosterOut, TroubleGone
		case seen[id] && last[i].Verb != store.RosterPick:
			row.State, row.Trouble = RosterOut, TroubleDouble
		}
		seen[id] = true
	}
}

// addMoney finds a promise of the same amount, and what she paid today already.
func (r *RosterRow) addMoney(f Facts) {
	for _, w := range f.Roster.Waiting[r.Member.ID] {
		if w.Entry.Amount().Equal(r.Amount) && w.Entry.Actor != f.Person.Member.ID {
			r.Promise = &w
			break
		}
	}
	if !r.Member.LastAt.IsZero() && ledger.DateOf(r.Member.LastAt) == ledger.DateOf(f.Now) {
		r.PaidAt = r.Member.LastAt
	}
}
