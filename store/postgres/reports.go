package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// BookLine is one of a fund's latest acts with its member.
type BookLine struct {
	store.StatementLine
	MemberName string
}

// Overview is a fund's books at one moment, for a pane that shows them live.
type Overview struct {
	Trial   ledger.TrialBalance
	Latest  []BookLine // each act once with what became of it, the latest touched first
	Waiting []store.WaitingEntry
	Totals  []store.WaitingTotal
}

const latestSQL = `
SELECT x.id, coalesce(r.effective_on, e.effective_on), coalesce(r.recorded_at, e.recorded_at), e.kind, e.amount_satang,
       coalesce(r.phase, e.phase), coalesce(r.series, e.series, ''), coalesce(r.series_year, e.series_year, 0), coalesce(r.series_number, e.series_number, 0),
       coalesce(m.name, '')
FROM (SELECT DISTINCT ON (coalesce(resolves_id, id)) coalesce(resolves_id, id) AS first_id, id
      FROM (SELECT id, resolves_id FROM entries WHERE fund_id = $1 ORDER BY id DESC LIMIT 3 * $2) latest
      ORDER BY coalesce(resolves_id, id), id DESC) x
CROSS JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND id = x.first_id LIMIT 1) e
LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND resolves_id = x.first_id LIMIT 1) r ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = e.member_id LIMIT 1) m ON true
ORDER BY x.id DESC LIMIT $2`

// Overview reads a fund's books in one snapshot, so that its parts agree; at
// most limit lines of each list.
func (db *DB) Overview(ctx context.Context, fund ledger.FundID, limit int) (Overview, error) {
	var o Overview
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		var err error
		if o.Trial, err = (&Snapshot{tx, fund}).TrialBalance(ctx, ledger.Date{}); err != nil {
			return err
		}
		if o.Latest, err = latestActs(ctx, tx, fund, limit); err != nil {
			return err
		}
		o.Waiting, o.Totals, err = (&Session{tx: tx, fund: fund}).Waiting(ctx, limit, 0)
		return err
	})
	if err != nil {
		return Overview{}, fmt.Errorf("overview of the books: %w", err)
	}
	return o, nil
}

func latestActs(ctx context.Context, tx pgx.Tx, fund ledger.FundID, limit int) ([]BookLine, error) {
	rows, err := tx.Query(ctx, latestSQL, fund.UUID, limit)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (BookLine, error) {
		var l BookLine
		var kind, phase string
		var effective *time.Time
		var satang int64
		err := row.Scan(&l.ID.UUID, &effective, &l.RecordedAt, &kind, &satang, &phase,
			&l.Document.Series, &l.Document.Year, &l.Document.Number, &l.MemberName)
		l.EffectiveOn, l.Kind, l.State = dateOf(effective), ledger.Kind(kind), store.State(phase)
		l.Amount = ledger.MoneyFromSatang(satang)
		return l, err
	})
}
