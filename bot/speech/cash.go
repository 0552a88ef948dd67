package speech

import (
	"strconv"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/line"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// cash puts replies about cash in officers' hands into words.
func (s *Speaker) cash(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.CashNote:
		return s.cashNote(scene, r), true
	case conversation.RoundCard:
		return s.round(scene, r), true
	case conversation.CountSheet:
		return s.countSheet(scene, r), true
	case conversation.PiecesQuestion:
		return s.pieces(scene, r), true
	case conversation.HandoverCard:
		return s.handover(scene, r), true
	case conversation.HandoverChoice:
		return s.handoverChoice(scene, r), true
	case conversation.CashHolders:
		return s.cashHolders(scene, r), true
	case conversation.Collected:
		return s.collected(scene, r), true
	}
	return Content{}, false
}

func (s *Speaker) cashNote(scene Scene, r conversation.CashNote) Content {
	key := catalogue.Key("cash." + string(r.Topic))
	amount, side := r.Amount, s.text("round.over")
	if amount.IsNegative() {
		amount, side = ledger.Money{}.Sub(amount), s.text("round.short")
	}
	pairs := []string{"amount", thai.FormatBaht(amount), "other", thai.FormatBaht(r.Other), "side", side, "name", r.Name, "village", r.Village}
	title := s.text(key+".title", pairs...)
	tone := flex.ToneStop
	if _, asks := cashQuestions[r.Topic]; asks {
		tone = flex.ToneAsk
	}
	notice := flex.Notice{Fund: scene.Fund.Name, Tone: tone, Title: title, Text: s.text(key+".text", pairs...), Alt: title}
	var quick []line.QuickReply
	for _, v := range r.Villages[:min(len(r.Villages), quickMax)] {
		quick = append(quick, line.QuickReply{Label: shortLabel(v), Text: v})
	}
	if r.Topic == conversation.CashSlip {
		none := s.text("cash.slip.none")
		quick = append(quick, line.QuickReply{Label: none, Text: none})
	}
	return card(flex.NoticeCard(notice), quick...)
}

// quickMax is how many buttons stand above the keyboard at most, and quickLabelMax
// how long their labels are; both are LINE's.
const (
	quickMax      = 12
	quickLabelMax = 20
)

func shortLabel(text string) string {
	runes := []rune(text)
	return string(runes[:min(len(runes), quickLabelMax)])
}

// cashQuestions are the sentences that want an answer.
var cashQuestions = map[conversation.CashTopic]struct{}{
	conversation.CashWhichVillage: {}, conversation.CashNoVillage: {}, conversation.CashNotCounted: {}, conversation.CashRecount: {},
	conversation.CashWhy: {}, conversation.CashUnread: {}, conversation.CashPiecesUnread: {}, conversation.CashAmount: {},
	conversation.CashBankAmount: {}, conversation.CashSlip: {},
}

// cashRowsMax is how many rows with long names fit on a card; the total covers
// all, and the report on paper names the others.
const cashRowsMax = 15

func (s *Speaker) cashHolders(scene Scene, r conversation.CashHolders) Content {
	var total ledger.Money
	var rows []flex.TableRow
	for _, h := range r.Holders {
		total = total.Add(h.Stands)
		rows = append(rows, s.holderRow(h, ledger.DateOf(scene.Now)))
	}
	table := flex.Table{Fund: scene.Fund.Name, Title: s.text("holders.title"), Empty: s.text("holders.empty")}
	if len(rows) > cashRowsMax {
		table.Page = s.text("holders.more", "count", strconv.Itoa(len(rows)-cashRowsMax))
		rows = rows[:cashRowsMax]
	}
	if len(rows) > 0 {
		table.Groups = []flex.TableGroup{{Rows: rows}}
		table.Totals = []flex.Line{{Label: s.text("holders.total"), Value: thai.FormatBaht(total)}}
	}
	table.Alt = s.text("holders.alt", "amount", thai.FormatBaht(total))
	return card(flex.TableCard(table))
}

// staleDays is from when on money in somebody's hands is marked: a village is
// collected once a month, and what was collected has long been due by then.
const staleDays = 31

func (s *Speaker) holderRow(h store.CashHolder, today ledger.Date) flex.TableRow {
	row := flex.TableRow{Left: h.Name, Right: thai.FormatBaht(h.Stands)}
	if h.Account.Member.IsZero() {
		if row.Left == "" {
			row.Left = s.text("holders.title.own")
		}
		return row
	}
	row.Left = h.Member.Name
	switch {
	case h.Waiting.IsPositive():
		row.Tone, row.Note = flex.ToneWait, s.text("holders.waiting", "amount", thai.FormatBaht(h.Waiting))
	case h.Name == "": // one's own: no day is looked for
	case h.Since.IsZero():
		row.Tone, row.Note = flex.ToneAsk, s.text("holders.since.long")
	default:
		row.Note = s.text("holders.since", "date", thai.FormatDate(h.Since))
		if h.Since.DaysUntil(today) > staleDays {
			row.Tone = flex.ToneAsk
		}
	}
	return row
}

func (s *Speaker) collected(scene Scene, r conversation.Collected) Content {
	var total ledger.Money
	count := 0
	var rows []flex.TableRow
	for _, c := range r.Lines {
		total, count = total.Add(c.Amount), count+c.Receipts
		rows = append(rows, s.collectedRow(c))
	}
	days := thai.FormatDate(r.Days.From)
	if r.Days.To != r.Days.From {
		days = s.text("collected.days", "from", days, "to", thai.FormatDate(r.Days.To))
	}
	title := s.text("collected.title", "days", days)
	if r.IsOwn {
		title = s.text("collected.title.own", "days", days)
	}
	table := flex.Table{Fund: scene.Fund.Name, Title: title, Empty: s.text("collected.empty")}
	if len(rows) > cashRowsMax {
		table.Page = s.text("holders.more", "count", strconv.Itoa(len(rows)-cashRowsMax))
		rows = rows[:cashRowsMax]
	}
	if len(rows) > 0 {
		table.Groups = []flex.TableGroup{{Rows: rows}}
		table.Totals = []flex.Line{{Label: s.text("collected.total", "count", strconv.Itoa(count)), Value: thai.FormatBaht(total)}}
	}
	table.Alt = s.text("collected.alt", "amount", thai.FormatBaht(total), "days", days)
	return card(flex.TableCard(table))
}

func (s *Speaker) collectedRow(c store.Collection) flex.TableRow {
	village, by := c.Village, c.By.Name
	if village == "" {
		village = s.text("collected.village.none")
	}
	if by == "" {
		by = s.text("collected.office")
	}
	return flex.TableRow{Left: village, Right: thai.FormatBaht(c.Amount), Note: s.text("collected.row", "by", by, "count", strconv.Itoa(c.Receipts))}
}
