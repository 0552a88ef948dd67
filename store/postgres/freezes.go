package postgres

import (
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertFreezeSQL = `
INSERT INTO freezes (fund_id, member_id, number, frozen_by, frozen_at) VALUES ($1, $2, $3, $4, $5)`

func queueFrozen(batch *pgx.Batch, fund ledger.FundID, a store.Frozen) {
	batch.Queue(insertFreezeSQL, fund.UUID, a.Member.UUID, a.Number, wireID(a.By.UUID), a.At)
}

const insertFreezeReleaseSQL = `
INSERT INTO freeze_releases (fund_id, member_id, number, place, officer_id, released_at) VALUES ($1, $2, $3, $4, $5, $6)`

func queueFreezeReleased(batch *pgx.Batch, fund ledger.FundID, a store.FreezeReleased) {
	place := 1
	if !a.Freeze.ReleasedBy.IsZero() {
		place = 2
	}
	batch.Queue(insertFreezeReleaseSQL, fund.UUID, a.Freeze.Member.UUID, a.Freeze.Number, place, a.Officer.UUID, a.At)
}

// runningFreezeSQL gives the freeze of member m that nobody has ended, as one row
// or none.
const runningFreezeSQL = `
SELECT z.number, z.frozen_at, z.frozen_by, zn.name AS frozen_name, y.officer_id AS released_by, yn.name AS released_name
FROM (SELECT number, frozen_at, frozen_by FROM freezes WHERE fund_id = $1 AND member_id = m.id ORDER BY number DESC LIMIT 1) z
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = z.frozen_by LIMIT 1) zn ON true
LEFT JOIN LATERAL (SELECT officer_id FROM freeze_releases
    WHERE fund_id = $1 AND member_id = m.id AND number = z.number AND place = 1 LIMIT 1) y ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = y.officer_id LIMIT 1) yn ON true
WHERE NOT EXISTS (SELECT FROM freeze_releases WHERE fund_id = $1 AND member_id = m.id AND number = z.number AND place = 2)`
