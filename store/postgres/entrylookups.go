package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const entryColumns = `
SELECT id, phase, kind, effective_on, recorded_at, member_id, actor_id, cause, idempotency_key, content_hash,
       resolves_id, reverses_id, rest_of_id, expires_on, coalesce(series, ''), coalesce(series_year, 0), coalesce(series_number, 0), reason
FROM entries`

const (
	entryByIDSQL     = entryColumns + ` WHERE fund_id = $1 AND id = $2`
	entryByKeySQL    = entryColumns + ` WHERE fund_id = $1 AND idempotency_key = $2`
	entryByNumberSQL = entryColumns + ` WHERE fund_id = $1 AND series = $2 AND series_year = $3 AND series_number = $4`
)

// linksSQL finds the entries that point at $2, and those that it points at.
const linksSQL = `
SELECT l.way, e.id, e.phase, e.kind, e.effective_on, e.amount_satang,
       coalesce(e.series, ''), coalesce(e.series_year, 0), coalesce(e.series_number, 0), e.idempotency_key, e.reason
FROM (SELECT 'resolved by' AS way, id FROM entries WHERE fund_id = $1 AND resolves_id = $2
      UNION ALL SELECT 'reversed by', id FROM entries WHERE fund_id = $1 AND reverses_id = $2
      UNION ALL SELECT 'rest', id FROM entries WHERE fund_id = $1 AND rest_of_id = $2
      UNION ALL SELECT w.way, w.id FROM (SELECT resolves_id, reverses_id, rest_of_id FROM entries WHERE fund_id = $1 AND id = $2 LIMIT 1) s
      CROSS JOIN LATERAL (VALUES ('resolves', s.resolves_id), ('reverses', s.reverses_id), ('rest of', s.rest_of_id)) AS w (way, id)) l
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = l.id LIMIT 1) e`

// EntryByID gives an entry with its links both ways; store.ErrNotFound.
func (db *DB) EntryByID(ctx context.Context, fund ledger.FundID, id ledger.EntryID) (store.EntryRecord, error) {
	return db.entryRecord(ctx, fund, entryByIDSQL, id.UUID)
}

// EntryByKey gives the entry of an act with its links both ways; store.ErrNotFound.
func (db *DB) EntryByKey(ctx context.Context, fund ledger.FundID, key string) (store.EntryRecord, error) {
	return db.entryRecord(ctx, fund, entryByKeySQL, key)
}

// EntryByNumber gives the entry of a document with its links both ways;
// store.ErrNotFound.
func (db *DB) EntryByNumber(ctx context.Context, fund ledger.FundID, n ledger.DocumentNumber) (store.EntryRecord, error) {
	return db.entryRecord(ctx, fund, entryByNumberSQL, string(n.Series), n.Year, n.Number)
}

func (db *DB) entryRecord(ctx context.Context, fund ledger.FundID, sql string, args ...any) (store.EntryRecord, error) {
	var record store.EntryRecord
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		var err error
		record, err = (&Session{tx: tx, fund: fund}).entryRecord(ctx, sql, args...)
		return err
	})
	return record, err
}

func (s *Session) entryRecord(ctx context.Context, sql string, args ...any) (store.EntryRecord, error) {
	rows, err := s.tx.Query(ctx, sql, append([]any{s.fund.UUID}, args...)...)
	if err != nil {
		return store.EntryRecord{}, fmt.Errorf("read entry: %w", err)
	}
	booked, err := pgx.CollectExactlyOneRow(rows, (&Snapshot{fund: s.fund}).scanEntry)
	if errors.Is(err, pgx.ErrNoRows) {
		return store.EntryRecord{}, fmt.Errorf("entry %v: %w", args, store.ErrNotFound)
	}
	if err != nil {
		return store.EntryRecord{}, fmt.Errorf("read entry: %w", err)
	}
	page := []BookedEntry{booked}
	rows, err = s.tx.Query(ctx, exportPostingsSQL, s.fund.UUID, booked.ID.UUID, booked.ID.UUID)
	if err == nil {
		err = addPostings(rows, page)
	}
	if err != nil {
		return store.EntryRecord{}, fmt.Errorf("read postings: %w", err)
	}
	record := store.EntryRecord{Entry: page[0].Entry}
	return record, s.addLinks(ctx, &record)
}

func (s *Session) addLinks(ctx context.Context, record *store.EntryRecord) error {
	rows, err := s.tx.Query(ctx, linksSQL, s.fund.UUID, record.ID.UUID)
	if err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	places := map[string]**store.EntryLink{
		"resolves": &record.Resolves, "resolved by": &record.ResolvedBy, "reverses": &record.Reverses,
		"reversed by": &record.ReversedBy, "rest of": &record.RestOf, "rest": &record.Rest,
	}
	var way string
	var effective *time.Time
	var satang int64
	var l store.EntryLink
	_, err = pgx.ForEachRow(rows, []any{&way, &l.ID.UUID, &l.Phase, &l.Kind, &effective, &satang,
		&l.Document.Series, &l.Document.Year, &l.Document.Number, &l.Key, &l.Reason}, func() error {
		link := l
		link.EffectiveOn, link.Amount = dateOf(effective), ledger.MoneyFromSatang(satang)
		*places[way] = &link
		return nil
	})
	if err != nil {
		return fmt.Errorf("read links: %w", err)
	}
	return nil
}

const numbersSQL = `
SELECT e.id, e.series_year, e.series_number FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = i.id LIMIT 1) e WHERE e.series_number IS NOT NULL`

// fillNumbers sets the document numbers that entries were given when they were
// posted. A session that numbers them beforehand locks the counters, which one
// that holds the books alone must not.
func (db *DB) fillNumbers(ctx context.Context, fund ledger.FundID, entries []ledger.Entry) error {
	places := make(map[uuid.UUID]int, len(entries))
	ids := make([]ledger.EntryID, len(entries))
	for i := range entries {
		places[entries[i].ID.UUID], ids[i] = i, entries[i].ID
	}
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, numbersSQL, fund.UUID, wireEntries(ids))
		if err != nil {
			return err
		}
		var id uuid.UUID
		var year, number int
		_, err = pgx.ForEachRow(rows, []any{&id, &year, &number}, func() error {
			document := &entries[places[id]].Document
			document.Year, document.Number = year, number
			return nil
		})
		return err
	})
	if err != nil {
		return fmt.Errorf("read document numbers: %w", err)
	}
	return nil
}
