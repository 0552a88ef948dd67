package line

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/google/uuid"
)

const (
	messagesMax   = 5
	recipientsMax = 500
)

// Sent is what LINE said of messages it accepted. What LINE left out is empty:
// once it answered 200 the messages are on their way, whatever the body holds.
type Sent struct {
	Messages  []SentMessage
	RequestID string
	// Repeated is true when LINE had accepted the same retry key before, under
	// the request AcceptedAs, and sent nothing now.
	Repeated   bool
	AcceptedAs string
}

// SentMessage is one message as LINE knows it.
type SentMessage struct {
	ID         string
	QuoteToken string // for a later message that quotes this one; may be empty
}

// Reply answers an event. The token is good for one call and a short while; no
// quota is used. A repeat after *Unknown may say it twice, or may be refused
// with InvalidReplyToken although nobody saw the first.
func (c *Client) Reply(ctx context.Context, replyToken string, messages []Message) (Sent, error) {
	const op = "reply"
	if replyToken == "" {
		return Sent{}, refuse(op, "the reply token is empty")
	}
	body := make([]byte, 0, roomFor(messages))
	body = append(body, `{"replyToken":`...)
	body = appendString(body, replyToken)
	body, err := appendMessages(op, append(body, ','), messages)
	if err != nil {
		return Sent{}, err
	}
	got, err := c.post(ctx, op, c.reply, uuid.Nil, append(body, '}'))
	return sent(op, got, err)
}

// Push sends to one user, group or room. The retry key is the outbound row's
// ID, the same at every attempt; so is the content. LINE remembers it 24 hours.
func (c *Client) Push(ctx context.Context, to string, retryKey uuid.UUID, messages []Message) (Sent, error) {
	const op = "push"
	if to == "" || retryKey == uuid.Nil {
		return Sent{}, refuse(op, "a push needs a recipient and a retry key")
	}
	body := make([]byte, 0, roomFor(messages))
	body = append(body, `{"to":`...)
	body = appendString(body, to)
	body, err := appendMessages(op, append(body, ','), messages)
	if err != nil {
		return Sent{}, err
	}
	got, err := c.post(ctx, op, c.push, retryKey, append(body, '}'))
	return sent(op, got, err)
}

// Multicast sends the same messages to up to 500 users. LINE does not say who
// got it: one malformed ID refuses it for all, a blocked bot is passed over.
func (c *Client) Multicast(ctx context.Context, to []string, retryKey uuid.UUID, messages []Message) error {
	const op = "multicast"
	if len(to) == 0 || len(to) > recipientsMax || retryKey == uuid.Nil {
		return refuse(op, "a multicast needs 1 to %d recipients and a retry key", recipientsMax)
	}
	body := make([]byte, 0, roomFor(messages)+len(to)*40)
	body = append(body, `{"to":[`...)
	for i, id := range to {
		if i > 0 {
			body = append(body, ',')
		}
		body = appendString(body, id)
	}
	body, err := appendMessages(op, append(body, `],`...), messages)
	if err != nil {
		return err
	}
	got, err := c.post(ctx, op, c.multicast, retryKey, append(body, '}'))
	_, err = sent(op, got, err)
	return err
}

func appendMessages(op string, dst []byte, messages []Message) ([]byte, error) {
	if len(messages) == 0 || len(messages) > messagesMax {
		return nil, refuse(op, "%d messages; LINE takes 1 to %d", len(messages), messagesMax)
	}
	dst = append(dst, `"messages":[`...)
	for i, m := range messages {
		if i > 0 {
			dst = append(dst, ',')
		}
		var err error
		if dst, err = appendMessage(dst, m); err != nil {
			return nil, refuse(op, "messages[%d]: %v", i, err)
		}
	}
	return append(dst, ']'), nil
}

// sent reads what was accepted. A body that broke off after the 200 takes
// nothing back.
func sent(op string, got answer, err error) (Sent, error) {
	if err != nil && !errors.Is(err, errBodyBroken) && !errors.Is(err, errBodyTooLarge) {
		return Sent{}, err
	}
	out := Sent{RequestID: got.requestID, Repeated: got.status/100 != 2, AcceptedAs: got.accepted}
	var said struct {
		SentMessages []struct {
			ID         json.RawMessage `json:"id"`
			QuoteToken string          `json:"quoteToken"`
		} `json:"sentMessages"`
	}
	if json.Unmarshal(got.body, &said) != nil {
		return out, nil
	}
	out.Messages = make([]SentMessage, len(said.SentMessages))
	for i, m := range said.SentMessages {
		// A string in practice, a number in LINE's reference: take either.
		out.Messages[i] = SentMessage{ID: strings.Trim(string(m.ID), `"`), QuoteToken: m.QuoteToken}
	}
	return out, nil
}
