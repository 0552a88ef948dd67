package conversation

import (
	"slices"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// HandingMax is the most one message may hand in. A village's daily money is
// far below; a figure above it is a slip of the finger and is asked about.
var HandingMax = ledger.MustMoney("1000000.00")

// balanceLines is how many acts stand below a balance: few, because a chat shows
// the end of a message, and the figure asked for must not scroll away.
const balanceLines = 3

// Step decides one turn. The same values always give the same decision, but for
// the fresh IDs of the entries it makes.
func Step(state State, in Input, f Facts) Decision {
	decision := askBaseline(in, f, step(state, in, f))
	decision.State = decision.State.asked(f.Now)
	return decision
}

func step(state State, in Input, f Facts) Decision {
	switch {
	case in.Group:
		return stepGroup(in)
	case f.Person == nil && state.isCold(f.Now):
		return stepStranger(State{}, in, f)
	case f.Person == nil:
		return stepStranger(state, in, f)
	}
	if !ownAsk(state.Ask) && state.isCold(f.Now) {
		state = State{}
	}
	if decision, ok := stepSubjects(state, in, f); ok {
		return decision
	}
	switch in.Kind {
	case KindText:
		return stepText(state, in, f)
	case KindButton:
		return stepButton(state, in, f)
	case KindUnsend:
		return stepUnsend(state, in, f)
	}
	topics := map[Kind]Topic{
		KindStale: TopicStaleButton, KindSticker: TopicSticker, KindImage: TopicImage, KindVoice: TopicVoice,
		KindFile: TopicFile, KindLocation: TopicLocation, KindFollow: TopicWelcome,
	}
	if topic, ok := topics[in.Kind]; ok {
		return note(state, topic)
	}
	return Decision{State: state}
}

func note(state State, topic Topic) Decision {
	return Decision{State: state, Replies: []Reply{Note{topic}}}
}

func say(state State, replies ...Reply) Decision { return Decision{State: state, Replies: replies} }

// stepGroup speaks only when spoken to, and never about a person's money.
func stepGroup(in Input) Decision {
	switch {
	case in.Kind == KindJoin:
		return note(State{}, TopicGroupHello)
	case in.Kind != KindText || !in.Addressed || in.Meaning.Silent:
		return Decision{}
	}
	switch in.Meaning.Intent {
	case intent.Help, intent.Greeting, intent.Thanks, intent.Other:
		return note(State{}, TopicGroupHelp)
	}
	return note(State{}, TopicGroupPrivate)
}

func stepText(state State, in Input, f Facts) Decision {
	if state.isCold(f.Now) {
		return stepCold(state, in, f)
	}
	if decision, ok := answerOpen(state, in, f); ok {
		return decision
	}
	decision := stepIntent(state, in, f)
	if reminder, ok := reoffer(state, in, f); ok && decision.State == state {
		decision.Replies = append(decision.Replies, reminder)
	}
	return decision
}

// stepCold answers a text as if nothing had been asked, and then offers the
// question that went cold: once, and not beside a new one.
func stepCold(state State, in Input, f Facts) Decision {
	decision := stepIntent(State{}, in, f)
	if state.Offered || decision.State != (State{}) || in.Meaning.Intent == intent.Cancel {
		return decision
	}
	state.Offered, state.At = true, f.Now.Unix()
	decision.State = state
	decision.Replies = append(decision.Replies, Draft{state})
	return decision
}

// resume asks the question of a draft once more.
func resume(state State, f Facts) Decision {
	state.Offered, state.At = false, 0
	switch {
	case state.Ask == AskAmount:
		return say(state, Question{Ask: AskAmount})
	case state.Ask == AskAgain && state.Amount != nil:
		return say(state, Question{Ask: AskAgain, Amount: *state.Amount, Ref: state.Ref})
	case state.Ask == AskReason:
		return askReason(State{}, f)
	}
	return note(State{}, TopicNothingAsked)
}

// answerOpen takes a text as the answer to the open question, if it is one.
func answerOpen(state State, in Input, f Facts) (Decision, bool) {
	kind := in.Meaning.Intent
	if state.Ask == AskNothing {
		return Decision{}, false
	}
	if kind == intent.Deny || (kind == intent.Cancel && state.Ask != AskNothing) {
		return note(State{}, TopicDismissed), true
	}
	switch state.Ask {
	case AskAgain:
		if kind == intent.Confirm && state.Amount != nil {
			return handIn(in, f, *state.Amount, againKey(state.Ref)), true
		}
	case AskAmount:
		if amount := in.BareAmount(); amount != nil {
			return deposit(State{}, in, f, *amount), true
		}
	case AskReason:
		if !interrupts(kind) {
			return refuse(f, state.Entry, freeReason(in.Text), in), true
		}
	}
	if question, ok := ask(state, f); ok && saysNothing(in.Meaning) {
		return say(state, question), true
	}
	return Decision{}, false
}

// saysNothing tells a message that neither answers the open question nor asks
// for anything else: chatter, a yes to a question that is not yes or no, or a
// sum that no one can hand in.
func saysNothing(meaning intent.Result) bool {
	switch meaning.Intent {
	case intent.Other, intent.Confirm:
		return true
	case intent.Clarify:
		return slices.Contains(meaning.Candidates, intent.Deposit)
	}
	return false
}

// interrupts tells whether a message is something of its own rather than the
// answer to an open question in free words. A word of thanks is no reason to
// refuse a member's money.
func interrupts(kind intent.Kind) bool {
	switch kind {
	case intent.Balance, intent.Statement, intent.Help, intent.Pending, intent.Deposit, intent.Cancel,
		intent.Greeting, intent.Thanks, intent.Confirm:
		return true
	}
	return false
}

// reoffer gives the open question once more after an interruption was answered.
// One whose answer is free words is never left open unsaid: whatever came next
// would be taken for the answer.
func reoffer(state State, in Input, f Facts) (Reply, bool) {
	switch in.Meaning.Intent {
	case intent.Balance, intent.Statement, intent.Help:
		return ask(state, f)
	}
	if state.Ask == AskReason {
		return ask(state, f)
	}
	return nil, false
}

// ask puts the open question; false where there is none, or where what it asks
// about is over.
func ask(state State, f Facts) (Reply, bool) {
	switch state.Ask {
	case AskAmount:
		return Question{Ask: AskAmount}, true
	case AskAgain:
		if state.Amount != nil {
			return Question{Ask: AskAgain, Amount: *state.Amount, Ref: state.Ref}, true
		}
	case AskReason:
		if len(f.Found) > 0 && f.Found[0].Entry.ID == state.Entry {
			return Question{Ask: AskReason, Entry: f.Found[0]}, true
		}
	}
	return nil, false
}

func stepIntent(state State, in Input, f Facts) Decision {
	meaning := in.Meaning
	switch meaning.Intent {
	case intent.Deposit:
		return stepDeposit(in, f)
	case intent.Balance, intent.Statement:
		lines := f.Statement
		if meaning.Intent == intent.Balance {
			lines = lines[:min(len(lines), balanceLines)]
		}
		return say(state, Passbook{f.Person, lines, f.ownArrears()})
	case intent.Cancel:
		return stepCancel(in, f)
	case intent.Pending:
		return stepPending(state, f)
	case intent.Clarify:
		return stepClarify(state, in)
	case intent.Help:
		return say(state, helpFor(f.Person))
	case intent.Greeting:
		return note(state, TopicGreeting)
	case intent.Thanks:
		return note(state, TopicThanks)
	case intent.Confirm, intent.Deny:
		return note(state, TopicNothingAsked)
	case intent.Other:
		return say(state, Guesses{})
	}
	return note(state, TopicNotYet)
}

func stepDeposit(in Input, f Facts) Decision {
	slots := in.Meaning.Slots
	switch {
	case f.Unsent:
		return Decision{}
	case slots.For != "":
		return note(State{}, TopicForOther)
	case slots.Amount == nil || !slots.Amount.IsPositive():
		return say(State{Ask: AskAmount}, Question{Ask: AskAmount})
	}
	return deposit(State{}, in, f, *slots.Amount)
}

// deposit makes the promise, unless the amount looks like a slip of the finger
// or like the same money said twice.
func deposit(state State, in Input, f Facts, amount ledger.Money) Decision {
	if amount.Cmp(HandingMax) > 0 {
		return note(state, TopicTooMuch)
	}
	for _, recent := range f.Person.Recent {
		if recent.Equal(amount) {
			next := State{Ask: AskAgain, Amount: &amount, Ref: in.MessageID}
			return say(next, Question{Ask: AskAgain, Amount: amount, Ref: in.MessageID})
		}
	}
	return handIn(in, f, amount, messageKey(in.MessageID))
}

// handIn writes the money the person hands in: a promise that waits, or at once
// where the fund chose so.
func handIn(in Input, f Facts, amount ledger.Money, key string) Decision {
	if f.Unsent {
		return Decision{}
	}
	if f.KeyUsed {
		return note(State{}, TopicAlreadyNoted)
	}
	member := f.Person.Member.ID
	handing := ledger.Handing{
		Fund: f.Fund.ID, Member: member, Kind: f.Fund.Preset.MemberMoney(), Amount: amount,
		EffectiveOn: effectiveOn(in, f), ExpiresOn: f.Fund.ExpiresOn(ledger.DateOf(f.Now)),
	}
	act := ledger.Act{Actor: member, At: f.Now, Cause: in.EventID, Key: key}
	if f.Fund.PostsAtOnce {
		entry, err := ledger.Record(handing, ledger.AccountRef{Code: ledger.CodeCashInHand}, act)
		if err != nil {
			return say(State{Ask: AskAmount}, Question{Ask: AskAmount})
		}
		return Decision{Entries: []ledger.Entry{entry}, Replies: []Reply{Posted{0, f.Person.Money, f.coveredWith(member)}}}
	}
	entry, err := ledger.Promise(handing, act)
	if err != nil {
		return say(State{Ask: AskAmount}, Question{Ask: AskAmount})
	}
	return Decision{Entries: []ledger.Entry{entry}, Replies: []Reply{Promised{0, f.Person.Money}}}
}

// effectiveOn is the day the money was spoken of: an event that comes late
// keeps its day, and a clock that runs ahead does not make a day of tomorrow.
func effectiveOn(in Input, f Facts) ledger.Date {
	day, today := ledger.DateOf(in.At), ledger.DateOf(f.Now)
	if day.IsZero() || day.After(today) {
		day = today
	}
	return ledger.FirstOpenDay(day, f.ClosedThrough)
}

func stepClarify(state State, in Input) Decision {
	candidates := in.Meaning.Candidates
	if len(candidates) == 1 && candidates[0] == intent.Deposit {
		return say(State{Ask: AskAmount}, Question{Ask: AskAmount, Amount: heardAmount(in)})
	}
	return say(state, Guesses{candidates, heardAmount(in)})
}

// heardAmount gives an amount that was read with a doubt, for a button to show;
// zero when there is none that could be handed in.
func heardAmount(in Input) ledger.Money {
	heard := in.Meaning.Heard.Amount
	if heard == nil || !heard.IsPositive() || heard.Cmp(HandingMax) > 0 {
		return ledger.Money{}
	}
	return *heard
}

// stepCancel takes back the one promise that waits; of several it asks which.
func stepCancel(in Input, f Facts) Decision {
	switch len(f.Mine) {
	case 0:
		return note(State{}, TopicNoneWaiting)
	case 1:
		return takeBack(f.Mine[0], in, f, false)
	}
	return say(State{}, Choose{f.Mine})
}

func takeBack(w store.WaitingEntry, in Input, f Facts, unsent bool) Decision {
	decision := takeBackAll([]store.WaitingEntry{w}, in, f)
	if voided, ok := decision.Replies[0].(Voided); ok {
		voided.Unsent = unsent
		decision.Replies[0] = voided
	}
	return decision
}

// takeBackAll takes back what was promised together, in one turn.
func takeBackAll(waiting []store.WaitingEntry, in Input, f Facts) Decision {
	var decision Decision
	var total ledger.Money
	for _, w := range waiting {
		void, err := ledger.Void(w.Entry, "", actOn(w.Entry, "void", in, f))
		if err != nil {
			return note(State{}, TopicNotFound)
		}
		decision.Entries = append(decision.Entries, void)
		total = total.Add(w.Entry.Amount())
	}
	decision.Replies = []Reply{Voided{Amount: total}}
	return decision
}

// actOn names the act on a waiting entry after the entry: two taps are one act.
func actOn(e ledger.Entry, verb string, in Input, f Facts) ledger.Act {
	return ledger.Act{Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID, Key: verb + ":" + e.ID.String(), ClosedThrough: f.ClosedThrough}
}

// stepUnsend ends the promise that the message made, while nobody has received
// it, and tells so.
func stepUnsend(state State, in Input, f Facts) Decision {
	var decision Decision
	switch {
	case len(f.Found) > 0:
		decision = takeBack(f.Found[0], in, f, true)
	case len(f.Resolved) > 0 && f.Resolved[0].Phase == ledger.PhasePosted,
		len(f.Resolved) == 0 && f.KeyUsed: // the fund posts at once
		decision = note(state, TopicUnsentTooLate)
	}
	decision.State, decision.Unsent = state, in.MessageID
	if state.Ref == in.MessageID {
		decision.State = State{}
	}
	return decision
}
