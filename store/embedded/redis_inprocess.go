package embedded

import (
	"crypto/rand"
	"fmt"
	"net/url"
	"sync"
	"time"

	"github.com/alicebob/miniredis/v2"
)

// inProcessRedis stands in for Redis where the machine has none.
type inProcessRedis struct {
	server   *miniredis.Miniredis
	password string
	quit     chan struct{}
	ticking  sync.WaitGroup
}

func startInProcess() (*inProcessRedis, error) {
	r := &inProcessRedis{server: miniredis.NewMiniRedis(), password: rand.Text(), quit: make(chan struct{})}
	// It listens on a loopback port, where any user of the machine may knock.
	r.server.RequireAuth(r.password)
	if err := r.server.Start(); err != nil {
		return nil, fmt.Errorf("start a Redis in this process: %w", err)
	}
	r.ticking.Go(r.tick)
	return r, nil
}

// tick lets keys expire: miniredis has a clock that moves only when told to.
func (r *inProcessRedis) tick() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	last := time.Now()
	for {
		select {
		case <-r.quit:
			return
		case now := <-ticker.C:
			r.server.FastForward(now.Sub(last))
			last = now
		}
	}
}

func (r *inProcessRedis) url() string {
	u := url.URL{Scheme: "redis", User: url.UserPassword("", r.password), Host: r.server.Addr(), Path: "/0"}
	return u.String()
}

func (r *inProcessRedis) close() {
	close(r.quit)
	r.ticking.Wait()
	r.server.Close()
}
