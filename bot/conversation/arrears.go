package conversation

import (
	"slices"
	"strconv"
	"strings"

	"sajja/bot/intent"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// Verbs of arrears.
const (
	// VerbArrears turns the pages of who is behind: [page member], of the village of
	// that member; of the zero one for all.
	VerbArrears Verb = "arrears"
	// VerbPaidThrough asks about one member: [member].
	VerbPaidThrough Verb = "paid"
)

// ArrearsNeeds asks for what payments cover.
type ArrearsNeeds struct {
	// Own: the person's own coverage.
	Own bool
	// Received: of those whose money is about to be posted, for their receipts.
	Received bool
	// Named are words that mean a member, Member who a button means.
	Named  string
	Member ledger.MemberID
	// List: who is behind, in the village that Said names or in which Near lives, if
	// any.
	List bool
	Said string
	Near ledger.MemberID
	Page int
}

// ArrearsFacts are what payments cover.
type ArrearsFacts struct {
	Own *store.MemberCoverage
	// Of are those of receipts.
	Of map[ledger.MemberID]store.MemberCoverage
	// Named are whom the words may mean, the likeliest first; IsSure that it can
	// only be the first.
	Named  []store.MemberCoverage
	IsSure bool
	// All are everybody whom the asker may see, by village.
	All []store.MemberCoverage
}

// ArrearsPageSize is how many stand on one card of who is behind.
const ArrearsPageSize = 10

// arrearsNamedMax is how many a name that fits several is asked about.
const arrearsNamedMax = 4

// PaidThroughCard tells until when a member has paid, what brings her level, and
// what follows when nothing is paid.
type PaidThroughCard struct {
	Member store.Member
	IsOwn  bool
	membership.Arrears
}

// ArrearsList is one page of who is behind.
type ArrearsList struct {
	On      ledger.Date
	Village string // "" for all that the asker may see
	Rows    []ArrearsRow
	// Behind is how many are, of Members; Owed is what they owe together.
	Behind, Members int
	Owed            ledger.Money
	Page, Pages     int
	// Pauses are what is taken out of the count for who stands here.
	Pauses []membership.Pause
}

// Near gives a member by whom the next page knows the village; zero for all.
func (l ArrearsList) Near() ledger.MemberID {
	if l.Village == "" || len(l.Rows) == 0 {
		return ledger.MemberID{}
	}
	return l.Rows[0].Member.ID
}

// ArrearsRow is a member who is behind.
type ArrearsRow struct {
	Member store.Member
	membership.Arrears
}

// ArrearsWho asks which of several members was meant; with none of them, that
// nobody has that name.
type ArrearsWho struct {
	Said  string
	Found []store.Member
}

// ArrearsOthers tells who may not look at another's figures what she can ask.
type ArrearsOthers struct{}

func (PaidThroughCard) isReply() {}
func (ArrearsList) isReply()     {}
func (ArrearsWho) isReply()      {}
func (ArrearsOthers) isReply()   {}

// arrears is the subject of who has paid how far.
func arrears() subject { return subject{arrearsNeeds, stepArrears} }

func arrearsNeeds(n *Needs, state State, in Input, person *store.Person) {
	var need ArrearsNeeds
	switch in.Kind {
	case KindText:
		need = arrearsOfText(in)
	case KindButton:
		need = arrearsOfButton(in.Button)
	}
	if mayHandIn(state, in) { // it may be posted at once
		need.Own = true
	}
	if need != (ArrearsNeeds{}) {
		n.Arrears = &need
	}
}

func arrearsOfText(in Input) ArrearsNeeds {
	switch in.Meaning.Intent {
	case intent.MyPaidThrough, intent.Balance, intent.Statement:
		return ArrearsNeeds{Own: true}
	case intent.RecordDeposit:
		return ArrearsNeeds{Received: true}
	case intent.PaidThrough:
		return ArrearsNeeds{Named: in.Meaning.Slots.Text}
	case intent.Report:
		if in.Meaning.Slots.Kind == intent.Arrears {
			return ArrearsNeeds{List: true, Said: in.Text}
		}
	}
	return ArrearsNeeds{}
}

func arrearsOfButton(b Button) ArrearsNeeds {
	switch b.Verb {
	case VerbArrears:
		page, err := strconv.Atoi(b.Args[0])
		near, errNear := ParseIDArg(b.Args[1])
		if err != nil || errNear != nil || page < 0 || page > pageMax {
			return ArrearsNeeds{}
		}
		return ArrearsNeeds{List: true, Page: page, Near: ledger.MemberID{UUID: near}}
	case VerbPaidThrough:
		id, err := ParseIDArg(b.Args[0])
		if err != nil {
			return ArrearsNeeds{}
		}
		return ArrearsNeeds{Member: ledger.MemberID{UUID: id}}
	case VerbReceive, VerbRosterPost, VerbRosterRepeat:
		return ArrearsNeeds{Received: true}
	}
	return ArrearsNeeds{}
}

// mayHandIn tells whether the turn may post the person's money at once.
func mayHandIn(state State, in Input) bool {
	switch in.Kind {
	case KindText:
		return in.Meaning.Intent == intent.Deposit || state.Ask == AskAmount || state.Ask == AskAgain
	case KindButton:
		return in.Button.Verb == VerbAgain
	}
	return false
}

func stepArrears(state State, in Input, f Facts) (Decision, bool) {
	need := ArrearsNeeds{}
	switch in.Kind {
	case KindText:
		need = arrearsOfText(in)
	case KindButton:
		need = arrearsOfButton(in.Button)
	}
	switch {
	case in.Kind == KindText && in.Meaning.Intent == intent.MyPaidThrough:
		if f.Arrears == nil || f.Arrears.Own == nil {
			return Decision{}, false
		}
		return say(state, paidThrough(*f.Arrears.Own, f)), true
	case need.Named != "" || !need.Member.IsZero():
		return othersPaidThrough(state, need.Named, f), true
	case need.List:
		return whoIsBehind(state, need, f), true
	}
	return Decision{}, false
}

func paidThrough(m store.MemberCoverage, f Facts) PaidThroughCard {
	return PaidThroughCard{m.Member, m.Member.ID == f.Person.Member.ID, m.Arrears(ledger.DateOf(f.Now))}
}

// othersPaidThrough answers about another member who may see her figures, and
// writes the look down.
func othersPaidThrough(state State, said string, f Facts) Decision {
	self := f.Person.Member.ID
	found := f.Arrears.Named
	if len(found) > 0 && f.Arrears.IsSure && found[0].Member.ID == self {
		return say(state, paidThrough(found[0], f))
	}
	switch {
	case !f.Person.May(ledger.RightSeePeople):
		return say(state, ArrearsOthers{})
	case len(found) == 0:
		return say(state, ArrearsWho{Said: said})
	case !f.Arrears.IsSure:
		who := ArrearsWho{Said: said}
		for _, m := range found[:min(len(found), arrearsNamedMax)] {
			who.Found = append(who.Found, m.Member)
		}
		return say(state, who)
	}
	decision := say(state, paidThrough(found[0], f))
	decision.Acts = []store.Act{store.NewLook(self, found[0].Member.ID, store.LookArrears, f.Now)}
	return decision
}

// whoIsBehind lists, for officers: all of the fund, or what a collector collects.
func whoIsBehind(state State, need ArrearsNeeds, f Facts) Decision {
	if !maySeeArrears(f.Person) {
		return note(state, TopicNoOffice)
	}
	list := ArrearsList{On: ledger.DateOf(f.Now), Village: villageOf(need, f.Arrears.All)}
	var behind []ArrearsRow
	for _, m := range f.Arrears.All {
		if !m.Standing.IsMember() || m.Payer.Start.After(list.On) || list.Village != "" && m.Member.Village != list.Village ||
			!collectsFrom(f.Person, m.Member.Village) {
			continue
		}
		list.Members++
		a := m.Arrears(list.On)
		if a.Pause != nil && !slices.Contains(list.Pauses, *a.Pause) {
			list.Pauses = append(list.Pauses, *a.Pause)
		}
		if a.Verdict != membership.VerdictLevel {
			behind = append(behind, ArrearsRow{m.Member, a})
			list.Owed = list.Owed.Add(a.Owed)
		}
	}
	list.Behind = len(behind)
	list.Pages = max((len(behind)+ArrearsPageSize-1)/ArrearsPageSize, 1)
	list.Page = min(need.Page, list.Pages-1)
	list.Rows = behind[list.Page*ArrearsPageSize : min((list.Page+1)*ArrearsPageSize, len(behind))]
	decision := say(state, list)
	decision.Acts = []store.Act{store.NewLook(f.Person.Member.ID, ledger.MemberID{}, store.LookList, f.Now)}
	return decision
}

func maySeeArrears(p *store.Person) bool {
	return p.May(ledger.RightSeeBooks) || p.May(ledger.RightCollect)
}

// collectsFrom tells whether the asker sees a village: every one, but for whoever
// is a collector and nothing more.
func collectsFrom(p *store.Person, village string) bool {
	if p.May(ledger.RightSeeBooks) || len(p.Member.CollectsIn) == 0 {
		return true
	}
	return slices.Contains(p.Member.CollectsIn, village)
}

// villageOf gives the village that is asked about; "" for all.
func villageOf(need ArrearsNeeds, all []store.MemberCoverage) string {
	if need.Near.IsZero() {
		return villageIn(need.Said, all)
	}
	for _, m := range all {
		if m.Member.ID == need.Near {
			return m.Member.Village
		}
	}
	return ""
}

// villageIn finds the village that a message names, however its number is written
// and spaced; the longest name wins, so that หมู่ 1 is not taken for หมู่ 10.
func villageIn(text string, all []store.MemberCoverage) string {
	said, found := plainVillage(text), ""
	for _, m := range all {
		village := plainVillage(m.Member.Village)
		if village != "" && strings.Contains(said, village) && len(m.Member.Village) > len(found) {
			found = m.Member.Village
		}
	}
	return found
}

func plainVillage(text string) string {
	return strings.Join(strings.Fields(thai.Normal(text)), "")
}

// coveredWith gives a member's coverage as it is before what the turn posts, for
// her receipt; nil where it was not asked for.
func (f Facts) coveredWith(member ledger.MemberID) *store.MemberCoverage {
	if f.Arrears == nil {
		return nil
	}
	if m, known := f.Arrears.Of[member]; known {
		return &m
	}
	if f.Arrears.Own != nil && f.Arrears.Own.Member.ID == member {
		return f.Arrears.Own
	}
	return nil
}

// ownArrears tells how far the writer has paid; nil where it was not asked for.
func (f Facts) ownArrears() *membership.Arrears {
	if f.Arrears == nil || f.Arrears.Own == nil {
		return nil
	}
	a := f.Arrears.Own.Arrears(ledger.DateOf(f.Now))
	return &a
}
