package webhook_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"sajja/bot/webhook"
)

// FuzzEdge signs whatever comes: the edge never panics, answers 200 or a plain
// refusal, keeps all events of a body or none, and keeps nothing that a text
// column could not hold.
func FuzzEdge(f *testing.F) {
	for _, seed := range []string{
		string(deposit("01JD0000000000000000000007")), string(many(3)), `{"events":[]}`, `{"events":[{}]}`, `{"events":[0,"",[],null]}`,
		`{"destination":"U1","events":[{"type":"follow","source":{"type":"room","roomId":"R1"},"timestamp":1e9}]}`,
		"{\"events\":[{\"type\":\"\xff\"},{\"type\":\"x\"}]}", `{"events":[{"type":"\u0000"}]}`, `{"events":`, ``, `[[[[`,
	} {
		f.Add([]byte(seed))
	}
	kept := &journal{}
	edge := startEdge(f, webhook.Config{}, kept)
	f.Fuzz(func(t *testing.T, body []byte) {
		kept.mu.Lock()
		kept.kept, kept.calls = nil, nil
		kept.mu.Unlock()
		w := post(edge, body)
		var sent struct{ Events []json.RawMessage }
		broken := json.Unmarshal(body, &sent) != nil
		switch {
		case w.Code == http.StatusOK && broken:
			t.Fatalf("%q: 200 for what cannot be read", body)
		case w.Code != http.StatusOK && w.Code != http.StatusBadRequest:
			t.Fatalf("%q: answer %d", body, w.Code)
		case w.Code != http.StatusOK && len(kept.events()) > 0:
			t.Fatalf("%q: refused and kept", body)
		}
		for _, event := range kept.events() {
			for _, name := range []string{event.ID, event.Type, event.Mode, event.ChatID, event.UserID, event.ReplyToken} {
				if !utf8.ValidString(name) || strings.ContainsRune(name, 0) {
					t.Fatalf("%q: kept %q", body, name)
				}
			}
			if event.ID == "" || event.OccurredAt.IsZero() || !json.Valid(event.Raw) {
				t.Fatalf("%q: kept %+v", body, event)
			}
		}
	})
}
