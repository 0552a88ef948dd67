package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sajja/store/embedded"
	"sajja/store/postgres"
)

// demoFolder names the demo's data among the embedded ones.
const demoFolder = "demo"

const (
	// attachTimeout is how long a command waits for a demo that is just starting.
	attachTimeout = 30 * time.Second
	// releaseTimeout bounds the stop of a private server that a command started.
	releaseTimeout = 10 * time.Second
)

// errNoDatabase says what a command was not told.
var errNoDatabase = errors.New("DATABASE_URL is not set and this machine has no demo: which database holds the books?")

// withBooks opens the books for as long as work takes. Like the service it
// works as sajja_app, whoever's login it was given.
func (c *console) withBooks(ctx context.Context, work func(db *postgres.DB) error) error {
	return c.withDatabase(ctx, func(address secret) error {
		db, err := postgres.Open(ctx, address.reveal(), postgres.Options{})
		if err != nil {
			return err
		}
		defer db.Close()
		return work(db)
	})
}

// withDatabase gives work the address of the database: DATABASE_URL, or else
// that of the demo on this machine, which need not be running.
func (c *console) withDatabase(ctx context.Context, work func(address secret) error) error {
	if value, found := c.env("DATABASE_URL"); found && value != "" {
		if err := checkPostgres(value); err != nil {
			return fmt.Errorf("DATABASE_URL %w", err)
		}
		return work(secret(value))
	}
	dir, err := embedded.DefaultDir(demoFolder)
	if err != nil {
		return err
	}
	return withDemo(ctx, dir, work)
}

// withDemo attaches to the demo's database in dir and starts it if the demo
// does not run.
func withDemo(ctx context.Context, dir string, work func(address secret) error) error {
	attaching, cancel := context.WithTimeout(ctx, attachTimeout)
	address, err := embedded.Attach(attaching, dir)
	cancel()
	switch {
	case err == nil:
		return work(secret(address))
	case errors.Is(err, embedded.ErrNoCluster):
		return errNoDatabase
	case !errors.Is(err, embedded.ErrNotRunning):
		return fmt.Errorf("reach the demo's database: %w", err)
	}
	server, err := embedded.StartPostgres(ctx, embedded.PostgresConfig{Dir: dir, Durable: true})
	if err != nil {
		return fmt.Errorf("start the demo's database: %w", err)
	}
	defer func() {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), releaseTimeout)
		defer cancel()
		_ = server.Stop(ctx) // the result is known; the next start clears up
	}()
	return work(secret(server.URL()))
}
