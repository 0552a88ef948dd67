package bot

import (
	"context"
	"time"

	"sajja/store"
)

const (
	// sweepEvery is how often events and messages that were left over are looked
	// for.
	sweepEvery = time.Second
	// sweepMax bounds what one look takes.
	sweepMax = 500
	// sweepBack is how far a start looks back for events without a result.
	sweepBack = 3 * 24 * time.Hour
	// sweepBackFirst is how much of that it looks at first: what the members of
	// a run that just crashed still wait for.
	sweepBackFirst = 2 * time.Minute
	// sweepAge keeps the sweep from racing events that were just offered.
	sweepAge = 3 * time.Second
	// sweepAgeLate is when everything is looked at once more. An event may be
	// there only long after the time it bears: its commit hung and got no 200, or
	// another process has another clock. LINE's second try then finds it kept and
	// is thanked for it, so nobody but this look would ever work it.
	sweepAgeLate = time.Minute
)

// look goes once over the kept events, in the order they came, and stays some
// way behind the present.
type look struct {
	from time.Time // up to here it has been
	age  time.Duration
}

// sweepEvents offers kept events that have no result: those of a crashed run,
// those that waited for the database, and those that came in late. One look
// follows the present closely, another comes after it and has at the start all
// of the last days to go over.
func (b *Bot) sweepEvents(ctx context.Context) {
	var near look
	far := look{from: b.Now().Add(-sweepBack), age: sweepAgeLate}
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		if near.from.IsZero() {
			near.from = b.lastMinutes(ctx)
		} else {
			near.age = sweepAge
		}
		b.Metrics.oldestEvent.Set(max(b.sweepSpan(ctx, &near), b.sweepSpan(ctx, &far)).Seconds())
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// lastMinutes tells where the last minutes begin in which events came; the zero
// time while the database is away.
func (b *Bot) lastMinutes(ctx context.Context) time.Time {
	ctx, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	last, err := b.Books.LastReceived(ctx)
	if err != nil {
		return time.Time{}
	}
	if last.IsZero() {
		last = b.Now()
	}
	return last.Add(-sweepBackFirst)
}

// sweepSpan goes on with a look, offers what it finds, and gives the age of the
// oldest of that.
func (b *Bot) sweepSpan(ctx context.Context, l *look) time.Duration {
	if l.from.IsZero() {
		return 0
	}
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	events, looked, err := b.Books.Unworked(call, l.from, b.Now().Add(-l.age), sweepMax)
	if err != nil {
		if ctx.Err() == nil {
			b.Logger.Error("look for events left over", "err", err)
		}
		return 0
	}
	if len(events) == 0 {
		l.from = looked
		return 0
	}
	l.from = events[0].ReceivedAt
	b.Offer(events)
	return b.Now().Sub(l.from)
}

// sweepOutbox tries messages again that were not finished: by a crashed run, or
// because LINE did not take them.
func (b *Bot) sweepOutbox(ctx context.Context) {
	ticker := time.NewTicker(sweepEvery)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		b.sweepOutboxOnce(ctx)
	}
}

// sweepOutboxOnce keeps what is at hand and takes up what is nobody's.
func (b *Bot) sweepOutboxOnce(ctx context.Context) {
	call, cancel := context.WithTimeout(ctx, callTimeout)
	defer cancel()
	renewed, room := b.inHand()
	var messages []store.OutboundMessage
	var age time.Duration
	var err error
	if len(renewed) > 0 {
		err = b.Books.KeepOpen(call, renewed)
	}
	if err == nil && room > 0 {
		messages, err = b.Books.LeaseLeftover(call, b.Now(), min(sweepMax, room))
	}
	if err == nil {
		age, err = b.Books.OldestOwed(call, b.Now())
		b.Metrics.oldestMessage.Set(age.Seconds())
	}
	if err != nil && ctx.Err() == nil {
		b.Logger.Error("look for messages left over", "err", err)
	}
	b.sendAgain(messages)
}
