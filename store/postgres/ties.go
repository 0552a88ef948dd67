package postgres

import (
	"context"
	"fmt"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

const tiesHouseholdsSQL = `
SELECT m.id, m.household_id FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT id, household_id FROM members WHERE fund_id = $1 AND id = i.id LIMIT 1) m
WHERE m.household_id IS NOT NULL`

const tiesProxiesSQL = `
SELECT p.holder_id, p.member_id FROM unnest($2::uuid[]) AS i (id)
CROSS JOIN LATERAL (SELECT * FROM proxies WHERE fund_id = $1 AND holder_id = i.id) p
CROSS JOIN LATERAL (SELECT step FROM proxy_steps WHERE fund_id = $1 AND proxy_id = p.id AND place = 1 LIMIT 1) a
LEFT JOIN LATERAL (SELECT step FROM proxy_steps WHERE fund_id = $1 AND proxy_id = p.id AND place = 2 LIMIT 1) r ON true
WHERE p.member_id = ANY($2) AND a.step = 'accepted' AND r.step IS NULL AND $3 BETWEEN p.since AND p.until`

// Ties tells who of the members live together and who acts for whom on the day,
// in one round trip.
func (s *Session) Ties(ctx context.Context, members []ledger.MemberID, on ledger.Date) (ledger.Ties, error) {
	ids := column[uuids](len(members))
	for _, m := range members {
		ids = append(ids, wireID(m.UUID))
	}
	batch := &pgx.Batch{}
	batch.Queue(tiesHouseholdsSQL, s.fund.UUID, ids)
	batch.Queue(tiesProxiesSQL, s.fund.UUID, ids, on.Time())
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	ties := ledger.Ties{Households: map[ledger.MemberID]ledger.HouseholdID{}, ActsFor: map[ledger.MemberID][]ledger.MemberID{}}
	var a, b uuid.UUID
	for _, add := range []func(){
		func() { ties.Households[ledger.MemberID{UUID: a}] = ledger.HouseholdID{UUID: b} },
		func() {
			holder := ledger.MemberID{UUID: a}
			ties.ActsFor[holder] = append(ties.ActsFor[holder], ledger.MemberID{UUID: b})
		},
	} {
		rows, err := results.Query()
		if err == nil {
			_, err = pgx.ForEachRow(rows, []any{&a, &b}, func() error { add(); return nil })
		}
		if err != nil {
			return ledger.Ties{}, fmt.Errorf("read ties: %w", err)
		}
	}
	return ties, nil
}
