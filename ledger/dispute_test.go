package ledger_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestDisputeSteps(t *testing.T) {
	t.Parallel()
	second := ledger.NewMemberID()
	late := spokenAt.AddDate(0, 0, ledger.DisputePatience)
	step := func(kind ledger.DisputeStepKind, by ledger.MemberID) ledger.DisputeStep {
		return ledger.DisputeStep{Kind: kind, By: by, At: spokenAt, Words: "นับแล้ว"}
	}
	inTime := func(s ledger.DisputeStep) ledger.DisputeStep { s.At = late; return s }
	wordless := func(s ledger.DisputeStep) ledger.DisputeStep { s.Words = ""; return s }
	for _, test := range []struct {
		name      string
		before    []ledger.DisputeStep
		next      ledger.DisputeStep
		isOfficer bool
		want      error
		state     ledger.DisputeState
	}{
		{"the owner answers", nil, step(ledger.StepAnswer, officer), true, nil, ledger.DisputeAnswered},
		{"an answer says something", nil, wordless(step(ledger.StepAnswer, officer)), true, ledger.ErrDisputeWords, ""},
		{"somebody without an office does not answer", nil, step(ledger.StepAnswer, second), false, ledger.ErrDisputeParty, ""},
		{"nobody is officer in her own dispute", nil, step(ledger.StepAnswer, member), true, ledger.ErrDisputeParty, ""},
		{"the member accepts an answer", []ledger.DisputeStep{step(ledger.StepAnswer, officer)}, step(ledger.StepAccept, member), false, nil, ledger.DisputeAccepted},
		{"what nobody answered is not accepted", nil, step(ledger.StepAccept, member), false, ledger.ErrDisputeOrder, ""},
		{"an officer does not accept for her", []ledger.DisputeStep{step(ledger.StepAnswer, officer)}, step(ledger.StepAccept, officer), true, ledger.ErrDisputeParty, ""},
		{"the member finds it right after all", nil, step(ledger.StepWithdraw, member), false, nil, ledger.DisputeWithdrawn},
		{"the member asks the committee", []ledger.DisputeStep{step(ledger.StepAnswer, officer)}, step(ledger.StepEscalate, member), false, nil, ledger.DisputeEscalated},
		{"the committee is asked once", []ledger.DisputeStep{step(ledger.StepEscalate, member)}, step(ledger.StepEscalate, officer), true, ledger.ErrDisputeOrder, ""},
		{"a stranger asks nobody", nil, step(ledger.StepEscalate, second), false, ledger.ErrDisputeParty, ""},
		{"the committee answers too", []ledger.DisputeStep{step(ledger.StepEscalate, member)}, step(ledger.StepAnswer, second), true, nil, ledger.DisputeAnswered},
		{"a correction ends it", nil, step(ledger.StepCorrect, member), false, nil, ledger.DisputeCorrected},
		{"nothing follows an end", []ledger.DisputeStep{step(ledger.StepWithdraw, member)}, step(ledger.StepAnswer, officer), true, ledger.ErrDisputeEnded, ""},
		{"officers do not close it early", nil, step(ledger.StepPropose, officer), true, ledger.ErrDisputeEarly, ""},
		{"a first officer proposes to close it, which changes nothing", nil, inTime(step(ledger.StepPropose, officer)), true, nil, ledger.DisputeOpen},
		{"the first does not sign twice", []ledger.DisputeStep{inTime(step(ledger.StepPropose, officer))}, inTime(step(ledger.StepSettle, officer)), true, ledger.ErrMakerIsChecker, ""},
		{"a second officer closes it", []ledger.DisputeStep{inTime(step(ledger.StepPropose, officer))}, inTime(step(ledger.StepSettle, second)), true, nil, ledger.DisputeSettled},
		{"who proposed before an answer proposes again", []ledger.DisputeStep{inTime(step(ledger.StepPropose, officer)), inTime(step(ledger.StepAnswer, second))},
			inTime(step(ledger.StepSettle, second)), true, ledger.ErrDisputeOrder, ""},
		{"no other step", nil, step("burnt", officer), true, ledger.ErrDisputeOrder, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			d := ledger.Dispute{Member: member, OpenedAt: spokenAt, Steps: test.before}
			err := d.CheckStep(test.next, test.isOfficer)
			if !errors.Is(err, test.want) {
				t.Fatalf("%v, want %v", err, test.want)
			}
			if d.Steps = append(d.Steps, test.next); err == nil && d.State() != test.state {
				t.Errorf("%s, want %s", d.State(), test.state)
			}
		})
	}
}

// Whatever people try, a dispute stays open or has one end, and only its member
// or two different officers ended it.
func TestDisputeNeverLingersAfterItsEnd(t *testing.T) {
	t.Parallel()
	people := []ledger.MemberID{member, officer, ledger.NewMemberID()}
	kinds := []ledger.DisputeStepKind{ledger.StepAnswer, ledger.StepEscalate, ledger.StepCorrect, ledger.StepAccept, ledger.StepWithdraw, ledger.StepPropose, ledger.StepSettle}
	rapid.Check(t, func(t *rapid.T) {
		d := ledger.Dispute{Member: member, OpenedAt: spokenAt}
		for range rapid.IntRange(1, 80).Draw(t, "tries") {
			wasOpen := d.State().IsOpen()
			proposal, _ := d.Proposed()
			s := ledger.DisputeStep{Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), By: rapid.SampledFrom(people).Draw(t, "by"),
				At: spokenAt.AddDate(0, 0, rapid.IntRange(0, 30).Draw(t, "days")), Words: rapid.SampledFrom([]string{"", "นับแล้ว"}).Draw(t, "words")}
			if d.CheckStep(s, s.By != member) != nil {
				continue
			}
			if !wasOpen {
				t.Fatalf("%s after an end", s.Kind)
			}
			d.Steps = append(d.Steps, s)
			if d.State() == ledger.DisputeSettled && (proposal.By == s.By || proposal.By.IsZero() || s.By == member) {
				t.Fatalf("settled by %v after %v", s.By, proposal.By)
			}
		}
		if len(d.Steps) > 60 {
			t.Fatalf("%d steps", len(d.Steps))
		}
	})
}

func TestDisputeOwner(t *testing.T) {
	t.Parallel()
	treasurer, chair := ledger.Holder{Member: officer, Offices: []ledger.Office{ledger.Treasurer}}, ledger.Holder{Member: ledger.NewMemberID(), Offices: []ledger.Office{ledger.Collector, ledger.Chair}}
	auditor := ledger.Holder{Member: ledger.NewMemberID(), Offices: []ledger.Office{ledger.Auditor}}
	all := []ledger.Holder{auditor, chair, treasurer}
	for _, test := range []struct {
		name          string
		holders       []ledger.Holder
		member, actor ledger.MemberID
		want          ledger.MemberID
	}{
		{"the treasurer answers", all, member, ledger.MemberID{}, officer},
		{"for her own act the chair does", all, member, officer, chair.Member},
		{"for her own money too", all, officer, ledger.MemberID{}, chair.Member},
		{"for a collector's act the treasurer", all, member, chair.Member, officer},
		{"nobody is left", []ledger.Holder{treasurer, auditor}, member, officer, ledger.MemberID{}},
	} {
		if got := ledger.DisputeOwner(test.holders, test.member, test.actor); got != test.want {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}
