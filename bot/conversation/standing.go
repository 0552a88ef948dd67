package conversation

import (
	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// NotMember tells that money cannot be received in this name, because of how the
// membership stands, and whom to ask.
type NotMember struct {
	Standing membership.Standing
	Since    ledger.Date
}

func (NotMember) isReply() {}

func standing() subject {
	return subject{needs: func(*Needs, State, Input, *store.Person) {}, step: stepStanding}
}

// stepStanding takes what would hand money in for somebody who died or left: it
// would have to be given back, and a family would have to ask for it.
func stepStanding(state State, in Input, f Facts) (Decision, bool) {
	today := ledger.DateOf(f.Now)
	now := f.Person.History.On(today)
	isPaying := in.Kind == KindText && (in.Meaning.Intent == intent.Deposit || state.Ask == AskAmount) ||
		in.Kind == KindButton && in.Button.Verb == VerbAgain
	if !isPaying || now != membership.Deceased && now != membership.Left {
		return Decision{}, false
	}
	return say(State{}, NotMember{now, f.Person.History.Since(today)}), true
}
