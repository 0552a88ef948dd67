package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

const insertEntriesSQL = `
INSERT INTO entries (fund_id, id, phase, kind, effective_on, recorded_at, member_id, actor_id, cause,
                     idempotency_key, content_hash, resolves_id, receipt_year, receipt_number, reason, amount_satang)
SELECT $1, * FROM unnest($2::uuid[], $3::text[], $4::text[], $5::date[], $6::timestamptz[], $7::uuid[], $8::uuid[],
                         $9::text[], $10::text[], $11::bytea[], $12::uuid[], $13::int[], $14::int[], $15::text[], $16::bigint[])`

const insertPostingsSQL = `
INSERT INTO postings (fund_id, entry_id, line, account_code, member_id, side, amount_satang)
SELECT $1, * FROM unnest($2::uuid[], $3::smallint[], $4::text[], $5::uuid[], $6::text[], $7::bigint[])`

// Post writes entries of one fund, all or none, in a fixed number of round
// trips. Posted entries of members' money get their receipt numbers, which are
// set in the slice. store.ErrConflict when a key was used or a pending entry
// resolved before; the errors of ledger when the database refuses the act.
func (db *DB) Post(ctx context.Context, fund ledger.FundID, entries []ledger.Entry) error {
	for _, e := range entries {
		if err := e.Check(); err != nil {
			return fmt.Errorf("post entry %s: %w", e.ID, err)
		}
	}
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		if err := numberReceipts(ctx, tx, fund, entries); err != nil {
			return err
		}
		batch := &pgx.Batch{}
		queueEntries(batch, fund, entries)
		return tx.SendBatch(ctx, batch).Close()
	})
	if err != nil {
		return fmt.Errorf("post %d entries: %w", len(entries), domainError(err))
	}
	return nil
}

// queueEntries adds the two statements that write entries and their postings,
// however many there are.
func queueEntries(batch *pgx.Batch, fund ledger.FundID, entries []ledger.Entry) {
	if len(entries) == 0 {
		return
	}
	rows := newEntryRows(len(entries))
	for i := range entries {
		rows.add(&entries[i])
	}
	batch.Queue(insertEntriesSQL, fund.UUID, rows.ids, rows.phases, rows.kinds, rows.effective, rows.recorded,
		rows.members, rows.actors, rows.causes, rows.keys, rows.hashes, rows.resolves, rows.years, rows.numbers,
		rows.reasons, rows.amounts)
	if len(rows.lines.entries) > 0 {
		batch.Queue(insertPostingsSQL, fund.UUID, rows.lines.entries, rows.lines.numbers, rows.lines.codes,
			rows.lines.members, rows.lines.sides, rows.lines.amounts)
	}
}

// entryRows holds entries column by column.
type entryRows struct {
	ids, members, actors, resolves       uuids
	phases, kinds, causes, keys, reasons []string
	effective, recorded                  []time.Time
	hashes                               blobs
	years, numbers                       integers
	amounts                              []int64
	lines                                postingRows
}

type postingRows struct {
	entries, members uuids
	numbers          []int16
	codes, sides     []string
	amounts          []int64
}

func newEntryRows(n int) *entryRows {
	return &entryRows{
		ids: column[uuids](n), members: column[uuids](n), actors: column[uuids](n), resolves: column[uuids](n),
		phases: column[[]string](n), kinds: column[[]string](n), causes: column[[]string](n),
		keys: column[[]string](n), reasons: column[[]string](n),
		effective: column[[]time.Time](n), recorded: column[[]time.Time](n), hashes: column[blobs](n),
		years: column[integers](n), numbers: column[integers](n), amounts: column[[]int64](n),
		lines: postingRows{
			entries: column[uuids](2 * n), members: column[uuids](2 * n), numbers: column[[]int16](2 * n),
			codes: column[[]string](2 * n), sides: column[[]string](2 * n), amounts: column[[]int64](2 * n),
		},
	}
}

func (r *entryRows) add(e *ledger.Entry) {
	hash := e.ContentHash()
	r.ids = append(r.ids, wireID(e.ID.UUID))
	r.phases = append(r.phases, string(e.Phase))
	r.kinds = append(r.kinds, string(e.Kind))
	r.effective = append(r.effective, e.EffectiveOn.Time())
	r.recorded = append(r.recorded, e.RecordedAt)
	r.members = append(r.members, wireID(e.Member.UUID))
	r.actors = append(r.actors, wireID(e.Actor.UUID))
	r.causes = append(r.causes, e.Cause)
	r.keys = append(r.keys, e.Key)
	r.hashes = append(r.hashes, hash[:])
	r.resolves = append(r.resolves, wireID(e.Resolves.UUID))
	r.years = append(r.years, wireNumber(e.Receipt.Year))
	r.numbers = append(r.numbers, wireNumber(e.Receipt.Number))
	r.reasons = append(r.reasons, e.Reason)
	r.amounts = append(r.amounts, e.Amount().Satang())
	for i, p := range e.Postings {
		r.lines.entries = append(r.lines.entries, wireID(e.ID.UUID))
		r.lines.numbers = append(r.lines.numbers, int16(i+1))
		r.lines.codes = append(r.lines.codes, string(p.Account.Code))
		r.lines.members = append(r.lines.members, wireID(p.Account.Member.UUID))
		r.lines.sides = append(r.lines.sides, string(p.Side))
		r.lines.amounts = append(r.lines.amounts, p.Amount.Satang())
	}
}

const takeReceiptsSQL = `
INSERT INTO receipt_counters AS c (fund_id, year, last_number) VALUES ($1, $2, $3)
ON CONFLICT ON CONSTRAINT receipt_counters_pkey DO UPDATE SET last_number = c.last_number + EXCLUDED.last_number
RETURNING last_number`

// numberReceipts gives the posted entries of members' money their numbers, in
// the order of the slice. The counter row is locked until the commit, which is
// what keeps the series without gaps.
func numberReceipts(ctx context.Context, tx transaction, fund ledger.FundID, entries []ledger.Entry) error {
	perYear := map[int]int{}
	for i := range entries {
		if needsReceipt(&entries[i]) {
			perYear[entries[i].EffectiveOn.Year()]++
		}
	}
	next := map[int]int{}
	for year, n := range perYear {
		var last int
		if err := tx.QueryRow(ctx, takeReceiptsSQL, fund.UUID, year, n).Scan(&last); err != nil {
			return fmt.Errorf("take receipt numbers: %w", err)
		}
		next[year] = last - n + 1
	}
	for i := range entries {
		if needsReceipt(&entries[i]) {
			year := entries[i].EffectiveOn.Year()
			entries[i].Receipt = ledger.Receipt{Year: year, Number: next[year]}
			next[year]++
		}
	}
	return nil
}

func needsReceipt(e *ledger.Entry) bool {
	return e.Phase == ledger.PhasePosted && e.Receipt.IsZero() &&
		(e.Kind == ledger.KindContribution || e.Kind == ledger.KindDeposit)
}
