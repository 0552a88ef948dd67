package store

import (
	"slices"
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
)

// Delivery says how a member's receipt travels.
type Delivery string

const (
	// DeliveryPush sends at once and costs one message of the monthly quota.
	DeliveryPush Delivery = "push"
	// DeliveryRide waits for the member's next message and costs nothing.
	DeliveryRide Delivery = "ride"
)

// Fund (กองทุน/กลุ่ม) is one village fund and the choices it made.
type Fund struct {
	ID              ledger.FundID
	Code            string // short name on the command line
	Name            string
	Preset          ledger.Preset
	ReceiptDelivery Delivery
	// PostsAtOnce: money said in chat counts without an officer's confirmation.
	PostsAtOnce bool
	// PendingDays is how long a promise waits for somebody to receive it before it
	// is taken off the list; 0: for ever.
	PendingDays int
	CreatedAt   time.Time
}

// PendingDaysDefault is how long promises wait in a new fund: until the next
// monthly collection, which may be 31 days away, and two weeks more for whoever
// missed it.
const PendingDaysDefault = 45

// ExpiresOn gives the last day that a promise made on the given day waits; zero:
// for ever.
func (f Fund) ExpiresOn(made ledger.Date) ledger.Date {
	if f.PendingDays == 0 {
		return ledger.Date{}
	}
	return made.AddDays(f.PendingDays)
}

// Member (สมาชิก) is one membership in one fund.
type Member struct {
	Fund     ledger.FundID
	ID       ledger.MemberID
	Number   string // on the passbook; may change
	Name     string
	Village  string
	BornOn   ledger.Date // zero when unknown
	JoinedOn ledger.Date
	// LineUserID speaks for the member in chat; empty for those without LINE.
	LineUserID string
	Offices    []ledger.Office

	Person    ledger.PersonID
	Nickname  string
	Classes   []membership.Class
	Household ledger.HouseholdID // zero for whoever is in none
	// CollectsIn are the villages of a collector; empty for the whole fund.
	CollectsIn []string
}

// Term (วาระ) is an office on the day it is given: by whom is the act's matter.
type Term struct {
	Office ledger.Office
	// Village a collector collects in; empty for the whole fund.
	Village string
	// Until is the last day; zero: until somebody ends it.
	Until ledger.Date
}

// Route leads from a LINE user to the fund in which she is a member.
type Route struct {
	Fund   ledger.FundID
	Member ledger.MemberID
}

// MemberMoney is what stands under a member's name, posted and pending apart.
type MemberMoney struct {
	Contribution, Savings               ledger.Money
	PendingContribution, PendingSavings ledger.Money
}

// Pending gives everything that waits for an officer.
func (m MemberMoney) Pending() ledger.Money {
	return m.PendingContribution.Add(m.PendingSavings)
}

// Person is who wrote: the member behind a LINE user, with what a turn of the
// conversation needs to know before anything else.
type Person struct {
	Member Member
	Money  MemberMoney
	// History is what became of her membership.
	History membership.History
	// Baseline is what was brought in for her from the paper book; nil when nothing
	// was.
	Baseline *Baseline
	// Recent are amounts she declared in the last minutes and did not take back.
	Recent []ledger.Money
	// Riding are messages that wait for her next word, oldest first.
	Riding []OutboundMessage
	// Link is how her LINE stands: consent, freeze, hold, her other funds.
	Link LinkState
	// ActsFor are the members for whom she acts, by number, and those for whom she
	// did until lately.
	ActsFor []Acting
}

// May tells whether one of the person's offices gives the right.
func (p Person) May(right ledger.Right) bool { return p.Member.May(right) }

// May tells whether one of the member's offices gives the right.
func (m Member) May(right ledger.Right) bool {
	return slices.ContainsFunc(m.Offices, func(o ledger.Office) bool { return o.May(right) })
}

// WaitingEntry is a pending entry and whose it is.
type WaitingEntry struct {
	Entry  ledger.Entry
	Member Member
	// Maker is who promised it for the member; zero when she did herself.
	Maker Member
}

// WaitingTotal is what waits in one village.
type WaitingTotal struct {
	Village string
	Count   int
	Amount  ledger.Money
}

// State is what became of an act, worked out from its records.
type State string

// The states of a line in a member's statement.
const (
	StatePending  State = "pending"
	StatePosted   State = "posted"
	StateVoided   State = "voided"
	StateReversed State = "reversed"
)

// StatementLine is one act in a member's passbook.
type StatementLine struct {
	ID          ledger.EntryID
	EffectiveOn ledger.Date
	RecordedAt  time.Time
	Kind        ledger.Kind
	Amount      ledger.Money
	State       State
	Document    ledger.DocumentNumber
}

// Resolution tells how a pending entry ended: posted or voided, by whom, when.
type Resolution struct {
	Entry     ledger.EntryID
	Member    ledger.MemberID
	Phase     ledger.Phase
	ActorName string
	At        time.Time
	Document  ledger.DocumentNumber
}
