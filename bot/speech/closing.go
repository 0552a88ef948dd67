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

func (s *Speaker) closing(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.ClosingStart:
		return s.closingStart(scene, r), true
	case conversation.ClosingQuestion:
		return s.closingQuestion(scene, r), true
	case conversation.ClosingCard:
		return s.closingCard(scene, r), true
	case conversation.MonthClosed:
		return s.monthClosed(scene, r), true
	case conversation.LastClosing:
		return s.lastClosing(scene, r), true
	case conversation.ClosingNote:
		return s.tell(scene.Fund, flex.ToneOK, "closing."+string(r.Topic), nil, "date", thai.FormatDate(r.Through), "name", r.Name), true
	case conversation.FigureAsking:
		return s.AskFigure(scene.Fund, r.Through), true
	case conversation.FigureNoted:
		key := "figure.right"
		if r.Before {
			key = "figure.right-before"
		}
		return s.tell(scene.Fund, flex.ToneOK, key, nil, "date", thai.FormatDate(r.Check.Through)), true
	}
	return Content{}, false
}

// bookLines are where the money lies by the books.
func (s *Speaker) bookLines(f ledger.Figures) []flex.TableRow {
	return []flex.TableRow{
		{Left: s.text("closing.cash"), Right: thai.FormatBaht(f.Cash)},
		{Left: s.text("closing.collectors"), Right: thai.FormatBaht(f.Collectors)},
		{Left: s.text("closing.bank"), Right: thai.FormatBaht(f.Bank)},
	}
}

// closingWarnings name what is not settled; none of it holds the month up.
func (s *Speaker) closingWarnings(b store.ClosingBooks) []string {
	var lines []string
	if b.Waiting > 0 {
		lines = append(lines, s.text("closing.waiting", "count", strconv.Itoa(b.Waiting), "amount", thai.FormatBaht(b.WaitingAmount)))
	}
	if b.Figures.Collectors.IsPositive() {
		lines = append(lines, s.text("closing.with-collectors", "amount", thai.FormatBaht(b.Figures.Collectors)))
	}
	if b.Disputes > 0 {
		lines = append(lines, s.text("closing.disputes", "count", strconv.Itoa(b.Disputes)))
	}
	if b.Rounds > 0 {
		lines = append(lines, s.text("closing.rounds", "count", strconv.Itoa(b.Rounds)))
	}
	return lines
}

func (s *Speaker) closingStart(scene Scene, r conversation.ClosingStart) Content {
	title := s.text("closing.start.title", "date", thai.FormatDate(r.Through))
	note := append([]string{s.text("closing.start.text")}, s.closingWarnings(r.Books)...)
	return card(flex.TableCard(flex.Table{
		Fund: scene.Fund.Name, Title: title, Note: strings.Join(note, "\n"), Alt: title + " " + s.text("closing.start.ask"),
		Groups:  []flex.TableGroup{{Name: s.text("closing.books"), Rows: s.bookLines(r.Books.Figures)}},
		Totals:  []flex.Line{{Label: s.text("closing.start.ask"), Value: s.text("closing.start.type")}},
		Buttons: []flex.Button{s.press("question.never-mind", conversation.VerbNo)},
	}))
}

func (s *Speaker) closingQuestion(scene Scene, r conversation.ClosingQuestion) Content {
	pairs := []string{"date", thai.FormatDate(r.Through), "cash", thai.FormatBaht(r.Count.Cash), "bank", thai.FormatBaht(r.Count.Bank),
		"book-cash", thai.FormatBaht(r.Count.Books.Cash), "book-bank", thai.FormatBaht(r.Count.Books.Bank),
		"difference", s.difference(r.Count)}
	return s.tell(scene.Fund, flex.ToneAsk, "closing."+string(r.Ask), []flex.Button{s.press("question.never-mind", conversation.VerbNo)}, pairs...)
}

// difference says what was found above or below the books, place by place.
func (s *Speaker) difference(c ledger.Count) string {
	var parts []string
	for _, place := range []struct {
		name         catalogue.Key
		found, books ledger.Money
	}{{"closing.cash", c.Cash, c.Books.Cash}, {"closing.bank", c.Bank, c.Books.Bank}} {
		key, amount := catalogue.Key("closing.over"), place.found.Sub(place.books)
		if amount.IsZero() {
			continue
		}
		if amount.IsNegative() {
			key, amount = "closing.under", place.books.Sub(place.found)
		}
		parts = append(parts, s.text(key, "place", s.text(place.name), "amount", thai.FormatBaht(amount)))
	}
	if len(parts) == 0 {
		return s.text("closing.agrees")
	}
	return strings.Join(parts, " ")
}

func (s *Speaker) closingCard(scene Scene, r conversation.ClosingCard) Content {
	counted, _ := r.Closing.Last()
	title := s.text("closing.card.title", "date", thai.FormatDate(r.Closing.Through))
	note := []string{}
	switch {
	case r.Moved != nil:
		title = s.text("closing.moved.title")
		note = append(note, s.text("closing.moved.text", "cash", thai.FormatBaht(r.Moved.Cash), "bank", thai.FormatBaht(r.Moved.Bank)))
	case r.Returned != "":
		title = s.text("closing.returned.title", "name", r.Returned)
	case r.Signer != "" && r.MaySign:
		note = append(note, s.text("closing.card.second", "name", r.Signer))
	case r.Signer != "":
		note = append(note, s.text("closing.card.wait", "name", r.Signer))
	}
	note = append(note, s.difference(counted.Count))
	if counted.Note != "" {
		note = append(note, s.text("closing.card.note", "note", counted.Note))
	}
	note = append(note, s.closingWarnings(r.Books)...)
	return card(flex.TableCard(flex.Table{
		Fund: scene.Fund.Name, Title: title, Note: strings.Join(note, "\n"), Alt: title + " " + s.difference(counted.Count),
		Groups: []flex.TableGroup{
			{Name: s.text("closing.counted"), Rows: []flex.TableRow{
				{Left: s.text("closing.cash"), Right: thai.FormatBaht(counted.Cash)}, {Left: s.text("closing.bank"), Right: thai.FormatBaht(counted.Bank)}}},
			{Name: s.text("closing.books"), Rows: s.bookLines(counted.Books)},
		},
		Buttons: s.closingButtons(r),
	}))
}

func (s *Speaker) closingButtons(r conversation.ClosingCard) []flex.Button {
	id, step := conversation.IDArg(r.Closing.ID.UUID), strconv.Itoa(r.Step)
	var buttons []flex.Button
	if r.MaySign {
		label := catalogue.Key("closing.sign")
		if r.IsSecond {
			label = "closing.sign-second"
		}
		buttons = append(buttons, loud(s.press(label, conversation.VerbCloseSign, id, step)))
	}
	if r.IsSecond && r.MaySign {
		return append(buttons, s.press("closing.return", conversation.VerbCloseReturn, id, step))
	}
	return append(buttons, s.press("closing.recount", conversation.VerbCloseRecount, id))
}

func (s *Speaker) monthClosed(scene Scene, r conversation.MonthClosed) Content {
	return s.tell(scene.Fund, flex.ToneOK, "closing.closed", nil, "date", thai.FormatDate(r.Through), "first", r.First, "second", r.Second,
		"cash", thai.FormatBaht(r.Count.Cash), "bank", thai.FormatBaht(r.Count.Bank), "difference", s.difference(r.Count))
}

// lastClosing tells the totals of the fund, which are everybody's business.
func (s *Speaker) lastClosing(scene Scene, r conversation.LastClosing) Content {
	last := r.Books.Last
	if last.Through.IsZero() {
		return s.tell(scene.Fund, flex.ToneWait, "closing.never", nil)
	}
	first, second := r.Books.LastSigner, r.Books.LastOther
	key := "closing.last"
	switch {
	case first == "":
		key = "closing.last-desk"
	case second == "":
		key = "closing.last-one"
	}
	count := ledger.Count{Cash: last.CountedCash, Bank: last.Bank, Books: ledger.Figures{Cash: last.BookCash, Bank: last.BookBank}}
	return s.tell(scene.Fund, flex.ToneOK, key, nil, "date", thai.FormatDate(last.Through), "on", day(last.ClosedAt), "first", first, "second", second,
		"cash", thai.FormatBaht(last.CountedCash), "bank", thai.FormatBaht(last.Bank), "difference", s.difference(count))
}

// AskFigure asks a member whether her own figure at the end of a closed period is
// right. Where her name and her figures belong stand marks, for the message is put
// into words once and sent to all.
func (s *Speaker) AskFigure(fund store.Fund, through ledger.Date) Content {
	mark := store.MarkContribution
	if fund.Preset.MemberMoney() == ledger.KindDeposit {
		mark = store.MarkSavings
	}
	kind := s.kind(fund.Preset.MemberMoney())
	amount := mark + " " + s.text("figure.baht")
	args := []string{store.MarkMember, through.String()}
	right, wrong := s.press("figure.yes", conversation.VerbFigureRight, args...), s.press("figure.no", conversation.VerbFigureWrong, args...)
	return s.tell(fund, flex.ToneAsk, "figure.ask", []flex.Button{loud(right), wrong},
		"date", thai.FormatDate(through), "name", store.MarkName, "number", store.MarkNumber, "kind", kind, "amount", amount)
}

// Silence asks a fund's members, once, after a month without a line.
func (s *Speaker) Silence(fund store.Fund, since ledger.Date) Content {
	return s.tell(fund, flex.ToneAsk, "silence", []flex.Button{
		{Label: s.text("guess.balance"), Text: s.text("guess.balance.say"), Quiet: true},
	}, "date", thai.FormatDate(since), "fund", fund.Name)
}
