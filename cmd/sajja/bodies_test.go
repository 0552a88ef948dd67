package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// upstream is where webhook bodies as LINE publishes them lie beside the
// repository; without them the bodies of our own are enough.
const upstream = "../../../shared/line-webhooks-upstream/*.json"

// TestBodies sends every body there is through edge, journal and bot: each is
// 200, each event is worked without a fault, and no money moves.
func TestBodies(t *testing.T) {
	t.Parallel()
	c := served(t)
	s, log := startServing(t, c)
	for name, body := range bodies(t) {
		began := time.Now()
		status := deliver(t, s.webhookURL(), body)
		for status == http.StatusServiceUnavailable && time.Since(began) < patience {
			status = deliver(t, s.webhookURL(), body) // as LINE does where the database is busy
		}
		if status != http.StatusOK {
			t.Errorf("%s: %d after %v", name, status, time.Since(began))
		}
	}
	if err := s.stop(context.Background()); err != nil { // the bot finishes what it has
		t.Error(err)
	}
	if strings.Contains(log.String(), `"level":"ERROR"`) {
		t.Errorf("log: %s", log)
	}
	for what, query := range map[string]string{
		"entries":       `SELECT count(*) FROM entries`,
		"failed events": `SELECT count(*) FROM event_results WHERE outcome = 'failed'`,
	} {
		if n := count(t, c.DatabaseURL, query); n != 0 {
			t.Errorf("%d %s", n, what)
		}
	}
}

func bodies(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{
		"a hundred events":           hundred(),
		"the Verify call":            `{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`,
		"events of every wrong kind": `{"events":[0,"x",null,[],{},{"type":1},{"type":"message","source":7},{"type":"follow","timestamp":"x"}]}`,
		"text no column could hold":  `{"events":[{"type":"message","webhookEventId":"\u0000","source":{"type":"user","userId":"U\u0000"},"message":{"type":"text","id":"1","text":"\u0000\ud800"}}]}`,
		"zero bytes in a message": `{"events":[{"type":"message","webhookEventId":"zero","replyToken":"r","source":{"type":"user","userId":"U0000000000000000000000000000000a"},` +
			`"message":{"type":"text","id":"1","text":"ฝาก\u0000 30"}}]}`,
		"nobody says something":    `{"events":[{"type":"message","webhookEventId":"nobody","replyToken":"r","message":{"type":"text","id":"2","text":"ฝาก 30"}}]}`,
		"a message without a body": `{"events":[{"type":"message","webhookEventId":"bare","replyToken":"r","source":{"type":"user","userId":"U0000000000000000000000000000000b"}}]}`,
	}
	files, err := filepath.Glob(upstream)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		body, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.Base(file)] = string(body)
	}
	return found
}

// hundred is one body with a hundred people's messages.
func hundred() string {
	var events []string
	for i := range 100 {
		events = append(events, fmt.Sprintf(`{"type":"message","mode":"active","timestamp":1795230000123,"webhookEventId":"01JH%022d",`+
			`"replyToken":"%032x","source":{"type":"user","userId":"U%032x"},"message":{"type":"text","id":"%d","text":"ฝาก 30"}}`, i, i+1, i, i))
	}
	return `{"events":[` + strings.Join(events, ",") + `]}`
}
