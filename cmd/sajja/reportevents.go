package main

import (
	"context"
	"time"

	"sajja/store/postgres"
)

type reportEventsCommand struct {
	Since time.Duration `default:"24h" help:"How far back to look."`
}

// Run prints one JSON value per event, oldest first, whether or not --json is
// given: the list is for programs, such as the load tool's check of the books.
func (c *reportEventsCommand) Run(ctx context.Context, con *console) error {
	return con.withBooks(ctx, func(db *postgres.DB) error {
		return db.TraceEvents(ctx, time.Now().Add(-c.Since), func(t postgres.EventTrace) error {
			return con.showJSON(t)
		})
	})
}
