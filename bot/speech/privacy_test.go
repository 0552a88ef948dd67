package speech_test

import (
	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// privacySpecimens are the replies about one's own data.
func (v village) privacySpecimens() []specimen {
	looks := conversation.LookList{}
	for i, what := range store.Looks {
		looks.Looks = append(looks.Looks, store.SeenLook{By: v.member(), What: what, At: now, IsList: i%2 == 0})
	}
	hindered := store.ErasureHindrances{Savings: v.amount, Pending: v.amount, Cash: v.amount, OpenDisputes: 2, Offices: []ledger.Office{ledger.Treasurer}}
	all := []specimen{
		{"data link", conversation.DataLink{Address: "https://192.0.2.1/my-data/AAAAAAAAAAAAAAAAAAAAAA/ABCDEFGHIJKLMNOPQRSTUVWXYZ?openExternalBrowser=1"}},
		{"data asked", conversation.DataAsked{Member: v.member()}},
		{"looks", looks},
		{"no looks", conversation.LookList{}},
		{"erasure hindered", conversation.EraseHindered{Hindrances: hindered}},
		{"erasure meant", conversation.EraseAsk{}},
		{"erasure for an officer", conversation.EraseTold{Erasure: store.Erasure{Member: v.member(), State: store.ErasureAsked}, ForOfficer: true}},
	}
	for _, state := range []store.ErasureState{store.ErasureAsked, store.ErasureConfirmed, store.ErasureRefused, store.ErasureWithdrawn,
		store.ErasureKept, store.ErasureDone} {
		all = append(all, specimen{"erasure " + string(state), conversation.EraseTold{
			Erasure: store.Erasure{Member: v.member(), State: state}, On: ledger.DateOf(now)}})
	}
	return all
}
