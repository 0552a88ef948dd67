package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"sajja/bot/line"
	"sajja/bot/webhook"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/redis"
)

// serving is the bot with everything it needs, put together: what `serve` runs
// until a signal, and `demo` and the tests start on port 0 and stop.
//
//	s := newServing(config, log)
//	err := s.start(ctx)   // then s.webhookURL()
//	defer s.stop(ctx)
type serving struct {
	*service
	config   config
	log      *slog.Logger
	registry *prometheus.Registry
	health   *health

	db            *postgres.DB
	conversations *redis.Conversations
	line          *line.Client
	bot           worker
	jobs          *postgres.Jobs
	edge          *webhook.Edge
	identity      *identity
	public        *listener
	metrics       *listener
}

// worker is the bot as the service sees it: it works what the edge has kept.
type worker interface {
	webhook.Inbox
	Start(ctx context.Context) error
	// Stop finishes the events in hand and leaves the rest in the journal.
	Stop(ctx context.Context) error
}

// redisPrefix keeps our keys apart from those of others on the same Redis.
const redisPrefix = "sajja:"

var _ webhook.Journal = (*postgres.DB)(nil)

// newServing takes a config that has passed its check.
func newServing(c config, log *slog.Logger) *serving {
	s := &serving{config: c, log: log, registry: prometheus.NewRegistry()}
	s.registry.MustRegister(
		collectors.NewGoCollector(),
		collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	)
	s.health = newHealth(log,
		check{"database", s.databaseReady},
		check{"redis", s.redisReady},
		check{"migrations", s.migrationsReady},
	)
	// In the order of starting. Stopping runs upwards: first nothing new comes
	// in, then what was taken is kept and answered, then the bot finishes its
	// turns, and the stores close last. The bounds add up to less than
	// stopTimeout; a request takes the edge at most 1.7 s.
	s.service = newService(log,
		part{"database", s.openDatabase, s.closeDatabase, time.Second},
		part{"redis", s.openRedis, s.closeRedis, 500 * time.Millisecond},
		part{"LINE client", s.openLine, nil, 0},
		part{"bot", s.startBot, s.stopBot, 4 * time.Second},
		part{"jobs", s.startJobs, s.stopJobs, 400 * time.Millisecond},
		part{"webhook edge", s.startEdge, s.stopEdge, 1500 * time.Millisecond},
		part{"bot identity", s.startIdentity, s.stopIdentity, 200 * time.Millisecond},
		part{"metrics listener", s.listenMetrics, s.closeMetrics, 300 * time.Millisecond},
		part{"listener", s.listenPublic, s.closePublic, 2 * time.Second},
	)
	return s
}

// webhookURL is where LINE, or its simulation on this machine, delivers.
func (s *serving) webhookURL() string { return "http://" + s.public.dialable() + "/webhook" }

func (s *serving) openDatabase(ctx context.Context) error {
	db, err := postgres.Open(ctx, s.config.DatabaseURL.reveal(), postgres.Options{})
	if err != nil {
		return err
	}
	if db.IsOwner {
		s.log.Warn("DATABASE_URL is the owner's login; working as sajja_app, but a login with no more rights is safer")
	}
	s.db = db
	return nil
}

func (s *serving) closeDatabase(context.Context) error {
	s.db.Close()
	return nil
}

func (s *serving) databaseReady(ctx context.Context) error {
	if err := s.db.Ready(ctx); !errors.Is(err, store.ErrNotMigrated) {
		return err
	}
	return nil
}

func (s *serving) migrationsReady(ctx context.Context) error { return s.db.Ready(ctx) }

// openRedis goes on without Redis when it does not answer: what is lost is the
// question being asked, never money.
func (s *serving) openRedis(ctx context.Context) error {
	opened, err := redis.Open(s.config.RedisURL.reveal(), redisPrefix)
	if err != nil {
		return err
	}
	s.conversations = opened
	if err := opened.Ready(ctx); err != nil {
		s.log.Warn("Redis does not answer; until it does, every dialogue starts over", "err", err)
	}
	return nil
}

func (s *serving) closeRedis(context.Context) error { return s.conversations.Close() }

func (s *serving) redisReady(ctx context.Context) error { return s.conversations.Ready(ctx) }

func (s *serving) openLine(context.Context) error {
	client, err := line.New(line.Config{
		Token:   line.Token(s.config.ChannelToken.reveal()),
		BaseURL: s.config.LineAPIURL,
	})
	s.line = client
	return err
}

func (s *serving) startBot(ctx context.Context) error {
	bot, err := newWorker(s)
	if err != nil {
		return err
	}
	s.bot = bot
	return bot.Start(ctx)
}

func (s *serving) stopBot(ctx context.Context) error { return s.bot.Stop(ctx) }

func (s *serving) startEdge(ctx context.Context) error {
	edge, err := webhook.New(webhook.Config{
		Secrets: s.config.channelSecrets(),
		Metrics: s.registry,
		Logger:  s.log,
	}, s.db, s.bot)
	if err != nil {
		return err
	}
	s.edge = edge
	return edge.Start(ctx)
}

func (s *serving) stopEdge(ctx context.Context) error { return s.edge.Stop(ctx) }

func (s *serving) startIdentity(context.Context) error {
	s.identity = learnIdentity(s.line, s.edge.SetBotUserID, s.log)
	return nil
}

func (s *serving) stopIdentity(ctx context.Context) error { return s.identity.stop(ctx) }

func (s *serving) listenPublic(ctx context.Context) error {
	mux := http.NewServeMux()
	mux.Handle("/webhook", s.edge)
	mux.HandleFunc("GET /my-data/{fund}/{secret}", s.serveData)
	mux.HandleFunc("POST /my-data/{fund}/{secret}", s.serveData)
	mux.HandleFunc("GET /healthz", s.health.serveAlive)
	mux.HandleFunc("GET /readyz", s.health.serveReady)
	opened, err := listen(ctx, s.config.Listen, mux, s.log, s.fail)
	if err != nil {
		return err
	}
	s.public = opened
	s.log.Info("listening", "address", opened.address())
	return nil
}

// closePublic is the first step of stopping, so it says so to those who ask.
func (s *serving) closePublic(ctx context.Context) error {
	s.health.stopping.Store(true)
	return s.public.close(ctx)
}

// listenMetrics listens only where it was told to: metrics are not for the
// world that /webhook is open to.
func (s *serving) listenMetrics(ctx context.Context) error {
	if s.config.MetricsListen == "" {
		return nil
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(s.registry, promhttp.HandlerOpts{
		Registry:            s.registry,
		MaxRequestsInFlight: 4,
		Timeout:             5 * time.Second,
	}))
	opened, err := listen(ctx, s.config.MetricsListen, mux, s.log, s.fail)
	if err != nil {
		return fmt.Errorf("METRICS_LISTEN: %w", err)
	}
	s.metrics = opened
	s.log.Info("listening for metrics", "address", opened.address())
	return nil
}

func (s *serving) closeMetrics(ctx context.Context) error {
	if s.metrics == nil {
		return nil
	}
	return s.metrics.close(ctx)
}
