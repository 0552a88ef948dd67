package conversation

import (
	"errors"
	"strconv"

	"sajja/ledger"
	"sajja/store"
)

func stepClosingButton(state State, in Input, f Facts) Decision {
	way := f.Closing.Closing
	if way == nil {
		return say(state, ClosingNote{Topic: ClosingMissing})
	}
	closed := f.Closing.Books.ClosedThrough
	if way.IsClosed() || !closed.IsZero() && !way.Through.After(closed) {
		return say(state, LastClosing{f.Closing.Books}, ClosingNote{Topic: ClosingOver, Through: way.Through})
	}
	if in.Button.Verb == VerbCloseRecount {
		return say(closingDraft{Through: way.Through}.state(AskClosingCash), ClosingStart{way.Through, f.Closing.Books})
	}
	if step, err := strconv.Atoi(in.Button.Args[1]); err != nil || step != countStep(*way) {
		return say(state, ClosingNote{Topic: ClosingNewer}, closingCard(f, *way, f.Person.Member))
	}
	if in.Button.Verb == VerbCloseReturn {
		return returnClosing(state, f, *way)
	}
	if _, signed := way.Last(); signed.By.IsZero() {
		return signFirst(state, f, *way)
	}
	return signSecond(state, f, *way, in.EventID)
}

// signFirst signs and shows the count to everybody who may sign second.
func signFirst(state State, f Facts, way ledger.Closing) Decision {
	who := f.Person.Member
	step, err := way.SignFirst(who.ID, f.Closing.Books.Figures, f.Now)
	if err != nil {
		return refuseSignature(state, f, way, err)
	}
	others := secondSigners(f, who)
	if len(others) == 0 {
		return say(state, ClosingNote{Topic: ClosingNobody})
	}
	decision := takeClosingStep(f, way, step, Decision{})
	way.Steps = append(way.Steps, step)
	for _, o := range others {
		decision.Replies = append(decision.Replies, Told{To: o, Reply: closingCard(f, way, o)})
	}
	return decision
}

// secondSigners are the officers with LINE who may sign beside the first: not of
// his household, and one of both is the treasurer or the chair.
func secondSigners(f Facts, first store.Member) []store.Member {
	var others []store.Member
	for _, o := range f.Officers {
		isStrong := o.May(ledger.RightCorrect) || first.May(ledger.RightCorrect)
		if o.LineUserID != "" && o.May(ledger.RightSignClose) && isStrong && !sameHousehold(o, first) {
			others = append(others, o)
		}
	}
	return others
}

// signSecond closes the month.
func signSecond(state State, f Facts, way ledger.Closing, event string) Decision {
	who := f.Person.Member
	_, signed := way.Last()
	first := officerOr(f.Officers, signed.By, store.Member{})
	second := ledger.Second{By: who.ID, SameHousehold: who.ID != first.ID && sameHousehold(who, first), FirstHolds: first.May(ledger.RightSignClose)}
	step, err := way.SignSecond(second, f.Closing.Books.Figures, f.Now)
	switch {
	case err != nil:
		return refuseSignature(state, f, way, err)
	case !who.May(ledger.RightCorrect) && !first.May(ledger.RightCorrect):
		return say(state, ClosingNote{Topic: ClosingNoStrong})
	}
	done := MonthClosed{Through: way.Through, Count: step.Count, First: first.Name, Second: who.Name}
	decision := Decision{
		Acts: []store.Act{store.CloseMonth{
			StepClosing: store.StepClosing{Closing: way.ID, Step: len(way.Steps) + 1, ClosingStep: step},
			Through:     way.Through, First: first.ID, Event: event,
		}},
		Replies: []Reply{done},
	}
	for _, o := range f.Officers {
		if o.ID != who.ID && o.May(ledger.RightSeeBooks) {
			decision.Replies = append(decision.Replies, Told{To: o, Ride: o.ID != first.ID, Reply: done})
		}
	}
	return decision
}

// refuseSignature says why, and where the books moved shows them anew.
func refuseSignature(state State, f Facts, way ledger.Closing, err error) Decision {
	switch {
	case errors.Is(err, ledger.ErrClosingMoved):
		return lookAnew(f, way)
	case errors.Is(err, ledger.ErrPeriodNote):
		counted, _ := way.Last()
		draft := closingDraft{way.Through, counted.Cash, counted.Bank}
		return say(draft.state(AskClosingNote), closingQuestion(f, draft, AskClosingNote))
	case errors.Is(err, ledger.ErrSignerLeft):
		counted, _ := way.Last()
		step := way.Recount(f.Person.Member.ID, counted.Books, f.Now)
		decision := takeClosingStep(f, way, step, Decision{})
		decision.Replies = append([]Reply{ClosingNote{Topic: ClosingLeft}}, decision.Replies...)
		return decision
	}
	topics := map[error]ClosingTopic{
		ledger.ErrClosingEnded: ClosingOver, ledger.ErrClosingUncounted: ClosingMissing, ledger.ErrClosingUnsigned: ClosingMissing,
		ledger.ErrClosingSigned: ClosingTwice, ledger.ErrMakerIsChecker: ClosingTwice, ledger.ErrSameHousehold: ClosingHousehold,
	}
	for refusal, topic := range topics {
		if errors.Is(err, refusal) {
			return say(state, ClosingNote{Topic: topic, Through: way.Through})
		}
	}
	return say(state, ClosingNote{Topic: ClosingMissing})
}

// lookAnew writes the count down beside what the books say now, tells who looks,
// and asks the first signer to sign again.
func lookAnew(f Facts, way ledger.Closing) Decision {
	counted, signed := way.Last()
	before := counted.Books
	step := way.Recount(f.Person.Member.ID, f.Closing.Books.Figures, f.Now)
	decision := takeClosingStep(f, way, step, Decision{})
	way.Steps = append(way.Steps, step)
	own := closingCard(f, way, f.Person.Member)
	own.Moved = &before
	own.MaySign = signed.By.IsZero() || signed.By == f.Person.Member.ID
	decision.Replies = []Reply{own}
	if first := officerOr(f.Officers, signed.By, store.Member{}); !first.ID.IsZero() && first.ID != f.Person.Member.ID {
		card := closingCard(f, way, first)
		card.Moved = &before
		decision.Replies = append(decision.Replies, Told{To: first, Reply: card})
	}
	return decision
}

// returnClosing sends a signed count back to the first signer.
func returnClosing(state State, f Facts, way ledger.Closing) Decision {
	counted, signed := way.Last()
	if signed.By.IsZero() {
		return say(State{}, ClosingNote{Topic: ClosingMissing})
	}
	first := officerOr(f.Officers, signed.By, store.Member{})
	step := ledger.ClosingStep{Kind: ledger.StepDrop, By: f.Person.Member.ID, At: f.Now, Count: counted.Count}
	decision := Decision{
		State:   state,
		Acts:    []store.Act{store.StepClosing{Closing: way.ID, Step: len(way.Steps) + 1, ClosingStep: step}},
		Replies: []Reply{ClosingNote{Topic: ClosingSent, Through: way.Through, Name: first.Name}},
	}
	way.Steps = append(way.Steps, step)
	if !first.ID.IsZero() && first.ID != f.Person.Member.ID {
		card := closingCard(f, way, first)
		card.Returned = f.Person.Member.Name
		decision.Replies = append(decision.Replies, Told{To: first, Reply: card})
	}
	return decision
}
