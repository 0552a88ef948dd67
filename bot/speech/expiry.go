package speech

import (
	"strconv"
	"strings"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/thai"
	"sajja/store"
)

// lapseLines is how many promises a message names one by one.
const lapseLines = 5

// Lapse tells a member that promises of hers waited their time and were taken off
// the list, or will be tomorrow. Nobody is to blame: the money may be on its way,
// or received and not yet confirmed.
func (s *Speaker) Lapse(fund store.Fund, l store.Lapse) Content {
	key, tone := "expired", flex.ToneOK
	if l.IsAhead {
		key, tone = "expiring", flex.ToneWait
	}
	until, amount := thai.FormatDate(l.Until), thai.FormatBaht(l.Amount())
	lines := []string{s.text(catalogue.Key(key + ".intro"))}
	for _, e := range l.Entries[:min(len(l.Entries), lapseLines)] {
		lines = append(lines, s.text("lapse.entry", "kind", s.kind(e.Kind),
			"amount", thai.FormatBaht(e.Amount()), "date", thai.FormatDate(e.EffectiveOn)))
	}
	if more := len(l.Entries) - lapseLines; more > 0 {
		lines = append(lines, s.text("lapse.more", "count", strconv.Itoa(more)))
	}
	lines = append(lines, s.text(catalogue.Key(key+".outro"), "date", until))
	return card(flex.NoticeCard(flex.Notice{
		Fund: fund.Name, Tone: tone, Title: s.text(catalogue.Key(key + ".title")),
		Text:    strings.Join(lines, "\n"),
		Buttons: []flex.Button{{Label: s.text("guess.deposit"), Text: s.text("guess.deposit.say"), Quiet: true}},
		Alt:     s.text(catalogue.Key(key+".alt"), "amount", amount, "date", until),
	}))
}
