package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// stopTimeout is the time a service has to finish what is in hand, from the
// signal to the end of the process. Past it something hangs, and a record of
// where is worth more than waiting for the kill that follows: orchestrators
// commonly send it after thirty seconds, some after ten.
const stopTimeout = 10 * time.Second

// part is one thing that starts and stops with a service.
type part struct {
	name string
	// start returns when the part works; its own goroutines outlive ctx.
	start func(ctx context.Context) error
	// stop finishes what is in hand, at the latest when ctx ends. It is called
	// only after a start that went well. Nil where there is nothing to stop.
	stop func(ctx context.Context) error
	// stopTimeout bounds stop; the bounds of all parts together stay below the
	// service's own.
	stopTimeout time.Duration
}

// service starts parts in order and stops them in reverse: what takes work in
// stops before what does the work, and that before what it leans on.
type service struct {
	parts []part
	log   *slog.Logger
	// failed receives the error of a part that ended by itself.
	failed chan error

	mu      sync.Mutex
	running []part
}

func newService(log *slog.Logger, parts ...part) *service {
	return &service{parts: parts, log: log, failed: make(chan error, len(parts))}
}

// start starts every part. When one refuses, those before it are stopped
// again, and nothing runs.
func (s *service) start(ctx context.Context) error {
	for _, p := range s.parts {
		if err := ctx.Err(); err != nil {
			return errors.Join(context.Cause(ctx), s.stop(context.WithoutCancel(ctx)))
		}
		if err := p.start(ctx); err != nil {
			err = fmt.Errorf("start %s: %w", p.name, err)
			return errors.Join(err, s.stop(context.WithoutCancel(ctx)))
		}
		s.mu.Lock()
		s.running = append(s.running, p)
		s.mu.Unlock()
	}
	return nil
}

// stop stops what runs. It may be called before start and twice. A part that
// does not stop in its time is left behind and named in the error.
func (s *service) stop(ctx context.Context) error {
	var faults []error
	for p, more := s.last(); more; p, more = s.last() {
		if err := stopPart(ctx, p); err != nil {
			faults = append(faults, fmt.Errorf("stop %s: %w", p.name, err))
		}
	}
	return errors.Join(faults...)
}

// last takes the part that started last out of those that run.
func (s *service) last() (part, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.running) == 0 {
		return part{}, false
	}
	p := s.running[len(s.running)-1]
	s.running = s.running[:len(s.running)-1]
	return p, true
}

// stopPart returns in time also when the part's stop heeds no context.
func stopPart(ctx context.Context, p part) error {
	if p.stop == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, p.stopTimeout)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- p.stop(ctx) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("not done within %v", p.stopTimeout)
	}
}

// fail tells that a part ended by itself; the service then stops.
func (s *service) fail(err error) {
	select {
	case s.failed <- err:
	default: // one reason is enough to stop
	}
}

// run starts the service, waits for ctx, a signal or a failed part, and stops
// it. It is nil when it was asked to stop and everything in hand was finished.
//
// The first signal stops in order, also in the middle of a start. A second one
// ends the process at once, and so does the watchdog when stopping hangs: both
// through exit, which is os.Exit everywhere but in tests.
func (s *service) run(ctx context.Context, signals <-chan os.Signal, exit func(int)) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	ended := make(chan struct{})
	defer close(ended)
	go s.heed(signals, ended, cancel, exit)

	if err := s.start(ctx); err != nil {
		if errors.Is(err, context.Canceled) && ctx.Err() != nil {
			return nil // asked to stop before it was up
		}
		return err
	}
	s.log.Info("service started")
	var failure error
	select {
	case <-ctx.Done():
	case failure = <-s.failed:
		s.log.Error("a part of the service ended by itself", "err", failure)
	}
	defer newWatchdog(s.log, exit).Stop()
	err := errors.Join(failure, s.stop(context.WithoutCancel(ctx)))
	s.log.Info("service stopped")
	return err
}

// heed turns the first signal into an end of the context and the second into
// an end of the process.
func (s *service) heed(signals <-chan os.Signal, ended <-chan struct{}, stop func(), exit func(int)) {
	select {
	case signal := <-signals:
		s.log.Info("stopping", "signal", signal.String())
		stop()
	case <-ended:
		return
	}
	select {
	case signal := <-signals:
		s.log.Warn("ending at once", "signal", signal.String())
		exit(exitFailed)
	case <-ended:
	}
}

// newWatchdog ends the process when stopping takes longer than its parts may
// take together: then something hangs that no bound reaches.
func newWatchdog(log *slog.Logger, exit func(int)) *time.Timer {
	return time.AfterFunc(stopTimeout, func() {
		log.Error("stopping hangs, ending the process")
		exit(exitFailed)
	})
}
