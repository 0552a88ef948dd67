package main

import "context"

// fundCommand is the noun fund.
type fundCommand struct {
	Create fundCreateCommand `cmd:"" help:"Create a fund with its chart of accounts."`
	List   fundListCommand   `cmd:"" help:"List the funds."`
	Show   fundShowCommand   `cmd:"" help:"Show one fund."`
}

type fundCreateCommand struct {
	Name   string `required:"" help:"The fund's name, as its people write it."`
	Code   string `required:"" help:"Short name for commands: small letters, digits, hyphens."`
	Preset string `enum:"welfare,savings" default:"welfare" help:"What ฝาก means: welfare (contribution) or savings (deposit)."`
}

func (c *fundCreateCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type fundListCommand struct{}

func (c *fundListCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type fundShowCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *fundShowCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
