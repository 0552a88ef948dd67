package conversation

import (
	"strconv"
	"strings"

	"sajja/bot/intent"
	"sajja/bot/thai"
	"sajja/ledger"
)

// CountSheet shows a count that is being made: a line for each note and coin, to
// be tapped.
type CountSheet struct {
	Count    ledger.CashCount
	Expected ledger.Money
}

// PiecesQuestion asks how many there are of one note or coin.
type PiecesQuestion struct{ Face int }

func (CountSheet) isReply()     {}
func (PiecesQuestion) isReply() {}

// countCash begins a count, or takes one that came along in the message.
func countCash(in Input, f Facts) Decision {
	own, ok := ownRound(f)
	if !ok {
		return noRound(f)
	}
	if in.Meaning.Slots.Text == "" {
		return say(State{Ask: AskRoundCount}, CountSheet{Expected: own.Figures.Expected()})
	}
	count, err := thai.ParseCashCount(in.Meaning.Slots.Text)
	if err != nil {
		return cashNote(State{Ask: AskRoundCount}, CashNote{Topic: CashUnread})
	}
	return counted(count, in, f)
}

// answerCount takes a message as the count that was asked for. What cannot be
// read is said so; what is a matter of its own is left to the others.
func answerCount(state State, in Input, f Facts) (Decision, bool) {
	count, err := thai.ParseCashCount(in.Text)
	if err == nil {
		return counted(count, in, f), true
	}
	switch in.Meaning.Intent {
	case intent.Other, intent.Clarify, intent.Deposit, intent.Confirm, intent.RecordDeposit, intent.Household:
		return cashNote(State{Ask: AskRoundCount, Text: state.Text}, CashNote{Topic: CashUnread}), true
	}
	return Decision{}, false
}

// counted writes a count down and asks at once for what a difference comes from.
func counted(count ledger.CashCount, in Input, f Facts) Decision {
	own, ok := ownRound(f)
	if !ok {
		return noRound(f)
	}
	step, err := own.Count(count, own.Figures, ledger.Act{Actor: f.Person.Member.ID, At: f.Now, Cause: in.EventID})
	if err != nil {
		return cashNote(State{Ask: AskRoundCount}, CashNote{Topic: CashUnread})
	}
	decision := stepRound(own, step)
	if variance := step.Variance(); !variance.IsZero() {
		why := askWhy(own, variance)
		decision.State, decision.Replies = why.State, append(decision.Replies, why.Replies...)
	}
	return decision
}

// askPieces asks for one line of the count; the lines so far are kept in the
// state.
func askPieces(state State, arg string, f Facts) Decision {
	face, err := strconv.Atoi(arg)
	if _, ok := ownRound(f); !ok {
		return noRound(f)
	}
	if err != nil || face < 0 || face >= len(ledger.Denominations) {
		return note(State{}, TopicStaleButton)
	}
	next := State{Ask: AskRoundPieces, Ref: arg}
	if isCountAsk(state.Ask) {
		next.Text = state.Text
	}
	return say(next, PiecesQuestion{face})
}

func isCountAsk(ask Ask) bool { return ask == AskRoundCount || ask == AskRoundPieces }

// answerPieces takes a number of pieces. A whole count in one message is taken
// too.
func answerPieces(state State, in Input, f Facts) (Decision, bool) {
	own, ok := ownRound(f)
	if !ok {
		return noRound(f), true
	}
	face, err := strconv.Atoi(state.Ref)
	if err != nil || face < 0 || face >= len(ledger.Denominations) {
		return Decision{}, false
	}
	pieces, known := piecesSaid(in)
	if !known {
		return answerCount(state, in, f)
	}
	count := tallyOf(state.Text)
	count[face] = pieces
	if count.Check() != nil {
		return cashNote(state, CashNote{Topic: CashPiecesUnread}), true
	}
	return say(State{Ask: AskRoundCount, Text: tallyText(count)}, CountSheet{count, own.Figures.Expected()}), true
}

// piecesSaid reads how many there are: a number, with its classifier or without,
// or none.
func piecesSaid(in Input) (int, bool) {
	text := strings.TrimSpace(thai.Normal(in.Text))
	if text == "ไม่มี" || in.Meaning.Intent == intent.Deny {
		return 0, true
	}
	for _, classifier := range []string{"ใบ", "เหรียญ", "อัน", "แผ่น"} {
		text = strings.TrimSuffix(text, classifier)
	}
	number, err := thai.ParseNumber(text)
	if err != nil {
		return 0, false
	}
	return number.Whole()
}

// countTapped takes the lines that were tapped as the count.
func countTapped(state State, in Input, f Facts) Decision {
	if !isCountAsk(state.Ask) || state.Text == "" {
		return countCash(Input{Kind: KindText, EventID: in.EventID}, f)
	}
	return counted(tallyOf(state.Text), in, f)
}

// tallyText keeps a count that is being made.
func tallyText(count ledger.CashCount) string {
	parts := make([]string, len(count))
	for i, pieces := range count {
		parts[i] = strconv.Itoa(pieces)
	}
	return strings.Join(parts, ".")
}

// tallyOf reads what tallyText wrote; anything else is an empty count.
func tallyOf(text string) ledger.CashCount {
	parts := strings.Split(text, ".")
	var count ledger.CashCount
	if len(parts) != len(count) {
		return ledger.CashCount{}
	}
	for i, part := range parts {
		pieces, err := strconv.Atoi(part)
		if err != nil {
			return ledger.CashCount{}
		}
		count[i] = pieces
	}
	return count
}
