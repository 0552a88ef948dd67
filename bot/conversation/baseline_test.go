package conversation_test

import (
	"testing"
	"time"

	"sajja/bot/conversation"
	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// broughtIn is a member with a balance from the paper book.
func broughtIn() (conversation.Facts, ledger.MemberID) {
	id := ledger.NewMemberID()
	person := &store.Person{Member: store.Member{ID: id, Name: "สมศรี ใจดี"},
		Baseline: &store.Baseline{Member: id, On: ledger.MustDate("2026-09-30"), Contribution: ledger.MustMoney("365")}}
	return conversation.Facts{Now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC), Person: person,
		Fund: store.Fund{ID: ledger.NewFundID(), Preset: ledger.PresetWelfare}, Dispute: &conversation.DisputeFacts{}}, id
}

func answer(id ledger.MemberID, arg string) conversation.Input {
	return conversation.Input{Kind: conversation.KindButton,
		Button: conversation.Button{Verb: conversation.VerbBaseline, Args: []string{conversation.IDArg(id.UUID), arg}}}
}

// baselineSteps gives what was kept of a question or an answer.
func baselineSteps(d conversation.Decision) []store.BaselineStep {
	var steps []store.BaselineStep
	for _, act := range d.Acts {
		if s, isStep := act.(store.BaselineStep); isStep {
			steps = append(steps, s)
		}
	}
	return steps
}

func TestBaselineIsAskedOnceAndAnsweredOnce(t *testing.T) {
	t.Parallel()
	hello := conversation.Input{Kind: conversation.KindSticker}

	f, id := broughtIn()
	d := conversation.Step(conversation.State{}, hello, f)
	if len(d.Replies) != 2 || len(baselineSteps(d)) != 1 || baselineSteps(d)[0].Agrees != nil {
		t.Fatalf("the first contact: %+v", d)
	}
	if _, isAsked := d.Replies[1].(conversation.BaselineAsking); !isAsked {
		t.Errorf("%+v", d.Replies)
	}
	f.Person.Baseline.IsAsked = true
	if d = conversation.Step(conversation.State{}, hello, f); len(d.Replies) != 1 || len(d.Acts) != 0 {
		t.Errorf("it is asked again: %+v", d)
	}
	if d = conversation.Step(conversation.State{}, answer(id, conversation.BaselineRight), f); len(baselineSteps(d)) != 1 || !*baselineSteps(d)[0].Agrees {
		t.Errorf("ตรง: %+v", d)
	}
	if d = conversation.Step(conversation.State{}, answer(ledger.NewMemberID(), conversation.BaselineRight), f); len(d.Acts) != 0 {
		t.Errorf("a forwarded button answered: %+v", d)
	}
	d = conversation.Step(conversation.State{}, answer(id, conversation.BaselineWrong), f)
	opened := false
	for _, act := range d.Acts {
		if o, isDispute := act.(store.OpenDispute); isDispute {
			opened = o.Through == f.Person.Baseline.On && o.Figure.Equal(ledger.MustMoney("365"))
		}
	}
	if !opened || len(baselineSteps(d)) != 1 || *baselineSteps(d)[0].Agrees {
		t.Errorf("ไม่ตรง: %+v", d)
	}
	no := false
	f.Person.Baseline.Agrees = &no
	if d = conversation.Step(conversation.State{}, answer(id, conversation.BaselineRight), f); len(d.Acts) != 0 {
		t.Errorf("answered before: %+v", d)
	}
}

func TestBaselineWaitsForTheRightMoment(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(in *conversation.Input, f *conversation.Facts){
		"in a group":                func(in *conversation.Input, _ *conversation.Facts) { in.Group, in.Addressed = true, true },
		"before she agreed":         func(_ *conversation.Input, f *conversation.Facts) { f.Person.Link.OwesConsent = true },
		"while her phone is frozen": func(_ *conversation.Input, f *conversation.Facts) { f.Person.Link.Freeze = &store.Freeze{} },
	} {
		f, _ := broughtIn()
		in := conversation.Input{Kind: conversation.KindSticker}
		change(&in, &f)
		if d := conversation.Step(conversation.State{}, in, f); len(baselineSteps(d)) != 0 {
			t.Errorf("%s: %+v", name, d)
		}
	}
}

// TestNothingIsReceivedForTheDead: nor for who left; who is suspended or lapsed may
// pay, which may be what heals it.
func TestNothingIsReceivedForTheDead(t *testing.T) {
	t.Parallel()
	for event, isTaken := range map[membership.Event]bool{membership.Died: false, membership.Resigned: false, membership.Suspended: true, membership.Lapsed: true} {
		f, _ := broughtIn()
		f.Person.Baseline = nil
		h, err := membership.NewHistory(ledger.MustDate("2020-01-01"), []membership.Record{{Number: 1, Event: event, On: ledger.MustDate("2026-01-01")}})
		if err != nil {
			t.Fatal(err)
		}
		f.Person.History = h
		thirty := ledger.MustMoney("30")
		in := conversation.Input{Kind: conversation.KindText, Text: "ฝาก 30", EventID: "e1", MessageID: "m1", At: f.Now,
			Meaning: intent.Result{Intent: intent.Deposit, Slots: intent.Slots{Amount: &thirty}}}
		d := conversation.Step(conversation.State{}, in, f)
		_, isRefused := d.Replies[0].(conversation.NotMember)
		if isRefused == isTaken || isRefused && len(d.Entries) != 0 {
			t.Errorf("%s: %+v", event, d)
		}
	}
}
