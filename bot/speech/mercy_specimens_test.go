package speech_test

import (
	"strings"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

func (v village) act() store.PostedAct {
	return store.PostedAct{Entry: v.entry(ledger.KindContribution), Owner: v.member(), ActorName: v.name}
}

// mercySpecimens are of taking back and correcting.
func (v village) mercySpecimens() []specimen {
	act := v.act()
	all := []specimen{
		{"taken back", conversation.TakenBack{Acts: []store.PostedAct{act}}},
		{"a roster taken back", conversation.TakenBack{Acts: repeated(60, v.act), Renewed: 3, Left: 2}},
		{"taken back unsent", conversation.TakenBack{Acts: []store.PostedAct{act}, Unsent: true}},
		{"taken back for", conversation.TakenBackFor{Act: act, By: v.name}},
		{"taken back for, renewed", conversation.TakenBackFor{Act: act, By: v.name, Renewed: true}},
		{"lines to correct", conversation.CorrectionLines{Owner: v.member(), Lines: repeated(conversation.CorrectLines, v.act)}},
		{"right amount", conversation.CorrectionAsk{Act: act}},
		{"proposed", conversation.CorrectionProposed{Act: act, Right: v.amount, Others: []string{v.name, v.name}}},
		{"correction card", conversation.CorrectionCard{Act: act, Correction: store.Correction{Right: v.amount}, Proposer: v.name}},
		{"witness card", conversation.CorrectionCard{Act: act, Proposer: v.name, Witness: true}},
		{"corrected", conversation.CorrectionDone{Act: act, Right: v.amount, By: v.name}},
		{"corrected later", conversation.CorrectionDone{Act: act, By: v.name, NextDay: ledger.DateOf(now)}},
	}
	for _, end := range []store.CorrectionEnd{store.CorrectionAgreed, store.CorrectionDeclined, store.CorrectionWithdrawn} {
		all = append(all, specimen{"correction " + string(end), conversation.CorrectionEnded{Act: act, Right: v.amount, End: end, By: v.name}})
	}
	for _, topic := range conversation.MercyTopics {
		all = append(all, specimen{"mercy " + string(topic), conversation.MercyNote{Topic: topic, Act: &act, MayCorrect: true, Name: v.name}})
	}
	return all
}

func (v village) disputeRecord(steps ...ledger.DisputeStepKind) store.DisputeRecord {
	act := v.act()
	d := store.DisputeRecord{
		Dispute: ledger.Dispute{ID: ledger.NewDisputeID(), Figure: v.amount, Words: strings.Repeat("ก", 500), OpenedAt: now},
		Number:  12, Member: v.member(), Owner: v.member(), Line: &act,
	}
	for _, kind := range steps {
		d.Steps = append(d.Steps, ledger.DisputeStep{Kind: kind, At: now, Words: strings.Repeat("ข", 200)})
		d.StepNames = append(d.StepNames, v.name)
	}
	return d
}

// disputeSpecimens are of disputes in all their states, to both sides.
func (v village) disputeSpecimens() []specimen {
	whole := v.disputeRecord()
	whole.Line, whole.Words, whole.Owner = nil, "", store.Member{}
	shown := whole
	shown.Through = ledger.DateOf(now)
	act := v.act()
	answered := v.disputeRecord(ledger.StepAnswer)
	all := []specimen{
		{"pick", conversation.DisputePick{Lines: repeated(conversation.DisputeLines, v.act)}},
		{"pick of nothing", conversation.DisputePick{}},
		{"dispute words", conversation.DisputeAsk{Ask: conversation.AskDisputeWords, Act: &act, Entry: "x"}},
		{"dispute words on the whole", conversation.DisputeAsk{Ask: conversation.AskDisputeWords, Entry: conversation.DisputeWhole}},
		{"dispute answer", conversation.DisputeAsk{Ask: conversation.AskDisputeAnswer, Record: &answered}},
		{"dispute close", conversation.DisputeAsk{Ask: conversation.AskDisputeClose, Record: &whole}},
		{"whole", conversation.DisputeCard{Record: whole}},
		{"figure shown", conversation.DisputeCard{Record: shown, ForOfficer: true, MayClose: true}},
		{"opened", conversation.DisputeCard{Record: v.disputeRecord(), ForOfficer: true, News: "opened", By: v.name}},
		{"my disputes", conversation.DisputeList{Records: []store.DisputeRecord{whole, answered}}},
		{"open disputes", conversation.DisputeList{Open: 12, ForOfficer: true, Records: repeated(conversation.DisputesShown, func() store.DisputeRecord { return answered })}},
	}
	for _, kind := range []ledger.DisputeStepKind{ledger.StepAnswer, ledger.StepEscalate, ledger.StepCorrect, ledger.StepAccept,
		ledger.StepWithdraw, ledger.StepPropose, ledger.StepSettle} {
		for _, forOfficer := range []bool{false, true} {
			all = append(all, specimen{"dispute " + string(kind), conversation.DisputeCard{
				Record: v.disputeRecord(ledger.StepAnswer, ledger.StepEscalate, kind), ForOfficer: forOfficer, MayClose: true, News: kind, By: v.name}})
		}
	}
	for _, topic := range conversation.DisputeTopics {
		all = append(all, specimen{"dispute note " + string(topic), conversation.DisputeNote{Topic: topic}})
	}
	return all
}

// closingSpecimens are of the month's close and of the members' figures.
func (v village) closingSpecimens() []specimen {
	figures := ledger.Figures{Cash: v.amount, Collectors: v.amount, Bank: v.amount}
	books := store.ClosingBooks{Figures: figures, Waiting: 12, WaitingAmount: v.amount, Disputes: 2, Rounds: 1, LastSigner: v.name, LastOther: v.name,
		Last: ledger.Period{Through: ledger.DateOf(now), ClosedAt: now, CountedCash: v.amount, Bank: v.amount, BookBank: v.amount}}
	alone, desk := books, books
	alone.LastOther, desk.LastSigner, desk.LastOther = "", "", ""
	count := ledger.Count{Cash: v.amount, Note: strings.Repeat("ก", 500), Books: figures}
	way := ledger.Closing{ID: ledger.NewClosingID(), Through: ledger.DateOf(now), Steps: []ledger.ClosingStep{{Kind: ledger.StepCount, Count: count}}}
	day := ledger.DateOf(now)
	all := []specimen{
		{"start", conversation.ClosingStart{Through: day, Books: books}},
		{"to sign", conversation.ClosingCard{Closing: way, Books: books, Step: 1, MaySign: true}},
		{"to sign second", conversation.ClosingCard{Closing: way, Books: books, Step: 1, MaySign: true, IsSecond: true, Signer: v.name}},
		{"to sign, all right", conversation.ClosingCard{Closing: ledger.Closing{Through: day, Steps: []ledger.ClosingStep{{Kind: ledger.StepCount}}}, MaySign: true}},
		{"signed", conversation.ClosingCard{Closing: way, Step: 1, IsSecond: true, Signer: v.name}},
		{"moved", conversation.ClosingCard{Closing: way, Books: books, Step: 1, MaySign: true, Moved: &figures}},
		{"returned", conversation.ClosingCard{Closing: way, Books: books, Step: 1, MaySign: true, Returned: v.name}},
		{"closed", conversation.MonthClosed{Through: day, Count: count, First: v.name, Second: v.name}},
		{"last", conversation.LastClosing{Books: books}},
		{"last, alone", conversation.LastClosing{Books: alone}},
		{"last, at the desk", conversation.LastClosing{Books: desk}},
		{"never", conversation.LastClosing{}},
		{"asked", conversation.FigureAsking{Through: day}},
		{"right", conversation.FigureNoted{Check: store.FigureCheck{Through: day}}},
		{"right before", conversation.FigureNoted{Check: store.FigureCheck{Through: day}, Before: true}},
	}
	for _, ask := range []conversation.Ask{conversation.AskClosingCash, conversation.AskClosingBank, conversation.AskClosingNote} {
		all = append(all, specimen{string(ask), conversation.ClosingQuestion{Ask: ask, Through: day, Count: count}})
	}
	for _, topic := range conversation.ClosingTopics {
		all = append(all, specimen{"closing note " + string(topic), conversation.ClosingNote{Topic: topic, Through: day, Name: v.name}})
	}
	return all
}
