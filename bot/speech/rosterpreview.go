package speech

import (
	"slices"
	"strconv"
	"strings"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

const (
	// doubtsMax is how many names in doubt one card asks about, each with as many
	// as CandidatesMax buttons.
	doubtsMax = 5
	// besideMax is how many clear lines stand on the card of the doubts; more have
	// cards of their own before it.
	besideMax = 8
	// aloneMax is of how many lines a list is, at most, to stand on one card with
	// its doubts.
	aloneMax = 3
	// outMax is how many lines that do not count are named with their reasons.
	outMax = 11
	// absentMax bounds the names of those who did not pay, in runes.
	absentMax = 800
	// tickCardsMax is how many cards of members to tick come at once: with the one
	// that sums up as many as LINE takes.
	tickCardsMax = 4
)

// rosterPreview shows a list before it is posted: what is clear, then what a
// person has to look at, and last the card that leads into the books. It waits
// for the last page of the doubts: no guess is posted that nobody saw.
func (s *Speaker) rosterPreview(scene Scene, r conversation.RosterPreview) Content {
	if r.View.Kind == store.RosterVillage {
		return s.villageRoster(scene, r)
	}
	p := partsOf(r.View)
	var content Content
	if r.Whole && r.Page == 0 && len(p.found) > besideMax {
		content.Items = s.foundCards(r.View, p.found)
	}
	page := min(r.Page, max(0, (len(p.doubts)-1)/doubtsMax))
	until := min((page+1)*doubtsMax, len(p.doubts))
	if len(r.View.Rows) <= aloneMax {
		content.Items = s.lastCard(scene, r.View, p, s.doubtGroups(r.View, p.doubts))
		return content
	}
	if len(p.doubts) > 0 {
		content.Items = append(content.Items, s.doubtCard(scene, r.View, p.doubts[page*doubtsMax:until], page, len(p.doubts))...)
	}
	if until == len(p.doubts) {
		content.Items = append(content.Items, s.lastCard(scene, r.View, p, nil)...)
	}
	return content
}

// rosterParts are the lines of a list by what they need.
type rosterParts struct{ found, doubts, out, absent []conversation.RosterRow }

func partsOf(v conversation.RosterView) rosterParts {
	var p rosterParts
	for _, row := range v.Rows {
		switch {
		case row.State == conversation.RosterFound:
			p.found = append(p.found, row)
		case row.State == conversation.RosterAsked || row.State == conversation.RosterGuessed:
			p.doubts = append(p.doubts, row)
		case row.Trouble == store.RosterAbsent:
			p.absent = append(p.absent, row)
		default:
			p.out = append(p.out, row)
		}
	}
	return p
}

// unposted counts the lines with a sum that would not be posted.
func (p rosterParts) unposted() int {
	n := 0
	for _, row := range slices.Concat(p.doubts, p.out) {
		n += count1(row.State != conversation.RosterGuessed && row.Amount.IsPositive())
	}
	return n
}

// doubtCard asks about one page of the names in doubt.
func (s *Speaker) doubtCard(scene Scene, v conversation.RosterView, doubts []conversation.RosterRow, page, all int) []Item {
	t := flex.Table{Fund: scene.Fund.Name, Title: s.rosterTitle(v), Note: s.rosterNote(v), Groups: s.doubtGroups(v, doubts), Alt: s.rosterAlt(v, all)}
	if pages := (all + doubtsMax - 1) / doubtsMax; pages > 1 {
		t.Page = s.text("roster.page", "page", strconv.Itoa(page+1), "pages", strconv.Itoa(pages))
		if page+1 < pages {
			t.Buttons = []flex.Button{{Label: s.text("roster.more"), DisplayText: s.text("roster.more"), Data: rosterButton(conversation.VerbRosterShow, v.ID, page+1)}}
		}
	}
	return card(flex.TableCard(t)).Items
}

// lastCard sums up and leads into the books. The doubts stand on it where the
// list is short, and on a card before it otherwise.
func (s *Speaker) lastCard(scene Scene, v conversation.RosterView, p rosterParts, doubts []flex.TableGroup) []Item {
	t := flex.Table{
		Fund: scene.Fund.Name, Title: s.rosterTitle(v), Note: s.rosterNote(v), Totals: s.rosterTotals(v, p.unposted()),
		Buttons: s.rosterPostButtons(v), Alt: s.rosterAlt(v, len(p.doubts)),
	}
	if len(p.doubts) > 0 && doubts == nil {
		t.Title, t.Note = s.text("roster.title.last"), "" // the card before has said it
	}
	t.Groups = doubts
	if len(p.found) > 0 && len(p.found) <= besideMax {
		t.Groups = append(t.Groups, flex.TableGroup{Name: s.count("roster.found", len(p.found)), Rows: s.foundRows(v, p.found)})
	}
	t.Groups = append(t.Groups, s.outGroups(v, p.out, p.absent)...)
	return card(flex.TableCard(t)).Items
}

// doubtGroups are the names that a person has to look at.
func (s *Speaker) doubtGroups(v conversation.RosterView, doubts []conversation.RosterRow) []flex.TableGroup {
	var asked, guessed []flex.TableRow
	for _, row := range doubts {
		if row.State == conversation.RosterAsked {
			asked = append(asked, s.askedRow(v, row))
			continue
		}
		guessed = append(guessed, s.guessedRow(v, row))
	}
	var groups []flex.TableGroup
	if len(asked) > 0 {
		groups = append(groups, flex.TableGroup{Name: s.count("roster.asked", len(asked)), Rows: asked})
	}
	if len(guessed) > 0 {
		groups = append(groups, flex.TableGroup{Name: s.count("roster.guessed", len(guessed)), Rows: guessed})
	}
	return groups
}

func (s *Speaker) askedRow(v conversation.RosterView, row conversation.RosterRow) flex.TableRow {
	return flex.TableRow{
		Left: shown(row.Who), Right: amountOrNone(row.Amount), Tone: flex.ToneAsk, Buttons: s.choiceButtons(v, row, false),
	}
}

func (s *Speaker) guessedRow(v conversation.RosterView, row conversation.RosterRow) flex.TableRow {
	none := flex.Button{
		Label: s.text("roster.none"), Data: rosterButton(conversation.VerbRosterLeave, v.ID, row.Line),
		DisplayText: s.text("roster.none.shown", "name", shown(row.Who)), Quiet: true,
	}
	notes := append([]string{s.text("roster.guess", "name", s.person(row.Member))}, s.rowNotes(v, row)...)
	return flex.TableRow{
		Left: shown(row.Who), Right: amountOrNone(row.Amount), Note: strings.Join(notes, "\n"), Tone: flex.ToneAsk,
		Buttons: append(s.choiceButtons(v, row, true), none),
	}
}

// choiceButtons offer who may be meant.
func (s *Speaker) choiceButtons(v conversation.RosterView, row conversation.RosterRow, isQuiet bool) []flex.Button {
	buttons := make([]flex.Button, 0, len(row.Choices))
	for _, c := range row.Choices {
		buttons = append(buttons, flex.Button{
			Label: shortened(s.person(c.Member)), Data: rosterButton(conversation.VerbRosterPick, v.ID, row.Line, c.Place), Quiet: isQuiet,
			DisplayText: s.text("roster.pick.shown", "by", shown(row.Who), "name", shown(c.Member.Name), "number", c.Member.Number),
		})
	}
	return buttons
}

// foundCardsMax leaves room for the two cards that ask.
const foundCardsMax = ItemsMax - 2

// foundCards list the clear lines.
func (s *Speaker) foundCards(v conversation.RosterView, found []conversation.RosterRow) []Item {
	var items []Item
	alt := s.text("roster.found.alt", "count", strconv.Itoa(len(found)))
	for part := range slices.Chunk(found, max(flex.TableRowsMax, (len(found)+foundCardsMax-1)/foundCardsMax)) {
		t := flex.Table{Title: s.count("roster.found", len(found)), Groups: []flex.TableGroup{{Rows: s.foundRows(v, part)}}, Alt: alt}
		items = append(items, card(flex.TableCard(t)).Items...)
	}
	return items
}

func (s *Speaker) foundRows(v conversation.RosterView, found []conversation.RosterRow) []flex.TableRow {
	rows := make([]flex.TableRow, len(found))
	for i, row := range found {
		rows[i] = flex.TableRow{
			Left: s.person(row.Member), Right: thai.FormatBaht(row.Amount), Note: strings.Join(s.rowNotes(v, row), "\n"), Tone: flex.ToneOK,
		}
	}
	return rows
}

// rowNotes say what is special about a line that counts.
func (s *Speaker) rowNotes(_ conversation.RosterView, row conversation.RosterRow) []string {
	var notes []string
	switch {
	case row.Months > 0:
		notes = append(notes, s.text("roster.months", "count", strconv.Itoa(row.Months)))
	case row.Days > 0:
		notes = append(notes, s.text("roster.days", "count", strconv.Itoa(row.Days)))
	}
	if row.Promise != nil {
		notes = append(notes, s.text("roster.promise"))
	}
	if !row.PaidAt.IsZero() {
		notes = append(notes, s.text("roster.paid", "amount", thai.FormatBaht(row.Member.Last), "time", clock(row.PaidAt)))
	}
	return notes
}

// outGroups name the lines that do not count, each with its reason, and who did
// not pay.
func (s *Speaker) outGroups(v conversation.RosterView, out, absent []conversation.RosterRow) []flex.TableGroup {
	var groups []flex.TableGroup
	if len(out) > 0 {
		group := flex.TableGroup{Name: s.count("roster.out", len(out))}
		for _, row := range out[:min(len(out), outMax)] {
			r := flex.TableRow{Left: shown(row.Who), Right: amountOrNone(row.Amount), Note: s.rosterTrouble(row), Tone: flex.ToneStop}
			if row.Trouble == conversation.TroubleDouble {
				r.Buttons = []flex.Button{{
					Label: s.text("roster.double.pick"), Data: rosterButton(conversation.VerbRosterPick, v.ID, row.Line, placeOf(row)),
					DisplayText: s.text("roster.double.pick.shown", "name", shown(row.Who)), Quiet: true,
				}}
			}
			group.Rows = append(group.Rows, r)
		}
		groups = append(groups, group)
	}
	if len(absent) > 0 {
		names := make([]string, len(absent))
		for i, row := range absent {
			names[i] = shown(row.Who)
		}
		group := flex.TableGroup{Name: s.count("roster.absent", len(absent)), Rows: []flex.TableRow{{Left: cut(strings.Join(names, ", "), absentMax)}}}
		groups = append(groups, group)
	}
	return groups
}

// placeOf finds the row's member among the line's.
func placeOf(row conversation.RosterRow) int {
	return max(0, slices.Index(row.Members, row.Member.ID))
}

// rosterTotals sum up what would be posted, what would not, and the stated total
// where it is another.
func (s *Speaker) rosterTotals(v conversation.RosterView, out int) []flex.Line {
	totals := []flex.Line{{Label: s.count("roster.total", v.Count), Value: thai.FormatBaht(v.Sum)}}
	if rest := v.Written.Sub(v.Sum); rest.IsPositive() && out > 0 {
		totals = append(totals, flex.Line{Label: s.count("roster.left", out), Value: thai.FormatBaht(rest)})
	}
	if v.IsOff() {
		totals = append(totals, flex.Line{Label: s.text("roster.stated"), Value: thai.FormatBaht(v.Stated)},
			flex.Line{Label: s.text("roster.off"), Value: thai.FormatBaht(v.Written)})
	}
	return totals
}

// rosterPostButtons lead into the books, or put the list aside.
func (s *Speaker) rosterPostButtons(v conversation.RosterView) []flex.Button {
	drop := flex.Button{Label: s.text("roster.drop"), DisplayText: s.text("roster.drop.shown"), Data: rosterButton(conversation.VerbRosterDrop, v.ID), Quiet: true}
	if v.Count == 0 {
		return []flex.Button{drop}
	}
	key := catalogue.Key("roster.post")
	switch {
	case v.IsOff():
		key = "roster.post.off"
	case slices.ContainsFunc(v.Rows, func(r conversation.RosterRow) bool { return r.State == conversation.RosterGuessed }):
		key = "roster.post.yes"
	}
	pairs := []string{"count", strconv.Itoa(v.Count), "amount", thai.FormatBaht(v.Sum)}
	return []flex.Button{{
		Label: shortened(s.text(key, pairs...)), DisplayText: s.text("roster.post.shown", pairs...),
		Data: rosterButton(conversation.VerbRosterPost, v.ID, v.Version()),
	}, drop}
}

// villageRoster is a village's list: each member is one large button.
func (s *Speaker) villageRoster(scene Scene, r conversation.RosterPreview) Content {
	var content Content
	parts := slices.Collect(slices.Chunk(r.View.Rows, flex.TableTapsMax))
	from := min(r.Page*tickCardsMax, max(0, len(parts)-1))
	until := min(from+tickCardsMax, len(parts))
	village := r.View.Rows[0].Member.Village
	for i, part := range parts[from:until] {
		t := flex.Table{
			Title: s.text("roster.title.village", "village", shown(village)), Note: s.text("roster.note.village"),
			Groups: []flex.TableGroup{{Rows: s.tickRows(r.View, part)}}, Alt: s.text("roster.title.village", "village", shown(village)),
		}
		if len(parts) > 1 {
			t.Page = s.text("roster.page", "page", strconv.Itoa(from+i+1), "pages", strconv.Itoa(len(parts)))
		}
		content.Items = append(content.Items, card(flex.TableCard(t)).Items...)
	}
	t := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("roster.title.village", "village", shown(village)), Totals: s.rosterTotals(r.View, 0),
		Buttons: s.rosterPostButtons(r.View), Alt: s.rosterAlt(r.View, 0),
	}
	if until < len(parts) {
		t.Buttons = append(t.Buttons, flex.Button{
			Label: s.text("roster.more"), DisplayText: s.text("roster.more"), Data: rosterButton(conversation.VerbRosterShow, r.View.ID, r.Page+1), Quiet: true,
		})
	}
	content.Items = append(content.Items, card(flex.TableCard(t)).Items...)
	return content
}

func (s *Speaker) tickRows(v conversation.RosterView, part []conversation.RosterRow) []flex.TableRow {
	rows := make([]flex.TableRow, len(part))
	for i, row := range part {
		r := flex.TableRow{Left: s.person(row.Member), Right: thai.FormatBaht(row.Amount), Mark: "☐", Tone: flex.ToneAsk}
		if row.State == conversation.RosterFound {
			r.Mark, r.Tone = "", flex.ToneOK
		}
		if !row.Member.LastAt.IsZero() {
			r.Note = s.text("roster.last", "date", thai.FormatDate(ledger.DateOf(row.Member.LastAt)))
		}
		r.Tap = flex.Button{
			Label: shortened(row.Member.Name), DisplayText: shown(row.Member.Name) + " " + thai.FormatBaht(row.Amount),
			Data: rosterButton(conversation.VerbRosterTick, v.ID, row.Line),
		}
		rows[i] = r
	}
	return rows
}

func (s *Speaker) rosterTitle(v conversation.RosterView) string {
	switch v.Kind {
	case store.RosterRest:
		return s.text("roster.title.rest")
	case store.RosterSingle:
		return s.text("roster.title.single")
	}
	return s.text("roster.title")
}

func (s *Speaker) rosterNote(v conversation.RosterView) string {
	notes := []string{s.text("roster.note")}
	if v.Kind == store.RosterRest {
		notes[0] = s.text("roster.note.rest")
	}
	if !v.On.IsZero() {
		notes = append(notes, s.text("roster.note.day", "date", thai.FormatDate(v.On)))
	}
	if v.IsOff() {
		notes = append(notes, s.text("roster.off.note"))
	}
	return strings.Join(notes, "\n")
}

func (s *Speaker) rosterAlt(v conversation.RosterView, doubts int) string {
	key := catalogue.Key("roster.alt")
	if doubts > 0 {
		key = "roster.alt.asked"
	}
	return s.text(key, "page", strconv.Itoa(len(v.Rows)), "waiting", strconv.Itoa(doubts), "count", strconv.Itoa(v.Count), "amount", thai.FormatBaht(v.Sum))
}

// rosterTrouble says why a line does not count.
func (s *Speaker) rosterTrouble(row conversation.RosterRow) string {
	key := catalogue.Key("roster.trouble." + string(row.Trouble))
	if row.Trouble == conversation.TroubleGone {
		if exact := key + catalogue.Key("."+string(row.Member.Standing)); s.texts.Has(exact) {
			return s.text(exact)
		}
	}
	return s.text(key)
}

// person names a member so that no other is meant.
func (s *Speaker) person(m store.RosterMember) string {
	if m.Village == "" {
		return cut(s.text("roster.person", "name", shown(m.Name), "number", m.Number), personMax)
	}
	return cut(s.text("roster.person.village", "name", shown(m.Name), "number", m.Number, "village", m.Village), personMax)
}

func (s *Speaker) count(key catalogue.Key, n int) string {
	return s.text(key, "count", strconv.Itoa(n))
}

// shownMax bounds a name on a card of many lines, personMax one with number and
// village, in runes.
const (
	shownMax  = 40
	personMax = 60
)

func shown(text string) string { return cut(text, shownMax) }

func cut(text string, most int) string {
	letters := []rune(text)
	if len(letters) <= most {
		return text
	}
	return string(letters[:most-1]) + "…"
}
