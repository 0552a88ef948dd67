package speech

import (
	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

func (s *Speaker) promised(scene Scene, r conversation.Promised) Content {
	entry := scene.Entries[r.Entry]
	amount, kind := thai.FormatBaht(entry.Amount()), s.kind(entry.Kind)
	posted, pending := balanceOf(r.Money, entry.Kind)
	undo := conversation.Button{Verb: conversation.VerbUndo, Entries: []ledger.EntryID{entry.ID}}
	steps := s.text("pending.steps")
	if !entry.ExpiresOn.IsZero() {
		steps = s.text("pending.until.steps", "date", thai.FormatDate(entry.ExpiresOn))
	}
	return card(flex.PendingCard(flex.Pending{
		Fund: scene.Fund.Name, Title: s.text("pending.title"), MoneyKind: kind, Amount: amount,
		Who: scene.Person.Member.Name, When: thai.FormatDate(entry.EffectiveOn), Steps: steps,
		Posted:  flex.Line{Label: s.text("pending.posted", "kind", kind), Value: thai.FormatBaht(posted)},
		Waiting: flex.Line{Label: s.text("pending.waiting"), Value: thai.FormatBaht(pending.Add(entry.Amount()))},
		Buttons: []flex.Button{{
			Label: s.text("pending.undo"), Data: undo.Data(),
			DisplayText: s.text("pending.undo.shown", "amount", amount), Quiet: true,
		}},
		Alt: s.text("pending.alt", "kind", kind, "amount", amount),
	}))
}

// receipt is the member's proof; without a receiver's name the fund posted by
// itself.
func (s *Speaker) receipt(scene Scene, entry ledger.Entry, member, receiver string, paid flex.Line, buttons ...flex.Button) Content {
	amount, kind := thai.FormatBaht(entry.Amount()), s.kind(entry.Kind)
	if receiver == "" {
		receiver = scene.Fund.Name
	}
	number := entry.Document.String()
	return card(flex.ReceiptCard(flex.Receipt{
		Fund: scene.Fund.Name, Title: s.text("receipt.title"), MoneyKind: kind, Amount: amount,
		Words:      thai.BahtText(entry.Amount()),
		Number:     flex.Line{Label: s.text("receipt.number"), Value: number},
		Check:      s.text("receipt.check", "code", string(entry.CheckCode())),
		Who:        flex.Line{Label: s.text("receipt.who"), Value: member},
		When:       flex.Line{Label: s.text("receipt.when"), Value: thai.FormatDate(entry.EffectiveOn)},
		ReceivedBy: flex.Line{Label: s.text("receipt.by"), Value: receiver},
		Balance:    paid,
		Thanks:     s.text("receipt.thanks"),
		Buttons:    buttons,
		Alt:        s.text("receipt.alt", "kind", kind, "amount", amount, "number", number),
	}))
}

func (s *Speaker) refused(scene Scene, r conversation.RefusedFor) Content {
	amount, reason := thai.FormatBaht(r.Amount), s.reason(r.Reason)
	kind := s.kind(scene.Fund.Preset.MemberMoney())
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneStop, Title: s.text("refused.title"),
		Text: s.text("refused.text", "kind", kind, "amount", amount, "reason", reason, "by", r.By),
		Alt:  s.text("refused.alt", "amount", amount, "reason", reason),
	}))
}

// reason gives a listed reason in words, and an officer's own words as they are.
func (s *Speaker) reason(r conversation.Reason) string {
	for _, listed := range conversation.Reasons {
		if r == listed {
			return s.text(catalogue.Key("reason." + string(r)))
		}
	}
	return string(r)
}

func (s *Speaker) passbook(scene Scene, r conversation.Passbook) Content {
	member, money := r.Person.Member, r.Person.Money
	book := flex.Passbook{
		Fund: scene.Fund.Name, Title: s.text("passbook.title"), Who: member.Name,
		Number:       s.text("passbook.number", "number", member.Number),
		AsOf:         s.text("passbook.as-of", "date", day(scene.Now), "time", thai.FormatClock(scene.Now)),
		EntriesTitle: s.text("passbook.entries"), Empty: s.text("passbook.empty"),
		Buttons: s.passbookButtons(),
	}
	kind := scene.Fund.Preset.MemberMoney()
	if kind == ledger.KindContribution || !money.Contribution.IsZero() {
		book.Contribution = flex.Line{Label: s.text("money.contribution.balance"), Value: thai.FormatBaht(money.Contribution)}
	}
	if kind == ledger.KindDeposit || !money.Savings.IsZero() {
		book.Savings = flex.Line{Label: s.text("money.deposit.balance"), Value: thai.FormatBaht(money.Savings)}
	}
	posted, _ := balanceOf(money, kind)
	said := []string{"name", member.Name, "kind", s.kind(kind), "amount", thai.FormatBaht(posted)}
	book.Alt = s.text("passbook.alt", said...)
	if waiting := money.Pending(); waiting.IsPositive() {
		book.Waiting = flex.Line{Label: s.text("passbook.waiting"), Value: thai.FormatBaht(waiting)}
		book.Alt = s.text("passbook.alt.waiting", append(said, "waiting", thai.FormatBaht(waiting))...)
	}
	s.passbookCover(&book, r.Arrears)
	for _, l := range r.Statement {
		book.Entries = append(book.Entries, s.passbookEntry(l))
	}
	return card(flex.PassbookCard(book))
}

func (s *Speaker) passbookButtons() []flex.Button {
	return []flex.Button{
		{Label: s.text("guess.deposit"), Text: s.text("guess.deposit.say")},
		{Label: s.text("guess.help"), Text: s.text("guess.help.say"), Quiet: true},
	}
}

func (s *Speaker) passbookEntry(l store.StatementLine) flex.PassbookEntry {
	tones := map[store.State]flex.Tone{
		store.StatePosted: flex.ToneOK, store.StatePending: flex.ToneWait,
		store.StateVoided: flex.ToneStop, store.StateReversed: flex.ToneStop,
	}
	state := l.State
	if l.Kind == ledger.KindReversal {
		state = store.StateReversed // the pair is struck through together
	}
	return flex.PassbookEntry{
		Date: thai.FormatDate(l.EffectiveOn), Kind: s.kind(l.Kind), Amount: thai.FormatAmount(l.Amount),
		State: s.text(catalogue.Key("state." + string(state))), Tone: tones[state],
		Struck: state == store.StateVoided || state == store.StateReversed,
	}
}

func (s *Speaker) voided(scene Scene, r conversation.Voided) Content {
	amount := thai.FormatBaht(r.Amount)
	key := catalogue.Key("voided.text")
	switch {
	case r.Member != "":
		key = "voided.refused.text"
	case r.Unsent:
		key = "voided.unsent.text"
	}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: s.text("voided.title"),
		Text: s.text(key, "amount", amount, "name", r.Member),
		Alt:  s.text("voided.alt", "amount", amount),
	}))
}

func (s *Speaker) choose(scene Scene, r conversation.Choose) Content {
	notice := flex.Notice{Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: s.text("choose.title"), Text: s.text("choose.text")}
	for _, w := range r.Mine[:min(len(r.Mine), conversation.MineMax)] {
		amount := thai.FormatBaht(w.Entry.Amount())
		undo := conversation.Button{Verb: conversation.VerbUndo, Entries: []ledger.EntryID{w.Entry.ID}}
		label := s.text("choose.entry", "amount", amount, "time", thai.FormatClock(w.Entry.RecordedAt))
		if w.Maker.Name != "" {
			label = shortened(s.text("choose.entry.for", "amount", amount, "name", w.Member.Name))
		}
		notice.Buttons = append(notice.Buttons, flex.Button{
			Label: label, Data: undo.Data(), DisplayText: s.text("pending.undo.shown", "amount", amount), Quiet: true,
		})
	}
	notice.Alt = notice.Title
	return card(flex.NoticeCard(notice))
}
