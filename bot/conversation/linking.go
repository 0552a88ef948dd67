package conversation

import (
	"time"

	"sajja/bot/intent"
	"sajja/bot/linkcode"
	"sajja/ledger"
	"sajja/store"
)

// The buttons of linking LINE. What a stranger presses names the fund, for by
// herself she belongs to none.
const (
	VerbLinkFund    Verb = "link-fund"    // [fund] ask that fund's officers
	VerbLinkCode    Verb = "link-code"    // [fund code] agree, by a code that was typed
	VerbLinkAgree   Verb = "link-agree"   // [fund request] agree, by a request that was confirmed
	VerbLinkNo      Verb = "link-no"      // [fund code-or-request] do not agree
	VerbLinkObject  Verb = "link-object"  // [fund request] it was not me, says the old phone
	VerbLinkApprove Verb = "link-approve" // [request member] the officer knows her
	VerbLinkSecond  Verb = "link-second"  // [request] another officer does too
	VerbLinkRefuse  Verb = "link-refuse"  // [request]
)

// AskLinkWho waits for a stranger's name and number.
const AskLinkWho Ask = "link-who"

// LinkingNeeds say what a turn about links must know.
type LinkingNeeds struct {
	// User is who wrote.
	User string
	// Code was typed; CodeID and Request stand on a button.
	Code    linkcode.Code
	CodeID  ledger.LinkCodeID
	Request ledger.LinkRequestID
	// Member is whom an officer means.
	Member ledger.MemberID
	// Named are words that may mean a member.
	Named string
	// Mine are the writer's own requests, Open all that wait for officers.
	Mine, Open bool
	// MyFunds are those she is a member of; FundsNamed all with FundWords in their
	// names.
	MyFunds, FundsNamed bool
	FundWords           string
}

// LinkingFacts are what a turn about links knows.
type LinkingFacts struct {
	Tries store.LinkTries
	// Code is nil where there is no such code.
	Code *store.LinkCode
	// Request is nil where there is none.
	Request *store.LinkRequest
	// Subject is the member that the code, the request or the officer means.
	Subject *store.LinkSubject
	// Found are the members that Named may mean, the likeliest first; IsSure that
	// it can only be the first.
	Found  []store.Member
	IsSure bool
	Mine   []store.LinkRequest
	Open   []OpenRequest
	// Funds are at most FundsMax, IsAllFunds tells that there are no more.
	Funds      []store.Fund
	IsAllFunds bool
}

// OpenRequest is a request that waits, and whom it may be about.
type OpenRequest struct {
	Request store.LinkRequest
	Found   []store.Member
	Subject *store.LinkSubject
}

// FundsMax is how many funds a card offers, OpenRequestsMax how many requests are
// shown at once.
const (
	FundsMax        = 4
	OpenRequestsMax = 4
)

// FundOf gives the fund that a button's data name, where the fund is to be known
// before the writer is.
func FundOf(data string) (ledger.FundID, bool) {
	b, err := ParseButton(data)
	if err != nil {
		return ledger.FundID{}, false
	}
	switch b.Verb {
	case VerbLinkFund, VerbLinkCode, VerbLinkAgree, VerbLinkNo, VerbLinkObject, VerbFund:
		id, err := ParseIDArg(b.Args[0])
		return ledger.FundID{UUID: id}, err == nil
	}
	return ledger.FundID{}, false
}

// linkingNeeds asks for what linking, freezing and choosing a fund must know; the
// person is nil for a stranger.
func linkingNeeds(n *Needs, state State, in Input, person *store.Person) {
	need := LinkingNeeds{User: in.UserID}
	switch {
	case in.Kind == KindButton:
		need.ofButton(in.Button)
	case in.Kind == KindText:
		need.ofText(state, in, person)
	}
	if person == nil && in.Kind != KindUnsend {
		need.FundsNamed, need.Mine = true, true // for the welcome
	}
	if person != nil && person.Link.IsInSeveral {
		need.MyFunds = true
	}
	if need != (LinkingNeeds{User: in.UserID}) {
		n.Linking, n.Officers = &need, n.Officers || need.concernsOfficers()
	}
}

// concernsOfficers tells whether others may have to hear of it.
func (n LinkingNeeds) concernsOfficers() bool {
	return n.Code != "" || !n.Request.IsZero() || !n.CodeID.IsZero() || !n.Member.IsZero() || n.Named != ""
}

func (n *LinkingNeeds) ofButton(b Button) {
	var id [2]ledger.MemberID // as plain IDs
	for i := range min(len(b.Args), len(id)) {
		parsed, err := ParseIDArg(b.Args[i])
		if err != nil {
			return
		}
		id[i].UUID = parsed
	}
	switch b.Verb {
	case VerbLinkCode:
		n.CodeID.UUID = id[1].UUID
	case VerbLinkAgree, VerbLinkNo, VerbLinkObject:
		n.Request.UUID = id[1].UUID
	case VerbLinkApprove:
		n.Request.UUID, n.Member = id[0].UUID, id[1]
	case VerbLinkSecond, VerbLinkRefuse:
		n.Request.UUID = id[0].UUID
	case VerbUnlinkOf, VerbFreeze, VerbUnfreeze:
		n.Member = id[0]
	}
}

func (n *LinkingNeeds) ofText(state State, in Input, person *store.Person) {
	if code, ok := linkcode.Parse(in.Text); ok {
		n.Code = code
		return
	}
	words := in.Meaning.Slots.Text
	if person == nil {
		switch {
		case in.Meaning.Intent == intent.LinkRequest:
			n.Named, n.FundWords = words, words
		case state.Ask == AskLinkWho:
			n.Named = in.Text
		}
		return
	}
	switch in.Meaning.Intent {
	case intent.LinkRequests:
		n.Open = person.May(ledger.RightKeepRegister)
	case intent.UnlinkOf, intent.FreezeOf, intent.UnfreezeOf:
		if person.May(ledger.RightKeepRegister) || person.May(ledger.RightFreeze) {
			n.Named = words
		}
	case intent.SwitchFund:
		n.MyFunds = true
	}
}

// stepStranger offers a way in to whoever has no member's record in this fund, and
// takes the steps of it; what she takes back needs no answer.
func stepStranger(state State, in Input, f Facts) Decision {
	if f.Linking == nil {
		f.Linking = &LinkingFacts{}
	}
	switch in.Kind {
	case KindUnsend:
		return Decision{Unsent: in.MessageID}
	case KindText:
		return strangerSays(state, in, f)
	case KindButton:
		if decision, ok := strangerPresses(in, f); ok {
			return decision
		}
	}
	return welcome(f)
}

func strangerSays(state State, in Input, f Facts) Decision {
	if code, ok := linkcode.Parse(in.Text); ok {
		return typeCode(code, in, f)
	}
	said := in.Meaning.Slots.Text
	switch {
	case in.Meaning.Intent == intent.LinkRequest && f.Fund.ID.IsZero():
		return offerFunds(said, f)
	case in.Meaning.Intent == intent.LinkRequest && said == "":
		return askWho(in, f, nil)
	case in.Meaning.Intent == intent.LinkRequest:
		return request(said, in, f)
	case in.Meaning.Intent == intent.SwitchFund:
		return offerFunds("", f)
	case state.Ask != AskLinkWho:
		return welcome(f)
	case in.Meaning.Intent == intent.Cancel || in.Meaning.Intent == intent.Deny:
		return say(State{}, LinkCard{Topic: "link.declined"})
	}
	return request(in.Text, in, f)
}

// welcome says in two lines how to come in; whoever has asked hears how her
// request stands.
func welcome(f Facts) Decision {
	if waiting, ok := waitingRequest(f); ok {
		return waitingCard(waiting, f)
	}
	card := LinkCard{Topic: "link.welcome"}
	switch {
	case !f.Fund.ID.IsZero():
		card.Buttons = []LinkButton{fundButton(VerbLinkFund, f.Fund)}
	case !f.Linking.IsAllFunds || len(f.Linking.Funds) == 0:
		card.Topic = "link.welcome-many"
	default:
		card.Buttons = fundButtons(VerbLinkFund, f.Linking.Funds)
	}
	return say(State{}, card)
}

// offerFunds asks a stranger which fund she means.
func offerFunds(words string, f Facts) Decision {
	switch {
	case len(f.Linking.Funds) == 0:
		return say(State{}, LinkCard{Topic: "link.no-such-fund"})
	case words == "" && !f.Linking.IsAllFunds:
		return say(State{}, LinkCard{Topic: "link.welcome-many"})
	}
	return say(State{}, LinkCard{Topic: "link.which-fund", Buttons: fundButtons(VerbLinkFund, f.Linking.Funds)})
}

// askWho asks a stranger for her name and number.
func askWho(in Input, f Facts, acts []store.Act) Decision {
	if waiting, ok := waitingRequest(f); ok {
		decision := waitingCard(waiting, f)
		decision.Acts = acts
		return decision
	}
	return Decision{State: State{Ask: AskLinkWho}, Acts: acts, Replies: []Reply{LinkCard{Topic: "link.who"}}}
}

// waitingRequest gives the stranger's request that still waits.
func waitingRequest(f Facts) (store.LinkRequest, bool) {
	for _, r := range f.Linking.Mine {
		if r.IsOpen() {
			return r, true
		}
	}
	return store.LinkRequest{}, false
}

// waitingCard tells a stranger whose word her request waits for; her own consent
// is the last.
func waitingCard(r store.LinkRequest, f Facts) Decision {
	subject := f.Linking.Subject
	switch {
	case r.ApprovedBy.IsZero() && r.Code.IsZero():
		return say(State{}, LinkCard{Topic: "link.asked-before", At: r.AskedAt})
	case r.ApprovedBy.IsZero():
		return say(State{}, LinkCard{Topic: "link.two-officers"})
	case subject == nil || subject.Member.ID != r.Member || subject.NeedsTwo && r.SecondedBy.IsZero():
		return say(State{}, LinkCard{Topic: "link.one-more"})
	}
	return say(State{}, consentCard(f, *subject, VerbLinkAgree, IDArg(r.ID.UUID)))
}

func strangerPresses(in Input, f Facts) (Decision, bool) {
	switch in.Button.Verb {
	case VerbLinkFund:
		return askWho(in, f, []store.Act{store.FundChosen{LineUserID: in.UserID, At: f.Now}}), true
	case VerbLinkCode:
		return agreeByCode(in, f), true
	case VerbLinkAgree:
		return agreeByRequest(in, f), true
	case VerbLinkNo:
		return decline(in, f), true
	case VerbLinkObject:
		return object(in, f), true
	}
	return Decision{}, false
}

// saidMax is the longest self-description kept, in runes: a name, a number and a
// village.
const saidMax = 120

// request asks the officers to say who this is.
func request(said string, in Input, f Facts) Decision {
	today := 0
	for _, r := range f.Linking.Mine {
		if r.IsOpen() {
			return waitingCard(r, f)
		}
		if f.Now.Sub(r.AskedAt) < 24*time.Hour {
			today++
		}
	}
	if today >= store.LinkRequestsOfDay {
		return say(State{}, LinkCard{Topic: "link.asked-often"})
	}
	r := store.LinkRequest{ID: ledger.NewLinkRequestID(), LineUserID: in.UserID, Said: oneLine(said, saidMax), AskedAt: f.Now}
	decision := Decision{Acts: []store.Act{store.LinkRequested{Request: r}}, Replies: []Reply{LinkCard{Topic: "link.asked"}}}
	return f.tellOfficers(decision, ledger.RightKeepRegister, in.UserID, requestCard(OpenRequest{Request: r, Found: f.Linking.Found}))
}

// stepOfficersOfLinks takes a code that a member types, and what officers do about
// other people's LINE.
func stepOfficersOfLinks(state State, in Input, f Facts) (Decision, bool) {
	if in.Kind == KindButton {
		switch in.Button.Verb {
		case VerbLinkApprove, VerbLinkSecond, VerbLinkRefuse:
			return stepRequestButton(state, in, f), true
		case VerbFreeze, VerbUnfreeze, VerbUnlinkOf:
			return stepOfficerButton(state, in, f), true
		}
		return Decision{}, false
	}
	if in.Kind != KindText {
		return Decision{}, false
	}
	if code, ok := linkcode.Parse(in.Text); ok {
		return typeCode(code, in, f), true
	}
	switch in.Meaning.Intent {
	case intent.LinkRequest:
		return say(state, LinkCard{Topic: "link.already", Member: f.Person.Member}), true
	case intent.LinkRequests:
		return stepRequests(state, f), true
	case intent.UnlinkOf, intent.FreezeOf, intent.UnfreezeOf:
		return stepOfficerOn(state, in, f), true
	}
	return Decision{}, false
}
