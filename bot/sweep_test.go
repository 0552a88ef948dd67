package bot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sajja/bot/line"
	"sajja/store"
)

// leftBooks is what the sweep and the sender ask of the books.
type leftBooks struct {
	Books    // nil: nothing else is asked
	kept     []store.InboundEvent
	there    time.Time     // from when on they are there
	step     time.Duration // how far one look goes; 0: to its end
	away     time.Time     // until when nothing can be written
	recorded []store.Delivered
	again    map[uuid.UUID]time.Time
}

func (l *leftBooks) LastReceived(context.Context) (time.Time, error) {
	var last time.Time
	for _, e := range l.kept {
		if e.ReceivedAt.After(last) {
			last = e.ReceivedAt
		}
	}
	return last, nil
}

// Unworked takes every kept event for one without a result.
func (l *leftBooks) Unworked(_ context.Context, from, to time.Time, _ int) ([]store.InboundEvent, time.Time, error) {
	if l.step > 0 && to.Sub(from) > l.step {
		to = from.Add(l.step)
	}
	var found []store.InboundEvent
	for _, e := range l.kept {
		if !time.Now().Before(l.there) && !e.ReceivedAt.Before(from) && !e.ReceivedAt.After(to) {
			found = append(found, e)
		}
	}
	return found, to, nil
}

func (l *leftBooks) Delivered(_ context.Context, ends []store.Delivered) error {
	if time.Now().Before(l.away) {
		return errors.New("the database is away")
	}
	l.recorded = append(l.recorded, ends...)
	return nil
}

func (l *leftBooks) KeepOpen(_ context.Context, until map[uuid.UUID]time.Time) error {
	l.again = until
	return nil
}

func newBot(books Books, way Line) *Bot {
	return New(Config{Books: books, Line: way, Logger: slog.New(slog.DiscardHandler)})
}

func TestSweepEvents(t *testing.T) {
	t.Parallel()

	// offered runs the sweep for a while and gives the events it found.
	offered := func(books *leftBooks, lasting time.Duration) []string {
		b := newBot(books, nil)
		ctx, cancel := context.WithTimeout(context.Background(), lasting)
		defer cancel()
		b.sweepEvents(ctx)
		var ids []string
		for _, e := range b.takeOffered() {
			ids = append(ids, e.ID)
		}
		return ids
	}

	t.Run("what a crashed run left is found at once, also behind days of history", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			books := &leftBooks{step: time.Minute}
			books.kept = []store.InboundEvent{{ID: "left", ReceivedAt: time.Now().Add(-time.Minute)}}
			if diff := cmp.Diff([]string{"left"}, offered(books, 2*time.Second)); diff != "" {
				t.Error(diff)
			}
		})
	})

	t.Run("an event of days ago is found in time", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			books := &leftBooks{step: time.Hour}
			books.kept = []store.InboundEvent{{ID: "old", ReceivedAt: time.Now().Add(-2 * 24 * time.Hour)}, {ID: "new", ReceivedAt: time.Now()}}
			if diff := cmp.Diff([]string{"new", "old"}, offered(books, 5*time.Minute)); diff != "" {
				t.Error(diff)
			}
		})
	})

	t.Run("an event that is there only half a minute after the time it bears is found by the second look", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			books := &leftBooks{there: time.Now().Add(40 * time.Second)}
			books.kept = []store.InboundEvent{{ID: "late", ReceivedAt: time.Now().Add(10 * time.Second)}}
			if diff := cmp.Diff([]string{"late"}, offered(books, 2*time.Minute)); diff != "" {
				t.Error(diff)
			}
		})
	})
}

func TestRecordTries(t *testing.T) {
	t.Parallel()
	end := tried{Delivered: store.Delivered{MessageID: uuid.New(), State: store.DeliveryReplied}}

	t.Run("an end waits for the database as long as the bot runs", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			books := &leftBooks{away: time.Now().Add(10 * time.Minute)}
			newBot(books, nil).recordBatch(t.Context(), []tried{end})
			if diff := cmp.Diff([]store.Delivered{end.Delivered}, books.recorded); diff != "" {
				t.Error(diff)
			}
		})
	})

	t.Run("a bot that is to stop does not wait for ever", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			books := &leftBooks{away: time.Now().Add(10 * time.Minute)}
			stopped, cancel := context.WithCancel(t.Context())
			cancel()
			began := time.Now()
			newBot(books, nil).recordBatch(stopped, []tried{end})
			if took := time.Since(began); took > stopPatience {
				t.Errorf("it took %v", took)
			}
		})
	})

	t.Run("what LINE did not take is left alone for a while, longer each time", func(t *testing.T) {
		t.Parallel()
		var pauses []time.Duration
		for _, attempts := range []int{0, 1, 2, 6, 7, 1000} {
			pauses = append(pauses, pauseAfter(attempts))
		}
		want := []time.Duration{5 * time.Second, 10 * time.Second, 20 * time.Second, 320 * time.Second, 10 * time.Minute, 10 * time.Minute}
		if diff := cmp.Diff(want, pauses); diff != "" {
			t.Error(diff)
		}
		books, open := &leftBooks{}, tried{store.Delivered{MessageID: uuid.New()}, time.Now().Add(5 * time.Second)}
		newBot(books, nil).recordBatch(t.Context(), []tried{end, open})
		if diff := cmp.Diff(map[uuid.UUID]time.Time{open.MessageID: open.again}, books.again); diff != "" {
			t.Error(diff)
		}
	})
}

// stopPatience is a service's time to stop.
const stopPatience = 10 * time.Second

func TestHold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBot(&leftBooks{}, nil)
		first := uuid.New()
		if !b.hold(first) || b.hold(first) {
			t.Error("a message is held once")
		}
		if renewed, room := b.inHand(); len(renewed) != 0 || room != sendingMax-1 {
			t.Errorf("%d to renew, room for %d", len(renewed), room)
		}
		time.Sleep(store.OutboundLease / 2)
		renewed, _ := b.inHand()
		if diff := cmp.Diff(map[uuid.UUID]time.Time{first: time.Now().Add(store.OutboundLease)}, renewed); diff != "" {
			t.Errorf("the lease of a message that is still at hand: %s", diff)
		}
		for range sendingMax - 1 {
			b.hold(uuid.New())
		}
		if b.hold(uuid.New()) {
			t.Error("more messages in memory than there is room for")
		}
		if b.letGo(first); !b.hold(first) {
			t.Error("no room although one has gone")
		}
	})
}

// sayings is LINE's answers to replies, one after the other; pushes it takes.
type sayings []error

func (s *sayings) Reply(context.Context, string, []line.Message) (line.Sent, error) {
	next := (*s)[0]
	*s = (*s)[1:]
	return line.Sent{}, next
}

func (s *sayings) Push(context.Context, string, uuid.UUID, []line.Message) (line.Sent, error) {
	return line.Sent{}, nil
}

func TestReply(t *testing.T) {
	t.Parallel()
	spent := &line.Refused{Status: http.StatusBadRequest, Message: "Invalid reply token"}
	silence := &line.Unknown{Err: context.DeadlineExceeded}
	for _, test := range []struct {
		name     string
		line     sayings
		attempts int
		age      time.Duration
		state    store.DeliveryState
		err      error
	}{
		{"a token that was never tried and is refused is dead: a push follows", sayings{spent}, 0, 0, "", errTokenDead},
		{"a token that was tried before and is refused was spent by that try", sayings{spent}, 1, 0, store.DeliveryReplied, nil},
		{"so it is when the first try's outcome is unknown", sayings{silence, spent}, 0, 0, store.DeliveryReplied, nil},
		{"so it is when the message lay here for longer than its lease", sayings{spent}, 0, 2 * store.OutboundLease, store.DeliveryReplied, nil},
		{"a refused access token says nothing of the message: it stays owed", sayings{&line.Refused{Status: http.StatusUnauthorized}}, 0, 0, "", &line.Refused{}},
		{"so does one that came too fast", sayings{&line.Refused{Status: http.StatusTooManyRequests}}, 0, 0, "", &line.Refused{}},
		{"a message that LINE finds wrong ends so", sayings{&line.Refused{Status: http.StatusBadRequest, Message: "no"}}, 0, 0, store.DeliveryRefused, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBot(nil, &test.line)
			m := outgoing{OutboundMessage: store.OutboundMessage{ReplyToken: "token", Attempts: test.attempts, CreatedAt: time.Now().Add(-test.age)}}
			end, err := b.reply(t.Context(), m, nil)
			var refused *line.Refused
			switch {
			case end.State != test.state, (err == nil) != (test.err == nil):
				t.Errorf("state %q, error %v", end.State, err)
			case errors.Is(test.err, errTokenDead) && !errors.Is(err, errTokenDead):
				t.Errorf("error %v", err)
			case errors.As(test.err, &refused) && !errors.As(err, &refused):
				t.Errorf("error %v", err)
			}
		})
	}
}
