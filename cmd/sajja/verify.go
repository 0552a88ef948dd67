package main

import (
	"context"
	"fmt"
	"io"
	"sync/atomic"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// verifyCommand recomputes the books from their rows, or confirms one receipt.
type verifyCommand struct {
	Fund    string      `help:"Only this fund's code; all funds when left out."`
	Since   ledger.Date `help:"Only what was recorded from this day on, and the seals from there; balances need everything and are left out." placeholder:"DATE"`
	Receipt string      `help:"Confirm one receipt by its number and check code, such as R2569-000123-7K2QX." placeholder:"CODE"`
}

type verificationJSON struct {
	OK      bool             `json:"ok"`
	Entries int64            `json:"entries"`
	Funds   int              `json:"funds"`
	Faults  []postgres.Fault `json:"faults"`
}

// Run fails when something in the books cannot be right, and names it.
func (c *verifyCommand) Run(ctx context.Context, con *console) error {
	if c.Receipt != "" {
		return c.confirm(ctx, con)
	}
	var found postgres.Verification
	err := con.withBooks(ctx, func(db *postgres.DB) error {
		funds, err := chosenFunds(ctx, db, c.Fund)
		if err != nil {
			return err
		}
		var read atomic.Int64
		defer con.tellRead(&read)()
		found, err = db.VerifyWith(ctx, funds, postgres.VerifyOptions{Since: c.Since, Read: &read})
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

// chosenFunds gives the fund with the code, or all funds for none.
func chosenFunds(ctx context.Context, db *postgres.DB, code string) ([]store.Fund, error) {
	if code == "" {
		return db.Funds(ctx)
	}
	fund, err := db.FundByCode(ctx, code)
	return []store.Fund{fund}, err
}

// tellEvery is how often a long run says that it is alive.
const tellEvery = 5 * time.Second

// tellRead says now and then how many entries were read, until the function it
// gives is called.
func (c *console) tellRead(read *atomic.Int64) (stop func()) {
	began, ticker, done := time.Now(), time.NewTicker(tellEvery), make(chan struct{})
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case <-ticker.C:
				n := read.Load()
				c.tell("%d entries read, %.0f a second", n, float64(n)/time.Since(began).Seconds())
			case <-done:
				return
			}
		}
	}()
	return func() {
		ticker.Stop()
		close(done)
		<-ended
	}
}

func (r verificationJSON) write(w io.Writer) error {
	if r.OK {
		_, err := fmt.Fprintf(w, "the books are right: %d entries of %d funds\n", r.Entries, r.Funds)
		return err
	}
	for _, f := range r.Faults {
		if _, err := fmt.Fprintf(w, "%s: %s: %s\n", f.Fund, f.Check, f.Where); err != nil {
			return err
		}
		if f.Found == "" && f.Expected == "" {
			continue
		}
		if _, err := fmt.Fprintf(w, "  found     %s\n  expected  %s\n", f.Found, f.Expected); err != nil {
			return err
		}
	}
	return nil
}
