package speech_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/intent"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// village gives values of one size: as people have them, as short as can be, or
// as long as the register takes them.
type village struct {
	name, fund, place, number string
	amount                    ledger.Money
}

var villages = map[string]village{
	"usual": {"สมศรี ใจงาม", "กองทุนสวัสดิการตำบลตัวอย่าง", "หมู่ 1", "001", ledger.MustMoney("30.00")},
	"short": {"ก", "ก", "", "1", ledger.MustMoney("0.01")},
	"long": {strings.Repeat("ผู้ใหญ่", 28) + "กำ", strings.Repeat("กองทุน", 33), strings.Repeat("หมู่บ้าน", 12),
		strings.Repeat("9", 32), ledger.MustMoney("99999999999.99")},
	"odd": {"\"สม\\ศรี\"\n{{ใจงาม}} ${amount} 👵🏽", "กอง<b>ทุน</b>", "หมู่\t1", "๐๐๑", ledger.MustMoney("1234.50")},
}

var now = time.Date(2026, 11, 21, 3, 5, 0, 0, time.UTC)

func newSpeaker(t *testing.T) *speech.Speaker {
	t.Helper()
	texts, err := catalogue.New()
	if err != nil {
		t.Fatal(err)
	}
	return speech.New(texts)
}

func newCards(t *testing.T) *flex.Library {
	t.Helper()
	cards, err := flex.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return cards
}

func (v village) member() store.Member {
	return store.Member{ID: ledger.NewMemberID(), Name: v.name, Number: v.number, Village: v.place, LineUserID: "U1"}
}

func (v village) person() *store.Person {
	return &store.Person{Member: v.member(), Money: store.MemberMoney{
		Contribution: v.amount, Savings: v.amount, PendingContribution: v.amount, PendingSavings: v.amount,
	}}
}

func (v village) entry(kind ledger.Kind) ledger.Entry {
	return ledger.Entry{
		ID: ledger.NewEntryID(now), Kind: kind, EffectiveOn: ledger.DateOf(now), RecordedAt: now,
		Document: ledger.DocumentNumber{Series: ledger.SeriesReceipt, Year: 2026, Number: 123},
		Postings: ledger.Transfer(ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.AccountRef{Code: ledger.CodeMembersFund}, v.amount, ledger.Source{}),
	}
}

func (v village) waiting() store.WaitingEntry {
	return store.WaitingEntry{Entry: v.entry(ledger.KindContribution), Member: v.member()}
}

// scene has two entries for the replies that speak of some.
func (v village) scene(preset ledger.Preset) speech.Scene {
	return speech.Scene{
		Now: now, Fund: store.Fund{Name: v.fund, Preset: preset}, Person: v.person(),
		Entries:   []ledger.Entry{v.entry(preset.MemberMoney()), v.entry(preset.MemberMoney())},
		Reference: "ABC234",
	}
}

// specimen is a reply with what it is an example of.
type specimen struct {
	name  string
	reply conversation.Reply
}

// specimens are examples of every reply: each with all it can show, and the
// variants whose words differ.
func (v village) specimens() []specimen {
	all := []specimen{
		{"promised", conversation.Promised{Money: v.person().Money}},
		{"posted", conversation.Posted{Money: v.person().Money}},
		{"receipt", conversation.ReceiptFor{Member: v.member(), Receiver: v.name}},
		{"refused", conversation.RefusedFor{Member: v.member(), Amount: v.amount, Reason: conversation.Reason(strings.Repeat("ก", 200)), By: v.name}},
		{"received", conversation.Received{Entries: []int{0, 1}, Own: 2, Resolved: []store.Resolution{{}, {}}}},
		{"received one", conversation.Received{Entries: []int{0}}},
		{"amount", conversation.Question{Ask: conversation.AskAmount}},
		{"amount heard", conversation.Question{Ask: conversation.AskAmount, Amount: v.amount}},
		{"again", conversation.Question{Ask: conversation.AskAgain, Amount: v.amount, Ref: "590000000000000001"}},
		{"reason", conversation.Question{Ask: conversation.AskReason, Entry: v.waiting()}},
		{"voided", conversation.Voided{Amount: v.amount}},
		{"voided unsent", conversation.Voided{Amount: v.amount, Unsent: true}},
		{"voided refused", conversation.Voided{Amount: v.amount, Member: v.name}},
		{"choose", conversation.Choose{Mine: repeated(conversation.MineMax, v.waiting)}},
		{"guesses", conversation.Guesses{Candidates: []intent.Kind{intent.Deposit, intent.Repay, intent.Cancel}, Amount: v.amount}},
		{"other guesses", conversation.Guesses{Candidates: []intent.Kind{intent.Statement, intent.Pending, intent.Deposit}}},
		{"no guess", conversation.Guesses{}},
		{"help", conversation.Help{}},
		{"help for officers", conversation.Help{Officer: true, Receives: true, Collects: true, SeesBooks: true, Closes: true}},
		{"told", conversation.Told{To: v.member(), Reply: conversation.Help{}}},
	}
	for _, ask := range []conversation.Ask{conversation.AskAmount, conversation.AskAgain, conversation.AskReason} {
		amount := v.amount
		all = append(all, specimen{"draft " + string(ask), conversation.Draft{State: conversation.State{Ask: ask, Amount: &amount}}})
	}
	for _, phase := range []ledger.Phase{ledger.PhasePosted, ledger.PhaseVoided} {
		all = append(all, specimen{"ended " + string(phase), conversation.Ended{Resolution: store.Resolution{
			Phase: phase, ActorName: v.name, At: now, Document: ledger.DocumentNumber{Series: ledger.SeriesReceipt, Year: 2026, Number: 123},
		}}})
	}
	for _, reason := range conversation.Reasons {
		all = append(all, specimen{"refused " + string(reason), conversation.RefusedFor{Member: v.member(), Amount: v.amount, Reason: reason, By: v.name}})
	}
	for _, topic := range conversation.Topics {
		all = append(all, specimen{"note " + string(topic), conversation.Note{Topic: topic}})
	}
	all = append(append(all, v.passbooks()...), v.lists()...)
	for _, subject := range subjectSpecimens() {
		all = append(all, subject(v)...)
	}
	return all
}

// subjectSpecimens are the replies of the subjects, each in a file of its own.
func subjectSpecimens() []func(village) []specimen {
	return []func(village) []specimen{
		village.registerSpecimens, village.familySpecimens, village.privacySpecimens,
		linkSpecimens,
		arrearsSpecimens,
		village.mercySpecimens, village.disputeSpecimens, village.closingSpecimens,
		village.cash,
		rosterSpecimens,
	}
}

func (v village) passbooks() []specimen {
	full := conversation.Passbook{Person: v.person()}
	kinds := []ledger.Kind{ledger.KindContribution, ledger.KindDeposit, ledger.KindOpening, ledger.KindWelfare, ledger.KindOther}
	states := []store.State{store.StatePending, store.StatePosted, store.StateVoided, store.StateReversed}
	for i := range conversation.StatementLength {
		full.Statement = append(full.Statement, store.StatementLine{
			EffectiveOn: ledger.DateOf(now), Kind: kinds[i%len(kinds)], Amount: v.amount, State: states[i%len(states)],
		})
	}
	empty := conversation.Passbook{Person: &store.Person{Member: v.member()}}
	return []specimen{{"passbook", full}, {"empty passbook", empty}}
}

func (v village) lists() []specimen {
	page := repeated(conversation.PageSize, v.waiting)
	if v.place != "" {
		for i := range page {
			page[i].Member.Village = fmt.Sprint(v.place, i/2)
		}
	}
	self := page[1].Member.ID
	totals := []store.WaitingTotal{{Village: page[0].Member.Village, Count: 999, Amount: v.amount}}
	return []specimen{
		{"list", conversation.WaitingList{Entries: page, Totals: totals, MayReceive: true, Self: self, Page: 1}},
		{"list to look at", conversation.WaitingList{Entries: page, Totals: totals}},
		{"list without villages", conversation.WaitingList{Entries: repeated(1, village{amount: v.amount, name: v.name, number: v.number}.waiting),
			Totals: []store.WaitingTotal{{Count: 1, Amount: v.amount}}, MayReceive: true}},
		{"empty list", conversation.WaitingList{MayReceive: true}},
	}
}

func repeated[T any](n int, make func() T) []T {
	all := []T{}
	for range n {
		all = append(all, make())
	}
	return all
}
