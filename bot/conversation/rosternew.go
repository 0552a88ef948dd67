package conversation

import (
	"sajja/bot/intent"
	"sajja/bot/roster"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// newRoster takes a list in: as a draft that is shown, or, of one clear line, at
// once. False when it is hardly a list of this fund's people.
func newRoster(state State, in Input, f Facts) (Decision, bool) {
	facts := f.Roster
	isRecord := in.Meaning.Intent == intent.RecordDeposit
	if !isRecord && facts.found()*2 < len(facts.Sheet.Lines) {
		return Decision{}, false
	}
	if facts.Sheet.IsLong {
		return say(state, RosterLong{}), true
	}
	r := store.Roster{
		ID: ledger.NewRosterID(), Officer: f.Person.Member.ID, Kind: store.RosterPasted, ContentHash: contentOf(*facts.Sheet),
		On: rosterDay(*facts.Sheet, f), Stated: facts.Sheet.Total, Lines: facts.lines(), At: f.Now,
	}
	if len(r.Lines) == 1 {
		r.Kind = store.RosterSingle
		return postOne(state, in, f, r), true
	}
	if twin, ok := twinOf(facts.Twins); ok {
		if twin.PostedAt.IsZero() && twin.Officer == r.Officer {
			return say(state, RosterWaits{Twin: twin}), true
		}
		return Decision{State: state, Acts: []store.Act{r}, Replies: []Reply{RosterAgain{Roster: r, Twin: twin}}}, true
	}
	return Decision{State: state, Acts: []store.Act{r}, Replies: []Reply{viewOf(r, f).preview(0, true)}}, true
}

// twinOf gives the list of the same content that was posted or still waits.
func twinOf(twins []store.RosterTwin) (store.RosterTwin, bool) {
	for _, t := range twins {
		if !t.PostedAt.IsZero() || !t.IsOver {
			return t, true
		}
	}
	return store.RosterTwin{}, false
}

// found counts the lines for which somebody was found.
func (f *RosterFacts) found() int {
	n := 0
	for _, m := range f.Matches {
		if m.Certainty != roster.Unknown {
			n++
		}
	}
	return n
}

// rosterDay is the day that a list's heading names, if it is one of this month;
// an earlier one may lie in a closed period.
func rosterDay(sheet roster.Sheet, f Facts) ledger.Date {
	today := ledger.DateOf(f.Now)
	_, _, passed := today.YMD()
	if sheet.Day.IsZero() || !sheet.Day.Before(today) || sheet.Day.DaysUntil(today) >= passed {
		return ledger.Date{}
	}
	return sheet.Day
}

// lines are the sheet's with their members.
func (f *RosterFacts) lines() []store.RosterLine {
	lines := make([]store.RosterLine, len(f.Sheet.Lines))
	for i, l := range f.Sheet.Lines {
		line := store.RosterLine{Who: bounded(l.Who), Amount: l.Amount, Months: l.Months, Days: l.Days}
		switch {
		case l.Act == roster.Absent:
			line.Trouble = store.RosterAbsent
		case l.Act == roster.Ahead:
			line.Amount = aheadAmount(f.Plan, l.Months, l.Days)
		case l.Act == roster.Named:
			line.Trouble = store.RosterNoAmount
		case l.Act == roster.Vague:
			line.Trouble = store.RosterVague
			line.Who = bounded(l.Text)
		}
		if line.Amount.Cmp(HandingMax) > 0 {
			line.Trouble = store.RosterTooMuch
		}
		match := f.Matches[i]
		for _, c := range match.Candidates {
			line.Members = append(line.Members, f.Index[c.Member].ID)
		}
		line.IsSure, line.HasGuess = match.Certainty == roster.Sure, match.HasGuess
		lines[i] = line
	}
	return lines
}

// aheadAmount is what so many months or days come to by the fund's plan.
func aheadAmount(plan membership.Plan, months, days int) ledger.Money {
	amount := plan.AmountFor(membership.Month, months)
	for range days {
		amount = amount.Add(plan.Rate)
	}
	return amount
}

// whoMax bounds the words kept of a line, in runes.
const whoMax = 80

func bounded(text string) string {
	letters := []rune(text)
	return string(letters[:min(len(letters), whoMax)])
}
