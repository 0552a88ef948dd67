package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// exportFormat names the form of the document: one JSON object whose keys come in
// the order of sections, one record a line. Another form gets another number.
const exportFormat = "sajja/2"

// exportFundJSON is the fund with its choices.
type exportFundJSON struct {
	fundDetailJSON
	PendingDays int       `json:"pending_days,omitzero"`
	CreatedAt   time.Time `json:"created_at"`
	postgres.BooksRow
}

type exportAccountJSON struct {
	Code     ledger.AccountCode `json:"code"`
	Name     string             `json:"name"`
	Type     ledger.AccountType `json:"type"`
	Parent   ledger.AccountCode `json:"parent,omitzero"`
	ClosedOn ledger.Date        `json:"closed_on,omitzero"`
}

type exportPeriodJSON struct {
	Through     ledger.Date     `json:"through"`
	ClosedAt    time.Time       `json:"closed_at"`
	ClosedBy    ledger.MemberID `json:"closed_by,omitzero"`
	ClosedWith  ledger.MemberID `json:"closed_with,omitzero"`
	CountedCash ledger.Money    `json:"counted_cash"`
	BookCash    ledger.Money    `json:"book_cash"`
	Bank        ledger.Money    `json:"bank"`
	BookBank    ledger.Money    `json:"book_bank"`
	Note        string          `json:"note,omitzero"`
}

type exportEntryJSON struct {
	ID          ledger.EntryID      `json:"id"`
	Phase       ledger.Phase        `json:"phase"`
	Kind        ledger.Kind         `json:"kind"`
	EffectiveOn ledger.Date         `json:"effective_on"`
	RecordedAt  time.Time           `json:"recorded_at"`
	Member      ledger.MemberID     `json:"member,omitzero"`
	Actor       ledger.MemberID     `json:"actor,omitzero"`
	Cause       string              `json:"cause"`
	Key         string              `json:"key"`
	Resolves    ledger.EntryID      `json:"resolves,omitzero"`
	Reverses    ledger.EntryID      `json:"reverses,omitzero"`
	RestOf      ledger.EntryID      `json:"rest_of,omitzero"`
	ExpiresOn   ledger.Date         `json:"expires_on,omitzero"`
	Document    string              `json:"document,omitzero"`
	Reason      string              `json:"reason,omitzero"`
	Hash        postgres.Digest     `json:"hash"`
	Postings    []exportPostingJSON `json:"postings,omitempty"`
}

type exportPostingJSON struct {
	Account ledger.AccountCode `json:"account"`
	Member  ledger.MemberID    `json:"member,omitzero"`
	Side    ledger.Side        `json:"side"`
	Amount  ledger.Money       `json:"amount"`
	Source  string             `json:"source,omitzero"`
}

// exportTotalsJSON ends the document. Without it the document was cut off.
type exportTotalsJSON struct {
	Entries  int64 `json:"entries"`
	Postings int64 `json:"postings"`
}

// writeJSON writes everything a fund's books hold.
func (b *exportBooks) writeJSON(ctx context.Context, w io.Writer) (int64, error) {
	reach, err := b.Books(ctx)
	if err != nil {
		return 0, err
	}
	doc := &document{out: w}
	doc.value("format", exportFormat)
	doc.value("fund", exportFundJSON{fundDetail(b.fund), b.fund.PendingDays, b.fund.CreatedAt.UTC(), reach})
	doc.list("accounts", func() error { return addAll(ctx, doc, b.Accounts, accountJSONOf) })
	doc.list("members", func() error { return addAll(ctx, doc, b.Members, asItIs) })
	doc.list("account_changes", func() error { return addAll(ctx, doc, b.AccountChanges, asItIs) })
	doc.list("counters", func() error { return addAll(ctx, doc, b.Counters, asItIs) })
	doc.list("periods", func() error { return addAll(ctx, doc, b.Periods, periodJSONOf) })
	var totals exportTotalsJSON
	doc.list("entries", func() error {
		return b.Entries(ctx, postgres.AllEntries, func(e *postgres.BookedEntry) error {
			totals.Entries, totals.Postings = totals.Entries+1, totals.Postings+int64(len(e.Postings))
			return doc.record(entryJSONOf(e))
		})
	})
	doc.list("seals", func() error { return addAll(ctx, doc, b.Seals, asItIs) })
	doc.list("affairs", func() error { return addAll(ctx, doc, b.Affairs, asItIs) })
	doc.value("totals", totals)
	return totals.Entries, doc.end()
}

// addAll adds what read gives, in the shape for others.
func addAll[R, J any](ctx context.Context, doc *document, read func(context.Context) ([]R, error), shape func(R) J) error {
	rows, err := read(ctx)
	for i := 0; err == nil && i < len(rows); i++ {
		err = doc.record(shape(rows[i]))
	}
	return err
}

func asItIs[R any](row R) R { return row }

func accountJSONOf(a ledger.Account) exportAccountJSON {
	return exportAccountJSON{a.Code, a.Name, a.Type, a.Parent, a.ClosedOn}
}

func periodJSONOf(p ledger.Period) exportPeriodJSON {
	return exportPeriodJSON{p.Through, p.ClosedAt.UTC(), p.ClosedBy, p.ClosedWith, p.CountedCash, p.BookCash, p.Bank, p.BookBank, p.Note}
}

func entryJSONOf(e *postgres.BookedEntry) exportEntryJSON {
	shape := exportEntryJSON{
		ID: e.ID, Phase: e.Phase, Kind: e.Kind, EffectiveOn: e.EffectiveOn, RecordedAt: e.RecordedAt,
		Member: e.Member, Actor: e.Actor, Cause: e.Cause, Key: e.Key, Resolves: e.Resolves, Reverses: e.Reverses,
		RestOf: e.RestOf, ExpiresOn: e.ExpiresOn, Document: e.Document.String(), Reason: e.Reason, Hash: e.Hash,
	}
	for _, p := range e.Postings {
		shape.Postings = append(shape.Postings, exportPostingJSON{p.Account.Code, p.Account.Member, p.Side, p.Amount, p.Source.String()})
	}
	return shape
}

// booked is the way back.
func (j *exportEntryJSON) booked(fund store.Fund) (postgres.BookedEntry, error) {
	e := postgres.BookedEntry{Hash: j.Hash, Entry: ledger.Entry{
		ID: j.ID, Fund: fund.ID, Phase: j.Phase, Kind: j.Kind, EffectiveOn: j.EffectiveOn, RecordedAt: j.RecordedAt,
		Member: j.Member, Actor: j.Actor, Cause: j.Cause, Key: j.Key, Resolves: j.Resolves, Reverses: j.Reverses,
		RestOf: j.RestOf, ExpiresOn: j.ExpiresOn, Reason: j.Reason,
	}}
	if j.Document != "" {
		number, err := ledger.ParseDocumentNumber(j.Document)
		if err != nil {
			return e, err
		}
		e.Document = number
	}
	for _, p := range j.Postings {
		source, err := ledger.ParseSource(p.Source)
		if err != nil {
			return e, err
		}
		e.Postings = append(e.Postings, ledger.Posting{
			Account: ledger.AccountRef{Code: p.Account, Member: p.Member}, Side: p.Side, Amount: p.Amount, Source: source,
		})
	}
	return e, nil
}

// document writes one JSON object key by key and remembers the first error.
type document struct {
	out     io.Writer
	line    bytes.Buffer
	keys    int
	records int
	err     error
}

// value writes a key with one value.
func (d *document) value(key string, value any) {
	d.key(key)
	if d.err == nil {
		d.err = d.encode(value)
	}
	d.write("")
}

// list writes a key with the records that fill adds.
func (d *document) list(key string, fill func() error) {
	d.key(key)
	d.write("[")
	d.records = 0
	if d.err == nil {
		d.err = fill()
	}
	if d.records > 0 {
		d.write("\n")
	}
	d.write("]")
}

// record adds one record to the list, on a line of its own.
func (d *document) record(value any) error {
	separator := ",\n"
	if d.records == 0 {
		separator = "\n"
	}
	d.records++
	d.line.WriteString(separator)
	if err := d.encode(value); err != nil {
		return err
	}
	d.write("")
	return d.err
}

func (d *document) key(key string) {
	start := ",\n"
	if d.keys == 0 {
		start = "{"
	}
	d.keys++
	d.write(fmt.Sprintf("%s%q:", start, key))
}

func (d *document) end() error {
	d.write("}\n")
	return d.err
}

// encode adds a value to the line, Thai and angle brackets as they are.
func (d *document) encode(value any) error {
	encoder := json.NewEncoder(&d.line)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return fmt.Errorf("write the export: %w", err)
	}
	d.line.Truncate(d.line.Len() - 1) // the encoder's own new line
	return nil
}

// write sends the line with more behind it.
func (d *document) write(more string) {
	d.line.WriteString(more)
	if d.err == nil {
		if _, err := d.out.Write(d.line.Bytes()); err != nil {
			d.err = fmt.Errorf("write the export: %w", err)
		}
	}
	d.line.Reset()
}
