package bot

import (
	"context"
	"errors"
	"hash/fnv"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	flex "sajja/flex-templates"

	"sajja/bot/intent"
	"sajja/bot/line"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
)

// Books is what the bot needs of the books.
type Books interface {
	// Routes tells in which fund each LINE user is a member.
	Routes(ctx context.Context, lineUserIDs []string) (map[string]store.Route, error)
	// FundsOfSeries gives the funds whose link codes begin with these numbers.
	FundsOfSeries(ctx context.Context, series []int) (map[int]ledger.FundID, error)
	// Work runs decide in the one transaction of a fund's events. store.ErrConflict
	// and the errors of ledger mean that nothing was written and that looking
	// again shows how things stand.
	Work(ctx context.Context, fund ledger.FundID, eventIDs []string, decide func(context.Context, Session) (store.Outcome, error)) error
	// LastReceived gives the time of the latest kept event, the zero time when
	// there is none.
	LastReceived(ctx context.Context) (time.Time, error)
	// Unworked gives kept events without a result, the earliest first, and up to
	// when it looked, which for a long span is not its end.
	Unworked(ctx context.Context, from, to time.Time, limit int) (events []store.InboundEvent, looked time.Time, err error)
	// Delivered writes how messages ended.
	Delivered(ctx context.Context, delivered []store.Delivered) error
	// LeaseLeftover takes messages that were not finished in time.
	LeaseLeftover(ctx context.Context, now time.Time, limit int) ([]store.OutboundMessage, error)
	// KeepOpen says until when messages that have not ended are left alone.
	KeepOpen(ctx context.Context, until map[uuid.UUID]time.Time) error
	// OldestOwed gives the age of the oldest message that has not ended.
	OldestOwed(ctx context.Context, now time.Time) (time.Duration, error)
}

// Session is the transaction of a batch, in which facts are read.
type Session interface {
	IsDone(eventID string) bool
	People(ctx context.Context, lineUserIDs []string, since time.Time) (store.Fund, map[string]*store.Person, error)
	Waiting(ctx context.Context, limit, offset int) ([]store.WaitingEntry, []store.WaitingTotal, error)
	WaitingByID(ctx context.Context, ids []ledger.EntryID) ([]store.WaitingEntry, error)
	WaitingByKey(ctx context.Context, key string) ([]store.WaitingEntry, error)
	WaitingOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.WaitingEntry, error)
	Resolutions(ctx context.Context, ids []ledger.EntryID) ([]store.Resolution, error)
	ResolutionsByKey(ctx context.Context, key string) ([]store.Resolution, error)
	Statement(ctx context.Context, member ledger.MemberID, limit int) ([]store.StatementLine, error)
	Members(ctx context.Context) ([]store.Member, error)
	LinkTries(ctx context.Context, lineUserID string, now time.Time) (store.LinkTries, error)
	LinkCodeByHash(ctx context.Context, hash []byte, lineUserID string) (store.LinkCode, error)
	LinkCodeByID(ctx context.Context, id ledger.LinkCodeID, lineUserID string) (store.LinkCode, error)
	LinkSubject(ctx context.Context, member ledger.MemberID, lineUserID string) (store.LinkSubject, error)
	LinkRequestByID(ctx context.Context, id ledger.LinkRequestID) (store.LinkRequest, error)
	LinkRequestsOf(ctx context.Context, lineUserID string, since time.Time) ([]store.LinkRequest, error)
	OpenLinkRequests(ctx context.Context, since time.Time, limit int) ([]store.LinkRequest, error)
	FundsOf(ctx context.Context, lineUserID string, limit int) ([]store.Fund, error)
	FundsNamed(ctx context.Context, words string, limit int) ([]store.Fund, error)
	IsUnsent(ctx context.Context, messageIDs []string) (map[string]bool, error)
	KeysUsed(ctx context.Context, keys []string) (map[string]bool, error)
	NumberDocuments(ctx context.Context, entries []ledger.Entry) error
	Officers(ctx context.Context) ([]store.Member, error)
	Coverages(ctx context.Context, fund store.Fund, members []ledger.MemberID, now time.Time) ([]store.MemberCoverage, error)
	MercySession
	DisputeSession
	ClosingSession
	cashBooks
	DataLinksSince(ctx context.Context, member ledger.MemberID, since time.Time) (int, error)
	LooksAt(ctx context.Context, member ledger.MemberID, limit int) ([]store.SeenLook, error)
	ErasureByID(ctx context.Context, id ledger.ErasureID) (store.Erasure, error)
	ErasuresOf(ctx context.Context, member ledger.MemberID) ([]store.Erasure, error)
	Hindrances(ctx context.Context, member ledger.MemberID) (store.ErasureHindrances, error)
	Ties(ctx context.Context, members []ledger.MemberID, on ledger.Date) (ledger.Ties, error)
	Household(ctx context.Context, id ledger.HouseholdID) (store.Household, error)
	MoneyOf(ctx context.Context, member ledger.MemberID) (store.MemberMoney, error)
	MembersNamed(ctx context.Context, text string) ([]store.Member, error)
	MemberByID(ctx context.Context, id ledger.MemberID) (store.Member, error)
	ProxyByID(ctx context.Context, id ledger.ProxyID) (store.Proxy, error)
	ProxiesOf(ctx context.Context, member ledger.MemberID) ([]store.Proxy, error)
	WaitingMadeFor(ctx context.Context, maker ledger.MemberID, members []ledger.MemberID, limit int) ([]store.WaitingEntry, error)
	RosterSession
}

// Conversations keeps what was asked; it may fail and forget.
type Conversations interface {
	Load(ctx context.Context, chatIDs []string) ([]store.ConversationState, error)
	Save(ctx context.Context, updates []store.ConversationUpdate) error
}

// Line is the way out.
type Line interface {
	Reply(ctx context.Context, replyToken string, messages []line.Message) (line.Sent, error)
	Push(ctx context.Context, to string, retryKey uuid.UUID, messages []line.Message) (line.Sent, error)
}

// Config is what a Bot is made of. Every field is required but Now, which is
// the clock, and Metrics.
type Config struct {
	Books         Books
	Conversations Conversations
	Line          Line
	Understander  *intent.Understander
	Speaker       *speech.Speaker
	Cards         *flex.Library
	Logger        *slog.Logger
	Metrics       *Metrics
	Now           func() time.Time
	// PublicURL is where members reach this service; empty when they do not.
	PublicURL string
}

const (
	// workersMax bounds transactions under way: from 16 to 64 connections a third
	// to a half of the throughput was lost when measured.
	workersMax = 3
	// sendersMax bounds calls to LINE under way.
	sendersMax = 64
	// batchMax bounds one transaction.
	batchMax = 256
	// offeredMax bounds what waits in memory; beyond it events are left to the
	// sweep, which reads them back from the database.
	offeredMax = 50_000
	// sendingMax bounds the messages in memory; beyond it they are left to the
	// sweep too. LINE may hang for an hour on the evening everybody pays.
	sendingMax = 20_000
)

// Bot works events and sends what they owe. Start before the edge takes
// webhooks, stop after it.
type Bot struct {
	Config

	events  *lanes[fundLane, store.InboundEvent]
	out     *lanes[string, outgoing]
	results chan tried

	mu      sync.Mutex
	offered []store.InboundEvent
	held    map[string]bool         // events in memory, against working one twice
	sending map[uuid.UUID]time.Time // messages in memory, and since when
	wake    chan struct{}

	cancel context.CancelFunc
	loops  sync.WaitGroup
	writer sync.WaitGroup
}

// New makes a Bot that does nothing before Start.
func New(config Config) *Bot {
	if config.Now == nil {
		config.Now = time.Now
	}
	if config.Metrics == nil {
		config.Metrics = NewMetrics(nil)
	}
	b := &Bot{
		Config: config, held: map[string]bool{}, sending: map[uuid.UUID]time.Time{},
		wake: make(chan struct{}, 1), results: make(chan tried, 4096),
	}
	b.events = newLanes(workersMax, pickEvents, b.workLane)
	b.out = newLanes(sendersMax, pickOne[outgoing], b.sendLane)
	return b
}

// Start begins to work what is offered and what an earlier run left over.
func (b *Bot) Start(context.Context) error {
	ctx, cancel := context.WithCancel(context.Background())
	b.cancel = cancel
	b.loops.Go(func() { b.dispatch(ctx) })
	b.loops.Go(func() { b.sweepEvents(ctx) })
	b.loops.Go(func() { b.sweepOutbox(ctx) })
	b.writer.Go(func() { b.recordTries(ctx) })
	return nil
}

// Stop finishes the events and sends in hand; what does not finish before ctx
// ends is found again by the next start.
func (b *Bot) Stop(ctx context.Context) error {
	if b.cancel == nil {
		return nil
	}
	b.cancel()
	done := make(chan struct{})
	go func() {
		defer close(done)
		b.loops.Wait()
		b.events.drain()
		b.out.drain()
		close(b.results)
		b.writer.Wait()
	}()
	select {
	case <-done:
		b.cancel = nil
		return nil
	case <-ctx.Done():
		return errors.New("events or sends were still under way; they are done again at the next start")
	}
}

// Offer hands over kept events; it never blocks. What does not fit in memory is
// found by the sweep.
func (b *Bot) Offer(events []store.InboundEvent) {
	b.mu.Lock()
	for _, e := range events {
		if len(b.held) < offeredMax && !b.held[e.ID] {
			b.held[e.ID] = true
			b.offered = append(b.offered, e)
		}
	}
	b.mu.Unlock()
	select {
	case b.wake <- struct{}{}:
	default: // it will look anyway
	}
}

// release forgets events that were worked, or that are left to the sweep.
func (b *Bot) release(events []store.InboundEvent) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, e := range events {
		delete(b.held, e.ID)
	}
}

// fundLane is one of the lanes of a fund. A chat always takes the same lane, so
// its turns stay in order; two lanes let a busy fund use two cores.
type fundLane struct {
	fund  ledger.FundID
	shard uint32
}

// lanesPerFund is how many batches of one fund may be under way.
const lanesPerFund = 2

func laneOf(fund ledger.FundID, chatID string) fundLane {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(chatID)) // never fails
	return fundLane{fund, hash.Sum32() % lanesPerFund}
}

// pickEvents takes at most one event per chat, the earliest by LINE's own time,
// so that a batch never holds two turns of one conversation. It looks only as
// far as a few batches: one flooded chat must not cost its neighbours.
func pickEvents(waiting []store.InboundEvent) (batch, rest []store.InboundEvent) {
	window := waiting[:min(len(waiting), 4*batchMax)]
	first := make(map[string]int, len(window))
	for i := range window {
		if j, seen := first[window[i].ChatID]; !seen || window[i].OccurredAt.Before(window[j].OccurredAt) {
			first[window[i].ChatID] = i
		}
	}
	for i := range window {
		if first[window[i].ChatID] == i && len(batch) < batchMax {
			batch = append(batch, window[i])
		} else {
			rest = append(rest, window[i])
		}
	}
	if len(rest) == 0 {
		return batch, waiting[len(window):]
	}
	// What stays of the window moves up to what lies behind it.
	copy(waiting[len(batch):len(window)], rest)
	return batch, waiting[len(batch):]
}

func pickOne[T any](waiting []T) (batch, rest []T) { return waiting[:1:1], waiting[1:] }
