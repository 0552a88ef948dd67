package main

import (
	"context"

	"sajja/store"
)

func newWorker(*serving) worker { return idle{} }

// idle stands in for the bot.
type idle struct{}

func (idle) Offer([]store.InboundEvent)  {}
func (idle) Start(context.Context) error { return nil }
func (idle) Stop(context.Context) error  { return nil }
