package conversation

import (
	"encoding/json"
	"time"

	"sajja/ledger"
)

// Ask is the one question that is open.
type Ask string

// The questions.
const (
	AskNothing Ask = ""
	AskAmount  Ask = "amount" // how much to put in
	AskAgain   Ask = "again"  // the same amount once more?
	AskReason  Ask = "reason" // why is this promise refused
)

// State is what a conversation remembers between turns: one open question and
// what it is about. It lives in Redis and may vanish; then the question is asked
// again.
type State struct {
	Ask    Ask            `json:"ask"`
	Amount *ledger.Money  `json:"amount,omitempty"`
	Ref    string         `json:"ref,omitempty"`
	Entry  ledger.EntryID `json:"entry,omitzero"`
	// Text is what a subject keeps of its own, at most a few lines.
	Text string `json:"text,omitempty"`
	// At is when the question was asked, in Unix seconds; Offered that a question
	// gone cold was offered once more.
	At      int64 `json:"at,omitempty"`
	Offered bool  `json:"offered,omitempty"`
}

// draftAfter is when an open question has gone cold: long enough to walk to the
// treasurer's house and back. An answer that comes later is not taken for one;
// the question is offered once more instead.
const draftAfter = 30 * time.Minute

// isCold tells whether the question was asked too long ago to be answered in
// passing.
func (s State) isCold(now time.Time) bool {
	return s.Ask != AskNothing && now.Sub(time.Unix(s.At, 0)) > draftAfter
}

// asked stamps a question that was just asked.
func (s State) asked(now time.Time) State {
	if s.Ask != AskNothing && s.At == 0 {
		s.At = now.Unix()
	}
	return s
}

// stateSchema is written before every state. A state of another schema is a
// fresh start.
const stateSchema = 1

type envelope struct {
	Schema int   `json:"schema"`
	State  State `json:"state"`
}

// Encode gives the state as bytes, none for a conversation at rest.
func (s State) Encode() []byte {
	if s == (State{}) {
		return nil
	}
	data, err := json.Marshal(envelope{stateSchema, s})
	if err != nil {
		return nil // a state of plain values always has a form
	}
	return data
}

// DecodeState reads what Encode wrote; what it cannot read is a fresh start.
func DecodeState(data []byte) State {
	var e envelope
	if len(data) == 0 || json.Unmarshal(data, &e) != nil || e.Schema != stateSchema {
		return State{}
	}
	return e.State
}
