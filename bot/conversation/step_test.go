package conversation

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

var testNow = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)

// scene is a fund with a member, an officer, and promises of both that wait.
type scene struct {
	fund            store.Fund
	member, officer *store.Person
	waiting         store.WaitingEntry // the member's
	own             store.WaitingEntry // the officer's
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{fund: store.Fund{ID: ledger.NewFundID(), Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryPush}}
	s.member = &store.Person{Member: store.Member{Fund: s.fund.ID, ID: ledger.NewMemberID(), Name: "สมศรี ใจงาม"}}
	s.officer = &store.Person{Member: store.Member{
		Fund: s.fund.ID, ID: ledger.NewMemberID(), Name: "มาลี แสงดาว", Offices: []ledger.Office{ledger.Treasurer},
	}}
	s.waiting, s.own = s.promise(t, s.member, "30.00"), s.promise(t, s.officer, "45.00")
	return s
}

func (s *scene) promise(t *testing.T, who *store.Person, baht string) store.WaitingEntry {
	t.Helper()
	e, err := ledger.Promise(ledger.Handing{
		Fund: s.fund.ID, Member: who.Member.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(testNow),
	}, ledger.Act{Actor: who.Member.ID, At: testNow.Add(-time.Hour), Cause: "earlier", Key: "message:" + baht})
	if err != nil {
		t.Fatal(err)
	}
	return store.WaitingEntry{Entry: e, Member: who.Member}
}

// facts are what both could ever need.
func (s *scene) facts(who *store.Person) Facts {
	f := Facts{Now: testNow, Fund: s.fund, Person: who, Found: []store.WaitingEntry{s.waiting}}
	if who == s.officer {
		f.Waiting = []store.WaitingEntry{s.waiting, s.own}
	}
	if who == s.member {
		f.Mine = []store.WaitingEntry{s.waiting}
	}
	return f
}

// states are one of each question.
func (s *scene) states() map[string]State {
	amount := ledger.MustMoney("30.00")
	at := testNow.Add(-time.Minute).Unix()
	return map[string]State{
		"rest":   {},
		"amount": {Ask: AskAmount, At: at},
		"again":  {Ask: AskAgain, Amount: &amount, Ref: "7", At: at},
		"reason": {Ask: AskReason, Entry: s.waiting.Entry.ID, At: at},
		"cold":   {Ask: AskAmount, At: testNow.Add(-2 * draftAfter).Unix()},
		"bad":    {Ask: "tomorrow's question", At: at},
	}
}

func said(kind intent.Kind, text string) Input {
	return Input{Kind: KindText, EventID: "e", MessageID: "42", At: testNow, Text: text, Meaning: intent.Result{Intent: kind}}
}

func deposits(baht string) Input {
	in := said(intent.Deposit, "ฝาก "+baht)
	amount := ledger.MustMoney(baht)
	in.Meaning.Slots.Amount = &amount
	return in
}

func pressed(b Button) Input { return Input{Kind: KindButton, EventID: "e", At: testNow, Button: b} }

// inputs are one of everything that can come in.
func (s *scene) inputs() map[string]Input {
	one := []ledger.EntryID{s.waiting.Entry.ID}
	inputs := map[string]Input{
		"deposit of 30": deposits("30.00"), "a sum beyond": deposits("1000000.01"), "bare 45": said(intent.Clarify, "45"),
		"undo": pressed(Button{Verb: VerbUndo, Entries: one}), "again": pressed(Button{Verb: VerbAgain, Amount: ledger.MustMoney("30.00"), Ref: "7"}),
		"no": pressed(Button{Verb: VerbNo}), "resume": pressed(Button{Verb: VerbResume}), "page": pressed(Button{Verb: VerbPage}),
		"receive": pressed(Button{Verb: VerbReceive, Entries: one}), "refuse": pressed(Button{Verb: VerbRefuse, Entries: one}),
		"reason": pressed(Button{Verb: VerbReason, Entries: one, Reason: ReasonNoCash}),
	}
	for _, kind := range []intent.Kind{intent.Deposit, intent.Balance, intent.Statement, intent.Claim, intent.Withdraw, intent.Loan,
		intent.Repay, intent.Cancel, intent.Confirm, intent.Deny, intent.Help, intent.RecordDeposit, intent.Approve, intent.Reject,
		intent.Pending, intent.Report, intent.Broadcast, intent.Thanks, intent.Greeting, intent.Other, intent.Clarify} {
		inputs["text "+string(kind)] = said(kind, "ข้อความ")
	}
	for _, kind := range []Kind{KindStale, KindSticker, KindImage, KindVoice, KindFile, KindLocation, KindUnsend, KindFollow, KindJoin} {
		inputs[string(kind)] = Input{Kind: kind, EventID: "e", MessageID: "42", At: testNow}
	}
	return inputs
}

// moves are the only ways in which a turn may make entries.
var moves = map[string]bool{
	"deposit of 30": true, "bare 45": true, "undo": true, "again": true, "receive": true, "reason": true,
	"text confirm": true, "text cancel": true, "unsend": true,
}

// TestEveryTurn goes through every question, everything that can come in, and
// everybody it can come from.
func TestEveryTurn(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	for stateName, state := range s.states() {
		for inputName, in := range s.inputs() {
			for who, person := range map[string]*store.Person{"stranger": nil, "member": s.member, "officer": s.officer} {
				for _, inGroup := range []bool{false, true} {
					name := fmt.Sprintf("%s, %s, %s, group %v", stateName, inputName, who, inGroup)
					in.Group, in.Addressed = inGroup, inGroup
					before := state
					facts := s.facts(person)
					d := Step(state, in, facts)
					if diff := cmp.Diff(before, state); diff != "" {
						t.Errorf("%s: the state was changed in place:\n%s", name, diff)
					}
					if diff := cmp.Diff(d, Step(state, in, facts), withoutIDs...); diff != "" {
						t.Errorf("%s: twice the same is not the same:\n%s", name, diff)
					}
					checkDecision(t, name, d, facts)
					mayMove := moves[inputName] || stateName == "reason" && who == "officer" && in.Kind == KindText
					if len(d.Entries) > 0 && (!mayMove || inGroup || who == "stranger") {
						t.Errorf("%s: made %d entries", name, len(d.Entries))
					}
					isQuiet := inGroup || in.Kind == KindUnsend || in.Kind == KindJoin
					if len(d.Replies) == 0 && !isQuiet {
						t.Errorf("%s: nothing was said", name)
					}
					if inGroup {
						checkGroup(t, name, d)
					}
				}
			}
		}
	}
}

// withoutIDs leaves out what is fresh each time.
var withoutIDs = []cmp.Option{
	cmpopts.IgnoreFields(ledger.Entry{}, "ID"),
	cmp.Comparer(func(a, b ledger.Money) bool { return a.Equal(b) }),
	cmp.Comparer(func(a, b ledger.Date) bool { return a == b }),
}

// checkDecision holds what is true of every decision.
func checkDecision(t *testing.T, name string, d Decision, f Facts) {
	t.Helper()
	for _, e := range d.Entries {
		if err := e.Check(); err != nil {
			t.Errorf("%s: entry: %v", name, err)
		}
		if e.Fund != f.Fund.ID || e.Cause != "e" || !e.RecordedAt.Equal(f.Now) || e.Actor != f.Person.Member.ID || e.Key == "" {
			t.Errorf("%s: entry %+v is not of this turn", name, e)
		}
		if e.Phase == ledger.PhasePosted && e.Member == f.Person.Member.ID {
			t.Errorf("%s: an officer received her own money", name)
		}
		if e.Phase != ledger.PhasePending && e.Phase != ledger.PhasePosted && e.Phase != ledger.PhaseVoided {
			t.Errorf("%s: phase %q", name, e.Phase)
		}
	}
	if d.State.Ask != AskNothing && d.State.At == 0 {
		t.Errorf("%s: a question without its time: %+v", name, d.State)
	}
	indexed := func(i int) {
		if i < 0 || i >= len(d.Entries) {
			t.Errorf("%s: a reply speaks of entry %d of %d", name, i, len(d.Entries))
		}
	}
	for _, reply := range d.Replies {
		switch r := reply.(type) {
		case Promised:
			indexed(r.Entry)
		case Posted:
			indexed(r.Entry)
		case ReceiptFor:
			indexed(r.Entry)
		case Received:
			for _, i := range r.Entries {
				indexed(i)
			}
		}
	}
}

// checkGroup holds that a group hears fixed texts alone.
func checkGroup(t *testing.T, name string, d Decision) {
	t.Helper()
	for _, reply := range d.Replies {
		n, isNote := reply.(Note)
		switch {
		case !isNote:
			t.Errorf("%s: %T in a group", name, reply)
		case n.Topic != TopicGroupHello && n.Topic != TopicGroupHelp && n.Topic != TopicGroupPrivate:
			t.Errorf("%s: %s in a group", name, n.Topic)
		}
	}
	if d.State != (State{}) {
		t.Errorf("%s: a question in a group", name)
	}
}

func TestStep(t *testing.T) {
	t.Parallel()

	t.Run("a promise is of the day it was spoken, in the fund's own money", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		s.fund.Preset = ledger.PresetSavings
		in := deposits("30.00")
		in.At = testNow.Add(-26 * time.Hour)
		d := Step(State{}, in, s.facts(s.member))
		if len(d.Entries) != 1 || d.Entries[0].Kind != ledger.KindDeposit || d.Entries[0].Phase != ledger.PhasePending ||
			d.Entries[0].EffectiveOn != ledger.MustDate("2026-11-20") || d.Entries[0].Key != "message:42" {
			t.Errorf("%+v", d.Entries)
		}
	})

	t.Run("a phone whose clock runs ahead does not promise for tomorrow", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		in := deposits("30.00")
		in.At = testNow.Add(48 * time.Hour)
		if d := Step(State{}, in, s.facts(s.member)); d.Entries[0].EffectiveOn != ledger.DateOf(testNow) {
			t.Errorf("%s", d.Entries[0].EffectiveOn)
		}
	})

	t.Run("at the limit it is a promise, above it is not", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		if d := Step(State{}, deposits("1000000.00"), s.facts(s.member)); len(d.Entries) != 1 {
			t.Errorf("%+v", d)
		}
		d := Step(State{}, deposits("1000000.01"), s.facts(s.member))
		if n, ok := d.Replies[0].(Note); len(d.Entries) != 0 || !ok || n.Topic != TopicTooMuch {
			t.Errorf("%+v", d)
		}
	})

	t.Run("an act that is in the books is not done again", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		f := s.facts(s.member)
		f.KeyUsed = true
		d := Step(s.states()["again"], said(intent.Confirm, "ใช่"), f)
		if n, ok := d.Replies[0].(Note); len(d.Entries) != 0 || !ok || n.Topic != TopicAlreadyNoted {
			t.Errorf("%+v", d)
		}
	})

	t.Run("what was taken back before it was worked hands nothing in, whatever it answers", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		for name, in := range map[string]Input{"rest": deposits("30.00"), "amount": said(intent.Clarify, "45"), "again": said(intent.Confirm, "ใช่")} {
			state := s.states()[name]
			if !NeedsOf(testNow, state, in, s.member).Unsent {
				t.Errorf("%s: nobody asks whether it was taken back", name)
			}
			f := s.facts(s.member)
			f.Unsent = true
			if d := Step(state, in, f); len(d.Entries) != 0 || len(d.Replies) != 0 {
				t.Errorf("%s: %+v", name, d)
			}
		}
	})

	t.Run("in a fund that posts at once the receipt is the answer", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		s.fund.PostsAtOnce = true
		in := deposits("30.00")
		d := Step(State{}, in, s.facts(s.member))
		if _, ok := d.Replies[0].(Posted); !ok || d.Entries[0].Phase != ledger.PhasePosted {
			t.Errorf("%+v", d)
		}
	})

	t.Run("an officer takes all but her own, and the summary says so", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		f := s.facts(s.officer)
		f.Found = []store.WaitingEntry{s.waiting, s.own}
		f.Resolved = []store.Resolution{{Entry: ledger.NewEntryID(time.Now()), Phase: ledger.PhaseVoided}}
		d := Step(State{}, pressed(Button{Verb: VerbReceive, Entries: []ledger.EntryID{s.waiting.Entry.ID, s.own.Entry.ID}}), f)
		sum, ok := d.Replies[0].(Received)
		if !ok || len(d.Entries) != 1 || sum.Own != 1 || len(sum.Resolved) != 1 || d.Entries[0].Resolves != s.waiting.Entry.ID {
			t.Errorf("%+v", d)
		}
	})

	t.Run("a collector's receipts go into her own cash", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		s.officer.Member.Offices = []ledger.Office{ledger.Collector}
		d := Step(State{}, pressed(Button{Verb: VerbReceive, Entries: []ledger.EntryID{s.waiting.Entry.ID}}), s.facts(s.officer))
		into := d.Entries[0].Postings[0].Account
		if into.Code != ledger.CodeCashCollectors || into.Member != s.officer.Member.ID {
			t.Errorf("into %+v", into)
		}
	})

	t.Run("a member hears how her own promise ended and of no one else's", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		for whose, want := range map[*store.Person]bool{s.member: true, s.officer: false} {
			f := s.facts(s.member)
			f.Found = nil
			f.Resolved = []store.Resolution{{Entry: s.waiting.Entry.ID, Member: whose.Member.ID, Phase: ledger.PhasePosted}}
			d := Step(State{}, pressed(Button{Verb: VerbUndo, Entries: []ledger.EntryID{s.waiting.Entry.ID}}), f)
			if _, told := d.Replies[0].(Ended); told != want {
				t.Errorf("own %v: %+v", want, d.Replies)
			}
		}
	})

	t.Run("a reason in own words is kept to a sentence, on one line", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		long := ""
		for range 300 {
			long += "ก "
		}
		d := Step(s.states()["reason"], said(intent.Other, "เงิน\n\n ไม่ครบ "+long), s.facts(s.officer))
		reason := d.Entries[0].Reason
		if n := len([]rune(reason)); n != reasonMax || reason[:len("เงิน ไม่ครบ ก ")] != "เงิน ไม่ครบ ก " {
			t.Errorf("%d runes: %q", n, reason)
		}
	})

	t.Run("of several promises one is chosen, of one it is that one", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		f := s.facts(s.member)
		if d := Step(State{}, said(intent.Cancel, "ยกเลิก"), f); len(d.Entries) != 1 || d.Entries[0].Phase != ledger.PhaseVoided {
			t.Errorf("%+v", d)
		}
		f.Mine = append(f.Mine, s.promise(t, s.member, "60.00"))
		d := Step(State{}, said(intent.Cancel, "ยกเลิก"), f)
		if _, ok := d.Replies[0].(Choose); !ok || len(d.Entries) != 0 {
			t.Errorf("%+v", d)
		}
	})

	t.Run("taking back the message of an open question closes the question", func(t *testing.T) {
		t.Parallel()
		s := newScene(t)
		f := s.facts(s.member)
		f.Found = nil
		in := Input{Kind: KindUnsend, EventID: "e", MessageID: "7", At: testNow}
		if d := Step(s.states()["again"], in, f); d.State != (State{}) || d.Unsent != "7" || len(d.Replies) != 0 {
			t.Errorf("%+v", d)
		}
		in.MessageID = "8"
		if d := Step(s.states()["again"], in, f); d.State.Ask != AskAgain {
			t.Errorf("%+v", d)
		}
	})
}

func TestNeeds(t *testing.T) {
	t.Parallel()
	s := newScene(t)
	t.Run("nobody's figures are read for a stranger or for a group", func(t *testing.T) {
		t.Parallel()
		for name, in := range s.inputs() {
			needs := NeedsOf(testNow, State{}, in, nil)
			needs.Linking = nil // how she may come in
			if !cmp.Equal(needs, Needs{}) {
				t.Errorf("%s by a stranger: %+v", name, needs)
			}
			in.Group = true
			if needs := NeedsOf(testNow, State{}, in, s.officer); !cmp.Equal(needs, Needs{}) {
				t.Errorf("%s in a group: %+v", name, needs)
			}
		}
	})
	t.Run("the fund's waiting list is not read for a member", func(t *testing.T) {
		t.Parallel()
		if needs := NeedsOf(testNow, State{}, said(intent.Pending, "รอ"), s.member); needs.Waiting || !needs.Mine {
			t.Errorf("%+v", needs)
		}
		if needs := NeedsOf(testNow, State{}, said(intent.Pending, "รอ"), s.officer); !needs.Waiting {
			t.Errorf("%+v", needs)
		}
	})
}
