package speech

import (
	"encoding/json"
	"fmt"

	flex "sajja/flex-templates"

	"sajja/bot/line"
)

// Item is one message to say: a card, or plain text.
type Item struct {
	Text string     `json:"text,omitempty"`
	Card *flex.Card `json:"card,omitempty"`
}

// Content is what an outbound row says: at most five items, and buttons above
// the keyboard on the last of them.
type Content struct {
	Items []Item            `json:"items"`
	Quick []line.QuickReply `json:"quick,omitempty"`
}

// ItemsMax is how many messages LINE takes in one call.
const ItemsMax = 5

// Encode gives the content as an outbound row keeps it.
func (c Content) Encode() (json.RawMessage, error) { return json.Marshal(c) }

// Decode reads what Encode wrote.
func Decode(data json.RawMessage) (Content, error) {
	var c Content
	if err := json.Unmarshal(data, &c); err != nil {
		return Content{}, fmt.Errorf("read the content of a message: %w", err)
	}
	return c, nil
}

// Carry adds the items of other contents behind this one's, as far as they fit,
// and tells how many of the others found room.
func (c *Content) Carry(others ...Content) int {
	for i, other := range others {
		if len(c.Items)+len(other.Items) > ItemsMax {
			return i
		}
		c.Items = append(c.Items, other.Items...)
	}
	return len(others)
}

// Render turns a content into LINE messages. A card that cannot be rendered goes
// out as its alt text, which says the amount and the verdict: a layout fault
// must not keep a receipt from its member. The fault comes back beside the
// messages, for the log.
func Render(library *flex.Library, c Content) ([]line.Message, error) {
	var fault error
	messages := make([]line.Message, 0, len(c.Items))
	for i, item := range c.Items {
		var quick []line.QuickReply
		if i == len(c.Items)-1 {
			quick = c.Quick
		}
		if item.Card == nil {
			messages = append(messages, line.Text(item.Text, quick...))
			continue
		}
		contents, alt, err := library.Render(*item.Card)
		if err != nil {
			fault = err
			messages = append(messages, line.Text(item.Card.Alt, quick...))
			continue
		}
		messages = append(messages, line.Flex(alt, contents, quick...))
	}
	return messages, fault
}
