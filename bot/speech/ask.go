package speech

import (
	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/intent"
	"sajja/bot/line"
	"sajja/bot/thai"
	"sajja/ledger"
)

// usualAmounts are what people hand in most: a month, two, and a hundred.
var usualAmounts = [...]string{"30.00", "60.00", "100.00"}

func (s *Speaker) question(scene Scene, r conversation.Question) Content {
	switch r.Ask {
	case conversation.AskAgain:
		return s.askAgain(scene, r)
	case conversation.AskReason:
		return s.askReason(scene, r)
	}
	if r.Amount.IsPositive() {
		return s.askHeard(scene, r.Amount)
	}
	var quick []line.QuickReply
	for _, text := range usualAmounts {
		label := s.text("question.amount.choice", "amount", thai.FormatBaht(ledger.MustMoney(text)))
		quick = append(quick, line.QuickReply{Label: label, Text: label})
	}
	title := s.text("question.amount.title")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Text: s.text("question.amount.text"), Alt: title,
	}), quick...)
}

// askHeard shows an amount that was heard with a doubt: typed on the other
// keyboard, or written so that it can be read two ways.
func (s *Speaker) askHeard(scene Scene, amount ledger.Money) Content {
	say, no := s.text("question.amount.choice", "amount", thai.FormatBaht(amount)), s.text("question.heard.no")
	title := s.text("question.heard.title", "amount", thai.FormatBaht(amount))
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Text: s.text("question.heard.text"),
		Buttons: []flex.Button{
			{Label: say, Text: say},
			{Label: no, DisplayText: no, Data: conversation.Button{Verb: conversation.VerbNo}.Data(), Quiet: true},
		},
		Alt: title,
	}))
}

func (s *Speaker) askAgain(scene Scene, r conversation.Question) Content {
	amount := thai.FormatBaht(r.Amount)
	yes, no := s.text("question.again.yes", "amount", amount), s.text("question.again.no")
	title := s.text("question.again.title")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title, Text: s.text("question.again.text", "amount", amount),
		Buttons: []flex.Button{
			{Label: yes, DisplayText: yes, Data: conversation.Button{Verb: conversation.VerbAgain, Amount: r.Amount, Ref: r.Ref}.Data()},
			{Label: no, DisplayText: no, Data: conversation.Button{Verb: conversation.VerbNo}.Data(), Quiet: true},
		},
		Alt: title,
	}))
}

func (s *Speaker) askReason(scene Scene, r conversation.Question) Content {
	title := s.text("question.reason.title")
	notice := flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title,
		Text: s.text("question.reason.text", "name", r.Entry.Member.Name, "amount", thai.FormatBaht(r.Entry.Entry.Amount())),
		Alt:  title,
	}
	for _, reason := range conversation.Reasons {
		label := s.reason(reason)
		data := conversation.Button{Verb: conversation.VerbReason, Entries: []ledger.EntryID{r.Entry.Entry.ID}, Reason: reason}
		notice.Buttons = append(notice.Buttons, flex.Button{Label: label, DisplayText: label, Data: data.Data()})
	}
	never := s.text("question.never-mind")
	notice.Buttons = append(notice.Buttons, flex.Button{
		Label: never, DisplayText: never, Data: conversation.Button{Verb: conversation.VerbNo}.Data(), Quiet: true,
	})
	return card(flex.NoticeCard(notice))
}

// draft offers to go on with what was left open.
func (s *Speaker) draft(scene Scene, r conversation.Draft) Content {
	amount := ""
	if r.State.Amount != nil {
		amount = thai.FormatBaht(*r.State.Amount)
	}
	title := s.text("draft.title")
	resume, drop := s.text("draft.resume"), s.text("draft.drop")
	return card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: title,
		Text: s.text(catalogue.Key("draft."+string(r.State.Ask)), "amount", amount),
		Buttons: []flex.Button{
			{Label: resume, DisplayText: resume, Data: conversation.Button{Verb: conversation.VerbResume}.Data()},
			{Label: drop, DisplayText: drop, Data: conversation.Button{Verb: conversation.VerbNo}.Data(), Quiet: true},
		},
		Alt: title,
	}))
}

// guessable are the intents that a tap can stand for, in the order they are
// offered when nothing better is known.
var guessable = [...]intent.Kind{intent.Deposit, intent.Balance, intent.Help, intent.Statement, intent.Cancel, intent.Pending}

// guessesMax is how many guesses are offered at once.
const guessesMax = 3

func (s *Speaker) guesses(scene Scene, r conversation.Guesses) Content {
	key := catalogue.Key("guesses")
	if len(r.Candidates) == 0 {
		key = "idle" // nothing was asked of the bot: no doubt, only an offer
	}
	notice := flex.Notice{Fund: scene.Fund.Name, Tone: flex.ToneAsk, Title: s.text(key + ".title"), Text: s.text(key + ".text")}
	offered := map[intent.Kind]bool{}
	offer := func(kind intent.Kind) {
		key := catalogue.Key("guess." + string(kind))
		if len(notice.Buttons) < guessesMax && !offered[kind] && s.texts.Has(key) {
			offered[kind] = true
			if kind == intent.Deposit && r.Amount.IsPositive() {
				say := s.text("question.amount.choice", "amount", thai.FormatBaht(r.Amount))
				notice.Buttons = append(notice.Buttons, flex.Button{Label: say, Text: say, Quiet: true})
				return
			}
			notice.Buttons = append(notice.Buttons, flex.Button{Label: s.text(key), Text: s.text(key + ".say"), Quiet: true})
		}
	}
	for _, kind := range r.Candidates {
		offer(kind)
	}
	for _, kind := range guessable {
		offer(kind)
	}
	notice.Alt = notice.Title
	return card(flex.NoticeCard(notice))
}

func (s *Speaker) help(scene Scene, r conversation.Help) Content {
	topics := []string{"deposit", "balance", "paid", "cancel", "wrong", "family"}
	for _, of := range []struct {
		topic string
		may   bool
	}{{"pending", r.Officer}, {"roster", r.Receives}, {"round", r.Collects}, {"cash", r.SeesBooks}, {"arrears", r.SeesBooks}, {"close", r.Closes}} {
		if of.may {
			topics = append(topics, of.topic)
		}
	}
	help := flex.Help{
		Fund: scene.Fund.Name, Title: s.text("help.title"), Intro: s.text("help.intro"),
		Outro: s.text("help.outro"), Alt: s.text("help.alt"),
	}
	for _, topic := range topics {
		key := catalogue.Key("help." + topic)
		help.Lines = append(help.Lines, flex.HelpLine{Say: s.text(key + ".say"), Means: s.text(key + ".means")})
		if guess := catalogue.Key("guess." + topic); s.texts.Has(guess) {
			help.Buttons = append(help.Buttons, flex.Button{Label: s.text(guess), Text: s.text(guess + ".say"), Quiet: topic != "deposit"})
		}
	}
	return card(flex.HelpCard(help))
}

// tones of the notes that are not simply informing.
var noteTones = map[conversation.Topic]flex.Tone{
	conversation.TopicTooMuch: flex.ToneStop, conversation.TopicForOther: flex.ToneStop, conversation.TopicNotYet: flex.ToneStop,
	conversation.TopicNoOffice: flex.ToneStop, conversation.TopicNotYours: flex.ToneStop, conversation.TopicNotFound: flex.ToneStop,
	conversation.TopicStaleButton: flex.ToneStop, conversation.TopicUnsentTooLate: flex.ToneStop,
	conversation.TopicOwnPromise: flex.ToneStop, conversation.TopicApology: flex.ToneStop,
}

func (s *Speaker) note(scene Scene, r conversation.Note) Content {
	key := catalogue.Key("note." + string(r.Topic))
	name := ""
	if scene.Person != nil {
		name = scene.Person.Member.Name
	}
	tone, known := noteTones[r.Topic]
	if !known {
		tone = flex.ToneOK
	}
	title := s.text(key+".title", "name", name)
	body := s.text(key+".text", "name", name, "reference", scene.Reference)
	content := card(flex.NoticeCard(flex.Notice{
		Fund: scene.Fund.Name, Tone: tone, Title: title, Text: body, Alt: title + " " + body,
	}))
	if scene.Person != nil && !isForGroup(r.Topic) {
		content.Quick = s.menu("deposit", "balance", "help")
	}
	return content
}

// isForGroup tells the texts said in a group: what a tap there would say, the
// bot would not answer there.
func isForGroup(topic conversation.Topic) bool {
	switch topic {
	case conversation.TopicGroupHello, conversation.TopicGroupHelp, conversation.TopicGroupPrivate:
		return true
	}
	return false
}
