package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"sajja/cmd/linesim/sim"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// devCommand holds what developers need around the product.
type devCommand struct {
	LoadMembers devLoadMembersCommand `cmd:"" help:"Enter the load tool's users as members, spread over funds."`
	Generate    devGenerateCommand    `cmd:"" help:"Fill a database with funds and their books of many years."`
}

type devLoadMembersCommand struct {
	Users int    `default:"2000" help:"How many of the load tool's users."`
	Funds int    `default:"1" help:"Over how many new funds they are spread."`
	Code  string `default:"load" help:"Codes of the funds begin so."`
}

// Run makes the funds CODE-1 … CODE-n; the load tool's users 0 … N−1 become
// their members in turn.
func (c *devLoadMembersCommand) Run(ctx context.Context, con *console) error {
	if c.Users < 1 || c.Funds < 1 || c.Users > 1_000_000 || c.Funds > c.Users {
		return usageError{"sajja dev load-members", fmt.Errorf("--users must be 1 to 1,000,000 and --funds 1 to --users")}
	}
	err := con.withBooks(ctx, func(db *postgres.DB) error {
		for n := range c.Funds {
			if err := c.fund(ctx, db, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return con.show(map[string]int{"users": c.Users, "funds": c.Funds}, func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%d load users are members of %d funds\n", c.Users, c.Funds)
		return err
	})
}

func (c *devLoadMembersCommand) fund(ctx context.Context, db *postgres.DB, n int) error {
	now := time.Now()
	fund := store.Fund{
		ID: ledger.NewFundID(), Code: fmt.Sprintf("%s-%d", c.Code, n+1), Name: fmt.Sprintf("กองทุนทดสอบ %d", n+1),
		Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryPush, CreatedAt: now,
	}
	if err := db.CreateFund(ctx, fund); err != nil {
		return err
	}
	var members []store.Member
	for user := n; user < c.Users; user += c.Funds {
		members = append(members, store.Member{
			Fund: fund.ID, ID: ledger.NewMemberID(), Number: fmt.Sprintf("%06d", user), Name: fmt.Sprintf("สมาชิกทดสอบ %d", user),
			JoinedOn: ledger.DateOf(now), LineUserID: sim.LoadUserID(user),
		})
	}
	return db.AddMembers(ctx, fund.ID, members, now)
}
