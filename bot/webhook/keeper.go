package webhook

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"sajja/store"
)

// arrival is one request's events on their way into the journal.
type arrival struct {
	events []store.InboundEvent
	at     time.Time
	// done receives the answer; it has room for it, so that answering never
	// waits for a request that has gone.
	done chan outcome
}

// keeper keeps what waits in one commit at a time.
type keeper struct {
	config  Config
	journal Journal
	inbox   Inbox
	metrics *metrics

	waiting  chan *arrival
	stopping chan struct{} // closed when nothing new is taken
	stopped  chan struct{} // closed when everything taken is answered

	mu      sync.Mutex
	started bool
	ended   bool
}

func newKeeper(config Config, journal Journal, inbox Inbox, m *metrics) *keeper {
	return &keeper{
		config:   config,
		journal:  journal,
		inbox:    inbox,
		metrics:  m,
		waiting:  make(chan *arrival, config.MaxWaiting),
		stopping: make(chan struct{}),
		stopped:  make(chan struct{}),
	}
}

// start is harmless when repeated and refused after stop.
func (k *keeper) start(ctx context.Context) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.ended {
		return errors.New("webhook: the edge was stopped")
	}
	if k.started {
		return nil
	}
	k.started = true
	ctx = context.WithoutCancel(ctx)
	var running sync.WaitGroup
	for range k.config.Keepers {
		running.Go(func() { k.run(ctx) })
	}
	go func() {
		running.Wait()
		close(k.stopped)
	}()
	return nil
}

// stop waits until what was taken is answered, or ctx ends.
func (k *keeper) stop(ctx context.Context) error {
	k.mu.Lock()
	if !k.ended {
		k.ended = true
		close(k.stopping)
		if !k.started {
			close(k.stopped)
		}
	}
	k.mu.Unlock()
	select {
	case <-k.stopped:
		return nil
	case <-ctx.Done():
		return fmt.Errorf("webhook: stop before everything was kept: %w", ctx.Err())
	}
}

// keep waits until the events are kept and tells the outcome. It comes back
// within AnswerTimeout whatever the journal does. Events that are kept after
// all come again from LINE and are known then.
func (k *keeper) keep(ctx context.Context, events []store.InboundEvent) outcome {
	select {
	case <-k.stopping:
		return outcomeStopped
	default:
	}
	a := &arrival{events: events, at: time.Now(), done: make(chan outcome, 1)}
	select {
	case k.waiting <- a:
	default:
		return outcomeBusy
	}
	late := time.NewTimer(k.config.AnswerTimeout)
	defer late.Stop()
	select {
	case o := <-a.done:
		return o
	case <-late.C:
		return outcomeLate
	case <-ctx.Done():
		return outcomeLate
	case <-k.stopped:
		return a.answered()
	}
}

// answered gives the answer that is there, or that there will be none.
func (a *arrival) answered() outcome {
	select {
	case o := <-a.done:
		return o
	default:
		return outcomeStopped
	}
}

// run keeps batch after batch until stop, and then what still waits.
func (k *keeper) run(ctx context.Context) {
	for {
		select {
		case first := <-k.waiting:
			k.keepBatch(ctx, k.gather(first))
		case <-k.stopping:
			if len(k.waiting) == 0 {
				return
			}
		}
	}
}

// gather takes everything that waits at this moment and waits for nothing:
// the batch is as large as the last commit was long. Requests whose time is up
// are left out, since their sender has its answer already.
func (k *keeper) gather(first *arrival) []*arrival {
	expired := time.Now().Add(-k.config.AnswerTimeout)
	var batch []*arrival
	size := 0
	for a := first; ; {
		if a.at.After(expired) {
			batch = append(batch, a)
			size += len(a.events)
		}
		if size >= k.config.MaxBatch {
			return batch
		}
		select {
		case a = <-k.waiting:
		default:
			return batch
		}
	}
}

// keepBatch keeps a batch, answers its requests, and offers what is fresh.
func (k *keeper) keepBatch(ctx context.Context, batch []*arrival) {
	if len(batch) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, k.config.KeepTimeout)
	defer cancel()
	fresh, err := k.commit(ctx, batch)
	switch {
	case err == nil:
		answer(batch, outcomeKept)
		k.offer(fresh)
	case len(batch) > 1 && ctx.Err() == nil:
		k.keepHalves(ctx, batch)
	default:
		k.refuse(batch, err)
	}
}

func answer(batch []*arrival, o outcome) {
	for _, a := range batch {
		a.done <- o
	}
}

// refuse answers that nothing is kept; LINE delivers again.
func (k *keeper) refuse(batch []*arrival, err error) {
	k.config.Logger.Error("webhook events not kept", "requests", len(batch), "err", err)
	answer(batch, outcomeUnkept)
}

func (k *keeper) offer(fresh []store.InboundEvent) {
	if len(fresh) > 0 {
		k.inbox.Offer(fresh)
	}
}
