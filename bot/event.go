package bot

import (
	"encoding/json"
	"strings"
	"unicode/utf16"

	"sajja/bot/conversation"
	"sajja/store"
)

// lineEvent is the part of LINE's event that a turn needs, in one pass over its
// bytes. The SDK's own decoder passes over them seven times, which was a sixth of
// the bot's time under load; a test holds this one against it.
type lineEvent struct {
	Type     string      `json:"type"`
	Message  lineMessage `json:"message"`
	Postback struct {
		Data string `json:"data"`
	} `json:"postback"`
	Unsend struct {
		MessageID string `json:"messageId"`
	} `json:"unsend"`
}

type lineMessage struct {
	ID      string `json:"id"`
	Type    string `json:"type"`
	Text    string `json:"text"`
	Mention struct {
		Mentionees []mentionee `json:"mentionees"`
	} `json:"mention"`
}

type mentionee struct {
	Index  int  `json:"index"`
	Length int  `json:"length"`
	IsSelf bool `json:"isSelf"`
}

// readEvent turns a kept event into an input; false for one that asks nothing
// of the bot.
func readEvent(e store.InboundEvent) (conversation.Input, bool) {
	in := conversation.Input{EventID: e.ID, UserID: e.UserID, At: e.OccurredAt, Group: e.ChatID != e.UserID}
	if e.Mode == "standby" || e.ChatID == "" {
		return in, false // another module has the word, or there is nobody to answer
	}
	var event lineEvent
	if err := json.Unmarshal(e.Raw, &event); err != nil {
		return in, false
	}
	switch event.Type {
	case "message", "messageEdited":
		return in, readMessage(event.Message, &in)
	case "postback":
		return in, readPostback(event.Postback.Data, &in)
	case "unsend":
		in.Kind, in.MessageID = conversation.KindUnsend, event.Unsend.MessageID
		return in, in.MessageID != ""
	case "follow":
		in.Kind = conversation.KindFollow
		return in, true
	case "join":
		in.Kind = conversation.KindJoin
		return in, true
	}
	return in, false
}

func readPostback(data string, in *conversation.Input) bool {
	if data == "" || in.Group {
		return false // a button's effect is for the private chat
	}
	button, err := conversation.ParseButton(data)
	in.Kind, in.Button = conversation.KindButton, button
	if err != nil {
		in.Kind = conversation.KindStale
	}
	return true
}

// messageKinds are the messages that get an answer; others are kept only.
var messageKinds = map[string]conversation.Kind{
	"text": conversation.KindText, "sticker": conversation.KindSticker, "image": conversation.KindImage,
	"audio": conversation.KindVoice, "video": conversation.KindFile, "file": conversation.KindFile,
	"location": conversation.KindLocation,
}

func readMessage(m lineMessage, in *conversation.Input) bool {
	kind, known := messageKinds[m.Type]
	if !known || m.ID == "" {
		return false // without an ID, doing it twice could not be told from two messages
	}
	in.Kind, in.MessageID = kind, m.ID
	if kind == conversation.KindText {
		in.Text, in.Addressed = withoutMentions(m)
	}
	return true
}

// withoutMentions cuts mentions out of a text, whose places LINE counts in
// UTF-16 units, and tells whether the bot was mentioned.
func withoutMentions(m lineMessage) (text string, addressed bool) {
	if len(m.Mention.Mentionees) == 0 {
		return m.Text, false
	}
	units := utf16.Encode([]rune(m.Text))
	cut := make([]bool, len(units))
	for _, who := range m.Mention.Mentionees {
		addressed = addressed || who.IsSelf
		for i := max(who.Index, 0); i-who.Index < who.Length && i < len(units); i++ {
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
