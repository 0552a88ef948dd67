package postgres

import (
	"bytes"
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// sealChain recomputes the seals while the entries pass by.
type sealChain struct {
	*pass
	through  int32 // the last sealed day
	rows     []sealRow
	previous ledger.Digest // hash of the row before rows[0]
	today    int32
	sealing  *ledger.Sealing // of today, while it is a sealed day
}

type sealRow struct {
	day            int32
	entries        int
	hash, previous []byte
}

const noDay = -1 << 31

const checkSealsSQL = `
SELECT day, entries, hash, previous_hash FROM seals WHERE fund_id = $1 AND day >= coalesce((
    SELECT max(day) FROM seals WHERE fund_id = $1 AND day < $2), '-infinity') ORDER BY day`

// readSeals reads the seals from the given day on, and the one before.
func readSeals(ctx context.Context, tx pgx.Tx, p *pass, since ledger.Date) (*sealChain, error) {
	chain := &sealChain{pass: p, through: noDay, today: noDay}
	first := int32(noDay)
	if !since.IsZero() {
		first = dayNumber(since)
	}
	var day time.Time
	var row sealRow
	if err := each(ctx, tx, checkSealsSQL, []any{&day, &row.entries, &row.hash, &row.previous}, func() {
		row.day = dayNumber(dateOf(&day))
		if row.day < first {
			copy(chain.previous[:], row.hash)
			return
		}
		chain.rows = append(chain.rows, row)
	}, p.fund.UUID, wireDate(since)); err != nil {
		return nil, fmt.Errorf("read seals: %w", err)
	}
	var through *time.Time
	if err := tx.QueryRow(ctx, `SELECT nullif(sealed_through, '-infinity') FROM books WHERE fund_id = $1`, p.fund.UUID).Scan(&through); err != nil {
		return nil, fmt.Errorf("read how far the books are sealed: %w", err)
	}
	if through != nil {
		chain.through = dayNumber(dateOf(through))
	}
	return chain, nil
}

// entry adds an entry to the seal of its day.
func (c *sealChain) entry(e *entryRow) {
	if day := recordingDay(e.id); day != c.today {
		c.closeDay()
		c.openDay(day)
	}
	if c.sealing != nil {
		c.sealing.Add(c.digester.sealed(e))
	}
}

// openDay begins to recompute a day's seal, after the seals before it. It takes
// the link of the kept seal: whether that is right is a question of its own.
func (c *sealChain) openDay(day int32) {
	c.dropBefore(day)
	c.today, c.sealing = day, nil
	previous := c.previous
	hasSeal := len(c.rows) > 0 && c.rows[0].day == day
	if hasSeal {
		copy(previous[:], c.rows[0].previous)
	}
	if hasSeal || day <= c.through {
		c.sealing = ledger.NewSealing(c.fund, dayOf2000.AddDays(int(day)), previous)
	}
}

// dropBefore passes over seals of days that have no entry.
func (c *sealChain) dropBefore(day int32) {
	for len(c.rows) > 0 && c.rows[0].day < day {
		row := c.rows[0]
		c.sealFault("sealed day has lost its entries", row.day, "no entry recorded on that day", fmt.Sprintf("the %d entries that were sealed", row.entries))
		c.follow(row)
	}
}

// closeDay compares what was recomputed with the seal that was kept.
func (c *sealChain) closeDay() {
	if c.sealing == nil {
		return
	}
	made := c.sealing.Seal()
	if len(c.rows) == 0 || c.rows[0].day != c.today {
		c.sealFault("sealed day without a seal", c.today, fmt.Sprintf("%d entries and no seal", made.Entries),
			fmt.Sprintf("a seal, as the books are sealed through %s", c.calendar.day(c.through).text))
		return
	}
	row := c.rows[0]
	if row.entries != made.Entries {
		c.sealFault("sealed day has another number of entries", c.today, fmt.Sprint(made.Entries), fmt.Sprintf("%d, counted when it was sealed", row.entries))
	}
	if !bytes.Equal(row.hash, made.Hash[:]) {
		c.sealFault("sealed day differs from its seal", c.today, fmt.Sprintf("entries that make %x…", made.Hash[:4]), fmt.Sprintf("the seal %x…", row.hash[:min(4, len(row.hash))]))
	}
	c.follow(row)
}

// follow takes the kept seal as the one that the next follows on, so that one
// fault does not make one of every later day.
func (c *sealChain) follow(row sealRow) {
	if !bytes.Equal(row.previous, c.previous[:]) {
		c.sealFault("seal does not follow on the one before", row.day, fmt.Sprintf("made over %x…", row.previous[:min(4, len(row.previous))]), fmt.Sprintf("made over %x…", c.previous[:4]))
	}
	if row.day > c.through {
		c.sealFault("seal after the last sealed day", row.day, "a seal", fmt.Sprintf("none after %s, through which the books are sealed", c.throughText()))
	}
	copy(c.previous[:], row.hash)
	c.rows = c.rows[1:]
}

// finish closes the last day.
func (c *sealChain) finish() {
	c.closeDay()
	c.sealing = nil
	c.dropBefore(1<<31 - 1)
}

func (c *sealChain) throughText() string {
	if c.through == noDay {
		return "no day"
	}
	return string(c.calendar.day(c.through).text)
}

func (c *sealChain) sealFault(check string, day int32, found, expected string) {
	text := string(c.calendar.day(day).text)
	c.faults.add(Fault{Check: check, Where: "seal of " + text, Day: text, Found: found, Expected: expected})
}
