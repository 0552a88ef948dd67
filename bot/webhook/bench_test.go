package webhook_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
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

// benchmarkHTTP has a client on the same cores that does as little as it can:
// it writes finished bytes and reads until the answer is there.
func benchmarkHTTP(b *testing.B) {
	server := httptest.NewServer(startEdge(b, webhook.Config{BotUserID: botUserID}, forgetful{}))
	b.Cleanup(server.Close)
	body := deposit("01JD0000000000000000000000")
	request := fmt.Appendf(nil, "POST /webhook HTTP/1.1\r\nHost: bot\r\nContent-Type: application/json; charset=utf-8\r\n"+
		"User-Agent: LineBotWebhook/2.0\r\nX-Line-Signature: %s\r\nContent-Length: %d\r\n\r\n%s", sign(secret, body), len(body), body)
	b.SetParallelism(32)
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		conn, err := net.Dial("tcp", server.Listener.Addr().String())
		if err != nil {
			b.Error(err)
			return
		}
		defer conn.Close()
		answer := make([]byte, 1024)
		for pb.Next() {
			if _, err := conn.Write(request); err != nil {
				b.Error(err)
				return
			}
			n, err := conn.Read(answer)
			if err != nil || !bytes.HasPrefix(answer[:n], []byte("HTTP/1.1 200 OK\r\n")) {
				b.Errorf("answer %q, %v", answer[:n], err)
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
