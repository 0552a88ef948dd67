package sim

import (
	"bytes"
	"encoding/json"
)

// event is one item of a webhook's events, in the order of properties LINE
// sends. Properties without a value are left out, never null.
type event struct {
	Type            string          `json:"type"`
	Message         any             `json:"message,omitempty"`
	Unsend          *unsendPart     `json:"unsend,omitempty"`
	Follow          *followPart     `json:"follow,omitempty"`
	Joined          *membersPart    `json:"joined,omitempty"`
	Left            *membersPart    `json:"left,omitempty"`
	Postback        *PostbackAction `json:"postback,omitempty"`
	WebhookEventID  string          `json:"webhookEventId"`
	DeliveryContext deliveryContext `json:"deliveryContext"`
	Timestamp       int64           `json:"timestamp"`
	Source          *source         `json:"source,omitempty"`
	ReplyToken      string          `json:"replyToken,omitempty"`
	Mode            string          `json:"mode"`
}

type deliveryContext struct {
	IsRedelivery bool `json:"isRedelivery"`
}

type source struct {
	Type    string `json:"type"`
	GroupID string `json:"groupId,omitempty"`
	RoomID  string `json:"roomId,omitempty"`
	UserID  string `json:"userId,omitempty"`
}

type unsendPart struct {
	MessageID string `json:"messageId"`
}

type followPart struct {
	IsUnblocked bool `json:"isUnblocked"`
}

type membersPart struct {
	Members []source `json:"members"`
}

// textPart is the message of a text event.
type textPart struct {
	Type            string       `json:"type"`
	ID              string       `json:"id"`
	QuotedMessageID string       `json:"quotedMessageId,omitempty"`
	QuoteToken      string       `json:"quoteToken"`
	MarkAsReadToken string       `json:"markAsReadToken,omitempty"`
	Mention         *mentionPart `json:"mention,omitempty"`
	Text            string       `json:"text"`
}

type mentionPart struct {
	Mentionees []mentionee `json:"mentionees"`
}

type mentionee struct {
	Index  int    `json:"index"`
	Length int    `json:"length"`
	Type   string `json:"type"`
	UserID string `json:"userId,omitempty"`
	IsSelf bool   `json:"isSelf,omitempty"`
}

// answer says whether an event comes with a reply token.
type answer bool

const (
	answerable answer = true
	silent     answer = false
)

// emit stamps an event and hands it to the chat's outbox. Callers hold the
// lock. A group without the bot tells it nothing, except that it has left.
func (p *Platform) emit(c *chat, u *person, e event, with answer) {
	if !c.botIn || p.faults.WebhookOff {
		return
	}
	now := p.config.Now()
	e.WebhookEventID = p.ids.ulid(now)
	e.Timestamp = now.UnixMilli()
	e.Source = sourceOf(c, u)
	e.Mode = "active"
	sent := sentEvent{}
	if with == answerable {
		sent.token = &replyToken{text: p.ids.token(), chat: c, occurredAt: now}
		e.ReplyToken = sent.token.text
	}
	sent.raw = encode(e)
	p.enqueue(c, sent)
}

func sourceOf(c *chat, u *person) *source {
	s := &source{Type: "user"}
	if c.kind == chatGroup {
		s = &source{Type: "group", GroupID: c.id}
		if c.id[0] == 'R' {
			s = &source{Type: "room", RoomID: c.id}
		}
	}
	if u != nil && !u.Anonymous {
		s.UserID = u.UserID
	}
	return s
}

// encode writes JSON as LINE does, without escaping < and >.
func encode(v any) []byte {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		panic("sim: encode: " + err.Error()) // only plain values of our own come here
	}
	return bytes.TrimSuffix(b.Bytes(), []byte{'\n'})
}

// sentEvent is an event's bytes with the token they carry.
type sentEvent struct {
	raw   []byte
	token *replyToken
}

var (
	firstDelivery = []byte(`"deliveryContext":{"isRedelivery":false}`)
	nextDelivery  = []byte(`"deliveryContext":{"isRedelivery":true}`)
)

// redelivered changes isRedelivery and not one other byte. A message's text
// cannot hold the searched bytes: its quotes are escaped.
func (e sentEvent) redelivered() sentEvent {
	return sentEvent{bytes.Replace(e.raw, firstDelivery, nextDelivery, 1), e.token}
}
