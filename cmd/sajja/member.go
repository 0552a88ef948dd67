package main

import (
	"context"

	"sajja/ledger"
)

// memberCommand is the noun member.
type memberCommand struct {
	Add  memberAddCommand  `cmd:"" help:"Enter a member in the fund's register."`
	List memberListCommand `cmd:"" help:"List the members of a fund."`
	Show memberShowCommand `cmd:"" help:"Show one member."`
}

type memberAddCommand struct {
	Fund       string      `required:"" help:"The fund's code."`
	Number     string      `required:"" help:"The member's number in the fund."`
	Name       string      `required:"" help:"The member's name."`
	Joined     ledger.Date `placeholder:"DATE" help:"Day of joining, as 2024-01-01."`
	Born       ledger.Date `placeholder:"DATE" help:"Day of birth, as 1960-01-31."`
	LineUserID string      `name:"line-user-id" placeholder:"U…" help:"LINE user ID, to link the member's phone."`
	Role       []string    `help:"An office the member holds; may be repeated."`
}

func (c *memberAddCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type memberListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *memberListCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type memberShowCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Number string `required:"" help:"The member's number in the fund."`
}

func (c *memberShowCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
