package main

import "context"

type intentCommand struct {
	Role  string `default:"member" help:"Who writes: member, treasurer, coordinator."`
	Now   string `placeholder:"TIME" help:"When it is written, as 2026-11-21T10:00:00+07:00."`
	JSONL bool   `name:"jsonl" help:"Read lines of JSON with text, role and now from stdin; print a line for each."`
	Text  string `arg:"" optional:"" help:"The message."`
}

func (c *intentCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
