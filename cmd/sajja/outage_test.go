package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/cmd/linesim/sim"
	"sajja/store/embedded"
	"sajja/store/storetest"
)

// TestTerminations ends the bot with SIGTERM under load: it finishes what is in
// hand in its ten seconds, and the next one finds nothing to do again.
func TestTerminations(t *testing.T) {
	t.Parallel()
	c := newCrowd(t, 200, storetest.Postgres(t), storetest.Redis(t))
	c.talk(100)
	for i := range 6 {
		bot := c.serve()
		c.listen(200)
		if i%2 == 0 {
			c.witness.connect() // a load balancer sends nothing new; what is open goes on
		}
		bot.terminate(t)
		if waiting, open := c.leftOver(); waiting+open > 0 {
			t.Errorf("it left %d events without a result and %d messages without an end", waiting, open)
		}
	}
	c.expectWhole(c.serve())
}

// TestDatabaseKilled kills PostgreSQL and parts of it under load. LINE gets no
// 200 meanwhile and delivers again; the bot goes on without a restart.
func TestDatabaseKilled(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	database := startDatabase(t, dir)
	c := newCrowd(t, 200, database.URL(), storetest.Redis(t))
	bot := c.serve()
	c.talk(100)
	for range 2 {
		c.listen(200)
		kill9(t, filepath.Join(dir, "data", "postmaster.pid"))
		<-database.Done()
		c.listen(100)
		if err := database.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		database = startDatabase(t, dir)
	}
	for range 3 {
		c.listen(100)
		killBackend(t, database, syscall.SIGKILL) // PostgreSQL then starts all over
	}
	for range 3 {
		c.listen(100)
		killBackend(t, database, syscall.SIGTERM)
	}
	c.expectWhole(bot)
}

func startDatabase(t *testing.T, dir string) *embedded.Postgres {
	t.Helper()
	started, err := embedded.StartPostgres(t.Context(), embedded.PostgresConfig{Dir: dir, Durable: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := started.Stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	if code, _, stderr := invoke(t, map[string]string{"DATABASE_URL": started.URL()}, "migrate"); code != exitDone {
		t.Fatalf("migrate: %s", stderr)
	}
	return started
}

// kill9 kills the server that wrote this file about itself.
func kill9(t *testing.T, pidFile string) {
	t.Helper()
	raw, err := os.ReadFile(pidFile)
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// killBackend ends the process behind one of the bot's connections, a busy one
// if there is one, as soon as the database answers.
func killBackend(t *testing.T, database *embedded.Postgres, with syscall.Signal) {
	t.Helper()
	const backendSQL = `SELECT pid FROM pg_stat_activity WHERE datname = 'sajja' AND backend_type = 'client backend'
		ORDER BY state = 'idle', random() LIMIT 1`
	var pid int
	for {
		conn, err := pgx.Connect(t.Context(), database.AdminURL())
		if err == nil {
			err = conn.QueryRow(t.Context(), backendSQL).Scan(&pid)
			_ = conn.Close(t.Context())
		}
		if err == nil {
			break
		}
		if !pause(t.Context(), 50*time.Millisecond) {
			t.Fatal(err)
		}
	}
	if err := syscall.Kill(pid, with); err != nil && !errors.Is(err, syscall.ESRCH) {
		t.Fatal(err)
	}
}

// TestRedisKilled kills Redis under load: a dialogue would start over, money
// goes on.
func TestRedisKilled(t *testing.T) {
	t.Parallel()
	dir := openDir(t)
	start := func() *embedded.Redis {
		started, err := embedded.StartRedis(t.Context(), embedded.RedisConfig{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = started.Stop(context.Background()) })
		return started
	}
	redis := start()
	c := newCrowd(t, 200, storetest.Postgres(t), redis.URL())
	bot := c.serve()
	c.talk(100)
	for range 2 {
		c.listen(200)
		kill9(t, filepath.Join(dir, "run", "redis.pid"))
		c.listen(300)
		if err := redis.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		redis = start()
	}
	c.listen(100)
	c.expectWhole(bot)
}

// TestLineFails has LINE's API fail in every way under load: what the bot owes
// arrives, once, and ends in a state.
func TestLineFails(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string]sim.Faults{
		"with 500":                      {APIStatus: 500},
		"with 429":                      {APIStatus: 429},
		"by silence before it accepted": {TimeoutBeforeAccept: true},
		"by silence after it accepted":  {TimeoutAfterAccept: true},
		"by being slow":                 {APIDelayMs: 700},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := newCrowd(t, 100, storetest.Postgres(t), storetest.Redis(t))
			bot := c.serve()
			c.talk(40)
			c.listen(80)
			c.line.SetFaults(faults)
			c.listen(200) // five seconds
			c.line.SetFaults(sim.Faults{})
			c.listen(80)
			c.expectWhole(bot)
		})
	}
}

// TestSideBySide lets LINE deliver every event to two bots on one database at
// once, every one twice to each, and kills one of them again and again.
func TestSideBySide(t *testing.T) {
	t.Parallel()
	c := newCrowd(t, 200, storetest.Postgres(t), storetest.Redis(t))
	c.line.SetFaults(sim.Faults{Duplicate: true})
	bots := [2]*botProcess{startBot(t, c.env), startBot(t, c.env)}
	var webhooks [2]string
	for i, bot := range bots {
		webhook, up := bot.awaitUp()
		if !up {
			t.Fatal(tail(bot.log.String()))
		}
		webhooks[i] = webhook
	}
	c.witness.connect(webhooks[:]...)
	c.talk(60)
	c.listen(600)
	for i := range 4 {
		fallen, standing := i%2, 1-i%2
		bots[fallen].kill()
		<-bots[fallen].ended
		c.witness.connect(webhooks[standing])
		c.listen(60)
		bots[fallen] = startBot(t, c.env)
		webhooks[fallen], _ = bots[fallen].awaitUp()
		c.witness.connect(webhooks[:]...)
		c.listen(120)
	}
	c.expectWhole(bots[:]...)
}
