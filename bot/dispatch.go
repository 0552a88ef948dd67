package bot

import (
	"context"
	"time"

	"sajja/store"
)

const (
	// callTimeout bounds one call to the database.
	callTimeout = 10 * time.Second
	// retryPause is the wait before a database that is away is asked again.
	retryPause = 250 * time.Millisecond
)

// dispatch leads offered events to the lane of their fund.
func (b *Bot) dispatch(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			b.route(b.takeOffered()) // what is in hand is still finished
			return
		case <-b.wake:
		}
		b.route(b.takeOffered())
	}
}

func (b *Bot) takeOffered() []store.InboundEvent {
	b.mu.Lock()
	defer b.mu.Unlock()
	taken := b.offered
	b.offered = nil
	return taken
}

// route looks all senders up in one statement. When the database is away, the
// events are left to the sweep: they are kept.
func (b *Bot) route(events []store.InboundEvent) {
	if len(events) == 0 {
		return
	}
	routes, err := b.routes(events)
	if err != nil {
		b.Logger.Error("events wait for the database", "events", len(events), "err", err)
		b.release(events)
		return
	}
	perLane := map[fundLane][]store.InboundEvent{}
	for _, e := range events {
		lane := laneOf(routes[e.UserID].Fund, e.ChatID)
		perLane[lane] = append(perLane[lane], e)
	}
	for lane, events := range perLane {
		if !b.events.add(lane, events...) {
			b.release(events)
		}
	}
}

func (b *Bot) routes(events []store.InboundEvent) (map[string]store.Route, error) {
	users := make([]string, 0, len(events))
	seen := make(map[string]bool, len(events))
	for _, e := range events {
		if e.UserID != "" && !seen[e.UserID] {
			seen[e.UserID] = true
			users = append(users, e.UserID)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	return b.Books.Routes(ctx, users)
}

const (
	// sweepEvery is how often events and messages that were left over are looked
	// for.
	sweepEvery = time.Second
	// sweepBack is how far a start looks back for events without a result.
	sweepBack = 3 * 24 * time.Hour
	// sweepAge keeps the sweep from racing events that were just offered.
	sweepAge = 3 * time.Second
	// sweepMax bounds one look.
	sweepMax = 500
)

// sweepEvents offers kept events that have no result: those of a crashed run,
// and those that waited for the database. It looks at the whole span first and
// then only at what came since the last look that found everything done.
func (b *Bot) sweepEvents(ctx context.Context) {
	from := b.Now().Add(-sweepBack)
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for age := time.Duration(0); ; age = sweepAge {
		to := b.Now().Add(-age)
		events, err := b.unworked(ctx, from, to)
		switch {
		case err != nil && ctx.Err() == nil:
			b.Logger.Error("look for events left over", "err", err)
		case err == nil && len(events) == 0:
			from = to
			b.Metrics.oldestEvent.Set(0)
		case err == nil:
			from = events[0].ReceivedAt
			b.Metrics.oldestEvent.Set(b.Now().Sub(from).Seconds())
			b.Offer(events)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

func (b *Bot) unworked(ctx context.Context, from, to time.Time) ([]store.InboundEvent, error) {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	return b.Books.Unworked(ctx, from, to, sweepMax)
}
