package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// counting counts what is asked through it.
type counting struct {
	transaction
	statements, trips int
}

func (c *counting) Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error) {
	c.statements, c.trips = c.statements+1, c.trips+1
	return c.transaction.Query(ctx, sql, args...)
}

func (c *counting) SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults {
	c.statements, c.trips = c.statements+batch.Len(), c.trips+1
	return c.transaction.SendBatch(ctx, batch)
}

// CountedCoverages is Coverages with the number of members it gave, and of
// statements and round trips it took to read them.
func CountedCoverages(ctx context.Context, db *DB, fund store.Fund, now time.Time) (members, statements, trips int, err error) {
	err = db.inReport(ctx, fund.ID, func(tx pgx.Tx) error {
		counted := &counting{transaction: tx}
		list, _, err := coverages(ctx, counted, fund, coverageAsked{day: ledger.DateOf(now), now: now})
		members, statements, trips = len(list), counted.statements, counted.trips
		return err
	})
	return members, statements, trips, err
}
