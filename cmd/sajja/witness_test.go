package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// moment is a place on an event's way at which a test may strike.
type moment string

const (
	anyMoment       moment = "at any time"
	eventOnItsWay   moment = "with an event on its way to the bot"
	thanksOnItsWay  moment = "with a 200 on its way back"
	answerOnItsWay  moment = "with an answer on its way to LINE"
	receiptOnItsWay moment = "with LINE's word for an answer on its way back"
)

// witness stands between LINE and the bots, as the network does, and notes what
// passes: which events got their 200 is only known here, for a bot that is
// killed cannot say, and LINE's own record is bounded.
type witness struct {
	server *httptest.Server
	line   http.Handler
	client http.Client

	mu     sync.Mutex
	bots   []string // their webhooks
	events map[string]*passage
	trap   *trap
}

// passage is what the network saw of one event.
type passage struct {
	user, text string
	deliveries int
	acked      bool // got a 200, from every bot it went to
}

// trap springs at the n-th pass of a moment, before what passes goes on.
type trap struct {
	at     moment
	passes int
	spring func()
}

func newWitness(t *testing.T) *witness {
	t.Helper()
	w := &witness{events: map[string]*passage{}}
	w.client.Timeout = lineTimeout
	w.client.Transport = &http.Transport{MaxIdleConnsPerHost: 256}
	w.server = httptest.NewServer(w)
	t.Cleanup(w.server.Close)
	return w
}

// webhookURL is where LINE delivers, apiURL where the bots find LINE.
func (w *witness) webhookURL() string { return w.server.URL + "/webhook" }
func (w *witness) apiURL() string     { return w.server.URL }

// connect tells to which bots every event goes from now on; with none, LINE
// finds nobody.
func (w *witness) connect(bots ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.bots = slices.Clone(bots)
}

// set sets the one trap.
func (w *witness) set(at moment, passes int, spring func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.trap = &trap{at, passes, spring}
}

func (w *witness) pass(at moment) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.trap == nil || w.trap.at != at {
		return
	}
	if w.trap.passes--; w.trap.passes <= 0 {
		w.trap.spring()
		w.trap = nil
	}
}

func (w *witness) ServeHTTP(out http.ResponseWriter, r *http.Request) {
	switch {
	case r.URL.Path == "/webhook":
		w.toBots(out, r)
	case strings.HasPrefix(r.URL.Path, "/v2/bot/message/"):
		w.pass(answerOnItsWay)
		said := httptest.NewRecorder()
		w.line.ServeHTTP(said, r)
		w.pass(receiptOnItsWay)
		for name, values := range said.Header() {
			out.Header()[name] = values
		}
		out.WriteHeader(said.Code)
		_, _ = out.Write(said.Body.Bytes())
	default:
		w.line.ServeHTTP(out, r)
	}
}

// toBots passes a body on to every bot and gives back the first status that is
// no 200: LINE delivers again unless all have it.
func (w *witness) toBots(out http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	passages, bots := w.note(body)
	statuses := make([]int, len(bots))
	var under sync.WaitGroup
	for i, bot := range bots {
		under.Go(func() { statuses[i] = w.deliver(r, bot, body) })
	}
	w.pass(eventOnItsWay)
	under.Wait()
	status := http.StatusOK
	if len(bots) == 0 {
		status = http.StatusBadGateway
	}
	for _, s := range statuses {
		if s != http.StatusOK {
			status = s
		}
	}
	if status == http.StatusOK {
		w.pass(thanksOnItsWay)
		w.mu.Lock()
		for _, p := range passages {
			p.acked = true
		}
		w.mu.Unlock()
	}
	out.WriteHeader(status)
}

// note finds the events of a body in the record.
func (w *witness) note(body []byte) ([]*passage, []string) {
	var webhook struct {
		Events []struct {
			ID      string                  `json:"webhookEventId"`
			Source  struct{ UserID string } `json:"source"`
			Message struct{ Text string }   `json:"message"`
		} `json:"events"`
	}
	_ = json.Unmarshal(body, &webhook) // a body that is none has no events
	w.mu.Lock()
	defer w.mu.Unlock()
	var passages []*passage
	for _, e := range webhook.Events {
		p := w.events[e.ID]
		if p == nil {
			p = &passage{user: e.Source.UserID, text: e.Message.Text}
			w.events[e.ID] = p
		}
		p.deliveries++
		passages = append(passages, p)
	}
	return passages, w.bots
}

func (w *witness) deliver(r *http.Request, bot string, body []byte) int {
	request, err := http.NewRequestWithContext(r.Context(), http.MethodPost, bot, bytes.NewReader(body))
	if err != nil {
		return http.StatusBadGateway
	}
	request.Header.Set("X-Line-Signature", r.Header.Get("X-Line-Signature"))
	answer, err := w.client.Do(request)
	if err != nil {
		return http.StatusBadGateway
	}
	_, err = io.Copy(io.Discard, answer.Body)
	if err = errors.Join(err, answer.Body.Close()); err != nil {
		return http.StatusBadGateway
	}
	return answer.StatusCode
}

// passages gives the record, by event.
func (w *witness) passages() map[string]passage {
	w.mu.Lock()
	defer w.mu.Unlock()
	record := make(map[string]passage, len(w.events))
	for id, p := range w.events {
		record[id] = *p
	}
	return record
}
