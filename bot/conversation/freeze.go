package conversation

import (
	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/store"
)

// The buttons that stop a member's LINE, let it go, or end its link.
const (
	VerbFreeze   Verb = "freeze"    // [member]
	VerbUnfreeze Verb = "unfreeze"  // [member]
	VerbUnlink   Verb = "unlink"    // one's own
	VerbUnlinkOf Verb = "unlink-of" // [member]
)

// stepOfficerOn takes what an officer says about a member's LINE: อายัด, เลิกอายัด,
// เลิกผูกไลน์ and her name or number.
func stepOfficerOn(state State, in Input, f Facts) Decision {
	kind := in.Meaning.Intent
	right, verb, topic := ledger.RightFreeze, VerbFreeze, LinkTopic("freeze.whom")
	switch kind {
	case intent.UnfreezeOf:
		verb, topic = VerbUnfreeze, "unfreeze.whom"
	case intent.UnlinkOf:
		right, verb, topic = ledger.RightKeepRegister, VerbUnlinkOf, "unlink.whom"
	}
	l := f.Linking
	switch {
	case !f.Person.May(right):
		return say(state, LinkCard{Topic: "link.no-office"})
	case l == nil || len(l.Found) == 0:
		return say(state, LinkCard{Topic: "member.none"})
	case !l.IsSure || kind == intent.UnlinkOf || l.Subject == nil:
		card := LinkCard{Topic: topic, Buttons: append(memberButtons(verb, l.Found), quiet(VerbNo))}
		return say(state, card)
	case kind == intent.UnfreezeOf:
		return unfreeze(state, in, f)
	}
	return freeze(state, in, f)
}

// stepOfficerButton takes the same by button.
func stepOfficerButton(state State, in Input, f Facts) Decision {
	right := ledger.RightFreeze
	if in.Button.Verb == VerbUnlinkOf {
		right = ledger.RightKeepRegister
	}
	switch {
	case !f.Person.May(right):
		return say(state, LinkCard{Topic: "link.no-office"})
	case f.Linking == nil || f.Linking.Subject == nil:
		return note(state, TopicNotFound)
	case in.Button.Verb == VerbUnlinkOf:
		return unlinkOf(state, in, f)
	case in.Button.Verb == VerbUnfreeze:
		return unfreeze(state, in, f)
	}
	return freeze(state, in, f)
}

// freeze stops a member's LINE at once, on one officer's word.
func freeze(state State, in Input, f Facts) Decision {
	subject := f.Linking.Subject
	if now := subject.Freeze; now != nil {
		return say(state, LinkCard{Topic: "freeze.already", Member: subject.Member, By: byName(now.By, f), At: now.At})
	}
	by := f.Person.Member
	decision := Decision{State: state, Acts: []store.Act{store.Frozen{Member: subject.Member.ID, Number: subject.Freezes + 1, By: by.ID, At: f.Now}}}
	decision = decision.saying(LinkCard{Topic: "freeze.done", Member: subject.Member})
	decision = tellUser(decision, subject.Member.LineUserID, LinkCard{Topic: "freeze.member-told", Member: subject.Member, By: by.Name})
	return f.tellOfficers(decision, ledger.RightFreeze, in.UserID, LinkCard{
		Topic: "freeze.told", Member: subject.Member, By: by.Name, Buttons: memberButtons(VerbUnfreeze, []store.Member{subject.Member}),
	})
}

// byName gives who froze; the fund's own name stands for an objection.
func byName(by store.Officer, f Facts) string {
	if by.IsZero() {
		return f.Fund.Name
	}
	return by.Name
}

// unfreeze takes one of the two words that let a member go.
func unfreeze(state State, in Input, f Facts) Decision {
	subject, by := f.Linking.Subject, f.Person.Member
	now := subject.Freeze
	switch {
	case now == nil:
		return say(state, LinkCard{Topic: "unfreeze.not-frozen", Member: subject.Member})
	case isOwnAffair(f, subject.Member), now.ReleasedBy.ID == by.ID:
		return say(state, LinkCard{Topic: "link.another-officer"})
	}
	decision := Decision{State: state, Acts: []store.Act{store.FreezeReleased{Freeze: *now, Officer: by.ID, At: f.Now}}}
	if now.ReleasedBy.IsZero() {
		decision = decision.saying(LinkCard{Topic: "unfreeze.first", Member: subject.Member})
		return f.tellOfficers(decision, ledger.RightFreeze, in.UserID, LinkCard{
			Topic: "unfreeze.ask-second", Member: subject.Member, By: by.Name, Buttons: memberButtons(VerbUnfreeze, []store.Member{subject.Member}),
		})
	}
	decision = decision.saying(LinkCard{Topic: "unfreeze.done", Member: subject.Member})
	return tellUser(decision, subject.Member.LineUserID, LinkCard{Topic: "unfreeze.told", Member: subject.Member})
}

// unlinkOf ends a member's link on an officer's word.
func unlinkOf(state State, _ Input, f Facts) Decision {
	member := f.Linking.Subject.Member
	if member.LineUserID == "" {
		return say(state, LinkCard{Topic: "unlink.none", Member: member})
	}
	decision := Decision{State: state, Acts: []store.Act{store.Unlinked{LineUserID: member.LineUserID, How: store.UnlinkedByOfficer, At: f.Now}}}
	decision = decision.saying(LinkCard{Topic: "unlink.officer-done", Member: member})
	return tellUser(decision, member.LineUserID, LinkCard{Topic: "unlink.told", Member: member, By: f.Person.Member.Name})
}

// askUnlink shows a member what ends with her link, and what stays.
func askUnlink(state State, f Facts) Decision {
	return say(state, LinkCard{Topic: "unlink.ask", Member: f.Person.Member, Buttons: []LinkButton{
		{Button: Button{Verb: VerbUnlink}}, quiet(VerbNo),
	}})
}

// unlink ends one's own link; nobody can refuse it.
func unlink(in Input, f Facts, how store.UnlinkHow, topic LinkTopic) Decision {
	return Decision{
		Acts:    []store.Act{store.Unlinked{LineUserID: in.UserID, How: how, At: f.Now}},
		Replies: []Reply{LinkCard{Topic: topic, Member: f.Person.Member}},
	}
}
