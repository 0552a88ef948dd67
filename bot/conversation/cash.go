package conversation

import (
	"slices"
	"strings"
	"time"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// CashNeeds says what of the fund's cash a turn must know: it is set when the
// turn is about cash in somebody's hands.
type CashNeeds struct {
	// Rounds are those under way, Villages the fund's.
	Rounds, Villages bool
	// Handover is the one on a button, Key the one that an act proposed.
	Handover ledger.HandoverID
	Key      string
	// Waiting are the hand-overs that nobody answered.
	Waiting bool
	// Holders: who holds how much. Collected: what came in on these days.
	Holders   bool
	Collected ledger.Days
}

// CashFacts are what a turn about cash knows.
type CashFacts struct {
	Rounds   []store.Round
	Villages []string
	// Handover is nil when there is none of that name.
	Handover *store.Handover
	Waiting  []store.Handover
	// Holding is what the person holds, or the giver of the hand-over.
	Holding   ledger.Holding
	Holders   []store.CashHolder
	Collected []store.Collection
}

// The open questions of cash.
const (
	AskRoundVillage   Ask = "round-village"   // which village is walked
	AskRoundCount     Ask = "round-count"     // how many of each note and coin
	AskRoundPieces    Ask = "round-pieces"    // how many of this one
	AskRoundWhy       Ask = "round-why"       // where a difference comes from
	AskHandoverAmount Ask = "handover-amount" // how much is handed over
	AskBankAmount     Ask = "bank-amount"     // how much goes to the bank
	AskBankSlip       Ask = "bank-slip"       // the number on the bank's slip
)

// The verbs of the buttons about cash.
const (
	VerbRoundVillage     Verb = "round-village"     // open the round of a village of one's own
	VerbCountFace        Verb = "count-face"        // say how many there are of one note or coin
	VerbCountDone        Verb = "count-done"        // the count is complete
	VerbHandoverTo       Verb = "handover-to"       // the receiver of an amount
	VerbHandoverConfirm  Verb = "handover-confirm"  // I have the money
	VerbHandoverRefuse   Verb = "handover-refuse"   // it has not come
	VerbHandoverWithdraw Verb = "handover-withdraw" // never mind
)

// cashSubject is cash in the hands of officers: rounds, counts, hand-overs, and
// the questions about them.
func cashSubject() subject { return subject{needs: needsOfCash, step: stepCash} }

func needsOfCash(n *Needs, state State, in Input, person *store.Person) {
	cash := CashNeeds{}
	switch in.Kind {
	case KindButton:
		if !needsOfCashButton(&cash, in.Button) {
			return
		}
	case KindText:
		if !isCashAsk(state.Ask) && !isCash(in.Meaning) {
			return
		}
		needsOfCashText(&cash, in, person)
	default:
		return
	}
	n.Officers = true
	n.Cash = &cash
}

func needsOfCashButton(n *CashNeeds, b Button) bool {
	switch b.Verb {
	case VerbRoundVillage, VerbCountFace, VerbCountDone:
		n.Rounds, n.Villages = true, b.Verb == VerbRoundVillage
	case VerbHandoverConfirm, VerbHandoverRefuse, VerbHandoverWithdraw:
		if id, err := ParseIDArg(b.Args[0]); err == nil {
			n.Handover.UUID = id
		}
	case VerbHandoverTo:
		n.Waiting, n.Key = true, handoverKey(b.Args[2])
	default:
		return false
	}
	return true
}

func needsOfCashText(n *CashNeeds, in Input, person *store.Person) {
	n.Rounds, n.Waiting = true, true
	switch in.Meaning.Intent {
	case intent.RoundOpen:
		n.Villages = true
	case intent.Report:
		n.Holders = in.Meaning.Slots.Kind == intent.Cash && person.May(ledger.RightSeeBooks)
		n.Collected, _ = daysOf(in.Meaning.Slots.Period)
	}
	n.Villages = n.Villages || in.Meaning.Intent == intent.Other
	n.Key = handoverKey(in.MessageID)
}

func isCashAsk(ask Ask) bool {
	return slices.Contains([]Ask{AskRoundVillage, AskRoundCount, AskRoundPieces, AskRoundWhy, AskHandoverAmount, AskBankAmount, AskBankSlip}, ask)
}

// isCash tells a message about the fund's cash: a command, or the questions who
// has it and how much came in.
func isCash(meaning intent.Result) bool {
	switch meaning.Intent {
	case intent.RoundOpen, intent.RoundShow, intent.CashCount, intent.RoundClose, intent.HandOver, intent.BankDeposit,
		intent.HandoversWaiting:
		return true
	case intent.Report:
		kind := meaning.Slots.Kind
		return kind == intent.Cash || kind == intent.Daily || kind == intent.Monthly
	}
	return false
}

// stepCash takes what is about cash: the answer to an open question of it, a
// command, a question, a button.
func stepCash(state State, in Input, f Facts) (Decision, bool) {
	if f.Cash == nil {
		return Decision{}, false
	}
	if in.Kind == KindButton {
		return stepCashButton(state, in, f)
	}
	if isCashAsk(state.Ask) && !isCash(in.Meaning) {
		return answerCash(state, in, f)
	}
	switch in.Meaning.Intent {
	case intent.RoundOpen:
		return openRound(in.Meaning.Slots.Text, in, f), true
	case intent.RoundShow:
		return showRound(f), true
	case intent.CashCount:
		return countCash(in, f), true
	case intent.RoundClose:
		return closeRound(in, f), true
	case intent.HandOver:
		return handOver(in, f), true
	case intent.BankDeposit:
		return bankDeposit(in, f), true
	case intent.HandoversWaiting:
		return waitingHandovers(f), true
	case intent.Report:
		return reportCash(state, in, f)
	}
	return Decision{}, false
}

func stepCashButton(state State, in Input, f Facts) (Decision, bool) {
	switch in.Button.Verb {
	case VerbRoundVillage:
		return openRound(villageAt(f, in.Button.Args[0]), in, f), true
	case VerbCountFace:
		return askPieces(state, in.Button.Args[0], f), true
	case VerbCountDone:
		return countTapped(state, in, f), true
	case VerbHandoverTo:
		return handOverTo(in, f), true
	case VerbHandoverConfirm, VerbHandoverRefuse, VerbHandoverWithdraw:
		return answerHandover(in, f), true
	}
	return Decision{}, false
}

// answerCash takes a text as the answer to an open question of cash. What is
// something else is left to the others, and the question stays open.
func answerCash(state State, in Input, f Facts) (Decision, bool) {
	kind := in.Meaning.Intent
	if kind == intent.Deny && state.Ask != AskRoundPieces && state.Ask != AskBankSlip || kind == intent.Cancel {
		return note(State{}, TopicDismissed), true
	}
	switch state.Ask {
	case AskRoundVillage:
		if kind == intent.Other || kind == intent.Clarify {
			return openRound(in.Text, in, f), true
		}
	case AskRoundCount:
		return answerCount(state, in, f)
	case AskRoundPieces:
		return answerPieces(state, in, f)
	case AskRoundWhy:
		// ลุงคำฝาก 20 ยังไม่ได้ลง explains a difference; it is no promise of the collector's.
		if !interrupts(kind) || kind == intent.Deposit {
			return explain(in, f), true
		}
	case AskHandoverAmount, AskBankAmount:
		amount := in.BareAmount()
		switch {
		case amount == nil:
			return Decision{}, false
		case state.Ask == AskBankAmount:
			return askSlip(*amount, "", in, f), true
		}
		return propose(wantedHandover{amount: *amount, receiver: state.Text}, in, f), true
	case AskBankSlip:
		if state.Amount != nil && !interrupts(kind) {
			return proposeBank(*state.Amount, slipOf(in), in, f), true
		}
	}
	return Decision{}, false
}

// CashNote is a sentence about cash with its figures and names.
type CashNote struct {
	Topic         CashTopic
	Amount, Other ledger.Money
	Name, Village string
	// Villages to choose from, as buttons.
	Villages []string
}

// CashTopic names a sentence about cash.
type CashTopic string

// The sentences about cash.
const (
	CashNoRound       CashTopic = "no-round"       // none is open
	CashWhichVillage  CashTopic = "which-village"  // name one
	CashNoVillage     CashTopic = "no-village"     // the fund has none of that name
	CashNotYours      CashTopic = "not-yours"      // the village is another collector's
	CashVillageOpen   CashTopic = "village-open"   // somebody walks it now
	CashOwnOpen       CashTopic = "own-open"       // one's own round of another village is open
	CashNotCounted    CashTopic = "not-counted"    // count first
	CashRecount       CashTopic = "recount"        // money moved after the count
	CashWhy           CashTopic = "why"            // where does the difference come from
	CashUnread        CashTopic = "unread"         // the count was not understood
	CashPiecesUnread  CashTopic = "pieces-unread"  // a number of pieces was not understood
	CashNothing       CashTopic = "nothing"        // nothing to hand over
	CashLess          CashTopic = "less"           // more than is there
	CashLessWaiting   CashTopic = "less-waiting"   // part of it is on its way
	CashAmount        CashTopic = "amount"         // how much
	CashBankAmount    CashTopic = "bank-amount"    // how much to the bank
	CashSlip          CashTopic = "slip"           // the slip's number
	CashNoReceiver    CashTopic = "no-receiver"    // nobody of that name takes cash
	CashSamePlace     CashTopic = "same-place"     // one box
	CashOwnHandover   CashTopic = "own-handover"   // the giver cannot confirm
	CashNotReceiver   CashTopic = "not-receiver"   // for somebody else
	CashNoWaiting     CashTopic = "no-waiting"     // no hand-over waits
	CashNoOffice      CashTopic = "no-office"      // an officer's affair
	CashNotOfficer    CashTopic = "not-officer"    // a member's own money goes another way
	CashReceiverMoved CashTopic = "receiver-moved" // she holds no office that takes cash
)

// CashTopics are all of them, for the test that each has its words.
var CashTopics = [...]CashTopic{
	CashNoRound, CashWhichVillage, CashNoVillage, CashNotYours, CashVillageOpen, CashOwnOpen, CashNotCounted, CashRecount, CashWhy,
	CashUnread, CashPiecesUnread, CashNothing, CashLess, CashLessWaiting, CashAmount, CashBankAmount, CashSlip, CashNoReceiver,
	CashSamePlace, CashOwnHandover, CashNotReceiver, CashNoWaiting, CashNotOfficer, CashNoOffice, CashReceiverMoved,
}

func (CashNote) isReply() {}

// mayGive tells whether the person has money of the fund to hand over: an officer
// who takes it, or one who did and still carries some.
func mayGive(f Facts) bool {
	return f.Person.May(ledger.RightReceive) || f.Cash.Holding.Stands.IsPositive()
}

func cashNote(state State, n CashNote) Decision { return say(state, n) }

// CashHolders shows who holds how much.
type CashHolders struct{ Holders []store.CashHolder }

// Collected shows what came in on some days, by village and officer.
type Collected struct {
	Days  ledger.Days
	Lines []store.Collection
	// IsOwn: only what the one who asks received.
	IsOwn bool
}

func (CashHolders) isReply() {}
func (Collected) isReply()   {}

// reportCash answers the officers' questions: all of it to those who see the
// books, to a collector what is hers.
func reportCash(state State, in Input, f Facts) (Decision, bool) {
	slots := in.Meaning.Slots
	seesAll := f.Person.May(ledger.RightSeeBooks)
	if !seesAll && !f.Person.May(ledger.RightCollect) {
		return cashNote(state, CashNote{Topic: CashNoOffice}), true
	}
	if slots.Kind == intent.Cash {
		if seesAll {
			return say(state, CashHolders{f.Cash.Holders}), true
		}
		own := store.CashHolder{Account: f.Person.Member.CashPlace(), Member: f.Person.Member, Holding: f.Cash.Holding}
		return say(state, CashHolders{[]store.CashHolder{own}}), true
	}
	days, ok := daysOf(slots.Period)
	if !ok {
		return Decision{}, false
	}
	lines := f.Cash.Collected
	if !seesAll {
		lines = slices.DeleteFunc(slices.Clone(lines), func(c store.Collection) bool { return c.By.ID != f.Person.Member.ID })
	}
	return say(state, Collected{Days: days, Lines: sumCollected(lines), IsOwn: !seesAll}), true
}

// daysOf gives the days of a period; false for none, and for a whole year, which
// is a report on paper.
func daysOf(p intent.Period) (ledger.Days, bool) {
	if p.Year == 0 || p.Month == 0 {
		return ledger.Days{}, false
	}
	first, err := ledger.NewDate(p.Year, time.Month(p.Month), max(p.Day, 1))
	switch {
	case err != nil:
		return ledger.Days{}, false
	case p.Day > 0:
		return ledger.Days{From: first, To: first}, true
	}
	return ledger.Days{From: first, To: first.LastOfMonth()}, true
}

// sumCollected adds the days up, for each village and officer.
func sumCollected(lines []store.Collection) []store.Collection {
	var sums []store.Collection
	for _, l := range lines {
		at := slices.IndexFunc(sums, func(s store.Collection) bool { return s.Village == l.Village && s.By.ID == l.By.ID })
		if at < 0 {
			sums = append(sums, l)
			continue
		}
		sums[at].Receipts, sums[at].Amount = sums[at].Receipts+l.Receipts, sums[at].Amount.Add(l.Amount)
	}
	slices.SortStableFunc(sums, func(a, b store.Collection) int { return strings.Compare(a.Village, b.Village) })
	return sums
}
