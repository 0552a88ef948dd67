package conversation

import (
	"strconv"
	"strings"

	"sajja/bot/intent"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// Verbs of the month's close.
const (
	VerbCloseSign    Verb = "close-sign"    // my signature under this count
	VerbCloseReturn  Verb = "close-return"  // it does not agree with what I see
	VerbCloseRecount Verb = "close-recount" // the questions from the beginning
)

// The questions of the month's close.
const (
	AskClosingCash Ask = "closing-cash" // what lies in the box
	AskClosingBank Ask = "closing-bank" // what the bank book says
	AskClosingNote Ask = "closing-note" // where the difference comes from
)

// ClosingNeeds asks for what the books say at the end of a day and how far its
// closing is.
type ClosingNeeds struct {
	// Today is the day on which it is asked; Through the day to close, zero for the
	// month that is due.
	Today, Through ledger.Date
	ID             ledger.ClosingID
}

// ClosingFacts are that, for the day that was found to be due.
type ClosingFacts struct {
	Through ledger.Date // zero when no month is due
	Books   store.ClosingBooks
	Closing *ledger.Closing
}

// ClosingStart shows what the books say and what is not settled, and asks what
// lies in the box.
type ClosingStart struct {
	Through ledger.Date
	Books   store.ClosingBooks
}

// ClosingQuestion asks for the next figure, or for the words to a difference.
type ClosingQuestion struct {
	Ask     Ask
	Through ledger.Date
	Count   ledger.Count
}

// ClosingCard shows a count beside the books: to whom can sign it, or who waits
// for the other.
type ClosingCard struct {
	Closing ledger.Closing
	Books   store.ClosingBooks
	// Step is the count's place, which the button names: a later count is not
	// signed unseen.
	Step int
	// MaySign puts the signing button on it, IsSecond says that it is the second.
	MaySign, IsSecond bool
	// Signer is who signed first; empty when nobody has.
	Signer string
	// Moved shows what the books said before they moved.
	Moved *ledger.Figures
	// Returned is who sent it back.
	Returned string
}

// MonthClosed tells that a month is closed, by whom.
type MonthClosed struct {
	Through       ledger.Date
	Count         ledger.Count
	First, Second string
}

// LastClosing tells everybody when the books were closed last.
type LastClosing struct{ Books store.ClosingBooks }

// ClosingTopic names a short answer about closing.
type ClosingTopic string

// The topics.
const (
	ClosingNotDue    ClosingTopic = "not-due"     // the month before is closed
	ClosingFuture    ClosingTopic = "future"      // that day has not come
	ClosingDay       ClosingTopic = "day"         // no day was understood
	ClosingOrder     ClosingTopic = "order"       // that day is closed
	ClosingOver      ClosingTopic = "over-by-now" // it is closed by now
	ClosingMissing   ClosingTopic = "missing"     // no such closing
	ClosingTwice     ClosingTopic = "twice"       // one's own signature is there
	ClosingHousehold ClosingTopic = "household"   // of the first signer's household
	ClosingLeft      ClosingTopic = "left"        // the first signer left office
	ClosingNobody    ClosingTopic = "nobody"      // nobody could sign second
	ClosingNewer     ClosingTopic = "newer"       // there is a newer count
	ClosingSent      ClosingTopic = "sent"        // it was sent back
	ClosingNoStrong  ClosingTopic = "no-officer"  // one signature must be the treasurer's or the chair's
	ClosingOfficers  ClosingTopic = "officers"    // closing is for those who sign
)

// ClosingTopics are all, for the test that each has its words.
var ClosingTopics = [...]ClosingTopic{ClosingNotDue, ClosingFuture, ClosingDay, ClosingOrder, ClosingOver, ClosingMissing, ClosingTwice,
	ClosingHousehold, ClosingLeft, ClosingNobody, ClosingNewer, ClosingSent, ClosingNoStrong, ClosingOfficers}

// ClosingNote is a short answer.
type ClosingNote struct {
	Topic   ClosingTopic
	Through ledger.Date
	Name    string
}

func (ClosingStart) isReply()    {}
func (ClosingQuestion) isReply() {}
func (ClosingCard) isReply()     {}
func (MonthClosed) isReply()     {}
func (LastClosing) isReply()     {}
func (ClosingNote) isReply()     {}

func closing() subject { return subject{needs: needsOfClosing, step: stepClosing} }

func needsOfClosing(n *Needs, state State, in Input, person *store.Person) {
	today := ledger.DateOf(in.At)
	switch {
	case in.Kind == KindButton:
		switch in.Button.Verb {
		case VerbCloseSign, VerbCloseReturn, VerbCloseRecount:
			if id, err := ParseIDArg(in.Button.Args[0]); err == nil {
				n.Closing, n.Officers = &ClosingNeeds{Today: today, ID: ledger.ClosingID{UUID: id}}, true
			}
		}
	case in.Kind != KindText:
	case in.Meaning.Intent == intent.CloseMonth:
		through, _ := dayOf(in.Meaning.Slots.Text, in)
		n.Closing, n.Officers = &ClosingNeeds{Today: today, Through: through}, true
	case in.Meaning.Intent == intent.LastClosing:
		n.Closing = &ClosingNeeds{Today: today}
	case isClosingAsk(state.Ask):
		draft, ok := readClosingDraft(state)
		if ok {
			n.Closing, n.Officers = &ClosingNeeds{Today: today, Through: draft.Through}, true
		}
	}
}

func isClosingAsk(ask Ask) bool {
	return ask == AskClosingCash || ask == AskClosingBank || ask == AskClosingNote
}

// dayOf reads a day that was written behind the command; zero for none.
func dayOf(text string, in Input) (ledger.Date, bool) {
	if strings.TrimSpace(text) == "" {
		return ledger.Date{}, true
	}
	days, err := thai.ParseDate(text, ledger.DateOf(in.At), thai.Back)
	return days.To, err == nil
}

// closingDraft is what was typed so far; the count that comes of it is a row.
type closingDraft struct {
	Through    ledger.Date
	Cash, Bank ledger.Money
}

func (d closingDraft) state(ask Ask) State {
	return State{Ask: ask, Text: strings.Join([]string{d.Through.String(),
		strconv.FormatInt(d.Cash.Satang(), 10), strconv.FormatInt(d.Bank.Satang(), 10)}, " ")}
}

func readClosingDraft(state State) (closingDraft, bool) {
	parts := strings.Fields(state.Text)
	if len(parts) != 3 {
		return closingDraft{}, false
	}
	through, err := ledger.ParseDate(parts[0])
	cash, errCash := strconv.ParseInt(parts[1], 10, 64)
	bank, errBank := strconv.ParseInt(parts[2], 10, 64)
	return closingDraft{through, ledger.MoneyFromSatang(cash), ledger.MoneyFromSatang(bank)}, err == nil && errCash == nil && errBank == nil
}

// CountedAmount gives the amount of a message that is nothing but one clear
// amount, nothing at all among them: what somebody counted.
func (in Input) CountedAmount() (ledger.Money, bool) {
	amount, err := thai.ParseAmount(in.Text)
	if err != nil || amount.Number.Doubt != thai.Clear || amount.Satang() < 0 {
		return ledger.Money{}, false
	}
	if amount.Satang() == 0 {
		return ledger.Money{}, true
	}
	return amount.Money()
}

func stepClosing(state State, in Input, f Facts) (Decision, bool) {
	switch {
	case f.Closing == nil:
		return Decision{}, false
	case in.Kind == KindText && in.Meaning.Intent == intent.LastClosing:
		return say(state, LastClosing{f.Closing.Books}), true
	case !f.Person.May(ledger.RightSignClose):
		return say(State{}, ClosingNote{Topic: ClosingOfficers}), true
	case in.Kind == KindButton:
		return stepClosingButton(state, in, f), true
	case in.Meaning.Intent == intent.CloseMonth:
		return startClosing(state, in, f), true
	}
	return answerClosing(state, in, f)
}

// startClosing begins with what the books say, or shows how far it is.
func startClosing(state State, in Input, f Facts) Decision {
	c := f.Closing
	if _, ok := dayOf(in.Meaning.Slots.Text, in); !ok {
		return say(state, ClosingNote{Topic: ClosingDay})
	}
	switch {
	case c.Through.IsZero():
		return say(state, LastClosing{c.Books}, ClosingNote{Topic: ClosingNotDue, Through: c.Books.ClosedThrough})
	case c.Through.After(ledger.DateOf(f.Now)):
		return say(state, ClosingNote{Topic: ClosingFuture, Through: c.Through})
	case !c.Books.ClosedThrough.IsZero() && !c.Through.After(c.Books.ClosedThrough):
		return say(state, LastClosing{c.Books}, ClosingNote{Topic: ClosingOrder, Through: c.Books.ClosedThrough})
	}
	if c.Closing != nil {
		if _, signed := c.Closing.Last(); !signed.By.IsZero() {
			return say(State{}, closingCard(f, *c.Closing, f.Person.Member))
		}
	}
	return say(closingDraft{Through: c.Through}.state(AskClosingCash), ClosingStart{c.Through, c.Books})
}

// answerClosing takes the figure or the words that were asked for.
func answerClosing(state State, in Input, f Facts) (Decision, bool) {
	draft, ok := readClosingDraft(state)
	if !ok {
		return Decision{}, false
	}
	if in.Meaning.Intent == intent.Cancel || in.Meaning.Intent == intent.Deny {
		return note(State{}, TopicDismissed), true
	}
	amount, isAmount := in.CountedAmount()
	switch {
	case state.Ask == AskClosingNote && interrupts(in.Meaning.Intent) && in.Meaning.Intent != intent.Deposit:
		return Decision{}, false
	case state.Ask == AskClosingNote:
		return countClosing(f, draft, cleanWords(in.Text)), true
	case !isAmount && saysNothing(in.Meaning):
		return say(state, closingQuestion(f, draft, state.Ask)), true
	case !isAmount:
		return Decision{}, false
	case state.Ask == AskClosingCash:
		draft.Cash = amount
		return say(draft.state(AskClosingBank), closingQuestion(f, draft, AskClosingBank)), true
	}
	draft.Bank = amount
	return countClosing(f, draft, ""), true
}

func closingQuestion(f Facts, draft closingDraft, ask Ask) ClosingQuestion {
	return ClosingQuestion{Ask: ask, Through: draft.Through,
		Count: ledger.Count{Cash: draft.Cash, Bank: draft.Bank, Books: f.Closing.Books.Figures}}
}

// countClosing writes the count down when its difference is explained, and shows
// it to be signed.
func countClosing(f Facts, draft closingDraft, words string) Decision {
	count := ledger.Count{Cash: draft.Cash, Bank: draft.Bank, Note: words, Books: f.Closing.Books.Figures}
	if count.NeedsNote() {
		return say(draft.state(AskClosingNote), closingQuestion(f, draft, AskClosingNote))
	}
	var decision Decision
	way := f.Closing.Closing
	if way == nil {
		way = &ledger.Closing{ID: ledger.NewClosingID(), Fund: f.Fund.ID, Through: draft.Through}
		decision.Acts = append(decision.Acts, store.BeginClosing{ID: way.ID, Through: way.Through, By: f.Person.Member.ID, At: f.Now})
	}
	step := ledger.ClosingStep{Kind: ledger.StepCount, By: f.Person.Member.ID, At: f.Now, Count: count}
	return takeClosingStep(f, *way, step, decision)
}

// takeClosingStep adds a step and shows how things stand to the one who took it.
func takeClosingStep(f Facts, way ledger.Closing, step ledger.ClosingStep, decision Decision) Decision {
	decision.Acts = append(decision.Acts, store.StepClosing{Closing: way.ID, Step: len(way.Steps) + 1, ClosingStep: step})
	way.Steps = append(way.Steps, step)
	decision.Replies = append(decision.Replies, closingCard(f, way, f.Person.Member))
	return decision
}

// closingCard shows the last count to one of those who sign.
func closingCard(f Facts, way ledger.Closing, to store.Member) ClosingCard {
	card := ClosingCard{Closing: way, Books: f.Closing.Books, Step: countStep(way), MaySign: true}
	if _, signed := way.Last(); !signed.By.IsZero() {
		first := officerOr(append(f.Officers, f.Person.Member), signed.By, store.Member{})
		card.Signer, card.IsSecond = first.Name, true
		card.MaySign = to.ID != signed.By && !sameHousehold(to, first)
	}
	return card
}

// countStep is the place of the last count, from 1.
func countStep(way ledger.Closing) int {
	place := 0
	for i, s := range way.Steps {
		if s.Kind == ledger.StepCount {
			place = i + 1
		}
	}
	return place
}
