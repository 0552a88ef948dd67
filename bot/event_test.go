package bot

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"sajja/bot/conversation"
	"sajja/ledger"
	"sajja/store"
)

const (
	aUser  = "U00000000000000000000000000000001"
	aGroup = "C00000000000000000000000000000001"
)

// kept is an event as the edge keeps it.
func kept(chat, raw string) store.InboundEvent {
	return store.InboundEvent{ID: "e", Mode: "active", ChatID: chat, UserID: aUser, Raw: []byte(raw)}
}

func TestReadEvent(t *testing.T) {
	t.Parallel()
	undo := conversation.Button{Verb: conversation.VerbUndo, Entries: []ledger.EntryID{ledger.NewEntryID(time.Now())}}.Data()
	for _, test := range []struct {
		name, raw string
		kind      conversation.Kind
		messageID string
	}{
		{"a text", `{"type":"message","message":{"type":"text","id":"7","text":"ฝาก 30"}}`, conversation.KindText, "7"},
		{"an edited text", `{"type":"messageEdited","message":{"type":"text","id":"7","text":"ฝาก 30"}}`, conversation.KindText, "7"},
		{"a sticker", `{"type":"message","message":{"type":"sticker","id":"7","packageId":"446"}}`, conversation.KindSticker, "7"},
		{"a picture", `{"type":"message","message":{"type":"image","id":"7"}}`, conversation.KindImage, "7"},
		{"a voice", `{"type":"message","message":{"type":"audio","id":"7"}}`, conversation.KindVoice, "7"},
		{"a video", `{"type":"message","message":{"type":"video","id":"7"}}`, conversation.KindFile, "7"},
		{"a file", `{"type":"message","message":{"type":"file","id":"7"}}`, conversation.KindFile, "7"},
		{"a place", `{"type":"message","message":{"type":"location","id":"7"}}`, conversation.KindLocation, "7"},
		{"a button", `{"type":"postback","postback":{"data":"` + undo + `"}}`, conversation.KindButton, ""},
		{"a button of another time", `{"type":"postback","postback":{"data":"action=buy"}}`, conversation.KindStale, ""},
		{"a message taken back", `{"type":"unsend","unsend":{"messageId":"7"}}`, conversation.KindUnsend, "7"},
		{"a friend", `{"type":"follow","follow":{"isUnblocked":false}}`, conversation.KindFollow, ""},
		{"a group", `{"type":"join"}`, conversation.KindJoin, ""},
	} {
		t.Run(test.name+" asks something", func(t *testing.T) {
			t.Parallel()
			in, speaks := readEvent(kept(aUser, test.raw))
			if !speaks || in.Kind != test.kind || in.MessageID != test.messageID || in.EventID != "e" || in.Group {
				t.Errorf("%+v, %v", in, speaks)
			}
		})
	}

	for name, event := range map[string]store.InboundEvent{
		"a message without an ID":      kept(aUser, `{"type":"message","message":{"type":"text","text":"ฝาก 30"}}`),
		"a message of tomorrow's type": kept(aUser, `{"type":"message","message":{"type":"hologram","id":"7","text":"ฝาก 30"}}`),
		"a message without its body":   kept(aUser, `{"type":"message"}`),
		"a list for a text":            kept(aUser, `{"type":"message","message":{"type":"text","id":"7","text":["ฝาก 30"]}}`),
		"a number for a message":       kept(aUser, `{"type":"message","message":7}`),
		"nothing taken back":           kept(aUser, `{"type":"unsend","unsend":{}}`),
		"a button without data":        kept(aUser, `{"type":"postback","postback":{}}`),
		"a button in a group":          kept(aGroup, `{"type":"postback","postback":{"data":"`+undo+`"}}`),
		"somebody who left":            kept(aUser, `{"type":"unfollow"}`),
		"a type of tomorrow":           kept(aUser, `{"type":"dream","message":{"type":"text","id":"7","text":"ฝาก 30"}}`),
		"no JSON":                      kept(aUser, `ฝาก 30`),
		"nobody to answer":             {ID: "e", Mode: "active", Raw: []byte(`{"type":"follow"}`)},
		"another module's turn":        {ID: "e", Mode: "standby", ChatID: aUser, UserID: aUser, Raw: []byte(`{"type":"follow"}`)},
	} {
		t.Run(name+" asks nothing", func(t *testing.T) {
			t.Parallel()
			if in, speaks := readEvent(event); speaks {
				t.Errorf("%+v", in)
			}
		})
	}

	t.Run("what a member writes in a group is of the group, also when LINE does not say who wrote", func(t *testing.T) {
		t.Parallel()
		for _, user := range []string{aUser, ""} {
			event := kept(aGroup, `{"type":"message","message":{"type":"text","id":"7","text":"ฝาก 30"}}`)
			event.UserID = user
			if in, speaks := readEvent(event); !speaks || !in.Group || in.Addressed {
				t.Errorf("%+v, %v", in, speaks)
			}
		}
	})
}

func TestMentions(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text, mentionees string
		want                   string
		addressed              bool
	}{
		{"the bot, first", "@สัจจะ ฝาก 30", `{"index":0,"length":6,"type":"user","isSelf":true}`, "ฝาก 30", true},
		{"the bot, last", "ฝาก 30 @สัจจะ", `{"index":7,"length":6,"type":"user","isSelf":true}`, "ฝาก 30", true},
		{"the bot, behind an emoji of two units", "👵 @สัจจะ ยอด", `{"index":3,"length":6,"type":"user","isSelf":true}`, "👵  ยอด", true},
		{"the bot, behind an emoji of many units", "👩🏽‍🌾@สัจจะ ยอด", `{"index":7,"length":6,"type":"user","isSelf":true}`, "👩🏽‍🌾 ยอด", true},
		{"somebody else", "@มาลี ยอด", `{"index":0,"length":5,"type":"user","userId":"U1","isSelf":false}`, "ยอด", false},
		{"everybody", "@All ประชุม", `{"index":0,"length":4,"type":"all"}`, "ประชุม", false},
		{"two people, one of them the bot", "@มาลี @สัจจะ ยอด",
			`{"index":0,"length":5,"type":"user"},{"index":6,"length":6,"type":"user","isSelf":true}`, "ยอด", true},
		{"nothing else", "@สัจจะ", `{"index":0,"length":6,"type":"user","isSelf":true}`, "", true},
		{"a place beyond the text", "ยอด", `{"index":2,"length":2000000000,"type":"user","isSelf":true}`, "ยอ", true},
		{"a place before the text", "ยอด", `{"index":-5,"length":6,"type":"user","isSelf":true}`, "อด", true},
		{"a place of no length", "ยอด", `{"index":0,"length":-3,"type":"user","isSelf":true}`, "ยอด", true},
		{"half of an emoji", "👵ยอด", `{"index":0,"length":1,"type":"user","isSelf":true}`, "\ufffdยอด", true},
	} {
		t.Run("a mention of "+test.name+" is cut out", func(t *testing.T) {
			t.Parallel()
			quoted, err := json.Marshal(test.text)
			if err != nil {
				t.Fatal(err)
			}
			raw := fmt.Sprintf(`{"type":"message","message":{"type":"text","id":"7","text":%s,"mention":{"mentionees":[%s]}}}`, quoted, test.mentionees)
			in, speaks := readEvent(kept(aGroup, raw))
			if !speaks || in.Text != test.want || in.Addressed != test.addressed {
				t.Errorf("%q, addressed %v; want %q, %v", in.Text, in.Addressed, test.want, test.addressed)
			}
		})
	}
}

// upstream is where bodies as LINE publishes them lie beside the repository;
// without them those of our own are enough.
const upstream = "../../shared/line-webhooks-upstream/*.json"

// TestLikeTheSDK holds our one pass over an event against LINE's own decoder.
func TestLikeTheSDK(t *testing.T) {
	t.Parallel()
	bodies := []string{
		`{"events":[{"type":"message","message":{"type":"text","id":"1","text":"ฝาก 30"}},{"type":"follow","follow":{"isUnblocked":true}},` +
			`{"type":"postback","postback":{"data":"1:no"}},{"type":"unsend","unsend":{"messageId":"2"}},{"type":"join"},{"type":"leave"},` +
			`{"type":"message","message":{"type":"sticker","id":"3","packageId":"1","stickerId":"2","stickerResourceType":"STATIC"}}]}`,
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
		bodies = append(bodies, string(body))
	}
	for _, body := range bodies {
		var parsed struct{ Events []json.RawMessage }
		if err := json.Unmarshal([]byte(body), &parsed); err != nil {
			t.Fatal(err)
		}
		for _, raw := range parsed.Events {
			in, speaks := readEvent(kept(aUser, string(raw)))
			if kind, id, text := bySDK(raw); kind != "" && (!speaks || in.Kind != kind || in.MessageID != id || in.Text != text) {
				t.Errorf("%+v, %v of %s", in, speaks, raw)
			}
		}
	}
}

// bySDK gives what LINE's decoder makes of a message; "" for what is none.
func bySDK(raw json.RawMessage) (kind conversation.Kind, messageID, text string) {
	event, err := webhook.UnmarshalEvent(raw)
	if err != nil {
		return "", "", ""
	}
	switch e := event.(type) {
	case webhook.UnsendEvent:
		return conversation.KindUnsend, e.Unsend.MessageId, ""
	case webhook.FollowEvent:
		return conversation.KindFollow, "", ""
	case webhook.JoinEvent:
		return conversation.KindJoin, "", ""
	case webhook.MessageEvent:
		switch m := e.Message.(type) {
		case webhook.TextMessageContent:
			if m.Mention == nil {
				return conversation.KindText, m.Id, m.Text
			}
		case webhook.StickerMessageContent:
			return conversation.KindSticker, m.Id, ""
		case webhook.ImageMessageContent:
			return conversation.KindImage, m.Id, ""
		case webhook.AudioMessageContent:
			return conversation.KindVoice, m.Id, ""
		case webhook.LocationMessageContent:
			return conversation.KindLocation, m.Id, ""
		}
	}
	return "", "", ""
}

func FuzzReadEvent(f *testing.F) {
	f.Add(`{"type":"message","message":{"type":"text","id":"7","text":"@สัจจะ ยอด","mention":{"mentionees":[{"index":0,"length":6,"isSelf":true}]}}}`)
	f.Add(`{"type":"postback","postback":{"data":"1:page:1"}}`)
	f.Fuzz(func(t *testing.T, raw string) {
		in, speaks := readEvent(kept(aUser, raw))
		if speaks && in.Kind == "" {
			t.Errorf("%+v", in)
		}
		if strings.TrimSpace(in.Text) == "" && in.Text != "" && in.Addressed {
			t.Errorf("%q", in.Text)
		}
	})
}
