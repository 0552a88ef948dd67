package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sajja/store"
)

// Fault is something in the books that cannot be right.
type Fault struct {
	Fund  string `json:"fund"`
	Check string `json:"check"`
	Where string `json:"where"`
}

// Verification is what a look at every row of the books came to.
type Verification struct {
	Entries int64
	Funds   int
	Faults  []Fault
}

// faultsMax bounds how many faults of one check are named.
const faultsMax = 20

// check is one question asked of a fund's rows; each row of the answer names a
// place where the books are wrong.
type check struct{ name, sql string }

// Everything is worked out from entries and postings; the derived tables are
// compared with it.
var checks = []check{
	{"entry does not balance", `
SELECT e.id::text FROM entries e
LEFT JOIN (SELECT entry_id, sum(amount_satang) FILTER (WHERE side = 'debit') AS debit,
                  sum(amount_satang) FILTER (WHERE side = 'credit') AS credit, count(*) AS lines
           FROM postings WHERE fund_id = $1 GROUP BY entry_id) p ON p.entry_id = e.id
WHERE e.fund_id = $1 AND (coalesce(p.debit, 0) <> e.amount_satang OR coalesce(p.credit, 0) <> e.amount_satang
      OR (e.phase <> 'voided') <> (coalesce(p.lines, 0) >= 2))
ORDER BY e.id LIMIT $2`},
	{"entry differs from its digest", `
SELECT e.id::text FROM entries e
LEFT JOIN LATERAL (
    SELECT string_agg(` + hashedText("p.account_code") + ` || ` + hashedID("p.member_id") + ` || ` + hashedText("p.side") + ` || ` + hashedText("p.source") + ` || int8send(p.amount_satang),
                      ''::bytea ORDER BY p.line) AS lines
    FROM postings p WHERE p.fund_id = e.fund_id AND p.entry_id = e.id) p ON true
WHERE e.fund_id = $1 AND e.content_hash <> sha256(` + hashedID("e.fund_id") + ` || ` + hashedText("e.phase") + ` || ` + hashedText("e.kind") + ` || ` +
		hashedText("to_char(e.effective_on, 'YYYY-MM-DD')") + ` || ` + hashedID("e.member_id") + ` || ` + hashedID("e.actor_id") + ` || ` +
		hashedID("e.resolves_id") + ` || ` + hashedID("e.reverses_id") + ` || ` + hashedID("e.rest_of_id") + ` || ` +
		hashedText("coalesce(to_char(e.expires_on, 'YYYY-MM-DD'), '')") + ` || ` + hashedText("e.reason") + ` || coalesce(p.lines, ''::bytea))
ORDER BY 1 LIMIT $2`},
	{"posting without its entry", `
SELECT p.entry_id::text FROM postings p LEFT JOIN entries e ON e.fund_id = p.fund_id AND e.id = p.entry_id
WHERE p.fund_id = $1 AND e.id IS NULL ORDER BY 1 LIMIT $2`},
	{"posting to an account the fund does not have", `
SELECT DISTINCT p.account_code FROM postings p LEFT JOIN accounts a ON a.fund_id = p.fund_id AND a.code = p.account_code
WHERE p.fund_id = $1 AND a.code IS NULL ORDER BY 1 LIMIT $2`},
	{"entry or posting of a member the fund does not have", `
SELECT DISTINCT r.member_id::text
FROM (SELECT member_id FROM entries WHERE fund_id = $1 UNION SELECT actor_id FROM entries WHERE fund_id = $1
      UNION SELECT member_id FROM postings WHERE fund_id = $1) r
LEFT JOIN members m ON m.fund_id = $1 AND m.id = r.member_id
WHERE r.member_id IS NOT NULL AND m.id IS NULL ORDER BY 1 LIMIT $2`},
	{"entry resolves what is not pending", `
SELECT r.id::text FROM entries r LEFT JOIN entries e ON e.fund_id = r.fund_id AND e.id = r.resolves_id
WHERE r.fund_id = $1 AND r.resolves_id IS NOT NULL AND e.phase IS DISTINCT FROM 'pending' ORDER BY 1 LIMIT $2`},
	{"maker received her own promise", `
SELECT r.id::text FROM entries r JOIN entries e ON e.fund_id = r.fund_id AND e.id = r.resolves_id
WHERE r.fund_id = $1 AND r.phase = 'posted' AND (r.actor_id = e.actor_id OR r.actor_id = e.member_id) ORDER BY 1 LIMIT $2`},
	{"document number missing or double", `
SELECT series || series_year + 543 || ': ' || count(*) || ' documents, highest ' || max(series_number)
FROM entries WHERE fund_id = $1 AND series_number IS NOT NULL GROUP BY series, series_year
HAVING count(*) <> max(series_number) OR min(series_number) <> 1 OR count(DISTINCT series_number) <> count(*) ORDER BY 1 LIMIT $2`},
	{"last document numbers missing", `
SELECT c.series || c.year + 543 || ': ' || c.last_number || ' given, highest ' || coalesce(max(e.series_number), 0)
FROM document_counters c LEFT JOIN entries e ON e.fund_id = c.fund_id AND e.series = c.series AND e.series_year = c.year
WHERE c.fund_id = $1 GROUP BY c.series, c.year, c.last_number HAVING c.last_number <> coalesce(max(e.series_number), 0) ORDER BY 1 LIMIT $2`},
	{"posted without a number", `
SELECT id::text FROM entries WHERE fund_id = $1 AND (phase = 'posted') <> (series_number IS NOT NULL) ORDER BY 1 LIMIT $2`},
	{"balance differs from its postings", `
SELECT coalesce(b.account_code, p.account_code) || coalesce(' member ' || nullif(coalesce(b.member_id, p.member_id), '00000000-0000-0000-0000-000000000000'), '')
       || coalesce(' of ' || to_char(nullif(coalesce(b.month, p.month), '-infinity'), 'YYYY-MM'), '')
FROM (SELECT account_code, member_id, month, sum(debit_satang) AS d, sum(credit_satang) AS c,
             sum(pending_debit_satang) AS pd, sum(pending_credit_satang) AS pc
      FROM balances WHERE fund_id = $1 GROUP BY 1, 2, 3) b
FULL JOIN (SELECT l.account_code, coalesce(l.member_id, '00000000-0000-0000-0000-000000000000') AS member_id, coalesce(l.month, '-infinity') AS month,
             coalesce(sum(l.amount_satang) FILTER (WHERE phase = 'posted' AND side = 'debit'), 0) AS d,
             coalesce(sum(l.amount_satang) FILTER (WHERE phase = 'posted' AND side = 'credit'), 0) AS c,
             coalesce(sum(l.amount_satang) FILTER (WHERE phase = 'pending' AND side = 'debit' AND NOT is_resolved), 0) AS pd,
             coalesce(sum(l.amount_satang) FILTER (WHERE phase = 'pending' AND side = 'credit' AND NOT is_resolved), 0) AS pc
      FROM (SELECT l.account_code, l.member_id, date_trunc('month', e.effective_on)::date AS month, l.side, l.amount_satang, e.phase, r.id IS NOT NULL AS is_resolved
            FROM postings l JOIN entries e ON e.fund_id = l.fund_id AND e.id = l.entry_id
            LEFT JOIN entries r ON r.fund_id = e.fund_id AND r.resolves_id = e.id
            WHERE l.fund_id = $1) l
      GROUP BY GROUPING SETS ((l.account_code, l.member_id), (l.account_code, l.month))
      HAVING l.member_id IS NOT NULL OR l.month IS NOT NULL) p
  ON p.account_code = b.account_code AND p.member_id = b.member_id AND p.month = b.month
WHERE (coalesce(b.d, 0), coalesce(b.c, 0), coalesce(b.pd, 0), coalesce(b.pc, 0))
   <> (coalesce(p.d, 0), coalesce(p.c, 0), coalesce(p.pd, 0), coalesce(p.pc, 0))
ORDER BY 1 LIMIT $2`},
	{"waiting list differs from the entries", `
SELECT coalesce(w.entry_id, e.id)::text
FROM (SELECT entry_id FROM waiting WHERE fund_id = $1) w
FULL JOIN (SELECT e.id FROM entries e LEFT JOIN entries r ON r.fund_id = e.fund_id AND r.resolves_id = e.id
           WHERE e.fund_id = $1 AND e.phase = 'pending' AND r.id IS NULL) e ON e.id = w.entry_id
WHERE w.entry_id IS NULL OR e.id IS NULL ORDER BY 1 LIMIT $2`},
}

// hashedText and hashedID spell in SQL how ledger.Entry.ContentHash writes a text
// and an ID.
func hashedText(expression string) string {
	bytes := `convert_to(` + expression + `, 'UTF8')`
	return `int4send(octet_length(` + bytes + `)) || ` + bytes
}

func hashedID(expression string) string {
	return `uuid_send(coalesce(` + expression + `, '00000000-0000-0000-0000-000000000000'))`
}

// Verify recomputes the books of the given funds from the rows alone, one
// consistent view per fund, and names what is wrong, at most faultsMax places a
// check.
func (db *DB) Verify(ctx context.Context, funds []store.Fund) (Verification, error) {
	result := Verification{Funds: len(funds), Faults: []Fault{}}
	for _, fund := range funds {
		if err := db.verifyFund(ctx, fund, &result); err != nil {
			return result, fmt.Errorf("verify fund %s: %w", fund.Code, err)
		}
	}
	return result, nil
}

func (db *DB) verifyFund(ctx context.Context, fund store.Fund, result *Verification) error {
	return db.inReport(ctx, fund.ID, func(tx pgx.Tx) error {
		var entries int64
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM entries WHERE fund_id = $1`, fund.ID.UUID).Scan(&entries); err != nil {
			return err
		}
		result.Entries += entries
		for _, c := range checks {
			rows, err := tx.Query(ctx, c.sql, fund.ID.UUID, faultsMax)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			places, err := pgx.CollectRows(rows, pgx.RowTo[string])
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			for _, place := range places {
				result.Faults = append(result.Faults, Fault{Fund: fund.Code, Check: c.name, Where: place})
			}
		}
		return nil
	})
}
