package conversation

import (
	"github.com/google/uuid"

	"sajja/bot/intent"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

// FamilyNeeds are what a turn must know of those for whom one acts.
type FamilyNeeds struct {
	House   bool            // who lives with the person
	Seen    ledger.MemberID // the figures of one for whom she acts
	Named   string          // members whom a text names
	Member  ledger.MemberID // one member
	Proxy   ledger.ProxyID  // one proxy
	Proxies bool            // those in which she is either side
}

// FamilyFacts are what was found.
type FamilyFacts struct {
	House     store.Household
	Money     store.MemberMoney
	Statement []store.StatementLine
	Named     []store.Member
	Proxy     *store.Proxy // nil: there is none
	Proxies   []store.Proxy
}

// familyNeeds asks for what the subjects of a family need: paying for others,
// seeing their figures, and who acts for whom.
func familyNeeds(n *Needs, state State, in Input, person *store.Person) {
	var needs FamilyNeeds
	switch in.Kind {
	case KindText:
		needs = familyNeedsOfText(n, in, person)
	case KindButton:
		needs = familyNeedsOfButton(n, in.Button, person)
	}
	if needs != (FamilyNeeds{}) {
		n.Family = &needs
	}
}

func familyNeedsOfText(n *Needs, in Input, person *store.Person) FamilyNeeds {
	slots := in.Meaning.Slots
	switch in.Meaning.Intent {
	case intent.Deposit:
		n.Unsent = true
	case intent.DepositHousehold:
		n.Unsent = true
		return FamilyNeeds{House: true}
	case intent.Balance, intent.Statement:
		if slots.Of == "" {
			break
		}
		if m := actedFor(person, slots.Of, household.ScopeSee, ledger.DateOf(in.At)); len(m.found) == 1 {
			return FamilyNeeds{Seen: m.found[0].Member.ID}
		}
	case intent.ProxyGrant:
		return FamilyNeeds{House: true, Named: slots.Text, Proxies: true}
	case intent.ProxyList, intent.ProxyRevoke:
		return FamilyNeeds{Proxies: true}
	}
	return FamilyNeeds{}
}

func familyNeedsOfButton(n *Needs, b Button, person *store.Person) FamilyNeeds {
	switch b.Verb {
	case VerbPayFor:
		n.Acts = payKeys(b.Args[2], person)
		return FamilyNeeds{House: true}
	case VerbSeeFor:
		return FamilyNeeds{Seen: memberArg(b.Args[0])}
	case VerbProxyTo, VerbProxyAsk:
		return FamilyNeeds{Member: memberArg(b.Args[0]), Proxies: true}
	case VerbProxyYes, VerbProxyNo, VerbProxyEnd:
		id, _ := ParseIDArg(b.Args[0]) // none is not found
		return FamilyNeeds{Proxy: ledger.ProxyID{UUID: id}, Proxies: true}
	}
	return FamilyNeeds{}
}

// memberArg reads a member from a button; zero for what is none.
func memberArg(arg string) ledger.MemberID {
	id, err := ParseIDArg(arg)
	if err != nil {
		return ledger.MemberID{UUID: uuid.Nil}
	}
	return ledger.MemberID{UUID: id}
}

// stepFamily takes the turns of a family.
func stepFamily(state State, in Input, f Facts) (Decision, bool) {
	switch in.Kind {
	case KindText:
		return stepFamilyText(state, in, f)
	case KindButton:
		return stepFamilyButton(state, in, f)
	}
	return Decision{}, false
}

func stepFamilyText(state State, in Input, f Facts) (Decision, bool) {
	slots := in.Meaning.Slots
	switch in.Meaning.Intent {
	case intent.Deposit:
		if slots.For == "" || slots.Amount == nil || !slots.Amount.IsPositive() {
			return Decision{}, false
		}
		return payFor(in, f, slots.For, *slots.Amount), true
	case intent.DepositHousehold:
		return payHousehold(in, f), true
	case intent.Balance, intent.Statement:
		if slots.Of == "" {
			return Decision{}, false
		}
		return seeFor(state, in, f), true
	case intent.ProxyGrant:
		return grantProxy(in, f), true
	case intent.ProxyList, intent.ProxyRevoke:
		return listProxies(f), true
	}
	return Decision{}, false
}

func stepFamilyButton(state State, in Input, f Facts) (Decision, bool) {
	switch in.Button.Verb {
	case VerbPayFor:
		return confirmPay(in, f), true
	case VerbSeeFor:
		return seeByButton(state, in, f), true
	case VerbProxyTo:
		return chooseScopes(in, f), true
	case VerbProxyAsk:
		return askProxy(in, f), true
	case VerbProxyYes, VerbProxyNo:
		return answerProxy(in, f), true
	case VerbProxyEnd:
		return endProxy(in, f), true
	}
	return Decision{}, false
}

// seeFor shows the figures of a member for whom the person acts.
func seeFor(state State, in Input, f Facts) Decision {
	said := in.Meaning.Slots.Of
	m := actedFor(f.Person, said, household.ScopeSee, ledger.DateOf(in.At))
	switch {
	case len(m.found) == 1 && f.Family != nil:
		return seen(state, f, m.found[0], in.Meaning.Intent == intent.Balance)
	case len(m.found) > 1:
		return say(state, ChooseActing{Choices: m.found})
	}
	return notActing(state, m, said, household.ScopeSee)
}

func seeByButton(state State, in Input, f Facts) Decision {
	a, err := actingBy(f.Person, memberArg(in.Button.Args[0]), household.ScopeSee, ledger.DateOf(f.Now))
	if err != nil || f.Family == nil {
		return notActing(state, matched{barred: []store.Acting{a}, why: err}, a.Member.Name, household.ScopeSee)
	}
	return seen(state, f, a, true)
}

// seen shows the passbook of another; she is told on asking who looked.
func seen(state State, f Facts, a store.Acting, short bool) Decision {
	lines := f.Family.Statement
	if short {
		lines = lines[:min(len(lines), balanceLines)]
	}
	decision := say(state, Passbook{Person: &store.Person{Member: a.Member, Money: f.Family.Money}, Statement: lines})
	decision.Acts = []store.Act{store.NewLook(f.Person.Member.ID, a.Member.ID, store.LookFigures, f.Now)}
	return decision
}

// ChooseActing offers several members whom a word may mean: to pay for one of
// them, or with no amount to see her figures.
type ChooseActing struct {
	Choices []store.Acting
	Amount  ledger.Money
	Ref     string
}

func (ChooseActing) isReply() {}
