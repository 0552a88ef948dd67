package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// EventTrace is what became of one kept event.
type EventTrace struct {
	Event    string `json:"event"`
	Outcome  string `json:"outcome"` // done, ignored, failed, quarantined or waiting
	Entries  int    `json:"entries"` // counted in the books, not remembered
	Answered bool   `json:"answered"`
}

const tracesSQL = `
SELECT e.id, CASE WHEN e.quarantine <> '' THEN 'quarantined' ELSE coalesce(r.outcome, 'waiting') END,
       EXISTS (SELECT FROM outbound_messages o JOIN outbound_results d ON d.message_id = o.id
               WHERE o.event_id = e.id AND d.state IN ('replied', 'pushed', 'carried'))
FROM inbound_events e LEFT JOIN event_results r ON r.event_id = e.id
WHERE e.received_at >= $1 ORDER BY e.received_at, e.id`

const entriesByCauseSQL = `
SELECT cause, count(*) FROM entries WHERE fund_id = $1 AND id >= $2 GROUP BY cause`

// TraceEvents tells of every event received since the instant what became of
// it, one after the other, all as of one moment: an event that is worked
// meanwhile is seen with everything it did, or as waiting.
func (db *DB) TraceEvents(ctx context.Context, since time.Time, each func(EventTrace) error) error {
	funds, err := db.Funds(ctx)
	if err != nil {
		return err
	}
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, db.pool, options, func(tx pgx.Tx) error {
		entries, err := entriesByCause(ctx, tx, funds, ledger.LowestEntryID(since).UUID)
		if err != nil {
			return err
		}
		rows, err := tx.Query(ctx, tracesSQL, since)
		if err != nil {
			return err
		}
		var t EventTrace
		_, err = pgx.ForEachRow(rows, []any{&t.Event, &t.Outcome, &t.Answered}, func() error {
			t.Entries = entries[t.Event]
			return each(t)
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("trace events: %w", err)
	}
	return nil
}

func entriesByCause(ctx context.Context, tx pgx.Tx, funds []store.Fund, from uuid.UUID) (map[string]int, error) {
	counts := map[string]int{}
	for _, fund := range funds {
		if _, err := tx.Exec(ctx, setFundSQL, fund.ID.UUID); err != nil {
			return nil, err
		}
		rows, err := tx.Query(ctx, entriesByCauseSQL, fund.ID.UUID, from)
		if err != nil {
			return nil, err
		}
		var cause string
		var n int
		if _, err = pgx.ForEachRow(rows, []any{&cause, &n}, func() error { counts[cause] += n; return nil }); err != nil {
			return nil, fmt.Errorf("count entries of fund %s: %w", fund.Code, err)
		}
	}
	return counts, nil
}
