package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/store"
)

const periodColumns = `through, closed_at, closed_by, closed_with, counted_cash_satang, book_cash_satang, bank_satang, book_bank_satang, note`

const closePeriodSQL = `SELECT ` + periodColumns + ` FROM sajja_close_period($1, $2, $3, $4, $5, $6, $7)`

// ClosePeriod closes the books up to p.Through and gives the period as it was
// kept, with what the books say. When it returns, no entry of these days is on
// its way. ErrPeriodOrder, ErrPeriodFuture, ErrPeriodNote, ErrCounted,
// ErrNotOfficer or ErrMakerIsChecker of ledger.
func (db *DB) ClosePeriod(ctx context.Context, p ledger.Period) (ledger.Period, error) {
	var closed ledger.Period
	err := db.inFund(ctx, p.Fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, closePeriodSQL, p.Fund.UUID, p.Through.Time(), wireID(p.ClosedBy.UUID),
			p.CountedCash.Satang(), p.Bank.Satang(), p.Note, wireID(p.ClosedWith.UUID))
		if err != nil {
			return err
		}
		closed, err = pgx.CollectExactlyOneRow(rows, scanPeriod(p.Fund))
		return err
	})
	if err != nil {
		return ledger.Period{}, fmt.Errorf("close the period through %s: %w", p.Through, domainError(err))
	}
	return closed, nil
}

const bookFiguresSQL = `SELECT sajja_standing($1, '11', $2), sajja_standing($1, '13', $2)`

// BookFigures fills in what the books say at the end of p.Through, to be held
// against what was counted before the period is closed.
func (db *DB) BookFigures(ctx context.Context, p ledger.Period) (ledger.Period, error) {
	var cash, bank int64
	err := db.inFund(ctx, p.Fund, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, bookFiguresSQL, p.Fund.UUID, p.Through.Time()).Scan(&cash, &bank)
	})
	if err != nil {
		return p, fmt.Errorf("read what stands on %s: %w", p.Through, err)
	}
	p.BookCash, p.BookBank = ledger.MoneyFromSatang(cash), ledger.MoneyFromSatang(bank)
	return p, nil
}

const periodsSQL = `SELECT ` + periodColumns + ` FROM periods WHERE fund_id = $1 ORDER BY through`

// Periods gives a fund's closed periods, the first first.
func (db *DB) Periods(ctx context.Context, fund ledger.FundID) ([]ledger.Period, error) {
	var periods []ledger.Period
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, periodsSQL, fund.UUID)
		if err != nil {
			return err
		}
		periods, err = pgx.CollectRows(rows, scanPeriod(fund))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read periods: %w", err)
	}
	return periods, nil
}

func scanPeriod(fund ledger.FundID) pgx.RowToFunc[ledger.Period] {
	return func(row pgx.CollectableRow) (ledger.Period, error) {
		p := ledger.Period{Fund: fund}
		var through *time.Time
		var by, with pgtype.UUID
		var counted, bookCash, bank, bookBank int64
		err := row.Scan(&through, &p.ClosedAt, &by, &with, &counted, &bookCash, &bank, &bookBank, &p.Note)
		p.Through, p.ClosedBy.UUID, p.ClosedWith.UUID = dateOf(through), by.Bytes, with.Bytes
		p.CountedCash, p.BookCash = ledger.MoneyFromSatang(counted), ledger.MoneyFromSatang(bookCash)
		p.Bank, p.BookBank = ledger.MoneyFromSatang(bank), ledger.MoneyFromSatang(bookBank)
		return p, err
	}
}

// -infinity is no day.
const closedThroughSQL = `SELECT nullif(closed_through, '-infinity') FROM books WHERE fund_id = $1`

// ClosedThrough gives the last day of the closed periods; zero when none is closed.
func (s *Session) ClosedThrough(ctx context.Context) (ledger.Date, error) {
	var through *time.Time
	err := s.tx.QueryRow(ctx, closedThroughSQL, s.fund.UUID).Scan(&through)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		return ledger.Date{}, fmt.Errorf("read how far the books are closed: %w", err)
	}
	return dateOf(through), nil
}

const lockBooksSQL = `SELECT pg_advisory_xact_lock(sajja_books_lock($1))`

// LockBooks waits until no entry of the fund is on its way and keeps others from
// posting until the session ends: what is read then is still so when the session
// writes.
func (s *Session) LockBooks(ctx context.Context) error {
	rows, err := s.tx.Query(ctx, lockBooksSQL, s.fund.UUID)
	if err == nil {
		rows.Close()
		err = rows.Err()
	}
	if err != nil {
		return fmt.Errorf("lock the books: %w", err)
	}
	return nil
}

// workTries bounds how often an act is looked at again when somebody else was
// faster.
const workTries = 4

// work is Work for acts that come from no event of LINE: decided anew when
// somebody else was faster, on how things stand then.
func (db *DB) work(ctx context.Context, fund ledger.FundID, eventIDs []string, decide func(ctx context.Context, s *Session) (store.Outcome, error)) error {
	var err error
	for range workTries {
		if err = db.Work(ctx, fund, eventIDs, decide); !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
	return err
}
