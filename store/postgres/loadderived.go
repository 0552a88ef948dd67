package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// derivedSQL fills, for one fund, the tables that sajja_post keeps.
var derivedSQL = []string{`
INSERT INTO document_counters (fund_id, series, year, last_number)
SELECT fund_id, series, series_year, max(series_number) FROM entries
WHERE fund_id = $1 AND series IS NOT NULL GROUP BY 1, 2, 3`, `
INSERT INTO waiting (fund_id, member_id, entry_id)
SELECT fund_id, member_id, id FROM entries e
WHERE fund_id = $1 AND phase = 'pending'
  AND NOT EXISTS (SELECT FROM entries r WHERE r.fund_id = $1 AND r.resolves_id = e.id)`, `
INSERT INTO balances (fund_id, account_code, member_id, month, stripe, debit_satang, credit_satang, pending_debit_satang, pending_credit_satang)
SELECT $1, l.account_code, coalesce(l.member_id, '00000000-0000-0000-0000-000000000000'), coalesce(l.month, '-infinity'), 0,
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'posted' AND l.side = 'debit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'posted' AND l.side = 'credit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'pending' AND l.side = 'debit' AND l.waits), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'pending' AND l.side = 'credit' AND l.waits), 0)
FROM (SELECT p.account_code, p.member_id, date_trunc('month', e.effective_on)::date AS month, p.side, p.amount_satang, e.phase,
             w.entry_id IS NOT NULL AS waits
      FROM postings p JOIN entries e ON e.fund_id = p.fund_id AND e.id = p.entry_id
      LEFT JOIN waiting w ON w.fund_id = e.fund_id AND w.member_id = e.member_id AND w.entry_id = e.id
      WHERE p.fund_id = $1) l
GROUP BY GROUPING SETS ((l.account_code, l.member_id), (l.account_code, l.month))
HAVING l.member_id IS NOT NULL OR l.month IS NOT NULL`}

// index is one of a table's, with how it is made again.
type index struct{ name, table, drop, create string }

// indexesSQL gives those of the two large tables in the order they were made,
// which is the order in which they refuse a row.
const indexesSQL = `
SELECT x.relname, t.relname,
       CASE WHEN c.oid IS NULL THEN format('DROP INDEX %I', x.relname)
            ELSE format('ALTER TABLE %I DROP CONSTRAINT %I', t.relname, x.relname) END,
       CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
            ELSE format('ALTER TABLE %I ADD CONSTRAINT %I %s', t.relname, x.relname, pg_get_constraintdef(c.oid)) END
FROM pg_index i
JOIN pg_class x ON x.oid = i.indexrelid
JOIN pg_class t ON t.oid = i.indrelid
LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype IN ('p', 'u')
WHERE i.indrelid IN ('entries'::regclass, 'postings'::regclass)
ORDER BY i.indexrelid`

func dropIndexes(ctx context.Context, tx pgx.Tx) ([]index, error) {
	rows, err := tx.Query(ctx, indexesSQL)
	if err != nil {
		return nil, err
	}
	indexes, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (index, error) {
		var x index
		err := row.Scan(&x.name, &x.table, &x.drop, &x.create)
		return x, err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range indexes {
		if _, err := tx.Exec(ctx, x.drop); err != nil {
			return nil, err
		}
	}
	return indexes, nil
}
