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

const waitingColumns = `
SELECT e.id, e.phase, e.kind, e.effective_on, e.recorded_at, e.actor_id, e.cause, e.idempotency_key, e.amount_satang,
       m.id, m.number, m.name, m.village,
       coalesce((SELECT l.line_user_id FROM line_links l
                 WHERE l.fund_id = m.fund_id AND l.member_id = m.id AND l.unlinked_at IS NULL
                 ORDER BY l.linked_at DESC LIMIT 1), ''),
       p.account_code, c.account_code`

// The two postings of a promise are lines 1 (debit) and 2 (credit).
const waitingJoins = `
JOIN entries e ON e.fund_id = w.fund_id AND e.id = w.entry_id
JOIN members m ON m.fund_id = w.fund_id AND m.id = w.member_id
JOIN postings p ON p.fund_id = w.fund_id AND p.entry_id = w.entry_id AND p.line = 1
JOIN postings c ON c.fund_id = w.fund_id AND c.entry_id = w.entry_id AND c.line = 2`

const waitingPageSQL = waitingColumns + `
FROM waiting w` + waitingJoins + `
WHERE w.fund_id = $1 ORDER BY m.village, m.number, e.id LIMIT $2 OFFSET $3`

const waitingTotalsSQL = `
SELECT m.village, count(*), sum(e.amount_satang)::bigint
FROM waiting w
JOIN entries e ON e.fund_id = w.fund_id AND e.id = w.entry_id
JOIN members m ON m.fund_id = w.fund_id AND m.id = w.member_id
WHERE w.fund_id = $1 GROUP BY m.village ORDER BY m.village`

// Waiting gives one page of what waits for an officer, by village and member
// number, and the totals by village over all pages, in one round trip.
func (s *Session) Waiting(ctx context.Context, limit, offset int) ([]store.WaitingEntry, []store.WaitingTotal, error) {
	batch := &pgx.Batch{}
	batch.Queue(waitingPageSQL, s.fund.UUID, limit, offset)
	batch.Queue(waitingTotalsSQL, s.fund.UUID)
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	entries, err := s.scanWaiting(results)
	if err != nil {
		return nil, nil, err
	}
	rows, err := results.Query()
	if err != nil {
		return nil, nil, fmt.Errorf("read waiting totals: %w", err)
	}
	totals, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.WaitingTotal, error) {
		var t store.WaitingTotal
		var satang int64
		err := row.Scan(&t.Village, &t.Count, &satang)
		t.Amount = ledger.MoneyFromSatang(satang)
		return t, err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read waiting totals: %w", err)
	}
	return entries, totals, nil
}

func (s *Session) scanWaiting(results pgx.BatchResults) ([]store.WaitingEntry, error) {
	rows, err := results.Query()
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}

func (s *Session) collectWaiting(rows pgx.Rows) ([]store.WaitingEntry, error) {
	entries, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.WaitingEntry, error) {
		w := store.WaitingEntry{Entry: ledger.Entry{Fund: s.fund}, Member: store.Member{Fund: s.fund}}
		e, m := &w.Entry, &w.Member
		var phase, kind, debit, credit string
		var effective *time.Time
		var actor *uuid.UUID
		var satang int64
		err := row.Scan(&e.ID.UUID, &phase, &kind, &effective, &e.RecordedAt, &actor, &e.Cause, &e.Key, &satang,
			&m.ID.UUID, &m.Number, &m.Name, &m.Village, &m.LineUserID, &debit, &credit)
		e.Phase, e.Kind, e.EffectiveOn, e.Member = ledger.Phase(phase), ledger.Kind(kind), dateOf(effective), m.ID
		if actor != nil {
			e.Actor.UUID = *actor
		}
		e.Postings = ledger.Transfer(ledger.AccountRef{Code: ledger.AccountCode(debit)},
			ledger.AccountRef{Code: ledger.AccountCode(credit), Member: m.ID}, ledger.MoneyFromSatang(satang))
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return entries, nil
}

const waitingByIDSQL = waitingColumns + `
FROM unnest($2::uuid[]) AS i (id)
JOIN entries e ON e.fund_id = $1 AND e.id = i.id
JOIN waiting w ON w.fund_id = $1 AND w.member_id = e.member_id AND w.entry_id = e.id
JOIN members m ON m.fund_id = $1 AND m.id = e.member_id
JOIN postings p ON p.fund_id = $1 AND p.entry_id = e.id AND p.line = 1
JOIN postings c ON c.fund_id = $1 AND c.entry_id = e.id AND c.line = 2
ORDER BY m.village, m.number, e.id`

// WaitingByID gives those of the entries that still wait.
func (s *Session) WaitingByID(ctx context.Context, ids []ledger.EntryID) ([]store.WaitingEntry, error) {
	raw := make([]uuid.UUID, len(ids))
	for i, id := range ids {
		raw[i] = id.UUID
	}
	rows, err := s.tx.Query(ctx, waitingByIDSQL, s.fund.UUID, raw)
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}

const waitingOfSQL = waitingColumns + `
FROM waiting w` + waitingJoins + `
WHERE w.fund_id = $1 AND w.member_id = $2 ORDER BY w.entry_id DESC LIMIT $3`

// WaitingOf gives a member's own waiting entries, newest first.
func (s *Session) WaitingOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.WaitingEntry, error) {
	rows, err := s.tx.Query(ctx, waitingOfSQL, s.fund.UUID, member.UUID, limit)
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}

const waitingByKeySQL = waitingColumns + `
FROM entries e
JOIN waiting w ON w.fund_id = $1 AND w.member_id = e.member_id AND w.entry_id = e.id
JOIN members m ON m.fund_id = $1 AND m.id = e.member_id
JOIN postings p ON p.fund_id = $1 AND p.entry_id = e.id AND p.line = 1
JOIN postings c ON c.fund_id = $1 AND c.entry_id = e.id AND c.line = 2
WHERE e.fund_id = $1 AND e.idempotency_key = $2`

// WaitingByKey gives the entry an act made while it still waits: at most one.
func (s *Session) WaitingByKey(ctx context.Context, key string) ([]store.WaitingEntry, error) {
	rows, err := s.tx.Query(ctx, waitingByKeySQL, s.fund.UUID, key)
	if err != nil {
		return nil, fmt.Errorf("read waiting entry: %w", err)
	}
	return s.collectWaiting(rows)
}
