package conversation

import (
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
)

// LinkTopic names a text about linking LINE, its freezing, or the choice of a
// fund.
type LinkTopic string

// LinkCard says one thing about links. Which of its facts the text shows, the
// text knows.
type LinkCard struct {
	Topic LinkTopic
	// Member is whose book it is about.
	Member store.Member
	// By is the officer, Said what a stranger said of herself.
	By, Said string
	// At is an instant: until when, or since when.
	At    time.Time
	Count int
	// Amount is her money, for the greeting.
	Amount ledger.Money
	// Fund is the one it is about where that is not the turn's own.
	Fund    store.Fund
	Buttons []LinkButton
}

// LinkButton is a button of such a card, and who or what stands on it.
type LinkButton struct {
	Button Button
	Member store.Member
	Fund   store.Fund
	// Quiet: not what most people will want.
	Quiet bool
}

func (LinkCard) isReply() {}

func fundButton(verb Verb, fund store.Fund) LinkButton {
	return LinkButton{Button: Button{Verb: verb, Args: []string{IDArg(fund.ID.UUID)}}, Fund: fund}
}

func fundButtons(verb Verb, funds []store.Fund) []LinkButton {
	buttons := make([]LinkButton, len(funds))
	for i, fund := range funds {
		buttons[i] = fundButton(verb, fund)
	}
	return buttons
}

// memberButtons put one member on each button, after the arguments that all share.
func memberButtons(verb Verb, members []store.Member, shared ...string) []LinkButton {
	buttons := make([]LinkButton, len(members))
	for i, m := range members {
		args := append(append([]string{}, shared...), IDArg(m.ID.UUID))
		buttons[i] = LinkButton{Button: Button{Verb: verb, Args: args}, Member: m}
	}
	return buttons
}

func quiet(verb Verb, args ...string) LinkButton {
	return LinkButton{Button: Button{Verb: verb, Args: args}, Quiet: true}
}

// tellOfficers adds a card to each officer with the right, but for the one whose
// LINE is named: the writer knows.
func (f Facts) tellOfficers(d Decision, right ledger.Right, but string, card LinkCard) Decision {
	for _, officer := range f.Officers {
		if officer.May(right) && officer.LineUserID != but && officer.ID != card.Member.ID {
			d.Replies = append(d.Replies, Told{To: officer, Reply: card})
		}
	}
	return d
}

// tellUser adds a card to a LINE user who need not be a member.
func tellUser(d Decision, lineUserID string, card LinkCard) Decision {
	if lineUserID != "" {
		d.Replies = append(d.Replies, Told{To: store.Member{LineUserID: lineUserID}, Reply: card})
	}
	return d
}

// oneLine gives a text on one line, no longer than a number of runes.
func oneLine(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	return string(runes[:min(len(runes), most)])
}
