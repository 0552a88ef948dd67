package speech

import (
	"strconv"
	"strings"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// privacy says what has to do with one's own data.
func (s *Speaker) privacy(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.DataLink:
		return s.dataLink(r), true
	case conversation.DataAsked:
		return s.notice(scene, flex.ToneAsk, "data.asked", "name", r.Member.Name, "number", r.Member.Number), true
	case conversation.LookList:
		return s.looks(scene, r), true
	case conversation.EraseHindered:
		return s.notice(scene, flex.ToneWait, "erase.hindered", "what", s.hindrances(r.Hindrances)), true
	case conversation.EraseAsk:
		return s.eraseAsk(scene), true
	case conversation.EraseTold:
		return s.eraseTold(scene, r), true
	}
	return Content{}, false
}

// notice says a title and a text of one key.
func (s *Speaker) notice(scene Scene, tone flex.Tone, key catalogue.Key, pairs ...string) Content {
	title := s.text(key+".title", pairs...)
	return card(flex.NoticeCard(flex.Notice{Fund: scene.Fund.Name, Tone: tone, Title: title, Text: s.text(key+".text", pairs...), Alt: title}))
}

// dataLink says the address as text: every phone opens one that stands in a text.
func (s *Speaker) dataLink(r conversation.DataLink) Content {
	return Content{Items: []Item{{Text: s.text("data.text") + "\n" + r.Address}}}
}

func (s *Speaker) looks(scene Scene, r conversation.LookList) Content {
	group := flex.TableGroup{}
	for _, look := range r.Looks {
		what := s.text(catalogue.Key("look." + string(look.What)))
		if look.IsList {
			what += " (" + s.text("looks.list") + ")"
		}
		group.Rows = append(group.Rows, flex.TableRow{
			Left: look.By.Name, Note: s.text("looks.row", "what", what, "date", day(look.At), "time", thai.FormatClock(look.At)),
		})
	}
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("looks.title"), Note: s.text("looks.note"), Empty: s.text("looks.empty"),
		Alt: s.text("looks.alt", "count", strconv.Itoa(len(r.Looks))),
	}
	if len(group.Rows) > 0 {
		table.Groups = []flex.TableGroup{group}
	}
	return card(flex.TableCard(table))
}

// hindrances lists what must end first.
func (s *Speaker) hindrances(h store.ErasureHindrances) string {
	var lines []string
	for _, money := range []struct {
		key    catalogue.Key
		amount ledger.Money
	}{{"erase.hindered.savings", h.Savings}, {"erase.hindered.pending", h.Pending}, {"erase.hindered.cash", h.Cash}} {
		if !money.amount.IsZero() {
			lines = append(lines, s.text(money.key, "amount", thai.FormatBaht(money.amount)))
		}
	}
	if h.OpenDisputes > 0 {
		lines = append(lines, s.text("erase.hindered.dispute", "count", strconv.Itoa(h.OpenDisputes)))
	}
	if len(h.Offices) > 0 {
		lines = append(lines, s.text("erase.hindered.office"))
	}
	return strings.Join(lines, ", ")
}

func (s *Speaker) eraseAsk(scene Scene) Content {
	yes, no := s.text("erase.ask.yes"), s.text("erase.ask.no")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: s.text("erase.ask.title"), Text: s.text("erase.ask.text"), Alt: s.text("erase.ask.title"),
		Buttons: []flex.Button{
			{Label: no, Data: conversation.Button{Verb: conversation.VerbNo}.Data(), DisplayText: no},
			{Label: yes, Data: conversation.Button{Verb: conversation.VerbErase}.Data(), DisplayText: yes, Quiet: true},
		},
	}))
}

func (s *Speaker) eraseTold(scene Scene, r conversation.EraseTold) Content {
	e := r.Erasure
	pairs := []string{"name", e.Member.Name, "number", e.Member.Number}
	if !r.On.IsZero() {
		pairs = append(pairs, "date", thai.FormatDate(r.On))
	}
	if !r.ForOfficer {
		return s.notice(scene, flex.ToneOK, catalogue.Key("erase."+string(e.State)), pairs...)
	}
	yes, no, id := s.text("erase.officer.yes"), s.text("erase.officer.no"), []string{conversation.IDArg(e.ID.UUID)}
	title := s.text("erase.officer.title", pairs...)
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Text: s.text("erase.officer.text", pairs...), Alt: title,
		Buttons: []flex.Button{
			{Label: yes, Data: conversation.Button{Verb: conversation.VerbEraseYes, Args: id}.Data(), DisplayText: yes},
			{Label: no, Data: conversation.Button{Verb: conversation.VerbEraseNo, Args: id}.Data(), DisplayText: no, Quiet: true},
		},
	}))
}
