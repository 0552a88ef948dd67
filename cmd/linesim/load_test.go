package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"sajja/cmd/linesim/sim"
)

// bookkeeper is a bot that replies to every event and writes each into a file,
// as a bot's books would tell of it.
type bookkeeper struct {
	api   string
	books string
	// skip leaves an event out of the books.
	skip func(n int) bool
	mu   sync.Mutex
	n    int
}

func (b *bookkeeper) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	var body struct {
		Events []struct {
			WebhookEventID string `json:"webhookEventId"`
			ReplyToken     string `json:"replyToken"`
		}
	}
	_ = json.Unmarshal(raw, &body)
	for _, e := range body.Events {
		b.keep(e.WebhookEventID)
		request, _ := http.NewRequest(http.MethodPost, b.api+"/v2/bot/message/reply",
			strings.NewReader(fmt.Sprintf(`{"replyToken":%q,"messages":[{"type":"text","text":"ก"}]}`, e.ReplyToken)))
		request.Header.Set("Authorization", "Bearer token")
		request.Header.Set("Content-Type", "application/json")
		if response, err := http.DefaultClient.Do(request); err == nil {
			_ = response.Body.Close()
		}
	}
}

func (b *bookkeeper) keep(event string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	if b.skip != nil && b.skip(b.n) {
		return
	}
	file, err := os.OpenFile(b.books, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return
	}
	_, _ = fmt.Fprintf(file, `{"event":%q,"outcome":"done","entries":1,"answered":true}`+"\n", event)
	_ = file.Close()
}

// newLoad is a short load command with its bot, on ports of its own.
func newLoad(t *testing.T) (*loadCommand, *bookkeeper) {
	t.Helper()
	listen := freeAddress(t)
	bot := &bookkeeper{api: "http://" + listen, books: filepath.Join(t.TempDir(), "books.jsonl")}
	server := httptest.NewServer(bot)
	t.Cleanup(server.Close)
	return &loadCommand{
		channelFlags: channelFlags{Listen: listen, Webhook: server.URL, Secret: "secret", Token: "token"},
		Users:        10, Rate: 100, Seconds: 0.3, Text: "ฝาก", Connections: 4, Outstanding: 8, Batch: 1, Settle: 5,
		Books: "cat " + bot.books,
	}, bot
}

type printed struct {
	Baseline *sim.LoadReport
	Run      sim.LoadReport
	Books    booksReport
}

func TestLoadCommand(t *testing.T) {
	t.Parallel()
	t.Run("a run with its baseline prints one JSON value and finds the books whole", func(t *testing.T) {
		t.Parallel()
		load, _ := newLoad(t)
		load.Baseline = true
		var out bytes.Buffer
		if err := load.run(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		var got printed
		if err := json.Unmarshal(out.Bytes(), &got); err != nil {
			t.Fatalf("%s: %v", out.String(), err)
		}
		if got.Baseline == nil || got.Baseline.Acked200 != 30 || got.Run.Acked200 != 30 || got.Run.Replied != 30 {
			t.Errorf("printed %s", out.String())
		}
		if !got.Books.OK || got.Books.InBooks != 30 {
			t.Errorf("books %+v", got.Books)
		}
	})
	t.Run("an event missing from the books is named and fails the command", func(t *testing.T) {
		t.Parallel()
		load, bot := newLoad(t)
		bot.skip = func(n int) bool { return n == 7 }
		var out bytes.Buffer
		if err := load.run(t.Context(), &out); !errors.Is(err, errBooks) {
			t.Errorf("error %v", err)
		}
		var got printed
		if err := json.Unmarshal(out.Bytes(), &got); err != nil || got.Books.Missing != 1 || len(got.Books.First) != 1 {
			t.Errorf("printed %s", out.String())
		}
	})
	t.Run("a simulator that is there already is used", func(t *testing.T) {
		t.Parallel()
		load, _ := newLoad(t)
		platform, err := sim.New(sim.Config{ChannelSecret: "secret", ChannelToken: "token"})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(platform.Close)
		listener, err := net.Listen("tcp", load.Listen)
		if err != nil {
			t.Fatal(err)
		}
		server := &http.Server{Handler: platform.Handler()}
		go func() { _ = server.Serve(listener) }()
		t.Cleanup(func() { _ = server.Close() })
		if err := load.run(t.Context(), io.Discard); err != nil {
			t.Fatal(err)
		}
		if n := len(platform.LoadEvents()); n != 30 {
			t.Errorf("%d events went through the running simulator", n)
		}
	})
	t.Run("the users are printed one a line", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		load := &loadCommand{Users: 3, PrintUsers: true}
		if err := load.run(t.Context(), &out); err != nil {
			t.Fatal(err)
		}
		want := sim.LoadUserID(0) + "\n" + sim.LoadUserID(1) + "\n" + sim.LoadUserID(2) + "\n"
		if out.String() != want {
			t.Errorf("printed %q", out.String())
		}
	})
}
