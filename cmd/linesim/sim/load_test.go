package sim_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"sajja/cmd/linesim/sim"
)

// replyingBot answers every event by reply, or by push where the test says so,
// and remembers what each user deposited.
type replyingBot struct {
	api      string
	byPush   func(n int) bool
	refuse   func(n int) bool
	mu       sync.Mutex
	count    int
	deposits map[string]map[string]bool
	doubles  int
	working  sync.WaitGroup
}

func (bot *replyingBot) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	raw, _ := io.ReadAll(r.Body)
	if r.Header.Get("X-Line-Signature") != sim.Sign(testSecret, raw) {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	var body webhookBody
	_ = json.Unmarshal(raw, &body)
	for _, e := range body.Events {
		n, text := bot.take(e.Source["userId"], e.Message["text"].(string))
		if bot.refuse != nil && bot.refuse(n) {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		path, request := "reply", fmt.Sprintf(`{"replyToken":%q,`, e.ReplyToken)
		if bot.byPush != nil && bot.byPush(n) {
			path, request = "push", fmt.Sprintf(`{"to":%q,`, e.Source["userId"])
		}
		bot.working.Go(func() {
			bot.send(path, request+`"messages":[{"type":"text","text":"รับทราบ `+text+`"}]}`)
		})
	}
}

func (bot *replyingBot) take(userID, text string) (int, string) {
	bot.mu.Lock()
	defer bot.mu.Unlock()
	bot.count++
	if bot.deposits[userID] == nil {
		bot.deposits[userID] = map[string]bool{}
	}
	if bot.deposits[userID][text] {
		bot.doubles++
	}
	bot.deposits[userID][text] = true
	return bot.count, text
}

func (bot *replyingBot) send(path, request string) {
	r, _ := http.NewRequest(http.MethodPost, bot.api+"/v2/bot/message/"+path, strings.NewReader(request))
	r.Header.Set("Authorization", "Bearer "+testToken)
	r.Header.Set("Content-Type", "application/json")
	if response, err := http.DefaultClient.Do(r); err == nil {
		_, _ = io.Copy(io.Discard, response.Body)
		_ = response.Body.Close()
	}
}

func newReplyingBot(t *testing.T, b *bench) *replyingBot {
	bot := &replyingBot{api: b.api.URL, deposits: map[string]map[string]bool{}}
	server := httptest.NewServer(bot)
	t.Cleanup(func() { bot.working.Wait(); server.Close() })
	if err := b.SetWebhookURL(server.URL); err != nil {
		t.Fatal(err)
	}
	return bot
}

func TestALoadRun(t *testing.T) {
	t.Parallel()
	t.Run("a paced run sends what was asked and sees every answer", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		bot := newReplyingBot(t, b)
		report, err := b.Load(b.ctx(t), sim.LoadOptions{Users: 20, Rate: 400, Seconds: 0.5, Connections: 8})
		if err != nil {
			t.Fatal(err)
		}
		if report.Sent != 200 || report.Acked200 != 200 || report.Replied != 200 || report.Unanswered != 0 || len(report.Failures) != 0 {
			t.Errorf("report %+v", report)
		}
		if bot.count != 200 || bot.doubles != 0 || len(bot.deposits) != 20 {
			t.Errorf("bot got %d deposits, %d twice, from %d users", bot.count, bot.doubles, len(bot.deposits))
		}
		if report.ToReply.Max <= 0 || report.To200.P50 <= 0 || report.To200.P50 > report.To200.Max {
			t.Errorf("times make no sense: %+v %+v", report.To200, report.ToReply)
		}
	})
	t.Run("a second run of the same users repeats no amount", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		bot := newReplyingBot(t, b)
		for range 2 {
			if _, err := b.Load(b.ctx(t), sim.LoadOptions{Users: 2, Rate: 400, Seconds: 0.5, Connections: 4}); err != nil {
				t.Fatal(err)
			}
		}
		if bot.count != 400 || bot.doubles != 0 {
			t.Errorf("%d deposits, %d of them twice", bot.count, bot.doubles)
		}
	})
	t.Run("a flat-out run keeps within what may be outstanding, and answers by push count", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		bot := newReplyingBot(t, b)
		bot.byPush = func(n int) bool { return n%3 == 0 }
		report, err := b.Load(b.ctx(t), sim.LoadOptions{Users: 100, Seconds: 0.5, Connections: 4, Outstanding: 16, Batch: 3})
		if err != nil {
			t.Fatal(err)
		}
		if report.Sent == 0 || report.Replied != report.Sent || report.ByPush == 0 {
			t.Errorf("report %+v", report)
		}
	})
	t.Run("what the bot refuses is counted as a failure and owed no answer", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		bot := newReplyingBot(t, b)
		bot.refuse = func(n int) bool { return n%2 == 0 }
		report, err := b.Load(b.ctx(t), sim.LoadOptions{Users: 10, Rate: 200, Seconds: 0.5, Connections: 2})
		if err != nil {
			t.Fatal(err)
		}
		if report.Failures["status_503"] != 50 || report.Acked200 != 50 || report.Replied != 50 || report.Unanswered != 0 {
			t.Errorf("report %+v", report)
		}
		acked := 0
		for _, e := range b.LoadEvents() {
			if e.Acked != e.Answered {
				t.Errorf("event %+v", e)
			}
			if e.Acked {
				acked++
			}
		}
		if acked != 50 {
			t.Errorf("%d events acknowledged", acked)
		}
	})
	t.Run("the baseline takes every signed body and answers none", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		report, err := b.Load(b.ctx(t), sim.LoadOptions{Users: 10, Rate: 500, Seconds: 0.2, Baseline: true})
		if err != nil {
			t.Fatal(err)
		}
		if report.Sent != 100 || report.Acked200 != 100 || report.Replied != 0 || report.Unanswered != 0 {
			t.Errorf("report %+v", report)
		}
	})
	t.Run("a bot that is not there is a failure, not a hang", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		report, err := b.Load(b.ctx(t), sim.LoadOptions{
			Users: 10, Rate: 50, Seconds: 0.1, WebhookURL: "http://127.0.0.1:1/webhook",
		})
		if err != nil {
			t.Fatal(err)
		}
		if report.Failures["could_not_connect"] != 5 || report.Acked200 != 0 {
			t.Errorf("report %+v", report)
		}
	})
}

func TestLoadUserID(t *testing.T) {
	t.Parallel()
	// printf 'sajja-load:0' | sha256sum
	if got, want := sim.LoadUserID(0), "U866d9ff5eafd1571f5f94bdfbd0067c4"; got != want {
		t.Errorf("LoadUserID(0) = %s, want %s", got, want)
	}
}
