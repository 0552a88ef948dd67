package speech_test

import (
	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// registerSpecimens are what the register has to say to a member.
func (v village) registerSpecimens() []specimen {
	b := store.Baseline{Member: v.member().ID, On: ledger.DateOf(now), Contribution: v.amount, Savings: v.amount}
	return []specimen{
		{"baseline asked", conversation.BaselineAsking{Baseline: b}},
		{"baseline asked of one money", conversation.BaselineAsking{Baseline: store.Baseline{Member: b.Member, On: b.On, Savings: v.amount}}},
		{"baseline right", conversation.BaselineNoted{Baseline: b}},
		{"baseline answered before", conversation.BaselineNoted{Baseline: b, Before: true}},
		{"deceased", conversation.NotMember{Standing: membership.Deceased, Since: ledger.DateOf(now)}},
		{"resigned", conversation.NotMember{Standing: membership.Left, Since: ledger.DateOf(now)}},
	}
}
