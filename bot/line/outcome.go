package line

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"strings"
)

// Refused says that LINE did not do what was asked, and that the same request
// will not do better. Status 0 means that we refused it ourselves, before
// anything was sent, because LINE certainly would.
type Refused struct {
	Op        string   // which call: "reply", "push", ...
	Status    int      // HTTP status; 0: never sent
	Message   string   // LINE's words, for developers; may name a property, never a token
	Details   []Detail // what LINE found wrong with which property
	RequestID string   // LINE's ID of the request, for asking LINE's support
}

// Detail is one fault that LINE found in a request.
type Detail struct {
	Message  string `json:"message"`
	Property string `json:"property"`
}

// Texts by which LINE tells apart what shares a status.
const (
	messageInvalidReplyToken = "Invalid reply token"
	messageMonthlyLimit      = "You have reached your monthly limit"
)

// Error names the call, the status and LINE's words.
func (r *Refused) Error() string {
	var text strings.Builder
	fmt.Fprintf(&text, "line: %s refused", r.Op)
	if r.Status != 0 {
		fmt.Fprintf(&text, " with %d", r.Status)
	}
	fmt.Fprintf(&text, ": %s", r.Message)
	for _, d := range r.Details {
		fmt.Fprintf(&text, "; %s: %s", d.Property, d.Message)
	}
	if r.RequestID != "" {
		fmt.Fprintf(&text, " (request %s)", r.RequestID)
	}
	return text.String()
}

// InvalidReplyToken tells that the reply token is spent, too old or foreign:
// what is to be said must go out by push.
func (r *Refused) InvalidReplyToken() bool {
	return r.Status == http.StatusBadRequest && strings.Contains(r.Message, messageInvalidReplyToken)
}

// QuotaExhausted tells that this month's paid messages are used up. Replies are
// free and still go out.
func (r *Refused) QuotaExhausted() bool {
	return r.Status == http.StatusTooManyRequests && strings.Contains(r.Message, messageMonthlyLimit)
}

// RateLimited tells that we were too fast; the same request may be tried again
// later.
func (r *Refused) RateLimited() bool {
	return r.Status == http.StatusTooManyRequests && !r.QuotaExhausted()
}

// Unauthorised tells that the access token is wrong or has expired: nothing
// will go out until an operator renews it.
func (r *Refused) Unauthorised() bool { return r.Status == http.StatusUnauthorized }

// NotFound tells that LINE does not know the thing, or does not show it to us
// (the profile of someone who blocked the bot).
func (r *Refused) NotFound() bool { return r.Status == http.StatusNotFound }

// Unknown says that LINE may or may not have done what was asked: nobody
// answered in time, the connection broke, or LINE's own fault came back.
type Unknown struct {
	Op        string
	Status    int    // HTTP status; 0: no answer
	RequestID string // LINE's ID of the request, if it said one
	// NotSent is true when the request certainly never left: no connection came
	// about. Then a reply token is still unspent.
	NotSent bool
	Err     error // the cause; nil when there is a status
}

// Error names the call and the cause, without address or body.
func (u *Unknown) Error() string {
	switch {
	case u.Status != 0:
		return fmt.Sprintf("line: %s: outcome unknown after status %d (request %s)", u.Op, u.Status, u.RequestID)
	case u.NotSent:
		return fmt.Sprintf("line: %s: not sent: %v", u.Op, u.Err)
	default:
		return fmt.Sprintf("line: %s: outcome unknown: %v", u.Op, u.Err)
	}
}

// Unwrap gives the cause, so that errors.Is finds context.DeadlineExceeded.
func (u *Unknown) Unwrap() error { return u.Err }

// rejected sorts an answer that is not 2xx. Only a 4xx is LINE's word that it
// did nothing; 408 and 425 come from machines on the way, which ask for a
// repeat, and a redirect or a 5xx says nothing about what was done.
func rejected(op string, got answer) error {
	if got.status/100 != 4 || got.status == http.StatusRequestTimeout || got.status == http.StatusTooEarly {
		return &Unknown{Op: op, Status: got.status, RequestID: got.requestID}
	}
	refused := &Refused{Op: op, Status: got.status, RequestID: got.requestID, Message: http.StatusText(got.status)}
	var said struct {
		Message string   `json:"message"`
		Details []Detail `json:"details"`
	}
	if json.Unmarshal(got.body, &said) == nil && said.Message != "" {
		refused.Message = shortened(said.Message)
		refused.Details = said.Details[:min(len(said.Details), refusalDetailsMax)]
	}
	return refused
}

const (
	refusalMessageMax = 300
	refusalDetailsMax = 10
)

func shortened(text string) string {
	if len(text) <= refusalMessageMax {
		return text
	}
	return strings.ToValidUTF8(text[:refusalMessageMax], "") + "…"
}

// unanswered sorts the failure of a call that has no status. The address is
// taken out of the error, because it may hold a person's LINE ID.
func unanswered(op string, err error) error {
	var withAddress *url.Error
	if errors.As(err, &withAddress) {
		err = withAddress.Err
	}
	var network *net.OpError
	noConnection := errors.As(err, &network) && network.Op == "dial"
	return &Unknown{Op: op, NotSent: noConnection, Err: err}
}

// notSent tells of a request that could not even be made.
func notSent(op string, err error) error { return &Unknown{Op: op, NotSent: true, Err: err} }

// refuse is our own refusal of a request that LINE would certainly refuse.
func refuse(op, format string, args ...any) error {
	return &Refused{Op: op, Message: fmt.Sprintf(format, args...)}
}
