package postgres

import (
	"context"
	"fmt"
	"sort"
	"time"

	"github.com/jackc/pgx/v5"
)

// periodRows are a fund's closed periods in order.
type periodRows []periodRow

type periodRow struct {
	through  int32
	closedAt int64
}

const checkPeriodsSQL = `SELECT through, closed_at FROM periods WHERE fund_id = $1 ORDER BY through`

const checkClosedSQL = `
SELECT coalesce(nullif(closed_through, '-infinity')::text, ''),
       coalesce((SELECT max(through)::text FROM periods p WHERE p.fund_id = b.fund_id), '')
FROM books b WHERE b.fund_id = $1`

func readPeriods(ctx context.Context, tx pgx.Tx, p *pass) (periodRows, error) {
	var periods periodRows
	var through, closedAt time.Time
	if err := each(ctx, tx, checkPeriodsSQL, []any{&through, &closedAt}, func() {
		periods = append(periods, periodRow{dayNumber(dateOf(&through)), closedAt.UnixMicro() - epoch2000})
	}, p.fund.UUID); err != nil {
		return nil, fmt.Errorf("read periods: %w", err)
	}
	var closed, last string
	if err := tx.QueryRow(ctx, checkClosedSQL, p.fund.UUID).Scan(&closed, &last); err != nil {
		return nil, fmt.Errorf("read how far the books are closed: %w", err)
	}
	if closed != last {
		p.faults.add(Fault{Check: "books are closed through another day than the last period", Where: "books of the fund",
			Found: orNone(closed), Expected: orNone(last)})
	}
	return periods, nil
}

func orNone(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// clockSlack is what the clocks of two machines may differ by: one gave the entry
// its instant, the other closed the period.
const clockSlack = 60 * 1_000_000

// posted refuses an entry that counts in a period closed before it was recorded.
func (rows periodRows) posted(p *pass, e *entryRow) {
	if len(rows) == 0 || e.effective > rows[len(rows)-1].through {
		return
	}
	period := rows[sort.Search(len(rows), func(i int) bool { return rows[i].through >= e.effective })]
	if e.recordedAt > period.closedAt+clockSlack {
		p.fault(e, "entry in a period that was closed before",
			fmt.Sprintf("counts on %s, recorded %s", p.calendar.day(e.effective).text, instantText(e.recordedAt)),
			fmt.Sprintf("nothing recorded after %s, when the period through %s was closed", instantText(period.closedAt), p.calendar.day(period.through).text))
	}
}
