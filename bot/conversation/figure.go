package conversation

import (
	"sajja/ledger"
	"sajja/store"
)

// Verbs of a member's own figure after a month's close. Their arguments are her ID
// and the period's last day: a forwarded button answers for nobody else.
const (
	VerbFigureRight Verb = "fig-right" // ✅ ตรง
	VerbFigureWrong Verb = "fig-wrong" // ✋ ทักท้วง
)

// FigureNeeds asks for a person's own figure.
type FigureNeeds struct{ Through ledger.Date }

// FigureAsking is the message that asks a member about her figure, with marks
// where her own goes: it is put into words once for all.
type FigureAsking struct{ Through ledger.Date }

// FigureNoted tells that an answer is kept.
type FigureNoted struct {
	Check store.FigureCheck
	// Before says that it was answered so before.
	Before bool
}

func (FigureAsking) isReply() {}
func (FigureNoted) isReply()  {}

func figure() subject { return subject{needs: needsOfFigure, step: stepFigure} }

func needsOfFigure(n *Needs, _ State, in Input, _ *store.Person) {
	if in.Kind != KindButton || in.Button.Verb != VerbFigureRight && in.Button.Verb != VerbFigureWrong {
		return
	}
	if through, err := ledger.ParseDate(in.Button.Args[1]); err == nil {
		n.Figure, n.Officers = &FigureNeeds{through}, true
		n.Dispute = &DisputeNeeds{Mine: true}
	}
}

// stepFigure comes before the disputes, whose facts it uses.
func stepFigure(state State, in Input, f Facts) (Decision, bool) {
	if in.Kind != KindButton || in.Button.Verb != VerbFigureRight && in.Button.Verb != VerbFigureWrong {
		return Decision{}, false
	}
	member, err := ParseIDArg(in.Button.Args[0])
	switch {
	case err != nil || f.Figure == nil:
		return note(state, TopicNotFound), true
	case member != f.Person.Member.ID.UUID:
		return note(state, TopicNotYours), true
	}
	check := *f.Figure
	answer := store.FigureRight
	if in.Button.Verb == VerbFigureWrong {
		answer = store.FigureDisputed
	}
	isBefore := check.Answer == answer
	check.Answer, check.AnsweredAt = answer, f.Now
	decision := say(state, FigureNoted{check, isBefore})
	if !isBefore {
		decision.Acts = []store.Act{store.AnswerFigure{Through: check.Through, Member: check.Member.ID, Number: check.Answers + 1,
			Answer: answer, By: f.Person.Member.ID, At: f.Now}}
	}
	if answer == store.FigureDisputed {
		return disputeFigure(f, check, decision), true
	}
	return decision, true
}

// disputeFigure opens the dispute about the figure she was shown, unless one is
// open.
func disputeFigure(f Facts, check store.FigureCheck, decision Decision) Decision {
	for _, d := range f.Dispute.Mine {
		if d.Through == check.Through && d.State().IsOpen() {
			decision.Replies = append(decision.Replies, cardOf(f, d, f.Person.Member, "", ""))
			return decision
		}
	}
	amount := check.Contribution
	if f.Fund.Preset.MemberMoney() == ledger.KindDeposit {
		amount = check.Savings
	}
	d := newDispute(f, ledger.EntryID{}, amount, ledger.MemberID{}, "")
	d.Through = check.Through
	opened := beginDispute(f, d)
	decision.Acts = append(decision.Acts, opened.Acts...)
	decision.Replies = opened.Replies
	return decision
}
