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
SELECT e.id, e.phase, e.kind, e.effective_on, e.recorded_at, e.actor_id, e.cause, e.idempotency_key, e.amount_satang, e.expires_on,
       m.id, m.number, m.name, m.village, coalesce(l.line_user_id, ''), p.account_code, c.account_code, c.source,
       k.id, coalesce(k.number, ''), coalesce(k.name, ''), coalesce(kl.line_user_id, '')`

// waitingLookups look a waiting row's entry, member, phone, postings and maker up. The two
// postings of a promise are lines 1 (debit) and 2 (credit).
const waitingLookups = `
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = w.fund_id AND id = w.entry_id LIMIT 1) e
CROSS JOIN LATERAL (SELECT id, number, name, village FROM members WHERE fund_id = w.fund_id AND id = w.member_id LIMIT 1) m
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = w.fund_id AND member_id = w.member_id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l ON true
CROSS JOIN LATERAL (SELECT account_code FROM postings WHERE fund_id = w.fund_id AND entry_id = w.entry_id AND line = 1 LIMIT 1) p
CROSS JOIN LATERAL (SELECT account_code, source FROM postings WHERE fund_id = w.fund_id AND entry_id = w.entry_id AND line = 2 LIMIT 1) c
LEFT JOIN LATERAL (SELECT id, number, name FROM members WHERE fund_id = w.fund_id AND id = nullif(e.actor_id, e.member_id) LIMIT 1) k ON true
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = w.fund_id AND member_id = k.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) kl ON true`

const waitingPageSQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id FROM waiting w
      CROSS JOIN LATERAL (SELECT village, number FROM members WHERE fund_id = $1 AND id = w.member_id LIMIT 1) m
      WHERE w.fund_id = $1 ORDER BY m.village, m.number, w.entry_id LIMIT $2 OFFSET $3) w` + waitingLookups + `
ORDER BY m.village, m.number, e.id`

const waitingTotalsSQL = `
SELECT m.village, count(*), sum(e.amount_satang)::bigint
FROM waiting w
CROSS JOIN LATERAL (SELECT amount_satang FROM entries WHERE fund_id = $1 AND id = w.entry_id LIMIT 1) e
CROSS JOIN LATERAL (SELECT village FROM members WHERE fund_id = $1 AND id = w.member_id LIMIT 1) m
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
		var phase, kind, debit, credit, source string
		var effective, expires *time.Time
		var actor, maker *uuid.UUID
		var satang int64
		err := row.Scan(&e.ID.UUID, &phase, &kind, &effective, &e.RecordedAt, &actor, &e.Cause, &e.Key, &satang, &expires,
			&m.ID.UUID, &m.Number, &m.Name, &m.Village, &m.LineUserID, &debit, &credit, &source,
			&maker, &w.Maker.Number, &w.Maker.Name, &w.Maker.LineUserID)
		e.Phase, e.Kind, e.EffectiveOn, e.Member = ledger.Phase(phase), ledger.Kind(kind), dateOf(effective), m.ID
		e.ExpiresOn = dateOf(expires)
		if actor != nil {
			e.Actor.UUID = *actor
		}
		if maker != nil {
			w.Maker.Fund, w.Maker.ID.UUID = s.fund, *maker
		}
		e.Postings = ledger.Transfer(ledger.AccountRef{Code: ledger.AccountCode(debit)},
			ledger.AccountRef{Code: ledger.AccountCode(credit), Member: m.ID}, ledger.MoneyFromSatang(satang), sourceOf(source))
		return w, err
	})
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return entries, nil
}

const waitingByIDSQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id FROM unnest($2::uuid[]) AS i (id)
      CROSS JOIN LATERAL (SELECT member_id FROM entries WHERE fund_id = $1 AND id = i.id LIMIT 1) e
      CROSS JOIN LATERAL (SELECT * FROM waiting WHERE fund_id = $1 AND member_id = e.member_id AND entry_id = i.id LIMIT 1) w) w` +
	waitingLookups + `
ORDER BY m.village, m.number, e.id`

// WaitingByID gives those of the entries that still wait.
func (s *Session) WaitingByID(ctx context.Context, ids []ledger.EntryID) ([]store.WaitingEntry, error) {
	rows, err := s.tx.Query(ctx, waitingByIDSQL, s.fund.UUID, wireEntries(ids))
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}

const waitingOfSQL = waitingColumns + `
FROM (SELECT * FROM waiting WHERE fund_id = $1 AND member_id = $2 ORDER BY entry_id DESC LIMIT $3) w` + waitingLookups + `
ORDER BY e.id DESC`

// WaitingOf gives a member's own waiting entries, newest first.
func (s *Session) WaitingOf(ctx context.Context, member ledger.MemberID, limit int) ([]store.WaitingEntry, error) {
	rows, err := s.tx.Query(ctx, waitingOfSQL, s.fund.UUID, member.UUID, limit)
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}

const waitingByKeySQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id
      FROM (SELECT id, member_id FROM entries WHERE fund_id = $1 AND idempotency_key = $2 LIMIT 1) k
      CROSS JOIN LATERAL (SELECT * FROM waiting WHERE fund_id = $1 AND member_id = k.member_id AND entry_id = k.id LIMIT 1) w) w` +
	waitingLookups

const waitingMadeForSQL = waitingColumns + `
FROM (SELECT w.fund_id, w.member_id, w.entry_id FROM unnest($3::uuid[]) AS i (id)
      CROSS JOIN LATERAL (SELECT * FROM waiting WHERE fund_id = $1 AND member_id = i.id ORDER BY entry_id DESC LIMIT 50) w
      CROSS JOIN LATERAL (SELECT actor_id FROM entries WHERE fund_id = $1 AND id = w.entry_id LIMIT 1) a
      WHERE a.actor_id = $2 ORDER BY w.entry_id DESC LIMIT $4) w` + waitingLookups + `
ORDER BY e.id DESC`

// WaitingMadeFor gives what somebody promised for these members and what still
// waits of it, newest first.
func (s *Session) WaitingMadeFor(ctx context.Context, maker ledger.MemberID, members []ledger.MemberID, limit int) ([]store.WaitingEntry, error) {
	ids := column[uuids](len(members))
	for _, m := range members {
		ids = append(ids, wireID(m.UUID))
	}
	rows, err := s.tx.Query(ctx, waitingMadeForSQL, s.fund.UUID, maker.UUID, ids, limit)
	if err != nil {
		return nil, fmt.Errorf("read waiting entries: %w", err)
	}
	return s.collectWaiting(rows)
}

// WaitingByKey gives the entry an act made while it still waits: at most one.
func (s *Session) WaitingByKey(ctx context.Context, key string) ([]store.WaitingEntry, error) {
	rows, err := s.tx.Query(ctx, waitingByKeySQL, s.fund.UUID, key)
	if err != nil {
		return nil, fmt.Errorf("read waiting entry: %w", err)
	}
	return s.collectWaiting(rows)
}

// sourceOf reads a source that the database's own rule let in.
func sourceOf(text string) ledger.Source {
	source, _ := ledger.ParseSource(text)
	return source
}
