package main

import (
	"context"
	"encoding/hex"
	"fmt"
	"io"
	"time"

	"sajja/ledger"
	"sajja/store/postgres"
)

// sealCommand seals days from an operator's own scheduler, or at once; the service
// does the same every night.
type sealCommand struct {
	Fund    string      `help:"Only this fund's code; all funds when left out."`
	Through ledger.Date `help:"The last day to seal; yesterday when left out." placeholder:"DATE"`
}

type sealedJSON struct {
	Fund    string      `json:"fund"`
	Through ledger.Date `json:"through"`
	Days    int         `json:"days"`
	// Last is the newest seal: who keeps it elsewhere can prove the books up to it.
	Last *sealJSON `json:"last,omitempty"`
}

type sealJSON struct {
	Day     ledger.Date `json:"day"`
	Entries int         `json:"entries"`
	Hash    string      `json:"hash"`
}

// Run may be repeated: a day is sealed once.
func (c *sealCommand) Run(ctx context.Context, con *console) error {
	through := c.Through
	if through.IsZero() {
		through = ledger.DateOf(time.Now()).AddDays(-1)
	}
	result := []sealedJSON{}
	err := con.withBooks(ctx, func(db *postgres.DB) error {
		funds, err := chosenFunds(ctx, db, c.Fund)
		if err != nil {
			return err
		}
		for _, fund := range funds {
			sealed, err := db.Seal(ctx, fund.ID, through)
			if err != nil {
				return fmt.Errorf("fund %s: %w", fund.Code, err)
			}
			result = append(result, newSealedJSON(fund.Code, sealed))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return con.show(result, func(w io.Writer) error { return writeSealed(w, result) })
}

func newSealedJSON(code string, s postgres.Sealed) sealedJSON {
	sealed := sealedJSON{Fund: code, Through: s.Through, Days: s.Days}
	if !s.Last.Day.IsZero() {
		sealed.Last = &sealJSON{s.Last.Day, s.Last.Entries, hex.EncodeToString(s.Last.Hash[:])}
	}
	return sealed
}

func writeSealed(w io.Writer, result []sealedJSON) error {
	table := newTable(w)
	fmt.Fprintln(table, "fund\tsealed through\tdays sealed now\tlast seal\thash")
	for _, s := range result {
		last := sealJSON{}
		if s.Last != nil {
			last = *s.Last
		}
		fmt.Fprintf(table, "%s\t%s\t%d\t%s\t%s\n", s.Fund, s.Through, s.Days, last.Day, last.Hash)
	}
	return table.Flush()
}
