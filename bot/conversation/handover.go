package conversation

import (
	"errors"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
)

// HandoverCard shows a hand-over to one of those who are in it.
type HandoverCard struct {
	Handover store.Handover
	// IsAsked puts the confirming buttons on it, IsGivers the one that takes it back.
	IsAsked, IsGivers bool
}

// HandoverChoice asks who is to have the money.
type HandoverChoice struct {
	Amount    ledger.Money
	Receivers []store.Member
	Ref       string // the message that named the amount
}

func (HandoverCard) isReply()   {}
func (HandoverChoice) isReply() {}

// wantedHandover is what a message says of a hand-over.
type wantedHandover struct {
	amount ledger.Money // zero when none was named
	// receiver is a name or an office, or empty.
	receiver string
}

var (
	sumForm      = regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]{1,2})?`)
	slipForm     = regexp.MustCompile(`(?:สลิป|ใบนำฝาก|ใบฝาก|อ้างอิง|เลขที่|เลข)\s*(?:เลขที่|เลข)?\s*[:#]?\s*(.+)$`)
	receiverForm = regexp.MustCompile(`ให้\s*(.+?)\s*$`)
)

// readHandover finds the amount and the receiver in the words of a hand-over:
// 1,200 ให้มาลี, or ให้มาลี 1,200 บาท.
func readHandover(text string) wantedHandover {
	text = thai.Normal(text)
	var w wantedHandover
	if sum := sumForm.FindString(text); sum != "" {
		if amount, err := ledger.ParseMoney(strings.ReplaceAll(sum, ",", "")); err == nil {
			w.amount = amount
		}
		text = strings.TrimSpace(strings.Replace(text, sum, " ", 1))
	}
	text = strings.NewReplacer("บาท", " ", "ทั้งหมด", " ").Replace(text)
	if m := receiverForm.FindStringSubmatch(text); m != nil {
		w.receiver = m[1]
	} else {
		w.receiver = strings.TrimSpace(text)
	}
	return w
}

// handOver proposes money to another officer: the amount that was said, or all
// that a collector carries.
func handOver(in Input, f Facts) Decision {
	if !mayGive(f) {
		return cashNote(State{}, CashNote{Topic: CashNotOfficer})
	}
	w := readHandover(in.Meaning.Slots.Text)
	if strings.Contains(thai.Normal(in.Text), "เหรัญญิก") {
		w.receiver = "เหรัญญิก"
	}
	if strings.Contains(thai.Normal(in.Text), "ประธาน") {
		w.receiver = "ประธาน"
	}
	return propose(w, in, f)
}

// propose makes the hand-over when it is clear how much goes to whom, and asks
// for what is not.
func propose(w wantedHandover, in Input, f Facts) Decision {
	me := f.Person.Member
	available := f.Cash.Holding.Available()
	switch {
	case !mayGive(f):
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	case !available.IsPositive():
		return lessThan(ledger.HoldsLessError{Holds: f.Cash.Holding.Stands, Waiting: f.Cash.Holding.Waiting, Asked: w.amount})
	case w.amount.IsZero() && me.CashPlace().Member.IsZero():
		return cashNote(State{Ask: AskHandoverAmount, Text: w.receiver}, CashNote{Topic: CashAmount, Amount: available})
	case w.amount.IsZero():
		w.amount = available
	}
	receivers := receiversOf(w.receiver, f)
	switch len(receivers) {
	case 0:
		return cashNote(State{}, CashNote{Topic: CashNoReceiver, Name: w.receiver})
	case 1:
		return proposeTo(receivers[0], w.amount, handoverKey(in.MessageID), in, f)
	}
	return say(State{}, HandoverChoice{Amount: w.amount, Receivers: receivers[:min(len(receivers), 6)], Ref: in.MessageID})
}

// receiversOf gives the officers who may be meant: by office, by nickname, by
// name, and without a word those with whom the money is in another place.
func receiversOf(said string, f Facts) []store.Member {
	var fit []store.Member
	for _, m := range f.Officers {
		if m.ID == f.Person.Member.ID || !m.May(ledger.RightReceive) {
			continue
		}
		isMeant := m.CashPlace() != f.Person.Member.CashPlace() && slices.Contains(m.Offices, ledger.Treasurer)
		switch {
		case said == "":
		case strings.Contains(said, "เหรัญญิก"):
			isMeant = slices.Contains(m.Offices, ledger.Treasurer)
		case strings.Contains(said, "ประธาน"):
			isMeant = slices.Contains(m.Offices, ledger.Chair)
		default:
			isMeant = m.Nickname != "" && thai.NameScore(said, m.Nickname) >= 0.9 || thai.NameScore(said, m.Name) >= 0.9
		}
		if isMeant {
			fit = append(fit, m)
		}
	}
	return fit
}

// handOverTo takes the receiver that was chosen on a button.
func handOverTo(in Input, f Facts) Decision {
	if !mayGive(f) {
		return note(State{}, TopicNoOffice)
	}
	satang, errSum := strconv.ParseInt(in.Button.Args[0], 10, 64)
	id, errID := ParseIDArg(in.Button.Args[1])
	if errSum != nil || errID != nil || satang <= 0 {
		return note(State{}, TopicStaleButton)
	}
	for _, m := range f.Officers {
		if m.ID.UUID == id && m.May(ledger.RightReceive) {
			return proposeTo(m, ledger.MoneyFromSatang(satang), handoverKey(in.Button.Args[2]), in, f)
		}
	}
	return cashNote(State{}, CashNote{Topic: CashReceiverMoved})
}

func proposeTo(receiver store.Member, amount ledger.Money, key string, in Input, f Facts) Decision {
	if same, ok := sameWaiting(f, receiver.ID, amount); ok {
		return say(State{}, HandoverCard{Handover: same, IsGivers: true})
	}
	return proposed(ledger.Handover{Receiver: receiver.ID, Into: receiver.CashPlace(), Amount: amount}, key, in, f,
		[]store.Member{receiver})
}

// sameWaiting finds the same money on its way to the same hands: said twice it is
// one hand-over.
func sameWaiting(f Facts, receiver ledger.MemberID, amount ledger.Money) (store.Handover, bool) {
	for _, h := range f.Cash.Waiting {
		if h.Giver == f.Person.Member.ID && h.Receiver == receiver && h.Amount.Equal(amount) {
			return h, true
		}
	}
	return store.Handover{}, false
}

// proposed writes a hand-over and asks those who may confirm it.
func proposed(wanted ledger.Handover, key string, in Input, f Facts, asked []store.Member) Decision {
	me := f.Person.Member
	if f.Cash.Handover != nil {
		return say(State{}, HandoverCard{Handover: *f.Cash.Handover, IsGivers: true}) // the same button once more
	}
	wanted.Fund, wanted.Giver, wanted.From = f.Fund.ID, me.ID, me.CashPlace()
	h, err := ledger.ProposeHandover(wanted, f.Cash.Holding, ledger.Act{Actor: me.ID, At: f.Now, Cause: in.EventID, Key: key})
	var less ledger.HoldsLessError
	switch {
	case errors.As(err, &less):
		return lessThan(less)
	case errors.Is(err, ledger.ErrSamePlace):
		return cashNote(State{}, CashNote{Topic: CashSamePlace, Name: asked[0].Name})
	case err != nil:
		return cashNote(State{}, CashNote{Topic: CashNoReceiver})
	}
	shown := store.Handover{Handover: h, GivenBy: me}
	if !h.IsBanking() {
		shown.GivenTo = asked[0]
	}
	decision := Decision{
		Acts:    []store.Act{store.HandoverProposed{Handover: h}},
		Replies: []Reply{HandoverCard{Handover: shown, IsGivers: true}},
	}
	for _, m := range asked {
		decision.Replies = append(decision.Replies, Told{To: m, Reply: HandoverCard{Handover: shown, IsAsked: true}})
	}
	return decision
}

func lessThan(less ledger.HoldsLessError) Decision {
	switch {
	case less.Waiting.IsPositive():
		return cashNote(State{}, CashNote{Topic: CashLessWaiting, Amount: less.Holds, Other: less.Waiting})
	case !less.Holds.IsPositive():
		return cashNote(State{}, CashNote{Topic: CashNothing})
	}
	return cashNote(State{}, CashNote{Topic: CashLess, Amount: less.Holds, Other: less.Asked})
}

// handoverKey names the act after the message that asked for it.
func handoverKey(messageID string) string { return "handover:" + messageID }

// bankDeposit begins a deposit: how much, and the number on the slip.
func bankDeposit(in Input, f Facts) Decision {
	if !f.Person.May(ledger.RightBank) {
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	}
	text := thai.Normal(in.Meaning.Slots.Text)
	slip := ""
	if m := slipForm.FindStringSubmatchIndex(text); m != nil {
		slip, text = strings.TrimSpace(text[m[2]:m[3]]), text[:m[0]]
	}
	amount := readHandover(text).amount
	if !amount.IsPositive() {
		return cashNote(State{Ask: AskBankAmount}, CashNote{Topic: CashBankAmount, Amount: f.Cash.Holding.Available()})
	}
	return askSlip(amount, slip, in, f)
}

// askSlip asks for the number on the slip, unless it was said, or the money is
// not there.
func askSlip(amount ledger.Money, slip string, in Input, f Facts) Decision {
	holding := f.Cash.Holding
	switch {
	case !f.Person.May(ledger.RightBank):
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	case amount.Cmp(holding.Available()) > 0:
		return lessThan(ledger.HoldsLessError{Holds: holding.Stands, Waiting: holding.Waiting, Asked: amount})
	case slip != "":
		return proposeBank(amount, slip, in, f)
	}
	return cashNote(State{Ask: AskBankSlip, Amount: &amount}, CashNote{Topic: CashSlip, Amount: amount})
}

// slipMax is the longest number of a slip that is kept, in runes.
const slipMax = 100

// slipOf reads the number on a slip; a word of "none" is none.
func slipOf(in Input) string {
	text := strings.Join(strings.Fields(in.Text), " ")
	if strings.HasPrefix(thai.Normal(text), "ไม่มี") {
		return ""
	}
	slip := []rune(text)
	return string(slip[:min(len(slip), slipMax)])
}

// proposeBank says that money goes to the bank; whoever signs the books beside
// the one who carries it confirms it.
func proposeBank(amount ledger.Money, slip string, in Input, f Facts) Decision {
	if !f.Person.May(ledger.RightBank) {
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	}
	if same, ok := sameWaiting(f, ledger.MemberID{}, amount); ok {
		return say(State{}, HandoverCard{Handover: same, IsGivers: true})
	}
	second := slices.DeleteFunc(slices.Clone(f.Officers), func(m store.Member) bool {
		return m.ID == f.Person.Member.ID || !m.May(ledger.RightSignClose)
	})
	if len(second) == 0 {
		return cashNote(State{}, CashNote{Topic: CashNoReceiver})
	}
	return proposed(ledger.Handover{Into: ledger.AccountRef{Code: ledger.CodeBank}, Amount: amount, Reference: slip},
		handoverKey(in.MessageID), in, f, second)
}

// waitingHandovers shows what waits for the person, what she waits for, and to
// those who see the books all of it.
func waitingHandovers(f Facts) Decision {
	me := f.Person.Member
	var replies []Reply
	for _, h := range f.Cash.Waiting {
		isAsked := h.Receiver == me.ID || h.IsBanking() && h.Giver != me.ID && me.May(ledger.RightSignClose)
		if len(replies) < 4 && (isAsked || h.Giver == me.ID || me.May(ledger.RightSeeBooks)) {
			replies = append(replies, HandoverCard{Handover: h, IsAsked: isAsked, IsGivers: h.Giver == me.ID})
		}
	}
	switch {
	case len(replies) > 0:
		return say(State{}, replies...)
	case !me.May(ledger.RightReceive) && !me.May(ledger.RightSeeBooks):
		return cashNote(State{}, CashNote{Topic: CashNoOffice})
	}
	return cashNote(State{}, CashNote{Topic: CashNoWaiting})
}
