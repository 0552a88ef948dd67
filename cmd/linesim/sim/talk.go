package sim

import (
	"context"
	"errors"
	"fmt"
	"time"
	"unicode/utf16"
)

// SendText types a text on a person's phone; the webhook follows by itself.
func (p *Platform) SendText(_ context.Context, chatID, userID, text string) (string, error) {
	return p.sendText(chatID, userID, textDraft{Text: text})
}

// Mention types a text that begins with a mention of the bot.
func (p *Platform) Mention(_ context.Context, chatID, userID, text string) (string, error) {
	return p.sendText(chatID, userID, textDraft{Text: text, MentionBot: true})
}

// Quote types a text as an answer to an earlier message.
func (p *Platform) Quote(_ context.Context, chatID, userID, text, quotedMessageID string) (string, error) {
	return p.sendText(chatID, userID, textDraft{Text: text, QuotedMessageID: quotedMessageID})
}

type textDraft struct {
	Text            string
	MentionBot      bool
	QuotedMessageID string
}

// textLimit is what a LINE app lets a person type.
const textLimit = 10_000

func (p *Platform) sendText(chatID, userID string, draft textDraft) (string, error) {
	if draft.Text == "" || utf16Length(draft.Text) > textLimit {
		return "", fmt.Errorf("a text has 1 to %d characters", textLimit)
	}
	var id string
	err := p.act(chatID, userID, func(c *chat, u *person) error {
		if err := mayWrite(c, u); err != nil {
			return err
		}
		now := p.config.Now()
		part := p.textPart(c, draft, now)
		id = part.ID
		u.wroteAt = now
		p.show(c, p.fromUser(u, part.ID, now, part))
		p.emit(c, u, event{Type: "message", Message: part}, answerable)
		return nil
	})
	return id, err
}

// mayWrite: who has blocked the bot cannot write to it, but still meets it in
// groups.
func mayWrite(c *chat, u *person) error {
	if c.kind == chatUser && u.blocked {
		return fmt.Errorf("user %s has blocked the bot", u.UserID)
	}
	return nil
}

func (p *Platform) textPart(c *chat, draft textDraft, now time.Time) textPart {
	id := p.ids.messageID(now)
	part := textPart{
		Type: "text", ID: id, Text: draft.Text, QuotedMessageID: draft.QuotedMessageID,
		QuoteToken: p.quotes.make(c.id, id), MarkAsReadToken: p.ids.token(),
	}
	if draft.MentionBot {
		name := "@" + p.config.BotName
		part.Text = name + " " + draft.Text
		part.Mention = &mentionPart{[]mentionee{{
			Length: utf16Length(name), Type: "user", UserID: p.config.BotUserID, IsSelf: true,
		}}}
	}
	return part
}

func utf16Length(text string) int {
	n := 0
	for _, r := range text {
		n += utf16.RuneLen(r)
	}
	return n
}

func (p *Platform) fromUser(u *person, id string, now time.Time, object any) Message {
	return Message{ID: id, From: u.UserID, At: now.UnixMilli(), Via: viaUser, Message: encode(object)}
}

// PostbackAction is what a pressed button carries.
type PostbackAction struct {
	Data   string            `json:"data"`
	Params map[string]string `json:"params,omitempty"`
	// DisplayText shows as the person's own message and causes no webhook.
	DisplayText string `json:"-"`
}

// Postback presses a button of the bot's.
func (p *Platform) Postback(_ context.Context, chatID, userID string, action PostbackAction) error {
	if action.Data == "" || utf16Length(action.Data) > 300 {
		return errors.New("postback data has 1 to 300 characters")
	}
	return p.act(chatID, userID, func(c *chat, u *person) error {
		if err := mayWrite(c, u); err != nil {
			return err
		}
		if action.DisplayText != "" {
			now := p.config.Now()
			id := p.ids.messageID(now)
			p.show(c, p.fromUser(u, id, now, map[string]string{"type": "text", "text": action.DisplayText}))
		}
		p.emit(c, u, event{Type: "postback", Postback: &action}, answerable)
		return nil
	})
}

// Unsend takes a person's message back; its content is gone for good.
func (p *Platform) Unsend(_ context.Context, chatID, messageID string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, m, err := p.ownMessage(chatID, messageID)
	if err != nil {
		return err
	}
	m.Unsent = true
	if kept := p.contents[messageID]; kept != nil {
		kept.unsend()
	}
	p.publish("unsent", map[string]any{"chat": chatID, "messageId": messageID})
	p.emit(c, p.people[m.From], event{Type: "unsend", Unsend: &unsendPart{messageID}}, silent)
	return nil
}

// Edit changes a person's text; LINE allows it in groups only.
func (p *Platform) Edit(_ context.Context, chatID, messageID, text string) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	c, m, err := p.ownMessage(chatID, messageID)
	switch {
	case err != nil:
		return err
	case c.kind != chatGroup:
		return errors.New("a message can be edited in a group only")
	case m.Type() != "text":
		return errors.New("only a text can be edited")
	case text == "" || utf16Length(text) > textLimit:
		return fmt.Errorf("a text has 1 to %d characters", textLimit)
	}
	part := textPart{Type: "text", ID: messageID, Text: text}
	part.QuoteToken = p.quotes.make(c.id, messageID)
	m.Edited, m.Message = true, encode(part)
	p.publish("edited", map[string]any{"chat": chatID, "messageId": messageID, "text": text})
	p.emit(c, p.people[m.From], event{Type: "messageEdited", Message: part}, answerable)
	return nil
}

// ownMessage finds a message that a person sent and has not taken back.
func (p *Platform) ownMessage(chatID, messageID string) (*chat, *Message, error) {
	c := p.chats[chatID]
	if c == nil {
		return nil, nil, fmt.Errorf("no chat %s", chatID)
	}
	m := c.find(messageID)
	if m == nil || m.Unsent || m.From == FromBot {
		return nil, nil, fmt.Errorf("no message %s of a person in chat %s", messageID, chatID)
	}
	return c, m, nil
}
