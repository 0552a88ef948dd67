package main

import (
	"context"
	"fmt"

	"github.com/redis/go-redis/v9"

	"sajja/store"
)

// conversations is the Redis of the conversations.
type conversations struct{ client redis.UniversalClient }

func openConversations(ctx context.Context, address secret) (*conversations, error) {
	options, err := redis.ParseURL(address.reveal())
	if err != nil {
		return nil, fmt.Errorf("REDIS_URL is not an address of Redis")
	}
	c := &conversations{client: redis.NewClient(options)}
	return c, nil
}

func (c *conversations) ping(ctx context.Context) error { return c.client.Ping(ctx).Err() }
func (c *conversations) close() error                   { return c.client.Close() }

func newWorker(*serving) worker { return idle{} }

// idle stands in for the bot.
type idle struct{}

func (idle) Offer([]store.InboundEvent)  {}
func (idle) Start(context.Context) error { return nil }
func (idle) Stop(context.Context) error  { return nil }
