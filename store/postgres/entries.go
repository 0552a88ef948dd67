package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// postSQL calls the one door to the books; see migrations/0009_posting.sql.
const postSQL = `
SELECT sajja_post($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::uuid[], $7::uuid[],
    $8::text[], $9::text[], $10::bytea[], $11::uuid[], $12::uuid[], $13::uuid[], $14::date[],
    $15::text[], $16::int[], $17::text[], $18::bigint[],
    $19::int[], $20::smallint[], $21::text[], $22::uuid[], $23::text[], $24::text[], $25::bigint[])`

func setNumbers(entries []ledger.Entry, numbers []*int32) {
	for i, number := range numbers {
		if number != nil {
			entries[i].Document.Year, entries[i].Document.Number = entries[i].EffectiveOn.Year(), int(*number)
		}
	}
}

// queueEntries adds the statement that writes entries and their postings, however
// many there are.
func queueEntries(batch *pgx.Batch, entries []ledger.Entry) {
	if len(entries) == 0 {
		return
	}
	rows := newEntryRows(len(entries))
	for i := range entries {
		rows.add(&entries[i])
	}
	batch.Queue(postSQL, rows.args()...)
}

// entryRows holds entries column by column.
type entryRows struct {
	funds, ids, members, actors         uuids
	resolves, reverses, rests           uuids
	phases, kinds, causes, keys, reason []string
	effective                           []time.Time
	expires                             dates
	hashes                              blobs
	series                              texts
	numbers                             integers
	amounts                             []int64
	lines                               postingRows
}

type postingRows struct {
	entries              []int32
	members              uuids
	numbers              []int16
	codes, sides, source []string
	amounts              []int64
}

func newEntryRows(n int) *entryRows {
	return &entryRows{
		funds: column[uuids](n), ids: column[uuids](n), members: column[uuids](n), actors: column[uuids](n),
		resolves: column[uuids](n), reverses: column[uuids](n), rests: column[uuids](n),
		phases: column[[]string](n), kinds: column[[]string](n), causes: column[[]string](n),
		keys: column[[]string](n), reason: column[[]string](n),
		effective: column[[]time.Time](n), expires: column[dates](n), hashes: column[blobs](n),
		series: column[texts](n), numbers: column[integers](n), amounts: column[[]int64](n),
		lines: postingRows{
			entries: column[[]int32](2 * n), members: column[uuids](2 * n), numbers: column[[]int16](2 * n),
			codes: column[[]string](2 * n), sides: column[[]string](2 * n), source: column[[]string](2 * n), amounts: column[[]int64](2 * n),
		},
	}
}

// reset empties the columns and keeps their room.
func (r *entryRows) reset() {
	r.funds, r.ids, r.members, r.actors = r.funds[:0], r.ids[:0], r.members[:0], r.actors[:0]
	r.resolves, r.reverses, r.rests = r.resolves[:0], r.reverses[:0], r.rests[:0]
	r.phases, r.kinds, r.causes, r.keys, r.reason = r.phases[:0], r.kinds[:0], r.causes[:0], r.keys[:0], r.reason[:0]
	r.effective, r.expires, r.hashes = r.effective[:0], r.expires[:0], r.hashes[:0]
	r.series, r.numbers, r.amounts = r.series[:0], r.numbers[:0], r.amounts[:0]
	l := &r.lines
	l.entries, l.members, l.numbers = l.entries[:0], l.members[:0], l.numbers[:0]
	l.codes, l.sides, l.source, l.amounts = l.codes[:0], l.sides[:0], l.source[:0], l.amounts[:0]
}

func (r *entryRows) add(e *ledger.Entry) {
	hash := e.ContentHash()
	r.funds = append(r.funds, wireID(e.Fund.UUID))
	r.ids = append(r.ids, wireID(e.ID.UUID))
	r.phases = append(r.phases, string(e.Phase))
	r.kinds = append(r.kinds, string(e.Kind))
	r.effective = append(r.effective, e.EffectiveOn.Time())
	r.members = append(r.members, wireID(e.Member.UUID))
	r.actors = append(r.actors, wireID(e.Actor.UUID))
	r.causes = append(r.causes, e.Cause)
	r.keys = append(r.keys, e.Key)
	r.hashes = append(r.hashes, hash[:])
	r.resolves = append(r.resolves, wireID(e.Resolves.UUID))
	r.reverses = append(r.reverses, wireID(e.Reverses.UUID))
	r.rests = append(r.rests, wireID(e.RestOf.UUID))
	r.expires = append(r.expires, wireDate(e.ExpiresOn))
	r.series = append(r.series, wireText(string(e.Document.Series)))
	r.numbers = append(r.numbers, wireNumber(e.Document.Number))
	r.reason = append(r.reason, e.Reason)
	r.amounts = append(r.amounts, e.Amount().Satang())
	entry := int32(len(r.ids))
	for i, p := range e.Postings {
		r.lines.entries = append(r.lines.entries, entry)
		r.lines.numbers = append(r.lines.numbers, int16(i+1))
		r.lines.codes = append(r.lines.codes, string(p.Account.Code))
		r.lines.members = append(r.lines.members, wireID(p.Account.Member.UUID))
		r.lines.sides = append(r.lines.sides, string(p.Side))
		r.lines.source = append(r.lines.source, p.Source.String())
		r.lines.amounts = append(r.lines.amounts, p.Amount.Satang())
	}
}

// args gives the columns in the order of postSQL.
func (r *entryRows) args() []any {
	return []any{
		r.funds, r.ids, r.phases, r.kinds, r.effective, r.members, r.actors,
		r.causes, r.keys, r.hashes, r.resolves, r.reverses, r.rests, r.expires,
		r.series, r.numbers, r.reason, r.amounts,
		r.lines.entries, r.lines.numbers, r.lines.codes, r.lines.members, r.lines.sides, r.lines.source, r.lines.amounts,
	}
}

const lockNumbersSQL = `SELECT sajja_lock_numbers($1, $2::text[], $3::int[])`

// NumberDocuments sets the document numbers of the posted entries in the slice,
// in its order; they count when the session commits. The counters are locked
// until then, which is what keeps each series without gaps.
func (s *Session) NumberDocuments(ctx context.Context, entries []ledger.Entry) error {
	last := map[run]int32{}
	var series []string
	var years []int32
	for i := range entries {
		r, isPosted := runOf(&entries[i])
		if _, known := last[r]; isPosted && !known {
			last[r] = 0
			series, years = append(series, string(r.series)), append(years, r.year)
		}
	}
	if len(series) == 0 {
		return nil
	}
	var numbers []int32
	if err := s.tx.QueryRow(ctx, lockNumbersSQL, s.fund.UUID, series, years).Scan(&numbers); err != nil {
		return fmt.Errorf("take document numbers: %w", err)
	}
	for i := range series {
		last[run{ledger.Series(series[i]), years[i]}] = numbers[i]
	}
	for i := range entries {
		if r, isPosted := runOf(&entries[i]); isPosted {
			last[r]++
			entries[i].Document.Year, entries[i].Document.Number = int(r.year), int(last[r])
		}
	}
	return nil
}

// run is one series of numbers of one year.
type run struct {
	series ledger.Series
	year   int32
}

func runOf(e *ledger.Entry) (run, bool) {
	return run{e.Document.Series, int32(e.EffectiveOn.Year())}, e.Phase == ledger.PhasePosted
}
