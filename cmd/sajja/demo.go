package main

import "context"

type demoCommand struct{}

func (c *demoCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
