package postgres

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

// Loader fills a migrated database with funds and their whole past, as the owner
// and past the one door: for measuring and rehearsing with books of a size that
// takes years. All of it is one transaction. What is derived from the entries is
// worked out by the database afterwards, and verify holds for the result.
//
// Rows go by COPY into tables without indexes, which are made again at the end.
type Loader struct {
	conn    *pgx.Conn
	tx      pgx.Tx
	indexes []index
	funds   []ledger.FundID
	book    *loadedBook

	members, terms, entries, postings, periods, seals copyText
	sending                                           chan error // of the rows that are on their way
}

// loadedBook is the fund that is being loaded.
type loadedBook struct {
	fund    ledger.FundID
	at      time.Time
	numbers map[run]int
	sealing *ledger.Sealing
	day     ledger.Date
	seal    ledger.Digest
	closed  ledger.Date
}

// loadedAtOnce is how many bytes of entries are sent together.
const loadedAtOnce = 8 << 20

// OpenLoader begins; Close or Abandon ends.
func OpenLoader(ctx context.Context, databaseURL string) (*Loader, error) {
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return nil, fmt.Errorf("connect to load: %w", err)
	}
	l := &Loader{conn: conn, sending: make(chan error, 1)}
	l.sending <- nil
	if err := l.begin(ctx); err != nil {
		l.Abandon(ctx)
		return nil, fmt.Errorf("begin to load: %w", err)
	}
	return l, nil
}

// The door is said to be open because the loader sees to what the deferred trigger
// would look at row by row.
const loadSettingsSQL = `
SELECT set_config('sajja.door', 'open', true), set_config('maintenance_work_mem', '512MB', true),
       set_config('work_mem', '256MB', true), set_config('jit', 'off', true)`

func (l *Loader) begin(ctx context.Context) error {
	var err error
	if l.tx, err = l.conn.Begin(ctx); err != nil {
		return err
	}
	if _, err := l.tx.Exec(ctx, loadSettingsSQL); err != nil {
		return err
	}
	l.indexes, err = dropIndexes(ctx, l.tx)
	return err
}

// Abandon leaves the database as it was.
func (l *Loader) Abandon(ctx context.Context) { _ = l.conn.Close(ctx) }

// Fund begins the next fund with its people; its entries and periods follow.
func (l *Loader) Fund(ctx context.Context, fund store.Fund, members []store.Member) error {
	if err := l.endFund(ctx); err != nil {
		return err
	}
	if err := <-l.sending; err != nil {
		return err
	}
	l.sending <- nil
	if err := insertFund(ctx, l.tx, fund); err != nil {
		return fmt.Errorf("load fund %s: %w", fund.Code, err)
	}
	l.funds = append(l.funds, fund.ID)
	l.book = &loadedBook{fund: fund.ID, at: fund.CreatedAt, numbers: map[run]int{}}
	for _, m := range members {
		l.members.id(fund.ID.UUID).id(m.ID.UUID).text(m.Number).text(m.Name).text(m.Village).day(m.BornOn).day(m.JoinedOn).instant(fund.CreatedAt).end()
		for _, office := range m.Offices {
			l.terms.id(fund.ID.UUID).id(m.ID.UUID).text(string(office)).instant(fund.CreatedAt).end()
		}
	}
	return l.send(ctx)
}

// Entry adds the fund's next entry, in the order of the IDs, and numbers it.
func (l *Loader) Entry(ctx context.Context, e *ledger.Entry) error {
	if r, isPosted := runOf(e); isPosted {
		l.book.numbers[r]++
		e.Document.Year, e.Document.Number = int(r.year), l.book.numbers[r]
	}
	l.sealEntry(e)
	l.entries.entry(e)
	for i, p := range e.Postings {
		l.postings.id(e.Fund.UUID).id(e.ID.UUID).number(int64(i + 1)).text(string(p.Account.Code)).id(p.Account.Member.UUID).
			text(string(p.Side)).text(p.Source.String()).number(p.Amount.Satang()).end()
	}
	if len(l.entries) < loadedAtOnce {
		return nil
	}
	return l.send(ctx)
}

// sealEntry adds the entry to the seal of its day.
func (l *Loader) sealEntry(e *ledger.Entry) {
	if day := ledger.DateOf(e.RecordedAt); l.book.sealing == nil || day != l.book.day {
		l.endDay()
		l.book.day, l.book.sealing = day, ledger.NewSealing(e.Fund, day, l.book.seal)
	}
	l.book.sealing.Add(e.SealedDigest())
}

func (l *Loader) endDay() {
	if l.book.sealing == nil {
		return
	}
	s := l.book.sealing.Seal()
	l.book.seal = s.Hash
	l.seals.id(l.book.fund.UUID).day(s.Day).number(int64(s.Entries)).blob(s.Hash[:]).blob(s.Previous[:]).instant(s.Day.AddDays(1).Start()).end()
}

// Period closes the fund's books; the caller knows what stands in them.
func (l *Loader) Period(p ledger.Period) {
	l.book.closed = p.Through
	l.periods.id(p.Fund.UUID).day(p.Through).instant(p.ClosedAt).id(p.ClosedBy.UUID).number(p.CountedCash.Satang()).
		number(p.BookCash.Satang()).number(p.Bank.Satang()).number(p.BookBank.Satang()).text(p.Note).end()
}

const loadedBooksSQL = `
UPDATE books SET closed_through = coalesce($2, closed_through), sealed_through = coalesce($3, sealed_through) WHERE fund_id = $1`

// endFund leaves everything recorded sealed.
func (l *Loader) endFund(ctx context.Context) error {
	if l.book == nil {
		return nil
	}
	l.endDay()
	if err := l.send(ctx); err != nil {
		return err
	}
	if err := <-l.sending; err != nil {
		return err
	}
	l.sending <- nil
	_, err := l.tx.Exec(ctx, loadedBooksSQL, l.book.fund.UUID, nullDate(l.book.closed), nullDate(l.book.day))
	return err
}

// send lets the rows gathered so far travel while the next are made.
func (l *Loader) send(ctx context.Context) error {
	if err := <-l.sending; err != nil {
		return err
	}
	parts := []struct {
		sql  string
		rows *copyText
	}{
		{`COPY members (fund_id, id, number, name, village, born_on, joined_on, created_at) FROM STDIN`, &l.members},
		{`COPY officer_terms (fund_id, member_id, office, since) FROM STDIN`, &l.terms},
		{`COPY entries (` + copiedColumns + `) FROM STDIN`, &l.entries},
		{`COPY postings (fund_id, entry_id, line, account_code, member_id, side, source, amount_satang) FROM STDIN`, &l.postings},
		{`COPY periods (fund_id, through, closed_at, closed_by, counted_cash_satang, book_cash_satang, bank_satang, book_bank_satang, note) FROM STDIN`, &l.periods},
		{`COPY seals (fund_id, day, entries, hash, previous_hash, sealed_at) FROM STDIN`, &l.seals},
	}
	var taken []copyText
	for _, p := range parts {
		taken = append(taken, *p.rows)
		*p.rows = make(copyText, 0, len(*p.rows))
	}
	go func() {
		var err error
		for i, p := range parts {
			if err == nil && len(taken[i]) > 0 {
				_, err = l.conn.PgConn().CopyFrom(ctx, bytes.NewReader(taken[i]), p.sql)
			}
		}
		l.sending <- err
	}()
	return nil
}

// Close works out what follows from the entries and commits.
func (l *Loader) Close(ctx context.Context) error {
	defer l.Abandon(context.WithoutCancel(ctx))
	if err := l.endFund(ctx); err != nil {
		return fmt.Errorf("load the last rows: %w", err)
	}
	for _, x := range l.indexes {
		if _, err := l.tx.Exec(ctx, x.create); err != nil {
			return fmt.Errorf("make %s again: %w", x.name, err)
		}
	}
	if _, err := l.tx.Exec(ctx, `ANALYZE funds, members, entries, postings`); err != nil {
		return fmt.Errorf("count the rows: %w", err)
	}
	for _, fund := range l.funds {
		for _, sql := range derivedSQL {
			if _, err := l.tx.Exec(ctx, sql, fund.UUID); err != nil {
				return fmt.Errorf("work out what follows from the entries: %w", err)
			}
		}
	}
	return l.tx.Commit(ctx)
}
