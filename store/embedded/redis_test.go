package embedded

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"
)

func redisUp(t *testing.T, config RedisConfig) *Redis {
	t.Helper()
	r, err := StartRedis(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { redisDown(t, r) })
	return r
}

func redisDown(t *testing.T, r *Redis) {
	t.Helper()
	if err := r.Stop(context.Background()); err != nil {
		t.Error(err)
	}
}

func client(t *testing.T, url string) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(options)
	t.Cleanup(func() { _ = c.Close() })
	return c
}

func TestStartRedis(t *testing.T) {
	t.Parallel()
	t.Run("keeps a value while it runs, with a bound on memory and nothing on the disk", func(t *testing.T) {
		t.Parallel()
		c := client(t, redisUp(t, RedisConfig{}).URL())
		if err := c.Set(t.Context(), "asked", "ฝาก", time.Minute).Err(); err != nil {
			t.Fatal(err)
		}
		if got := c.Get(t.Context(), "asked").Val(); got != "ฝาก" {
			t.Errorf("got %q", got)
		}
		for name, want := range map[string]string{"maxmemory": "134217728", "save": "", "appendonly": "no", "databases": "16"} {
			if got := c.ConfigGet(t.Context(), name).Val()[name]; got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
	})
	t.Run("a stop leaves nothing, and may be repeated", func(t *testing.T) {
		t.Parallel()
		r := redisUp(t, RedisConfig{})
		redisDown(t, r)
		redisDown(t, r)
		expectNobody(t, r.place.path)
		expectGone(t, r.place.path)
	})
	t.Run("a second one in the folder is told who holds it", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		redisUp(t, RedisConfig{Dir: dir})
		_, err := StartRedis(t.Context(), RedisConfig{Dir: dir})
		var got *InUseError
		if !errors.As(err, &got) {
			t.Errorf("got %v, want InUseError", err)
		}
	})
	t.Run("a server that outlived its program is stopped by the next start", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		r := redisUp(t, RedisConfig{Dir: dir})
		if err := r.place.lock.Close(); err != nil {
			t.Fatal(err)
		}
		r.place.lock = nil
		next := redisUp(t, RedisConfig{Dir: dir})
		<-r.server.done
		if err := client(t, next.URL()).Ping(t.Context()).Err(); err != nil {
			t.Error(err)
		}
	})
	t.Run("a folder too deep for a socket's address will do", func(t *testing.T) {
		t.Parallel()
		r := redisUp(t, RedisConfig{Dir: filepath.Join(reachableDir(t), strings.Repeat("กองทุน", 12))})
		if err := client(t, r.URL()).Ping(t.Context()).Err(); err != nil {
			t.Error(err)
		}
	})
}

func TestInProcessRedis(t *testing.T) {
	t.Parallel()
	server, err := startInProcess()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.close)
	c := client(t, server.url())
	t.Run("keys expire by the clock", func(t *testing.T) {
		t.Parallel()
		if err := c.Set(t.Context(), "asked", "ฝาก", time.Second).Err(); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		err := poll(ctx, func() (bool, error) { return c.Exists(ctx, "asked").Val() == 0, ctx.Err() })
		if err != nil {
			t.Error("the key is still there")
		}
	})
	t.Run("nobody gets in without the password", func(t *testing.T) {
		t.Parallel()
		stranger := redis.NewClient(&redis.Options{Addr: server.server.Addr()})
		t.Cleanup(func() { _ = stranger.Close() })
		if err := stranger.Ping(t.Context()).Err(); err == nil {
			t.Error("it answered")
		}
	})
}
