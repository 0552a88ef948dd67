package main

import (
	"context"

	"sajja/ledger"
)

// reportCommand is the noun report.
type reportCommand struct {
	TrialBalance reportTrialBalanceCommand `cmd:"" help:"Totals per account; both columns are equal."`
	Statement    reportStatementCommand    `cmd:"" help:"One member's balances and entries."`
	Events       reportEventsCommand       `cmd:"" help:"LINE events received and what became of them."`
}

type reportTrialBalanceCommand struct {
	Fund string      `required:"" help:"The fund's code."`
	AsOf ledger.Date `placeholder:"DATE" help:"At the end of this day; today when left out."`
}

func (c *reportTrialBalanceCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type reportStatementCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
}

func (c *reportStatementCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }

type reportEventsCommand struct{}

func (c *reportEventsCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
