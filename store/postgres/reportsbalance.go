package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
)

// turnoverSQL adds up the rows that balances has of each account and month, and
// takes off what the first and the last month have outside the days asked for:
// so a day's balance reads some hundred rows and the entries of one month, not
// the history. Each account is looked up by key (the rows of members' parts lie
// between them), each entry's postings too. Closing entries bear journal
// numbers, by which they are found.
const turnoverSQL = `
WITH off AS MATERIALIZED (
    SELECT id, effective_on FROM entries
    WHERE fund_id = $1 AND phase = 'posted' AND effective_on >= $2 AND effective_on < $4
    UNION ALL
    SELECT id, effective_on FROM entries
    WHERE fund_id = $1 AND phase = 'posted' AND effective_on > $5 AND effective_on <= $3
    UNION ALL
    SELECT e.id, e.effective_on FROM entries e
    LEFT JOIN LATERAL (SELECT kind FROM entries WHERE fund_id = $1 AND id = e.reverses_id LIMIT 1) o ON true
    WHERE e.fund_id = $1 AND NOT $6 AND e.series = 'J' AND e.effective_on BETWEEN $4 AND $5
      AND 'closing' IN (e.kind, o.kind)
)
SELECT t.account_code, t.month, sum(t.debit)::bigint, sum(t.credit)::bigint
FROM (
    SELECT a.code AS account_code, b.month, b.debit_satang AS debit, b.credit_satang AS credit
    FROM accounts a
    CROSS JOIN LATERAL (SELECT month, debit_satang, credit_satang FROM balances
        WHERE fund_id = $1 AND account_code = a.code AND member_id = '00000000-0000-0000-0000-000000000000'
          AND month BETWEEN $2 AND $3 OFFSET 0) b
    WHERE a.fund_id = $1
    UNION ALL
    SELECT p.account_code, date_trunc('month', o.effective_on)::date,
           CASE p.side WHEN 'debit' THEN -p.amount_satang ELSE 0 END, CASE p.side WHEN 'credit' THEN -p.amount_satang ELSE 0 END
    FROM off o
    CROSS JOIN LATERAL (SELECT account_code, side, amount_satang FROM postings
        WHERE fund_id = $1 AND entry_id = o.id OFFSET 0) p
) t
GROUP BY t.account_code, t.month ORDER BY t.account_code, t.month`

// Turnovers gives what came on each account in each month of the days. Days
// without a beginning begin with the books; without an end they take everything
// that is recorded, later days too. Year-end closing takes income and expense
// back to zero: reports of these leave it out.
func (s *Snapshot) Turnovers(ctx context.Context, days ledger.Days, withClosing bool) ([]ledger.Turnover, error) {
	accounts, err := s.accountsByCode(ctx)
	if err != nil {
		return nil, err
	}
	first, last := wireBegin(days.From), wireEnd(days.To)
	if !days.From.IsZero() {
		first.Time = days.From.FirstOfMonth().Time()
	}
	if !days.To.IsZero() {
		last.Time = days.To.LastOfMonth().Time()
	}
	return collect(ctx, s, turnoverSQL, func(row pgx.CollectableRow) (ledger.Turnover, error) {
		var code string
		var month time.Time
		var debit, credit int64
		err := row.Scan(&code, &month, &debit, &credit)
		return ledger.Turnover{Account: accounts[ledger.AccountCode(code)], Month: dateOf(&month),
			Debit: ledger.MoneyFromSatang(debit), Credit: ledger.MoneyFromSatang(credit)}, err
	}, first, last, wireBegin(days.From), wireEnd(days.To), withClosing)
}

// TrialBalance gives every account with its posted balance at the end of a day;
// the zero day means everything recorded so far.
func (s *Snapshot) TrialBalance(ctx context.Context, asOf ledger.Date) (ledger.TrialBalance, error) {
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return ledger.TrialBalance{}, err
	}
	turnovers, err := s.Turnovers(ctx, ledger.Days{To: asOf}, true)
	if err != nil {
		return ledger.TrialBalance{}, err
	}
	sums := map[ledger.AccountCode]ledger.Turnover{}
	for _, t := range turnovers {
		sum := sums[t.Account.Code]
		sum.Debit, sum.Credit = sum.Debit.Add(t.Debit), sum.Credit.Add(t.Credit)
		sums[t.Account.Code] = sum
	}
	lines := make([]ledger.TrialLine, len(accounts))
	for i, a := range accounts {
		lines[i] = ledger.NewTrialLine(a, sums[a.Code].Debit, sums[a.Code].Credit)
	}
	return ledger.NewTrialBalance(lines), nil
}

// TrialBalance is the Snapshot's, of a moment of its own.
func (db *DB) TrialBalance(ctx context.Context, fund ledger.FundID, asOf ledger.Date) (ledger.TrialBalance, error) {
	var trial ledger.TrialBalance
	err := db.Snapshot(ctx, fund, func(s *Snapshot) error {
		var err error
		trial, err = s.TrialBalance(ctx, asOf)
		return err
	})
	if err != nil {
		return ledger.TrialBalance{}, fmt.Errorf("trial balance: %w", err)
	}
	return trial, nil
}

// sourceTurnoverSQL reads every posting: balances are not kept by source, because
// each deposit would then touch more rows for a report that a fund prints a few
// times a year.
const sourceTurnoverSQL = `
SELECT p.account_code, p.source, e.effective_on < $2,
       coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'debit'), 0)::bigint,
       coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'credit'), 0)::bigint
FROM entries e JOIN postings p ON p.fund_id = e.fund_id AND p.entry_id = e.id
LEFT JOIN entries o ON o.fund_id = e.fund_id AND o.id = e.reverses_id
WHERE e.fund_id = $1 AND e.phase = 'posted' AND e.effective_on <= $3
  AND ($4 OR e.effective_on < $2 OR ('closing' IN (e.kind, o.kind)) IS NOT TRUE)
GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`

// SourceTurnovers gives what came on each account for each source of money:
// before the days and in them. Closing is left out of those in the days only.
func (s *Snapshot) SourceTurnovers(ctx context.Context, days ledger.Days, withClosing bool) (before, within []ledger.Turnover, err error) {
	accounts, err := s.accountsByCode(ctx)
	if err != nil {
		return nil, nil, err
	}
	_, err = collect(ctx, s, sourceTurnoverSQL, func(row pgx.CollectableRow) (struct{}, error) {
		var code, source string
		var isBefore bool
		var debit, credit int64
		if err := row.Scan(&code, &source, &isBefore, &debit, &credit); err != nil {
			return struct{}{}, err
		}
		t := ledger.Turnover{Account: accounts[ledger.AccountCode(code)], Debit: ledger.MoneyFromSatang(debit), Credit: ledger.MoneyFromSatang(credit)}
		t.Source, err = ledger.ParseSource(source)
		if isBefore {
			before = append(before, t)
		} else {
			within = append(within, t)
		}
		return struct{}{}, err
	}, wireBegin(days.From), wireEnd(days.To), withClosing)
	return before, within, err
}

func (s *Snapshot) accountsByCode(ctx context.Context) (map[ledger.AccountCode]ledger.Account, error) {
	accounts, err := s.Accounts(ctx)
	byCode := make(map[ledger.AccountCode]ledger.Account, len(accounts))
	for _, a := range accounts {
		byCode[a.Code] = a
	}
	return byCode, err
}

// wireBegin is a day, or for none the beginning of time.
func wireBegin(d ledger.Date) pgtype.Date {
	if d.IsZero() {
		return pgtype.Date{InfinityModifier: pgtype.NegativeInfinity, Valid: true}
	}
	return wireDate(d)
}

// wireEnd is a day, or for none the end of time.
func wireEnd(d ledger.Date) pgtype.Date {
	if d.IsZero() {
		return pgtype.Date{InfinityModifier: pgtype.Infinity, Valid: true}
	}
	return wireDate(d)
}
