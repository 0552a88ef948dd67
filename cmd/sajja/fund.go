package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// fundCommand is the noun fund.
type fundCommand struct {
	Create fundCreateCommand `cmd:"" help:"Create a fund with its chart of accounts."`
	List   fundListCommand   `cmd:"" help:"List the funds."`
	Show   fundShowCommand   `cmd:"" help:"Show one fund."`

	OpenBooks fundOpenBooksCommand `cmd:"" help:"Bring in the balances of books kept on paper."`
	Expire    fundExpireCommand    `cmd:"" help:"Take promises over their last day off the list, and tell their members."`
}

type fundCreateCommand struct {
	Name     string `required:"" help:"The fund's name, as its people write it."`
	Code     string `required:"" help:"Short name for commands: small letters, digits, hyphens."`
	Preset   string `enum:"welfare,savings" default:"welfare" help:"What ฝาก means: welfare (contribution) or savings (deposit)."`
	Receipts string `enum:"push,ride" default:"push" help:"How receipts travel: push (at once) or ride (on the member's next message, free)."`
	Posting  string `enum:"pending,posted" default:"pending" help:"What ฝาก makes: pending (an officer confirms the cash) or posted (counts at once)."`

	PendingDays int `default:"45" help:"How many days a promise waits before it is taken off the list, 0 for ever: a month until the next collection and two weeks more when left out."`
}

// pendingDaysMax is the longest time a promise may wait and still end: a year.
const pendingDaysMax = 366

// fundJSON is a fund in the shape other programs read.
type fundJSON struct {
	ID   ledger.FundID `json:"id"`
	Code string        `json:"code"`
	Name string        `json:"name"`
}

// fundDetailJSON adds the fund's choices.
type fundDetailJSON struct {
	fundJSON
	Preset   ledger.Preset  `json:"preset"`
	Receipts store.Delivery `json:"receipts"`
	Posting  string         `json:"posting"`
	// PendingDays is how long a promise waits; 0: for ever.
	PendingDays int `json:"pending_days"`
}

func fundDetail(f store.Fund) fundDetailJSON {
	detail := fundDetailJSON{fundJSON{f.ID, f.Code, f.Name}, f.Preset, f.ReceiptDelivery, "pending", f.PendingDays}
	if f.PostsAtOnce {
		detail.Posting = "posted"
	}
	return detail
}

func (c *fundCreateCommand) Run(ctx context.Context, con *console) error {
	fund := store.Fund{
		ID: ledger.NewFundID(), Code: c.Code, Name: strings.TrimSpace(c.Name), Preset: ledger.Preset(c.Preset),
		ReceiptDelivery: store.Delivery(c.Receipts), PostsAtOnce: c.Posting == "posted",
		PendingDays: c.PendingDays, CreatedAt: time.Now(),
	}
	if err := checkFundNames(fund); err != nil {
		return usageError{"sajja fund create", err}
	}
	if c.PendingDays < 0 || c.PendingDays > pendingDaysMax {
		return usageError{"sajja fund create", fmt.Errorf("--pending-days must be 0 for ever, or at most %d", pendingDaysMax)}
	}
	err := con.withBooks(ctx, func(db *postgres.DB) error { return db.CreateFund(ctx, fund) })
	if errors.Is(err, store.ErrExists) {
		return fmt.Errorf("there is a fund with the code %q already: choose another code, or see `sajja fund list`", c.Code)
	}
	if err != nil {
		return err
	}
	return con.show(fundJSON{fund.ID, fund.Code, fund.Name}, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s (%s) has its books: %d accounts\n", fund.Name, fund.Code, len(ledger.Chart()))
		return err
	})
}

func checkFundNames(f store.Fund) error {
	if f.Name == "" || len([]rune(f.Name)) > 200 {
		return errors.New("--name must have 1 to 200 letters")
	}
	outside := func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }
	if f.Code == "" || len(f.Code) > 32 || f.Code[0] == '-' || strings.ContainsFunc(f.Code, outside) {
		return errors.New("--code must be 1 to 32 small letters, digits or hyphens, such as nong-bua")
	}
	return nil
}

type fundListCommand struct{}

func (c *fundListCommand) Run(ctx context.Context, con *console) error {
	funds := []fundJSON{}
	err := con.withBooks(ctx, func(db *postgres.DB) error {
		found, err := db.Funds(ctx)
		for _, f := range found {
			funds = append(funds, fundJSON{f.ID, f.Code, f.Name})
		}
		return err
	})
	if err != nil {
		return err
	}
	return con.show(funds, func(w io.Writer) error {
		table := newTable(w)
		for _, f := range funds {
			fmt.Fprintf(table, "%s\t%s\n", f.Code, f.Name)
		}
		return table.Flush()
	})
}

type fundShowCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *fundShowCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(_ *postgres.DB, f store.Fund) error {
		return con.show(fundDetail(f), func(w io.Writer) error {
			table := newTable(w)
			fmt.Fprintf(table, "fund\t%s (%s)\npreset\t%s\nreceipts\t%s\nposting\t%s\npromises wait\t%s\n",
				f.Name, f.Code, f.Preset, f.ReceiptDelivery, fundDetail(f).Posting, waitingTime(f.PendingDays))
			return table.Flush()
		})
	})
}

func waitingTime(days int) string {
	if days == 0 {
		return "for ever"
	}
	return strconv.Itoa(days) + " days"
}

// withFund opens the books and finds the fund that a command is about.
func (c *console) withFund(ctx context.Context, code string, work func(db *postgres.DB, fund store.Fund) error) error {
	return c.withBooks(ctx, func(db *postgres.DB) error {
		fund, err := db.FundByCode(ctx, code)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no fund with the code %q: see `sajja fund list`", code)
		}
		if err != nil {
			return err
		}
		return work(db, fund)
	})
}

// newTable aligns columns for people.
func newTable(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 4, 2, ' ', 0) }
