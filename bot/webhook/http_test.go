package webhook_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sajja/bot/webhook"
)

// The tests of this file go over a real connection, where deadlines and the
// end of a body are not what a recorder makes of them.

func TestOverHTTP(t *testing.T) {
	t.Parallel()

	t.Run("three megabytes are refused with 413, told beforehand or not", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		server := serve(t, webhook.Config{}, kept)
		body := bytes.Repeat([]byte("a"), 3<<20)
		for _, length := range []int64{int64(len(body)), -1} {
			r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/webhook", io.NopCloser(bytes.NewReader(body)))
			if err != nil {
				t.Fatal(err)
			}
			r.ContentLength = length
			r.Header.Set("X-Line-Signature", sign(secret, body))
			w, err := server.Client().Do(r)
			if err != nil {
				t.Fatalf("length %d: %v", length, err)
			}
			_ = w.Body.Close()
			if w.StatusCode != http.StatusRequestEntityTooLarge {
				t.Errorf("length %d: answer %d, want 413", length, w.StatusCode)
			}
		}
		if n := len(kept.events()); n != 0 {
			t.Errorf("kept %d events", n)
		}
	})

	t.Run("two megabytes, all of it signed, are taken", func(t *testing.T) {
		t.Parallel()
		server := serve(t, webhook.Config{}, &journal{})
		body := fmt.Appendf(nil, `{"events":[{"type":"follow","padding":"%s"}]}`, strings.Repeat("x", 2<<20-60))
		if status := send(t, server, body); status != http.StatusOK {
			t.Errorf("answer %d, want 200", status)
		}
	})

	t.Run("a sender that never finishes its body is told 408 in time", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		server := serve(t, webhook.Config{BodyTimeout: 50 * time.Millisecond}, kept)
		conn := dial(t, server)
		fmt.Fprintf(conn, "POST /webhook HTTP/1.1\r\nHost: bot\r\nX-Line-Signature: x\r\nContent-Length: 1000\r\n\r\n{\"events\":")
		w, err := http.ReadResponse(bufio.NewReader(conn), nil)
		if err != nil {
			t.Fatal(err)
		}
		_ = w.Body.Close()
		if w.StatusCode != http.StatusRequestTimeout || len(kept.events()) != 0 {
			t.Errorf("answer %d, want 408", w.StatusCode)
		}
	})

	t.Run("a sender that hangs up in the middle leaves nothing behind", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		server := serve(t, webhook.Config{}, kept)
		conn := dial(t, server)
		fmt.Fprintf(conn, "POST /webhook HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000\r\n\r\n{\"events\":")
		_ = conn.Close()
		server.Close() // waits for the request
		if n := len(kept.events()); n != 0 {
			t.Errorf("kept %d events", n)
		}
	})

	t.Run("a commit slower than the time for a body does not cut the request off", func(t *testing.T) {
		t.Parallel()
		kept := &journal{gate: make(chan struct{})}
		server := serve(t, webhook.Config{BodyTimeout: time.Second, KeepTimeout: time.Minute}, kept) // a body at hand is read within it, however busy the machine
		time.AfterFunc(3*time.Second/2, func() { close(kept.gate) })
		if status := send(t, server, follow(1)); status != http.StatusOK {
			t.Errorf("answer %d, want 200", status)
		}
	})

	t.Run("one connection carries one request after the other", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		server := serve(t, webhook.Config{}, kept)
		for i := range 20 {
			if status := send(t, server, follow(i)); status != http.StatusOK {
				t.Errorf("answer %d, want 200", status)
			}
		}
		if n := len(kept.events()); n != 20 {
			t.Errorf("kept %d events, want 20", n)
		}
	})

	t.Run("bodies in hand are bounded all together", func(t *testing.T) {
		t.Parallel()
		kept := &journal{gate: make(chan struct{}), entered: make(chan struct{}, 1)}
		edge := startEdge(t, webhook.Config{MaxHeld: 100}, kept)
		answer := make(chan int, 1)
		go func() { answer <- post(edge, follow(1)).Code }()
		<-kept.entered
		if w := post(edge, follow(2)); w.Code != http.StatusServiceUnavailable {
			t.Errorf("answer %d, want 503", w.Code)
		}
		close(kept.gate)
		if got := <-answer; got != http.StatusOK {
			t.Errorf("the first: answer %d, want 200", got)
		}
		if w := post(edge, follow(3)); w.Code != http.StatusOK {
			t.Errorf("afterwards: answer %d, want 200", w.Code)
		}
	})
}

func serve(t *testing.T, config webhook.Config, j webhook.Journal) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(startEdge(t, config, j))
	t.Cleanup(server.Close)
	return server
}

func dial(t *testing.T, server *httptest.Server) net.Conn {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

// send posts a signed body and gives the status.
func send(t *testing.T, server *httptest.Server, body []byte) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/webhook", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("x-line-signature", sign(secret, body))
	w, err := server.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	_, _ = io.Copy(io.Discard, w.Body)
	_ = w.Body.Close()
	return w.StatusCode
}
