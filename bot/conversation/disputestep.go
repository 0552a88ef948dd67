package conversation

import (
	"errors"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// askOfficerWords asks an officer for words, if the step they are for may be
// taken at all.
func askOfficerWords(state State, f Facts, ask Ask, kind ledger.DisputeStepKind) Decision {
	d := f.Dispute.Record
	step := ledger.DisputeStep{Kind: kind, By: f.Person.Member.ID, At: f.Now, Words: "?"}
	if err := d.CheckStep(step, isDisputeOfficer(f.Person.Member, *d)); err != nil {
		return refuseDispute(state, f, err)
	}
	return say(State{Ask: ask, Ref: IDArg(d.ID.UUID)}, DisputeAsk{Ask: ask, Record: d})
}

// disputeWords takes the words that were asked for; what is clearly something else
// is not taken for them.
func disputeWords(state State, in Input, f Facts) (Decision, bool) {
	kind := in.Meaning.Intent
	switch {
	case kind == intent.Cancel || kind == intent.Deny && state.Ask != AskDisputeWords:
		return note(State{}, TopicDismissed), true
	case interrupts(kind) && kind != intent.Deposit && kind != intent.Confirm:
		return Decision{}, false
	case state.Ask == AskDisputeWords:
		return openDispute(f, state.Entry, cleanWords(in.Text)), true
	case f.Dispute.Record == nil:
		return say(State{}, DisputeNote{DisputeMissing}), true
	case state.Ask == AskDisputeAnswer:
		return disputeStep(State{}, f, ledger.StepAnswer, cleanWords(in.Text)), true
	}
	return disputeStep(State{}, f, ledger.StepPropose, cleanWords(in.Text)), true
}

// disputeStep takes a step and tells both sides; a second officer where one has to
// sign.
func disputeStep(state State, f Facts, kind ledger.DisputeStepKind, words string) Decision {
	d, who := *f.Dispute.Record, f.Person.Member
	step := ledger.DisputeStep{Kind: kind, By: who.ID, At: f.Now, Words: words}
	if err := d.CheckStep(step, isDisputeOfficer(who, d)); err != nil {
		return refuseDispute(state, f, err)
	}
	decision := Decision{Acts: []store.Act{store.StepDispute{Dispute: d.ID, Step: len(d.Steps) + 1, DisputeStep: step}}}
	d.Steps, d.StepNames = append(d.Steps, step), append(d.StepNames, who.Name)
	decision.Replies = []Reply{cardOf(f, d, who, kind, "")}
	for _, to := range disputeHearers(f, d, kind) {
		if to.ID != who.ID {
			decision.Replies = append(decision.Replies, Told{To: to, Reply: cardOf(f, d, to, kind, who.Name)})
		}
	}
	return decision
}

// disputeHearers are whom a step concerns: the member of an answer or an end, the
// owner of what the member does, everybody who signs when the committee is asked.
func disputeHearers(f Facts, d store.DisputeRecord, kind ledger.DisputeStepKind) []store.Member {
	var hearers []store.Member
	if kind == ledger.StepAnswer || kind == ledger.StepSettle || kind == ledger.StepEscalate {
		hearers = append(hearers, d.Member)
	}
	for _, o := range f.Officers {
		isOwner := o.ID == d.Owner.ID
		isAsked := (kind == ledger.StepEscalate || kind == ledger.StepPropose) && isDisputeOfficer(o, d)
		if isAsked || isOwner && kind != ledger.StepAnswer {
			hearers = append(hearers, o)
		}
	}
	return hearers
}

func refuseDispute(state State, f Facts, err error) Decision {
	topics := []struct {
		err   error
		topic DisputeTopic
	}{
		{ledger.ErrDisputeEnded, DisputeOver}, {ledger.ErrDisputeParty, DisputeNotYours}, {ledger.ErrDisputeEarly, DisputeEarly},
		{ledger.ErrMakerIsChecker, DisputeSecond},
	}
	replies := []Reply{}
	for _, t := range topics {
		if errors.Is(err, t.err) {
			replies = append(replies, DisputeNote{t.topic})
		}
	}
	return say(state, append(replies, cardOf(f, *f.Dispute.Record, f.Person.Member, "", ""))...)
}
