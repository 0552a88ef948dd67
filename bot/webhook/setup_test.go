package webhook_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"sajja/bot/webhook"
	"sajja/store"
)

const (
	secret    = "8c570fa6dd201bb328f1c1eac23a96d8"
	botUserID = "U8e742f61d673b39c7fff3cecb7536ef0"
)

// sign makes the signature as LINE does, apart from the code under test.
func sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

// deposit is the body of one member's "ฝาก 30" in a chat of her own.
func deposit(id string) []byte {
	return fmt.Appendf(nil, `{"destination":"%s","events":[{"type":"message","message":{"type":"text",`+
		`"id":"468789577898262530","quoteToken":"q3Plxr4AgKdYDRYzS1sGbaTSXMAhSKLjVVd83yXf",`+
		`"markAsReadToken":"30yhdy232kjhkjhkjhkjhs","text":"ฝาก 30"},"webhookEventId":"%s",`+
		`"deliveryContext":{"isRedelivery":false},"timestamp":1795230000123,`+
		`"source":{"type":"user","userId":"U4af4980629f3a1b2c3d4e5f60718293a"},`+
		`"replyToken":"38ef843bde154d9b91c21320ffd17a0f","mode":"active"}]}`, botUserID, id)
}

// startEdge starts an edge that ends with the test.
func startEdge(t testing.TB, config webhook.Config, journal webhook.Journal) *webhook.Edge {
	t.Helper()
	edge := newEdge(t, config, journal, &inbox{})
	if err := edge.Start(context.Background()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopEdge(t, edge) })
	return edge
}

func newEdge(t testing.TB, config webhook.Config, journal webhook.Journal, in webhook.Inbox) *webhook.Edge {
	t.Helper()
	if config.Secrets == nil {
		config.Secrets = []string{secret}
	}
	if config.Logger == nil {
		config.Logger = slog.New(slog.DiscardHandler)
	}
	edge, err := webhook.New(config, journal, in)
	if err != nil {
		t.Fatal(err)
	}
	return edge
}

func stopEdge(t testing.TB, edge *webhook.Edge) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if err := edge.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// post hands a body, signed with the secret, to a handler.
func post(handler http.Handler, body []byte) *httptest.ResponseRecorder {
	return postSigned(handler, body, sign(secret, body))
}

func postSigned(handler http.Handler, body []byte, signature string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(body))
	if signature != "" {
		r.Header.Set("x-line-signature", signature)
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}

// journal keeps events in memory the way the real one does: an ID once.
type journal struct {
	mu     sync.Mutex
	kept   []store.InboundEvent
	calls  [][]string // IDs of each call
	broken func(events []store.InboundEvent) error
	// gate, when set, holds every call until a value can be received.
	gate chan struct{}
	// entered, when set, receives a value as a call begins.
	entered chan struct{}
}

func (j *journal) Keep(ctx context.Context, events []store.InboundEvent) ([]bool, error) {
	if j.entered != nil {
		j.entered <- struct{}{}
	}
	if j.gate != nil {
		select {
		case <-j.gate:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.calls = append(j.calls, ids(events))
	if j.broken != nil {
		if err := j.broken(events); err != nil {
			return nil, err
		}
	}
	fresh := make([]bool, len(events))
	for i, event := range events {
		if !slices.Contains(ids(j.kept), event.ID) {
			fresh[i] = true
			j.kept = append(j.kept, event)
		}
	}
	return fresh, nil
}

func (j *journal) events() []store.InboundEvent {
	j.mu.Lock()
	defer j.mu.Unlock()
	return slices.Clone(j.kept)
}

// inbox remembers what it was offered.
type inbox struct {
	mu     sync.Mutex
	events []store.InboundEvent
}

func (in *inbox) Offer(events []store.InboundEvent) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.events = append(in.events, events...)
}

func (in *inbox) ids() []string {
	in.mu.Lock()
	defer in.mu.Unlock()
	return ids(in.events)
}

func ids(events []store.InboundEvent) []string {
	var names []string
	for _, event := range events {
		names = append(names, event.ID)
	}
	return names
}
