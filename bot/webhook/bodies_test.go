package webhook_test

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"

	linewebhook "github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"sajja/bot/webhook"
	"sajja/store"
)

// upstream is where webhook bodies as LINE publishes them lie beside the
// repository; they are LINE's and stay outside. Without them the test runs on
// the bodies of our own.
const upstream = "../../../shared/line-webhooks-upstream/*.json"

// TestBodies takes every body there is: 200, every event kept byte for byte,
// none in quarantine that LINE's own types can read, and nothing without an ID.
func TestBodies(t *testing.T) {
	t.Parallel()
	for name, body := range bodies(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kept := &journal{}
			edge := startEdge(t, webhook.Config{}, kept)
			if w := post(edge, body); w.Code != http.StatusOK {
				t.Fatalf("answer %d %s, want 200", w.Code, w.Body)
			}
			var sent struct{ Events []json.RawMessage }
			if err := json.Unmarshal(body, &sent); err != nil {
				t.Fatal(err)
			}
			byID := map[string]store.InboundEvent{}
			for _, event := range kept.events() {
				byID[event.ID] = event
			}
			for _, raw := range sent.Events {
				checkKept(t, raw, byID)
			}
		})
	}
}

// checkKept finds the event in the journal under LINE's ID. Published bodies
// repeat IDs, of which the first is kept.
func checkKept(t *testing.T, raw json.RawMessage, byID map[string]store.InboundEvent) {
	t.Helper()
	var envelope struct{ Type, WebhookEventID string }
	if err := json.Unmarshal(raw, &envelope); err != nil {
		t.Fatal(err)
	}
	if envelope.WebhookEventID == "" {
		return // known by its digest: TestEventID
	}
	event, found := byID[envelope.WebhookEventID]
	if !found {
		t.Errorf("event %s is not kept", envelope.WebhookEventID)
		return
	}
	if event.Quarantine != "" && string(event.Raw) == string(raw) {
		if _, err := linewebhook.UnmarshalEvent(raw); err == nil {
			t.Errorf("%s event in quarantine though LINE's types read it: %s", event.Type, event.Quarantine)
		}
	}
}

func bodies(t *testing.T) map[string][]byte {
	t.Helper()
	found := map[string][]byte{
		"our own: a deposit":       deposit("01JD0000000000000000000006"),
		"our own: a hundred":       many(100),
		"our own: the Verify call": []byte(`{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}`),
		"our own: the old Verify call": []byte(`{"events":[` +
			`{"replyToken":"00000000000000000000000000000000","type":"message","timestamp":1451617200000,` +
			`"source":{"type":"user","userId":"Udeadbeefdeadbeefdeadbeefdeadbeef"},"message":{"id":"100001","type":"text","text":"สวัสดี"}},` +
			`{"replyToken":"ffffffffffffffffffffffffffffffff","type":"message","timestamp":1451617200000,` +
			`"source":{"type":"user","userId":"Udeadbeefdeadbeefdeadbeefdeadbeef"},"message":{"id":"100002","type":"sticker","packageId":"1","stickerId":"1"}}]}`),
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
		found[filepath.Base(file)] = body
	}
	return found
}
