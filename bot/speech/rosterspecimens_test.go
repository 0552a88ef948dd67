package speech_test

import (
	"fmt"
	"time"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// rosterSpecimens are a list in all its states: doubts, troubles, a stated total
// that is off, a page of many doubts, a village to tick, and what follows.
func rosterSpecimens(v village) []specimen {
	usual := v.roster(store.RosterPasted)
	usual.Stated, usual.On = ledger.MustMoney("12.34"), ledger.DateOf(now).AddDays(-1)
	clear := v.roster(store.RosterPasted)
	clear.Rows = clear.Rows[:1]
	one := v.roster(store.RosterSingle)
	one.Rows = one.Rows[:1]
	many := v.roster(store.RosterPasted)
	for i := range 30 {
		many.Rows = append(many.Rows, v.rosterRow(6+i, conversation.RosterAsked, ""), v.rosterRow(60+i, conversation.RosterFound, ""))
	}
	village := v.roster(store.RosterVillage)
	village.Rows = nil
	for i := range 100 {
		state := conversation.RosterOut
		if i%3 == 0 {
			state = conversation.RosterFound
		}
		village.Rows = append(village.Rows, v.rosterRow(i, state, conversation.RosterUnticked))
	}
	rest := v.roster(store.RosterRest)
	rest.Count = 0
	result := &store.RosterResult{People: 55, Total: v.amount, At: now}
	twin := store.RosterTwin{ID: ledger.NewRosterID(), Name: v.name, At: now, PostedAt: now, People: 55}
	waiting := twin
	waiting.PostedAt = time.Time{}
	guessed := v.roster(store.RosterPasted)
	return []specimen{
		{"roster", conversation.RosterPreview{View: usual, Whole: true}},
		{"roster with guesses", conversation.RosterPreview{View: guessed}},
		{"roster of one clear line", conversation.RosterPreview{View: clear, Whole: true}},
		{"roster of many doubts", conversation.RosterPreview{View: many, Whole: true}},
		{"second page of a roster", conversation.RosterPreview{View: many, Page: 1}},
		{"rest of a roster", conversation.RosterPreview{View: rest}},
		{"single in doubt", conversation.RosterPreview{View: one, Whole: true}},
		{"village to tick", conversation.RosterPreview{View: village, Whole: true}},
		{"second page of a village", conversation.RosterPreview{View: village, Page: 1}},
		{"ticked", conversation.RosterTicked{View: village, Line: 0}},
		{"unticked", conversation.RosterTicked{View: village, Line: 1}},
		{"roster posted", conversation.RosterPosted{View: usual, Entries: []int{0, 1}}},
		{"single posted", conversation.RosterPosted{View: one, Entries: []int{0}}},
		{"roster again", conversation.RosterAgain{Roster: usual.Roster, Twin: twin}},
		{"roster that was about to be posted", conversation.RosterAgain{Roster: usual.Roster, Twin: twin, IsSeen: true}},
		{"roster of two officers", conversation.RosterAgain{Roster: usual.Roster, Twin: waiting}},
		{"roster waits", conversation.RosterWaits{Twin: waiting}},
		{"roster over", conversation.RosterOver{Roster: store.Roster{Result: result}}},
		{"roster dropped", conversation.RosterOver{IsDropped: true}},
		{"nobody in the village", conversation.RosterNobody{Village: v.name}},
		{"roster too long", conversation.RosterLong{}},
		{"roster of another", conversation.RosterNotYours{}},
	}
}

func (v village) roster(kind store.RosterKind) conversation.RosterView {
	view := conversation.RosterView{
		Roster: store.Roster{ID: ledger.NewRosterID(), Kind: kind, At: now}, Count: 57, Sum: v.amount, Written: v.amount.Add(v.amount),
	}
	view.Rows = []conversation.RosterRow{v.rosterRow(0, conversation.RosterFound, "")}
	for i := range 2 {
		view.Rows = append(view.Rows, v.rosterRow(1+2*i, conversation.RosterGuessed, ""), v.rosterRow(2+2*i, conversation.RosterAsked, ""))
	}
	for i, trouble := range []store.RosterTrouble{
		store.RosterAbsent, store.RosterVague, store.RosterNoAmount, store.RosterTooMuch, conversation.TroubleUnknown,
		conversation.TroubleLeft, conversation.TroubleOwn, conversation.TroubleNear, conversation.TroubleDouble, conversation.TroubleGone,
	} {
		view.Rows = append(view.Rows, v.rosterRow(10+i, conversation.RosterOut, trouble))
	}
	for i, standing := range []membership.Standing{membership.Deceased, membership.Left} {
		row := v.rosterRow(20+i, conversation.RosterOut, conversation.TroubleGone)
		row.Member.Standing = standing
		view.Rows = append(view.Rows, row)
	}
	return view
}

func (v village) rosterRow(line int, state conversation.RosterState, trouble store.RosterTrouble) conversation.RosterRow {
	row := conversation.RosterRow{
		RosterLine: store.RosterLine{Who: v.name, Amount: v.amount, Months: 3 * (line % 2), Days: 15}, Line: line, State: state, Trouble: trouble,
		Member: store.RosterMember{Member: v.member(), Last: v.amount, LastAt: now}, PaidAt: now,
		Promise: &store.WaitingEntry{Member: v.member()},
	}
	row.Member.LineUserID = ""
	for i := range 4 {
		m := v.member()
		m.Number = fmt.Sprint(i+1, v.number)
		row.Members = append(row.Members, m.ID)
		row.Choices = append(row.Choices, conversation.RosterChoice{Place: i, Member: store.RosterMember{Member: m}})
	}
	return row
}
