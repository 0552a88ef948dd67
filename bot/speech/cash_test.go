package speech_test

import (
	"slices"
	"strings"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

// cash are examples of what is said about cash in officers' hands.
func (v village) cash() []specimen {
	all := []specimen{
		{"count sheet", conversation.CountSheet{Expected: v.amount}},
		{"count sheet full", conversation.CountSheet{Count: ledger.CashCount{99999, 9999, 999, 99, 9, 9, 9, 9, 9, 9, 99999}, Expected: v.amount}},
		{"pieces of a note", conversation.PiecesQuestion{Face: 0}},
		{"pieces of a coin", conversation.PiecesQuestion{Face: len(ledger.Denominations) - 1}},
		{"handover choice", conversation.HandoverChoice{Amount: v.amount, Receivers: repeated(6, v.member), Ref: "590000000000000001"}},
		{"holders", conversation.CashHolders{Holders: v.holders()}},
		{"no holders", conversation.CashHolders{}},
		{"collected", conversation.Collected{Days: ledger.Days{From: ledger.DateOf(now), To: ledger.DateOf(now)}, Lines: repeated(40, v.collection)}},
		{"collected own", conversation.Collected{Days: ledger.Days{From: ledger.DateOf(now).FirstOfMonth(), To: ledger.DateOf(now)}, IsOwn: true,
			Lines: []store.Collection{{Day: ledger.DateOf(now), Amount: v.amount}}}},
		{"nothing collected", conversation.Collected{Days: ledger.Days{From: ledger.DateOf(now), To: ledger.DateOf(now)}}},
	}
	for _, topic := range conversation.CashTopics {
		all = append(all, specimen{"cash " + string(topic), conversation.CashNote{Topic: topic, Amount: ledger.Money{}.Sub(v.amount), Other: v.amount,
			Name: v.name, Village: v.place, Villages: slices.Repeat([]string{"หมู่" + v.place}, 20)}})
	}
	return append(append(all, v.rounds()...), v.handovers()...)
}

func (v village) holders() []store.CashHolder {
	holding := ledger.Holding{Stands: v.amount, Waiting: v.amount}
	carrier := ledger.AccountRef{Code: ledger.CodeCashCollectors, Member: ledger.NewMemberID()}
	holders := []store.CashHolder{
		{Account: ledger.AccountRef{Code: ledger.CodeCashInHand}, Name: "เงินสดในมือ", Holding: holding},
		{Account: carrier, Name: "เงินสดกับผู้เก็บเงิน", Member: v.member(), Holding: holding},
		{Account: carrier, Name: "เงินสดกับผู้เก็บเงิน", Member: v.member(), Holding: ledger.Holding{Stands: v.amount}, Since: ledger.DateOf(now).AddDays(-40)},
		{Account: ledger.AccountRef{Code: ledger.CodeCashInHand}, Member: v.member(), Holding: holding},
	}
	return append(holders, slices.Repeat([]store.CashHolder{{Account: carrier, Name: "ก", Member: v.member(), Holding: ledger.Holding{Stands: v.amount}}}, 40)...)
}

func (v village) collection() store.Collection {
	return store.Collection{Day: ledger.DateOf(now), Village: v.place, By: v.member(), Receipts: 99, Amount: v.amount}
}

func (v village) rounds() []specimen {
	by := v.person().Member
	by.ID, by.Offices = v.person().Member.ID, []ledger.Office{ledger.Collector}
	figures := ledger.RoundFigures{Carried: v.amount, Received: v.amount, Receipts: 12, Handed: v.amount}
	place := v.place
	if place == "" {
		place = "ก"
	}
	round := store.Round{Round: ledger.Round{ID: ledger.NewRoundID(), Village: place, Day: ledger.DateOf(now), Collector: by.ID}, By: by, Figures: figures}
	counted := ledger.RoundStep{Kind: ledger.RoundCounted, Count: ledger.CashCount{1}, Figures: ledger.RoundFigures{Received: v.amount}}
	explained := ledger.RoundStep{Kind: ledger.RoundExplained, Note: strings.Repeat("ทอน ", 100)}
	closed := counted
	closed.Kind = ledger.RoundClosed
	with := func(after ledger.RoundStepKind, steps ...ledger.RoundStep) conversation.RoundCard {
		r := round
		r.Steps = steps
		return conversation.RoundCard{Round: r, After: after, IsMine: true}
	}
	even := counted
	even.Figures.Received = counted.Count.Total()
	last := with(ledger.RoundClosed, even, ledger.RoundStep{Kind: ledger.RoundClosed})
	last.Round.Figures = even.Figures
	return []specimen{
		{"round even", last},
		{"round new", conversation.RoundCard{Round: round, IsNew: true}}, {"round", with("")},
		{"round counted", with(ledger.RoundCounted, counted)}, {"round explained", with(ledger.RoundExplained, counted, explained)},
		{"round closed", with(ledger.RoundClosed, counted, explained, closed)},
	}
}

func (v village) handovers() []specimen {
	h := store.Handover{
		Handover: ledger.Handover{ID: ledger.NewHandoverID(), Giver: ledger.NewMemberID(), Receiver: ledger.NewMemberID(), Amount: v.amount,
			Reference: strings.Repeat("7", 100), ProposedAt: now},
		GivenBy: v.member(), GivenTo: v.member(), AnsweredBy: v.member(),
	}
	bank := h
	bank.Receiver, bank.GivenTo = ledger.MemberID{}, store.Member{}
	all := []specimen{
		{"handover waits", conversation.HandoverCard{Handover: h, IsGivers: true}}, {"handover asked", conversation.HandoverCard{Handover: h, IsAsked: true}},
		{"deposit waits", conversation.HandoverCard{Handover: bank, IsGivers: true}}, {"deposit asked", conversation.HandoverCard{Handover: bank, IsAsked: true}},
	}
	for _, kind := range []ledger.HandoverEndKind{ledger.HandoverConfirmed, ledger.HandoverRefused, ledger.HandoverWithdrawn} {
		ended, deposited := h, bank
		ended.End = &ledger.HandoverEnd{Kind: kind, At: now, By: h.Receiver}
		deposited.End = ended.End
		all = append(all, specimen{"handover " + string(kind), conversation.HandoverCard{Handover: ended}},
			specimen{"deposit " + string(kind), conversation.HandoverCard{Handover: deposited}})
	}
	return all
}
