package speech

import (
	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/thai"
	"sajja/store"
)

// register puts into words what the register has to say to a member.
func (s *Speaker) register(scene Scene, reply conversation.Reply) (Content, bool) {
	switch r := reply.(type) {
	case conversation.BaselineAsking:
		return s.baselineAsking(scene, r.Baseline), true
	case conversation.BaselineNoted:
		key := "baseline.right"
		if r.Before {
			key = "baseline.before"
		}
		return s.tell(scene.Fund, flex.ToneOK, key, nil, "date", thai.FormatDate(r.Baseline.On)), true
	case conversation.NotMember:
		return s.tell(scene.Fund, flex.ToneAsk, "standing."+string(r.Standing), nil, "date", thai.FormatDate(r.Since)), true
	}
	return Content{}, false
}

// baselineAsking shows the balances that were brought in, those above zero alone.
func (s *Speaker) baselineAsking(scene Scene, b store.Baseline) Content {
	table := flex.Table{
		Fund: scene.Fund.Name, Title: s.text("baseline.ask.title"), Note: s.text("baseline.ask.text", "date", thai.FormatDate(b.On)),
		Alt: s.text("baseline.ask.title") + " " + thai.FormatBaht(b.Contribution.Add(b.Savings)),
	}
	var group flex.TableGroup
	for key, amount := range s.baselineRows(b) {
		group.Rows = append(group.Rows, flex.TableRow{Left: s.text(key), Right: amount})
	}
	member := conversation.IDArg(b.Member.UUID)
	table.Groups = []flex.TableGroup{group}
	table.Buttons = []flex.Button{
		loud(s.press("baseline.yes", conversation.VerbBaseline, member, conversation.BaselineRight)),
		s.press("baseline.no", conversation.VerbBaseline, member, conversation.BaselineWrong),
	}
	return card(flex.TableCard(table))
}

func (s *Speaker) baselineRows(b store.Baseline) func(yield func(catalogue.Key, string) bool) {
	return func(yield func(catalogue.Key, string) bool) {
		if !b.Contribution.IsZero() && !yield("money.contribution.balance", thai.FormatBaht(b.Contribution)) {
			return
		}
		if !b.Savings.IsZero() {
			yield("money.deposit.balance", thai.FormatBaht(b.Savings))
		}
	}
}
