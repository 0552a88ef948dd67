package speech

import (
	"strconv"
	"strings"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// arrears says how far payments reach. It never blames: it tells what is paid,
// what would bring somebody level, and until when nothing is lost.
func (s *Speaker) arrears(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.PaidThroughCard:
		return s.paidThrough(scene, r), true
	case conversation.ArrearsList:
		return s.arrearsList(scene, r), true
	case conversation.ArrearsWho:
		return s.arrearsWho(scene, r), true
	case conversation.ArrearsOthers:
		return s.tell(scene.Fund, flex.ToneStop, "arrears.others", nil), true
	}
	return Content{}, false
}

func (s *Speaker) paidThrough(scene Scene, r conversation.PaidThroughCard) Content {
	key := "arrears.other"
	if r.IsOwn {
		key = "arrears.own"
	}
	switch {
	case r.IsExempt:
		key += ".exempt"
	case r.PaidThrough.IsZero():
		key += ".none"
	}
	title := s.text(catalogue.Key(key+".title"), "name", r.Member.Name, "date", thai.FormatDate(r.PaidThrough))
	tone := flex.ToneOK
	if r.Verdict != membership.VerdictLevel {
		tone = flex.ToneWait
	}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: tone, Title: title, Text: strings.Join(s.arrearsLines(r.Arrears), "\n"), Alt: title,
	}))
}

// arrearsLines tell what is saved, what brings her level, and what follows.
func (s *Speaker) arrearsLines(a membership.Arrears) []string {
	lines := []string{s.text("arrears.saved", "days", strconv.Itoa(a.Saved))}
	if a.Carried.IsPositive() {
		lines = append(lines, s.text("arrears.carried", "amount", thai.FormatBaht(a.Carried)))
	}
	if a.Pause != nil {
		lines = append(lines, s.text("arrears.paused.text", "date", thai.FormatDate(a.Pause.LastDay()), "reason", a.Pause.Reason))
	}
	level := []string{"amount", thai.FormatBaht(a.Level), "date", thai.FormatDate(a.LevelThrough)}
	switch {
	case a.IsExempt:
		return lines
	case a.Verdict != membership.VerdictLevel:
		return append(append(lines, s.text("arrears.behind.text", level...)), s.lapseLines(a)...)
	case a.Level.IsZero():
		return append(lines, s.text("arrears.level.text"))
	case a.Pause == nil:
		lines = append(lines, s.text("arrears.due.text", level...))
	}
	return lines
}

// lapseLines tell a member who is behind until when what is kept, before it is
// lost.
func (s *Speaker) lapseLines(a membership.Arrears) []string {
	var lines []string
	switch {
	case a.Verdict == membership.VerdictSuspended:
		lines = append(lines, s.text("arrears.suspended.text"))
	case a.Verdict == membership.VerdictOut:
		lines = append(lines, s.text("arrears.out.text"))
	}
	switch {
	case !a.IsClosed:
		lines = append(lines, s.text("arrears.heal.text", "date", thai.FormatDate(a.HealBy)))
	case a.Restarts:
		lines = append(lines, s.text("arrears.restart.text"))
	default:
		lines = append(lines, s.text("arrears.resume.text"))
	}
	if by, verdict, may := a.MayLoseBy(); may {
		lines = append(lines, s.text(catalogue.Key("arrears.lose."+string(verdict)+".text"), "date", thai.FormatDate(by)))
	}
	return lines
}

// paidThroughLine is what a receipt says of the days: as they are with this entry
// and those before it in the turn. It is empty where nobody asked, or less than a
// day is paid for.
func (s *Speaker) paidThroughLine(scene Scene, index int, covered *store.MemberCoverage) flex.Line {
	if covered == nil {
		return flex.Line{}
	}
	after := *covered
	for _, e := range scene.Entries[:index+1] {
		if e.Member == covered.Member.ID && e.Phase == ledger.PhasePosted && e.Kind == scene.Fund.Preset.MemberMoney() {
			after = after.After(e)
		}
	}
	through := after.Coverage.PaidThrough(after.Rules)
	if through.IsZero() {
		return flex.Line{}
	}
	return flex.Line{Label: s.text("arrears.through"), Value: thai.FormatDate(through)}
}

// passbookCover puts how far she has paid into a passbook.
func (s *Speaker) passbookCover(book *flex.Passbook, a *membership.Arrears) {
	if a == nil || a.PaidThrough.IsZero() {
		return
	}
	book.Covered = flex.Line{Label: s.text("arrears.through"), Value: thai.FormatDate(a.PaidThrough)}
	book.CoveredNote = s.text("arrears.saved", "days", strconv.Itoa(a.Saved))
	if a.Verdict != membership.VerdictLevel {
		book.CoveredNote += "\n" + s.text("arrears.hint", "amount", thai.FormatBaht(a.Level), "date", thai.FormatDate(a.LevelThrough))
	}
}

func (s *Speaker) arrearsList(scene Scene, r conversation.ArrearsList) Content {
	count := strconv.Itoa(r.Behind)
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("arrears.list.title"), Empty: s.text("arrears.list.empty"),
		Note: s.text("arrears.list.note", "count", count, "number", strconv.Itoa(r.Members)),
		Alt:  s.text("arrears.list.alt", "count", count),
	}
	if r.Village != "" {
		table.Title = s.text("arrears.list.title.village", "village", r.Village)
	}
	for _, p := range r.Pauses {
		table.Note += "\n" + s.pauseWords(p)
	}
	for _, row := range r.Rows {
		village := row.Member.Village
		if village == "" {
			village = s.text("arrears.list.no-village")
		}
		if n := len(table.Groups); n == 0 || table.Groups[n-1].Name != village {
			table.Groups = append(table.Groups, flex.TableGroup{Name: village})
		}
		g := &table.Groups[len(table.Groups)-1]
		g.Rows = append(g.Rows, s.arrearsRow(row))
	}
	if r.Behind > 0 {
		table.Totals = []flex.Line{{Label: s.text("arrears.list.total"), Value: thai.FormatBaht(r.Owed)}}
	}
	if r.Pages > 1 {
		table.Page = s.text("arrears.list.page", "page", strconv.Itoa(r.Page+1), "pages", strconv.Itoa(r.Pages))
	}
	if r.Page+1 < r.Pages {
		table.Buttons = []flex.Button{s.press("arrears.list.next", conversation.VerbArrears, strconv.Itoa(r.Page+1), conversation.IDArg(r.Near().UUID))}
	}
	return card(flex.TableCard(table))
}

func (s *Speaker) pauseWords(p membership.Pause) string {
	village := p.Village
	if village == "" {
		village = s.text("arrears.list.everywhere")
	}
	return s.text("arrears.list.pause", "village", village, "date", thai.FormatDate(p.LastDay()), "reason", p.Reason)
}

func (s *Speaker) arrearsRow(row conversation.ArrearsRow) flex.TableRow {
	key := catalogue.Key("arrears.list.row")
	if row.PaidThrough.IsZero() {
		key = "arrears.list.row.none"
	}
	made := flex.TableRow{
		Left: row.Member.Name, Right: thai.FormatBaht(row.Owed),
		Note: s.text(key, "number", row.Member.Number, "date", thai.FormatDate(row.PaidThrough), "count", strconv.Itoa(row.Missed)),
	}
	switch row.Verdict {
	case membership.VerdictSuspended:
		made.Tone, made.Note = flex.ToneWait, made.Note+"\n"+s.text("arrears.list.suspended")
	case membership.VerdictOut:
		made.Tone, made.Note = flex.ToneStop, made.Note+"\n"+s.text("arrears.list.out")
	}
	return made
}

func (s *Speaker) arrearsWho(scene Scene, r conversation.ArrearsWho) Content {
	if len(r.Found) == 0 {
		return s.tell(scene.Fund, flex.ToneAsk, "arrears.who.none", nil, "said", r.Said)
	}
	var buttons []flex.Button
	for _, m := range r.Found {
		label := shortened(s.text("arrears.who.choice", "name", m.Name, "number", m.Number))
		buttons = append(buttons, flex.Button{
			Label: label, DisplayText: label, Quiet: true,
			Data: conversation.Button{Verb: conversation.VerbPaidThrough, Args: []string{conversation.IDArg(m.ID.UUID)}}.Data(),
		})
	}
	return s.tell(scene.Fund, flex.ToneAsk, "arrears.who", buttons, "said", r.Said)
}
