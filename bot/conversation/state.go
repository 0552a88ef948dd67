package conversation

import (
	"encoding/json"

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
