package bot

import (
	"strings"
	"unicode/utf16"

	"github.com/line/line-bot-sdk-go/v8/linebot/webhook"

	"sajja/bot/conversation"
	"sajja/store"
)

// readEvent turns a kept event into an input; false for one that asks nothing
// of the bot.
func readEvent(e store.InboundEvent) (conversation.Input, bool) {
	in := conversation.Input{EventID: e.ID, At: e.OccurredAt, Group: e.ChatID != e.UserID}
	if e.Mode == "standby" || e.ChatID == "" {
		return in, false // another module has the word, or there is nobody to answer
	}
	event, err := webhook.UnmarshalEvent(e.Raw)
	if err != nil {
		return in, false
	}
	switch event := event.(type) {
	case webhook.MessageEvent:
		return in, readMessage(event.Message, &in)
	case webhook.MessageEditedEvent:
		return in, readMessage(event.Message, &in)
	case webhook.PostbackEvent:
		return in, readPostback(event, &in)
	case webhook.UnsendEvent:
		in.Kind = conversation.KindUnsend
		if event.Unsend == nil || event.Unsend.MessageId == "" {
			return in, false
		}
		in.MessageID = event.Unsend.MessageId
		return in, true
	case webhook.FollowEvent:
		in.Kind = conversation.KindFollow
		return in, true
	case webhook.JoinEvent:
		in.Kind = conversation.KindJoin
		return in, true
	}
	return in, false
}

func readPostback(event webhook.PostbackEvent, in *conversation.Input) bool {
	if event.Postback == nil || in.Group {
		return false // a button's effect is for the private chat
	}
	button, err := conversation.ParseButton(event.Postback.Data)
	in.Kind, in.Button = conversation.KindButton, button
	if err != nil {
		in.Kind = conversation.KindStale
	}
	return true
}

func readMessage(message webhook.MessageContentInterface, in *conversation.Input) bool {
	switch m := message.(type) {
	case webhook.TextMessageContent:
		in.Kind, in.MessageID = conversation.KindText, m.Id
		in.Text, in.Addressed = withoutMentions(m)
	case webhook.StickerMessageContent:
		in.Kind, in.MessageID = conversation.KindSticker, m.Id
	case webhook.ImageMessageContent:
		in.Kind, in.MessageID = conversation.KindImage, m.Id
	case webhook.AudioMessageContent:
		in.Kind, in.MessageID = conversation.KindVoice, m.Id
	case webhook.VideoMessageContent:
		in.Kind, in.MessageID = conversation.KindFile, m.Id
	case webhook.FileMessageContent:
		in.Kind, in.MessageID = conversation.KindFile, m.Id
	case webhook.LocationMessageContent:
		in.Kind, in.MessageID = conversation.KindLocation, m.Id
	default:
		return false
	}
	return true
}

// withoutMentions cuts mentions out of a text, whose places LINE counts in
// UTF-16 units, and tells whether the bot was mentioned.
func withoutMentions(m webhook.TextMessageContent) (text string, addressed bool) {
	if m.Mention == nil || len(m.Mention.Mentionees) == 0 {
		return m.Text, false
	}
	units := utf16.Encode([]rune(m.Text))
	cut := make([]bool, len(units))
	for _, mentionee := range m.Mention.Mentionees {
		var index, length int32
		switch who := mentionee.(type) {
		case webhook.UserMentionee:
			index, length = who.Index, who.Length
			addressed = addressed || who.IsSelf
		case webhook.AllMentionee:
			index, length = who.Index, who.Length
		}
		for i := max(index, 0); i < index+length && int(i) < len(units); i++ {
			cut[i] = true
		}
	}
	kept := units[:0]
	for i, unit := range units {
		if !cut[i] {
			kept = append(kept, unit)
		}
	}
	return strings.TrimSpace(string(utf16.Decode(kept))), addressed
}
