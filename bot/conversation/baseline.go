package conversation

import (
	"sajja/ledger"
	"sajja/store"
)

// VerbBaseline answers whether the balance brought in from the paper book is right.
// Its arguments are the member, for a forwarded button answers for nobody else, and
// the answer.
const VerbBaseline Verb = "baseline"

// The answers.
const (
	BaselineRight = "yes" // ✅ ตรง
	BaselineWrong = "no"  // ✋ ไม่ตรง
)

// BaselineAsking (ยอดตรงไหม) asks a member who was brought in from a paper book.
type BaselineAsking struct{ Baseline store.Baseline }

// BaselineNoted tells that her answer is kept.
type BaselineNoted struct {
	Baseline store.Baseline
	// Before says that it was answered before; the answer then stands.
	Before bool
}

func (BaselineAsking) isReply() {}
func (BaselineNoted) isReply()  {}

func baseline() subject { return subject{needs: needsOfBaseline, step: stepBaseline} }

func needsOfBaseline(n *Needs, _ State, in Input, _ *store.Person) {
	if in.Kind == KindButton && in.Button.Verb == VerbBaseline {
		n.Officers, n.Dispute = true, &DisputeNeeds{Mine: true}
	}
}

// askBaseline adds the question to the first answer that a member gets after she
// was linked: once, and not while something else is asked of her or is wrong.
func askBaseline(in Input, f Facts, decision Decision) Decision {
	if in.Group || f.Person == nil || f.Person.Baseline == nil || len(decision.Replies) != 1 {
		return decision
	}
	b := *f.Person.Baseline
	isBusy := decision.State.Ask != AskNothing || f.Person.Link.OwesConsent || f.Person.Link.Freeze != nil
	if b.IsAsked || b.Agrees != nil || isBusy {
		return decision
	}
	decision.Replies = append(decision.Replies, BaselineAsking{b})
	decision.Acts = append(decision.Acts, store.BaselineStep{Member: b.Member, At: f.Now})
	return decision
}

// stepBaseline keeps the answer; what is not right goes on as a dispute about the
// figure of that day.
func stepBaseline(state State, in Input, f Facts) (Decision, bool) {
	if in.Kind != KindButton || in.Button.Verb != VerbBaseline {
		return Decision{}, false
	}
	member, err := ParseIDArg(in.Button.Args[0])
	switch {
	case err != nil || f.Person.Baseline == nil:
		return note(state, TopicNotFound), true
	case member != f.Person.Member.ID.UUID:
		return note(state, TopicNotYours), true
	case f.Person.Baseline.Agrees != nil:
		return say(state, BaselineNoted{*f.Person.Baseline, true}), true
	}
	b, agrees := *f.Person.Baseline, in.Button.Args[1] == BaselineRight
	b.Agrees = &agrees
	decision := say(state, BaselineNoted{b, false})
	if !agrees {
		decision = disputeBaseline(f, b, decision)
	}
	decision.Acts = append(decision.Acts, store.BaselineStep{Member: b.Member, Agrees: &agrees, At: f.Now})
	return decision, true
}

// disputeBaseline opens the dispute about the figure she was shown.
func disputeBaseline(f Facts, b store.Baseline, decision Decision) Decision {
	amount := b.Contribution
	if f.Fund.Preset.MemberMoney() == ledger.KindDeposit {
		amount = b.Savings
	}
	d := newDispute(f, ledger.EntryID{}, amount, ledger.MemberID{}, "")
	d.Through = b.On
	opened := beginDispute(f, d)
	decision.Acts = append(decision.Acts, opened.Acts...)
	decision.Replies = opened.Replies
	return decision
}
