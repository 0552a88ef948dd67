package sim

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// refusal is an answer of the API that is not a success, in LINE's form.
type refusal struct {
	Status  int      `json:"-"`
	Message string   `json:"message"`
	Details []detail `json:"details,omitempty"`
	// SentMessages come with the 409 of a push: the first attempt's.
	SentMessages json.RawMessage `json:"sentMessages,omitempty"`
	// AcceptedRequestID is the header of a 409.
	AcceptedRequestID string `json:"-"`
}

type detail struct {
	Message  string `json:"message,omitempty"`
	Property string `json:"property,omitempty"`
}

func (r *refusal) Error() string { return fmt.Sprintf("%d %s", r.Status, r.Message) }

func badRequest(message string) *refusal {
	return &refusal{Status: http.StatusBadRequest, Message: message}
}

func notFound() *refusal { return &refusal{Status: http.StatusNotFound, Message: "Not found"} }

// badBody counts the faults of a body, one detail each.
func badBody(details []detail) *refusal {
	r := badRequest(fmt.Sprintf("The request body has %d error(s)", len(details)))
	r.Details = details
	return r
}

// badProperty is a value of the wrong kind, named with its place.
func badProperty(v value) *refusal {
	line, column := v.tree.place(int(v.node().start))
	return badRequest(fmt.Sprintf("The property, %s, in the request body is invalid (line: %d, column: %d)",
		v.dotted(), line, column))
}

// badMember is LINE's answer for one malformed ID in a list; it names no place.
func badMember(v value) *refusal {
	return badRequest(fmt.Sprintf("The property, %s, in the request body is invalid (line: -, column: -)", v.dotted()))
}

// badMessage is one message object whose inside is wrong.
func badMessage(path string, details []detail) *refusal {
	r := badRequest(fmt.Sprintf("A message (%s) in the request body is invalid", path))
	r.Details = details
	return r
}
