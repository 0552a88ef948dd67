package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const trialBalanceSQL = `
SELECT a.code, a.name, a.type, coalesce(sum(b.debit_satang), 0)::bigint, coalesce(sum(b.credit_satang), 0)::bigint
FROM accounts a LEFT JOIN balances b ON b.fund_id = a.fund_id AND b.account_code = a.code AND b.month > '-infinity'
WHERE a.fund_id = $1 GROUP BY a.code, a.name, a.type ORDER BY a.code`

const trialBalanceAsOfSQL = `
SELECT a.code, a.name, a.type,
       coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'debit'), 0)::bigint,
       coalesce(sum(p.amount_satang) FILTER (WHERE p.side = 'credit'), 0)::bigint
FROM accounts a LEFT JOIN (postings p JOIN entries e ON e.fund_id = p.fund_id AND e.id = p.entry_id
       AND e.phase = 'posted' AND e.effective_on <= $2)
  ON p.fund_id = a.fund_id AND p.account_code = a.code
WHERE a.fund_id = $1 GROUP BY a.code, a.name, a.type ORDER BY a.code`

// TrialBalance gives every account with its posted balance; asOf zero means
// everything recorded so far.
func (db *DB) TrialBalance(ctx context.Context, fund ledger.FundID, asOf ledger.Date) (ledger.TrialBalance, error) {
	sql, args := trialBalanceSQL, []any{fund.UUID}
	if !asOf.IsZero() {
		sql, args = trialBalanceAsOfSQL, []any{fund.UUID, asOf.Time()}
	}
	var trial ledger.TrialBalance
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		var err error
		trial, err = trialBalance(ctx, tx, sql, args)
		return err
	})
	if err != nil {
		return ledger.TrialBalance{}, fmt.Errorf("trial balance: %w", err)
	}
	return trial, nil
}

func trialBalance(ctx context.Context, tx pgx.Tx, sql string, args []any) (ledger.TrialBalance, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return ledger.TrialBalance{}, err
	}
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (ledger.TrialLine, error) {
		var code, name, kind string
		var debit, credit int64
		err := row.Scan(&code, &name, &kind, &debit, &credit)
		account := ledger.Account{Code: ledger.AccountCode(code), Name: name, Type: ledger.AccountType(kind)}
		return ledger.NewTrialLine(account, ledger.MoneyFromSatang(debit), ledger.MoneyFromSatang(credit)), err
	})
	return ledger.NewTrialBalance(lines), err
}

// statementPageSQL shows each act once: the first record with what became of it.
const statementPageSQL = `
SELECT coalesce(r.id, e.id), coalesce(r.effective_on, e.effective_on), coalesce(r.recorded_at, e.recorded_at), e.kind,
       CASE WHEN r.phase = 'posted' THEN r.amount_satang ELSE e.amount_satang END,
       coalesce(r.phase, e.phase), coalesce(r.series, e.series, ''), coalesce(r.series_year, e.series_year, 0), coalesce(r.series_number, e.series_number, 0)
FROM (SELECT * FROM entries WHERE fund_id = $1 AND member_id = $2 AND resolves_id IS NULL ORDER BY id DESC LIMIT $3) e
LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND resolves_id = e.id LIMIT 1) r ON true
ORDER BY e.id DESC`

// Statement gives a member's acts, newest first.
func (s *Session) Statement(ctx context.Context, member ledger.MemberID, limit int) ([]store.StatementLine, error) {
	rows, err := s.tx.Query(ctx, statementPageSQL, s.fund.UUID, member.UUID, limit)
	if err != nil {
		return nil, fmt.Errorf("read statement: %w", err)
	}
	return collectStatement(rows)
}

func collectStatement(rows pgx.Rows) ([]store.StatementLine, error) {
	lines, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.StatementLine, error) {
		var l store.StatementLine
		var kind, phase string
		var effective *time.Time
		var satang int64
		err := row.Scan(&l.ID.UUID, &effective, &l.RecordedAt, &kind, &satang, &phase, &l.Document.Series, &l.Document.Year, &l.Document.Number)
		l.EffectiveOn, l.Kind, l.State = dateOf(effective), ledger.Kind(kind), store.State(phase)
		l.Amount = ledger.MoneyFromSatang(satang)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read statement: %w", err)
	}
	return lines, nil
}

const memberMoneySQL = `
SELECT coalesce(sum(credit_satang - debit_satang) FILTER (WHERE account_code = '3100'), 0)::bigint,
       coalesce(sum(pending_credit_satang - pending_debit_satang) FILTER (WHERE account_code = '3100'), 0)::bigint,
       coalesce(sum(credit_satang - debit_satang) FILTER (WHERE account_code = '2100'), 0)::bigint,
       coalesce(sum(pending_credit_satang - pending_debit_satang) FILTER (WHERE account_code = '2100'), 0)::bigint
FROM balances WHERE fund_id = $1 AND account_code IN ('2100', '3100') AND member_id = $2 AND month = '-infinity'`

// MemberStatement gives a member's money and the latest acts, at most limit,
// newest first.
func (db *DB) MemberStatement(ctx context.Context, fund ledger.FundID, member ledger.MemberID, limit int) (store.MemberMoney, []store.StatementLine, error) {
	var money store.MemberMoney
	var lines []store.StatementLine
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		var c, pc, s, ps int64
		if err := tx.QueryRow(ctx, memberMoneySQL, fund.UUID, member.UUID).Scan(&c, &pc, &s, &ps); err != nil {
			return err
		}
		money = store.MemberMoney{
			Contribution: ledger.MoneyFromSatang(c), PendingContribution: ledger.MoneyFromSatang(pc),
			Savings: ledger.MoneyFromSatang(s), PendingSavings: ledger.MoneyFromSatang(ps),
		}
		var err error
		lines, err = (&Session{tx: tx, fund: fund}).Statement(ctx, member, limit)
		return err
	})
	if err != nil {
		return store.MemberMoney{}, nil, fmt.Errorf("member statement: %w", err)
	}
	return money, lines, nil
}

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
		if o.Trial, err = trialBalance(ctx, tx, trialBalanceSQL, []any{fund.UUID}); err != nil {
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
