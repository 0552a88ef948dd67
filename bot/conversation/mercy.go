package conversation

import (
	"errors"
	"time"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// Verbs of taking back.
const (
	// VerbTakeBack takes back what was posted: one entry, or the whole act.
	VerbTakeBack Verb = "takeback"
)

// TakeBackArg says how much of an act a button takes back.
const (
	takeOne = "1"
	takeAll = "all"
)

// TakeBackButton undoes, within two minutes, what the presser posted: the entry
// alone, or all that was posted by the same act, such as a roster.
func TakeBackButton(entry ledger.EntryID, whole bool) Button {
	much := takeOne
	if whole {
		much = takeAll
	}
	return Button{Verb: VerbTakeBack, Args: []string{IDArg(entry.UUID), much}}
}

// MercyNeeds asks for what may be taken back: entries by a button, those of the
// message that was taken back, or what the person posted last.
type MercyNeeds struct {
	Entry ledger.EntryID
	Whole bool
	Keys  []string
	// Last: what she posted herself since this instant.
	Last time.Time
}

// MercyFacts are the posted entries, and how far the books are closed.
type MercyFacts struct {
	Acts          []store.PostedAct
	ClosedThrough ledger.Date
}

// TakenBack tells the one who posted what was undone.
type TakenBack struct {
	Acts []store.PostedAct
	// Renewed counts promises that wait again; Left are those of the act that were
	// undone before.
	Renewed, Left int
	Unsent        bool
}

// TakenBackFor tells a member, after her receipt, that it does not count.
type TakenBackFor struct {
	Act     store.PostedAct
	By      string
	Renewed bool
}

// MercyTopic names a short answer about taking back and correcting.
type MercyTopic string

// The topics.
const (
	MercyLate       MercyTopic = "late"        // the two minutes are over; both sides can correct it
	MercyNotYours   MercyTopic = "not-yours"   // somebody else posted it
	MercyDone       MercyTopic = "done"        // it was undone before
	MercyNothing    MercyTopic = "nothing"     // no such entry
	MercyNoWitness  MercyTopic = "no-witness"  // nobody could agree to the correction
	MercyOpen       MercyTopic = "open"        // a proposal waits for the other side
	MercySame       MercyTopic = "same"        // the amount is what stands
	MercyManyLines  MercyTopic = "many-lines"  // an entry of several lines
	MercyLeftOffice MercyTopic = "left-office" // the proposer is no officer any more
	MercyNoLines    MercyTopic = "no-lines"    // nothing to correct
	MercyWho        MercyTopic = "who"         // nobody of that name or number
	MercyOfficers   MercyTopic = "officers"    // another's line is officers' business
)

// MercyTopics are all, for the test that each has its words.
var MercyTopics = [...]MercyTopic{MercyLate, MercyNotYours, MercyDone, MercyNothing, MercyNoWitness, MercyOpen, MercySame,
	MercyManyLines, MercyLeftOffice, MercyNoLines, MercyWho, MercyOfficers}

// MercyNote is a short answer, about an entry where there is one.
type MercyNote struct {
	Topic MercyTopic
	Act   *store.PostedAct
	// MayCorrect offers to correct it with the other side.
	MayCorrect bool
	Name       string // who was looked for, or who has to agree
}

func (TakenBack) isReply()    {}
func (TakenBackFor) isReply() {}
func (MercyNote) isReply()    {}

func mercy() subject { return subject{needs: needsOfMercy, step: stepMercy} }

func needsOfMercy(n *Needs, state State, in Input, person *store.Person) {
	switch {
	case in.Kind == KindButton && in.Button.Verb == VerbTakeBack:
		if id, err := ParseIDArg(in.Button.Args[0]); err == nil {
			n.Mercy = &MercyNeeds{Entry: ledger.EntryID{UUID: id}, Whole: in.Button.Args[1] == takeAll}
		}
	case in.Kind == KindUnsend:
		n.Mercy = &MercyNeeds{Keys: []string{messageKey(in.MessageID), againKey(in.MessageID)}}
	case in.Kind == KindText && in.Meaning.Intent == intent.Cancel && state.Ask == AskNothing:
		n.Mercy = &MercyNeeds{Last: in.At.Add(-ledger.TakeBackWithin)}
	}
}

func stepMercy(state State, in Input, f Facts) (Decision, bool) {
	switch {
	case f.Mercy == nil:
		return Decision{}, false
	case in.Kind == KindButton:
		return stepTakeBack(state, in, f), true
	case in.Kind == KindUnsend:
		return stepUnsendPosted(state, in, f)
	case len(f.Mine) > 0 || len(f.Mercy.Acts) == 0:
		return Decision{}, false // what still waits is taken back first
	}
	return takeBackActs(state, in, f, false), true
}

func stepTakeBack(state State, in Input, f Facts) Decision {
	if len(f.Mercy.Acts) == 0 {
		return say(state, MercyNote{Topic: MercyNothing})
	}
	return takeBackActs(state, in, f, false)
}

// stepUnsendPosted takes back what a message posted at once, by a fund's choice,
// when the message itself is taken back.
func stepUnsendPosted(state State, in Input, f Facts) (Decision, bool) {
	if len(f.Mercy.Acts) == 0 || !f.Mercy.Acts[0].ReversedAt.IsZero() {
		return Decision{}, false
	}
	decision := takeBackActs(state, in, f, true)
	if len(decision.Entries) == 0 {
		return Decision{}, false // too late: told as ever
	}
	decision.Unsent = in.MessageID
	if state.Ref == in.MessageID {
		decision.State = State{}
	}
	return decision, true
}

// takeBackActs undoes what of the acts stands and may be undone by this person
// alone. Receipts of promises let the promise wait again.
func takeBackActs(state State, in Input, f Facts, unsent bool) Decision {
	decision := Decision{State: state}
	summary := TakenBack{Unsent: unsent}
	var refused error
	for i := range f.Mercy.Acts {
		act := f.Mercy.Acts[i]
		if !act.ReversedAt.IsZero() {
			summary.Left++
			continue
		}
		entries, err := takeBackOne(act, in, f)
		if err != nil {
			refused = err
			continue
		}
		decision.Entries = append(decision.Entries, entries...)
		summary.Acts = append(summary.Acts, act)
		renewed := len(entries) > 1
		if renewed {
			summary.Renewed++
		}
		if act.Owner.ID != f.Person.Member.ID && !act.Owner.ID.IsZero() {
			decision.Replies = append(decision.Replies, Told{To: act.Owner, Ride: f.Fund.ReceiptDelivery == store.DeliveryRide,
				Reply: TakenBackFor{Act: act, By: f.Person.Member.Name, Renewed: renewed}})
		}
	}
	if len(summary.Acts) == 0 {
		return say(state, refusedMercy(f, refused))
	}
	decision.Replies = append([]Reply{summary}, decision.Replies...)
	return decision
}

// takeBackOne gives the reversal, and the promise anew where one was received.
func takeBackOne(act store.PostedAct, in Input, f Facts) ([]ledger.Entry, error) {
	back, err := ledger.TakeBack(act.Entry, in.At, f.Mercy.ClosedThrough, actOn(act.Entry, "takeback", in, f))
	if err != nil || act.Promise == nil {
		return []ledger.Entry{back}, err
	}
	again, err := ledger.Renew(*act.Promise, actOn(act.Entry, "renew", in, f))
	if err != nil {
		return []ledger.Entry{back}, nil // the promise is over its day: it can be made anew
	}
	return []ledger.Entry{back, again}, nil
}

// refusedMercy says why nothing was taken back, about the first of the acts.
func refusedMercy(f Facts, refused error) MercyNote {
	act := f.Mercy.Acts[0]
	note := MercyNote{Topic: MercyDone, Act: &act}
	switch {
	case !maySeeAct(f, act):
		return MercyNote{Topic: MercyNothing}
	case errors.Is(refused, ledger.ErrNotMaker):
		note.Topic, note.MayCorrect = MercyNotYours, mayPropose(f.Person.Member, act)
	case refused != nil:
		note.Topic, note.MayCorrect = MercyLate, mayPropose(f.Person.Member, act)
	}
	return note
}

// maySeeAct: a forwarded button shows nobody another's money.
func maySeeAct(f Facts, act store.PostedAct) bool {
	return act.Owner.ID == f.Person.Member.ID || act.Actor == f.Person.Member.ID || f.Person.May(ledger.RightSeePeople)
}
