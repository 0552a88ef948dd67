package conversation

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"sajja/ledger"
	"sajja/store"
)

// postRoster writes the whole list into the books, or nothing of it.
func postRoster(state State, in Input, f Facts) Decision {
	r := *f.Roster.Roster
	v := viewOf(r, f)
	known, err := strconv.Atoi(in.Button.Args[1])
	switch {
	case err != nil:
		return note(state, TopicStaleButton)
	case known != v.Version() || v.Count == 0:
		return say(state, v.preview(0, false)) // chosen since that card was made
	}
	if twin, ok := postedTwin(f.Roster.Twins, r); ok && in.Button.Verb != VerbRosterRepeat {
		return say(state, RosterAgain{Roster: r, Twin: twin, IsSeen: true})
	}
	decision := Decision{State: state}
	posted := RosterPosted{View: v}
	into := ledger.CashAccount(f.Person.Member.Offices, f.Person.Member.ID)
	for i := range v.Rows {
		row := &v.Rows[i]
		if !row.isPosted() {
			continue
		}
		entry, err := row.entry(r.On, into, rowAct(r.ID, row.Line, in, f), f)
		if err != nil {
			row.State, row.Trouble = RosterOut, TroubleOwn
			continue
		}
		posted.Entries = append(posted.Entries, len(decision.Entries))
		decision.Replies = append(decision.Replies, ReceiptFor{len(decision.Entries), row.Member.Member, f.Person.Member.Name, f.coveredWith(row.Member.Member.ID)})
		decision.Entries = append(decision.Entries, entry)
	}
	decision.Acts = []store.Act{
		store.RosterStep{Roster: r.ID, Number: len(r.Steps), Verb: store.RosterPost, By: f.Person.Member.ID, At: f.Now},
		store.RosterResult{
			Roster: r.ID, ContentHash: r.ContentHash, Nth: f.Roster.Posts, People: len(posted.Entries), Total: v.Sum,
			By: f.Person.Member.ID, At: f.Now,
		},
	}
	decision.Replies = append([]Reply{posted}, decision.Replies...)
	if rest, ok := restOf(v, f); ok {
		decision.Acts = append(decision.Acts, rest)
		decision.Replies = append(decision.Replies[:1:1], append([]Reply{viewOf(rest, f).preview(0, false)}, decision.Replies[1:]...)...)
	}
	return decision
}

// postedTwin gives another list of the same content that was posted within a day.
func postedTwin(twins []store.RosterTwin, r store.Roster) (store.RosterTwin, bool) {
	for _, t := range twins {
		if t.ID != r.ID && !t.PostedAt.IsZero() && r.Kind != store.RosterVillage {
			return t, true
		}
	}
	return store.RosterTwin{}, false
}

// rowAct is the act of one line. Its key makes a list that is posted twice the
// same act.
func rowAct(id ledger.RosterID, line int, in Input, f Facts) ledger.Act {
	return ledger.Act{
		Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID, Key: fmt.Sprintf("roster:%s:%d", id.UUID, line),
	}
}

// entry receives the promise of the row, or records money that nobody announced.
func (r *RosterRow) entry(on ledger.Date, into ledger.AccountRef, act ledger.Act, f Facts) (ledger.Entry, error) {
	if r.Promise != nil {
		return ledger.Receive(r.Promise.Entry, into, act)
	}
	if on.IsZero() {
		on = ledger.DateOf(f.Now)
	}
	return ledger.Record(ledger.Handing{
		Fund: f.Fund.ID, Member: r.Member.ID, Kind: f.Fund.Preset.MemberMoney(), Amount: r.Amount, EffectiveOn: on,
	}, into, act)
}

// restOf makes a list of the names that were still asked about, to be offered
// once more.
func restOf(v RosterView, f Facts) (store.Roster, bool) {
	rest := store.Roster{ID: ledger.NewRosterID(), Officer: v.Officer, Kind: store.RosterRest, On: v.On, At: f.Now}
	for _, row := range v.Rows {
		if row.State == RosterAsked {
			rest.Lines = append(rest.Lines, row.RosterLine)
		}
	}
	rest.ContentHash = sha256.Sum256(rest.ID.UUID[:])
	return rest, len(rest.Lines) > 0
}

// postOne posts a single clear line at once; one in doubt is shown first.
func postOne(state State, in Input, f Facts, r store.Roster) Decision {
	if f.KeyUsed {
		return note(State{}, TopicAlreadyNoted)
	}
	v := viewOf(r, f)
	row := &v.Rows[0]
	isJustPaid := !row.PaidAt.IsZero() && row.Member.Last.Equal(row.Amount) && row.Promise == nil
	if row.State != RosterFound || isJustPaid || v.Count != 1 {
		return Decision{State: state, Acts: []store.Act{r}, Replies: []Reply{v.preview(0, true)}}
	}
	into := ledger.CashAccount(f.Person.Member.Offices, f.Person.Member.ID)
	act := ledger.Act{Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID, Key: messageKey(in.MessageID)}
	entry, err := row.entry(r.On, into, act, f)
	if err != nil {
		return note(state, TopicOwnPromise)
	}
	return Decision{
		State: State{}, Entries: []ledger.Entry{entry},
		Replies: []Reply{RosterPosted{View: v, Entries: []int{0}}, ReceiptFor{0, row.Member.Member, f.Person.Member.Name, f.coveredWith(row.Member.Member.ID)}},
	}
}
