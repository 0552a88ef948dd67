package sim_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// validated posts messages to the validate endpoint: the same checks as
// sending, without a chat.
func (b *bench) validated(t *testing.T, messages string) answered {
	t.Helper()
	return b.call(t, "POST", "/v2/bot/message/validate/reply", `{"messages":[`+messages+`]}`)
}

func textOf(n int) string { return strings.Repeat("ก", n) }

const (
	// maMai is one grapheme cluster of two UTF-16 units: ก with a tone mark.
	maMai = "ก่"
	// family is one grapheme cluster of eleven UTF-16 units.
	family = "👨‍👩‍👧‍👦"
	photo  = `"originalContentUrl":"https://example.com/a.jpg","previewImageUrl":"https://example.com/b.jpg"`
)

func TestMessagesTaken(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	tests := map[string]string{
		"a text of 5000 units":                 `{"type":"text","text":"` + textOf(5000) + `"}`,
		"a text with escapes":                  `{"type":"text","text":"\u0e01\n\ud83d\ude00\"\\"}`,
		"an emoji at a dollar sign":            `{"type":"text","text":"😀 $","emojis":[{"index":3,"productId":"5ac1bfd5040ab15980c9b435","emojiId":"001"}]}`,
		"a null quick reply":                   `{"type":"text","text":"ก","quickReply":null}`,
		"a sender":                             `{"type":"text","text":"ก","sender":{"name":"เหรัญญิก","iconUrl":"https://example.com/i.png"}}`,
		"a sticker":                            `{"type":"sticker","packageId":"446","stickerId":"1988"}`,
		"an image":                             `{"type":"image",` + photo + `}`,
		"a video":                              `{"type":"video",` + photo + `,"trackingId":"film"}`,
		"an audio":                             `{"type":"audio","originalContentUrl":"https://example.com/a.m4a","duration":60000}`,
		"a location":                           `{"type":"location","title":"ศาลากลางบ้าน","address":"หมู่ 3","latitude":18.79,"longitude":98.98}`,
		"a textV2 with braces, mention, emoji": `{"type":"textV2","text":"{who} {{ดู}} {e}","substitution":{"who":{"type":"mention","mentionee":{"type":"all"}},"e":{"type":"emoji","productId":"5ac1bfd5040ab15980c9b435","emojiId":"001"}}}`,
		"buttons":                              `{"type":"template","altText":"ก","template":{"type":"buttons","text":"` + strings.Repeat(maMai, 160) + `","actions":[` + strings.TrimSuffix(strings.Repeat(messageAction+",", 4), ",") + `]}}`,
		"a confirm":                            `{"type":"template","altText":"ก","template":{"type":"confirm","text":"แน่ใจหรือ","actions":[` + messageAction + `,` + messageAction + `]}}`,
		"a carousel":                           `{"type":"template","altText":"ก","template":{"type":"carousel","columns":[` + column + `,` + column + `]}}`,
		"an image carousel":                    `{"type":"template","altText":"ก","template":{"type":"image_carousel","columns":[{"imageUrl":"https://example.com/a.jpg","action":{"type":"message","text":"ก"}}]}}`,
		"a quick reply of 13 buttons":          `{"type":"text","text":"ก","quickReply":{"items":[` + strings.TrimSuffix(strings.Repeat(quickItem+",", 13), ",") + `]}}`,
		"a label of 20 clusters and 40 units":  `{"type":"text","text":"ก","quickReply":{"items":[` + quick(`{"type":"message","label":"`+strings.Repeat(maMai, 20)+`","text":"ก"}`) + `]}}`,
		"a label of families":                  `{"type":"text","text":"ก","quickReply":{"items":[` + quick(`{"type":"message","label":"`+strings.Repeat(family, 20)+`","text":"ก"}`) + `]}}`,
		"every action of a quick reply": `{"type":"text","text":"ก","quickReply":{"items":[` + strings.Join([]string{
			quick(`{"type":"postback","label":"ก","data":"a","inputOption":"openKeyboard","fillInText":"ฝาก "}`),
			quick(`{"type":"uri","label":"ก","uri":"tel:0812345678"}`),
			quick(`{"type":"uri","label":"ก","uri":"https://line.me/R/oaMessage/%40a/?b"}`),
			quick(`{"type":"datetimepicker","label":"ก","data":"a","mode":"date","initial":"2026-11-21","min":"2026-01-01","max":"2026-12-31"}`),
			quick(`{"type":"datetimepicker","label":"ก","data":"a","mode":"datetime","initial":"2026-11-21t09:00"}`),
			quick(`{"type":"datetimepicker","label":"ก","data":"a","mode":"time","min":"00:00","max":"23:59"}`),
			quick(`{"type":"camera","label":"ก"}`), quick(`{"type":"cameraRoll","label":"ก"}`), quick(`{"type":"location","label":"ก"}`),
			quick(`{"type":"clipboard","label":"ก","clipboardText":"123"}`),
		}, ",") + `]}}`,
	}
	for name, message := range tests {
		t.Run(name+" is taken", func(t *testing.T) {
			t.Parallel()
			if got := b.validated(t, message); got.status != http.StatusOK || got.body != "{}" {
				t.Errorf("%d %s", got.status, got.body)
			}
		})
	}
}

const (
	messageAction = `{"type":"message","label":"ดู","text":"ดู"}`
	column        = `{"title":"หมู่ 1","text":"ก","actions":[` + messageAction + `]}`
	quickItem     = `{"type":"action","action":` + messageAction + `}`
)

func quick(action string) string { return `{"type":"action","action":` + action + `}` }

func quickText(action string) string {
	return `{"type":"text","text":"ก","quickReply":{"items":[` + quick(action) + `]}}`
}

func TestMessagesRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	tests := []struct {
		name, message string
		want          refused
	}{
		{"a message is an object", `"ก"`, refused{Message: "The property, messages[0], in the request body is invalid (line: 1, column: 14)"}},
		{"a type is needed", `{"text":"ก"}`, faults("messages[0].type", "Must be one of the following values: [text, textV2, sticker, image, video, audio, location, template, flex]")},
		{"an imagemap is not served here", `{"type":"imagemap"}`, faults("messages[0].type", "Must be one of the following values: [text, textV2, sticker, image, video, audio, location, template, flex]")},
		{"a text is not empty", `{"type":"text","text":""}`, faults("messages[0].text", "May not be empty")},
		{"a text is there", `{"type":"text"}`, faults("messages[0].text", "May not be empty")},
		{"a text is a string", `{"type":"text","text":30}`, refused{Message: "The property, messages[0].text, in the request body is invalid (line: 1, column: 36)"}},
		{"a text has at most 5000 units", `{"type":"text","text":"` + textOf(5001) + `"}`, faults("messages[0].text", "Length must be between 0 and 5000")},
		{"emoji count twice in a text", `{"type":"text","text":"` + strings.Repeat("😀", 2501) + `"}`, faults("messages[0].text", "Length must be between 0 and 5000")},
		{"an unknown property is refused", `{"type":"text","text":"ก","wrap":true}`, faults("messages[0].wrap", "Unknown property")},
		{"an emoji stands at its dollar sign", `{"type":"text","text":"😀 $","emojis":[{"index":2,"productId":"a","emojiId":"001"}]}`, faults("messages[0].emojis[0].index", "Must be the position of a $ in the text")},
		{"a sender does not call itself LINE", `{"type":"text","text":"ก","sender":{"name":"Line ช่วย"}}`, faults("messages[0].sender.name", "May not contain LINE")},
		{"a sticker's numbers are digits", `{"type":"sticker","packageId":"a","stickerId":"1"}`, faults("messages[0].packageId", "Must be a number in digits")},
		{"a picture comes by https", `{"type":"image","originalContentUrl":"http://example.com/a.jpg","previewImageUrl":"https://example.com/b.jpg"}`, faults("messages[0].originalContentUrl", "invalid uri scheme")},
		{"a picture's address is percent-encoded", `{"type":"image","originalContentUrl":"https://example.com/ก.jpg","previewImageUrl":"https://example.com/b.jpg"}`, faults("messages[0].originalContentUrl", "invalid uri")},
		{"a picture's address has at most 2000 characters", `{"type":"image","originalContentUrl":"https://example.com/` + strings.Repeat("a", 2000) + `","previewImageUrl":"https://example.com/b.jpg"}`, faults("messages[0].originalContentUrl", "Length must be between 0 and 2000")},
		{"a picture has a preview", `{"type":"image","originalContentUrl":"https://example.com/a.jpg"}`, faults("messages[0].previewImageUrl", "May not be empty")},
		{"a sound has a length", `{"type":"audio","originalContentUrl":"https://example.com/a.m4a","duration":0}`, faults("messages[0].duration", "Must be between 1 and 2147483647")},
		{"a place is on the globe", `{"type":"location","title":"ก","address":"ข","latitude":91,"longitude":0}`, faults("messages[0].latitude", "Must be between -90 and 90")},
		{"every fault is listed", `{"type":"location","title":"","latitude":0,"longitude":0},{"type":"text","text":""}`,
			faults("messages[0].title", "May not be empty", "messages[0].address", "May not be empty", "messages[1].text", "May not be empty")},
		{"a textV2 key has a substitution", `{"type":"textV2","text":"{who}"}`, faults("messages[0].text", "No substitution for {who}")},
		{"a brace is closed or doubled", `{"type":"textV2","text":"a } b"}`, faults("messages[0].text", "Braces must enclose a key, or be doubled")},
		{"buttons are at most 4", `{"type":"template","altText":"ก","template":{"type":"buttons","text":"ก","actions":[` + strings.TrimSuffix(strings.Repeat(messageAction+",", 5), ",") + `]}}`, faults("messages[0].template.actions", "Size must be between 1 and 4")},
		{"a text beside a title is short", `{"type":"template","altText":"ก","template":{"type":"buttons","title":"ก","text":"` + textOf(61) + `","actions":[` + messageAction + `]}}`, faults("messages[0].template.text", "Length must be between 0 and 60")},
		{"a confirm has two buttons", `{"type":"template","altText":"ก","template":{"type":"confirm","text":"ก","actions":[` + messageAction + `]}}`, faults("messages[0].template.actions", "Size must be between 2 and 2")},
		{"columns have as many buttons as each other", `{"type":"template","altText":"ก","template":{"type":"carousel","columns":[` + column + `,{"text":"ก","actions":[` + messageAction + `,` + messageAction + `]}]}}`, faults("messages[0].template.columns[1].actions", "All columns must have the same number of actions")},
		{"a template has an alt text", `{"type":"template","template":{"type":"confirm","text":"ก","actions":[` + messageAction + `,` + messageAction + `]}}`, faults("messages[0].altText", "May not be empty")},
		{"a quick reply has a button", `{"type":"text","text":"ก","quickReply":{"items":[]}}`, faults("messages[0].quickReply.items", "Size must be between 1 and 13")},
		{"a quick reply has at most 13 buttons", `{"type":"text","text":"ก","quickReply":{"items":[` + strings.TrimSuffix(strings.Repeat(quickItem+",", 14), ",") + `]}}`, faults("messages[0].quickReply.items", "Size must be between 1 and 13")},
		{"a quick reply's button is an action", `{"type":"text","text":"ก","quickReply":{"items":[{"action":` + messageAction + `}]}}`, faults("messages[0].quickReply.items[0].type", "Must be one of the following values: [action]")},
		{"a label is needed", quickText(`{"type":"message","text":"ก"}`), faults("messages[0].quickReply.items[0].action.label", "May not be empty")},
		{"a label has at most 20 clusters", quickText(`{"type":"message","label":"` + strings.Repeat(maMai, 21) + `","text":"ก"}`), faults("messages[0].quickReply.items[0].action.label", "Length must be between 0 and 20")},
		{"an unknown action is refused", quickText(`{"type":"call","label":"ก"}`), faults("messages[0].quickReply.items[0].action.type", "Must be one of the action types")},
		{"a message action has a text", quickText(`{"type":"message","label":"ก"}`), faults("messages[0].quickReply.items[0].action.text", "May not be empty")},
		{"a message action's text has at most 300", quickText(`{"type":"message","label":"ก","text":"` + textOf(301) + `"}`), faults("messages[0].quickReply.items[0].action.text", "Length must be between 0 and 300")},
		{"postback data has at most 300 units", quickText(`{"type":"postback","label":"ก","data":"` + textOf(301) + `"}`), faults("messages[0].quickReply.items[0].action.data", "Length must be between 0 and 300")},
		{"text and displayText exclude each other", quickText(`{"type":"postback","label":"ก","data":"a","text":"ก","displayText":"ก"}`), faults("messages[0].quickReply.items[0].action.text", "May not be used together with displayText")},
		{"fillInText needs the keyboard", quickText(`{"type":"postback","label":"ก","data":"a","fillInText":"ก"}`), faults("messages[0].quickReply.items[0].action.fillInText", "May only be used with inputOption openKeyboard")},
		{"an action has no stray property", quickText(`{"type":"message","label":"ก","text":"ก","data":"a"}`), faults("messages[0].quickReply.items[0].action.data", "Unknown property")},
		{"an address has one of four schemes", quickText(`{"type":"uri","label":"ก","uri":"ftp://example.com"}`), faults("messages[0].quickReply.items[0].action.uri", "invalid uri scheme")},
		{"another address for the desktop is for Flex", quickText(`{"type":"uri","label":"ก","uri":"https://example.com","altUri":{"desktop":"https://example.com"}}`), faults("messages[0].quickReply.items[0].action.altUri", "May only be an object in a Flex message")},
		{"a picker's day has its form", quickText(`{"type":"datetimepicker","label":"ก","data":"a","mode":"date","initial":"21/11/2569"}`), faults("messages[0].quickReply.items[0].action.initial", "Must be a moment of the form 2006-01-02")},
		{"a picker ends in 2100", quickText(`{"type":"datetimepicker","label":"ก","data":"a","mode":"date","max":"2569-01-01"}`), faults("messages[0].quickReply.items[0].action.max", "Must be a moment of the form 2006-01-02")},
		{"a picker begins within its range", quickText(`{"type":"datetimepicker","label":"ก","data":"a","mode":"date","initial":"2027-01-01","max":"2026-12-31"}`), faults("messages[0].quickReply.items[0].action.initial", "Must be between min and max")},
		{"a rich menu switch is for rich menus", quickText(`{"type":"richmenuswitch","label":"ก","richMenuAliasId":"a","data":"b"}`), faults("messages[0].quickReply.items[0].action.type", "This action may not be used here")},
		{"a camera is for quick replies", `{"type":"template","altText":"ก","template":{"type":"buttons","text":"ก","actions":[{"type":"camera","label":"ก"}]}}`, faults("messages[0].template.actions[0].type", "This action may not be used here")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			got := b.validated(t, test.message)
			if got.status != http.StatusBadRequest {
				t.Errorf("status %d %s", got.status, got.body)
			}
			if diff := cmp.Diff(test.want, got.refused(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMentionsAndQuotes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	mention := func(to, userID string) string {
		return `{"to":"` + to + `","messages":[{"type":"textV2","text":"{a} ครับ","substitution":{"a":{"type":"mention","mentionee":{"type":"user","userId":"` + userID + `"}}}}]}`
	}
	t.Run("a member of the group can be mentioned", func(t *testing.T) {
		t.Parallel()
		if got := b.call(t, "POST", "/v2/bot/message/push", mention(villagers, mali)); got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("an outsider cannot", func(t *testing.T) {
		t.Parallel()
		got := b.call(t, "POST", "/v2/bot/message/push", mention(villagers, "Uffffffffffffffffffffffffffffffff"))
		want := faults("messages[0].substitution.a.mentionee.userId", "Must be a member of the group")
		if diff := cmp.Diff(want, got.refused(t)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("nobody can be mentioned outside a group", func(t *testing.T) {
		t.Parallel()
		got := b.call(t, "POST", "/v2/bot/message/push", mention(mali, mali))
		want := faults("messages[0].substitution.a", "A mention may only be sent to a group")
		if diff := cmp.Diff(want, got.refused(t)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a quote token works in its own chat and in no other", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if _, err := b.SendText(b.ctx(t), somsri, somsri, "ยอด"); err != nil {
			t.Fatal(err)
		}
		token := b.next(t).Events[0].Message["quoteToken"].(string)
		quote := func(to string) answered {
			return b.call(t, "POST", "/v2/bot/message/push", `{"to":"`+to+`","messages":[{"type":"text","text":"ก","quoteToken":"`+token+`"}]}`)
		}
		if got := quote(somsri); got.status != http.StatusOK {
			t.Errorf("own chat: %d %s", got.status, got.body)
		}
		if diff := cmp.Diff(faults("messages[0].quoteToken", "Invalid quote token"), quote(mali).refused(t)); diff != "" {
			t.Error(diff)
		}
	})
}
