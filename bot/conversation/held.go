package conversation

import (
	"strconv"
	"time"

	"sajja/bot/intent"
	"sajja/store"
)

// The buttons that let a message go on that was held back.
const (
	VerbFund      Verb = "fund"       // [fund] talk with this fund
	VerbConsent   Verb = "consent"    // [version] agree to the new text
	VerbConsentNo Verb = "consent-no" // [version]
)

// What a message is held back for. The message itself stands in the state and is
// carried out when the answer has come.
const (
	AskFund    Ask = "fund"
	AskConsent Ask = "consent"
)

// heldMax bounds a message that is held back, in runes; a longer one is asked for
// again.
const heldMax = 2000

// Resumed gives the input that a button lets go on: the message that was held
// back when the question came, unless that is long ago. Any other input it gives
// back as it is.
func Resumed(now time.Time, state State, in Input) Input {
	isAnswer := in.Kind == KindButton && state.Text != "" && !state.isCold(now) &&
		(state.Ask == AskFund && in.Button.Verb == VerbFund || state.Ask == AskConsent && in.Button.Verb == VerbConsent)
	if !isAnswer || in.Group {
		return in
	}
	answer := in.Button
	in.Answer, in.Kind, in.Button = &answer, KindText, Button{}
	in.Text, in.MessageID = state.Text, state.Ref
	return in
}

// stepLinking is first of the subjects: it holds a turn back until it is known
// with which fund, and whether she agreed; a frozen LINE goes no further.
func stepLinking(state State, in Input, f Facts) (Decision, bool) {
	if f.Linking == nil {
		f.Linking = &LinkingFacts{}
	}
	if in.Answer != nil {
		return goOn(in, f), true
	}
	if in.Kind == KindUnsend {
		return Decision{}, false
	}
	if decision, ok := stepLinkButtons(state, in, f); ok {
		return decision, true
	}
	link := f.Person.Link
	switch {
	case link.IsInSeveral && !link.HasChosen && in.Kind == KindText && in.Meaning.Intent != intent.SwitchFund:
		return hold(AskFund, in, LinkCard{Topic: "fund.which", Buttons: fundButtons(VerbFund, f.Linking.Funds)}), true
	case in.Kind == KindText && in.Meaning.Intent == intent.SwitchFund:
		return switchFund(state, f), true
	case in.Kind == KindText && in.Meaning.Intent == intent.Unlink:
		return askUnlink(state, f), true
	case link.Freeze != nil:
		return say(State{}, LinkCard{Topic: "frozen", Member: f.Person.Member}), true
	case link.OwesConsent:
		version := strconv.Itoa(store.ConsentVersion)
		return hold(AskConsent, in, LinkCard{Topic: "link.consent-again", Count: store.ConsentVersion, Buttons: []LinkButton{
			{Button: Button{Verb: VerbConsent, Args: []string{version}}}, quiet(VerbConsentNo, version),
		}}), true
	}
	return stepOfficersOfLinks(state, in, f)
}

// hold keeps a message back behind a question. What is no text is not kept: the
// button or picture can be sent again.
func hold(ask Ask, in Input, card LinkCard) Decision {
	next := State{Ask: ask}
	if in.Kind == KindText && len([]rune(in.Text)) <= heldMax {
		next.Text, next.Ref = in.Text, in.MessageID
	}
	return say(next, card)
}

// goOn carries out the message that was held back, now that its question is
// answered.
func goOn(in Input, f Facts) Decision {
	acts := answerActs(*in.Answer, in, f)
	person := *f.Person
	if in.Answer.Verb == VerbFund {
		person.Link.HasChosen = true
	} else {
		person.Link.OwesConsent = false
	}
	f.Person, in.Answer = &person, nil
	decision := step(State{}, in, f)
	decision.Acts = append(acts, decision.Acts...)
	return decision
}

func answerActs(answer Button, in Input, f Facts) []store.Act {
	if answer.Verb == VerbFund {
		return []store.Act{store.FundChosen{LineUserID: in.UserID, At: f.Now}}
	}
	return []store.Act{consented(in, f, true)}
}

func consented(in Input, f Facts, agreed bool) store.Consented {
	return store.Consented{LineUserID: in.UserID, Member: f.Person.Member.ID, Version: store.ConsentVersion,
		Agreed: agreed, How: store.ConsentInChat, At: f.Now}
}

// stepLinkButtons takes the buttons that work whatever holds a person's messages
// back: she can always go, object, and say with which fund.
func stepLinkButtons(state State, in Input, f Facts) (Decision, bool) {
	if in.Kind != KindButton {
		return Decision{}, false
	}
	switch in.Button.Verb {
	case VerbFund:
		return Decision{Acts: answerActs(in.Button, in, f), Replies: []Reply{LinkCard{Topic: "fund.chosen", Fund: f.Fund}}}, true
	case VerbConsent:
		return Decision{Acts: []store.Act{consented(in, f, true)}, Replies: []Reply{LinkCard{Topic: "link.agreed", Member: f.Person.Member}}}, true
	case VerbConsentNo:
		decision := unlink(in, f, store.UnlinkedByDeclined, "link.declined-again")
		decision.Acts = append(decision.Acts, consented(in, f, false))
		return decision, true
	case VerbUnlink:
		return unlink(in, f, store.UnlinkedBySelf, "unlink.done"), true
	case VerbLinkObject:
		return object(in, f), true
	case VerbLinkCode:
		return agreeByCode(in, f), true
	case VerbLinkAgree:
		return agreeByRequest(in, f), true
	case VerbLinkNo:
		return decline(in, f), true
	case VerbLinkFund:
		return say(state, LinkCard{Topic: "link.already", Member: f.Person.Member}), true
	}
	return Decision{}, false
}

// switchFund lets a person say with which of her funds she talks from now on.
func switchFund(state State, f Facts) Decision {
	if len(f.Linking.Funds) < 2 {
		return say(state, LinkCard{Topic: "fund.only", Fund: f.Fund})
	}
	return say(state, LinkCard{Topic: "fund.switch", Fund: f.Fund, Buttons: fundButtons(VerbFund, f.Linking.Funds)})
}
