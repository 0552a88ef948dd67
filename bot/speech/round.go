package speech

import (
	"strconv"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/line"
	"sajja/bot/thai"
	"sajja/ledger"
)

// round shows what came in, what was counted and what is left to do.
func (s *Speaker) round(scene Scene, r conversation.RoundCard) Content {
	key, note := catalogue.Key("round.title"), catalogue.Key("round.note")
	switch {
	case r.IsNew:
		key, note = key+".new", note+".new"
	case r.After != "":
		key += catalogue.Key("." + string(r.After))
	}
	f := r.Round.Figures
	title := s.text(key, "village", r.Round.Village)
	table := flex.Table{
		Fund: scene.Fund.Name, Title: title, Note: s.text(note, "date", thai.FormatDate(r.Round.Day), "name", r.Round.By.Name),
		Groups: []flex.TableGroup{{Rows: s.roundRows(r)}},
		Totals: []flex.Line{{Label: s.text("round.expected"), Value: thai.FormatBaht(f.Expected())}},
		Alt:    s.text("round.alt", "title", title, "amount", thai.FormatBaht(f.Expected())),
	}
	if counted, _, ok := r.Round.LastCount(); ok {
		table.Alt = s.text("round.alt.counted", "title", title, "amount", thai.FormatBaht(counted.Count.Total()), "side", s.variance(counted.Variance()))
	}
	count, end, hand := s.text("round.count"), s.text("round.close"), s.text("round.hand")
	switch {
	case !r.IsMine:
	case !r.Round.IsClosed():
		table.Buttons = []flex.Button{{Label: count, Text: count}, {Label: end, Text: end, Quiet: true}}
	case f.Expected().IsPositive():
		table.Buttons = []flex.Button{{Label: hand, Text: hand}}
	}
	return card(flex.TableCard(table))
}

func (s *Speaker) roundRows(r conversation.RoundCard) []flex.TableRow {
	f := r.Round.Figures
	rows := []flex.TableRow{{Left: s.text("round.received", "count", strconv.Itoa(f.Receipts)), Right: thai.FormatBaht(f.Received)}}
	if f.Carried.IsPositive() && !r.Round.By.CashPlace().Member.IsZero() {
		rows = append([]flex.TableRow{{Left: s.text("round.carried"), Right: thai.FormatBaht(f.Carried)}}, rows...)
	}
	if f.Handed.IsPositive() {
		rows = append(rows, flex.TableRow{Left: s.text("round.handed"), Right: thai.FormatBaht(f.Handed)})
	}
	counted, explanation, ok := r.Round.LastCount()
	if !ok {
		return rows
	}
	rows = append(rows, flex.TableRow{Left: s.text("round.counted"), Right: thai.FormatBaht(counted.Count.Total())})
	verdict := flex.TableRow{Left: s.variance(counted.Variance()), Tone: flex.ToneOK}
	if !counted.Variance().IsZero() {
		verdict.Tone = flex.ToneAsk
	}
	if explanation != "" {
		verdict.Note = s.text("round.why", "note", explanation)
	}
	return append(rows, verdict)
}

// variance says what was counted above the books, below them, or that it is right.
func (s *Speaker) variance(v ledger.Money) string {
	switch {
	case v.IsPositive():
		return s.text("round.over") + " " + thai.FormatBaht(v)
	case v.IsNegative():
		return s.text("round.short") + " " + thai.FormatBaht(ledger.Money{}.Sub(v))
	}
	return s.text("round.even")
}

// face names a note or a coin.
func (s *Speaker) face(at int) string {
	key := catalogue.Key("count.coin-name")
	switch face := ledger.Denominations[at]; {
	case at < ledger.NotesCount:
		key = "count.note-name"
	case face.Satang() < 100:
		return s.text("count.satang-name", "count", strconv.FormatInt(face.Satang(), 10))
	}
	return s.text(key, "face", thai.FormatBaht(ledger.Denominations[at]))
}

// countSheet has a large button for each note and coin.
func (s *Speaker) countSheet(scene Scene, r conversation.CountSheet) Content {
	total := thai.FormatBaht(r.Count.Total())
	rows := make([]flex.TableRow, len(r.Count))
	for i, pieces := range r.Count {
		face := s.face(i)
		data := conversation.Button{Verb: conversation.VerbCountFace, Args: []string{strconv.Itoa(i)}}.Data()
		rows[i] = flex.TableRow{Left: face, Tap: flex.Button{Label: face, Data: data, DisplayText: face}}
		if pieces > 0 {
			key := catalogue.Key("count.pieces")
			if i >= ledger.NotesCount {
				key = "count.pieces.coin"
			}
			rows[i].Right = s.text(key, "count", strconv.Itoa(pieces))
		}
	}
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("count.title"), Note: s.text("count.note"), Groups: []flex.TableGroup{{Rows: rows}},
		Totals: []flex.Line{{Label: s.text("count.total"), Value: total}, {Label: s.text("count.expected"), Value: thai.FormatBaht(r.Expected)}},
		Alt:    s.text("count.alt", "amount", total),
	}
	if r.Count != (ledger.CashCount{}) {
		done := s.text("count.done", "amount", total)
		table.Buttons = []flex.Button{{Label: done, DisplayText: done, Data: conversation.Button{Verb: conversation.VerbCountDone}.Data()}}
	}
	return card(flex.TableCard(table))
}

// piecesOffered are how many there are of a note most often.
const piecesOffered = 10

func (s *Speaker) pieces(scene Scene, r conversation.PiecesQuestion) Content {
	title, none := s.text("pieces.title", "face", s.face(r.Face)), s.text("pieces.none")
	quick := []line.QuickReply{{Label: none, Text: none}}
	for n := 1; n <= piecesOffered; n++ {
		quick = append(quick, line.QuickReply{Label: strconv.Itoa(n), Text: strconv.Itoa(n)})
	}
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Text: s.text("pieces.text"), Alt: title,
	}), quick...)
}
