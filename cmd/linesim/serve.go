package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"sajja/cmd/linesim/sim"
	"sajja/cmd/linesim/web"
)

// channelFlags name the simulated channel; the bot under test is given the
// same secret and token.
type channelFlags struct {
	Listen  string `help:"Address of the API and the page." default:"127.0.0.1:8090"`
	Webhook string `help:"The bot's webhook; http://127.0.0.1:8080/webhook when left out."`
	Secret  string `help:"Channel secret." env:"LINE_CHANNEL_SECRET" default:"linesim-channel-secret"`
	Token   string `help:"Channel access token." env:"LINE_CHANNEL_ACCESS_TOKEN" default:"linesim-channel-token"`
}

// webhook is where sajja serve listens, unless told otherwise.
func (c channelFlags) webhook() string {
	if c.Webhook == "" {
		return "http://127.0.0.1:8080/webhook"
	}
	return c.Webhook
}

type serveCommand struct {
	channelFlags
	Phones string `help:"JSON file with phones and groups; without it a few invented people." type:"existingfile" optional:""`
	Quota  int    `help:"Free messages of the month; 0 for no limit." default:"0"`
	// Redeliver is off at LINE too until someone turns it on.
	Redeliver bool `help:"Send a webhook that got no 2xx again, after 1, 10 and 60 seconds."`
}

// Run serves until the process is told to stop.
func (s *serveCommand) Run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	config, err := s.config()
	if err != nil {
		return err
	}
	platform, err := sim.New(config)
	if err != nil {
		return err
	}
	defer platform.Close()
	return serve(ctx, s.Listen, platform, config.Logger)
}

func (s *serveCommand) config() (sim.Config, error) {
	people := inventedPeople()
	if s.Phones != "" {
		data, err := os.ReadFile(s.Phones)
		if err != nil {
			return sim.Config{}, fmt.Errorf("read phones: %w", err)
		}
		if err := json.Unmarshal(data, &people); err != nil {
			return sim.Config{}, fmt.Errorf("read phones from %s: %w", s.Phones, err)
		}
	}
	var redeliver []time.Duration
	if s.Redeliver {
		redeliver = []time.Duration{time.Second, 10 * time.Second, time.Minute}
	}
	return sim.Config{
		RedeliverFailed: redeliver,
		ChannelSecret:   s.Secret, ChannelToken: s.Token, WebhookURL: s.webhook(), Quota: s.Quota,
		Phones: people.Phones, Groups: people.Groups, Page: web.Handler(),
		Logger: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	}, nil
}

// serve listens until ctx ends; what is open then gets a moment to finish. The
// platform closes first: pages' streams and calls that hang on purpose would
// never end by themselves.
func serve(ctx context.Context, address string, platform *sim.Platform, logger *slog.Logger) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return fmt.Errorf("listen for phones and bot: %w", err)
	}
	server := &http.Server{Handler: platform.Handler(), ReadHeaderTimeout: 10 * time.Second}
	logger.Info("simulated LINE is up", "page", "http://"+listener.Addr().String()+"/")
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	platform.Close()
	closing, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if err := server.Shutdown(closing); errors.Is(err, context.DeadlineExceeded) {
		return server.Close()
	}
	return nil
}
