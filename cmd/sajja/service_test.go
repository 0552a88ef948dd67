package main

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// diary notes what parts do, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(line string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, line)
}

func (d *diary) read() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.lines)
}

// part is a part that notes its start and its stop.
func (d *diary) part(name string) part {
	return part{
		name:        name,
		start:       func(context.Context) error { d.note("start " + name); return nil },
		stop:        func(context.Context) error { d.note("stop " + name); return nil },
		stopTimeout: time.Second,
	}
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func TestService(t *testing.T) {
	t.Parallel()

	t.Run("parts start in order and stop in reverse, each once", func(t *testing.T) {
		t.Parallel()
		var d diary
		s := newService(quiet(), d.part("a"), d.part("b"), d.part("c"))
		if err := s.start(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := s.stop(t.Context()); err != nil {
				t.Error(err)
			}
		}
		want := []string{"start a", "start b", "start c", "stop c", "stop b", "stop a"}
		if diff := cmp.Diff(want, d.read()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("a service that was never started stops without a word", func(t *testing.T) {
		t.Parallel()
		var d diary
		if err := newService(quiet(), d.part("a")).stop(t.Context()); err != nil || len(d.read()) > 0 {
			t.Errorf("%v %v", err, d.read())
		}
	})

	t.Run("a start that fails half way undoes itself and names the part", func(t *testing.T) {
		t.Parallel()
		var d diary
		broken := d.part("b")
		broken.start = func(context.Context) error { return errors.New("port in use") }
		err := newService(quiet(), d.part("a"), broken, d.part("c")).run(t.Context(), nil, noExit(t))
		if err == nil || err.Error() != "start b: port in use" {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff([]string{"start a", "stop a"}, d.read()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("a part that fails to stop does not keep the others from it", func(t *testing.T) {
		t.Parallel()
		var d diary
		broken := d.part("b")
		broken.stop = func(context.Context) error { return errors.New("broken pipe") }
		s := newService(quiet(), d.part("a"), broken)
		if err := s.start(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := s.stop(t.Context()); err == nil || err.Error() != "stop b: broken pipe" {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff([]string{"start a", "start b", "stop a"}, d.read()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("a part that hangs is left behind when its time is over", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var d diary
			release := make(chan struct{})
			hanging := d.part("b")
			hanging.stop = func(context.Context) error { <-release; return nil }
			s := newService(quiet(), d.part("a"), hanging)
			if err := s.start(t.Context()); err != nil {
				t.Fatal(err)
			}
			began := time.Now()
			if err := s.stop(t.Context()); err == nil || !strings.Contains(err.Error(), "stop b: not done within 1s") {
				t.Errorf("error %v", err)
			}
			if took := time.Since(began); took != time.Second {
				t.Errorf("stopping took %v", took)
			}
			if lines := d.read(); lines[len(lines)-1] != "stop a" {
				t.Errorf("%v", lines)
			}
			close(release)
		})
	})

	t.Run("a part that ends by itself stops the service and is its error", func(t *testing.T) {
		t.Parallel()
		var d diary
		s := newService(quiet(), d.part("a"))
		s.fail(errors.New("listener closed"))
		s.fail(errors.New("and another"))
		err := s.run(t.Context(), nil, noExit(t))
		if err == nil || err.Error() != "listener closed" {
			t.Errorf("error %v", err)
		}
		if diff := cmp.Diff([]string{"start a", "stop a"}, d.read()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func TestSignals(t *testing.T) {
	t.Parallel()

	t.Run("the first signal stops in order and is no failure", func(t *testing.T) {
		t.Parallel()
		var d diary
		signals := make(chan os.Signal, 2)
		signals <- syscall.SIGTERM
		s := newService(quiet(), d.part("a"))
		if err := s.run(t.Context(), signals, noExit(t)); err != nil {
			t.Error(err)
		}
		if lines := d.read(); len(lines) > 0 && lines[len(lines)-1] != "stop a" {
			t.Errorf("%v", lines)
		}
	})

	t.Run("a signal during the start ends the start", func(t *testing.T) {
		t.Parallel()
		var d diary
		signals := make(chan os.Signal, 2)
		slow := d.part("b")
		slow.start = func(ctx context.Context) error { signals <- os.Interrupt; <-ctx.Done(); return ctx.Err() }
		if err := newService(quiet(), d.part("a"), slow, d.part("c")).run(t.Context(), signals, noExit(t)); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff([]string{"start a", "stop a"}, d.read()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})

	t.Run("the second signal ends the process at once", func(t *testing.T) {
		t.Parallel()
		signals := make(chan os.Signal, 2)
		exited := make(chan int, 1)
		released := make(chan struct{})
		exit := sync.OnceFunc(func() { exited <- exitFailed; close(released) })
		// The first signal comes when the part is up: one that comes earlier ends
		// the start, and there is nothing to stop. The bound is out of reach, so
		// that nothing but exit ends the stopping, however slow the machine.
		hanging := part{name: "a", stopTimeout: time.Hour,
			start: func(context.Context) error { signals <- os.Interrupt; return nil },
			stop:  func(context.Context) error { signals <- os.Interrupt; <-released; return nil }}
		_ = newService(quiet(), hanging).run(t.Context(), signals, func(int) { exit() })
		<-exited
	})

	t.Run("the watchdog ends the process when stopping hangs altogether", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			exited := make(chan int, 1)
			began := time.Now()
			newWatchdog(quiet(), func(code int) { exited <- code })
			if code := <-exited; code != exitFailed || time.Since(began) != stopTimeout {
				t.Errorf("exit %d after %v", code, time.Since(began))
			}
		})
	})

	t.Run("the bounds of the parts add up to less than the service's", func(t *testing.T) {
		t.Parallel()
		var total time.Duration
		for _, p := range newServing(config{}, quiet()).parts {
			total += p.stopTimeout
		}
		if total >= stopTimeout {
			t.Errorf("stopping may take %v, more than %v", total, stopTimeout)
		}
	})
}

// noExit is an exit that nobody may call.
func noExit(t *testing.T) func(int) {
	return func(code int) { t.Errorf("the process was ended with %d", code) }
}
