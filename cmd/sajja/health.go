package main

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"sajja/store"
)

const (
	// checkTimeout bounds one check. Probes usually allow a second or more.
	checkTimeout = 800 * time.Millisecond
	// checkedFor is how long an answer is good for, so that however many ask
	// the database is asked twice a second.
	checkedFor = 500 * time.Millisecond
)

// check is one thing a service needs in order to do its work.
type check struct {
	name string
	// ready gives nil, or why not.
	ready func(ctx context.Context) error
}

// health answers /healthz and /readyz.
type health struct {
	checks   []check
	log      *slog.Logger
	stopping atomic.Bool

	mu     sync.Mutex
	last   readiness
	lastAt time.Time
}

// readiness is the answer of /readyz.
type readiness struct {
	Ready  bool      `json:"ready"`
	Checks []finding `json:"checks"`
}

// finding is what one check found.
type finding struct {
	Name   string `json:"name"`
	Ready  bool   `json:"ready"`
	Reason string `json:"reason,omitempty"`
}

func newHealth(log *slog.Logger, checks ...check) *health {
	return &health{checks: checks, log: log}
}

// serveAlive says that the process answers, whatever it leans on: a service
// that waits for its database must not be restarted for that.
func (h *health) serveAlive(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, map[string]bool{"alive": true})
}

// serveReady says whether work would be done now, and if not, why.
func (h *health) serveReady(w http.ResponseWriter, r *http.Request) {
	if h.stopping.Load() {
		writeJSON(w, http.StatusServiceUnavailable, readiness{Checks: []finding{
			{Name: "service", Reason: "is stopping"},
		}})
		return
	}
	status := http.StatusOK
	found := h.look(r.Context())
	if !found.Ready {
		status = http.StatusServiceUnavailable
	}
	writeJSON(w, status, found)
}

func writeJSON(w http.ResponseWriter, status int, value any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(value)
}

// look runs the checks side by side, once for all who ask at the same time.
func (h *health) look(ctx context.Context) readiness {
	h.mu.Lock()
	defer h.mu.Unlock()
	if time.Since(h.lastAt) < checkedFor {
		return h.last
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), checkTimeout)
	defer cancel()
	now := readiness{Ready: true, Checks: make([]finding, len(h.checks))}
	var running sync.WaitGroup
	for i, c := range h.checks {
		running.Go(func() { now.Checks[i] = h.run(ctx, c, i) })
	}
	running.Wait()
	for _, f := range now.Checks {
		now.Ready = now.Ready && f.Ready
	}
	if now.Ready != h.last.Ready && !h.lastAt.IsZero() {
		h.log.Info("readiness changed", "ready", now.Ready)
	}
	h.last, h.lastAt = now, time.Now()
	return now
}

// run runs one check and comes back in time also when it heeds no context. A
// fault is logged when it is new, not at every probe.
func (h *health) run(ctx context.Context, c check, number int) finding {
	answered := make(chan error, 1)
	go func() { answered <- c.ready(ctx) }()
	var err error
	select {
	case err = <-answered:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err == nil {
		return finding{Name: c.name, Ready: true}
	}
	found := finding{Name: c.name, Reason: reasonFor(err)}
	if len(h.last.Checks) == 0 || h.last.Checks[number] != found {
		h.log.Warn("not ready", "part", c.name, "err", err)
	}
	return found
}

// reasonFor is what strangers may read: the address is open to the world, and
// an error of a driver names hosts and users. The log has the rest.
func reasonFor(err error) string {
	switch {
	case errors.Is(err, store.ErrNotMigrated):
		return store.ErrNotMigrated.Error()
	case errors.Is(err, context.DeadlineExceeded):
		return "does not answer in time"
	default:
		return "does not answer as it should; the log says why"
	}
}
