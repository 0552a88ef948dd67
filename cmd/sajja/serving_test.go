package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/store/storetest"
)

// lineTimeout is how long LINE waits for an answer.
const lineTimeout = 2 * time.Second

// busyTimeout is lineTimeout and what a machine adds that is busy with other
// tests. That the edge itself keeps to LINE's is held by a clock of its own in
// package webhook.
const busyTimeout = 5 * lineTimeout

const channelSecret = "8c570fa6dd201bb328f1c1eac23a96d8"

// lineAPI stands in for LINE where a test needs no conversation: it says who
// the bot is and takes every message.
func lineAPI(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v2/bot/info" {
			fmt.Fprint(w, `{"userId":"U8e742f61d673b39c7fff3cecb7536ef0","basicId":"@x","displayName":"สัจจะ","chatMode":"bot","markAsReadMode":"auto"}`)
			return
		}
		fmt.Fprint(w, `{"sentMessages":[]}`)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// served is a config on port 0 with a database and a Redis of the test's own.
func served(t *testing.T) config {
	t.Helper()
	return config{
		DatabaseURL:   secret(storetest.Postgres(t)),
		RedisURL:      secret(storetest.Redis(t)),
		ChannelSecret: channelSecret,
		ChannelToken:  "token",
		LineAPIURL:    lineAPI(t),
		Listen:        "127.0.0.1:0",
		MetricsListen: "127.0.0.1:0",
	}
}

// startServing starts a service that stops with the test.
func startServing(t *testing.T, c config) (*serving, *safeBuffer) {
	t.Helper()
	if err := c.check(); err != nil {
		t.Fatal(err)
	}
	log := &safeBuffer{}
	s := newServing(c, newLogger(log, c.secrets()...))
	if err := s.start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stop(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s, log
}

// deliver posts a signed body as LINE does and gives the status.
func deliver(t *testing.T, url, body string) int {
	t.Helper()
	mac := hmac.New(sha256.New, []byte(channelSecret))
	mac.Write([]byte(body))
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("X-Line-Signature", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	status, _ := answerTo(t, r)
	return status
}

func fetch(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return answerTo(t, r)
}

func answerTo(t *testing.T, r *http.Request) (int, string) {
	t.Helper()
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Body.Close()
	body, err := io.ReadAll(w.Body)
	if err != nil {
		t.Fatal(err)
	}
	return w.StatusCode, string(body)
}

// follow is a body whose one event no member sent.
func follow(id string) string {
	return `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[{"type":"leave","mode":"active","webhookEventId":"` + id +
		`","timestamp":1795230000123,"source":{"type":"group","groupId":"C00000000000000000000000000000001"}}]}`
}

// kept counts the events in the journal.
func kept(t *testing.T, databaseURL secret) int {
	t.Helper()
	return count(t, databaseURL, `SELECT count(*) FROM inbound_events`)
}

func count(t *testing.T, databaseURL secret, query string) (n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), databaseURL.reveal())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	if err := conn.QueryRow(t.Context(), query).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestServing(t *testing.T) {
	t.Parallel()

	t.Run("webhooks are kept, probes answered, metrics told on a listener of their own", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		s, _ := startServing(t, c)
		base := strings.TrimSuffix(s.webhookURL(), "/webhook")
		for range 2 {
			if status := deliver(t, s.webhookURL(), follow("01JD0000000000000000000001")); status != http.StatusOK {
				t.Errorf("webhook: %d", status)
			}
		}
		if n := kept(t, c.DatabaseURL); n != 1 {
			t.Errorf("kept %d events, want 1", n)
		}
		if status, body := fetch(t, base+"/healthz"); status != http.StatusOK {
			t.Errorf("healthz: %d %s", status, body)
		}
		if status, body := fetch(t, base+"/readyz"); status != http.StatusOK || strings.Count(body, `"ready":true`) != 4 {
			t.Errorf("readyz: %d %s", status, body)
		}
		if status, _ := fetch(t, base+"/metrics"); status != http.StatusNotFound {
			t.Errorf("metrics are open to the world: %d", status)
		}
		_, body := fetch(t, "http://"+s.metrics.address()+"/metrics")
		if !strings.Contains(body, `sajja_webhook_requests_total{outcome="kept"} 2`) {
			t.Errorf("metrics: %s", body)
		}
	})

	t.Run("the owner's login is worked with as sajja_app, with a warning", func(t *testing.T) {
		t.Parallel()
		_, log := startServing(t, served(t))
		if !strings.Contains(log.String(), "owner's login") {
			t.Errorf("no warning in %s", log)
		}
	})

	t.Run("a database that is not migrated stops the start and names the command", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		c.DatabaseURL = secret(storetest.EmptyPostgres(t))
		s := newServing(c, quiet())
		err := s.start(t.Context())
		if err == nil || !strings.Contains(err.Error(), "sajja migrate") {
			t.Errorf("start: %v", err)
		}
	})

	t.Run("a port in use stops the start and leaves nothing running", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		first, _ := startServing(t, c)
		c.Listen = first.public.address()
		second := newServing(c, quiet())
		if err := second.start(t.Context()); err == nil || !strings.Contains(err.Error(), "start listener") {
			t.Errorf("start: %v", err)
		}
		if len(second.running) != 0 {
			t.Errorf("still running: %v", second.running)
		}
	})

	t.Run("without Redis webhooks are taken, and readyz says what is missing", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		c.RedisURL = "redis://127.0.0.1:1/0"
		s, log := startServing(t, c)
		if status := deliver(t, s.webhookURL(), follow("01JD0000000000000000000002")); status != http.StatusOK {
			t.Errorf("webhook: %d", status)
		}
		status, body := fetch(t, strings.TrimSuffix(s.webhookURL(), "/webhook")+"/readyz")
		if status != http.StatusServiceUnavailable || !strings.Contains(body, `{"name":"redis","ready":false,"reason":`) {
			t.Errorf("readyz: %d %s", status, body)
		}
		if !strings.Contains(log.String(), "Redis does not answer") {
			t.Errorf("no warning in %s", log)
		}
	})

	t.Run("a database that goes away is 503 within LINE's patience, and when it is back the bot goes on", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		direct := c.DatabaseURL
		link := newLink(t, direct)
		c.DatabaseURL = link.address()
		s, _ := startServing(t, c)
		if status := deliver(t, s.webhookURL(), follow("01JD0000000000000000000003")); status != http.StatusOK {
			t.Fatalf("before: %d", status)
		}
		for _, away := range []func(){link.refuse, link.stall} {
			away()
			for i := range 2 {
				began := time.Now()
				status := deliver(t, s.webhookURL(), follow(fmt.Sprintf("01JD000000000000000000001%d", i)))
				if took := time.Since(began); status != http.StatusServiceUnavailable || took >= busyTimeout {
					t.Errorf("away: %d after %v", status, took)
				}
			}
			link.restore()
			// The pool finds its dead connections as it meets them.
			for status, late := 0, time.Now().Add(patience); status != http.StatusOK; {
				if time.Now().After(late) {
					t.Fatalf("still %d when the database has long been back", status)
				}
				status = deliver(t, s.webhookURL(), follow("01JD0000000000000000000004"))
			}
		}
		// One that was answered 503 may be kept all the same: its commit was on
		// its way when the line went dead. LINE delivers it again, and it is known.
		const answered = `SELECT count(*) FROM inbound_events WHERE id IN ('01JD0000000000000000000003', '01JD0000000000000000000004')`
		if n := count(t, direct, answered); n != 2 {
			t.Errorf("kept %d of the 2 events that were answered 200", n)
		}
	})
}

func TestMigrate(t *testing.T) {
	t.Parallel()
	env := map[string]string{"DATABASE_URL": storetest.EmptyPostgres(t)}
	for range 2 {
		code, stdout, stderr := invoke(t, env, "migrate", "--json")
		if code != exitDone || stdout != "{\"migrated\":true}\n" {
			t.Errorf("exit %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	}
}

// safeBuffer is a buffer that the log writes while the test reads.
type safeBuffer struct {
	mu     sync.Mutex
	buffer bytes.Buffer
}

func (b *safeBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.Write(p)
}

func (b *safeBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.buffer.String()
}
