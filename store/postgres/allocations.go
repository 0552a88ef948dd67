package postgres

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

const allocationsSQL = `SELECT since, accounts, hundredths, pot FROM allocations WHERE fund_id = $1 ORDER BY number LIMIT 1000`

func scanAllocation(row pgx.CollectableRow) (membership.Allocation, error) {
	var a membership.Allocation
	var since *time.Time
	var accounts []string
	var hundredths []int32
	err := row.Scan(&since, &accounts, &hundredths, &a.Pot)
	a.Since = dateOf(since)
	for i, code := range accounts {
		a.Shares = append(a.Shares, membership.AllocationShare{Account: ledger.AccountCode(code), Hundredths: int64(hundredths[i])})
	}
	return a, err
}

// Allocations gives a fund's tables of purposes, in the order of setting.
func (db *DB) Allocations(ctx context.Context, fund ledger.FundID) ([]membership.Allocation, error) {
	var found []membership.Allocation
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		var err error
		found, err = collectTx(ctx, tx, allocationsSQL, scanAllocation, fund.UUID)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the allocations: %w", err)
	}
	return found, nil
}

const openAccountsSQL = `SELECT count(*) FROM accounts WHERE fund_id = $1 AND code = ANY($2) AND closed_on IS NULL`

const insertAllocationSQL = `
INSERT INTO allocations (fund_id, number, since, accounts, hundredths, pot, recorded_at, recorded_by)
SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7 FROM allocations WHERE fund_id = $1`

// SetAllocation adds a table of purposes. membership.ErrAllocationWhole or
// ErrAllocationAccount, ledger.ErrAccount for one the fund does not have open.
func (db *DB) SetAllocation(ctx context.Context, fund ledger.FundID, a membership.Allocation, by ledger.MemberID, at time.Time) error {
	if err := a.Check(); err != nil {
		return err
	}
	codes, hundredths := make([]string, len(a.Shares)), make([]int32, len(a.Shares))
	for i, s := range a.Shares {
		codes[i], hundredths[i] = string(s.Account), int32(s.Hundredths)
	}
	named := map[string]bool{}
	for _, code := range append(codes, string(a.Pot)) {
		named[code] = code != ""
	}
	delete(named, "")
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		var open int
		all := make([]string, 0, len(named))
		for code := range named {
			all = append(all, code)
		}
		if err := tx.QueryRow(ctx, openAccountsSQL, fund.UUID, all).Scan(&open); err != nil {
			return err
		}
		if open != len(all) {
			return ledger.ErrAccount
		}
		_, err := tx.Exec(ctx, insertAllocationSQL, fund.UUID, a.Since.Time(), codes, hundredths, string(a.Pot), at, wireID(by.UUID))
		return err
	})
	if err != nil {
		return fmt.Errorf("set the allocation: %w", domainError(err))
	}
	return nil
}

// Refusals of allocating a month.
var (
	// ErrNoAllocation: no table of the fund is in force then.
	ErrNoAllocation = errors.New("no table of purposes is in force in that month")
	// ErrMonthNotOver: its money is not all there yet.
	ErrMonthNotOver = errors.New("a month is allocated when it is over")
)

// monthContributionsSQL adds up what members gave to the pool on days of a month; a
// reversal takes off what it undoes, on its own day.
const monthContributionsSQL = `
SELECT coalesce(sum(CASE p.side WHEN 'credit' THEN p.amount_satang ELSE -p.amount_satang END), 0)::bigint
FROM (SELECT id, kind, reverses_id FROM entries WHERE fund_id = $1 AND effective_on BETWEEN $2 AND $3
          AND phase = 'posted' AND kind IN ('contribution', 'reversal') OFFSET 0) e
LEFT JOIN LATERAL (SELECT kind FROM entries WHERE fund_id = $1 AND id = e.reverses_id LIMIT 1) o ON true
CROSS JOIN LATERAL (SELECT * FROM postings WHERE fund_id = $1 AND entry_id = e.id AND left(account_code, 2) = '31' OFFSET 0) p
WHERE e.kind = 'contribution' OR o.kind = 'contribution'`

// allocatedSQL gives what was moved for a month before, by account, and by how
// many entries; entries that were reversed moved nothing.
const allocatedSQL = `
SELECT p.account_code, sum(CASE p.side WHEN 'credit' THEN p.amount_satang ELSE -p.amount_satang END)::bigint
FROM (SELECT id FROM entries WHERE fund_id = $1 AND idempotency_key = ANY($2) OFFSET 0) e
LEFT JOIN LATERAL (SELECT id FROM entries WHERE fund_id = $1 AND reverses_id = e.id LIMIT 1) u ON true
CROSS JOIN LATERAL (SELECT * FROM postings WHERE fund_id = $1 AND entry_id = e.id OFFSET 0) p
WHERE u.id IS NULL AND left(p.account_code, 2) <> '31' GROUP BY 1`

const keysTakenSQL = `SELECT count(*) FROM entries WHERE fund_id = $1 AND idempotency_key = ANY($2)`

// allocationsOfMonthMax bounds how often a month may be allocated anew.
const allocationsOfMonthMax = 100

// Allocated is what an allocation of a month came to.
type Allocated struct {
	Month ledger.Days
	// Total is what members gave in the month.
	Total ledger.Money
	// Entry moved it, or what came in since; nil when there was nothing to move.
	Entry *ledger.Entry
}

// Allocate moves a month's contributions from the pool to their purposes by the
// table in force on its first day: one entry on its last day, or on the first open
// day after. Doing it again moves only what changed since. ErrNoAllocation,
// ErrMonthNotOver; others as Post.
func (db *DB) Allocate(ctx context.Context, fund ledger.FundID, month ledger.Days, act ledger.Act) (Allocated, error) {
	done := Allocated{Month: month}
	if !month.To.Before(ledger.DateOf(act.At)) {
		return done, ErrMonthNotOver
	}
	keys := make([]string, allocationsOfMonthMax)
	for i := range keys {
		keys[i] = "allocation:" + month.From.String()[:len("2026-11")] + ":" + strconv.Itoa(i+1)
	}
	var entries []ledger.Entry
	err := db.work(ctx, fund, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
		if err := s.LockBooks(ctx); err != nil {
			return store.Outcome{}, err
		}
		var err error
		if entries, done.Total, err = s.allocation(ctx, month, keys, act); err != nil {
			return store.Outcome{}, err
		}
		return store.Outcome{Entries: entries}, nil
	})
	if err == nil {
		err = db.fillNumbers(ctx, fund, entries)
	}
	if err != nil {
		return done, fmt.Errorf("allocate %s: %w", month.From, err)
	}
	if len(entries) > 0 {
		done.Entry = &entries[0]
	}
	return done, nil
}

// allocation makes the entry that is due for a month; none when nothing moves.
func (s *Session) allocation(ctx context.Context, month ledger.Days, keys []string, act ledger.Act) ([]ledger.Entry, ledger.Money, error) {
	var total ledger.Money
	tables, err := collectTx(ctx, s.tx, allocationsSQL, scanAllocation, s.fund.UUID)
	if err != nil {
		return nil, total, err
	}
	table, isSet := allocationOn(tables, month.From)
	if !isSet {
		return nil, total, ErrNoAllocation
	}
	var satang int64
	var taken int
	if err := s.tx.QueryRow(ctx, monthContributionsSQL, s.fund.UUID, month.From.Time(), month.To.Time()).Scan(&satang); err != nil {
		return nil, total, err
	}
	if err := s.tx.QueryRow(ctx, keysTakenSQL, s.fund.UUID, keys).Scan(&taken); err != nil {
		return nil, total, err
	}
	if taken == len(keys) {
		return nil, total, store.ErrConflict
	}
	total = ledger.MoneyFromSatang(satang)
	moved, err := collectTx(ctx, s.tx, allocatedSQL, func(row pgx.CollectableRow) (membership.Part, error) {
		var p membership.Part
		var satang int64
		err := row.Scan(&p.Account, &satang)
		p.Amount = ledger.MoneyFromSatang(satang)
		return p, err
	}, s.fund.UUID, keys)
	if err != nil {
		return nil, total, err
	}
	postings, err := table.Moves(total, moved)
	if err != nil || len(postings) == 0 {
		return nil, total, err
	}
	closed, err := s.ClosedThrough(ctx)
	if err != nil {
		return nil, total, err
	}
	act.Key = keys[taken]
	entry, err := ledger.Journal(s.fund, ledger.KindOther, ledger.MemberID{}, ledger.FirstOpenDay(month.To, closed), postings, act)
	return []ledger.Entry{entry}, total, err
}

// allocationOn gives the table in force on a day: of those that hold by then the
// one from the latest day, and of two from one day the later set.
func allocationOn(tables []membership.Allocation, day ledger.Date) (membership.Allocation, bool) {
	var found membership.Allocation
	isSet := false
	for _, a := range tables {
		if !a.Since.After(day) && (!isSet || !a.Since.Before(found.Since)) {
			found, isSet = a, true
		}
	}
	return found, isSet
}
