package webhook_test

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"sajja/bot/webhook"
	"sajja/store"
)

// BenchmarkEdge measures one signed event from request to 200.
func BenchmarkEdge(b *testing.B) {
	b.Run("from memory with a journal that keeps nothing", func(b *testing.B) {
		benchmarkHandler(b, deposit("01JD0000000000000000000000"))
	})
	b.Run("verify and parse alone", func(b *testing.B) {
		// A body for another bot goes all the way to the journal's door.
		benchmarkHandler(b, bytes.Replace(deposit("01JD0000000000000000000000"),
			[]byte(botUserID), []byte("Uffffffffffffffffffffffffffffffff"), 1))
	})
	b.Run("over HTTP with a journal that keeps nothing", benchmarkHTTP)
}

func benchmarkHandler(b *testing.B, body []byte) {
	edge := startEdge(b, webhook.Config{BotUserID: botUserID}, forgetful{})
	signature := sign(secret, body)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	b.SetParallelism(64) // requests that wait for a commit, per core
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(body))
			r.Header.Set("X-Line-Signature", signature)
			w := httptest.NewRecorder()
			edge.ServeHTTP(w, r)
			if w.Code != http.StatusOK {
				b.Errorf("status %d", w.Code)
				return
			}
		}
	})
}

// benchmarkHTTP has the client on the same cores, so the edge's own share is
// less than half of what it shows.
func benchmarkHTTP(b *testing.B) {
	server := httptest.NewServer(startEdge(b, webhook.Config{BotUserID: botUserID}, forgetful{}))
	b.Cleanup(server.Close)
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 256, MaxConnsPerHost: 256}}
	body := deposit("01JD0000000000000000000000")
	signature := sign(secret, body)
	b.SetParallelism(32)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			r, err := http.NewRequest(http.MethodPost, server.URL+"/webhook", bytes.NewReader(body))
			if err != nil {
				b.Error(err)
				return
			}
			r.Header.Set("X-Line-Signature", signature)
			response, err := client.Do(r)
			if err != nil {
				b.Error(err)
				return
			}
			_, _ = io.Copy(io.Discard, response.Body)
			_ = response.Body.Close()
			if response.StatusCode != http.StatusOK {
				b.Errorf("status %d", response.StatusCode)
				return
			}
		}
	})
}

// forgetful is a journal that costs nothing.
type forgetful struct{}

func (forgetful) Keep(_ context.Context, events []store.InboundEvent) ([]bool, error) {
	return make([]bool, len(events)), nil
}
