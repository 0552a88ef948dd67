package postgres

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const resolutionsSQL = `
SELECT r.resolves_id, p.member_id, r.phase, coalesce(m.name, ''), r.recorded_at,
       coalesce(r.receipt_year, 0), coalesce(r.receipt_number, 0)
FROM unnest($2::uuid[]) AS i (id)
JOIN entries p ON p.fund_id = $1 AND p.id = i.id
JOIN entries r ON r.fund_id = $1 AND r.resolves_id = i.id
LEFT JOIN members m ON m.fund_id = $1 AND m.id = r.actor_id`

// Resolutions tells how pending entries ended; those that still wait, and IDs
// the fund does not have, are absent.
func (s *Session) Resolutions(ctx context.Context, ids []ledger.EntryID) ([]store.Resolution, error) {
	raw := make([]uuid.UUID, len(ids))
	for i, id := range ids {
		raw[i] = id.UUID
	}
	return s.resolutions(ctx, resolutionsSQL, raw)
}

const resolutionsByKeySQL = `
SELECT r.resolves_id, p.member_id, r.phase, coalesce(m.name, ''), r.recorded_at,
       coalesce(r.receipt_year, 0), coalesce(r.receipt_number, 0)
FROM entries p
JOIN entries r ON r.fund_id = $1 AND r.resolves_id = p.id
LEFT JOIN members m ON m.fund_id = $1 AND m.id = r.actor_id
WHERE p.fund_id = $1 AND p.idempotency_key = $2`

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
		err := row.Scan(&r.Entry.UUID, &r.Member.UUID, &phase, &r.ActorName, &r.At, &r.Receipt.Year, &r.Receipt.Number)
		r.Phase = ledger.Phase(phase)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("read resolutions: %w", err)
	}
	return found, nil
}
