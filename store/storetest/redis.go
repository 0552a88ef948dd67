package storetest

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"sync"
	"testing"

	"github.com/redis/go-redis/v9"

	"sajja/store/embedded"
)

// RedisDatabases is how many numbered databases a server for tests has: one for
// the numbering and one for each test that runs at a time. An unused one costs
// about a kilobyte.
const RedisDatabases = 2048

// In database 0 stand the numbers in use, as a set of free ones and the highest
// given out so far.
const (
	redisFree    = "storetest:free"
	redisHighest = "storetest:highest"
)

var redisServer = sync.OnceValues(openRedis)

func openRedis() (string, error) {
	if given := os.Getenv(RedisEnv); given != "" {
		return given, nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), serverLimit)
	defer cancel()
	started, err := embedded.StartRedis(ctx, embedded.RedisConfig{Databases: RedisDatabases})
	if err != nil {
		return "", fmt.Errorf("start a Redis for the tests: %w", err)
	}
	return started.URL(), nil
}

// Redis gives the URL of an empty database of a real Redis that belongs to the
// test alone. It is emptied after the test.
func Redis(t testing.TB) string {
	t.Helper()
	server, err := redisServer()
	if err != nil {
		t.Fatal(err)
	}
	number := takeNumber(t, server)
	t.Cleanup(func() { giveBack(t, server, number) })
	return numbered(t, server, number)
}

func takeNumber(t testing.TB, server string) string {
	t.Helper()
	client := connect(t, numbered(t, server, "0"))
	number, err := client.SPop(t.Context(), redisFree).Result()
	if err == nil {
		return number
	}
	if err != redis.Nil {
		t.Fatalf("take a Redis database: %v", err)
	}
	next, err := client.Incr(t.Context(), redisHighest).Result()
	if err != nil {
		t.Fatalf("take a Redis database: %v", err)
	}
	return strconv.FormatInt(next, 10)
}

func giveBack(t testing.TB, server, number string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), serverLimit)
	defer cancel()
	own := connect(t, numbered(t, server, number))
	if err := own.FlushDB(ctx).Err(); err != nil {
		t.Errorf("empty the test's Redis database: %v", err)
		return
	}
	if err := connect(t, numbered(t, server, "0")).SAdd(ctx, redisFree, number).Err(); err != nil {
		t.Errorf("give the test's Redis database back: %v", err)
	}
}

func connect(t testing.TB, address string) *redis.Client {
	t.Helper()
	options, err := redis.ParseURL(address)
	if err != nil {
		t.Fatalf("read the Redis URL: %v", err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	return client
}

// numbered is the server's URL for one of its databases: a parameter for a
// socket, the path for a port.
func numbered(t testing.TB, server, number string) string {
	t.Helper()
	u, err := url.Parse(server)
	if err != nil {
		t.Fatalf("read the Redis URL: %v", err)
	}
	if u.Scheme == "unix" {
		u.RawQuery = url.Values{"db": {number}}.Encode()
	} else {
		u.Path = "/" + number
	}
	return u.String()
}
