package bot

import (
	"context"
	"maps"
	"slices"
	"time"

	"sajja/ledger"
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
	routes, err := b.fundsOf(events)
	if err != nil {
		b.Logger.Error("events wait for the database", "events", len(events), "err", err)
		b.release(events)
		return
	}
	perLane := map[fundLane][]store.InboundEvent{}
	for i, e := range events {
		lane := laneOf(routes[i], e.ChatID)
		perLane[lane] = append(perLane[lane], e)
	}
	for lane, events := range perLane {
		if !b.events.add(lane, events...) {
			b.release(events)
		}
	}
}

// fundsOf gives the fund of each event: the one that it names itself, or the one
// that its sender talks with; the zero fund for neither.
func (b *Bot) fundsOf(events []store.InboundEvent) ([]ledger.FundID, error) {
	routes, err := b.routes(events)
	if err != nil {
		return nil, err
	}
	funds := make([]ledger.FundID, len(events))
	series := map[int][]int{} // of a link code, the places of its events
	for i, e := range events {
		funds[i] = routes[e.UserID].Fund
		if named := readNamedFund(e); !named.fund.IsZero() {
			funds[i] = named.fund
		} else if named.series != 0 {
			series[named.series] = append(series[named.series], i)
		}
	}
	if len(series) == 0 {
		return funds, nil
	}
	return funds, b.addFundsOfCodes(funds, series)
}

// addFundsOfCodes leads events with link codes to the funds of the codes.
func (b *Bot) addFundsOfCodes(funds []ledger.FundID, series map[int][]int) error {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	found, err := b.Books.FundsOfSeries(ctx, slices.Sorted(maps.Keys(series)))
	if err != nil {
		return err
	}
	for number, fund := range found {
		for _, i := range series[number] {
			funds[i] = fund
		}
	}
	return nil
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
