package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"sajja/ledger"
	"sajja/store"
)

// Session is the one transaction in which a batch of events of one fund is
// worked. It is not safe for concurrent use and ends with Work.
type Session struct {
	tx   transaction
	fund ledger.FundID
	// done are the events that somebody worked before.
	done map[string]bool
}

// transaction is what a session asks its connection for.
type transaction interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
	SendBatch(ctx context.Context, batch *pgx.Batch) pgx.BatchResults
}

const doneEventsSQL = `SELECT event_id FROM event_results WHERE event_id = ANY($1)`

// Work opens the transaction of a fund (none for the zero ID), hands decide a
// session to look things up in, and commits the outcome it returns: entries,
// messages owed, what was carried along, and the events marked done. The
// beginning travels with the first question and the commit with the last write.
// store.ErrConflict means that somebody else was faster with one of the events
// or entries; nothing was written, and looking again shows how things stand.
// store.ErrUnavailable means that the same may go well later. The errors of
// ledger mean that the database refused the act, and any other that something in
// these events cannot be done, whenever it is tried.
func (db *DB) Work(ctx context.Context, fund ledger.FundID, eventIDs []string,
	decide func(ctx context.Context, s *Session) (store.Outcome, error)) error {
	isAway := true // until there is a connection
	err := db.pool.AcquireFunc(ctx, func(conn *pgxpool.Conn) error {
		session := &Session{tx: conn, fund: fund, done: map[string]bool{}}
		err := session.run(ctx, eventIDs, decide)
		isAway = conn.Conn().IsClosed()
		if err != nil && !isAway {
			rollback(ctx, conn)
		}
		return err
	})
	switch {
	case err == nil:
		return nil
	case isRetryable(err):
		return store.ErrConflict
	case isAway || isUnavailable(err):
		return fmt.Errorf("work %d events: %w: %w", len(eventIDs), store.ErrUnavailable, err)
	}
	err = domainError(err)
	if errors.Is(err, store.ErrExists) {
		return store.ErrConflict // the name was free when the turn looked
	}
	return fmt.Errorf("work %d events: %w", len(eventIDs), err)
}

// rollbackTimeout bounds the rollback; a connection that does not answer is
// closed, which rolls back too.
const rollbackTimeout = 2 * time.Second

func rollback(ctx context.Context, conn *pgxpool.Conn) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), rollbackTimeout)
	defer cancel()
	if _, err := conn.Exec(ctx, `ROLLBACK`); err != nil {
		_ = conn.Conn().Close(ctx)
	}
}

func (s *Session) run(ctx context.Context, eventIDs []string, decide func(ctx context.Context, s *Session) (store.Outcome, error)) error {
	if err := s.open(ctx, eventIDs); err != nil {
		return err
	}
	outcome, err := decide(ctx, s)
	if err != nil {
		return err
	}
	return s.write(ctx, outcome)
}

func (s *Session) open(ctx context.Context, eventIDs []string) error {
	batch := &pgx.Batch{}
	batch.Queue(`BEGIN`)
	batch.Queue(setFundSQL, s.fund.UUID)
	batch.Queue(doneEventsSQL, eventIDs)
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	for range 2 {
		if _, err := results.Exec(); err != nil {
			return err
		}
	}
	rows, err := results.Query()
	if err != nil {
		return err
	}
	done, err := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, id := range done {
		s.done[id] = true
	}
	return err
}

// IsDone tells whether the event was worked before this session.
func (s *Session) IsDone(eventID string) bool { return s.done[eventID] }

func (s *Session) write(ctx context.Context, outcome store.Outcome) error {
	for _, e := range outcome.Entries {
		if err := e.Check(); err != nil {
			return fmt.Errorf("entry %s: %w", e.ID, err)
		}
	}
	batch := &pgx.Batch{}
	queueEntries(batch, outcome.Entries)
	if err := queueActs(batch, s.fund, outcome.Acts); err != nil {
		return err
	}
	queueMessages(batch, outcome.Messages)
	queueDelivered(batch, outcome.Carried)
	queueUnsent(batch, outcome.Unsent)
	queueEventResults(batch, s.fund, outcome.Results)
	batch.Queue(`COMMIT`)
	return s.tx.SendBatch(ctx, batch).Close()
}

const insertMessagesSQL = `
INSERT INTO outbound_messages (id, event_id, fund_id, recipient, reply_token, reply_until, urgency, content, created_at)
SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::text[], $8::text[], $9::timestamptz[])`

func queueMessages(batch *pgx.Batch, messages []store.OutboundMessage) {
	if len(messages) == 0 {
		return
	}
	n := len(messages)
	ids, funds, until := column[uuids](n), column[uuids](n), column[instants](n)
	events, recipients, tokens := column[[]string](n), column[[]string](n), column[[]string](n)
	urgencies, contents, created := column[[]string](n), column[[]string](n), column[[]time.Time](n)
	for i := range messages {
		m := &messages[i]
		ids, funds, until = append(ids, wireID(m.ID)), append(funds, wireID(m.Fund.UUID)), append(until, wireInstant(m.ReplyUntil))
		events, recipients, tokens = append(events, m.EventID), append(recipients, m.Recipient), append(tokens, m.ReplyToken)
		urgencies, contents, created = append(urgencies, string(m.Urgency)), append(contents, string(m.Content)), append(created, m.CreatedAt)
	}
	batch.Queue(insertMessagesSQL, ids, events, funds, recipients, tokens, until, urgencies, contents, created)
	batch.Queue(openOutboundSQL, ids, urgencies, created, store.OutboundLease)
}

const openOutboundSQL = `
INSERT INTO outbound_open (message_id, attempts, until)
SELECT id, 0, created_at + $4::interval
FROM unnest($1::uuid[], $2::text[], $3::timestamptz[]) AS m (id, urgency, created_at) WHERE urgency = 'now' `

const insertUnsentSQL = `
INSERT INTO unsent_messages (message_id, at) SELECT m, now() FROM unnest($1::text[]) AS u (m)
ON CONFLICT ON CONSTRAINT unsent_messages_pkey DO NOTHING`

func queueUnsent(batch *pgx.Batch, messageIDs []string) {
	if len(messageIDs) > 0 {
		batch.Queue(insertUnsentSQL, messageIDs)
	}
}

const unsentSQL = `SELECT message_id FROM unsent_messages WHERE message_id = ANY($1)`

// IsUnsent tells which of the messages their sender took back.
func (s *Session) IsUnsent(ctx context.Context, messageIDs []string) (map[string]bool, error) {
	return s.set(ctx, "read unsent messages", unsentSQL, messageIDs)
}

const keysUsedSQL = `SELECT idempotency_key FROM entries WHERE fund_id = $2 AND idempotency_key = ANY($1)`

// KeysUsed tells which acts are in the books already.
func (s *Session) KeysUsed(ctx context.Context, keys []string) (map[string]bool, error) {
	return s.set(ctx, "read used keys", keysUsedSQL, keys, s.fund.UUID)
}

func (s *Session) set(ctx context.Context, what, sql string, args ...any) (map[string]bool, error) {
	rows, err := s.tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	found := map[string]bool{}
	var key string
	if _, err := pgx.ForEachRow(rows, []any{&key}, func() error { found[key] = true; return nil }); err != nil {
		return nil, fmt.Errorf("%s: %w", what, err)
	}
	return found, nil
}

const insertEventResultsSQL = `
INSERT INTO event_results (event_id, fund_id, outcome, entries, messages, at)
SELECT e, $2, o, n, m, a FROM unnest($1::text[], $3::text[], $4::smallint[], $5::smallint[], $6::timestamptz[]) AS r (e, o, n, m, a)`

func queueEventResults(batch *pgx.Batch, fund ledger.FundID, results []store.EventResult) {
	if len(results) == 0 {
		return
	}
	n := len(results)
	ids, outcomes := make([]string, n), make([]string, n)
	entries, messages, at := make([]int16, n), make([]int16, n), make([]time.Time, n)
	for i, r := range results {
		ids[i], outcomes[i], at[i] = r.EventID, string(r.Outcome), r.At
		entries[i], messages[i] = int16(r.Entries), int16(r.Messages)
	}
	batch.Queue(insertEventResultsSQL, ids, wireID(fund.UUID), outcomes, entries, messages, at)
}
