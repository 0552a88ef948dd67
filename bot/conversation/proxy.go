package conversation

import (
	"slices"
	"strings"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

// The verbs of letting somebody act for oneself.
const (
	VerbProxyTo  Verb = "proxyto"  // this one: the member, and what he is to her
	VerbProxyAsk Verb = "proxyask" // ask him, in these things
	VerbProxyYes Verb = "proxyyes" // he will
	VerbProxyNo  Verb = "proxyno"  // he will not
	VerbProxyEnd Verb = "proxyend" // it ends now
)

// Allowance is what a proxy may be given for, as the buttons have it.
type Allowance string

// The allowances, the least first.
const (
	AllowSee Allowance = "see"
	AllowPay Allowance = "pay"
	AllowAll Allowance = "all"
)

// Allowances are those on the buttons.
var Allowances = [...]Allowance{AllowSee, AllowPay, AllowAll}

// Scopes gives what an allowance covers; none for an unknown one.
func (a Allowance) Scopes() []household.Scope {
	switch a {
	case AllowSee:
		return []household.Scope{household.ScopeSee}
	case AllowPay:
		return []household.Scope{household.ScopeSee, household.ScopePay}
	case AllowAll:
		return household.Scopes()
	}
	return nil
}

// proxyAnswerDays is how long the one who was asked may think about it.
const proxyAnswerDays = 14

// ProxyWho asks whom the member means.
type ProxyWho struct {
	Choices  []store.Member
	Relation household.Relation
}

// ProxyScopes asks what he may do.
type ProxyScopes struct {
	Holder   store.Member
	Relation household.Relation
	Until    ledger.Date
}

// ProxyAskedFor tells the member that he was asked; ProxyOffer asks him.
type (
	ProxyAskedFor struct{ Proxy store.Proxy }
	ProxyOffer    struct{ Proxy store.Proxy }
)

// ProxyTurned tells either side, or the officer, how a proxy went on.
type ProxyTurned struct {
	Proxy store.Proxy
	// Reader is who is told, By who did it.
	Reader ledger.MemberID
	By     store.Member
}

// ProxyList shows who acts for the person and for whom she acts.
type ProxyList struct {
	Proxies []store.Proxy
	Self    ledger.MemberID
	Today   ledger.Date
}

func (ProxyWho) isReply()      {}
func (ProxyScopes) isReply()   {}
func (ProxyAskedFor) isReply() {}
func (ProxyOffer) isReply()    {}
func (ProxyTurned) isReply()   {}
func (ProxyList) isReply()     {}

// choicesMax is how many people one card offers.
const choicesMax = 8

// grantProxy finds whom the member wants to act for her: somebody she names, or by
// a word of kin somebody of her house. Only who has LINE can.
func grantProxy(in Input, f Facts) Decision {
	said := strings.TrimSpace(in.Meaning.Slots.Text)
	relation := household.Other
	kin, _, isKin := thai.KinOf(said)
	if isKin {
		relation = relationOf(kin).Inverse()
	}
	var choices []store.Member
	if f.Family != nil {
		choices = f.Family.Named
		if len(choices) == 0 {
			choices = f.Family.House.Members
		}
	}
	choices = slices.DeleteFunc(slices.Clone(choices), func(m store.Member) bool {
		return m.LineUserID == "" || m.ID == f.Person.Member.ID
	})
	if len(choices) == 0 {
		return note(State{}, TopicProxyNobody)
	}
	return say(State{}, ProxyWho{Choices: choices[:min(len(choices), choicesMax)], Relation: relation})
}

func (f Facts) oneNamed() (store.Member, bool) {
	if f.Family == nil || len(f.Family.Named) != 1 {
		return store.Member{}, false
	}
	m := f.Family.Named[0]
	return m, m.LineUserID != "" && m.ID != f.Person.Member.ID
}

func chooseScopes(in Input, f Facts) Decision {
	holder, ok := f.oneNamed()
	relation, err := household.ParseRelation(in.Button.Args[1])
	if !ok || err != nil {
		return note(State{}, TopicProxyNobody)
	}
	return say(State{}, ProxyScopes{holder, relation, ledger.DateOf(f.Now).AddDays(household.ProxyDays)})
}

// askProxy writes down what the member wants and asks the other one; nothing
// counts before he has said yes on his own phone.
func askProxy(in Input, f Facts) Decision {
	holder, ok := f.oneNamed()
	relation, err := household.ParseRelation(in.Button.Args[1])
	scopes := Allowance(in.Button.Args[2]).Scopes()
	if !ok || err != nil || len(scopes) == 0 {
		return note(State{}, TopicProxyNobody)
	}
	today := ledger.DateOf(f.Now)
	for _, p := range f.Family.Proxies {
		if p.Holder.ID == holder.ID && p.Member.ID == f.Person.Member.ID && isWaiting(p, f.Now) && slices.Equal(p.Scopes, scopes) {
			return say(State{}, ProxyAskedFor{p})
		}
	}
	proxy := store.Proxy{
		ID: ledger.NewProxyID(), Holder: holder, Member: f.Person.Member, Relation: relation,
		Proxy:   household.Proxy{Scopes: scopes, Since: today, Until: today.AddDays(household.ProxyDays)},
		AskedBy: f.Person.Member.ID, AskedAt: f.Now, State: store.ProxyAsked,
	}
	decision := say(State{}, ProxyAskedFor{proxy}, Told{To: holder, Reply: ProxyOffer{proxy}})
	decision.Acts = []store.Act{store.AskProxy{Proxy: proxy}}
	return decision
}

// isWaiting tells whether a proxy still waits for its answer.
func isWaiting(p store.Proxy, now time.Time) bool {
	return p.State == store.ProxyAsked && now.Sub(p.AskedAt) < proxyAnswerDays*24*time.Hour
}

// answerProxy takes the word of the one who was asked. An earlier proxy between the
// two ends with a new one.
func answerProxy(in Input, f Facts) Decision {
	p, ok := f.proxy()
	switch {
	case !ok || p.Holder.ID != f.Person.Member.ID:
		return note(State{}, TopicNotFound)
	case p.State != store.ProxyAsked:
		return say(State{}, ProxyTurned{Proxy: p, Reader: f.Person.Member.ID})
	case !isWaiting(p, f.Now):
		return note(State{}, TopicProxyStale)
	}
	p.State = store.ProxyAccepted
	if in.Button.Verb == VerbProxyNo {
		p.State = store.ProxyDeclined
	}
	decision := turnProxy(p, f)
	if p.State == store.ProxyAccepted {
		for _, old := range f.Family.Proxies {
			if old.State == store.ProxyAccepted && old.ID != p.ID && old.Holder.ID == p.Holder.ID && old.Member.ID == p.Member.ID {
				decision.Acts = append(decision.Acts, store.StepProxy{Proxy: old.ID, To: store.ProxyRevoked, By: f.Person.Member.ID, At: f.Now})
			}
		}
	}
	return decision
}

// endProxy ends a proxy at once, by either side or by an officer who keeps the
// register.
func endProxy(_ Input, f Facts) Decision {
	p, ok := f.proxy()
	self := f.Person.Member.ID
	if !ok || p.Holder.ID != self && p.Member.ID != self && !f.Person.May(ledger.RightKeepRegister) {
		return note(State{}, TopicNotFound)
	}
	switch p.State {
	case store.ProxyAsked:
		p.State = store.ProxyWithdrawn
	case store.ProxyAccepted:
		p.State = store.ProxyRevoked
	default:
		return say(State{}, ProxyTurned{Proxy: p, Reader: self})
	}
	return turnProxy(p, f)
}

func (f Facts) proxy() (store.Proxy, bool) {
	if f.Family == nil || f.Family.Proxy == nil {
		return store.Proxy{}, false
	}
	return *f.Family.Proxy, true
}

// turnProxy moves a proxy on and tells both its sides.
func turnProxy(p store.Proxy, f Facts) Decision {
	self := f.Person.Member
	decision := say(State{}, ProxyTurned{Proxy: p, Reader: self.ID, By: self})
	decision.Acts = []store.Act{store.StepProxy{Proxy: p.ID, To: p.State, By: self.ID, At: f.Now}}
	for _, side := range []store.Member{p.Holder, p.Member} {
		if side.ID != self.ID {
			decision.Replies = append(decision.Replies, Told{To: side, Reply: ProxyTurned{Proxy: p, Reader: side.ID, By: self}})
		}
	}
	return decision
}

func listProxies(f Facts) Decision {
	list := ProxyList{Self: f.Person.Member.ID, Today: ledger.DateOf(f.Now)}
	for _, p := range f.Family.Proxies {
		if p.State == store.ProxyAccepted && !p.Until.Before(list.Today) || isWaiting(p, f.Now) {
			list.Proxies = append(list.Proxies, p)
		}
	}
	list.Proxies = list.Proxies[:min(len(list.Proxies), choicesMax)]
	return say(State{}, list)
}
