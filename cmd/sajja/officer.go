package main

import "context"

// officerCommand is the noun officer.
type officerCommand struct {
	Grant  officerGrantCommand  `cmd:"" help:"Give a member an office."`
	Revoke officerRevokeCommand `cmd:"" help:"End a member's office."`
	List   officerListCommand   `cmd:"" help:"List who holds which office."`
}

type officerGrantCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
	Role   string `required:"" help:"The office."`
}

func (c *officerGrantCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type officerRevokeCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
	Role   string `required:"" help:"The office."`
}

func (c *officerRevokeCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type officerListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *officerListCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
