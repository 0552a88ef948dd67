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
