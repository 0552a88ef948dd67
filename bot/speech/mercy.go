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

// TakeBackButton is the way back on what an officer, or a member of a fund that
// posts at once, has just posted.
func (s *Speaker) TakeBackButton(entry ledger.EntryID, whole bool) flex.Button {
	label := s.text("mercy.take-back")
	return flex.Button{Label: label, DisplayText: label, Data: conversation.TakeBackButton(entry, whole).Data(), Quiet: true}
}

// press is a quiet button with arguments, whose label is what the presser is seen
// to say.
func (s *Speaker) press(key catalogue.Key, verb conversation.Verb, args ...string) flex.Button {
	label := s.text(key)
	return flex.Button{Label: label, DisplayText: label, Data: conversation.Button{Verb: verb, Args: args}.Data(), Quiet: true}
}

// loud makes a button the first choice.
func loud(b flex.Button) flex.Button {
	b.Quiet = false
	return b
}

// tell is a notice whose title and text stand under one key.
func (s *Speaker) tell(fund store.Fund, tone flex.Tone, key string, buttons []flex.Button, pairs ...string) Content {
	title := s.text(catalogue.Key(key+".title"), pairs...)
	return card(flex.NoticeCard(flex.Notice{
		Fund: fund.Name, Tone: tone, Title: title, Text: s.text(catalogue.Key(key+".text"), pairs...), Buttons: buttons, Alt: title,
	}))
}

// actWords name a posted entry: its money, its amount, its day and its receipt.
func (s *Speaker) actWords(act store.PostedAct) string {
	number := act.Document.String()
	if number == "" {
		number = "-"
	}
	return s.text("mercy.act", "kind", s.kind(act.Kind), "amount", thai.FormatBaht(act.Amount()),
		"date", thai.FormatDate(act.EffectiveOn), "number", number)
}

func (s *Speaker) mercy(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.TakenBack:
		return s.takenBack(scene, r), true
	case conversation.TakenBackFor:
		key := "mercy.taken-back-for"
		if r.Renewed {
			key = "mercy.taken-back-for-renewed"
		}
		return s.tell(scene.Fund, flex.ToneStop, key, nil, "act", s.actWords(r.Act), "amount", thai.FormatBaht(r.Act.Amount()), "by", r.By), true
	case conversation.MercyNote:
		return s.mercyNote(scene, r), true
	case conversation.CorrectionLines:
		return s.correctionLines(scene, r), true
	case conversation.CorrectionAsk:
		return s.correctionAsk(scene, r), true
	case conversation.CorrectionProposed:
		return s.tell(scene.Fund, flex.ToneWait, "correction.proposed", nil, "change", s.change(r.Act, r.Right), "names", strings.Join(r.Others, ", ")), true
	case conversation.CorrectionCard:
		return s.correctionCard(scene, r), true
	case conversation.CorrectionDone:
		return s.correctionDone(scene, r), true
	case conversation.CorrectionEnded:
		return s.tell(scene.Fund, flex.ToneOK, "correction."+string(r.End), nil, "change", s.change(r.Act, r.Right), "by", r.By), true
	}
	return Content{}, false
}

// takenLines is how many entries of an act are named one by one.
const takenLines = 8

func (s *Speaker) takenBack(scene Scene, r conversation.TakenBack) Content {
	var lines []string
	var total ledger.Money
	for i, act := range r.Acts {
		total = total.Add(act.Amount())
		if i < takenLines {
			lines = append(lines, s.text("mercy.taken-back.line", "name", act.Owner.Name, "act", s.actWords(act)))
		}
	}
	if more := len(r.Acts) - takenLines; more > 0 {
		lines = append(lines, s.text("mercy.taken-back.more", "count", strconv.Itoa(more)))
	}
	if r.Renewed > 0 {
		lines = append(lines, s.text("mercy.taken-back.renewed", "count", strconv.Itoa(r.Renewed)))
	}
	if r.Left > 0 {
		lines = append(lines, s.text("mercy.taken-back.left", "count", strconv.Itoa(r.Left)))
	}
	lines = append(lines, s.text("mercy.taken-back.struck"))
	title := s.text("mercy.taken-back.title", "amount", thai.FormatBaht(total))
	if r.Unsent {
		title = s.text("mercy.taken-back.unsent", "amount", thai.FormatBaht(total))
	}
	return card(flex.NoticeCard(flex.Notice{Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: title, Text: strings.Join(lines, "\n"), Alt: title}))
}

func (s *Speaker) mercyNote(scene Scene, r conversation.MercyNote) Content {
	tone, act, number := flex.ToneStop, "", ""
	var buttons []flex.Button
	if r.Act != nil {
		act, number = s.actWords(*r.Act), r.Act.Document.String()
		if r.MayCorrect {
			buttons = []flex.Button{s.press("correction.start", conversation.VerbCorrect, conversation.IDArg(r.Act.ID.UUID))}
		}
	}
	if r.Topic == conversation.MercyDone || r.Topic == conversation.MercyOpen {
		tone = flex.ToneOK
	}
	return s.tell(scene.Fund, tone, "mercy."+string(r.Topic), buttons, "act", act, "number", number, "name", r.Name)
}

func (s *Speaker) correctionLines(scene Scene, r conversation.CorrectionLines) Content {
	title := s.text("correction.lines.title", "name", r.Owner.Name)
	return card(flex.TableCard(flex.Table{
		Fund: scene.Fund.Name, Title: title, Note: s.text("correction.lines.text"), Alt: title,
		Groups: []flex.TableGroup{{Rows: s.actRows(r.Lines, "correction.start", conversation.VerbCorrect)}},
	}))
}

// actRows are posted entries with a button on each.
func (s *Speaker) actRows(acts []store.PostedAct, label catalogue.Key, verb conversation.Verb) []flex.TableRow {
	var rows []flex.TableRow
	for _, act := range acts {
		b := s.press(label, verb, conversation.IDArg(act.ID.UUID))
		b.DisplayText = s.text("mercy.pressed", "label", b.Label, "amount", thai.FormatBaht(act.Amount()))
		rows = append(rows, flex.TableRow{
			Left: s.kind(act.Kind), Right: thai.FormatBaht(act.Amount()),
			Note: s.text("mercy.row", "date", thai.FormatDate(act.EffectiveOn), "number", act.Document.String()), Buttons: []flex.Button{b},
		})
	}
	return rows
}

func (s *Speaker) correctionAsk(scene Scene, r conversation.CorrectionAsk) Content {
	undo := s.press("correction.undo", conversation.VerbCorrectUndo, conversation.IDArg(r.Act.ID.UUID))
	never := s.press("question.never-mind", conversation.VerbNo)
	return s.tell(scene.Fund, flex.ToneAsk, "correction.ask", []flex.Button{undo, never}, "act", s.actWords(r.Act), "name", r.Act.Owner.Name)
}

// change says what would become of an entry.
func (s *Speaker) change(act store.PostedAct, right ledger.Money) string {
	key := catalogue.Key("correction.change")
	if right.IsZero() {
		key = "correction.change-undo"
	}
	return s.text(key, "name", act.Owner.Name, "act", s.actWords(act), "right", thai.FormatBaht(right))
}

func (s *Speaker) correctionCard(scene Scene, r conversation.CorrectionCard) Content {
	id := conversation.IDArg(r.Correction.ID.UUID)
	key := "correction.card"
	if r.Witness {
		key = "correction.card-witness"
	}
	buttons := []flex.Button{loud(s.press("correction.agree", conversation.VerbAgree, id)), s.press("correction.decline", conversation.VerbDecline, id)}
	return s.tell(scene.Fund, flex.ToneAsk, key, buttons, "change", s.change(r.Act, r.Correction.Right), "by", r.Proposer, "name", r.Act.Owner.Name)
}

func (s *Speaker) correctionDone(scene Scene, r conversation.CorrectionDone) Content {
	key := "correction.done"
	if !r.NextDay.IsZero() {
		key = "correction.done-later"
	}
	return s.tell(scene.Fund, flex.ToneOK, key, nil, "change", s.change(r.Act, r.Right), "by", r.By, "date", thai.FormatDate(r.NextDay))
}
