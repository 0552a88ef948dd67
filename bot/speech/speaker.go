package speech

import (
	"time"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/conversation"
	"sajja/bot/line"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// Speaker puts replies into words. It is safe for concurrent use.
type Speaker struct {
	texts *catalogue.Catalogue
}

// New makes a Speaker of the catalogue's texts.
func New(texts *catalogue.Catalogue) *Speaker { return &Speaker{texts: texts} }

// Scene is what the words of a turn depend on beside the reply itself.
type Scene struct {
	Now       time.Time
	Fund      store.Fund
	Person    *store.Person  // nil for a stranger
	Entries   []ledger.Entry // the decision's, with receipt numbers
	Reference string         // of our own fault, as the log has it
}

// Utterance is one reply in words, and for whom.
type Utterance struct {
	// Member is set when it goes to somebody else than the one who wrote.
	Member *store.Member
	// IsReceipt says that the fund's choice of delivery applies; Rides that it
	// waits for the member's next message in any case.
	IsReceipt, Rides bool
	Content          Content
}

// Say puts replies into words: those to the person who wrote come together in
// one utterance, first; those to others follow.
func (s *Speaker) Say(scene Scene, replies []conversation.Reply) []Utterance {
	own := Utterance{}
	var others []Utterance
	for _, reply := range replies {
		switch r := reply.(type) {
		case conversation.ReceiptFor:
			card := s.receipt(scene, scene.Entries[r.Entry], r.Member.Name, r.Receiver, s.paidThroughLine(scene, r.Entry, r.Covered))
			others = append(others, Utterance{Member: &r.Member, IsReceipt: true, Content: card})
		case conversation.RefusedFor:
			others = append(others, Utterance{Member: &r.Member, Content: s.refused(scene, r)})
		case conversation.Told:
			others = append(others, Utterance{Member: &r.To, Rides: r.Ride, Content: s.toWriter(scene, r.Reply)})
		default:
			said := s.toWriter(scene, reply)
			own.Content.Items = append(own.Content.Items, said.Items...)
			own.Content.Quick = said.Quick
		}
	}
	if len(own.Content.Items) == 0 {
		return others
	}
	return append([]Utterance{own}, others...)
}

func (s *Speaker) toWriter(scene Scene, reply conversation.Reply) Content {
	switch r := reply.(type) {
	case conversation.Promised:
		return s.promised(scene, r)
	case conversation.Posted:
		entry := scene.Entries[r.Entry]
		return s.receipt(scene, entry, scene.Person.Member.Name, "", s.paidThroughLine(scene, r.Entry, r.Covered), s.TakeBackButton(entry.ID, false))
	case conversation.Passbook:
		return s.passbook(scene, r)
	case conversation.WaitingList:
		return s.waiting(scene, r)
	case conversation.Received:
		return s.received(scene, r)
	case conversation.Question:
		return s.question(scene, r)
	case conversation.Voided:
		return s.voided(scene, r)
	case conversation.Choose:
		return s.choose(scene, r)
	case conversation.Ended:
		return s.ended(scene, r)
	case conversation.Draft:
		return s.draft(scene, r)
	case conversation.Guesses:
		return s.guesses(scene, r)
	case conversation.Help:
		return s.help(scene, r)
	case conversation.Note:
		return s.note(scene, r)
	}
	for _, say := range s.subjects() {
		if said, ok := say(scene, reply); ok {
			return said
		}
	}
	return Content{}
}

// subjects put the replies of one subject each into words; false for a reply of
// another.
func (s *Speaker) subjects() []func(Scene, conversation.Reply) (Content, bool) {
	return []func(Scene, conversation.Reply) (Content, bool){
		s.register, s.family, s.privacy,
		s.linking,
		s.arrears,
		s.mercy, s.dispute, s.closing,
		s.cash,
		s.sayRoster,
	}
}

func card(c flex.Card, quick ...line.QuickReply) Content {
	return Content{Items: []Item{{Card: &c}}, Quick: quick}
}

func (s *Speaker) text(key catalogue.Key, pairs ...string) string { return s.texts.Text(key, pairs...) }

// kind names which money a figure is.
func (s *Speaker) kind(k ledger.Kind) string {
	switch k {
	case ledger.KindContribution, ledger.KindDeposit, ledger.KindOpening, ledger.KindWelfare, ledger.KindReversal:
		return s.text(catalogue.Key("money." + string(k)))
	}
	return s.text("money.other")
}

// balanceOf gives the posted and the pending money of a kind.
func balanceOf(money store.MemberMoney, kind ledger.Kind) (posted, pending ledger.Money) {
	if kind == ledger.KindDeposit {
		return money.Savings, money.PendingSavings
	}
	return money.Contribution, money.PendingContribution
}

func day(t time.Time) string { return thai.FormatDate(ledger.DateOf(t)) }

// menu are the ways on that fit everywhere.
func (s *Speaker) menu(keys ...string) []line.QuickReply {
	quick := make([]line.QuickReply, 0, len(keys))
	for _, key := range keys {
		quick = append(quick, line.QuickReply{
			Label: s.text(catalogue.Key("guess." + key)),
			Text:  s.text(catalogue.Key("guess." + key + ".say")),
		})
	}
	return quick
}
