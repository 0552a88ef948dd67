package speech_test

import (
	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

func (v village) acting() store.Acting {
	return store.Acting{ID: ledger.NewProxyID(), Member: v.member(), Relation: household.Parent,
		Proxy: household.Proxy{Scopes: household.Scopes(), Since: ledger.DateOf(now), Until: ledger.DateOf(now)}}
}

func (v village) proxy(state store.ProxyState) store.Proxy {
	return store.Proxy{ID: ledger.NewProxyID(), Holder: v.member(), Member: v.member(), Relation: household.Parent,
		Proxy: v.acting().Proxy, AskedAt: now, State: state}
}

// familySpecimens are the replies about acting for each other.
func (v village) familySpecimens() []specimen {
	shares := repeated(conversation.EntriesMax, func() conversation.PayShare { return conversation.PayShare{Member: v.member(), Amount: v.amount} })
	button := conversation.PayButton(v.member(), v.amount, "590000000000000001")
	shares[0].IsSelf = true
	made := v.waiting()
	made.Maker = v.member()
	all := []specimen{
		{"choose of what was promised for others", conversation.Choose{Mine: []store.WaitingEntry{made, v.waiting()}}},
		{"list with what was promised for others", conversation.WaitingList{Entries: []store.WaitingEntry{made}, MayReceive: true,
			Totals: []store.WaitingTotal{{Village: v.place, Count: 1, Amount: v.amount}}}},
		{"near", conversation.NearPromise{Checkers: repeated(9, v.member)}},
		{"near nobody", conversation.NearPromise{}},
		{"received near", conversation.Received{Entries: []int{0}, Near: 2, Checkers: repeated(1, v.member)}},
		{"acting over", conversation.NotActing{Acting: v.acting(), Over: true}},
		{"acting for less", conversation.NotActing{Acting: v.acting()}},
		{"acting for nobody", conversation.NotActing{}},
		{"choose whom to pay for", conversation.ChooseActing{Choices: repeated(6, v.acting), Amount: v.amount, Ref: "590000000000000001"}},
		{"choose whose book", conversation.ChooseActing{Choices: repeated(2, v.acting)}},
		{"preview of a house", conversation.PayPreview{Shares: shares, Total: v.amount, Button: button, Left: repeated(9, v.member), Changed: true}},
		{"preview of one", conversation.PayPreview{Shares: shares[:1], Total: v.amount, Button: button}},
		{"paid for", conversation.PaidFor{Entries: []int{0, 1}, Shares: shares[:2], Total: v.amount}},
		{"paid for one", conversation.PaidFor{Entries: []int{0}, Shares: shares[1:2], Total: v.amount}},
		{"paid and posted", conversation.PaidFor{Entries: []int{0, 1}, Shares: shares[:2], Total: v.amount, Posted: true}},
		{"paid for you", conversation.PaidForYou{By: v.member(), Amount: v.amount}},
		{"paid and received", conversation.PaidReceived{Entries: []int{0, 1}, Members: repeated(2, v.member), Receiver: v.name}},
		{"paid and refused", conversation.PaidRefused{For: v.member(), Amount: v.amount, Reason: conversation.ReasonNoCash, By: v.name}},
		{"proxy who", conversation.ProxyWho{Choices: repeated(8, v.member), Relation: household.Parent}},
		{"proxy scopes", conversation.ProxyScopes{Holder: v.member(), Relation: household.Parent, Until: ledger.DateOf(now)}},
		{"proxy asked", conversation.ProxyAskedFor{Proxy: v.proxy(store.ProxyAsked)}},
		{"proxy offer", conversation.ProxyOffer{Proxy: v.proxy(store.ProxyAsked)}},
		{"no proxies", conversation.ProxyList{}},
	}
	asked := v.proxy(store.ProxyAsked)
	list := conversation.ProxyList{Self: asked.Member.ID, Proxies: []store.Proxy{asked}, Today: ledger.DateOf(now)}
	for range 7 {
		list.Proxies = append(list.Proxies, v.proxy(store.ProxyAccepted))
	}
	all = append(all, specimen{"proxies", list})
	for _, state := range []store.ProxyState{store.ProxyAccepted, store.ProxyDeclined, store.ProxyWithdrawn, store.ProxyRevoked} {
		p := v.proxy(state)
		for _, reader := range []ledger.MemberID{p.Holder.ID, p.Member.ID, ledger.NewMemberID()} {
			all = append(all, specimen{"proxy " + string(state), conversation.ProxyTurned{Proxy: p, Reader: reader, By: v.member()}})
		}
	}
	return all
}
