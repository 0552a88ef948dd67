package main

import "context"

type serveCommand struct {
	config
}

func (c *serveCommand) Run(ctx context.Context, con *console) error {
	if err := c.check(); err != nil {
		return err
	}
	return errNotBuilt
}
