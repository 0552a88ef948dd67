package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// serveCommand runs the bot until a signal ends it.
type serveCommand struct {
	config
}

// Run is nil after a stop in which everything in hand was finished.
func (c *serveCommand) Run(ctx context.Context, con *console) error {
	if err := c.check(); err != nil {
		return err
	}
	signals := make(chan os.Signal, 2) // the second must not be lost
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(signals)
	s := newServing(c.config, con.logger(c.secrets()...))
	return s.run(ctx, signals, os.Exit)
}
