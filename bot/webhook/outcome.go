package webhook

import "net/http"

// outcome is what became of a request: the status LINE sees and the label the
// metrics count under.
type outcome int

const (
	outcomeKept outcome = iota
	outcomeEmpty
	outcomeForeign
	outcomeMethod
	outcomeTooLarge
	outcomeSlow
	outcomeBroken
	outcomeUnsigned
	outcomeMalformed
	outcomeBusy
	outcomeUnkept
	outcomeLate
	outcomeStopped
	outcomeCount // how many there are
)

// outcomes fix label, status and the plain word of each. A 5xx makes LINE
// deliver again; a 4xx would not be mended by that.
var outcomes = [outcomeCount]struct {
	label  string
	status int
	word   string
}{
	outcomeKept:      {"kept", http.StatusOK, ""},
	outcomeEmpty:     {"empty", http.StatusOK, ""},
	outcomeForeign:   {"foreign", http.StatusOK, ""},
	outcomeMethod:    {"method", http.StatusMethodNotAllowed, "only POST is taken here"},
	outcomeTooLarge:  {"too_large", http.StatusRequestEntityTooLarge, "the body is too large"},
	outcomeSlow:      {"slow", http.StatusRequestTimeout, "the body came too slowly"},
	outcomeBroken:    {"broken", http.StatusBadRequest, "the body could not be read"},
	outcomeUnsigned:  {"unsigned", http.StatusUnauthorized, "the signature does not fit the body"},
	outcomeMalformed: {"malformed", http.StatusBadRequest, "the body is not a list of events in JSON"},
	outcomeBusy:      {"busy", http.StatusServiceUnavailable, "too much is waiting, please deliver again"},
	outcomeUnkept:    {"unkept", http.StatusServiceUnavailable, "not kept, please deliver again"},
	outcomeLate:      {"late", http.StatusServiceUnavailable, "not kept in time, please deliver again"},
	outcomeStopped:   {"stopped", http.StatusServiceUnavailable, "stopping, please deliver again"},
}

func (o outcome) answer(w http.ResponseWriter) {
	fixed := &outcomes[o]
	if fixed.status == http.StatusOK {
		w.WriteHeader(http.StatusOK)
		return
	}
	if o == outcomeMethod {
		w.Header().Set("Allow", http.MethodPost)
	}
	http.Error(w, fixed.word, fixed.status)
}
