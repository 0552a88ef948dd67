package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// Sealed says how far a fund's books are sealed.
type Sealed struct {
	// Through is the last sealed day; zero: nothing is sealed.
	Through ledger.Date
	// Last is the newest seal, of that day or an earlier one with entries. Who
	// keeps its hash can prove everything up to its day.
	Last ledger.Seal
	// Days is how many days were sealed by this call.
	Days int
}

const sealSQL = `SELECT sajja_seal($1, $2)`

const lastSealSQL = `
SELECT nullif(b.sealed_through, '-infinity'), s.day, coalesce(s.entries, 0), s.hash, s.previous_hash
FROM books b LEFT JOIN LATERAL (SELECT * FROM seals WHERE fund_id = b.fund_id ORDER BY day DESC LIMIT 1) s ON true
WHERE b.fund_id = $1`

// Seal seals a fund's days up to through that have entries and are not sealed:
// all or none, each once, whoever else does it at the same moment. Nobody posts
// to the fund meanwhile. ledger.ErrDayNotOver when through is not over by the
// server's clock, ledger.ErrSealHole when the books were damaged.
func (db *DB) Seal(ctx context.Context, fund ledger.FundID, through ledger.Date) (Sealed, error) {
	var result Sealed
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, sealSQL, fund.UUID, through.Time()).Scan(&result.Days); err != nil {
			return err
		}
		var sealed, day *time.Time
		var hash, previous []byte
		if err := tx.QueryRow(ctx, lastSealSQL, fund.UUID).Scan(&sealed, &day, &result.Last.Entries, &hash, &previous); err != nil {
			return err
		}
		result.Through, result.Last.Day = dateOf(sealed), dateOf(day)
		copy(result.Last.Hash[:], hash)
		copy(result.Last.Previous[:], previous)
		return nil
	})
	if err != nil {
		return Sealed{}, fmt.Errorf("seal through %s: %w", through, domainError(err))
	}
	return result, nil
}

const oldestUnsealedSQL = `SELECT sajja_oldest_unsealed($1)`

// OldestUnsealed gives the oldest day before the given one that has entries and
// no seal, of all funds; zero when there is none.
func (db *DB) OldestUnsealed(ctx context.Context, before ledger.Date) (ledger.Date, error) {
	var day *time.Time
	if err := db.pool.QueryRow(ctx, oldestUnsealedSQL, before.Time()).Scan(&day); err != nil {
		return ledger.Date{}, fmt.Errorf("find the oldest unsealed day: %w", err)
	}
	return dateOf(day), nil
}
