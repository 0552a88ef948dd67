package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type periodCloseYearCommand struct {
	Fund string   `required:"" help:"The fund's code."`
	Year int      `required:"" help:"The year, as 2569 or 2026."`
	To   []string `sep:"none" placeholder:"[SOURCE:]CODE=WEIGHT" help:"Where the result goes, such as 3600=30, for one source only as state:3300=1; may be repeated. Each source's own fund when left out."`
	By   string   `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

// yearClosingJSON is what a year came to.
type yearClosingJSON struct {
	Year     int              `json:"year"` // common era
	Results  []yearResultJSON `json:"results"`
	Entries  []entryJSON      `json:"entries"`
	Warnings []string         `json:"warnings"`
}

type yearResultJSON struct {
	Source  string       `json:"source"`
	Income  ledger.Money `json:"income"`
	Expense ledger.Money `json:"expense"`
	Surplus ledger.Money `json:"surplus"`
}

func (c *periodCloseYearCommand) Run(ctx context.Context, con *console) error {
	shares, err := parseShares(c.To)
	if err != nil {
		return usageError{"sajja period close-year", err}
	}
	year := c.Year
	if year >= 2400 {
		year -= 543
	}
	if year < 1800 {
		return usageError{"sajja period close-year", fmt.Errorf("--year %d is no year: write 2569 or 2026", c.Year)}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		_, chart, err := findAccount(ctx, db, fund, ledger.CodeMembersFund)
		if err == nil {
			err = shares.Check(chart)
		}
		if err != nil {
			return periodRefusal(fund, err)
		}
		done, err := db.CloseYear(ctx, fund.ID, year, shares, ledger.Act{Actor: by, At: time.Now(), Cause: commandLine})
		if err != nil {
			return periodRefusal(fund, err)
		}
		names, err := readEntryNames(ctx, db, fund)
		if err != nil {
			return err
		}
		return con.showYearClosing(year, done, names)
	})
}

func (c *console) showYearClosing(year int, done postgres.YearClosing, names entryNames) error {
	shape := yearClosingJSON{Year: year, Results: []yearResultJSON{}, Entries: []entryJSON{}, Warnings: yearWarnings(year, done.ClosedThrough)}
	for _, r := range done.Results {
		shape.Results = append(shape.Results, yearResultJSON{r.Source.String(), r.Income, r.Expense, r.Surplus()})
	}
	for _, e := range done.Entries {
		shape.Entries = append(shape.Entries, names.entry(store.EntryRecord{Entry: e}, false))
	}
	for _, warning := range shape.Warnings {
		c.tell("%s", warning)
	}
	return c.show(shape, shape.write)
}

// yearWarnings says what is not as it should be around the year's last day.
func yearWarnings(year int, closedThrough ledger.Date) []string {
	last, err := ledger.NewDate(year, time.December, 31)
	switch {
	case err != nil:
		return []string{}
	case !closedThrough.Before(last):
		return []string{fmt.Sprintf("the periods were closed through %s before: the closing counts on %s, with the figures of %s", closedThrough, closedThrough.AddDays(1), last)}
	}
	return []string{fmt.Sprintf("the period through %s is still open: close it with `sajja period close`, so that no late entry changes the year", last)}
}

func (y yearClosingJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "source\tincome\texpense\tsurplus\n")
	for _, r := range y.Results {
		source := r.Source
		if source == "" {
			source = "(not stated)"
		}
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", source, r.Income, r.Expense, r.Surplus)
	}
	if err := table.Flush(); err != nil {
		return err
	}
	for _, e := range y.Entries {
		fmt.Fprintf(w, "%s %s\n", e.Document, e.EffectiveOn)
		if err := e.writePostings(w); err != nil {
			return err
		}
	}
	return nil
}

// parseShares reads [SOURCE:]CODE=WEIGHT; those without a source are for all that
// have none of their own.
func parseShares(texts []string) (ledger.Shares, error) {
	shares := ledger.DefaultShares()
	var general []ledger.Share
	own := map[ledger.SourceKind][]ledger.Share{}
	for _, text := range texts {
		place, weight, ok := strings.Cut(text, "=")
		n, err := strconv.ParseInt(weight, 10, 32)
		kind, code, hasSource := strings.Cut(place, ":")
		if !ok || err != nil || n < 1 {
			return nil, fmt.Errorf("--to %q must be of the form CODE=WEIGHT, such as 3600=30", text)
		}
		if !hasSource {
			general = append(general, ledger.Share{To: ledger.AccountCode(place), Weight: n})
			continue
		}
		if _, known := shares[ledger.SourceKind(kind)]; !known || kind == "" {
			return nil, fmt.Errorf("--to %q: %q is no source of money: use members, codi, state, local, agency or other", text, kind)
		}
		own[ledger.SourceKind(kind)] = append(own[ledger.SourceKind(kind)], ledger.Share{To: ledger.AccountCode(code), Weight: n})
	}
	for kind := range shares {
		if len(own[kind]) > 0 {
			shares[kind] = own[kind]
		} else if len(general) > 0 {
			shares[kind] = slices.Clone(general)
		}
	}
	return shares, nil
}
