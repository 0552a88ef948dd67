package main

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type entryReverseCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Entry  string `arg:"" help:"The entry: its document number, such as R2569-000123, or its ID."`
	Reason string `required:"" help:"Why, as the books keep it."`
	Key    string `help:"Your name for this act; made from the entry when left out."`
	By     string `placeholder:"MEMBER" help:"Member number of the treasurer or chair who does it."`
}

// Run reverses on the entry's own day while its period is open, else on the first
// open day, and shows the reversal.
func (c *entryReverseCommand) Run(ctx context.Context, con *console) error {
	reason := strings.TrimSpace(c.Reason)
	if reason == "" {
		return usageError{"sajja entry reverse", errors.New("--reason must say why")}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		entry, err := findEntry(ctx, db, fund, c.Entry)
		if err != nil {
			return err
		}
		key := "reverse:" + entry.ID.String()
		if c.Key != "" {
			key = "entry:" + c.Key
		}
		reversal, isRepeat, err := db.Reverse(ctx, fund.ID, entry.ID, reason,
			ledger.Act{Actor: by, At: time.Now(), Cause: commandLine, Key: key})
		if err != nil {
			return entryRefusal(fund, err)
		}
		return con.showEntry(ctx, db, fund, reversal, isRepeat)
	})
}

type entryReceiveCommand struct {
	Fund   string       `required:"" help:"The fund's code."`
	Entry  string       `arg:"" help:"The promise's ID."`
	Amount ledger.Money `help:"What the officer has of it; all when left out."`
	By     string       `required:"" placeholder:"MEMBER" help:"Member number of the officer who has the cash: treasurer, collector or chair."`
}

// Run receives a promise. Of a part the rest waits on in the member's name.
func (c *entryReceiveCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		officer, err := findOfficer(ctx, db, fund, c.By)
		if err != nil {
			return err
		}
		promise, err := findEntry(ctx, db, fund, c.Entry)
		if err != nil {
			return err
		}
		whole := promise.Amount()
		amount := cmp.Or(c.Amount, whole)
		if !amount.IsPositive() || amount.Cmp(whole) > 0 {
			return errors.New("--amount must be above zero and no more than the " + whole.String() + " that was promised")
		}
		received, isRepeat, err := db.Receive(ctx,
			postgres.Receipt{Fund: fund.ID, Promise: promise.ID, Amount: amount, Into: ledger.CashAccount(officer.Offices, officer.ID)},
			ledger.Act{Actor: officer.ID, At: time.Now(), Cause: commandLine, Key: "receive:" + promise.ID.String()})
		if err != nil {
			return entryRefusal(fund, err)
		}
		if !isRepeat && amount.Cmp(whole) < 0 {
			con.tell("%s waits on in the member's name", whole.Sub(amount))
		}
		return con.showEntry(ctx, db, fund, received, isRepeat)
	})
}
