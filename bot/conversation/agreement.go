package conversation

import (
	"slices"

	"sajja/ledger"
	"sajja/store"
)

// answerProposal is yes or no to a proposal: from the other side, once, and while
// the entry stands. The one who proposed may still take it back with no.
func answerProposal(state State, in Input, f Facts) Decision {
	p := f.Correction.Proposal
	if p == nil {
		return say(state, MercyNote{Topic: MercyNothing})
	}
	isProposer := p.By == f.Person.Member.ID
	proposer := officerOr(f.Officers, p.By, p.Proposer)
	others, isWitness := otherSide(proposer, ownerOf(f, p), f.Officers)
	mayAnswer := slices.ContainsFunc(others, func(o store.Member) bool { return o.ID == f.Person.Member.ID })
	switch {
	case !mayAnswer && !isProposer:
		return say(state, MercyNote{Topic: MercyNothing})
	case p.End != "":
		return say(state, CorrectionEnded{p.Act, p.Right, p.End, p.EndBy})
	case !p.Act.ReversedAt.IsZero():
		return say(state, MercyNote{Topic: MercyDone, Act: &p.Act})
	case in.Button.Verb == VerbDecline:
		return declineCorrection(f, p, isProposer)
	case isProposer:
		return say(state, MercyNote{Topic: MercyOpen, Act: &p.Act, Name: p.Proposer.Name})
	}
	actor := proposer
	if p.By == p.Act.Owner.ID {
		actor = f.Person.Member
	}
	if !actor.May(ledger.RightCorrect) && (!actor.May(ledger.RightReceive) || p.Act.Actor != actor.ID) {
		return say(state, MercyNote{Topic: MercyLeftOffice, Act: &p.Act, Name: actor.Name})
	}
	return agreeCorrection(in, f, p, actor, isWitness)
}

// officerOr gives the member with the offices held now, or without any.
func officerOr(officers []store.Member, id ledger.MemberID, plain store.Member) store.Member {
	for _, o := range officers {
		if o.ID == id {
			return o
		}
	}
	return plain
}

// ownerOf gives whose line it is, with her household when she is the one who
// answers.
func ownerOf(f Facts, p *store.CorrectionRecord) store.Member {
	if p.Act.Owner.ID == f.Person.Member.ID {
		return f.Person.Member
	}
	return p.Act.Owner
}

func declineCorrection(f Facts, p *store.CorrectionRecord, isProposer bool) Decision {
	end := store.CorrectionDeclined
	if isProposer {
		end = store.CorrectionWithdrawn
	}
	name := f.Person.Member.Name
	ended := CorrectionEnded{p.Act, p.Right, end, name}
	decision := Decision{
		Acts:    []store.Act{store.EndCorrection{Correction: p.ID, End: end, By: f.Person.Member.ID, At: f.Now}},
		Replies: []Reply{ended},
	}
	if !isProposer {
		decision.Replies = append(decision.Replies, Told{To: p.Proposer, Reply: ended})
	}
	return decision
}

// agreeCorrection puts the reversal and the right entry into the books, in the officer's
// name, ends the proposal and the dispute about the line, and tells both sides.
func agreeCorrection(in Input, f Facts, p *store.CorrectionRecord, actor store.Member, isWitness bool) Decision {
	act := actOn(p.Act.Entry, "correct", in, f)
	act.Actor = actor.ID
	entries, err := ledger.Correct(p.Act.Entry, p.Right, f.Correction.ClosedThrough, ledger.ReasonCorrected, act)
	if err != nil {
		return say(State{}, MercyNote{Topic: MercyNothing})
	}
	done := CorrectionDone{Act: p.Act, Right: p.Right, Reversal: 0, By: f.Person.Member.Name}
	if entries[0].EffectiveOn != p.Act.EffectiveOn {
		done.NextDay = entries[0].EffectiveOn
	}
	decision := Decision{
		Entries: entries,
		Acts:    []store.Act{store.EndCorrection{Correction: p.ID, End: store.CorrectionAgreed, By: f.Person.Member.ID, At: f.Now}},
		Replies: []Reply{done, Told{To: p.Proposer, Reply: done}},
	}
	if isWitness {
		decision.Replies = append(decision.Replies, Told{To: p.Act.Owner, Reply: done})
	}
	if len(entries) > 1 {
		decision.Replies = append(decision.Replies, ReceiptFor{Entry: 1, Member: p.Act.Owner, Receiver: actor.Name})
	}
	if d := f.Correction.Dispute; d != nil {
		step := ledger.DisputeStep{Kind: ledger.StepCorrect, By: f.Person.Member.ID, At: f.Now}
		if d.CheckStep(step, true) == nil {
			decision.Acts = append(decision.Acts, store.StepDispute{Dispute: d.ID, Step: len(d.Steps) + 1, DisputeStep: step})
		}
	}
	return decision
}
