package postgres

import (
	"bytes"
	"context"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

const repeatsSQL = `
SELECT k.n, e.id, e.content_hash, coalesce(e.series_number, 0)
FROM unnest($2::text[]) WITH ORDINALITY AS k (key, n)
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND idempotency_key = k.key LIMIT 1) e`

// findRepeats gives the entries whose key is in the books the ID, instant and
// number that stand there, and the places of the others. ledger.ErrKeyReused when
// a key stands for another content.
func (db *DB) findRepeats(ctx context.Context, fund ledger.FundID, entries []ledger.Entry) (fresh []int, err error) {
	keys := make([]string, len(entries))
	for i := range entries {
		keys[i] = entries[i].Key
	}
	isRepeat := make([]bool, len(entries))
	err = db.inFund(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, repeatsSQL, fund.UUID, keys)
		if err != nil {
			return err
		}
		var place, number int
		var id ledger.EntryID
		var content []byte
		_, err = pgx.ForEachRow(rows, []any{&place, &id.UUID, &content, &number}, func() error {
			e := &entries[place-1]
			if hash := e.ContentHash(); !bytes.Equal(content, hash[:]) {
				return ledger.ErrKeyReused
			}
			isRepeat[place-1] = true
			e.ID, e.RecordedAt = id, id.RecordedAt()
			if number > 0 {
				e.Document.Year, e.Document.Number = e.EffectiveOn.Year(), number
			}
			return nil
		})
		return err
	})
	for i := range entries {
		if !isRepeat[i] {
			fresh = append(fresh, i)
		}
	}
	return fresh, err
}
