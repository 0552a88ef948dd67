package conversation

import (
	"sajja/ledger"
	"sajja/store"
)

// requestCard shows an officer what a stranger wants and what is missing.
func requestCard(open OpenRequest) LinkCard {
	r, ref := open.Request, IDArg(open.Request.ID.UUID)
	card := LinkCard{Topic: "link.ask-officer", Said: r.Said}
	switch {
	case !r.ApprovedBy.IsZero() && open.Subject != nil:
		card = LinkCard{Topic: "link.ask-second", Member: open.Subject.Member, By: r.ApprovedBy.Name, Buttons: []LinkButton{
			{Button: Button{Verb: VerbLinkSecond, Args: []string{ref}}, Member: open.Subject.Member},
		}}
	case open.Subject != nil:
		card = LinkCard{Topic: "link.ask-officer-again", Member: open.Subject.Member,
			Buttons: memberButtons(VerbLinkApprove, []store.Member{open.Subject.Member}, ref)}
	case len(open.Found) == 0:
		card.Topic = "link.ask-officer-none"
	default:
		card.Buttons = memberButtons(VerbLinkApprove, open.Found, ref)
	}
	card.Buttons = append(card.Buttons, quiet(VerbLinkRefuse, ref))
	return card
}

// stepRequests shows an officer the requests that wait.
func stepRequests(state State, f Facts) Decision {
	if !f.Person.May(ledger.RightKeepRegister) {
		return say(state, LinkCard{Topic: "link.no-office"})
	}
	if len(f.Linking.Open) == 0 {
		return say(state, LinkCard{Topic: "link.no-requests"})
	}
	decision := Decision{State: state}
	for _, open := range f.Linking.Open {
		decision = decision.saying(requestCard(open))
	}
	return decision
}

// stepRequestButton takes an officer's word on a request.
func stepRequestButton(state State, in Input, f Facts) Decision {
	l := f.Linking
	switch {
	case !f.Person.May(ledger.RightKeepRegister):
		return say(state, LinkCard{Topic: "link.no-office"})
	case l == nil || l.Request == nil:
		return note(state, TopicNotFound)
	case !l.Request.IsOpen():
		return say(state, LinkCard{Topic: "link.request-over", At: l.Request.EndAt})
	case in.Button.Verb == VerbLinkRefuse:
		return refuseRequest(state, f)
	case l.Subject == nil:
		return note(state, TopicNotFound)
	case isOwnAffair(f, l.Subject.Member) || l.Request.LineUserID == in.UserID:
		return say(state, LinkCard{Topic: "link.another-officer"})
	case in.Button.Verb == VerbLinkApprove:
		return approveRequest(state, in, f)
	}
	return secondRequest(state, in, f)
}

// isOwnAffair tells whether the officer would decide for herself or for her own
// house.
func isOwnAffair(f Facts, member store.Member) bool {
	own := f.Person.Member
	return member.ID == own.ID || own.Household != (ledger.HouseholdID{}) && own.Household == member.Household
}

func approveRequest(state State, in Input, f Facts) Decision {
	r, subject := f.Linking.Request, f.Linking.Subject
	if !r.ApprovedBy.IsZero() {
		return say(state, LinkCard{Topic: "link.step-taken", By: r.ApprovedBy.Name})
	}
	if !r.Member.IsZero() && r.Member != subject.Member.ID {
		return note(state, TopicNotFound) // the code named another
	}
	decision := Decision{State: state, Acts: []store.Act{store.LinkRequestStepped{
		Request: r.ID, Step: store.LinkApproved, Member: subject.Member.ID, Officer: f.Person.Member.ID, At: f.Now,
	}}}
	if !subject.NeedsTwo {
		decision = decision.saying(LinkCard{Topic: "link.confirmed", Member: subject.Member})
		return tellUser(decision, r.LineUserID, consentCard(f, *subject, VerbLinkAgree, IDArg(r.ID.UUID)))
	}
	next := *r
	next.ApprovedBy = store.Officer{ID: f.Person.Member.ID, Name: f.Person.Member.Name}
	decision = decision.saying(LinkCard{Topic: "link.confirmed-first", Member: subject.Member})
	decision = f.tellOfficers(decision, ledger.RightKeepRegister, in.UserID, requestCard(OpenRequest{Request: next, Subject: subject}))
	decision = tellUser(decision, r.LineUserID, LinkCard{Topic: "link.one-more"})
	return tellUser(decision, subject.Member.LineUserID, LinkCard{Topic: "link.replacing", Member: subject.Member, Buttons: objectButton(f)})
}

func secondRequest(state State, _ Input, f Facts) Decision {
	r, subject := f.Linking.Request, f.Linking.Subject
	switch {
	case r.ApprovedBy.IsZero():
		return note(state, TopicNotFound)
	case r.ApprovedBy.ID == f.Person.Member.ID:
		return say(state, LinkCard{Topic: "link.another-officer"})
	case !r.SecondedBy.IsZero():
		return say(state, LinkCard{Topic: "link.step-taken", By: r.SecondedBy.Name})
	}
	decision := Decision{State: state, Acts: []store.Act{store.LinkRequestStepped{
		Request: r.ID, Step: store.LinkSeconded, Officer: f.Person.Member.ID, At: f.Now,
	}}}
	decision = decision.saying(LinkCard{Topic: "link.confirmed", Member: subject.Member})
	return tellUser(decision, r.LineUserID, consentCard(f, *subject, VerbLinkAgree, IDArg(r.ID.UUID)))
}

func refuseRequest(state State, f Facts) Decision {
	r := f.Linking.Request
	if r.ApprovedBy.ID == f.Person.Member.ID {
		return say(state, LinkCard{Topic: "link.another-officer"})
	}
	decision := Decision{State: state, Acts: []store.Act{store.LinkRequestStepped{
		Request: r.ID, Step: store.LinkRefused, Officer: f.Person.Member.ID, At: f.Now,
	}}}
	decision = decision.saying(LinkCard{Topic: "link.refused-done"})
	return tellUser(decision, r.LineUserID, LinkCard{Topic: "link.not-confirmed"})
}

// agreeByRequest links the phone whose request the officers confirmed, with her
// consent as the last step.
func agreeByRequest(in Input, f Facts) Decision {
	l := f.Linking
	if l == nil || l.Request == nil || l.Subject == nil || l.Request.LineUserID != in.UserID {
		return note(State{}, TopicNotFound)
	}
	r := l.Request
	switch {
	case !r.IsOpen():
		return say(State{}, LinkCard{Topic: "link.request-over", At: r.EndAt})
	case f.Person != nil:
		return say(State{}, spokenFor(f))
	case r.ApprovedBy.IsZero(), l.Subject.NeedsTwo && r.SecondedBy.IsZero():
		return say(State{}, LinkCard{Topic: "link.one-more"})
	}
	decision := Decision{Acts: []store.Act{store.LinkRequestStepped{Request: r.ID, Step: store.LinkLinked, At: f.Now}}}
	return link(decision, in, f, store.LinkByRequest)
}

// objectButton lets the phone that is to be replaced say that it was not she.
func objectButton(f Facts) []LinkButton {
	return []LinkButton{quiet(VerbLinkObject, IDArg(f.Fund.ID.UUID), IDArg(f.Linking.Request.ID.UUID))}
}

// object stops a new phone on the word of the old one: before the link the request
// ends, within the waiting time after it the book is frozen.
func object(in Input, f Facts) Decision {
	l := f.Linking
	if l == nil || l.Request == nil || l.Subject == nil {
		return note(State{}, TopicNotFound)
	}
	r, subject := l.Request, l.Subject
	told := LinkCard{Topic: "link.objection-told", Member: subject.Member}
	switch {
	case r.IsOpen() && subject.Member.LineUserID == in.UserID:
		decision := Decision{Acts: []store.Act{store.LinkRequestStepped{Request: r.ID, Step: store.LinkObjected, At: f.Now}}}
		decision = tellUser(decision.saying(LinkCard{Topic: "link.objected"}), r.LineUserID, LinkCard{Topic: "link.not-confirmed"})
		return f.tellOfficers(decision, ledger.RightFreeze, in.UserID, told)
	case r.End != store.LinkLinked || subject.Before != in.UserID:
		return note(State{}, TopicNotFound)
	case subject.Freeze != nil:
		return say(State{}, LinkCard{Topic: "link.objected-frozen", Member: subject.Member})
	case f.Now.Sub(r.EndAt) > store.LinkHold:
		return say(State{}, LinkCard{Topic: "link.too-late"})
	}
	decision := Decision{Acts: []store.Act{store.Frozen{Member: subject.Member.ID, Number: subject.Freezes + 1, At: f.Now}}}
	decision = decision.saying(LinkCard{Topic: "link.objected-frozen", Member: subject.Member})
	return f.tellOfficers(decision, ledger.RightFreeze, in.UserID, told)
}
