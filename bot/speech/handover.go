package speech

import (
	"strconv"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
)

// handover shows money on its way, or how that ended.
func (s *Speaker) handover(scene Scene, r conversation.HandoverCard) Content {
	h := r.Handover
	state, tone := handoverState(r)
	at, to, slip := h.ProposedAt, h.GivenTo.Name, h.Reference
	if slip == "" {
		slip = s.text("handover.slip.none")
	}
	if h.End != nil {
		at = h.End.At
	}
	titled, text := catalogue.Key("handover.title."+state), catalogue.Key("handover.text."+state)
	if h.IsBanking() {
		to, titled = s.text("handover.bank"), catalogue.Key("handover.title.bank."+state)
		if state == "asked" {
			text = "handover.text.bank.asked"
		}
	}
	amount := thai.FormatBaht(h.Amount)
	title := s.text(titled, "amount", amount, "to", to, "by", h.AnsweredBy.Name)
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: tone, Title: title,
		Text: s.text(text, "amount", amount, "from", h.GivenBy.Name, "to", to, "by", h.AnsweredBy.Name,
			"slip", slip, "date", day(at), "time", thai.FormatClock(at)),
		Buttons: s.handoverButtons(r, amount), Alt: title,
	}))
}

// handoverState names the words and the colour of a card.
func handoverState(r conversation.HandoverCard) (string, flex.Tone) {
	switch end := r.Handover.End; {
	case end != nil && end.Kind == ledger.HandoverConfirmed:
		return string(end.Kind), flex.ToneOK
	case end != nil:
		return string(end.Kind), flex.ToneStop
	case r.IsAsked:
		return "asked", flex.ToneAsk
	}
	return "waiting", flex.ToneWait
}

func (s *Speaker) handoverButtons(r conversation.HandoverCard, amount string) []flex.Button {
	h := r.Handover
	press := func(verb conversation.Verb) string {
		return conversation.Button{Verb: verb, Args: []string{conversation.IDArg(h.ID.UUID)}}.Data()
	}
	switch {
	case h.End != nil:
		return nil
	case r.IsAsked:
		confirm, refuse := catalogue.Key("handover.confirm"), catalogue.Key("handover.refuse")
		shown, label := s.text("handover.refuse.shown", "from", h.GivenBy.Name), refuse
		if h.IsBanking() {
			confirm, label = confirm+".bank", refuse+".bank"
			shown = s.text(label)
		}
		return []flex.Button{
			{Label: s.text(confirm), Data: press(conversation.VerbHandoverConfirm), DisplayText: s.text(confirm+".shown", "amount", amount, "from", h.GivenBy.Name)},
			{Label: s.text(label), Data: press(conversation.VerbHandoverRefuse), DisplayText: shown, Quiet: true},
		}
	case r.IsGivers:
		withdraw := s.text("handover.withdraw")
		return []flex.Button{{Label: withdraw, Data: press(conversation.VerbHandoverWithdraw), DisplayText: withdraw, Quiet: true}}
	}
	return nil
}

func (s *Speaker) handoverChoice(scene Scene, r conversation.HandoverChoice) Content {
	amount, never := thai.FormatBaht(r.Amount), s.text("handover.never-mind")
	title := s.text("handover.choice.title", "amount", amount)
	notice := flex.Notice{Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Text: s.text("handover.choice.text"), Alt: title}
	for _, m := range r.Receivers {
		args := []string{strconv.FormatInt(r.Amount.Satang(), 10), conversation.IDArg(m.ID.UUID), r.Ref}
		notice.Buttons = append(notice.Buttons, flex.Button{
			Label: shortLabel(m.Name), DisplayText: s.text("handover.choice.shown", "name", m.Name),
			Data: conversation.Button{Verb: conversation.VerbHandoverTo, Args: args}.Data(),
		})
	}
	notice.Buttons = append(notice.Buttons, flex.Button{
		Label: never, DisplayText: never, Data: conversation.Button{Verb: conversation.VerbNo}.Data(), Quiet: true,
	})
	return card(flex.NoticeCard(notice))
}
