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

func (s *Speaker) waiting(scene Scene, r conversation.WaitingList) Content {
	count, total := 0, ledger.Money{}
	for _, t := range r.Totals {
		count, total = count+t.Count, total.Add(t.Amount)
	}
	list := flex.Waiting{
		Fund: scene.Fund.Name, Title: s.text("waiting.title"), Empty: s.text("waiting.empty"),
		Total:  flex.Line{Label: s.text("waiting.total"), Value: thai.FormatBaht(total)},
		Count:  s.text("waiting.count", "count", strconv.Itoa(count)),
		Groups: s.waitingGroups(r), Buttons: s.waitingButtons(r, count),
		Alt: s.text("waiting.alt", "count", strconv.Itoa(count), "amount", thai.FormatBaht(total)),
	}
	if count == 0 {
		list.Alt = s.text("waiting.alt.empty")
	}
	if pages := (count + conversation.PageSize - 1) / conversation.PageSize; pages > 1 {
		list.Page = s.text("waiting.page", "page", strconv.Itoa(r.Page+1), "pages", strconv.Itoa(pages))
	}
	return card(flex.WaitingCard(list))
}

// waitingGroups puts the page's entries, which come by village, under their
// villages; a village's total covers all its pages.
func (s *Speaker) waitingGroups(r conversation.WaitingList) []flex.WaitingGroup {
	var groups []flex.WaitingGroup
	village := "\x00"
	for _, w := range r.Entries {
		if w.Member.Village != village {
			village = w.Member.Village
			groups = append(groups, s.waitingGroup(village, r.Totals))
		}
		last := &groups[len(groups)-1]
		last.Rows = append(last.Rows, s.waitingRow(w, r))
	}
	return groups
}

func (s *Speaker) waitingGroup(village string, totals []store.WaitingTotal) flex.WaitingGroup {
	group := flex.WaitingGroup{Name: village}
	if village == "" {
		group.Name = s.text("waiting.village.none")
	}
	for _, t := range totals {
		if t.Village == village {
			group.Total = s.text("waiting.village.total", "count", strconv.Itoa(t.Count), "amount", thai.FormatBaht(t.Amount))
		}
	}
	return group
}

func (s *Speaker) waitingRow(w store.WaitingEntry, r conversation.WaitingList) flex.WaitingRow {
	amount := thai.FormatBaht(w.Entry.Amount())
	row := flex.WaitingRow{
		Name: w.Member.Name, Number: s.text("waiting.number", "number", w.Member.Number),
		Since:     s.text("waiting.since", "date", day(w.Entry.RecordedAt), "time", thai.FormatClock(w.Entry.RecordedAt)),
		MoneyKind: s.kind(w.Entry.Kind), Amount: amount,
	}
	if w.Maker.Name != "" {
		row.Since = s.text("waiting.maker", "name", w.Maker.Name, "since", row.Since)
	}
	if w.Member.ID == r.Self || w.Maker.ID == r.Self {
		row.Since = s.text("waiting.own")
		return row
	}
	if r.MayReceive {
		entries := []ledger.EntryID{w.Entry.ID}
		row.Buttons = []flex.Button{
			{Label: s.text("waiting.receive"), Data: conversation.Button{Verb: conversation.VerbReceive, Entries: entries}.Data(),
				DisplayText: s.text("waiting.receive.shown", "name", w.Member.Name, "amount", amount)},
			{Label: s.text("waiting.refuse"), Data: conversation.Button{Verb: conversation.VerbRefuse, Entries: entries}.Data(),
				DisplayText: s.text("waiting.refuse.shown", "name", w.Member.Name), Quiet: true},
		}
	}
	return row
}

// waitingButtons confirm what the card shows, and only that: an entry that came
// after it was shown is not on the button.
func (s *Speaker) waitingButtons(r conversation.WaitingList, count int) []flex.Button {
	var buttons []flex.Button
	var shown []ledger.EntryID
	var total ledger.Money
	for _, w := range r.Entries {
		if w.Member.ID != r.Self && w.Maker.ID != r.Self {
			shown, total = append(shown, w.Entry.ID), total.Add(w.Entry.Amount())
		}
	}
	if r.MayReceive && len(shown) > 1 {
		amount := thai.FormatBaht(total)
		buttons = append(buttons, flex.Button{
			Label: s.text("waiting.all", "amount", amount), DisplayText: s.text("waiting.all.shown", "amount", amount),
			Data: conversation.Button{Verb: conversation.VerbReceive, Entries: shown}.Data(),
		})
	}
	if (r.Page+1)*conversation.PageSize < count {
		buttons = append(buttons, flex.Button{
			Label: s.text("waiting.next"), DisplayText: s.text("waiting.next"), Quiet: true,
			Data: conversation.Button{Verb: conversation.VerbPage, Page: r.Page + 1}.Data(),
		})
	}
	return buttons
}

func (s *Speaker) received(scene Scene, r conversation.Received) Content {
	var total ledger.Money
	numbers := make([]string, 0, len(r.Entries))
	for _, index := range r.Entries {
		total = total.Add(scene.Entries[index].Amount())
		numbers = append(numbers, scene.Entries[index].Document.String())
	}
	count, amount := strconv.Itoa(len(r.Entries)), thai.FormatBaht(total)
	lines := []string{s.text("received.text", "amount", amount, "numbers", span(numbers))}
	if r.Own > 0 {
		lines = append(lines, s.text("received.own", "count", strconv.Itoa(r.Own)))
	}
	if r.Near > 0 {
		lines = append(lines, s.text("received.near", "count", strconv.Itoa(r.Near), "who", s.checkers(r.Checkers)))
	}
	if len(r.Resolved) > 0 {
		lines = append(lines, s.text("received.ended", "count", strconv.Itoa(len(r.Resolved))))
	}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: s.text("received.title", "count", count),
		Text:    strings.Join(lines, "\n"),
		Buttons: s.receivedButtons(scene, r),
		Alt:     s.text("received.alt", "count", count, "amount", amount),
	}))
}

// receivedButtons go on with the list, and back on what was just posted.
func (s *Speaker) receivedButtons(scene Scene, r conversation.Received) []flex.Button {
	buttons := []flex.Button{{Label: s.text("received.more"), Text: s.text("guess.pending.say"), Quiet: true}}
	if len(r.Entries) > 0 {
		buttons = append(buttons, s.TakeBackButton(scene.Entries[r.Entries[0]].ID, true))
	}
	return buttons
}

// span names the first and the last of numbers that follow each other.
func span(numbers []string) string {
	if len(numbers) == 0 {
		return ""
	}
	if len(numbers) == 1 {
		return numbers[0]
	}
	return numbers[0] + " – " + numbers[len(numbers)-1]
}

func (s *Speaker) ended(scene Scene, r conversation.Ended) Content {
	end := r.Resolution
	key := catalogue.Key("ended." + string(end.Phase))
	title := s.text(key + ".title")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: title,
		Text: s.text(key+".text", "by", end.ActorName, "date", day(end.At), "time", thai.FormatClock(end.At),
			"number", end.Document.String()),
		Alt: title,
	}))
}
