package main

import (
	"context"
	"fmt"
	"io"

	"sajja/store"
	"sajja/store/postgres"
)

// verifyCommand recomputes the books from their rows.
type verifyCommand struct {
	Fund string `help:"Only this fund's code; all funds when left out."`
}

type verificationJSON struct {
	OK      bool             `json:"ok"`
	Entries int64            `json:"entries"`
	Funds   int              `json:"funds"`
	Faults  []postgres.Fault `json:"faults"`
}

// Run fails when something in the books cannot be right, and names it.
func (c *verifyCommand) Run(ctx context.Context, con *console) error {
	var found postgres.Verification
	err := con.withBooks(ctx, func(db *postgres.DB) error {
		funds, err := db.Funds(ctx)
		if c.Fund != "" && err == nil {
			var one store.Fund
			one, err = db.FundByCode(ctx, c.Fund)
			funds = []store.Fund{one}
		}
		if err != nil {
			return err
		}
		found, err = db.Verify(ctx, funds)
		return err
	})
	if err != nil {
		return err
	}
	report := verificationJSON{len(found.Faults) == 0, found.Entries, found.Funds, found.Faults}
	if err := con.show(report, report.write); err != nil {
		return err
	}
	if !report.OK {
		return errReported
	}
	return nil
}

func (r verificationJSON) write(w io.Writer) error {
	if r.OK {
		_, err := fmt.Fprintf(w, "the books are right: %d entries of %d funds\n", r.Entries, r.Funds)
		return err
	}
	table := newTable(w)
	for _, f := range r.Faults {
		fmt.Fprintf(table, "%s\t%s\t%s\n", f.Fund, f.Check, f.Where)
	}
	return table.Flush()
}
