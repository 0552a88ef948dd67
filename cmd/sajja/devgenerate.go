package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"sajja/ledger"
	"sajja/store/postgres"
)

// devGenerateCommand fills a database with books of many years.
type devGenerateCommand struct {
	Funds   int    `default:"1" help:"How many funds."`
	Members int    `default:"200" help:"Members of each."`
	Years   int    `default:"3" help:"Years of history, up to the end of last month."`
	Seed    uint64 `default:"1" help:"Another number, other books; the same one, the same."`
	Code    string `default:"gen" help:"Codes of the funds begin so."`
	Until   string `default:"" help:"The last day instead, at the end of a month, such as 2026-10-31."`
}

type generated struct {
	Funds   int     `json:"funds"`
	Members int     `json:"members"`
	Entries int     `json:"entries"`
	Seconds float64 `json:"seconds"`
}

// Run makes the funds CODE-1 … CODE-n with their whole past. It needs the owner's
// login, for it goes past the door that the service posts through.
func (c *devGenerateCommand) Run(ctx context.Context, con *console) error {
	until, err := c.until(time.Now())
	if err != nil {
		return usageError{"sajja dev generate", err}
	}
	begun := time.Now()
	result := generated{Funds: c.Funds, Members: c.Funds * c.Members}
	err = con.withDatabase(ctx, func(address secret) error {
		loader, err := postgres.OpenLoader(ctx, address.reveal())
		if err != nil {
			return err
		}
		defer loader.Abandon(context.WithoutCancel(ctx))
		for n := range c.Funds {
			fund := inventFund(c, n, until)
			if err := fund.live(ctx, loader); err != nil {
				return fmt.Errorf("fund %d: %w", n+1, err)
			}
			result.Entries += fund.entries
			con.tell("fund %d of %d: %d entries", n+1, c.Funds, fund.entries)
		}
		con.tell("making the indexes and the balances")
		return loader.Close(ctx)
	})
	if err != nil {
		return err
	}
	result.Seconds = time.Since(begun).Seconds()
	return con.show(result, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%d entries of %d members in %d funds, in %.0f s\n", result.Entries, result.Members, result.Funds, result.Seconds)
		return err
	})
}

// until gives the last day of the history.
func (c *devGenerateCommand) until(now time.Time) (ledger.Date, error) {
	if c.Funds < 1 || c.Funds > 100_000 || c.Members < inventedMembersMin || c.Members > 100_000 || c.Years < 1 || c.Years > 50 {
		return ledger.Date{}, fmt.Errorf("--funds must be 1 to 100,000, --members %d to 100,000 and --years 1 to 50", inventedMembersMin)
	}
	today := ledger.DateOf(now)
	if c.Until == "" {
		return today.AddDays(-today.Time().Day()), nil
	}
	day, err := ledger.ParseDate(c.Until)
	if err != nil {
		return ledger.Date{}, err
	}
	if day.AddDays(1).Time().Day() != 1 || !day.Before(today) {
		return ledger.Date{}, fmt.Errorf("--until must be the end of a month that is over")
	}
	return day, nil
}
