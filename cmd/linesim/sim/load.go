package sim

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"
)

// LoadOptions says how many deposits go to the bot, how fast, from how many
// people. The zero value of a field takes what is written beside it.
type LoadOptions struct {
	// UserIDs are who deposits; empty takes the first Users load users.
	UserIDs []string `json:"userIDs,omitempty"`
	Users   int      `json:"users,omitempty"` // 2000
	// Rate is deposits a second; 0 is flat out.
	Rate    float64 `json:"rate"`
	Seconds float64 `json:"seconds"` // 10
	// Text comes before the amount.
	Text string `json:"text,omitempty"` // "ฝาก"
	// Connections are kept open to the bot.
	Connections int `json:"connections,omitempty"` // 64
	// Outstanding bounds the events that wait for their answer when flat out,
	// so that the figure is of the whole way and not of a queue that grows.
	Outstanding int `json:"outstanding,omitempty"` // 512
	// Batch is how many events share a webhook body.
	Batch int `json:"batch,omitempty"` // 1
	// Round shifts the amounts, so that runs of different simulators within
	// minutes do not look like the same deposit made twice.
	Round int `json:"round,omitempty"`
	// SettleSeconds is how long answers may still come after the last event.
	SettleSeconds float64 `json:"settleSeconds,omitempty"` // 20
	// WebhookURL overrides the platform's.
	WebhookURL string `json:"webhookURL,omitempty"`
	// Baseline sends to a handler in this process that only verifies and
	// parses, instead of to the bot.
	Baseline bool `json:"baseline,omitempty"`
}

// Bounds of one run: half an hour, two million events, what a developer's
// machine can hold.
const (
	loadUsersMax       = 200_000
	loadSecondsMax     = 1800
	loadEventsMax      = 2_000_000
	loadConnectionsMax = 1024
	// flatOutRate sizes the record of a flat-out run; nothing here is faster.
	flatOutRate = 20_000
)

var errLoadRunning = errors.New("a load run is under way already")

func (o *LoadOptions) fill() {
	o.Users = orDefault(o.Users, 2000)
	if len(o.UserIDs) > 0 {
		o.Users = len(o.UserIDs)
	}
	o.Seconds = orDefault(o.Seconds, 10)
	o.Text = orDefault(o.Text, "ฝาก")
	o.Connections = orDefault(o.Connections, 64)
	o.Outstanding = orDefault(o.Outstanding, 512)
	o.Batch = orDefault(o.Batch, 1)
	o.SettleSeconds = orDefault(o.SettleSeconds, 20)
}

func orDefault[T comparable](given, otherwise T) T {
	var zero T
	if given == zero {
		return otherwise
	}
	return given
}

func (o *LoadOptions) check() error {
	switch {
	case o.Users < 1 || o.Users > loadUsersMax:
		return fmt.Errorf("users: 1 to %d", loadUsersMax)
	case o.Rate < 0 || o.Seconds <= 0 || o.Seconds > loadSecondsMax || o.SettleSeconds < 0 || o.SettleSeconds > loadSecondsMax:
		return fmt.Errorf("rate and seconds: not negative, at most %d seconds", loadSecondsMax)
	case o.Rate*o.Seconds > loadEventsMax:
		return fmt.Errorf("at most %d events a run", loadEventsMax)
	case o.Connections < 1 || o.Connections > loadConnectionsMax || o.Outstanding < 1 || o.Batch < 1 || o.Batch > 100 || o.Round < 0:
		return fmt.Errorf("connections: 1 to %d, outstanding: from 1, batch: 1 to 100, round: from 0", loadConnectionsMax)
	}
	for _, id := range o.UserIDs {
		if !isUserID(id) {
			return fmt.Errorf("user ID %q is not U and 32 hex digits", id)
		}
	}
	return nil
}

// events sizes the run's record.
func (o *LoadOptions) events() int {
	if o.Rate > 0 {
		return max(1, int(o.Rate*o.Seconds))
	}
	return min(loadEventsMax, int(o.Seconds*flatOutRate))
}

// Load sends deposits to the bot and measures until the answers are in. One
// run at a time; the load generator is part of the platform because only the
// platform knows which reply tokens are good.
func (p *Platform) Load(ctx context.Context, o LoadOptions) (LoadReport, error) {
	o.fill()
	if err := o.check(); err != nil {
		return LoadReport{}, err
	}
	run, err := p.beginLoad(o)
	if err != nil {
		return LoadReport{}, err
	}
	defer run.busy.Store(false)
	if o.Baseline {
		stop, err := run.startBaseline()
		if err != nil {
			return LoadReport{}, err
		}
		defer stop()
	}
	before := cpuTime()
	run.send(ctx)
	sent := time.Since(run.start)
	run.settle(ctx)
	return run.report(sent, cpuTime()-before), nil
}

// beginLoad makes the run the platform's current one.
func (p *Platform) beginLoad(o LoadOptions) (*loadRun, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.load != nil && p.load.busy.Load() {
		return nil, errLoadRunning
	}
	if err := p.checkLoadUsers(o.UserIDs); err != nil {
		return nil, err
	}
	address := o.WebhookURL
	if address == "" {
		address = p.webhookURL
	}
	target, err := newLoadTarget(address)
	if err != nil && !o.Baseline {
		return nil, err
	}
	p.addLoadUsers(&o)
	run := &loadRun{
		platform: p, options: o, target: target,
		events:   make([]loadEvent, o.events()),
		cursor:   make([]int32, len(o.UserIDs)),
		slots:    make(chan struct{}, o.Outstanding),
		failures: map[string]int{}, refusals: map[string]int{},
		firstRound: p.loadUsers.rounds + o.Round*99,
	}
	run.busy.Store(true)
	p.load = run
	return run, nil
}

func (p *Platform) loadRoutes(mux *http.ServeMux) {
	mux.HandleFunc("POST /sim/load", deed(func(ctx context.Context, o LoadOptions) (any, error) { return p.Load(ctx, o) }))
	mux.HandleFunc("GET /sim/load/events", p.serveLoadEvents)
}
