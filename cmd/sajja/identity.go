package main

import (
	"context"
	"log/slog"
	"time"

	"sajja/bot/line"
)

const (
	identityRetryMin = 2 * time.Second
	identityRetryMax = 5 * time.Minute
)

// identity asks LINE who our bot is, so that bodies for another bot are known.
// It asks beside the service, not before it: with LINE away webhooks are taken
// all the same, whatever their destination.
type identity struct {
	cancel context.CancelFunc
	done   chan struct{}
}

// whoami is the one call it takes.
type whoami interface {
	BotInfo(ctx context.Context) (line.BotInfo, error)
}

// learnIdentity asks until LINE answers, ever more seldom, and tells.
func learnIdentity(client whoami, tell func(userID string), log *slog.Logger) *identity {
	ctx, cancel := context.WithCancel(context.Background())
	i := &identity{cancel: cancel, done: make(chan struct{})}
	go func() {
		defer close(i.done)
		for wait := identityRetryMin; ; wait = min(2*wait, identityRetryMax) {
			info, err := client.BotInfo(ctx)
			if err == nil {
				tell(info.UserId)
				return
			}
			if ctx.Err() != nil {
				return
			}
			log.Warn("LINE does not say which bot this is; asking again later", "err", err, "wait", wait)
			if !pause(ctx, wait) {
				return
			}
		}
	}()
	return i
}

// pause waits, and is false when ctx ended first.
func pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

func (i *identity) stop(ctx context.Context) error {
	i.cancel()
	select {
	case <-i.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
