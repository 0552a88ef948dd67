package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// statementSQL shows each act of a member once: the first record with what became
// of it, posted, voided or reversed. It starts from the member's entries by key,
// so that a page far back costs what the first one does.
//
// The x is there for row-level security: a coalesce counts as a function that may
// leak, so as part of a condition it is looked at after the fund and never used to
// search an index, which made a page of twenty read all reversals of the fund twenty
// times (14 ms instead of 2).
const statementSQL = `
SELECT id, effective_on, recorded_at, kind, amount_satang, phase, series, series_year, series_number,
       coalesce(p.contribution, 0), coalesce(p.savings, 0), first_id
FROM (
    SELECT e.id AS first_id, coalesce(r.id, e.id) AS id, coalesce(r.effective_on, e.effective_on) AS effective_on,
           coalesce(r.recorded_at, e.recorded_at) AS recorded_at, e.kind,
           CASE WHEN r.phase = 'posted' THEN r.amount_satang ELSE e.amount_satang END AS amount_satang,
           CASE WHEN v.id IS NOT NULL THEN 'reversed' ELSE coalesce(r.phase, e.phase) END AS phase,
           coalesce(r.series, e.series, '') AS series, coalesce(r.series_year, e.series_year, 0) AS series_year,
           coalesce(r.series_number, e.series_number, 0) AS series_number
    FROM entries e
    LEFT JOIN LATERAL (SELECT * FROM entries WHERE fund_id = $1 AND resolves_id = e.id LIMIT 1) r ON true
    CROSS JOIN LATERAL (SELECT coalesce(r.id, e.id) AS id OFFSET 0) x
    LEFT JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND reverses_id = x.id LIMIT 1) v ON true
    WHERE e.fund_id = $1 AND e.member_id = $2 AND e.resolves_id IS NULL
      AND e.id < $4 AND coalesce(r.effective_on, e.effective_on) <= $5
    ORDER BY e.id DESC LIMIT $3
) acts
LEFT JOIN LATERAL (SELECT
        sum(CASE side WHEN 'credit' THEN amount_satang ELSE -amount_satang END) FILTER (WHERE left(account_code, 2) = '31')::bigint AS contribution,
        sum(CASE side WHEN 'credit' THEN amount_satang ELSE -amount_satang END) FILTER (WHERE left(account_code, 2) = '21')::bigint AS savings
    FROM postings WHERE fund_id = $1 AND entry_id = acts.id AND member_id = $2 AND acts.phase IN ('posted', 'reversed') OFFSET 0) p ON true
ORDER BY first_id DESC`

// Statement gives a member's acts, newest first.
func (s *Session) Statement(ctx context.Context, member ledger.MemberID, limit int) ([]store.StatementLine, error) {
	rows, err := s.tx.Query(ctx, statementSQL, s.fund.UUID, member.UUID, limit, uuid.Max, wireEnd(ledger.Date{}))
	if err != nil {
		return nil, fmt.Errorf("read statement: %w", err)
	}
	acts, err := pgx.CollectRows(rows, scanAct)
	if err != nil {
		return nil, fmt.Errorf("read statement: %w", err)
	}
	lines := make([]store.StatementLine, len(acts))
	for i, a := range acts {
		lines[i] = a.StatementLine
	}
	return lines, nil
}

// StatementAct is an act in a member's statement with what it did to her money
// and what stood after it.
type StatementAct struct {
	store.StatementLine
	// Contribution and Savings are what the act added; negative when it took away,
	// zero when it was never posted.
	Contribution, Savings ledger.Money
	// ContributionAfter and SavingsAfter are the balances after it, in the order in
	// which the acts began.
	ContributionAfter, SavingsAfter ledger.Money
	first                           ledger.EntryID
}

func scanAct(row pgx.CollectableRow) (StatementAct, error) {
	var a StatementAct
	var effective *time.Time
	var satang, contribution, savings int64
	err := row.Scan(&a.ID.UUID, &effective, &a.RecordedAt, &a.Kind, &satang, &a.State,
		&a.Document.Series, &a.Document.Year, &a.Document.Number, &contribution, &savings, &a.first.UUID)
	a.EffectiveOn, a.Amount = dateOf(effective), ledger.MoneyFromSatang(satang)
	a.Contribution, a.Savings = ledger.MoneyFromSatang(contribution), ledger.MoneyFromSatang(savings)
	return a, err
}

// StatementPlace is where a page of a statement begins: before an act, with the
// balances that stood there. It is carried from page to page, so that no page has
// to add up those before it.
type StatementPlace struct {
	Before                ledger.EntryID
	Contribution, Savings ledger.Money
}

// StatementPage gives at most size acts of a member up to a day (zero: all), from
// a place backwards, and the place of the next page; nil when there is none.
// Without a place it begins at the end, with what stands there.
func (s *Snapshot) StatementPage(ctx context.Context, member ledger.MemberID, asOf ledger.Date, from *StatementPlace, size int) ([]StatementAct, *StatementPlace, error) {
	if from == nil {
		money, err := s.MemberMoney(ctx, member, asOf)
		if err != nil {
			return nil, nil, err
		}
		from = &StatementPlace{Contribution: money.Contribution, Savings: money.Savings}
	}
	before := from.Before.UUID
	if from.Before.IsZero() {
		before = uuid.Max
	}
	acts, err := collect(ctx, s, statementSQL, scanAct, member.UUID, size+1, before, wireEnd(asOf))
	if err != nil {
		return nil, nil, err
	}
	next := *from
	for i := range acts[:min(size, len(acts))] {
		a := &acts[i]
		a.ContributionAfter, a.SavingsAfter = next.Contribution, next.Savings
		next = StatementPlace{a.first, next.Contribution.Sub(a.Contribution), next.Savings.Sub(a.Savings)}
	}
	if len(acts) <= size {
		return acts, nil, nil
	}
	return acts[:size], &next, nil
}

const memberMoneySQL = `
SELECT coalesce(sum(b.credit - b.debit) FILTER (WHERE left(a.code, 2) = '31'), 0)::bigint,
       coalesce(sum(b.pending_credit - b.pending_debit) FILTER (WHERE left(a.code, 2) = '31'), 0)::bigint,
       coalesce(sum(b.credit - b.debit) FILTER (WHERE left(a.code, 2) = '21'), 0)::bigint,
       coalesce(sum(b.pending_credit - b.pending_debit) FILTER (WHERE left(a.code, 2) = '21'), 0)::bigint
FROM accounts a
CROSS JOIN LATERAL (SELECT debit_satang AS debit, credit_satang AS credit,
        pending_debit_satang AS pending_debit, pending_credit_satang AS pending_credit
    FROM balances WHERE fund_id = $1 AND account_code = a.code AND member_id = $2 AND month = '-infinity' AND stripe = 0 LIMIT 1) b
WHERE a.fund_id = $1 AND left(a.code, 2) IN ('21', '31')`

// laterMoneySQL is what came under a member's name after a day.
const laterMoneySQL = `
SELECT coalesce(sum(p.change) FILTER (WHERE left(p.account_code, 2) = '31'), 0)::bigint,
       coalesce(sum(p.change) FILTER (WHERE left(p.account_code, 2) = '21'), 0)::bigint
FROM (SELECT id FROM entries WHERE fund_id = $1 AND member_id = $2 AND phase = 'posted' AND effective_on > $3 OFFSET 0) e
CROSS JOIN LATERAL (SELECT account_code, CASE side WHEN 'credit' THEN amount_satang ELSE -amount_satang END AS change
    FROM postings WHERE fund_id = $1 AND entry_id = e.id AND member_id = $2 OFFSET 0) p`

// MemberMoney gives what stands under a member's name: now, or posted by the end
// of a day; what is pending is pending now.
func (s *Snapshot) MemberMoney(ctx context.Context, member ledger.MemberID, asOf ledger.Date) (store.MemberMoney, error) {
	var c, pc, v, pv, laterC, laterV int64
	if err := s.tx.QueryRow(ctx, memberMoneySQL, s.fund.UUID, member.UUID).Scan(&c, &pc, &v, &pv); err != nil {
		return store.MemberMoney{}, fmt.Errorf("read a member's money: %w", err)
	}
	if !asOf.IsZero() {
		if err := s.tx.QueryRow(ctx, laterMoneySQL, s.fund.UUID, member.UUID, asOf.Time()).Scan(&laterC, &laterV); err != nil {
			return store.MemberMoney{}, fmt.Errorf("read a member's money on %s: %w", asOf, err)
		}
	}
	return store.MemberMoney{
		Contribution: ledger.MoneyFromSatang(c - laterC), PendingContribution: ledger.MoneyFromSatang(pc),
		Savings: ledger.MoneyFromSatang(v - laterV), PendingSavings: ledger.MoneyFromSatang(pv),
	}, nil
}

// MemberStatement gives a member's money and the latest acts, at most limit,
// newest first.
func (db *DB) MemberStatement(ctx context.Context, fund ledger.FundID, member ledger.MemberID, limit int) (store.MemberMoney, []store.StatementLine, error) {
	var money store.MemberMoney
	var lines []store.StatementLine
	err := db.Snapshot(ctx, fund, func(s *Snapshot) error {
		var err error
		if money, err = s.MemberMoney(ctx, member, ledger.Date{}); err != nil {
			return err
		}
		lines, err = (&Session{tx: s.tx, fund: fund}).Statement(ctx, member, limit)
		return err
	})
	if err != nil {
		return store.MemberMoney{}, nil, fmt.Errorf("member statement: %w", err)
	}
	return money, lines, nil
}
