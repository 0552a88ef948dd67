package speech

import (
	"strconv"

	"github.com/rivo/uniseg"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
)

// linkTones of the texts about links that do not simply inform.
var linkTones = map[conversation.LinkTopic]flex.Tone{
	"link.welcome": flex.ToneAsk, "link.welcome-many": flex.ToneAsk, "link.which-fund": flex.ToneAsk, "link.who": flex.ToneAsk,
	"link.consent": flex.ToneAsk, "link.consent-again": flex.ToneAsk, "fund.which": flex.ToneAsk, "fund.switch": flex.ToneAsk,
	"unlink.ask": flex.ToneAsk, "unlink.whom": flex.ToneAsk, "freeze.whom": flex.ToneAsk, "unfreeze.whom": flex.ToneAsk,
	"link.ask-officer": flex.ToneAsk, "link.ask-officer-none": flex.ToneAsk, "link.ask-officer-again": flex.ToneAsk,
	"link.ask-second": flex.ToneAsk, "unfreeze.ask-second": flex.ToneAsk, "link.replacing": flex.ToneAsk,
	"link.asked": flex.ToneWait, "link.asked-before": flex.ToneWait, "link.two-officers": flex.ToneWait, "link.one-more": flex.ToneWait,
	"link.confirmed-first": flex.ToneWait, "unfreeze.first": flex.ToneWait,
	"link.no-such-fund": flex.ToneStop, "link.asked-often": flex.ToneStop, "link.wrong": flex.ToneStop, "link.unknown": flex.ToneStop,
	"link.no-office": flex.ToneStop, "link.paused": flex.ToneStop, "link.used": flex.ToneStop, "link.used-by-you": flex.ToneStop, "link.expired": flex.ToneStop,
	"link.replaced": flex.ToneStop, "link.other-book": flex.ToneStop, "link.too-late": flex.ToneStop, "link.not-confirmed": flex.ToneStop,
	"link.request-over": flex.ToneStop, "link.another-officer": flex.ToneStop, "link.objection-told": flex.ToneStop,
	"link.reused-told": flex.ToneStop, "link.guessing-told": flex.ToneStop, "link.guessing-many-told": flex.ToneStop,
	"freeze.told": flex.ToneStop, "freeze.member-told": flex.ToneStop, "frozen": flex.ToneStop, "member.none": flex.ToneStop,
	"unlink.told": flex.ToneStop, "link.replaced-phone": flex.ToneStop,
}

// linking says everything about links: one card, whose text knows which of the
// facts it shows.
func (s *Speaker) linking(scene Scene, reply conversation.Reply) (Content, bool) {
	r, ok := reply.(conversation.LinkCard)
	if !ok {
		return Content{}, false
	}
	fund := scene.Fund.Name
	if r.Fund.Name != "" {
		fund = r.Fund.Name
	}
	pairs := []string{
		"name", r.Member.Name, "number", r.Member.Number, "by", r.By, "said", r.Said, "fund", fund, "count", strconv.Itoa(r.Count),
		"kind", s.kind(scene.Fund.Preset.MemberMoney()), "amount", thai.FormatBaht(r.Amount),
		"date", day(r.At), "time", thai.FormatClock(r.At), "consent", s.consent(r.Count),
	}
	key := catalogue.Key(r.Topic)
	tone, known := linkTones[r.Topic]
	if !known {
		tone = flex.ToneOK
	}
	title, text := s.text(key+".title", pairs...), s.text(key+".text", pairs...)
	return card(flex.NoticeCard(flex.Notice{
		Fund: fund, Tone: tone, Title: title, Text: text, Buttons: s.linkButtons(r.Buttons), Alt: title + " " + text,
	})), true
}

// consent gives a version of what members agree to; empty for none.
func (s *Speaker) consent(version int) string {
	key := catalogue.Key("consent." + strconv.Itoa(version))
	if !s.texts.Has(key) {
		return ""
	}
	return s.text(key, "count", strconv.Itoa(version))
}

func (s *Speaker) linkButtons(buttons []conversation.LinkButton) []flex.Button {
	made := make([]flex.Button, len(buttons))
	for i, b := range buttons {
		label := s.text(catalogue.Key("button."+string(b.Button.Verb)), "name", b.Member.Name, "number", b.Member.Number, "fund", b.Fund.Name)
		made[i] = flex.Button{Label: shortened(label), DisplayText: label, Data: b.Button.Data(), Quiet: b.Quiet}
	}
	return made
}

// labelMax is how many letters LINE shows of a button's label.
const labelMax = 40

// shortened keeps a long name from being refused as a label; what the writer is
// shown to have said has it in full.
func shortened(label string) string {
	if uniseg.GraphemeClusterCount(label) <= labelMax {
		return label
	}
	short, rest := "", label
	for range labelMax - 1 {
		cluster, after, _, _ := uniseg.FirstGraphemeClusterInString(rest, -1)
		short, rest = short+cluster, after
	}
	return short + "…"
}
