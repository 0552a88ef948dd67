package conversation

import (
	"errors"

	"sajja/ledger"
	"sajja/store"
)

// answerHandover takes the word of the receiver, or of the giver who takes it
// back, from however old a card: who she is now and how it stands now decides.
func answerHandover(in Input, f Facts) Decision {
	if f.Cash.Handover == nil {
		return note(State{}, TopicNotFound)
	}
	h, me := *f.Cash.Handover, f.Person.Member
	if !isInHandover(h, me) {
		return note(State{}, TopicNoOffice)
	}
	act := ledger.Act{Actor: me.ID, At: f.Now, Cause: in.EventID}
	var end ledger.HandoverEnd
	var entries []ledger.Entry
	err := error(nil)
	switch in.Button.Verb {
	case VerbHandoverConfirm:
		var entry ledger.Entry
		if end, entry, err = h.Confirm(f.Cash.Holding.Stands, act); err == nil {
			entries = []ledger.Entry{entry}
		}
	case VerbHandoverRefuse:
		end, err = h.Refuse("", act)
	default:
		end, err = h.Withdraw(act)
	}
	if err != nil {
		return notAnswered(h, err)
	}
	h.End, h.AnsweredBy = &end, me
	return Decision{
		Entries: entries,
		Acts:    []store.Act{store.HandoverEnded{Handover: h.ID, End: end}},
		Replies: append([]Reply{HandoverCard{Handover: h}}, toldOfEnd(h)...),
	}
}

// isInHandover tells whether the person may say anything to it: its giver, and
// with an office of today those who are asked.
func isInHandover(h store.Handover, me store.Member) bool {
	switch {
	case h.Giver == me.ID:
		return true
	case h.IsBanking():
		return me.May(ledger.RightSignClose)
	}
	return me.May(ledger.RightReceive)
}

// toldOfEnd tells the other side.
func toldOfEnd(h store.Handover) []Reply {
	switch {
	case h.End.Kind != ledger.HandoverWithdrawn:
		return []Reply{Told{To: h.GivenBy, Reply: HandoverCard{Handover: h}}}
	case h.IsBanking():
		return nil // whoever presses the old card hears it
	}
	return []Reply{Told{To: h.GivenTo, Reply: HandoverCard{Handover: h}}}
}

// notAnswered says why an answer does not count.
func notAnswered(h store.Handover, err error) Decision {
	var less ledger.HoldsLessError
	var ended ledger.HandoverEndedError
	switch {
	case errors.As(err, &ended):
		return say(State{}, HandoverCard{Handover: h})
	case errors.As(err, &less):
		return lessThan(less)
	case errors.Is(err, ledger.ErrMakerIsChecker):
		return cashNote(State{}, CashNote{Topic: CashOwnHandover})
	}
	return cashNote(State{}, CashNote{Topic: CashNotReceiver, Name: h.GivenTo.Name})
}
