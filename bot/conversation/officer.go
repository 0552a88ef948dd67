package conversation

import (
	"strings"

	"sajja/ledger"
	"sajja/store"
)

// stepPending shows an officer what waits in the fund, and a member what waits
// of her own.
func stepPending(state State, f Facts) Decision {
	if !f.Person.May(ledger.RightSeeWaiting) {
		if len(f.Mine) == 0 {
			return note(state, TopicNoneWaiting)
		}
		return say(state, Choose{f.Mine})
	}
	return say(state, waitingList(f))
}

func waitingList(f Facts) WaitingList {
	return WaitingList{
		Entries: f.Waiting, Totals: f.Totals, Page: f.Page, Self: f.Person.Member.ID,
		MayReceive: f.Person.May(ledger.RightReceive),
	}
}

func stepButton(state State, in Input, f Facts) Decision {
	b := in.Button
	switch b.Verb {
	case VerbUndo:
		return undo(in, f)
	case VerbAgain:
		if !b.Amount.IsPositive() || b.Amount.Cmp(HandingMax) > 0 {
			return note(state, TopicStaleButton)
		}
		return handIn(in, f, b.Amount, againKey(b.Ref))
	case VerbNo:
		return note(State{}, TopicDismissed)
	case VerbResume:
		return resume(state, f)
	case VerbPage:
		if !f.Person.May(ledger.RightSeeWaiting) {
			return note(state, TopicNoOffice)
		}
		return say(state, waitingList(f))
	}
	if !f.Person.May(ledger.RightReceive) {
		return note(state, TopicNoOffice)
	}
	switch b.Verb {
	case VerbReceive:
		return receive(state, in, f)
	case VerbRefuse:
		return askReason(state, f)
	case VerbReason:
		return refuse(f, b.Entries[0], b.Reason, in)
	}
	return note(state, TopicStaleButton)
}

// undo takes back one's own promise by its button, however old the card.
func undo(in Input, f Facts) Decision {
	if len(f.Found) == 0 {
		return ended(f, in.Button.Entries[0])
	}
	for _, w := range f.Found {
		if w.Entry.Member != f.Person.Member.ID && w.Entry.Actor != f.Person.Member.ID {
			return note(State{}, TopicNotYours)
		}
	}
	return takeBackAll(f.Found, in, f)
}

// ended tells how an entry that no longer waits ended, or that there is none. A
// member hears of her own entries only.
func ended(f Facts, id ledger.EntryID) Decision {
	for _, r := range f.Resolved {
		if r.Entry == id && (r.Member == f.Person.Member.ID || actsFor(f.Person, r.Member) || f.Person.May(ledger.RightSeeWaiting)) {
			return say(State{}, Ended{r})
		}
	}
	return note(State{}, TopicNotFound)
}

// receive posts what still waits of the entries on the button. An officer's own
// promises, and those of her house and of whom she acts for, are left for another
// officer.
func receive(state State, in Input, f Facts) Decision {
	decision := Decision{State: state}
	summary := Received{Resolved: f.Resolved}
	var received []store.WaitingEntry
	into := ledger.CashAccount(f.Person.Member.Offices, f.Person.Member.ID)
	for _, w := range f.Found {
		if isNear(f, w.Entry) {
			summary.Near++
			continue
		}
		entry, err := ledger.Receive(w.Entry, into, actOn(w.Entry, "receive", in, f))
		if err != nil {
			summary.Own++
			continue
		}
		index := len(decision.Entries)
		decision.Entries = append(decision.Entries, entry)
		summary.Entries = append(summary.Entries, index)
		decision.Replies = append(decision.Replies, ReceiptFor{index, w.Member, f.Person.Member.Name, f.coveredWith(w.Member.ID)})
		received = append(received, w)
	}
	decision.Replies = append(decision.Replies, receiptsOfMakers(received, summary.Entries, f)...)
	if summary.Near > 0 {
		summary.Checkers = checkersOf(f)
	}
	switch {
	case len(decision.Entries) > 0:
		decision.Replies = append([]Reply{summary}, decision.Replies...)
	case summary.Near > 0:
		decision.Replies = []Reply{NearPromise{summary.Checkers}}
	case summary.Own > 0:
		decision.Replies = []Reply{Note{TopicOwnPromise}}
	case len(f.Resolved) > 0:
		decision.Replies = []Reply{Ended{f.Resolved[0]}}
	default:
		decision.Replies = []Reply{Note{TopicNotFound}}
	}
	return decision
}

func askReason(state State, f Facts) Decision {
	if len(f.Found) == 0 {
		if len(f.Resolved) > 0 {
			return say(state, Ended{f.Resolved[0]})
		}
		return note(state, TopicNotFound)
	}
	w := f.Found[0]
	if w.Member.ID == f.Person.Member.ID {
		return note(state, TopicOwnPromise)
	}
	return say(State{Ask: AskReason, Entry: w.Entry.ID}, Question{Ask: AskReason, Entry: w})
}

// refuse ends a promise with the officer's reason and tells the member.
func refuse(f Facts, id ledger.EntryID, reason Reason, in Input) Decision {
	if !f.Person.May(ledger.RightReceive) {
		return note(State{}, TopicNoOffice)
	}
	if len(f.Found) == 0 || f.Found[0].Entry.ID != id {
		return ended(f, id)
	}
	w := f.Found[0]
	if w.Member.ID == f.Person.Member.ID {
		return note(State{}, TopicOwnPromise)
	}
	void, err := ledger.Void(w.Entry, string(reason), actOn(w.Entry, "void", in, f))
	if err != nil {
		return note(State{}, TopicNotFound)
	}
	decision := Decision{
		Entries: []ledger.Entry{void},
		Replies: []Reply{
			Voided{Amount: w.Entry.Amount(), Member: w.Member.Name},
			RefusedFor{Member: w.Member, Amount: w.Entry.Amount(), Reason: reason, By: f.Person.Member.Name},
		},
	}
	if !w.Maker.ID.IsZero() && w.Maker.ID != f.Person.Member.ID {
		told := PaidRefused{For: w.Member, Amount: w.Entry.Amount(), Reason: reason, By: f.Person.Member.Name}
		decision.Replies = append(decision.Replies, Told{To: w.Maker, Reply: told})
	}
	return decision
}

// reasonMax is the longest reason kept, in runes: a sentence, not a letter.
const reasonMax = 200

// freeReason takes the officer's own words as the reason.
func freeReason(text string) Reason {
	words := []rune(strings.Join(strings.Fields(text), " "))
	if len(words) > reasonMax {
		words = words[:reasonMax]
	}
	return Reason(words)
}
