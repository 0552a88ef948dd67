package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// fundOpenBooksCommand brings in paper books: one entry for each line of a sheet
// with the columns account, member, debit, credit, source, in Thai or English.
type fundOpenBooksCommand struct {
	Fund   string      `required:"" help:"The fund's code."`
	On     ledger.Date `required:"" placeholder:"DATE" help:"The day on which the paper was added up."`
	File   string      `arg:"" help:"A .csv or .xlsx with the columns account (บัญชี), member (เลขที่สมาชิก), debit (เดบิต), credit (เครดิต), source (แหล่งเงิน)."`
	Key    string      `default:"paper" help:"Your name for this act; each is used once."`
	By     string      `placeholder:"MEMBER" help:"Member number of the officer who does it."`
	DryRun bool        `help:"Only read the file and show its totals; nothing is written."`
}

// openBooksJSON is what was brought in, or would be.
type openBooksJSON struct {
	Fund       string         `json:"fund"`
	On         ledger.Date    `json:"on"`
	OK         bool           `json:"ok"`
	DryRun     bool           `json:"dry_run"`
	Lines      int            `json:"lines"`
	Debit      ledger.Money   `json:"debit"`
	Credit     ledger.Money   `json:"credit"`
	Difference ledger.Money   `json:"difference"`
	Documents  []string       `json:"documents"` // the first and the last number given
	Before     int            `json:"before"`    // opening entries that the fund had already
	Ignored    []string       `json:"ignored"`   // columns that mean nothing here
	Faults     []openingFault `json:"faults"`
}

func (c *fundOpenBooksCommand) Run(ctx context.Context, con *console) error {
	if c.On.After(ledger.DateOf(time.Now())) {
		return usageError{"sajja fund open-books", errors.New("--on is in the future")}
	}
	sheet, err := readOpeningSheet(c.File)
	if err != nil {
		return err
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		known, err := readRegister(ctx, db, fund)
		if err != nil {
			return err
		}
		lines, faults := sheet.lines(known)
		opening := ledger.Opening{Fund: fund.ID, On: c.On, Lines: lines}
		debit, credit := opening.Totals()
		report := openBooksJSON{
			Fund: fund.Code, On: c.On, DryRun: c.DryRun, Lines: len(lines), Debit: debit, Credit: credit,
			Difference: ledger.OpeningDifferenceError{Debit: debit, Credit: credit}.Difference(),
			Documents:  []string{}, Ignored: sheet.ignored, Faults: faults,
		}
		report.OK = len(faults) == 0 && report.Difference.IsZero() && len(lines) > 0
		if report.OK && !c.DryRun {
			if err := c.post(ctx, db, fund, opening, by, &report); err != nil {
				return err
			}
		}
		if err := con.show(report, report.write); err != nil {
			return err
		}
		if !report.OK {
			return errReported
		}
		return nil
	})
}

func (c *fundOpenBooksCommand) post(ctx context.Context, db *postgres.DB, fund store.Fund, opening ledger.Opening, by ledger.MemberID, report *openBooksJSON) error {
	entries, before, err := db.OpenBooks(ctx, opening, ledger.Act{Actor: by, At: time.Now(), Cause: commandLine, Key: c.Key})
	if errors.Is(err, ledger.ErrOpened) {
		return fmt.Errorf("balances were brought in as %q before, and nothing was written now: reverse what was wrong, or give this sheet another --key if it adds to them", c.Key)
	}
	if err != nil {
		return entryRefusal(fund, err)
	}
	report.Before = before
	report.Documents = []string{entries[0].Document.String(), entries[len(entries)-1].Document.String()}
	return nil
}

// write says what was read, what is wrong with it, and what was done.
func (r openBooksJSON) write(w io.Writer) error {
	for _, f := range r.Faults {
		fmt.Fprintln(w, f)
	}
	for _, column := range r.Ignored {
		fmt.Fprintf(w, "the column %q is not used\n", column)
	}
	table := newTable(w)
	fmt.Fprintf(table, "lines\t%d\ndebit\t%s\ncredit\t%s\ndifference\t%s\n", r.Lines, r.Debit, r.Credit, r.Difference)
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w, r.verdict())
	return err
}

func (r openBooksJSON) verdict() string {
	switch {
	case len(r.Faults) > 0:
		return "nothing was written: the lines above need another look"
	case r.Lines == 0:
		return "nothing was written: no line has an amount"
	case !r.OK:
		return "nothing was written: both columns must come to the same"
	case r.DryRun:
		return "nothing was written: this was a look"
	}
	done := fmt.Sprintf("brought in as of %s: %s to %s", thai.FormatDate(r.On), r.Documents[0], r.Documents[1])
	if r.Before > 0 {
		done += fmt.Sprintf("; the fund had %d opening entries already, these come on top", r.Before)
	}
	return done
}

// openingRegister is what the lines of a sheet are held against.
type openingRegister struct {
	accounts map[ledger.AccountCode]ledger.Account
	members  map[string]ledger.MemberID
}

func readRegister(ctx context.Context, db *postgres.DB, fund store.Fund) (openingRegister, error) {
	r := openingRegister{map[ledger.AccountCode]ledger.Account{}, map[string]ledger.MemberID{}}
	accounts, err := db.Accounts(ctx, fund.ID)
	if err != nil {
		return r, err
	}
	for _, a := range accounts {
		r.accounts[a.Code] = a.Account
	}
	members, err := db.Members(ctx, fund.ID)
	for _, m := range members {
		r.members[m.Number] = m.ID
	}
	return r, err
}

// openingFault is something wrong in one cell.
type openingFault struct {
	Line   int    `json:"line"`
	Column string `json:"column"`
	Reason string `json:"reason"`
}

func (f openingFault) String() string {
	return fmt.Sprintf("line %d, %s: %s", f.Line, cmp.Or(f.Column, "the whole line"), f.Reason)
}
