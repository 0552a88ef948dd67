package sim

import (
	"context"
	"encoding/json"
	"slices"
	"time"
)

// Message is one message in a chat, as a phone shows it.
type Message struct {
	ID string `json:"id"`
	// From is the sender's user ID, or "bot".
	From string `json:"from"`
	// At is in milliseconds since 1970.
	At int64 `json:"at"`
	// Via is how it came: user, reply, push, multicast or broadcast.
	Via string `json:"via"`
	// Message is LINE's message object, as it was sent.
	Message json.RawMessage `json:"message"`
	Unsent  bool            `json:"unsent"`
	Edited  bool            `json:"edited"`
	// Silent came without a notification.
	Silent bool `json:"silent"`
}

// FromBot is the From of the bot's messages.
const FromBot = "bot"

const (
	viaUser      = "user"
	viaReply     = "reply"
	viaPush      = "push"
	viaMulticast = "multicast"
	viaBroadcast = "broadcast"
)

// Type gives the kind of message: text, flex, sticker and so on.
func (m Message) Type() string { return m.field("type") }

// Text gives what a person would read first: the text, or the alt text.
func (m Message) Text() string {
	if text := m.field("text"); text != "" {
		return text
	}
	return m.field("altText")
}

func (m Message) field(name string) string {
	t, err := readTree(m.Message)
	if err != nil {
		return ""
	}
	return t.root().string(name)
}

const (
	chatUser  = "user"
	chatGroup = "group"
)

// chat is one conversation with the bot in it.
type chat struct {
	id, kind, name string
	members        []string
	botIn          bool
	messages       []Message
	// botMessages counts all the bot ever sent here, the dropped ones included.
	botMessages  int
	loadingUntil time.Time
	richMenuID   string
	outbox       outbox
}

// chatHistory bounds what a chat keeps; the oldest fifth goes at once so that
// a long chat does not move its slice with every message.
const chatHistory = 500

func (c *chat) keep(messages []Message) {
	c.messages = append(c.messages, messages...)
	if len(c.messages) > chatHistory {
		c.messages = slices.Delete(c.messages, 0, len(c.messages)-chatHistory*4/5)
	}
}

func (c *chat) find(messageID string) *Message {
	for i := len(c.messages) - 1; i >= 0; i-- {
		if c.messages[i].ID == messageID {
			return &c.messages[i]
		}
	}
	return nil
}

// fromBot gives the bot's messages that are still kept.
func (c *chat) fromBot() []Message {
	var sent []Message
	for _, m := range c.messages {
		if m.From == FromBot {
			sent = append(sent, m)
		}
	}
	return sent
}

// Messages gives what a chat shows, oldest first.
func (p *Platform) Messages(chatID string) []Message {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.chats[chatID]; c != nil {
		return slices.Clone(c.messages)
	}
	return nil
}

// BotMessages counts the messages the bot has ever sent into a chat.
func (p *Platform) BotMessages(chatID string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.chats[chatID]; c != nil {
		return c.botMessages
	}
	return 0
}

// WaitFor waits until the bot has sent at least n messages into the chat since
// the beginning, and gives the bot's messages, oldest first.
func (p *Platform) WaitFor(ctx context.Context, chatID string, n int) ([]Message, error) {
	var sent []Message
	err := p.await(ctx, func() bool {
		c := p.chats[chatID]
		if c == nil || c.botMessages < n {
			return false
		}
		sent = c.fromBot()
		return true
	})
	return sent, err
}

// Ask sends a person's text and waits for the bot's next request into that
// chat; it gives the messages of that request and any that came with it.
func (p *Platform) Ask(ctx context.Context, chatID, userID, text string) ([]Message, error) {
	return p.answerTo(ctx, chatID, func() error {
		_, err := p.SendText(ctx, chatID, userID, text)
		return err
	})
}

// Press sends a person's postback and waits for the bot's next request into
// that chat, as Ask does.
func (p *Platform) Press(ctx context.Context, chatID, userID, data string) ([]Message, error) {
	return p.answerTo(ctx, chatID, func() error {
		return p.Postback(ctx, chatID, userID, PostbackAction{Data: data})
	})
}

func (p *Platform) answerTo(ctx context.Context, chatID string, deed func() error) ([]Message, error) {
	before := p.BotMessages(chatID)
	if err := deed(); err != nil {
		return nil, err
	}
	sent, err := p.WaitFor(ctx, chatID, before+1)
	if err != nil {
		return nil, err
	}
	fresh := p.BotMessages(chatID) - before
	return sent[max(0, len(sent)-fresh):], nil
}

// show puts messages into a chat and tells everyone who watches. Callers hold
// the lock.
func (p *Platform) show(c *chat, messages ...Message) {
	for i := range messages {
		if messages[i].From == FromBot {
			c.botMessages++
			p.stopLoading(c)
		}
		p.publishMessage(c, messages[i])
	}
	c.keep(messages)
	p.notify()
}

// stopLoading takes the dots away: the next message of the bot ends them.
func (p *Platform) stopLoading(c *chat) {
	if c.loadingUntil.IsZero() {
		return
	}
	c.loadingUntil = time.Time{}
	p.publish("loading", map[string]any{"chat": c.id, "until": 0})
}
