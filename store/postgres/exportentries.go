package postgres

import (
	"bytes"
	"context"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"sajja/ledger"
)

// BookedEntry is an entry as it stands in the books, with the digest that was
// written beside it.
type BookedEntry struct {
	ledger.Entry
	Hash Digest
}

// Digest is a hash, in hexadecimal where people read it.
type Digest []byte

// MarshalText writes hexadecimal digits.
func (d Digest) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, d), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Digest) UnmarshalText(text []byte) error {
	raw, err := hex.AppendDecode(nil, text)
	*d = raw
	return err
}

// EntrySet says which entries of a fund are wanted.
type EntrySet string

// The sets of entries.
const (
	AllEntries       EntrySet = "all"
	PostedEntries    EntrySet = "posted"
	PostedAndWaiting EntrySet = "waiting" // posted, and promises that nobody has ended
)

// exportPage is how many entries are in memory at a time. Two statements on one
// connection cannot both be read row by row, and one that joins entries with
// postings repeats the twenty columns of an entry on each of its lines.
const exportPage = 2000

const exportEntriesSQL = `
SELECT id, phase, kind, effective_on, recorded_at, member_id, actor_id, cause, idempotency_key, content_hash,
       resolves_id, reverses_id, rest_of_id, expires_on, coalesce(series, ''), coalesce(series_year, 0), coalesce(series_number, 0), reason
FROM entries e
WHERE fund_id = $1 AND id > $2
  AND ($3 = 'all' OR phase = 'posted' OR ($3 = 'waiting' AND phase = 'pending' AND EXISTS (
      SELECT FROM waiting w WHERE w.fund_id = e.fund_id AND w.member_id = e.member_id AND w.entry_id = e.id)))
ORDER BY id LIMIT $4`

const exportPostingsSQL = `
SELECT entry_id, account_code, member_id, side, source, amount_satang
FROM postings WHERE fund_id = $1 AND entry_id BETWEEN $2 AND $3 ORDER BY entry_id, line`

// Entries gives each entry of the set in the order of recording, a page in memory
// at a time. It ends with each's first error.
func (s *Snapshot) Entries(ctx context.Context, set EntrySet, each func(e *BookedEntry) error) error {
	var last ledger.EntryID
	for {
		page, err := s.entryPage(ctx, set, last)
		if err != nil {
			return fmt.Errorf("read entries: %w", err)
		}
		for i := range page {
			if err := each(&page[i]); err != nil {
				return err
			}
		}
		if len(page) < exportPage {
			return nil
		}
		last = page[len(page)-1].ID
	}
}

func (s *Snapshot) entryPage(ctx context.Context, set EntrySet, after ledger.EntryID) ([]BookedEntry, error) {
	rows, err := s.tx.Query(ctx, exportEntriesSQL, s.fund.UUID, after.UUID, string(set), exportPage)
	if err != nil {
		return nil, err
	}
	page, err := pgx.CollectRows(rows, s.scanEntry)
	if err != nil || len(page) == 0 {
		return nil, err
	}
	rows, err = s.tx.Query(ctx, exportPostingsSQL, s.fund.UUID, page[0].ID.UUID, page[len(page)-1].ID.UUID)
	if err != nil {
		return nil, err
	}
	return page, addPostings(rows, page)
}

func (s *Snapshot) scanEntry(row pgx.CollectableRow) (BookedEntry, error) {
	var e BookedEntry
	var phase, kind, series string
	var hash []byte
	var effective, expires *time.Time
	var member, actor, resolves, reverses, rest pgtype.UUID
	err := row.Scan(&e.ID.UUID, &phase, &kind, &effective, &e.RecordedAt, &member, &actor, &e.Cause, &e.Key, &hash,
		&resolves, &reverses, &rest, &expires, &series, &e.Document.Year, &e.Document.Number, &e.Reason)
	e.Fund, e.Phase, e.Kind, e.Hash = s.fund, ledger.Phase(phase), ledger.Kind(kind), hash
	e.EffectiveOn, e.ExpiresOn, e.RecordedAt = dateOf(effective), dateOf(expires), e.RecordedAt.UTC()
	e.Member.UUID, e.Actor.UUID = member.Bytes, actor.Bytes
	e.Resolves.UUID, e.Reverses.UUID, e.RestOf.UUID = resolves.Bytes, reverses.Bytes, rest.Bytes
	e.Document.Series = ledger.Series(series)
	return e, err
}

// addPostings puts the postings of a page, and of entries between that are not in
// it, to their entries: both come in the order of the entries' IDs.
func addPostings(rows pgx.Rows, page []BookedEntry) error {
	var entry, member pgtype.UUID
	var code, side, source string
	var satang int64
	at := 0
	_, err := pgx.ForEachRow(rows, []any{&entry, &code, &member, &side, &source, &satang}, func() error {
		for at < len(page) && bytes.Compare(page[at].ID.UUID[:], entry.Bytes[:]) < 0 {
			at++
		}
		if at == len(page) || page[at].ID.UUID != entry.Bytes {
			return nil
		}
		from, err := ledger.ParseSource(source)
		if err != nil {
			return fmt.Errorf("entry %s: %w", page[at].ID, err)
		}
		page[at].Postings = append(page[at].Postings, ledger.Posting{
			Account: ledger.AccountRef{Code: ledger.AccountCode(code), Member: ledger.MemberID{UUID: member.Bytes}},
			Side:    ledger.Side(side), Amount: ledger.MoneyFromSatang(satang), Source: from,
		})
		return nil
	})
	return err
}
