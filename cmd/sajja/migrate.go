package main

import "context"

type migrateCommand struct{}

func (c *migrateCommand) Run(ctx context.Context, con *console) error { return errNotBuilt }
