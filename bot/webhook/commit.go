package webhook

import (
	"context"
	"fmt"
	"time"

	"sajja/store"
)

// commit keeps the events of a batch in one call and gives the fresh ones that
// can be worked.
func (k *keeper) commit(ctx context.Context, batch []*arrival) ([]store.InboundEvent, error) {
	events := k.distinct(batch)
	began := time.Now()
	fresh, err := k.keepEvents(ctx, events)
	k.metrics.keep.Observe(time.Since(began).Seconds())
	if err != nil {
		return nil, err
	}
	k.metrics.batch.Observe(float64(len(events)))
	return k.workable(events, fresh), nil
}

// distinct joins the events of a batch, the first of each ID: LINE may deliver
// an event twice at once, and a journal told the same ID twice in one call
// could not say which of the two is fresh.
func (k *keeper) distinct(batch []*arrival) []store.InboundEvent {
	if len(batch) == 1 && len(batch[0].events) == 1 {
		return batch[0].events
	}
	size := 0
	for _, a := range batch {
		size += len(a.events)
	}
	events := make([]store.InboundEvent, 0, size)
	seen := make(map[string]struct{}, size)
	for _, a := range batch {
		for i := range a.events {
			id := a.events[i].ID
			if _, twice := seen[id]; twice {
				k.metrics.duplicates.Inc()
				continue
			}
			seen[id] = struct{}{}
			events = append(events, a.events[i])
		}
	}
	return events
}

// keepEvents calls the journal and turns a panic in it, our own bug, into an
// error: the requests get their answer and the keeper lives on.
func (k *keeper) keepEvents(ctx context.Context, events []store.InboundEvent) (fresh []bool, err error) {
	defer func() {
		if bug := recover(); bug != nil {
			err = fmt.Errorf("webhook: the journal panicked: %v", bug)
		}
	}()
	fresh, err = k.journal.Keep(ctx, events)
	if err == nil && len(fresh) != len(events) {
		err = fmt.Errorf("webhook: the journal answered for %d of %d events", len(fresh), len(events))
	}
	return fresh, err
}

// workable picks the events to work on: fresh and not in quarantine.
func (k *keeper) workable(events []store.InboundEvent, fresh []bool) []store.InboundEvent {
	var work []store.InboundEvent
	for i := range events {
		switch {
		case !fresh[i]:
			k.metrics.duplicates.Inc()
		case events[i].Quarantine != "":
			k.config.Logger.Warn("webhook event in quarantine",
				"event_id", events[i].ID, "reason", events[i].Quarantine)
		default:
			work = append(work, events[i])
		}
	}
	return work
}

// keepHalves looks for what a batch failed on, so that one event that cannot
// be kept costs its own request and not those it arrived with. A fault of one
// event shows in one half only; where both halves fail it is the journal that
// fails, and there is no point in asking it once per request.
func (k *keeper) keepHalves(ctx context.Context, batch []*arrival) {
	var err error
	for len(batch) > 1 {
		left, right := batch[:len(batch)/2], batch[len(batch)/2:]
		freshLeft, errLeft := k.commit(ctx, left)
		freshRight, errRight := k.commit(ctx, right)
		if errLeft == nil {
			answer(left, outcomeKept)
			k.offer(freshLeft)
		}
		if errRight == nil {
			answer(right, outcomeKept)
			k.offer(freshRight)
		}
		switch {
		case errLeft == nil && errRight == nil:
			return
		case errLeft != nil && errRight != nil:
			k.refuse(batch, errLeft)
			return
		case errLeft != nil:
			batch, err = left, errLeft
		default:
			batch, err = right, errRight
		}
	}
	k.refuse(batch, err)
}
