package line

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"

	"github.com/line/line-bot-sdk-go/v8/linebot/messaging_api"
)

// Message is one message object as LINE's SDK types them. Text, Flex and Raw
// make the usual ones; any message of the SDK goes as well.
type Message = messaging_api.MessageInterface

const quickRepliesMax = 13

// QuickReply is a button above the keyboard, gone after a tap or the next
// message. With Data it is a postback (DisplayText is what the member is seen
// to say); without, the member sends Text.
type QuickReply struct {
	Label       string
	Text        string
	Data        string
	DisplayText string
}

// Text is a plain text message.
func Text(text string, quick ...QuickReply) Message {
	return textMessage{text: text, quick: quick}
}

// Flex is a card. The contents are a bubble or a carousel as finished JSON and
// reach LINE byte for byte; the alt text is what notifications and screen
// readers say.
func Flex(alt string, contents json.RawMessage, quick ...QuickReply) Message {
	return flexMessage{alt: alt, contents: contents, quick: quick}
}

// Raw is a message kept as JSON; it reaches LINE byte for byte. It refuses what
// is not an object with a type.
func Raw(message json.RawMessage) (Message, error) {
	var head struct {
		Type string `json:"type"`
	}
	if err := json.Unmarshal(message, &head); err != nil || head.Type == "" {
		return nil, errors.New("line: a message must be a JSON object with a type")
	}
	return rawMessage{kind: head.Type, message: message}, nil
}

// ours is a message that writes itself.
type ours interface {
	appendJSON(dst []byte) ([]byte, error)
	room() int
}

type textMessage struct {
	text  string
	quick []QuickReply
}

func (textMessage) GetType() string { return "text" }

func (m textMessage) MarshalJSON() ([]byte, error) { return m.appendJSON(nil) }

func (m textMessage) room() int { return len(m.text) + roomForQuick(m.quick) }

func (m textMessage) appendJSON(dst []byte) ([]byte, error) {
	if m.text == "" {
		return nil, errors.New("the text is empty")
	}
	dst = append(dst, `{"type":"text","text":`...)
	dst = appendString(dst, m.text)
	return appendQuick(dst, m.quick)
}

type flexMessage struct {
	alt      string
	contents json.RawMessage
	quick    []QuickReply
}

func (flexMessage) GetType() string { return "flex" }

func (m flexMessage) MarshalJSON() ([]byte, error) { return m.appendJSON(nil) }

func (m flexMessage) room() int { return len(m.alt) + len(m.contents) + roomForQuick(m.quick) }

func (m flexMessage) appendJSON(dst []byte) ([]byte, error) {
	if m.alt == "" || len(m.contents) == 0 {
		return nil, errors.New("a card needs an alt text and contents")
	}
	dst = append(dst, `{"type":"flex","altText":`...)
	dst = appendString(dst, m.alt)
	dst = append(dst, `,"contents":`...)
	dst = append(dst, m.contents...)
	return appendQuick(dst, m.quick)
}

type rawMessage struct {
	kind    string
	message json.RawMessage
}

func (m rawMessage) GetType() string { return m.kind }

func (m rawMessage) MarshalJSON() ([]byte, error) { return m.message, nil }

func (m rawMessage) room() int { return len(m.message) }

func (m rawMessage) appendJSON(dst []byte) ([]byte, error) { return append(dst, m.message...), nil }

// appendQuick writes the quick replies and closes the message.
func appendQuick(dst []byte, quick []QuickReply) ([]byte, error) {
	if len(quick) > quickRepliesMax {
		return nil, fmt.Errorf("%d quick replies; LINE takes %d", len(quick), quickRepliesMax)
	}
	if len(quick) == 0 {
		return append(dst, '}'), nil
	}
	dst = append(dst, `,"quickReply":{"items":[`...)
	for i, q := range quick {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"type":"action","action":`...)
		dst = append(q.appendAction(dst), '}')
	}
	return append(dst, `]}}`...), nil
}

func (q QuickReply) appendAction(dst []byte) []byte {
	if q.Data == "" {
		dst = append(dst, `{"type":"message","label":`...)
		dst = appendString(dst, q.Label)
		dst = append(dst, `,"text":`...)
		return append(appendString(dst, q.Text), '}')
	}
	dst = append(dst, `{"type":"postback","label":`...)
	dst = appendString(dst, q.Label)
	dst = append(dst, `,"data":`...)
	dst = appendString(dst, q.Data)
	if q.DisplayText != "" {
		dst = append(dst, `,"displayText":`...)
		dst = appendString(dst, q.DisplayText)
	}
	return append(dst, '}')
}

// appendMessage writes any message.
func appendMessage(dst []byte, m Message) ([]byte, error) {
	if own, ok := m.(ours); ok {
		return own.appendJSON(dst)
	}
	encoded, err := encodeSDK(m)
	if err != nil {
		return nil, err
	}
	return append(dst, encoded...), nil
}

// encodeSDK writes a message of the SDK. It works on a copy behind a pointer,
// for two reasons: only the pointer's MarshalJSON fills in "type", and it
// writes to what it marshals, which the caller may share between goroutines.
func encodeSDK(m Message) ([]byte, error) {
	value := reflect.ValueOf(m)
	for value.IsValid() && (value.Kind() == reflect.Pointer || value.Kind() == reflect.Interface) {
		value = value.Elem()
	}
	if !value.IsValid() {
		return nil, errors.New("the message is nil")
	}
	copied := reflect.New(value.Type())
	copied.Elem().Set(value)
	return json.Marshal(copied.Interface())
}

// roomFor guesses the size of a request, so that its body is allocated once.
func roomFor(messages []Message) int {
	room := 160 // field names, the token or the recipient
	for _, m := range messages {
		if own, ok := m.(ours); ok {
			room += own.room() + 64
		}
	}
	return room
}

func roomForQuick(quick []QuickReply) int {
	room := 0
	for _, q := range quick {
		room += 96 + len(q.Label) + len(q.Text) + len(q.Data) + len(q.DisplayText)
	}
	return room
}
