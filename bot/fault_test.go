package bot

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"

	flex "sajja/flex-templates"

	"sajja/bot/catalogue"
	"sajja/bot/intent"
	"sajja/bot/line"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// strangersBooks are books without members: they keep what came of events.
type strangersBooks struct {
	mu      sync.Mutex
	results map[string]store.EventResult
	ends    []store.Delivered
}

func (b *strangersBooks) Routes(context.Context, []string) (map[string]store.Route, error) {
	return nil, nil
}

func (b *strangersBooks) Work(ctx context.Context, _ ledger.FundID, _ []string, decide func(context.Context, Session) (store.Outcome, error)) error {
	outcome, err := decide(ctx, strangersSession{})
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range outcome.Results {
		if _, twice := b.results[r.EventID]; twice {
			return store.ErrConflict
		}
		b.results[r.EventID] = r
	}
	return nil
}

func (b *strangersBooks) LastReceived(context.Context) (time.Time, error) { return time.Time{}, nil }

func (b *strangersBooks) Unworked(_ context.Context, _, to time.Time, _ int) ([]store.InboundEvent, time.Time, error) {
	return nil, to, nil
}

func (b *strangersBooks) Delivered(_ context.Context, ends []store.Delivered) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ends = append(b.ends, ends...)
	return nil
}

func (b *strangersBooks) LeaseLeftover(context.Context, time.Time, int) ([]store.OutboundMessage, error) {
	return nil, nil
}

func (b *strangersBooks) OldestOwed(context.Context, time.Time) (time.Duration, error) { return 0, nil }

func (b *strangersBooks) FundsOfSeries(context.Context, []int) (map[int]ledger.FundID, error) {
	return nil, nil
}

func (b *strangersBooks) KeepOpen(context.Context, map[uuid.UUID]time.Time) error { return nil }

// strangersSession knows nobody; what a stranger's turn does not ask is left
// out.
type strangersSession struct{ Session }

func (strangersSession) IsDone(string) bool { return false }

func (strangersSession) FundsNamed(context.Context, string, int) ([]store.Fund, error) {
	return nil, nil
}

func (strangersSession) NumberDocuments(context.Context, []ledger.Entry) error { return nil }

// faulty panics where the poisoned chat comes by.
type faulty struct{ poison string }

func (f faulty) Load(_ context.Context, chats []string) ([]store.ConversationState, error) {
	for _, chat := range chats {
		if chat == f.poison {
			panic("a bug of ours")
		}
	}
	return make([]store.ConversationState, len(chats)), nil
}

func (f faulty) Save(context.Context, []store.ConversationUpdate) error { return nil }

// phones hears what is said; it panics at the poisoned one.
type phones struct {
	poison string
	mu     sync.Mutex
	heard  map[string]int
}

func (p *phones) say(to string) (line.Sent, error) {
	if to == p.poison {
		panic("a bug of ours")
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.heard[to]++
	return line.Sent{}, nil
}

func (p *phones) Reply(_ context.Context, token string, _ []line.Message) (line.Sent, error) {
	return p.say(token)
}

func (p *phones) Push(_ context.Context, to string, _ uuid.UUID, _ []line.Message) (line.Sent, error) {
	return p.say(to)
}

// newFaultyBot is a bot whose conversations and phones fail for one chat each.
func newFaultyBot(t *testing.T, conversations Conversations, p *phones) (*Bot, *strangersBooks, *bytes.Buffer) {
	t.Helper()
	texts, errTexts := catalogue.New()
	cards, errCards := flex.New(nil)
	understander, errIntent := intent.New()
	if err := errors.Join(errTexts, errCards, errIntent); err != nil {
		t.Fatal(err)
	}
	books, log := &strangersBooks{results: map[string]store.EventResult{}}, &bytes.Buffer{}
	return New(Config{
		Books: books, Conversations: conversations, Line: p, Understander: understander,
		Speaker: speech.New(texts), Cards: cards, Logger: slog.New(slog.NewTextHandler(log, nil)),
	}), books, log
}

// workAll runs the bot over the events and stops it.
func workAll(t *testing.T, b *Bot, events ...store.InboundEvent) {
	t.Helper()
	if err := b.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.Offer(events)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := b.Stop(ctx); err != nil {
		t.Fatal(err)
	}
}

func hello(id, chat, user string) store.InboundEvent {
	return store.InboundEvent{
		ID: id, Mode: "active", ChatID: chat, UserID: user, ReplyToken: user, ReceivedAt: time.Now(), OccurredAt: time.Now(),
		Raw: []byte(`{"type":"message","message":{"type":"text","id":"` + id + `","text":"สวัสดีค่ะ"}}`),
	}
}

func TestFaults(t *testing.T) {
	t.Parallel()

	t.Run("a panic at one event costs that event: it is set aside with an apology, its neighbours are worked", func(t *testing.T) {
		t.Parallel()
		p := &phones{heard: map[string]int{}}
		b, books, log := newFaultyBot(t, faulty{"U2"}, p)
		workAll(t, b, hello("1", "U1", "U1"), hello("2", "U2", "U2"), hello("3", "U3", "U3"))
		for id, want := range map[string]store.EventOutcome{"1": store.EventDone, "2": store.EventFailed, "3": store.EventDone} {
			if got := books.results[id]; got.Outcome != want || got.Messages != 1 {
				t.Errorf("event %s: %+v, want %s and a message", id, got, want)
			}
		}
		if p.heard["U1"] != 1 || p.heard["U2"] != 1 || p.heard["U3"] != 1 {
			t.Errorf("heard %v", p.heard)
		}
		if !strings.Contains(log.String(), "event set aside") || !strings.Contains(log.String(), "event_id=2") {
			t.Errorf("log: %s", log)
		}
	})

	t.Run("in a group nobody hears of our faults", func(t *testing.T) {
		t.Parallel()
		p := &phones{heard: map[string]int{}}
		b, books, _ := newFaultyBot(t, faulty{"C1"}, p)
		workAll(t, b, hello("1", "C1", "U1"))
		if got := books.results["1"]; got.Outcome != store.EventFailed || got.Messages != 0 || len(p.heard) != 0 {
			t.Errorf("%+v, heard %v", got, p.heard)
		}
	})

	t.Run("a panic at one message drops that message with its reason, and the others go out", func(t *testing.T) {
		t.Parallel()
		p := &phones{poison: "U2", heard: map[string]int{}}
		b, books, log := newFaultyBot(t, faulty{}, p)
		workAll(t, b, hello("1", "U1", "U1"), hello("2", "U2", "U2"))
		states := map[store.DeliveryState]int{}
		for _, end := range books.ends {
			states[end.State]++
		}
		if states[store.DeliveryReplied] != 1 || states[store.DeliveryDropped] != 1 || p.heard["U1"] != 1 {
			t.Errorf("ends %v, heard %v\n%s", states, p.heard, log)
		}
	})
}
