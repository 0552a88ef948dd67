package conversation

import (
	"time"

	"sajja/bot/intent"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// Kind is what came in.
type Kind string

// What can come in. Everything else LINE may send has nothing to answer and
// does not reach a turn.
const (
	KindText     Kind = "text"
	KindButton   Kind = "button"
	KindStale    Kind = "stale" // a button this version does not know
	KindSticker  Kind = "sticker"
	KindImage    Kind = "image"
	KindVoice    Kind = "voice"
	KindFile     Kind = "file"
	KindLocation Kind = "location"
	KindUnsend   Kind = "unsend"
	KindFollow   Kind = "follow"
	KindJoin     Kind = "join"
)

// Input is one event, read.
type Input struct {
	Kind    Kind
	EventID string
	// UserID is who wrote, as LINE knows her.
	UserID string
	// MessageID is the message that came, or that was taken back.
	MessageID string
	// Group says it happened in a group or room; Addressed that the bot was
	// spoken to there.
	Group, Addressed bool
	// At is when it happened, which may be long before now.
	At time.Time
	// Text and Meaning of a text message.
	Text    string
	Meaning intent.Result
	Button  Button
	// Answer is the button that let this message go on, which was held back before.
	Answer *Button
}

// Facts are what a turn knows, read in the transaction that carries it out.
type Facts struct {
	Now  time.Time
	Fund store.Fund
	// Person is nil for somebody without a member's record.
	Person *store.Person
	// Waiting is one page of the fund's waiting list, Totals covers all pages.
	Waiting []store.WaitingEntry
	Totals  []store.WaitingTotal
	Page    int
	// Mine are the person's own waiting entries, newest first.
	Mine []store.WaitingEntry
	// Found are those of the entries asked for that still wait, Resolved tells
	// how the others ended.
	Found    []store.WaitingEntry
	Resolved []store.Resolution
	// Statement are the person's latest acts, newest first.
	Statement []store.StatementLine
	// KeyUsed: this very act is in the books already.
	KeyUsed bool
	// Unsent: the message was taken back before we came to it.
	Unsent bool
	// ClosedThrough is the last closed day, looked up when an act was refused before:
	// what would count on such a day counts on the first open one.
	ClosedThrough ledger.Date
	// Officers hold an office today, those without LINE too.
	Officers []store.Member
	// Linking is what a turn about links knows; nil for another.
	Linking *LinkingFacts

	Mercy      *MercyFacts
	Arrears    *ArrearsFacts
	Correction *CorrectionFacts
	Dispute    *DisputeFacts
	Closing    *ClosingFacts
	Figure     *store.FigureCheck
	// Cash is what is known of cash in officers' hands; nil when not asked.
	Cash *CashFacts
	// Ties tell whose money the person may not confirm.
	Ties ledger.Ties

	Family  *FamilyFacts
	Roster  *RosterFacts
	Privacy *PrivacyFacts
}

// Needs says which facts beyond the person a turn must know.
type Needs struct {
	Waiting   bool
	Page      int
	Mine      bool
	Statement bool
	Entries   []ledger.EntryID
	Keys      []string // the waiting entry that one of these acts made
	Acts      []string // whether one of these acts was done before
	Unsent    bool
	Officers  bool
	Linking   *LinkingNeeds

	Mercy      *MercyNeeds
	Arrears    *ArrearsNeeds
	Correction *CorrectionNeeds
	Dispute    *DisputeNeeds
	Closing    *ClosingNeeds
	Figure     *FigureNeeds
	Cash       *CashNeeds
	Ties       bool // whose money may not be confirmed by the person

	Family  *FamilyNeeds
	Roster  *RosterNeeds
	Privacy *PrivacyNeeds
}

// PageSize is how many waiting entries one card shows: as many as fit on it with
// the longest names, and no more than its "all of these" button can name.
const PageSize = 6

// MineMax is how many of one's own waiting entries can be offered for choice.
const MineMax = 4

// StatementLength is how many lines the passbook card shows.
const StatementLength = 10

// NeedsOf tells what to look up before Step.
func NeedsOf(now time.Time, state State, in Input, person *store.Person) Needs {
	var needs Needs
	if in.Group {
		return needs
	}
	if in.Kind == KindText && state.isCold(now) {
		state = State{}
	}
	if person == nil {
		linkingNeeds(&needs, state, in, nil)
		return needs
	}
	switch in.Kind {
	case KindText:
		needs = needsOfText(state, in, person)
	case KindButton:
		needs = needsOfButton(state, in.Button)
	case KindUnsend:
		acts := []string{messageKey(in.MessageID), againKey(in.MessageID)}
		needs = Needs{Keys: acts, Acts: acts}
	}
	for _, s := range subjects() {
		s.needs(&needs, state, in, person)
	}
	return needs
}

func needsOfText(state State, in Input, person *store.Person) Needs {
	// What may hand money in is not worked once it was taken back.
	needs := Needs{Unsent: in.Meaning.Intent == intent.Deposit || state.Ask == AskAmount || state.Ask == AskAgain}
	if state.Ask == AskReason {
		needs.Entries = []ledger.EntryID{state.Entry}
	}
	switch in.Meaning.Intent {
	case intent.Balance, intent.Statement:
		needs.Statement = true
	case intent.Cancel:
		needs.Mine = true
	case intent.Pending:
		needs.Waiting, needs.Mine = person.May(ledger.RightSeeWaiting), true
	case intent.Confirm:
		if state.Ask == AskAgain {
			needs.Acts = []string{againKey(state.Ref)}
		}
	}
	return needs
}

func needsOfButton(state State, b Button) Needs {
	switch b.Verb {
	case VerbResume:
		if state.Ask == AskReason {
			return Needs{Entries: []ledger.EntryID{state.Entry}}
		}
		return Needs{}
	case VerbPage:
		return Needs{Waiting: true, Page: b.Page}
	case VerbAgain:
		return Needs{Acts: []string{againKey(b.Ref)}}
	}
	return Needs{Entries: b.Entries, Ties: b.Verb == VerbReceive}
}

func messageKey(messageID string) string { return "message:" + messageID }
func againKey(messageID string) string   { return "again:" + messageID }

// ActKey gives the name under which this input's act would stand in the books,
// so that one that was done before is known; empty where none can be made.
func ActKey(in Input) string {
	switch {
	case in.Kind == KindText:
		return messageKey(in.MessageID)
	case in.Kind == KindButton && in.Button.Verb == VerbAgain:
		return againKey(in.Button.Ref)
	}
	return ""
}

// BareAmount gives the amount of a message that is nothing but one clear amount,
// such as the answer to "how much?"; nil for anything else.
func (in Input) BareAmount() *ledger.Money {
	amount, err := thai.ParseAmount(in.Text)
	if err != nil {
		return nil
	}
	money, ok := amount.Money()
	if !ok || !money.IsPositive() {
		return nil
	}
	return &money
}
