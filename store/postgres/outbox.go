package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/store"
)

const insertDeliveredSQL = `
INSERT INTO outbound_results (message_id, state, detail, at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[])`

func queueDelivered(batch *pgx.Batch, delivered []store.Delivered) {
	if len(delivered) > 0 {
		batch.Queue(insertDeliveredSQL, deliveredColumns(delivered)...)
	}
}

func deliveredColumns(delivered []store.Delivered) []any {
	n := len(delivered)
	ids, states, details, at := make([]uuid.UUID, n), make([]string, n), make([]string, n), make([]time.Time, n)
	for i, d := range delivered {
		ids[i], states[i], details[i], at[i] = d.MessageID, string(d.State), d.Detail, d.At
	}
	return []any{ids, states, details, at}
}

// Delivered writes how messages ended, in one statement. A message that ended
// before keeps its first end.
func (db *DB) Delivered(ctx context.Context, delivered []store.Delivered) error {
	_, err := db.pool.Exec(ctx, insertDeliveredSQL+` ON CONFLICT ON CONSTRAINT outbound_results_pkey DO NOTHING`,
		deliveredColumns(delivered)...)
	if err != nil {
		return fmt.Errorf("record %d deliveries: %w", len(delivered), err)
	}
	return nil
}

// leaseLeftoverSQL takes messages that nobody finished: made a while ago, no end,
// and no running lease. Waiting longer after each try keeps a dead LINE from
// being hammered: 5 s, 10 s, 20 s … at most 10 minutes.
const leaseLeftoverSQL = `
WITH left_over AS (
    SELECT o.id FROM outbound_messages o
    LEFT JOIN outbound_leases l ON l.message_id = o.id
    WHERE o.urgency = 'now' AND o.id >= $4 AND o.created_at <= $1 - $2::interval
      AND NOT EXISTS (SELECT FROM outbound_results r WHERE r.message_id = o.id)
      AND (l.until IS NULL OR l.until <= $1)
    ORDER BY o.id LIMIT $3
), leased AS (
    INSERT INTO outbound_leases AS l (message_id, attempts, until)
    SELECT id, 1, $1 + interval '20 seconds' FROM left_over ORDER BY id
    ON CONFLICT ON CONSTRAINT outbound_leases_pkey DO UPDATE
        SET attempts = l.attempts + 1,
            until = $1 + interval '20 seconds' + least(interval '5 seconds' * power(2, least(l.attempts, 7)), interval '10 minutes')
        WHERE l.until <= $1
    RETURNING message_id, attempts
)
SELECT o.id, o.event_id, o.fund_id, o.recipient, o.reply_token, o.reply_until, o.content, o.created_at, leased.attempts
FROM leased JOIN outbound_messages o ON o.id = leased.message_id ORDER BY o.id`

// LeaseLeftover takes messages that were owed for longer than age and have no
// end, oldest first, and keeps other processes from trying them meanwhile.
// Only messages made after since are looked at; since keeps a long history from
// being read again and again.
func (db *DB) LeaseLeftover(ctx context.Context, now time.Time, age time.Duration, since time.Time, limit int) ([]store.OutboundMessage, error) {
	rows, err := db.pool.Query(ctx, leaseLeftoverSQL, now, age, limit, lowestIDAt(since))
	if err != nil {
		return nil, fmt.Errorf("lease left-over messages: %w", err)
	}
	messages, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.OutboundMessage, error) {
		m := store.OutboundMessage{Urgency: store.UrgencyNow}
		var fund *uuid.UUID
		var until *time.Time
		var content string
		err := row.Scan(&m.ID, &m.EventID, &fund, &m.Recipient, &m.ReplyToken, &until, &content, &m.CreatedAt, &m.Attempts)
		if fund != nil {
			m.Fund.UUID = *fund
		}
		if until != nil {
			m.ReplyUntil = *until
		}
		m.Content = json.RawMessage(content)
		return m, err
	})
	if err != nil {
		return nil, fmt.Errorf("lease left-over messages: %w", err)
	}
	return messages, nil
}

const oldestOwedSQL = `
SELECT coalesce((SELECT o.created_at FROM outbound_messages o
    WHERE o.urgency = 'now' AND o.id >= $1
      AND NOT EXISTS (SELECT FROM outbound_results r WHERE r.message_id = o.id)
    ORDER BY o.id LIMIT 1), 'infinity'::timestamptz)`

// OldestOwed gives the age of the oldest message that was to go at once and has
// not ended, among those made after since; zero when there is none.
func (db *DB) OldestOwed(ctx context.Context, now, since time.Time) (time.Duration, error) {
	var at pgtypeInstant
	if err := db.pool.QueryRow(ctx, oldestOwedSQL, lowestIDAt(since)).Scan(&at); err != nil {
		return 0, fmt.Errorf("find the oldest owed message: %w", err)
	}
	return at.age(now), nil
}
