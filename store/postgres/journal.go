package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/store"
)

const keepSQL = `
INSERT INTO inbound_events (id, type, mode, chat_id, user_id, reply_token, is_redelivery, occurred_at, received_at, quarantine, raw)
SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bool[],
                     $8::timestamptz[], $9::timestamptz[], $10::text[], $11::bytea[])
ON CONFLICT ON CONSTRAINT inbound_events_pkey DO NOTHING
RETURNING id`

// Keep writes events as they came, in one statement and commit, and tells for
// each whether its ID is new. Of two events with one ID in the same call the
// first is kept.
func (db *DB) Keep(ctx context.Context, events []store.InboundEvent) ([]bool, error) {
	n := len(events)
	ids, types, modes := make([]string, 0, n), make([]string, 0, n), make([]string, 0, n)
	chats, users, tokens := make([]string, 0, n), make([]string, 0, n), make([]string, 0, n)
	redelivered, quarantines := make([]bool, 0, n), make([]string, 0, n)
	occurred, received := make([]time.Time, 0, n), make([]time.Time, 0, n)
	raws := column[blobs](n)
	first := make(map[string]int, n)
	for i := range events {
		e := &events[i]
		if _, twice := first[e.ID]; twice {
			continue
		}
		first[e.ID] = i
		ids, types, modes = append(ids, e.ID), append(types, e.Type), append(modes, e.Mode)
		chats, users, tokens = append(chats, e.ChatID), append(users, e.UserID), append(tokens, e.ReplyToken)
		redelivered, quarantines = append(redelivered, e.IsRedelivery), append(quarantines, e.Quarantine)
		occurred, received = append(occurred, e.OccurredAt), append(received, e.ReceivedAt)
		raws = append(raws, e.Raw)
	}
	rows, err := db.pool.Query(ctx, keepSQL, ids, types, modes, chats, users, tokens, redelivered, occurred, received, quarantines, raws)
	if err != nil {
		return nil, fmt.Errorf("keep %d events: %w", n, err)
	}
	fresh := make([]bool, n)
	var id string
	if _, err := pgx.ForEachRow(rows, []any{&id}, func() error { fresh[first[id]] = true; return nil }); err != nil {
		return nil, fmt.Errorf("keep %d events: %w", n, err)
	}
	return fresh, nil
}

const lastReceivedSQL = `
SELECT coalesce((SELECT received_at FROM inbound_events ORDER BY received_at DESC LIMIT 1), 'infinity'::timestamptz)`

// LastReceived gives the time of the latest kept event, the zero time when there
// is none.
func (db *DB) LastReceived(ctx context.Context) (time.Time, error) {
	var at instant
	if err := db.pool.QueryRow(ctx, lastReceivedSQL).Scan(&at); err != nil {
		return time.Time{}, fmt.Errorf("find the latest event: %w", err)
	}
	return at.Time, nil
}

// lookMax is how many events one call of Unworked goes over: a tenth of a second
// or two. A busy evening leaves millions, and a look at all of them would never
// end in the time a call has.
const lookMax = 20_000

const lookEndSQL = `
SELECT least($2, (SELECT received_at FROM inbound_events WHERE received_at >= $1 ORDER BY received_at OFFSET $3 LIMIT 1))`

const unworkedSQL = `
SELECT e.id, e.type, e.mode, e.chat_id, e.user_id, e.reply_token, e.is_redelivery, e.occurred_at, e.received_at, e.raw
FROM inbound_events e
WHERE e.received_at >= $1 AND e.received_at <= $2 AND e.quarantine = ''
  AND NOT EXISTS (SELECT FROM event_results r WHERE r.event_id = e.id)
ORDER BY e.received_at, e.id LIMIT $3`

// Unworked gives events received in the span that have no result yet, the
// earliest first: after a crash they are done again. It goes over a bounded
// number of events and tells up to when it looked.
func (db *DB) Unworked(ctx context.Context, from, to time.Time, limit int) ([]store.InboundEvent, time.Time, error) {
	var looked time.Time
	if err := db.pool.QueryRow(ctx, lookEndSQL, from, to, lookMax).Scan(&looked); err != nil {
		return nil, looked, fmt.Errorf("read unworked events: %w", err)
	}
	rows, err := db.pool.Query(ctx, unworkedSQL, from, looked, limit)
	if err != nil {
		return nil, looked, fmt.Errorf("read unworked events: %w", err)
	}
	events, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.InboundEvent, error) {
		var e store.InboundEvent
		err := row.Scan(&e.ID, &e.Type, &e.Mode, &e.ChatID, &e.UserID, &e.ReplyToken, &e.IsRedelivery,
			&e.OccurredAt, &e.ReceivedAt, &e.Raw)
		return e, err
	})
	if err != nil {
		return nil, looked, fmt.Errorf("read unworked events: %w", err)
	}
	return events, looked, nil
}

// instant scans a timestamptz that may be infinite: "none".
type instant struct{ pgtype.Timestamptz }

// age gives the time from the instant to now, zero for an infinite one.
func (i instant) age(now time.Time) time.Duration {
	if i.InfinityModifier != pgtype.Finite || !i.Valid {
		return 0
	}
	return max(0, now.Sub(i.Time))
}
