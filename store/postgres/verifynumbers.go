package postgres

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// numberRuns remembers which document numbers of each run were met: a bit each.
type numberRuns struct {
	*pass
	runs map[run]*numberRun
}

type numberRun struct {
	last int32 // the last number given, by the counter
	// lowest and highest of those met.
	lowest, highest int32
	seen            []uint64
}

const checkCountersSQL = `SELECT series, year, last_number FROM document_counters WHERE fund_id = $1`

func readCounters(ctx context.Context, tx pgx.Tx, p *pass) (*numberRuns, error) {
	runs := &numberRuns{pass: p, runs: map[run]*numberRun{}}
	var series string
	var r run
	var last int32
	if err := each(ctx, tx, checkCountersSQL, []any{&series, &r.year, &last}, func() {
		r.series = ledger.Series(series)
		runs.runs[r] = &numberRun{last: last}
	}, p.fund.UUID); err != nil {
		return nil, fmt.Errorf("read counters: %w", err)
	}
	return runs, nil
}

// posted takes the number of a posted entry.
func (n *numberRuns) posted(e *entryRow, effective *dayFacts) {
	if e.number <= 0 {
		n.fault(e, "posted without a number", "none", "the next number of its series")
		return
	}
	if int(e.year) != effective.year {
		n.fault(e, "document number of another year", n.document(e), fmt.Sprintf("a number of the year in which it counts, %d", effective.year+543))
	}
	r := n.runs[run{ledger.Series(e.series), e.year}]
	if r == nil || e.number > r.last {
		given := int32(0)
		if r != nil {
			given = r.last
		}
		n.fault(e, "document number above the last one given", n.document(e), fmt.Sprintf("no number above %d", given))
		return
	}
	if !r.take(e.number) {
		n.fault(e, "document number given twice", n.document(e), "each number once")
	}
}

// take notes a number, and tells whether it was new.
func (r *numberRun) take(number int32) bool {
	word, bit := int(number)/64, uint64(1)<<(number%64)
	if word >= len(r.seen) {
		r.seen = append(r.seen, make([]uint64, word-len(r.seen)+1)...)
	}
	isNew := r.seen[word]&bit == 0
	r.seen[word] |= bit
	if r.lowest == 0 || number < r.lowest {
		r.lowest = number
	}
	r.highest = max(r.highest, number)
	return isNew
}

func (r *numberRun) has(number int32) bool {
	word := int(number) / 64
	return word < len(r.seen) && r.seen[word]&(1<<(number%64)) != 0
}

// An entry that was recorded before the first one looked at may have a number
// among those that were.
const checkEarlierNumbersSQL = `
SELECT series_number FROM entries WHERE fund_id = $1 AND series = $2 AND series_year = $3 AND series_number BETWEEN $4 AND $5 AND id < $6`

// finish names the numbers that no entry has.
func (n *numberRuns) finish(ctx context.Context, tx pgx.Tx) error {
	for _, of := range slices.SortedFunc(maps.Keys(n.runs), run.compare) {
		r := n.runs[of]
		first := int32(1)
		if !n.since.IsZero() {
			if r.lowest == 0 {
				continue
			}
			first = r.lowest
			var number int32
			if err := each(ctx, tx, checkEarlierNumbersSQL, []any{&number}, func() { r.take(number) },
				n.fund.UUID, string(of.series), of.year, first, r.last, n.since.UUID); err != nil {
				return fmt.Errorf("read earlier numbers: %w", err)
			}
		}
		n.nameGaps(of, r, first)
	}
	return nil
}

func (n *numberRuns) nameGaps(of run, r *numberRun, first int32) {
	for number := first; number <= r.highest; number++ {
		from := number
		for number <= r.highest && !r.has(number) {
			number++
		}
		if number > from {
			n.gapFault("document number missing", of, from, number-1, "a document each, as later numbers were given")
		}
	}
	if r.highest < r.last {
		n.gapFault("last document numbers missing", of, max(first, r.highest+1), r.last, fmt.Sprintf("a document each, as %d numbers were given", r.last))
	}
}

func (n *numberRuns) gapFault(check string, of run, from, to int32, expected string) {
	where := documentText(of.series, of.year, from)
	if to > from {
		where += " to " + documentText(of.series, of.year, to)
	}
	n.faults.add(Fault{Check: check, Where: where, Found: "no entry", Expected: expected})
}

func (r run) compare(other run) int {
	if r.year != other.year {
		return int(r.year - other.year)
	}
	return int(r.series[0]) - int(other.series[0])
}
