package speech

import (
	"strconv"
	"strings"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
)

// family says what has to do with acting for each other.
func (s *Speaker) family(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.NearPromise:
		return s.near(scene, r), true
	case conversation.NotActing:
		return s.notActing(scene, r), true
	case conversation.ChooseActing:
		return s.chooseActing(scene, r), true
	case conversation.PayPreview:
		return s.payPreview(scene, r), true
	case conversation.PaidFor:
		return s.paidFor(scene, r), true
	case conversation.PaidForYou:
		return s.paidForYou(scene, r), true
	case conversation.PaidReceived:
		return s.paidReceived(scene, r), true
	case conversation.PaidRefused:
		return s.paidRefused(scene, r), true
	}
	return s.proxy(scene, reply)
}

// checkers names who may confirm what this officer may not.
func (s *Speaker) checkers(officers []store.Member) string {
	if len(officers) == 0 {
		return s.text("near.nobody")
	}
	names := make([]string, 0, namesMax)
	for _, o := range officers[:min(len(officers), namesMax)] {
		names = append(names, o.Name)
	}
	return s.text("near.who", "names", strings.Join(names, ", "))
}

// namesMax is how many names stand in one sentence.
const namesMax = 5

func (s *Speaker) near(scene Scene, r conversation.NearPromise) Content {
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneWait, Title: s.text("near.title"),
		Text: s.text("near.text", "who", s.checkers(r.Checkers)), Alt: s.text("near.alt"),
	}))
}

func (s *Speaker) notActing(scene Scene, r conversation.NotActing) Content {
	key := catalogue.Key("acting.none")
	switch {
	case r.Acting.Member.ID == (ledger.MemberID{}):
	case r.Over:
		key = "acting.over"
	default:
		key = "acting.scope"
	}
	title := s.text(key + ".title")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Alt: title,
		Text: s.text(key+".text", "name", r.Acting.Member.Name, "date", thai.FormatDate(r.Acting.Proxy.Until)),
	}))
}

func (s *Speaker) chooseActing(scene Scene, r conversation.ChooseActing) Content {
	notice := flex.Notice{Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: s.text("acting.choose.title"), Text: s.text("acting.choose.text")}
	for _, a := range r.Choices[:min(len(r.Choices), conversation.MineMax)] {
		notice.Buttons = append(notice.Buttons, s.chooseOne(a.Member, r))
	}
	notice.Alt = notice.Title
	return card(flex.NoticeCard(notice))
}

func (s *Speaker) chooseOne(m store.Member, r conversation.ChooseActing) flex.Button {
	if !r.Amount.IsPositive() {
		return flex.Button{
			Label: shortened(s.text("acting.choose.see", "name", m.Name)), DisplayText: s.text("acting.choose.see.shown", "name", m.Name),
			Data: conversation.SeeButton(m).Data(), Quiet: true,
		}
	}
	amount := thai.FormatBaht(r.Amount)
	return flex.Button{
		Label:       shortened(s.text("acting.choose.pay", "name", m.Name, "amount", amount)),
		DisplayText: s.text("acting.choose.pay.shown", "name", m.Name, "amount", amount),
		Data:        conversation.PayButton(m, r.Amount, r.Ref).Data(), Quiet: true,
	}
}

func (s *Speaker) payPreview(scene Scene, r conversation.PayPreview) Content {
	total, count := thai.FormatBaht(r.Total), strconv.Itoa(len(r.Shares))
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("paying.title", "count", count, "amount", total), Note: s.text("paying.note"),
		Groups: []flex.TableGroup{{Rows: s.shareRows(r.Shares)}},
		Totals: []flex.Line{{Label: s.text("paying.total"), Value: total}},
		Buttons: []flex.Button{
			{Label: s.text("paying.confirm", "amount", total), Data: r.Button.Data(), DisplayText: s.text("paying.confirm.shown", "amount", total)},
			{Label: s.text("paying.no"), Data: conversation.Button{Verb: conversation.VerbNo}.Data(), DisplayText: s.text("paying.no"), Quiet: true},
		},
		Alt: s.text("paying.alt", "count", count, "amount", total),
	}
	if len(r.Shares) == 1 {
		name := r.Shares[0].Member.Name
		table.Title, table.Alt = s.text("paying.one.title", "name", name, "amount", total), s.text("paying.one.alt", "name", name, "amount", total)
	}
	if r.Changed {
		table.Note = s.text("paying.changed")
	}
	if len(r.Left) > 0 {
		names := make([]string, 0, namesMax)
		for _, m := range r.Left[:min(len(r.Left), namesMax)] {
			names = append(names, m.Name)
		}
		table.Note += "\n" + s.text("paying.left", "names", strings.Join(names, ", "))
	}
	return card(flex.TableCard(table))
}

func (s *Speaker) shareRows(shares []conversation.PayShare) []flex.TableRow {
	rows := make([]flex.TableRow, len(shares))
	for i, share := range shares {
		key := catalogue.Key("paying.number")
		if share.IsSelf {
			key = "paying.self"
		}
		rows[i] = flex.TableRow{Left: share.Member.Name, Right: thai.FormatBaht(share.Amount), Note: s.text(key, "number", share.Member.Number)}
	}
	return rows
}

func (s *Speaker) paidFor(scene Scene, r conversation.PaidFor) Content {
	total, count := thai.FormatBaht(r.Total), strconv.Itoa(len(r.Shares))
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("paid.title", "amount", total), Note: s.text("paid.note"),
		Groups: []flex.TableGroup{{Rows: s.shareRows(r.Shares)}},
		Totals: []flex.Line{{Label: s.text("paying.total"), Value: total}},
		Alt:    s.text("paid.alt", "count", count, "amount", total),
	}
	if len(r.Shares) == 1 {
		table.Alt = s.text("paid.one.alt", "name", r.Shares[0].Member.Name, "amount", total)
	}
	if r.Posted {
		table.Title, table.Note = s.text("paid.posted.title", "amount", total), s.text("paid.posted.note")
		table.Groups[0].Rows = s.receiptRows(scene, r.Entries, membersOf(r.Shares))
		return card(flex.TableCard(table))
	}
	undo := conversation.Button{Verb: conversation.VerbUndo}
	for _, index := range r.Entries {
		undo.Entries = append(undo.Entries, scene.Entries[index].ID)
	}
	table.Buttons = []flex.Button{{
		Label: s.text("paid.undo"), Data: undo.Data(), DisplayText: s.text("paid.undo.shown", "amount", total), Quiet: true,
	}}
	return card(flex.TableCard(table))
}

func membersOf(shares []conversation.PayShare) []store.Member {
	members := make([]store.Member, len(shares))
	for i, share := range shares {
		members[i] = share.Member
	}
	return members
}

// receiptRows show what proves each entry.
func (s *Speaker) receiptRows(scene Scene, entries []int, members []store.Member) []flex.TableRow {
	rows := make([]flex.TableRow, len(entries))
	for i, index := range entries {
		e := scene.Entries[index]
		rows[i] = flex.TableRow{Left: members[i].Name, Right: thai.FormatBaht(e.Amount()),
			Note: s.text("paid.received.row", "number", e.Document.String(), "code", string(e.CheckCode()))}
	}
	return rows
}

func (s *Speaker) paidForYou(scene Scene, r conversation.PaidForYou) Content {
	amount := thai.FormatBaht(r.Amount)
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneOK, Title: s.text("paid.you.title"),
		Text: s.text("paid.you.text", "name", r.By.Name, "number", r.By.Number, "amount", amount),
		Alt:  s.text("paid.you.alt", "name", r.By.Name, "amount", amount),
	}))
}

func (s *Speaker) paidReceived(scene Scene, r conversation.PaidReceived) Content {
	var sum ledger.Money
	for _, index := range r.Entries {
		sum = sum.Add(scene.Entries[index].Amount())
	}
	total := thai.FormatBaht(sum)
	return card(flex.TableCard(flex.Table{
		Fund: scene.Fund.Name, Title: s.text("paid.received.title", "amount", total), Note: s.text("paid.received.note", "by", r.Receiver),
		Groups: []flex.TableGroup{{Rows: s.receiptRows(scene, r.Entries, r.Members)}},
		Totals: []flex.Line{{Label: s.text("paying.total"), Value: total}},
		Alt:    s.text("paid.received.alt", "count", strconv.Itoa(len(r.Entries)), "amount", total),
	}))
}

func (s *Speaker) paidRefused(scene Scene, r conversation.PaidRefused) Content {
	amount, reason := thai.FormatBaht(r.Amount), s.reason(r.Reason)
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneStop, Title: s.text("paid.refused.title"),
		Text: s.text("paid.refused.text", "amount", amount, "name", r.For.Name, "reason", reason, "by", r.By),
		Alt:  s.text("paid.refused.alt", "amount", amount, "name", r.For.Name, "reason", reason),
	}))
}

// scopes tells what somebody may do for another.
func (s *Speaker) scopes(scopes []household.Scope) string {
	words := make([]string, len(scopes))
	for i, scope := range scopes {
		words[i] = s.text(catalogue.Key("proxy.scope." + string(scope)))
	}
	return strings.Join(words, " ")
}
