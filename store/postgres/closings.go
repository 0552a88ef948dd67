package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
	"sajja/store"
)

const insertClosingSQL = `
INSERT INTO closings (fund_id, id, through, started_by, started_at) VALUES ($1, $2, $3, $4, $5)`

func queueClosing(batch *pgx.Batch, fund ledger.FundID, a store.BeginClosing) {
	batch.Queue(insertClosingSQL, fund.UUID, a.ID.UUID, a.Through.Time(), a.By.UUID, a.At)
}

const insertClosingStepSQL = `
INSERT INTO closing_steps (fund_id, closing_id, step, kind, by_id, at, counted_cash_satang, bank_satang,
    book_cash_satang, book_collectors_satang, book_bank_satang, note)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`

func queueClosingStep(batch *pgx.Batch, fund ledger.FundID, a store.StepClosing) {
	batch.Queue(insertClosingStepSQL, fund.UUID, a.Closing.UUID, a.Step, string(a.Kind), a.By.UUID, a.At, a.Cash.Satang(), a.Bank.Satang(),
		a.Books.Cash.Satang(), a.Books.Collectors.Satang(), a.Books.Bank.Satang(), a.Note)
}

// The figures go along, to be held against the books under their lock.
const closeMonthSQL = `SELECT through FROM sajja_close_period($1, $2, $3, $4, $5, $6, $7, $8, $9)`

// queueCloseMonth closes the period and asks every member about her figure, in
// three statements whatever their number.
func queueCloseMonth(batch *pgx.Batch, fund ledger.FundID, a store.CloseMonth) {
	queueClosingStep(batch, fund, a.StepClosing)
	batch.Queue(closeMonthSQL, fund.UUID, a.Through.Time(), wireID(a.First.UUID), a.Cash.Satang(), a.Bank.Satang(), a.Note,
		wireID(a.By.UUID), a.Books.Cash.Satang(), a.Books.Bank.Satang())
	queueFigures(batch, fund, figuresAsked{Through: a.Through, At: a.At, Event: a.Event, Asking: a.Asking})
}

const closingSQL = `
SELECT c.id, c.through, s.kind, s.by_id, s.at, s.counted_cash_satang, s.bank_satang,
       s.book_cash_satang, s.book_collectors_satang, s.book_bank_satang, s.note
FROM (SELECT * FROM closings WHERE fund_id = $1 AND `

const closingSteps = ` LIMIT 1) c
LEFT JOIN LATERAL (SELECT * FROM closing_steps WHERE fund_id = $1 AND closing_id = c.id ORDER BY step LIMIT 1000) s ON true
ORDER BY s.step`

const (
	closingByIDSQL  = closingSQL + `id = $2` + closingSteps
	closingByDaySQL = closingSQL + `through = $2` + closingSteps
)

// Closing gives the way of one month; nil for none.
func (s *Session) Closing(ctx context.Context, id ledger.ClosingID) (*ledger.Closing, error) {
	return s.closing(ctx, closingByIDSQL, id.UUID)
}

// ClosingThrough gives the way of the month that ends with a day; nil for none.
func (s *Session) ClosingThrough(ctx context.Context, through ledger.Date) (*ledger.Closing, error) {
	return s.closing(ctx, closingByDaySQL, through.Time())
}

func (s *Session) closing(ctx context.Context, sql string, what any) (*ledger.Closing, error) {
	rows, err := s.tx.Query(ctx, sql, s.fund.UUID, what)
	if err != nil {
		return nil, fmt.Errorf("read a closing: %w", err)
	}
	var closing *ledger.Closing
	var id, by pgtype.UUID
	var through time.Time
	var kind, note pgtype.Text
	var at pgtype.Timestamptz
	var cash, bank, bookCash, bookCollectors, bookBank pgtype.Int8
	_, err = pgx.ForEachRow(rows, []any{&id, &through, &kind, &by, &at, &cash, &bank, &bookCash, &bookCollectors, &bookBank, &note}, func() error {
		if closing == nil {
			closing = &ledger.Closing{ID: ledger.ClosingID{UUID: id.Bytes}, Fund: s.fund, Through: dateOf(&through)}
		}
		if kind.Valid {
			closing.Steps = append(closing.Steps, ledger.ClosingStep{
				Kind: ledger.ClosingStepKind(kind.String), By: ledger.MemberID{UUID: by.Bytes}, At: at.Time,
				Count: ledger.Count{
					Cash: ledger.MoneyFromSatang(cash.Int64), Bank: ledger.MoneyFromSatang(bank.Int64), Note: note.String,
					Books: ledger.Figures{Cash: ledger.MoneyFromSatang(bookCash.Int64),
						Collectors: ledger.MoneyFromSatang(bookCollectors.Int64), Bank: ledger.MoneyFromSatang(bookBank.Int64)},
				},
			})
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read a closing: %w", err)
	}
	return closing, nil
}

const closingBooksSQL = `
SELECT nullif(b.closed_through, '-infinity'), sajja_standing($1, '11', $2), sajja_standing($1, '12', $2), sajja_standing($1, '13', $2),
       w.count, w.satang, p.through, p.closed_at, p.counted_cash_satang, p.book_cash_satang, p.bank_satang, p.book_bank_satang,
       coalesce(p.note, ''), coalesce(f.name, ''), coalesce(o.name, '')
FROM (SELECT * FROM books WHERE fund_id = $1 LIMIT 1) b
CROSS JOIN LATERAL (SELECT count(*)::integer AS count, coalesce(sum(e.amount_satang), 0)::bigint AS satang
    FROM waiting x CROSS JOIN LATERAL (SELECT amount_satang FROM entries WHERE fund_id = $1 AND id = x.entry_id LIMIT 1) e
    WHERE x.fund_id = $1) w
LEFT JOIN LATERAL (SELECT * FROM periods WHERE fund_id = $1 ORDER BY through DESC LIMIT 1) p ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = p.closed_by LIMIT 1) f ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = p.closed_with LIMIT 1) o ON true`

// ClosingBooks tells what the books say at the end of a day, what is not settled
// yet, and what was closed last.
func (s *Session) ClosingBooks(ctx context.Context, through ledger.Date) (store.ClosingBooks, error) {
	var b store.ClosingBooks
	var closed, last *time.Time
	var closedAt pgtype.Timestamptz
	var cash, collectors, bank, waiting int64
	var lastCash, lastBookCash, lastBank, lastBookBank pgtype.Int8
	err := s.tx.QueryRow(ctx, closingBooksSQL, s.fund.UUID, through.Time()).Scan(&closed, &cash, &collectors, &bank, &b.Waiting, &waiting,
		&last, &closedAt, &lastCash, &lastBookCash, &lastBank, &lastBookBank, &b.Last.Note, &b.LastSigner, &b.LastOther)
	if err != nil {
		return b, fmt.Errorf("read what stands on %s: %w", through, err)
	}
	money := ledger.MoneyFromSatang
	b.ClosedThrough, b.WaitingAmount = dateOf(closed), money(waiting)
	b.Figures = ledger.Figures{Cash: money(cash), Collectors: money(collectors), Bank: money(bank)}
	b.Last.Fund, b.Last.Through, b.Last.ClosedAt = s.fund, dateOf(last), closedAt.Time
	b.Last.CountedCash, b.Last.BookCash = money(lastCash.Int64), money(lastBookCash.Int64)
	b.Last.Bank, b.Last.BookBank = money(lastBank.Int64), money(lastBookBank.Int64)
	totals, err := s.DisputeTotals(ctx)
	if err != nil {
		return b, err
	}
	rounds, err := s.OpenRounds(ctx)
	b.Disputes, b.Rounds = totals.Open, len(rounds)
	return b, err
}
