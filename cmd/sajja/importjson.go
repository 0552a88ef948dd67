package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// importPage is how many entries are in memory at a time.
const importPage = 2000

// importReader reads the document that exportCommand writes as json, from the top
// down: an export of a million entries passes through without being held.
type importReader struct {
	in      *lineCounter
	decoder *json.Decoder
	im      *postgres.Importer
	fund    store.Fund
	totals  exportTotalsJSON
}

// readImport gives what the document holds to the importer.
func readImport(ctx context.Context, in io.Reader, im *postgres.Importer) (*importReader, error) {
	lines := &lineCounter{in: in}
	r := &importReader{in: lines, decoder: json.NewDecoder(lines), im: im}
	r.decoder.DisallowUnknownFields()
	if err := r.read(ctx); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = errors.New("the file ends in the middle: it was cut off")
		}
		return nil, fmt.Errorf("line %d: %w", r.in.lineAt(r.decoder.InputOffset()), err)
	}
	return r, nil
}

func (r *importReader) read(ctx context.Context) error {
	if err := r.delimiter('{'); err != nil {
		return errors.New("this is no export of `sajja export --format json`")
	}
	for _, section := range []struct {
		key  string
		read func(context.Context) error
	}{
		{"format", r.format},
		{"fund", r.fundAndBooks},
		{"accounts", listOf(r, func(ctx context.Context, shapes []exportAccountJSON) error {
			return r.im.Accounts(ctx, accountsOf(shapes))
		})},
		{"members", listOf(r, r.im.Members)},
		{"account_changes", listOf(r, r.im.AccountChanges)},
		{"counters", listOf(r, r.im.Counters)},
		{"periods", listOf(r, func(ctx context.Context, shapes []exportPeriodJSON) error {
			return r.im.Periods(ctx, periodsOf(r.fund, shapes))
		})},
		{"entries", r.entries},
		{"seals", listOf(r, r.im.Seals)},
		{"affairs", listOf(r, r.im.Affairs)},
		{"totals", r.checkTotals},
	} {
		if err := r.key(section.key); err != nil {
			return err
		}
		if err := section.read(ctx); err != nil {
			return err
		}
	}
	if err := r.delimiter('}'); err != nil {
		return err
	}
	if _, err := r.decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("there is more after the end of the export")
	}
	return nil
}

func (r *importReader) format(context.Context) error {
	var format string
	if err := r.decoder.Decode(&format); err != nil {
		return err
	}
	if format != exportFormat {
		return fmt.Errorf("the file is of the form %q, this program reads %q: import it with the version that wrote it", format, exportFormat)
	}
	return nil
}

func (r *importReader) fundAndBooks(ctx context.Context) error {
	var shape exportFundJSON
	if err := r.decoder.Decode(&shape); err != nil {
		return err
	}
	r.fund = store.Fund{
		ID: shape.ID, Code: shape.Code, Name: shape.Name, Preset: shape.Preset, ReceiptDelivery: shape.Receipts,
		PostsAtOnce: shape.Posting == "posted", PendingDays: shape.PendingDays, CreatedAt: shape.CreatedAt,
	}
	if err := checkFundNames(r.fund); err != nil || r.fund.ID.IsZero() || (shape.Posting != "posted" && shape.Posting != "pending") {
		return errors.Join(errors.New("the fund is not named as a fund is"), err)
	}
	err := r.im.Fund(ctx, r.fund, shape.BooksRow)
	if errors.Is(err, store.ErrExists) {
		return fmt.Errorf("this database has a fund with the code %q or the same ID already: nothing was changed", r.fund.Code)
	}
	return err
}

// entries checks each entry by itself and hands them on page by page.
func (r *importReader) entries(ctx context.Context) error {
	page := make([]postgres.BookedEntry, 0, importPage)
	err := r.each(func() error {
		var shape exportEntryJSON
		if err := r.decoder.Decode(&shape); err != nil {
			return err
		}
		e, err := shape.booked(r.fund)
		if err == nil {
			err = checkBooked(&e)
		}
		if err != nil {
			return fmt.Errorf("entry %s: %w", shape.ID, err)
		}
		r.totals.Entries, r.totals.Postings = r.totals.Entries+1, r.totals.Postings+int64(len(e.Postings))
		page = append(page, e)
		if len(page) < importPage {
			return nil
		}
		err = r.im.Entries(ctx, page)
		page = page[:0]
		return err
	})
	if err != nil {
		return err
	}
	return r.im.Entries(ctx, page)
}

// checkBooked holds an entry to the ledger's rules and to its own digest.
func checkBooked(e *postgres.BookedEntry) error {
	if err := e.Check(); err != nil {
		return err
	}
	if hash := e.ContentHash(); !bytes.Equal(hash[:], e.Hash) {
		return errors.New("the content is not what its digest was taken of: it was changed after the export")
	}
	return nil
}

func (r *importReader) checkTotals(context.Context) error {
	var said exportTotalsJSON
	if err := r.decoder.Decode(&said); err != nil {
		return err
	}
	if said != r.totals {
		return fmt.Errorf("the file says it holds %d entries with %d postings and holds %d with %d",
			said.Entries, said.Postings, r.totals.Entries, r.totals.Postings)
	}
	return nil
}

// listOf reads a list that is short beside the entries: by members, accounts,
// months and days, not by acts.
func listOf[T any](r *importReader, keep func(context.Context, []T) error) func(context.Context) error {
	return func(ctx context.Context) error {
		var rows []T
		err := r.each(func() error {
			var row T
			err := r.decoder.Decode(&row)
			rows = append(rows, row)
			return err
		})
		if err != nil {
			return err
		}
		return keep(ctx, rows)
	}
}

// each calls read for every record of a list.
func (r *importReader) each(read func() error) error {
	if err := r.delimiter('['); err != nil {
		return err
	}
	for r.decoder.More() {
		r.in.lineAt(r.decoder.InputOffset()) // so that no more lines are remembered than are read ahead
		if err := read(); err != nil {
			return err
		}
	}
	return r.delimiter(']')
}

func (r *importReader) delimiter(want json.Delim) error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("%v stands where %v belongs", token, want)
	}
	return nil
}

// key wants the sections in the order in which they are written, since each
// leans on those before it.
func (r *importReader) key(want string) error {
	token, err := r.decoder.Token()
	if err != nil {
		return err
	}
	if token != want {
		return fmt.Errorf("%v stands where %q belongs", token, want)
	}
	return nil
}

func accountsOf(shapes []exportAccountJSON) []ledger.Account {
	accounts := make([]ledger.Account, len(shapes))
	for i, a := range shapes {
		accounts[i] = ledger.Account(a)
	}
	return accounts
}

func periodsOf(fund store.Fund, shapes []exportPeriodJSON) []ledger.Period {
	periods := make([]ledger.Period, len(shapes))
	for i, p := range shapes {
		periods[i] = ledger.Period{Fund: fund.ID, Through: p.Through, ClosedAt: p.ClosedAt, ClosedBy: p.ClosedBy, ClosedWith: p.ClosedWith,
			CountedCash: p.CountedCash, BookCash: p.BookCash, Bank: p.Bank, BookBank: p.BookBank, Note: p.Note}
	}
	return periods
}

// lineCounter remembers where lines began in what was read ahead, so that a fault
// can be told by its line. It forgets what is asked for.
type lineCounter struct {
	in     io.Reader
	offset int64
	ends   []int64 // of lines not counted yet
	lines  int
}

// Read reads and notes the ends of lines.
func (c *lineCounter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	for i, b := range p[:n] {
		if b == '\n' {
			c.ends = append(c.ends, c.offset+int64(i))
		}
	}
	c.offset += int64(n)
	return n, err
}

// lineAt gives the number of the line in which the offset lies, from one up.
// Offsets must not go back.
func (c *lineCounter) lineAt(offset int64) int {
	for len(c.ends) > 0 && c.ends[0] < offset {
		c.ends, c.lines = c.ends[1:], c.lines+1
	}
	return c.lines + 1
}
