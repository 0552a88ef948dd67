package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
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
	calmCollector(con.env)
	s := newServing(c.config, con.logger(c.secrets()...))
	return s.run(ctx, signals, os.Exit)
}

// collectorPercent lets the heap grow to four times what lives before it is
// collected. A bot holds some tens of megabytes and throws much away per turn:
// this took a fifth of the processor time of a turn away, for memory that a
// small machine has.
const collectorPercent = 300

// calmCollector sets that, unless GOGC says otherwise.
func calmCollector(env lookup) {
	if _, told := env("GOGC"); !told {
		debug.SetGCPercent(collectorPercent)
	}
}
