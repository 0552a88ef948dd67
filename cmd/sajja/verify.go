package main

import "context"

type verifyCommand struct{}

func (c *verifyCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
