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

func (s *Speaker) dispute(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.DisputePick:
		return s.disputePick(scene, r), true
	case conversation.DisputeAsk:
		return s.disputeAsk(scene, r), true
	case conversation.DisputeCard:
		return s.disputeCard(scene, r), true
	case conversation.DisputeList:
		return s.disputeList(scene, r), true
	case conversation.DisputeNote:
		return s.tell(scene.Fund, flex.ToneOK, "dispute."+string(r.Topic), nil), true
	}
	return Content{}, false
}

func (s *Speaker) disputePick(scene Scene, r conversation.DisputePick) Content {
	title := s.text("dispute.pick.title")
	whole := s.press("dispute.whole", conversation.VerbDispute, conversation.DisputeWhole)
	pick := flex.Table{
		Fund: scene.Fund.Name, Title: title, Note: s.text("dispute.pick.text"), Empty: s.text("dispute.pick.empty"), Alt: title,
		Buttons: []flex.Button{whole},
	}
	if len(r.Lines) > 0 {
		pick.Groups = []flex.TableGroup{{Rows: s.actRows(r.Lines, "dispute.this", conversation.VerbDispute)}}
	}
	return card(flex.TableCard(pick))
}

func (s *Speaker) disputeAsk(scene Scene, r conversation.DisputeAsk) Content {
	never := s.press("question.never-mind", conversation.VerbNo)
	if r.Record != nil {
		return s.tell(scene.Fund, flex.ToneAsk, "dispute."+string(r.Ask), []flex.Button{never},
			"about", s.disputeAbout(*r.Record), "name", r.Record.Member.Name, "number", strconv.Itoa(r.Record.Number))
	}
	about := s.text("dispute.about-whole")
	if r.Act != nil {
		about = s.actWords(*r.Act)
	}
	send := loud(s.press("dispute.send", conversation.VerbDisputeSend, r.Entry))
	return s.tell(scene.Fund, flex.ToneAsk, "dispute."+string(r.Ask), []flex.Button{send, never}, "about", about)
}

// disputeAbout says which figure it is about.
func (s *Speaker) disputeAbout(d store.DisputeRecord) string {
	switch {
	case d.Line != nil:
		return s.actWords(*d.Line)
	case !d.Through.IsZero():
		return s.text("dispute.about-figure", "amount", thai.FormatBaht(d.Figure), "date", thai.FormatDate(d.Through))
	}
	return s.text("dispute.about-figure", "amount", thai.FormatBaht(d.Figure), "date", day(d.OpenedAt))
}

// disputeStepLines is how many of the latest steps a card shows.
const disputeStepLines = 6

func (s *Speaker) disputeCard(scene Scene, r conversation.DisputeCard) Content {
	d := r.Record
	state := s.text(catalogue.Key("dispute.state-" + string(d.State())))
	lines := []string{s.disputeAbout(d)}
	if r.ForOfficer {
		lines = append([]string{s.text("dispute.of", "name", d.Member.Name, "number", d.Member.Number)}, lines...)
	}
	if d.Words != "" {
		lines = append(lines, s.text("dispute.words", "words", d.Words))
	}
	for i := max(0, len(d.Steps)-disputeStepLines); i < len(d.Steps); i++ {
		lines = append(lines, s.disputeStepLine(d, i))
	}
	if d.State().IsOpen() {
		owner := d.Owner.Name
		if owner == "" {
			owner = s.text("dispute.nobody")
		}
		lines = append(lines, s.text("dispute.owner", "name", owner))
	}
	key := catalogue.Key("dispute.card.title")
	if r.News != "" {
		key = catalogue.Key("dispute.news-" + string(r.News))
	}
	title := s.text(key, "number", strconv.Itoa(d.Number), "by", r.By, "state", state)
	tone := flex.ToneWait
	if !d.State().IsOpen() {
		tone = flex.ToneOK
	}
	lines = append(lines, s.text("dispute.state", "state", state))
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: tone, Title: title, Text: strings.Join(lines, "\n"), Buttons: s.disputeButtons(r), Alt: title,
	}))
}

func (s *Speaker) disputeStepLine(d store.DisputeRecord, i int) string {
	step, name := d.Steps[i], ""
	if i < len(d.StepNames) {
		name = d.StepNames[i]
	}
	line := s.text(catalogue.Key("dispute.step-"+string(step.Kind)), "name", name, "date", day(step.At))
	if step.Words != "" {
		line += " " + s.text("dispute.said", "words", step.Words)
	}
	return line
}

// disputeButtons are what this side may do next; rights are looked up when they
// are pressed.
func (s *Speaker) disputeButtons(r conversation.DisputeCard) []flex.Button {
	d, id := r.Record, conversation.IDArg(r.Record.ID.UUID)
	if !d.State().IsOpen() {
		return nil
	}
	var buttons []flex.Button
	if !r.ForOfficer {
		if d.State() == ledger.DisputeAnswered {
			buttons = append(buttons, loud(s.press("dispute.accept", conversation.VerbDisputeAccept, id)))
		} else {
			buttons = append(buttons, s.press("dispute.withdraw", conversation.VerbDisputeWithdraw, id))
		}
		if d.State() != ledger.DisputeEscalated {
			buttons = append(buttons, s.press("dispute.escalate", conversation.VerbDisputeEscalate, id))
		}
		return buttons
	}
	buttons = append(buttons, loud(s.press("dispute.answer", conversation.VerbDisputeAnswer, id)))
	if d.Line != nil {
		buttons = append(buttons, s.press("correction.propose", conversation.VerbCorrect, conversation.IDArg(d.Line.ID.UUID)))
	}
	if d.State() != ledger.DisputeEscalated {
		buttons = append(buttons, s.press("dispute.escalate-officer", conversation.VerbDisputeEscalate, id))
	}
	if r.MayClose {
		buttons = append(buttons, s.press("dispute.close", conversation.VerbDisputeClose, id))
	}
	return buttons
}

func (s *Speaker) disputeList(scene Scene, r conversation.DisputeList) Content {
	title := s.text("dispute.list.title")
	list := flex.Table{Fund: scene.Fund.Name, Title: title, Alt: title}
	if r.ForOfficer {
		list.Title = s.text("dispute.list-officer.title", "count", strconv.Itoa(r.Open))
		list.Alt = list.Title
	}
	group := flex.TableGroup{}
	for _, d := range r.Records {
		row := flex.TableRow{
			Left:  s.text("dispute.number", "number", strconv.Itoa(d.Number)),
			Right: thai.FormatBaht(d.Figure),
			Note: s.text("dispute.row", "name", d.Member.Name, "date", day(d.OpenedAt), "owner", d.Owner.Name,
				"state", s.text(catalogue.Key("dispute.state-"+string(d.State())))),
			Buttons: []flex.Button{s.press("dispute.look", conversation.VerbDisputeShow, conversation.IDArg(d.ID.UUID))},
		}
		group.Rows = append(group.Rows, row)
	}
	list.Groups = []flex.TableGroup{group}
	return card(flex.TableCard(list))
}
