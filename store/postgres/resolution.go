package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const resolutionColumns = `
SELECT r.resolves_id, p.member_id, r.phase, coalesce(m.name, ''), r.recorded_at,
       coalesce(r.series, ''), coalesce(r.series_year, 0), coalesce(r.series_number, 0)`

const resolutionLookups = `
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND resolves_id = p.id LIMIT 1) r
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = r.actor_id LIMIT 1) m ON true`

const resolutionsSQL = resolutionColumns + `
FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT id, member_id FROM entries WHERE fund_id = $1 AND id = i.id LIMIT 1) p` + resolutionLookups

// Resolutions tells how pending entries ended; those that still wait, and IDs
// the fund does not have, are absent.
func (s *Session) Resolutions(ctx context.Context, ids []ledger.EntryID) ([]store.Resolution, error) {
	return s.resolutions(ctx, resolutionsSQL, wireEntries(ids))
}

const resolutionsByKeySQL = resolutionColumns + `
FROM (SELECT id, member_id FROM entries WHERE fund_id = $1 AND idempotency_key = $2 LIMIT 1) p` + resolutionLookups

// ResolutionsByKey tells how the pending entry that an act made ended: at most
// one.
func (s *Session) ResolutionsByKey(ctx context.Context, key string) ([]store.Resolution, error) {
	return s.resolutions(ctx, resolutionsByKeySQL, key)
}

func (s *Session) resolutions(ctx context.Context, sql string, what any) ([]store.Resolution, error) {
	rows, err := s.tx.Query(ctx, sql, s.fund.UUID, what)
	if err != nil {
		return nil, fmt.Errorf("read resolutions: %w", err)
	}
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.Resolution, error) {
		var r store.Resolution
		var phase string
		err := row.Scan(&r.Entry.UUID, &r.Member.UUID, &phase, &r.ActorName, &r.At, &r.Document.Series, &r.Document.Year, &r.Document.Number)
		r.Phase = ledger.Phase(phase)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("read resolutions: %w", err)
	}
	return found, nil
}
