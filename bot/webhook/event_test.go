package webhook_test

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"sajja/bot/webhook"
	"sajja/store"
)

// receivedAt is the clock of the tests of this file.
var receivedAt = time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)

func TestEnvelope(t *testing.T) {
	t.Parallel()
	const user, group, room = "U4af4980629f3a1b2c3d4e5f60718293a", "Ca56f94637c0e4d1f8f3e1c4a4e5f6a7b", "R0a1b2c3d4e5f60718293a4b5c6d7e8f9"
	for _, test := range []struct {
		name, event string
		want        store.InboundEvent
	}{
		{
			"a message of one person",
			`{"type":"message","mode":"active","timestamp":1795230000123,"source":{"type":"user","userId":"` + user + `"},` +
				`"webhookEventId":"01JD0","replyToken":"38ef843b","deliveryContext":{"isRedelivery":true},"message":{"type":"text"}}`,
			store.InboundEvent{ID: "01JD0", Type: "message", Mode: "active", ChatID: user, UserID: user, ReplyToken: "38ef843b",
				OccurredAt: time.UnixMilli(1795230000123).UTC(), IsRedelivery: true},
		},
		{
			"a group is the conversation, its member the one who acts",
			`{"type":"message","webhookEventId":"1","source":{"type":"group","groupId":"` + group + `","userId":"` + user + `"}}`,
			store.InboundEvent{ID: "1", Type: "message", Mode: "active", ChatID: group, UserID: user},
		},
		{
			"a room is a conversation too",
			`{"type":"message","webhookEventId":"1","source":{"type":"room","roomId":"` + room + `","userId":"` + user + `"}}`,
			store.InboundEvent{ID: "1", Type: "message", Mode: "active", ChatID: room, UserID: user},
		},
		{
			"a member of a group whom LINE does not name",
			`{"type":"message","webhookEventId":"1","source":{"type":"group","groupId":"` + group + `"}}`,
			store.InboundEvent{ID: "1", Type: "message", Mode: "active", ChatID: group},
		},
		{
			"no source at all",
			`{"type":"accountLink","webhookEventId":"1"}`,
			store.InboundEvent{ID: "1", Type: "accountLink", Mode: "active"},
		},
		{
			"values that are null are values left out",
			`{"type":"message","webhookEventId":"1","source":null,"mode":null,"timestamp":null,"replyToken":null,"deliveryContext":null}`,
			store.InboundEvent{ID: "1", Type: "message", Mode: "active"},
		},
		{
			"standby passes, so that the bot can stay silent",
			`{"type":"message","webhookEventId":"1","mode":"standby"}`,
			store.InboundEvent{ID: "1", Type: "message", Mode: "standby"},
		},
		{
			"a type of tomorrow, with properties of tomorrow, in any order",
			`{"new":{"webhookEventId":"no","a":["}",{"type":"no"}]},"webhookEventId":"1","type":"greatNewFeature","source":{"type":"planet","planetId":"x"}}`,
			store.InboundEvent{ID: "1", Type: "greatNewFeature", Mode: "active"},
		},
		{
			"escapes in names and values",
			`{"t\u0079pe":"fol\u006cow","webhookEventId":"\u0031"}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active"},
		},
		{
			"a timestamp with an exponent",
			`{"type":"follow","webhookEventId":"1","timestamp":1.795230000e12}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", OccurredAt: time.UnixMilli(1795230000000).UTC()},
		},
		{
			"the reply token of a dummy event is none",
			`{"type":"follow","webhookEventId":"1","replyToken":"00000000000000000000000000000000"}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active"},
		},
		{
			"a delivery context of the wrong type changes nothing",
			`{"type":"follow","webhookEventId":"1","deliveryContext":[true]}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active"},
		},
		{
			"no type",
			`{"webhookEventId":"1"}`,
			store.InboundEvent{ID: "1", Mode: "active", Quarantine: "type is missing or not text"},
		},
		{
			"a type that is a number",
			`{"type":5,"webhookEventId":"1"}`,
			store.InboundEvent{ID: "1", Mode: "active", Quarantine: "type is missing or not text"},
		},
		{
			"a mode that is no text",
			`{"type":"follow","webhookEventId":"1","mode":{}}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "mode is not text"},
		},
		{
			"a timestamp that is text",
			`{"type":"follow","webhookEventId":"1","timestamp":"1795230000123"}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "timestamp is not a time"},
		},
		{
			"a timestamp beyond all calendars",
			`{"type":"follow","webhookEventId":"1","timestamp":1e300}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "timestamp is not a time"},
		},
		{
			"a timestamp before the beginning",
			`{"type":"follow","webhookEventId":"1","timestamp":-1}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "timestamp is not a time"},
		},
		{
			"a source that is a list",
			`{"type":"follow","webhookEventId":"1","source":["U1"]}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "source is not an object of text"},
		},
		{
			"a user ID that is a number",
			`{"type":"follow","webhookEventId":"1","source":{"type":"user","userId":1}}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "source is not an object of text"},
		},
		{
			"a user ID that no column can hold",
			`{"type":"follow","webhookEventId":"1","source":{"type":"user","userId":"U\u0000"}}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "source is not an object of text"},
		},
		{
			"a reply token that is a list",
			`{"type":"follow","webhookEventId":"1","replyToken":[]}`,
			store.InboundEvent{ID: "1", Type: "follow", Mode: "active", Quarantine: "replyToken is not text"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := keptOf(t, `{"events":[`+test.event+`]}`)
			want := test.want
			want.Raw = []byte(test.event)
			want.ReceivedAt = receivedAt
			if want.OccurredAt.IsZero() {
				want.OccurredAt = receivedAt
			}
			if diff := cmp.Diff([]store.InboundEvent{want}, got, cmpopts.EquateEmpty()); diff != "" {
				t.Errorf("kept (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEventID(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, event string }{
		{"an event without an ID", `{"type":"follow"}`},
		{"an ID that is a number", `{"type":"follow","webhookEventId":7}`},
		{"an ID with a zero byte", `{"type":"follow","webhookEventId":"a\u0000"}`},
		{"an ID in Thai", `{"type":"follow","webhookEventId":"ก"}`},
		{"an ID without end", `{"type":"follow","webhookEventId":"` + strings.Repeat("x", 10_000) + `"}`},
		{"an event that is no object", `true`},
	} {
		t.Run(test.name+" is known by the digest of its bytes", func(t *testing.T) {
			t.Parallel()
			got := keptOf(t, `{"events":[ `+test.event+` ]}`)
			want := fmt.Sprintf("sha256:%x", sha256.Sum256([]byte(test.event)))
			if len(got) != 1 || got[0].ID != want {
				t.Errorf("kept %+v, want the ID %s", got, want)
			}
		})
	}
}

// keptOf gives the events that are kept of a body.
func keptOf(t *testing.T, body string) []store.InboundEvent {
	t.Helper()
	kept := &journal{}
	edge := startEdge(t, webhook.Config{Now: func() time.Time { return receivedAt }}, kept)
	if w := post(edge, []byte(body)); w.Code != 200 {
		t.Fatalf("answer %d %s", w.Code, w.Body)
	}
	return kept.events()
}
