package sim_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/cmd/linesim/sim"
)

func TestControlAPI(t *testing.T) {
	t.Parallel()
	t.Run("every deed of a phone can be asked for", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		var sent struct{ MessageID string }
		got := b.call(t, "POST", "/sim/text", fmt.Sprintf(`{"chat":%q,"from":%q,"text":"ฝาก 30"}`, villagers, somsri))
		if err := json.Unmarshal([]byte(got.body), &sent); err != nil || sent.MessageID == "" {
			t.Fatalf("%d %s", got.status, got.body)
		}
		for _, deed := range []struct{ path, body string }{
			{"edit", fmt.Sprintf(`{"chat":%q,"messageId":%q,"text":"ฝาก 300"}`, villagers, sent.MessageID)},
			{"unsend", fmt.Sprintf(`{"chat":%q,"messageId":%q}`, villagers, sent.MessageID)},
			{"message", fmt.Sprintf(`{"chat":%q,"from":%q,"message":{"type":"image","data":"R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"}}`, somsri, somsri)},
			{"postback", fmt.Sprintf(`{"chat":%q,"from":%q,"data":"a","displayText":"ก"}`, somsri, somsri)},
			{"unfollow", fmt.Sprintf(`{"user":%q}`, somsri)},
			{"follow", fmt.Sprintf(`{"user":%q}`, somsri)},
			{"leave", fmt.Sprintf(`{"group":%q}`, villagers)},
			{"join", fmt.Sprintf(`{"group":%q}`, villagers)},
		} {
			if got := b.call(t, "POST", "/sim/"+deed.path, deed.body); got.status != http.StatusOK {
				t.Errorf("%s: %d %s", deed.path, got.status, got.body)
			}
		}
		kinds := map[string]int{}
		for range 9 {
			kinds[b.next(t).Events[0].Type]++
		}
		want := map[string]int{"message": 2, "messageEdited": 1, "unsend": 1, "postback": 1, "unfollow": 1, "follow": 1, "leave": 1, "join": 1}
		if diff := cmp.Diff(want, kinds); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what cannot be done is a 400 with the reason", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		for path, body := range map[string]string{
			"text":     `{"chat":"C1","from":"U1","text":"ก"}`,
			"unsend":   fmt.Sprintf(`{"chat":%q,"messageId":"1"}`, somsri),
			"faults":   `{"apiStatus":418}`,
			"postback": fmt.Sprintf(`{"chat":%q,"from":%q}`, somsri, somsri),
			"follow":   fmt.Sprintf(`{"user":%q,"stray":1}`, somsri),
			"load":     `{"users":-1}`,
		} {
			got := b.call(t, "POST", "/sim/"+path, body)
			if got.status != http.StatusBadRequest || !strings.Contains(got.body, `"error":`) {
				t.Errorf("%s: %d %s", path, got.status, got.body)
			}
		}
	})
	t.Run("a body that another web page could post is refused", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		got := b.call(t, "POST", "/sim/follow", `{"user":"`+somsri+`"}`, "Content-Type", "text/plain")
		if got.status != http.StatusUnsupportedMediaType {
			t.Errorf("%d", got.status)
		}
	})
	t.Run("a switch that is not named stays", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.call(t, "POST", "/sim/faults", `{"duplicate":true}`)
		b.call(t, "POST", "/sim/faults", `{"apiStatus":429}`)
		if diff := cmp.Diff(sim.Faults{Duplicate: true, APIStatus: 429}, b.Faults()); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("books come as they are given, and their absence is told", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) {
			c.Books = func(context.Context) (json.RawMessage, error) { return json.RawMessage(`{"asOf":"2026-11-21"}`), nil }
		})
		if got := b.call(t, "GET", "/sim/books", ""); got.body != `{"asOf":"2026-11-21"}` {
			t.Errorf("%s", got.body)
		}
		failing := newBench(t, func(c *sim.Config) {
			c.Books = func(context.Context) (json.RawMessage, error) { return nil, errors.New("database is away") }
		})
		if got := failing.call(t, "GET", "/sim/books", ""); got.status != http.StatusBadGateway || strings.Contains(got.body, "database") {
			t.Errorf("%d %s", got.status, got.body)
		}
		if got := newBench(t).call(t, "GET", "/sim/books", ""); got.status != http.StatusNotFound {
			t.Errorf("%d", got.status)
		}
	})
}

// listen opens the stream and gives its events one by one.
func (b *bench) listen(t *testing.T) func() map[string]any {
	t.Helper()
	r, err := http.NewRequestWithContext(b.ctx(t), http.MethodGet, b.api.URL+"/sim/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	lines := bufio.NewReader(response.Body)
	return func() map[string]any {
		t.Helper()
		for {
			line, err := lines.ReadString('\n')
			if err != nil {
				t.Fatal(err)
			}
			if data, found := strings.CutPrefix(line, "data: "); found {
				var event map[string]any
				if err := json.Unmarshal([]byte(data), &event); err != nil {
					t.Fatalf("event %s: %v", data, err)
				}
				return event
			}
		}
	}
}

func TestStream(t *testing.T) {
	t.Parallel()
	t.Run("a page gets everything at once, then what happens, in order", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) { c.Quota = 100 })
		b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "สวัสดี"))
		next := b.listen(t)
		first := next()
		if first["type"] != "snapshot" || len(first["phones"].([]any)) != 2 || len(first["chats"].([]any)) != 3 || first["hasBooks"] != false {
			t.Fatalf("snapshot %v", first)
		}
		chat := first["chats"].([]any)[0].(map[string]any)
		if chat["id"] != somsri || chat["kind"] != "user" || len(chat["messages"].([]any)) != 1 || chat["loadingUntil"] != 0.0 || chat["richMenu"] != nil {
			t.Errorf("chat %v", chat)
		}
		b.call(t, "POST", "/v2/bot/chat/loading/start", `{"chatId":"`+mali+`"}`)
		b.call(t, "POST", "/v2/bot/message/push", pushText(mali, "ใบรับเงิน"))
		b.SetFaults(sim.Faults{Duplicate: true})
		var got []string
		for range 5 {
			event := next()
			text := event["type"].(string)
			if m, ok := event["message"].(map[string]any); ok {
				text += " " + m["via"].(string) + " " + m["from"].(string) + " " + m["message"].(map[string]any)["text"].(string)
			}
			got = append(got, text)
		}
		want := []string{"loading", "loading", "message push bot ใบรับเงิน", "quota", "faults"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a load run is not told to pages", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		newReplyingBot(t, b)
		next := b.listen(t)
		next()
		if _, err := b.Load(b.ctx(t), sim.LoadOptions{Users: 5, Rate: 200, Seconds: 0.1}); err != nil {
			t.Fatal(err)
		}
		b.SetFaults(sim.Faults{Reorder: true})
		if event := next(); event["type"] != "faults" {
			t.Errorf("the page heard %v", event)
		}
	})
}
