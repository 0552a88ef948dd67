package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const sourceTotalsSQL = `
SELECT a.code, a.name, a.type, p.source,
       sum(CASE p.side WHEN 'debit' THEN p.amount_satang ELSE 0 END)::bigint,
       sum(CASE p.side WHEN 'credit' THEN p.amount_satang ELSE 0 END)::bigint
FROM entries e
JOIN postings p ON p.fund_id = e.fund_id AND p.entry_id = e.id
JOIN accounts a ON a.fund_id = p.fund_id AND a.code = p.account_code
WHERE e.fund_id = $1 AND e.phase = 'posted' AND e.effective_on <= $2 AND a.type IN ('income', 'expense')
GROUP BY a.code, a.name, a.type, p.source ORDER BY a.code, p.source`

// resultTotals gives what stands on income and expense at the end of a day, by
// source of money. A year that was never closed is in it.
func (s *Session) resultTotals(ctx context.Context, through ledger.Date) ([]ledger.SourceTotal, error) {
	batch := &pgx.Batch{}
	batch.Queue(freePlannerSQL) // it reads the whole books, once a year
	batch.Queue(sourceTotalsSQL, s.fund.UUID, through.Time())
	results := s.tx.SendBatch(ctx, batch)
	defer results.Close()
	if _, err := results.Exec(); err != nil {
		return nil, fmt.Errorf("read income and expense: %w", err)
	}
	rows, err := results.Query()
	if err != nil {
		return nil, fmt.Errorf("read income and expense: %w", err)
	}
	totals, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (ledger.SourceTotal, error) {
		var t ledger.SourceTotal
		var source string
		var debit, credit int64
		err := row.Scan(&t.Account.Code, &t.Account.Name, &t.Account.Type, &source, &debit, &credit)
		t.Source, t.Debit, t.Credit = sourceOf(source), ledger.MoneyFromSatang(debit), ledger.MoneyFromSatang(credit)
		return t, err
	})
	if err != nil {
		return nil, fmt.Errorf("read income and expense: %w", err)
	}
	return totals, nil
}

// closingCountsSQL counts the closing entries that were made for a year, and those
// of them that stand.
const closingCountsSQL = `
SELECT count(*), count(*) FILTER (WHERE r.id IS NULL)
FROM (SELECT id FROM entries WHERE fund_id = $1 AND kind = 'closing' AND starts_with(idempotency_key, $2) OFFSET 0) e
LEFT JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) r ON true`

// YearClosing is what the closing of a year came to.
type YearClosing struct {
	Results []ledger.YearResult
	Entries []ledger.Entry // with their document numbers
	// ClosedThrough is how far periods are closed; zero when none is.
	ClosedThrough ledger.Date
}

// CloseYear brings income and expense to zero and their difference to the funds,
// one entry for each source of money, all or none, while nobody else posts.
// ErrYearOpen before the year's last day, ErrYearClosed while the entries of an
// earlier closing stand, ErrNothingToClose, ErrShares of ledger.
func (db *DB) CloseYear(ctx context.Context, fund ledger.FundID, year int, shares ledger.Shares, act ledger.Act) (YearClosing, error) {
	last, err := ledger.NewDate(year, time.December, 31)
	if err == nil && last.After(ledger.DateOf(act.At)) {
		err = ledger.ErrYearOpen
	}
	if err != nil {
		return YearClosing{}, fmt.Errorf("close the year %d: %w", year, err)
	}
	var done YearClosing
	err = db.work(ctx, fund, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
		var err error
		done, err = s.closeYear(ctx, last, shares, act)
		return store.Outcome{Entries: done.Entries}, err
	})
	if err == nil {
		err = db.fillNumbers(ctx, fund, done.Entries)
	}
	if err != nil {
		return YearClosing{}, fmt.Errorf("close the year %d: %w", year, err)
	}
	return done, nil
}

func (s *Session) closeYear(ctx context.Context, last ledger.Date, shares ledger.Shares, act ledger.Act) (YearClosing, error) {
	var done YearClosing
	if err := s.LockBooks(ctx); err != nil {
		return done, err
	}
	var made, standing int
	prefix := fmt.Sprintf("closing:%d:", last.Year())
	if err := s.tx.QueryRow(ctx, closingCountsSQL, s.fund.UUID, prefix).Scan(&made, &standing); err != nil {
		return done, fmt.Errorf("look for an earlier closing: %w", err)
	}
	if standing > 0 {
		return done, ledger.ErrYearClosed
	}
	var err error
	if done.ClosedThrough, err = s.ClosedThrough(ctx); err != nil {
		return done, err
	}
	totals, err := s.resultTotals(ctx, last)
	if err != nil {
		return done, err
	}
	// A closing that was reversed is made again under a name of its own.
	act.Key = fmt.Sprintf("%s%d", prefix, made)
	end := ledger.YearEnd{Fund: s.fund, On: ledger.FirstOpenDay(last, done.ClosedThrough), Shares: shares}
	done.Results = ledger.YearResults(totals)
	done.Entries, err = end.Entries(totals, act)
	return done, err
}
