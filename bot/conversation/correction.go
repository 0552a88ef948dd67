package conversation

import (
	"errors"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// Verbs of corrections.
const (
	VerbCorrect     Verb = "correct"      // this entry is not right
	VerbCorrectUndo Verb = "correct-undo" // it should not be there at all
	VerbAgree       Verb = "agree"        // yes to a proposal
	VerbDecline     Verb = "decline"      // no to it
)

// AskCorrectAmount is the question for the right amount.
const AskCorrectAmount Ask = "correct-amount"

// CorrectLines is how many of a member's latest lines are offered.
const CorrectLines = 6

// CorrectionNeeds asks for the lines of a member, an entry, or a proposal.
type CorrectionNeeds struct {
	// Own or Of: whose latest lines; Of is a number, a name, or a document number.
	Own   bool
	Of    string
	Entry ledger.EntryID
	// Correction is a proposal that somebody answers.
	Correction ledger.CorrectionID
}

// CorrectionFacts are what was found.
type CorrectionFacts struct {
	Lines []store.PostedAct
	// Owner is whose lines they are; Many says that several members fit.
	Owner store.Member
	Many  bool
	// Act is the entry asked for, Latest the latest proposal for it.
	Act      *store.PostedAct
	Latest   *store.CorrectionRecord
	Proposal *store.CorrectionRecord
	// Dispute is the open one about the entry.
	Dispute       *store.DisputeRecord
	ClosedThrough ledger.Date
}

// CorrectionLines offers a member's latest lines to correct.
type CorrectionLines struct {
	Owner store.Member
	Lines []store.PostedAct
}

// CorrectionAsk asks for the right amount.
type CorrectionAsk struct{ Act store.PostedAct }

// CorrectionProposed tells the one who proposes who has to agree.
type CorrectionProposed struct {
	Act   store.PostedAct
	Right ledger.Money
	// Others are the names of those asked.
	Others []string
}

// CorrectionCard shows the other side both lines, with yes and no.
type CorrectionCard struct {
	Correction store.Correction
	Act        store.PostedAct
	Proposer   string
	// Witness says that the member has no LINE: a second officer stands in.
	Witness bool
}

// CorrectionDone tells that a correction is in the books.
type CorrectionDone struct {
	Act      store.PostedAct
	Right    ledger.Money
	Reversal int // index in Decision.Entries
	By       string
	// NextDay says that it counts on the first open day.
	NextDay ledger.Date
}

// CorrectionEnded tells how a proposal ended.
type CorrectionEnded struct {
	Act   store.PostedAct
	Right ledger.Money
	End   store.CorrectionEnd
	By    string
}

func (CorrectionLines) isReply()    {}
func (CorrectionAsk) isReply()      {}
func (CorrectionProposed) isReply() {}
func (CorrectionCard) isReply()     {}
func (CorrectionDone) isReply()     {}
func (CorrectionEnded) isReply()    {}

func correction() subject { return subject{needs: needsOfCorrection, step: stepCorrection} }

func needsOfCorrection(n *Needs, state State, in Input, person *store.Person) {
	switch {
	case in.Kind == KindButton:
		needsOfCorrectionButton(n, in.Button)
	case in.Kind != KindText:
	case in.Meaning.Intent == intent.Correct:
		n.Correction = &CorrectionNeeds{Own: true}
	case in.Meaning.Intent == intent.CorrectOf:
		n.Correction = &CorrectionNeeds{Of: in.Meaning.Slots.Text}
	case state.Ask == AskCorrectAmount:
		n.Correction, n.Officers = &CorrectionNeeds{Entry: state.Entry}, true
	}
}

func needsOfCorrectionButton(n *Needs, b Button) {
	switch b.Verb {
	case VerbCorrect, VerbCorrectUndo:
		if id, err := ParseIDArg(b.Args[0]); err == nil {
			n.Correction, n.Officers = &CorrectionNeeds{Entry: ledger.EntryID{UUID: id}}, true
		}
	case VerbAgree, VerbDecline:
		if id, err := ParseIDArg(b.Args[0]); err == nil {
			n.Correction, n.Officers = &CorrectionNeeds{Correction: ledger.CorrectionID{UUID: id}}, true
		}
	}
}

func stepCorrection(state State, in Input, f Facts) (Decision, bool) {
	switch {
	case f.Correction == nil:
		return Decision{}, false
	case in.Kind == KindButton && in.Button.Verb == VerbCorrect:
		return askRight(state, f), true
	case in.Kind == KindButton && in.Button.Verb == VerbCorrectUndo:
		return proposeCorrection(in, f, ledger.Money{}), true
	case in.Kind == KindButton:
		return answerProposal(state, in, f), true
	case state.Ask == AskCorrectAmount && in.Meaning.Intent != intent.Correct && in.Meaning.Intent != intent.CorrectOf:
		return rightAmount(state, in, f)
	}
	return showLines(state, f), true
}

// showLines offers the lines found. Whose they are is shown to herself and to
// officers who may see people only.
func showLines(state State, f Facts) Decision {
	found := f.Correction
	isOwn := found.Owner.ID == f.Person.Member.ID
	switch {
	case !isOwn && !f.Person.May(ledger.RightReceive):
		return say(state, MercyNote{Topic: MercyOfficers})
	case found.Owner.ID.IsZero():
		return say(state, MercyNote{Topic: MercyWho})
	case len(found.Lines) == 0:
		return say(state, MercyNote{Topic: MercyNoLines, Name: found.Owner.Name})
	}
	return say(State{}, CorrectionLines{found.Owner, found.Lines})
}

// mayPropose: the member whose line it is, an officer who may correct, and the one
// who took the money.
func mayPropose(who store.Member, act store.PostedAct) bool {
	return act.Owner.ID == who.ID || who.May(ledger.RightCorrect) || who.May(ledger.RightReceive) && act.Actor == who.ID
}

// refuseCorrection says why an entry cannot be proposed for; false when it can.
func refuseCorrection(state State, f Facts) (Decision, bool) {
	act := f.Correction.Act
	switch {
	case act == nil || !mayPropose(f.Person.Member, *act):
		return say(state, MercyNote{Topic: MercyNothing}), true
	case !act.ReversedAt.IsZero():
		return say(state, MercyNote{Topic: MercyDone, Act: act}), true
	case f.Correction.Latest != nil && f.Correction.Latest.End == "":
		return say(state, MercyNote{Topic: MercyOpen, Act: act, Name: f.Correction.Latest.Proposer.Name}), true
	}
	return Decision{}, false
}

func askRight(state State, f Facts) Decision {
	if refused, ok := refuseCorrection(state, f); ok {
		return refused
	}
	act := f.Correction.Act
	return say(State{Ask: AskCorrectAmount, Entry: act.ID}, CorrectionAsk{*act})
}

// rightAmount takes the answer to the question for the right amount: a sum, or
// nothing at all.
func rightAmount(state State, in Input, f Facts) (Decision, bool) {
	if in.Meaning.Intent == intent.Deny || in.Meaning.Intent == intent.Cancel {
		return note(State{}, TopicDismissed), true
	}
	amount, ok := in.CountedAmount()
	switch {
	case ok:
		return proposeCorrection(in, f, amount), true
	case saysNothing(in.Meaning) && f.Correction.Act != nil:
		return say(state, CorrectionAsk{*f.Correction.Act}), true
	}
	return Decision{}, false
}

// proposeCorrection writes the proposal down and asks the other side.
func proposeCorrection(in Input, f Facts, right ledger.Money) Decision {
	if refused, ok := refuseCorrection(State{}, f); ok {
		return refused
	}
	act := *f.Correction.Act
	if err := checkRight(act, right); err != nil {
		return say(State{}, MercyNote{Topic: topicOfRight(err), Act: &act})
	}
	others, isWitness := otherSide(f.Person.Member, act.Owner, f.Officers)
	if len(others) == 0 {
		return say(State{}, MercyNote{Topic: MercyNoWitness, Act: &act})
	}
	made := store.Correction{
		ID: ledger.NewCorrectionID(), Fund: f.Fund.ID, Entry: act.ID, Member: act.Owner.ID, Number: 1,
		By: f.Person.Member.ID, Right: right, At: f.Now,
	}
	if f.Correction.Latest != nil {
		made.Number = f.Correction.Latest.Number + 1
	}
	if f.Correction.Dispute != nil {
		made.Dispute = f.Correction.Dispute.ID
	}
	proposed := CorrectionProposed{Act: act, Right: right}
	decision := Decision{Acts: []store.Act{store.ProposeCorrection{Correction: made}}}
	for _, o := range others {
		proposed.Others = append(proposed.Others, o.Name)
		decision.Replies = append(decision.Replies, Told{To: o, Reply: CorrectionCard{made, act, f.Person.Member.Name, isWitness}})
	}
	decision.Replies = append([]Reply{proposed}, decision.Replies...)
	return decision
}

func checkRight(act store.PostedAct, right ledger.Money) error {
	if right.Cmp(HandingMax) > 0 {
		return ledger.ErrAmount
	}
	_, err := ledger.Correct(act.Entry, right, ledger.Date{}, "", ledger.Act{At: act.RecordedAt, Cause: "check", Key: "check"})
	return err
}

func topicOfRight(err error) MercyTopic {
	switch {
	case errors.Is(err, ledger.ErrSameAmount):
		return MercySame
	case errors.Is(err, ledger.ErrNotCorrectable):
		return MercyManyLines
	}
	return MercyNothing
}

// sameHousehold tells two of one household, or one person twice.
func sameHousehold(a, b store.Member) bool {
	return a.ID == b.ID || !a.Household.IsZero() && a.Household == b.Household
}

// otherSide gives those who may agree to what somebody proposes about a member's
// line: for the member herself officers who may correct; for an officer the member,
// or a second officer as witness when she has no LINE, or is of the officer's own
// household. Only who has LINE can be asked.
func otherSide(proposer, owner store.Member, officers []store.Member) (others []store.Member, isWitness bool) {
	isMember := proposer.ID == owner.ID
	if !isMember && owner.LineUserID != "" && !sameHousehold(proposer, owner) {
		return []store.Member{owner}, false
	}
	for _, o := range officers {
		mayAgree := o.May(ledger.RightCorrect) || !isMember && o.May(ledger.RightReceive)
		if o.LineUserID != "" && mayAgree && !sameHousehold(o, proposer) && !sameHousehold(o, owner) {
			others = append(others, o)
		}
	}
	return others, !isMember
}
