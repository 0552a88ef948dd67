package speech

import (
	"strconv"
	"strings"
	"time"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// sayRoster puts replies about a list of who paid into words.
func (s *Speaker) sayRoster(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.RosterPreview:
		return s.rosterPreview(scene, r), true
	case conversation.RosterTicked:
		return s.rosterTicked(scene, r), true
	case conversation.RosterPosted:
		return s.rosterPosted(scene, r), true
	case conversation.RosterAgain:
		return s.rosterAgain(scene, r), true
	case conversation.RosterWaits:
		return s.rosterNotice(scene, flex.ToneAsk, "roster.waits", nil, flex.Button{
			Label: s.text("roster.waits.show"), Data: rosterButton(conversation.VerbRosterShow, r.Twin.ID, 0), DisplayText: s.text("roster.waits.show"),
		}, "time", clock(r.Twin.At)), true
	case conversation.RosterOver:
		if r.IsDropped {
			return s.rosterNotice(scene, flex.ToneStop, "roster.dropped", nil, flex.Button{}), true
		}
		return s.rosterNotice(scene, flex.ToneOK, "roster.over", nil, flex.Button{}, "count", strconv.Itoa(r.Roster.Result.People),
			"amount", thai.FormatBaht(r.Roster.Result.Total), "date", day(r.Roster.Result.At), "time", clock(r.Roster.Result.At)), true
	case conversation.RosterNobody:
		return s.rosterNotice(scene, flex.ToneAsk, "roster.nobody", nil, flex.Button{}, "village", r.Village), true
	case conversation.RosterLong:
		return s.rosterNotice(scene, flex.ToneAsk, "roster.long", nil, flex.Button{}), true
	case conversation.RosterNotYours:
		return s.rosterNotice(scene, flex.ToneStop, "roster.other", nil, flex.Button{}), true
	}
	return Content{}, false
}

// rosterNotice says one thing, with up to two buttons.
func (s *Speaker) rosterNotice(scene Scene, tone flex.Tone, key string, more []flex.Button, button flex.Button, pairs ...string) Content {
	n := flex.Notice{
		Fund: scene.Fund.Name, Tone: tone, Title: s.text(catalogue.Key(key+".title"), pairs...), Text: s.text(catalogue.Key(key+".text"), pairs...),
		Alt: s.text(catalogue.Key(key+".title"), pairs...),
	}
	if button.Label != "" {
		n.Buttons = append([]flex.Button{button}, more...)
	}
	return card(flex.NoticeCard(n))
}

// rosterAgain asks about a list that came before: to be posted from where it was
// about to be, or first to be looked at.
func (s *Speaker) rosterAgain(scene Scene, r conversation.RosterAgain) Content {
	key, at := "roster.again", r.Twin.PostedAt
	if at.IsZero() {
		key, at = "roster.again.waiting", r.Twin.At
	}
	yes := flex.Button{Label: s.text("roster.again.yes"), Data: rosterButton(conversation.VerbRosterShow, r.Roster.ID, 0)}
	if r.IsSeen {
		yes = flex.Button{Label: s.text("roster.again.post"), Data: rosterButton(conversation.VerbRosterRepeat, r.Roster.ID, len(r.Roster.Steps))}
	}
	yes.DisplayText = yes.Label
	no := flex.Button{
		Label: s.text("roster.again.no"), Data: rosterButton(conversation.VerbRosterDrop, r.Roster.ID), DisplayText: s.text("roster.again.no"), Quiet: true,
	}
	return s.rosterNotice(scene, flex.ToneAsk, key, []flex.Button{no}, yes,
		"name", r.Twin.Name, "count", strconv.Itoa(r.Twin.People), "date", day(at), "time", clock(at))
}

// rosterTicked says where a village's list stands, with the way into the books.
func (s *Speaker) rosterTicked(scene Scene, r conversation.RosterTicked) Content {
	row := r.View.Rows[r.Line]
	key, tone := catalogue.Key("roster.unticked.title"), flex.ToneStop
	if row.State == conversation.RosterFound {
		key, tone = "roster.ticked.title", flex.ToneOK
	}
	pairs := []string{"count", strconv.Itoa(r.View.Count), "amount", thai.FormatBaht(r.View.Sum)}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: tone, Title: s.text(key, "name", row.Member.Name, "amount", thai.FormatBaht(row.Amount)),
		Text: s.text("roster.ticked.text", pairs...), Buttons: s.rosterPostButtons(r.View), Alt: s.text("roster.ticked.alt", pairs...),
	}))
}

// postedOutMax is how many lines that were left out are named with their reasons.
const postedOutMax = 12

// rosterPosted tells what is in the books, and names what is not.
func (s *Speaker) rosterPosted(scene Scene, r conversation.RosterPosted) Content {
	var total ledger.Money
	numbers := make([]string, 0, len(r.Entries))
	for _, index := range r.Entries {
		total = total.Add(scene.Entries[index].Amount())
		numbers = append(numbers, scene.Entries[index].Document.String())
	}
	if r.View.Kind == store.RosterSingle {
		return s.rosterOne(scene, r, total, numbers)
	}
	count, amount := strconv.Itoa(len(r.Entries)), thai.FormatBaht(total)
	lines := []string{s.text("roster.posted.text", "amount", amount, "numbers", span(numbers))}
	promises, paper := 0, 0
	var out []string
	for _, row := range r.View.Rows {
		switch row.State {
		case conversation.RosterFound, conversation.RosterGuessed:
			promises += count1(row.Promise != nil)
			paper += count1(row.Member.LineUserID == "")
		case conversation.RosterOut:
			if row.Trouble != store.RosterAbsent && row.Trouble != conversation.RosterUnticked {
				line := s.text("roster.posted.out.line", "name", shown(row.Who), "amount", amountOrNone(row.Amount), "reason", s.rosterTrouble(row))
				out = append(out, strings.Join(strings.Fields(line), " "))
			}
		}
	}
	if promises > 0 {
		lines = append(lines, s.text("roster.posted.promises", "count", strconv.Itoa(promises)))
	}
	if paper > 0 {
		lines = append(lines, s.text("roster.posted.paper", "count", strconv.Itoa(paper)))
	}
	if len(out) > 0 {
		lines = append(append(lines, s.text("roster.posted.out")), out[:min(len(out), postedOutMax)]...)
	}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: s.text("roster.posted.title", "count", count), Text: strings.Join(lines, "\n"),
		Buttons: []flex.Button{s.TakeBackButton(scene.Entries[r.Entries[0]].ID, len(r.Entries) > 1)},
		Alt:     s.text("roster.posted.alt", "count", count, "amount", amount),
	}))
}

func (s *Speaker) rosterOne(scene Scene, r conversation.RosterPosted, total ledger.Money, numbers []string) Content {
	m := r.View.Rows[0].Member
	lines := []string{s.text("roster.one.text", "name", s.person(m), "amount", thai.FormatBaht(total), "number", span(numbers))}
	if m.LineUserID == "" {
		lines = append(lines, s.text("roster.posted.paper", "count", "1"))
	}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: s.text("roster.one.title"), Text: strings.Join(lines, "\n"),
		Buttons: []flex.Button{s.TakeBackButton(scene.Entries[r.Entries[0]].ID, false)},
		Alt:     s.text("roster.one.alt", "name", m.Name, "amount", thai.FormatBaht(total)),
	}))
}

func count1(is bool) int {
	if is {
		return 1
	}
	return 0
}

func amountOrNone(m ledger.Money) string {
	if m.IsPositive() {
		return thai.FormatBaht(m)
	}
	return ""
}

func clock(t time.Time) string { return thai.FormatClock(t) }

// rosterButton gives a button's data: the verb, the list and numbers.
func rosterButton(verb conversation.Verb, id ledger.RosterID, numbers ...int) string {
	args := []string{conversation.IDArg(id.UUID)}
	for _, n := range numbers {
		args = append(args, strconv.Itoa(n))
	}
	return conversation.Button{Verb: verb, Args: args}.Data()
}
