package webhook_test

import (
	"bytes"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/bot/webhook"
	"sajja/store"
)

func TestEdge(t *testing.T) {
	t.Parallel()

	t.Run("a signed event is kept byte for byte, offered once, and answered 200", func(t *testing.T) {
		t.Parallel()
		kept, in := &journal{}, &inbox{}
		edge := running(t, webhook.Config{BotUserID: botUserID}, kept, in)
		body := deposit("01JD0000000000000000000001")

		first, again := post(edge, body), post(edge, body)
		stopEdge(t, edge)

		if first.Code != http.StatusOK || again.Code != http.StatusOK {
			t.Errorf("answers %d and %d, want 200 both times", first.Code, again.Code)
		}
		events := kept.events()
		if len(events) != 1 || !bytes.Contains(body, events[0].Raw) || events[0].Raw[0] != '{' {
			t.Fatalf("kept %+v", events)
		}
		if diff := cmp.Diff([]string{"01JD0000000000000000000001"}, in.ids()); diff != "" {
			t.Errorf("offered (-want +got):\n%s", diff)
		}
	})

	t.Run("LINE's own example of a signature holds", func(t *testing.T) {
		t.Parallel()
		edge := startEdge(t, webhook.Config{}, &journal{})
		body := []byte(`{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`)
		if w := postSigned(edge, body, "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
	})

	t.Run("either of two secrets signs while one replaces the other", func(t *testing.T) {
		t.Parallel()
		edge := startEdge(t, webhook.Config{Secrets: []string{"the new one", secret}}, &journal{})
		body := deposit("01JD0000000000000000000002")
		for _, signer := range []string{secret, "the new one"} {
			if w := postSigned(edge, body, sign(signer, body)); w.Code != http.StatusOK {
				t.Errorf("signed with %q: answer %d, want 200", signer, w.Code)
			}
		}
		if w := postSigned(edge, body, sign("a third", body)); w.Code != http.StatusUnauthorized {
			t.Errorf("signed with a third: answer %d, want 401", w.Code)
		}
	})

	t.Run("a body for another bot is answered 200 and ignored", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		edge := startEdge(t, webhook.Config{}, kept)
		edge.SetBotUserID("U00000000000000000000000000000000")
		if w := post(edge, deposit("01JD0000000000000000000003")); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
		if events := kept.events(); len(events) != 0 {
			t.Errorf("kept %d events of another bot", len(events))
		}
	})

	t.Run("every destination is ours as long as LINE has not said who we are", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		edge := startEdge(t, webhook.Config{}, kept)
		if w := post(edge, deposit("01JD0000000000000000000004")); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
		if events := kept.events(); len(events) != 1 {
			t.Errorf("kept %d events, want 1", len(events))
		}
	})

	t.Run("one malformed event is kept aside and costs its neighbours nothing", func(t *testing.T) {
		t.Parallel()
		kept, in := &journal{}, &inbox{}
		edge := running(t, webhook.Config{}, kept, in)
		body := []byte(`{"events":[{"type":"follow","webhookEventId":"A"},{"type":5,"webhookEventId":"B"},` +
			`7,{"type":"unfollow","webhookEventId":"C"}]}`)
		if w := post(edge, body); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
		stopEdge(t, edge)
		if diff := cmp.Diff([]string{"A", "C"}, in.ids()); diff != "" {
			t.Errorf("offered (-want +got):\n%s", diff)
		}
		if got := quarantined(kept.events()); got != 2 || len(kept.events()) != 4 {
			t.Errorf("kept %d events, %d of them in quarantine; want 4 and 2", len(kept.events()), got)
		}
	})

	t.Run("a hundred events in one body are kept in one call", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		edge := startEdge(t, webhook.Config{}, kept)
		if w := post(edge, many(100)); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
		if len(kept.calls) != 1 || len(kept.calls[0]) != 100 {
			t.Errorf("%d calls, want one with 100 events", len(kept.calls))
		}
	})

	t.Run("without a channel secret there is no edge", func(t *testing.T) {
		t.Parallel()
		for _, secrets := range [][]string{nil, {""}, {secret, ""}} {
			if _, err := webhook.New(webhook.Config{Secrets: secrets}, &journal{}, &inbox{}); err == nil {
				t.Errorf("secrets %q were taken", secrets)
			}
		}
	})
}

func TestRefusals(t *testing.T) {
	t.Parallel()
	sound := string(deposit("01JD0000000000000000000005"))
	signature := sign(secret, []byte(sound))
	garbled := strings.Replace(sound, "ฝาก", "\xff\xfe", 1)
	for _, refusal := range []struct {
		name, method, body, signature string
		status                        int
	}{
		{"GET", http.MethodGet, sound, signature, http.StatusMethodNotAllowed},
		{"no signature", http.MethodPost, sound, "", http.StatusUnauthorized},
		{"a signature of another secret", http.MethodPost, sound, sign("another", []byte(sound)), http.StatusUnauthorized},
		{"a signature of another body", http.MethodPost, sound + " ", signature, http.StatusUnauthorized},
		{"half a signature", http.MethodPost, sound, signature[:20], http.StatusUnauthorized},
		{"a signature that is not base64", http.MethodPost, sound, strings.Repeat("*", 44), http.StatusUnauthorized},
		{"a signature in the other base64", http.MethodPost, sound, strings.Repeat("-", 43) + "=", http.StatusUnauthorized},
		{"33 bytes of signature", http.MethodPost, sound, strings.Repeat("A", 44), http.StatusUnauthorized},
		{"an unsigned broken body", http.MethodPost, "{", "", http.StatusUnauthorized},
		{"an empty body", http.MethodPost, "", signed(""), http.StatusBadRequest},
		{"broken JSON", http.MethodPost, sound[:100], signed(sound[:100]), http.StatusBadRequest},
		{"two bodies in one", http.MethodPost, sound + sound, signed(sound + sound), http.StatusBadRequest},
		{"a list", http.MethodPost, "[]", signed("[]"), http.StatusBadRequest},
		{"a word", http.MethodPost, `"events"`, signed(`"events"`), http.StatusBadRequest},
		{"an object without events", http.MethodPost, "{}", signed("{}"), http.StatusBadRequest},
		{"events that are no list", http.MethodPost, `{"events":{}}`, signed(`{"events":{}}`), http.StatusBadRequest},
		{"events that are null", http.MethodPost, `{"events":null}`, signed(`{"events":null}`), http.StatusBadRequest},
		{"a destination that is a number", http.MethodPost, `{"destination":1,"events":[]}`,
			signed(`{"destination":1,"events":[]}`), http.StatusBadRequest},
		{"bytes that are no UTF-8 anywhere", http.MethodPost, "\xff\xfe", signed("\xff\xfe"), http.StatusBadRequest},
		{"a body whose one event is no UTF-8", http.MethodPost, garbled, signed(garbled), http.StatusBadRequest},
		{"nesting without end", http.MethodPost, strings.Repeat("[", 100_000), signed(strings.Repeat("[", 100_000)), http.StatusBadRequest},
		{"more events than anyone sends", http.MethodPost, flood(), signed(flood()), http.StatusRequestEntityTooLarge},
	} {
		t.Run(refusal.name+" is refused and nothing is kept", func(t *testing.T) {
			t.Parallel()
			kept, in := &journal{}, &inbox{}
			edge := running(t, webhook.Config{}, kept, in)
			r := httptest.NewRequest(refusal.method, "/webhook", strings.NewReader(refusal.body))
			r.Header.Set("X-Line-Signature", refusal.signature)
			w := httptest.NewRecorder()
			edge.ServeHTTP(w, r)
			stopEdge(t, edge)
			if w.Code != refusal.status {
				t.Errorf("answer %d %q, want %d", w.Code, w.Body, refusal.status)
			}
			if len(kept.events())+len(in.ids()) != 0 {
				t.Errorf("kept %v, offered %v", kept.events(), in.ids())
			}
		})
	}
}

func TestInvalidUTF8(t *testing.T) {
	t.Parallel()
	t.Run("an event that is not UTF-8 is kept aside and its neighbour worked", func(t *testing.T) {
		t.Parallel()
		kept, in := &journal{}, &inbox{}
		edge := running(t, webhook.Config{}, kept, in)
		body := []byte("{\"events\":[{\"type\":\"message\",\"webhookEventId\":\"A\",\"message\":{\"text\":\"\xff\"}}," +
			`{"type":"follow","webhookEventId":"B"}]}`)
		if w := post(edge, body); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
		stopEdge(t, edge)
		if diff := cmp.Diff([]string{"B"}, in.ids()); diff != "" {
			t.Errorf("offered (-want +got):\n%s", diff)
		}
		if got := quarantined(kept.events()); got != 1 {
			t.Errorf("%d events in quarantine, want 1", got)
		}
	})
}

// running is an edge that the test itself stops, to see what it offered.
func running(t *testing.T, config webhook.Config, j webhook.Journal, in webhook.Inbox) *webhook.Edge {
	t.Helper()
	edge := newEdge(t, config, j, in)
	if err := edge.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stopEdge(t, edge) })
	return edge
}

func signed(body string) string { return sign(secret, []byte(body)) }

// many is a body of n deposits of different members.
func many(n int) []byte {
	var body bytes.Buffer
	body.WriteString(`{"destination":"` + botUserID + `","events":[`)
	for i := range n {
		if i > 0 {
			body.WriteByte(',')
		}
		fmt.Fprintf(&body, `{"type":"message","mode":"active","timestamp":1795230000123,"webhookEventId":"01JD%022d",`+
			`"source":{"type":"user","userId":"U%032x"},"message":{"type":"text","id":"%d","text":"ฝาก 30"}}`, i, i, i)
	}
	body.WriteString("]}")
	return body.Bytes()
}

// flood has as many events as two megabytes hold.
func flood() string { return `{"events":[0` + strings.Repeat(",0", 900_000) + `]}` }

func quarantined(events []store.InboundEvent) int {
	n := 0
	for _, event := range events {
		if event.Quarantine != "" {
			n++
		}
	}
	return n
}
