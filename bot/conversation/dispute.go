package conversation

import (
	"strings"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// Verbs of disputes.
const (
	VerbDispute         Verb = "dispute"    // this line, or the whole, is not right
	VerbDisputeSend     Verb = "d-send"     // without further words
	VerbDisputeAnswer   Verb = "d-answer"   // the officer explains
	VerbDisputeAccept   Verb = "d-accept"   // the member understands
	VerbDisputeWithdraw Verb = "d-withdraw" // she has found it right
	VerbDisputeEscalate Verb = "d-escalate" // the whole committee is to look
	VerbDisputeClose    Verb = "d-close"    // an officer would close it, or signs that
	VerbDisputeShow     Verb = "d-show"     // an officer looks at one
)

// DisputeWhole stands for "the whole figure" where a button names a line.
const DisputeWhole = "all"

// The questions of disputes.
const (
	AskDisputeWords  Ask = "dispute-words"  // what is not right about it
	AskDisputeAnswer Ask = "dispute-answer" // the explanation to the member
	AskDisputeClose  Ask = "dispute-close"  // why it is closed
)

const (
	// DisputeLines is how many of her latest lines a member picks from.
	DisputeLines = 6
	// DisputesShown is how many a list shows.
	DisputesShown = 10
	// disputeWordsMax bounds what is kept of somebody's words, in letters.
	disputeWordsMax = 500
)

// DisputeNeeds asks for a person's disputes, one by its ID, or the fund's open ones.
type DisputeNeeds struct {
	ID ledger.DisputeID
	// Mine: her own; Lines: her latest lines; Open: the fund's.
	Mine, Lines, Open bool
	Entry             ledger.EntryID
}

// DisputeFacts are what was found.
type DisputeFacts struct {
	Record *store.DisputeRecord
	Mine   []store.DisputeRecord
	Open   []store.DisputeRecord
	Totals store.DisputeTotals
	Lines  []store.PostedAct
	Act    *store.PostedAct
}

// DisputePick asks a member which figure is not right.
type DisputePick struct{ Lines []store.PostedAct }

// DisputeAsk asks for words: of the member what is not right, of an officer the
// answer or why it is closed.
type DisputeAsk struct {
	Ask    Ask
	Act    *store.PostedAct // of AskDisputeWords, nil for the whole
	Entry  string           // the line as buttons name it
	Record *store.DisputeRecord
}

// DisputeCard shows one dispute as far as it is, to its member or to an officer.
type DisputeCard struct {
	Record store.DisputeRecord
	// ForOfficer puts the officers' buttons on it; MayClose the one that closes.
	ForOfficer, MayClose bool
	// News says what just happened; empty for a mere look.
	News ledger.DisputeStepKind
	By   string
}

// DisputeList shows several: a member's own, or an officer's open ones.
type DisputeList struct {
	Records    []store.DisputeRecord
	Open       int
	ForOfficer bool
}

// DisputeTopic names a short answer about disputes.
type DisputeTopic string

// The topics.
const (
	DisputeNone     DisputeTopic = "none"      // nothing of one's own
	DisputeNoOpen   DisputeTopic = "no-open"   // nothing open in the fund
	DisputeOver     DisputeTopic = "over"      // it has ended
	DisputeNotYours DisputeTopic = "not-yours" // another side's step
	DisputeEarly    DisputeTopic = "early"     // two officers may not close it yet
	DisputeSecond   DisputeTopic = "second"    // another officer has to sign
	DisputeMissing  DisputeTopic = "missing"   // no such thing here
	DisputeOpened   DisputeTopic = "opened"    // one is open about this already
)

// DisputeTopics are all, for the test that each has its words.
var DisputeTopics = [...]DisputeTopic{DisputeNone, DisputeNoOpen, DisputeOver, DisputeNotYours, DisputeEarly, DisputeSecond,
	DisputeMissing, DisputeOpened}

// DisputeNote is a short answer.
type DisputeNote struct{ Topic DisputeTopic }

func (DisputePick) isReply() {}
func (DisputeAsk) isReply()  {}
func (DisputeCard) isReply() {}
func (DisputeList) isReply() {}
func (DisputeNote) isReply() {}

func dispute() subject { return subject{needs: needsOfDispute, step: stepDispute} }

func needsOfDispute(n *Needs, state State, in Input, person *store.Person) {
	switch {
	case in.Kind == KindButton:
		needsOfDisputeButton(n, in.Button)
	case in.Kind != KindText:
	case in.Meaning.Intent == intent.Dispute:
		n.Dispute = &DisputeNeeds{Lines: true, Mine: true}
	case in.Meaning.Intent == intent.DisputeStatus:
		n.Dispute = &DisputeNeeds{Mine: true, Open: person.May(ledger.RightSeePeople)}
	case state.Ask == AskDisputeWords:
		n.Dispute, n.Officers = &DisputeNeeds{Mine: true, Entry: state.Entry}, true
	case state.Ask == AskDisputeAnswer || state.Ask == AskDisputeClose:
		if id, err := ParseIDArg(state.Ref); err == nil {
			n.Dispute, n.Officers = &DisputeNeeds{ID: ledger.DisputeID{UUID: id}}, true
		}
	}
}

func needsOfDisputeButton(n *Needs, b Button) {
	switch b.Verb {
	case VerbDispute, VerbDisputeSend:
		n.Dispute, n.Officers = &DisputeNeeds{Mine: true, Entry: entryOfArg(b.Args[0])}, true
	case VerbDisputeAnswer, VerbDisputeAccept, VerbDisputeWithdraw, VerbDisputeEscalate, VerbDisputeClose, VerbDisputeShow:
		if id, err := ParseIDArg(b.Args[0]); err == nil {
			n.Dispute, n.Officers = &DisputeNeeds{ID: ledger.DisputeID{UUID: id}}, true
		}
	}
}

// entryOfArg reads a line of a button; zero for the whole.
func entryOfArg(arg string) ledger.EntryID {
	id, err := ParseIDArg(arg)
	if err != nil {
		return ledger.EntryID{}
	}
	return ledger.EntryID{UUID: id}
}

func stepDispute(state State, in Input, f Facts) (Decision, bool) {
	switch {
	case f.Dispute == nil:
		return Decision{}, false
	case in.Kind == KindButton:
		return stepDisputeButton(state, in, f), true
	case in.Meaning.Intent == intent.Dispute:
		return say(State{}, DisputePick{f.Dispute.Lines}), true
	case in.Meaning.Intent == intent.DisputeStatus:
		return disputeStatus(state, f), true
	}
	return disputeWords(state, in, f)
}

func stepDisputeButton(state State, in Input, f Facts) Decision {
	switch in.Button.Verb {
	case VerbDispute:
		return askDisputeWords(state, in, f)
	case VerbDisputeSend:
		return openDispute(f, entryOfArg(in.Button.Args[0]), "")
	}
	d := f.Dispute.Record
	isMember := d != nil && d.Member.ID == f.Person.Member.ID
	isLook := in.Button.Verb == VerbDisputeShow && f.Person.May(ledger.RightSeePeople)
	if d == nil || !isMember && !isLook && !isDisputeOfficer(f.Person.Member, *d) {
		return say(state, DisputeNote{DisputeMissing})
	}
	switch in.Button.Verb {
	case VerbDisputeShow:
		return say(state, cardOf(f, *d, f.Person.Member, "", ""))
	case VerbDisputeAnswer:
		return askOfficerWords(state, f, AskDisputeAnswer, ledger.StepAnswer)
	case VerbDisputeAccept:
		return disputeStep(state, f, ledger.StepAccept, "")
	case VerbDisputeWithdraw:
		return disputeStep(state, f, ledger.StepWithdraw, "")
	case VerbDisputeEscalate:
		return disputeStep(state, f, ledger.StepEscalate, "")
	}
	if _, isProposed := d.Proposed(); isProposed {
		return disputeStep(state, f, ledger.StepSettle, "")
	}
	return askOfficerWords(state, f, AskDisputeClose, ledger.StepPropose)
}

// isDisputeOfficer tells who answers for figures: whoever signs a month or may see
// people, not of the member's own household; never an auditor, who writes nothing.
func isDisputeOfficer(o store.Member, d store.DisputeRecord) bool {
	return o.May(ledger.RightSignClose) && !sameHousehold(o, d.Member)
}

// ownOpen gives her open dispute about a line, or about the whole.
func ownOpen(f Facts, entry ledger.EntryID) *store.DisputeRecord {
	for i := range f.Dispute.Mine {
		if d := &f.Dispute.Mine[i]; d.Entry == entry && d.State().IsOpen() {
			return d
		}
	}
	return nil
}

func askDisputeWords(state State, in Input, f Facts) Decision {
	entry := entryOfArg(in.Button.Args[0])
	if open := ownOpen(f, entry); open != nil {
		return say(state, DisputeNote{DisputeOpened}, cardOf(f, *open, f.Person.Member, "", ""))
	}
	if !entry.IsZero() && (f.Dispute.Act == nil || f.Dispute.Act.Owner.ID != f.Person.Member.ID) {
		return say(state, DisputeNote{DisputeMissing})
	}
	return say(State{Ask: AskDisputeWords, Entry: entry}, DisputeAsk{Ask: AskDisputeWords, Act: f.Dispute.Act, Entry: argOfEntry(entry)})
}

func argOfEntry(entry ledger.EntryID) string {
	if entry.IsZero() {
		return DisputeWhole
	}
	return IDArg(entry.UUID)
}

// openDispute writes it down, with an owner from the first moment, and tells the
// officers who answer.
func openDispute(f Facts, entry ledger.EntryID, words string) Decision {
	if open := ownOpen(f, entry); open != nil {
		return say(State{}, DisputeNote{DisputeOpened}, cardOf(f, *open, f.Person.Member, "", ""))
	}
	member := f.Person.Member
	figure, actor := wholeFigure(f), ledger.MemberID{}
	if !entry.IsZero() {
		if f.Dispute.Act == nil || f.Dispute.Act.Owner.ID != member.ID {
			return say(State{}, DisputeNote{DisputeMissing})
		}
		figure, actor = f.Dispute.Act.Amount(), f.Dispute.Act.Actor
	}
	return beginDispute(f, newDispute(f, entry, figure, actor, words))
}

// newDispute makes the record that is going to be.
func newDispute(f Facts, entry ledger.EntryID, figure ledger.Money, actor ledger.MemberID, words string) store.DisputeRecord {
	owner := ledger.DisputeOwner(holdersOf(f.Officers, f.Person.Member), f.Person.Member.ID, actor)
	return store.DisputeRecord{
		Dispute: ledger.Dispute{
			ID: ledger.NewDisputeID(), Fund: f.Fund.ID, Member: f.Person.Member.ID, Entry: entry, Figure: figure,
			Words: words, Owner: owner, OpenedAt: f.Now,
		},
		Number: f.Dispute.Totals.Last + 1, Member: f.Person.Member, Line: f.Dispute.Act,
		Owner: officerOr(f.Officers, owner, store.Member{}),
	}
}

func beginDispute(f Facts, d store.DisputeRecord) Decision {
	decision := Decision{
		Acts:    []store.Act{store.OpenDispute{Dispute: d.Dispute, Number: d.Number}},
		Replies: []Reply{cardOf(f, d, f.Person.Member, openedNow, "")},
	}
	for _, o := range f.Officers {
		if o.May(ledger.RightCorrect) && !sameHousehold(o, d.Member) || o.ID == d.Owner.ID && !o.ID.IsZero() {
			decision.Replies = append(decision.Replies, Told{To: o, Reply: cardOf(f, d, o, openedNow, f.Person.Member.Name)})
		}
	}
	return decision
}

// openedNow is the news of a dispute's first moment.
const openedNow ledger.DisputeStepKind = "opened"

// wholeFigure is what stands of the money that the fund's members hand in.
func wholeFigure(f Facts) ledger.Money {
	if f.Fund.Preset.MemberMoney() == ledger.KindDeposit {
		return f.Person.Money.Savings
	}
	return f.Person.Money.Contribution
}

// holdersOf leaves out those of the member's household: they look with her eyes.
func holdersOf(officers []store.Member, member store.Member) []ledger.Holder {
	var holders []ledger.Holder
	for _, o := range officers {
		if !sameHousehold(o, member) {
			holders = append(holders, ledger.Holder{Member: o.ID, Offices: o.Offices})
		}
	}
	return holders
}

// cardOf shows a dispute to one of its sides.
func cardOf(f Facts, d store.DisputeRecord, to store.Member, news ledger.DisputeStepKind, by string) DisputeCard {
	card := DisputeCard{Record: d, ForOfficer: to.ID != d.Member.ID, News: news, By: by}
	if card.ForOfficer {
		step := ledger.DisputeStep{Kind: ledger.StepPropose, By: to.ID, At: f.Now, Words: "?"}
		card.MayClose = d.CheckStep(step, true) == nil
	}
	return card
}

func disputeStatus(state State, f Facts) Decision {
	if f.Person.May(ledger.RightSeePeople) {
		if len(f.Dispute.Open) == 0 {
			return say(state, DisputeNote{DisputeNoOpen})
		}
		return say(state, DisputeList{f.Dispute.Open, f.Dispute.Totals.Open, true})
	}
	switch len(f.Dispute.Mine) {
	case 0:
		return say(state, DisputeNote{DisputeNone})
	case 1:
		return say(state, cardOf(f, f.Dispute.Mine[0], f.Person.Member, "", ""))
	}
	return say(state, DisputeList{Records: f.Dispute.Mine})
}

// cleanWords are somebody's words as they are kept.
func cleanWords(text string) string {
	words := []rune(strings.Join(strings.Fields(text), " "))
	return string(words[:min(len(words), disputeWordsMax)])
}
