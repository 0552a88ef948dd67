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

const closeOutboundSQL = `DELETE FROM outbound_open WHERE message_id = ANY($1)`

// queueDelivered ends messages in the session's transaction. Two sessions that
// carry the same message conflict, and the later one looks again.
func queueDelivered(batch *pgx.Batch, delivered []store.Delivered) {
	if len(delivered) > 0 {
		batch.Queue(insertDeliveredSQL, deliveredColumns(delivered)...)
	}
}

func deliveredColumns(delivered []store.Delivered) []any {
	n := len(delivered)
	ids, states := column[uuids](n), column[[]string](n)
	details, at := column[[]string](n), column[[]time.Time](n)
	for _, d := range delivered {
		ids, states = append(ids, wireID(d.MessageID)), append(states, string(d.State))
		details, at = append(details, d.Detail), append(at, d.At)
	}
	return []any{ids, states, details, at}
}

// Delivered writes how messages ended, in one round trip. A message that ended
// before keeps its first end.
func (db *DB) Delivered(ctx context.Context, delivered []store.Delivered) error {
	columns := deliveredColumns(delivered)
	batch := &pgx.Batch{}
	batch.Queue(insertDeliveredSQL+` ON CONFLICT ON CONSTRAINT outbound_results_pkey DO NOTHING`, columns...)
	batch.Queue(closeOutboundSQL, columns[0])
	if err := db.pool.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("record %d deliveries: %w", len(delivered), err)
	}
	return nil
}

const leaseLeftoverSQL = `
WITH left_over AS (
    SELECT message_id FROM outbound_open WHERE until <= $1 ORDER BY message_id LIMIT $2 FOR UPDATE SKIP LOCKED
), leased AS (
    UPDATE outbound_open o SET attempts = attempts + 1, until = $3
    FROM left_over WHERE o.message_id = left_over.message_id
    RETURNING o.message_id, o.attempts
)
SELECT o.id, o.event_id, o.fund_id, o.recipient, o.reply_token, o.reply_until, o.content, o.created_at, leased.attempts
FROM leased CROSS JOIN LATERAL (SELECT * FROM outbound_messages WHERE id = leased.message_id LIMIT 1) o ORDER BY o.id`

// LeaseLeftover takes messages that nobody finished in time, oldest first, and
// keeps other processes from trying them for the length of a lease.
func (db *DB) LeaseLeftover(ctx context.Context, now time.Time, limit int) ([]store.OutboundMessage, error) {
	rows, err := db.pool.Query(ctx, leaseLeftoverSQL, now, limit, now.Add(store.OutboundLease))
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

const keepOpenSQL = `
UPDATE outbound_open SET until = u FROM unnest($1::uuid[], $2::timestamptz[]) AS o (id, u) WHERE message_id = o.id`

// KeepOpen says until when messages that have not ended are not to be tried by
// anybody else: because they are at hand, or because LINE did not take them.
func (db *DB) KeepOpen(ctx context.Context, until map[uuid.UUID]time.Time) error {
	ids, times := column[uuids](len(until)), column[[]time.Time](len(until))
	for id, t := range until {
		ids, times = append(ids, wireID(id)), append(times, t)
	}
	if _, err := db.pool.Exec(ctx, keepOpenSQL, ids, times); err != nil {
		return fmt.Errorf("keep %d messages open: %w", len(until), err)
	}
	return nil
}

const oldestOwedSQL = `
SELECT coalesce((SELECT created_at FROM outbound_messages
    WHERE id = (SELECT message_id FROM outbound_open ORDER BY message_id LIMIT 1)), 'infinity'::timestamptz)`

// OldestOwed gives the age of the oldest message that was to go at once and has
// not ended; zero when there is none.
func (db *DB) OldestOwed(ctx context.Context, now time.Time) (time.Duration, error) {
	var at instant
	if err := db.pool.QueryRow(ctx, oldestOwedSQL).Scan(&at); err != nil {
		return 0, fmt.Errorf("find the oldest owed message: %w", err)
	}
	return at.age(now), nil
}
