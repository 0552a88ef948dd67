package webhook

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"sajja/store"
)

// Journal keeps events so that they outlive the process.
type Journal interface {
	// Keep keeps the events in one commit and tells of each whether it is
	// fresh; false means that its ID was there already. No ID stands twice in
	// one call. After an error nothing is known to be kept, and keeping the
	// same events again does no harm.
	Keep(ctx context.Context, events []store.InboundEvent) (fresh []bool, err error)
}

// Inbox works on events that are kept.
type Inbox interface {
	// Offer hands over events after their commit, in order of arrival: the
	// fresh ones that are not in quarantine. It must not block; what it cannot
	// take stays in the journal to be found there.
	Offer(events []store.InboundEvent)
}

// Config is what an Edge is made of. Zero values stand for the defaults named
// in the comments.
type Config struct {
	// Secrets are the channel secrets: one, or two while it is being changed.
	Secrets []string
	// BotUserID is our own bot's user ID. When empty every destination is
	// taken, until SetBotUserID tells it.
	BotUserID string
	// MaxBody bounds a body in bytes: 2 MB.
	MaxBody int64
	// MaxHeld bounds the bytes of all bodies in hand: 256 MB.
	MaxHeld int64
	// MaxWaiting bounds the requests that wait to be kept: 8,192. More are
	// told at once to come again.
	MaxWaiting int
	// MaxBatch bounds the events of one commit: 1,000. A body is never split,
	// so a batch may exceed it by one body.
	MaxBatch int
	// Keepers is how many commits may be under way at once: 1, which keeps
	// events in order of arrival and shares every commit most widely.
	Keepers int
	// BodyTimeout bounds the reading of a body: 3 s. LINE gives up after 2.
	BodyTimeout time.Duration
	// KeepTimeout bounds one commit: 1.2 s, so that a request that waited for
	// a slow one still has time for the next within LINE's 2 s.
	KeepTimeout time.Duration
	// AnswerTimeout bounds the time from body to answer: 1.7 s.
	AnswerTimeout time.Duration
	// Now is the clock: time.Now.
	Now func() time.Time
	// Metrics is where the edge's metrics are registered: nowhere.
	Metrics prometheus.Registerer
	// Logger is slog's default.
	Logger *slog.Logger
}

// Edge is the http.Handler of POST /webhook. Start it before it serves and
// Stop it after; it may be stopped before it was started, and twice.
type Edge struct {
	config  Config
	signers []*signer
	bot     atomic.Pointer[string]
	held    atomic.Int64
	keeper  *keeper
	metrics *metrics
}

// New makes an Edge. It refuses a configuration without a channel secret.
func New(config Config, journal Journal, inbox Inbox) (*Edge, error) {
	config = withDefaults(config)
	signers, err := newSigners(config.Secrets)
	if err != nil {
		return nil, err
	}
	m, err := newMetrics(config.Metrics)
	if err != nil {
		return nil, err
	}
	edge := &Edge{
		config:  config,
		signers: signers,
		keeper:  newKeeper(config, journal, inbox, m),
		metrics: m,
	}
	edge.SetBotUserID(config.BotUserID)
	return edge, nil
}

func withDefaults(c Config) Config {
	c.MaxBody = orDefault(c.MaxBody, 2<<20)
	c.MaxHeld = orDefault(c.MaxHeld, 256<<20)
	c.MaxWaiting = orDefault(c.MaxWaiting, 8_192)
	c.MaxBatch = orDefault(c.MaxBatch, 1_000)
	c.Keepers = orDefault(c.Keepers, 1)
	c.BodyTimeout = orDefault(c.BodyTimeout, 3*time.Second)
	c.KeepTimeout = orDefault(c.KeepTimeout, 1_200*time.Millisecond)
	c.AnswerTimeout = orDefault(c.AnswerTimeout, 1_700*time.Millisecond)
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return c
}

func orDefault[N int | int64 | time.Duration](value, otherwise N) N {
	if value <= 0 {
		return otherwise
	}
	return value
}

// SetBotUserID tells which destination is ours. Bodies for another bot are
// answered 200 and ignored from then on; empty means that all are taken.
func (e *Edge) SetBotUserID(id string) { e.bot.Store(&id) }

// Start starts keeping. The context's values are kept, not its end: Stop ends.
func (e *Edge) Start(ctx context.Context) error { return e.keeper.start(ctx) }

// Stop refuses new requests, keeps and answers what waits, and returns when
// that is done or ctx ends.
func (e *Edge) Stop(ctx context.Context) error { return e.keeper.stop(ctx) }

// ServeHTTP answers 200 when every event of the body is kept.
func (e *Edge) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	verdict := e.take(w, r)
	e.metrics.requests[verdict].Inc()
	verdict.answer(w)
}

// take decides on one request. The order is that of trust: nothing is parsed
// before the signature holds, and nothing is kept before the body is read.
func (e *Edge) take(w http.ResponseWriter, r *http.Request) outcome {
	if r.Method != http.MethodPost {
		return outcomeMethod
	}
	if r.ContentLength > e.config.MaxBody {
		discard(w, r, e.config)
		return outcomeTooLarge
	}
	size := claimed(r, e.config)
	if e.held.Add(size) > e.config.MaxHeld {
		e.held.Add(-size)
		return outcomeBusy
	}
	defer e.held.Add(-size)

	body, err := readBody(w, r, e.config)
	if err != nil {
		return outcomeOfReading(err)
	}
	if !signed(e.signers, r.Header.Get("X-Line-Signature"), body) {
		return outcomeUnsigned
	}
	return e.keep(r.Context(), body)
}

// keep has a body kept whose signature holds.
func (e *Edge) keep(ctx context.Context, body []byte) outcome {
	received := e.config.Now().UTC()
	d, err := readDelivery(body, received)
	if errors.Is(err, errManyEvents) {
		return outcomeTooLarge
	}
	if err != nil {
		e.config.Logger.Warn("webhook body refused", "err", err)
		return outcomeMalformed
	}
	if bot := *e.bot.Load(); bot != "" && d.destination != "" && d.destination != bot {
		return outcomeForeign
	}
	if len(d.events) == 0 {
		return outcomeEmpty
	}
	became := e.keeper.keep(ctx, d.events)
	if became == outcomeKept {
		e.metrics.count(d.events)
	}
	return became
}
