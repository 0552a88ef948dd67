package sim

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
)

// audience is what a message's rules need to know of the chat it goes to. The
// zero value knows nothing, as when messages are only validated.
type audience struct {
	chatID string
	group  bool
	// known tells whether the kind of chat is settled.
	known      bool
	validating bool
	members    []string
}

// audienceOf copies what a check needs, for checks run outside the lock.
func (p *Platform) audienceOf(c *chat) audience {
	if c == nil {
		return audience{}
	}
	a := audience{chatID: c.id, group: c.kind == chatGroup, known: true}
	if a.group {
		p.mu.Lock()
		defer p.mu.Unlock()
		a.members = slices.Clone(c.members)
	}
	return a
}

// messageCheck collects what is wrong with the messages of one request.
type messageCheck struct {
	audience audience
	quotes   quoteTokens
	// details are the faults LINE lists under the body.
	details []detail
	// broken is a value of the wrong kind, which ends the reading.
	broken *refusal
	// inside are faults within the contents of a Flex message.
	inside []detail
}

var messageTypes = []string{"text", "textV2", "sticker", "image", "video", "audio", "location", "template", "flex"}

// checkMessages holds 1 to 5 message objects to their rules.
func (p *Platform) checkMessages(messages value, a audience) *refusal {
	if !messages.exists() {
		return badBody([]detail{{"May not be empty", "messages"}})
	}
	if messages.kind() != kindArray {
		return badProperty(messages)
	}
	if n := messages.size(); n < 1 || n > messagesMax {
		return badBody([]detail{{fmt.Sprintf("Size must be between 1 and %d", messagesMax), "messages"}})
	}
	k := messageCheck{audience: a, quotes: p.quotes}
	var inside *refusal
	for m := messages.first(); m.exists() && k.broken == nil; m = m.next() {
		k.message(m)
		if len(k.inside) > 0 && inside == nil {
			inside = badMessage(m.dotted(), k.inside)
		}
		k.inside = nil
	}
	switch {
	case k.broken != nil:
		return k.broken
	case len(k.details) > 0:
		return badBody(k.details)
	default:
		return inside
	}
}

func (k *messageCheck) message(m value) {
	if m.kind() != kindObject {
		k.wrongKind(m)
		return
	}
	switch string(m.get("type").textOrNone()) {
	case "text":
		k.textMessage(m)
	case "textV2":
		k.textV2Message(m)
	case "sticker":
		k.only(m, "packageId", "stickerId", "quoteToken")
		k.digits(m, "packageId")
		k.digits(m, "stickerId")
		k.quoteToken(m)
	case "image":
		k.only(m, "originalContentUrl", "previewImageUrl")
		k.mediaURL(m, "originalContentUrl")
		k.mediaURL(m, "previewImageUrl")
	case "video":
		k.videoMessage(m)
	case "audio":
		k.audioMessage(m)
	case "location":
		k.locationMessage(m)
	case "template":
		k.templateMessage(m)
	case "flex":
		k.flexMessage(m)
	default:
		k.missing(m, "type", "Must be one of the following values: ["+strings.Join(messageTypes, ", ")+"]")
	}
	k.quickReply(m)
	k.sender(m)
}

func (k *messageCheck) textMessage(m value) {
	k.only(m, "text", "emojis", "quoteToken")
	text := k.string(m, "text", lengths{1, 5000, utf16Unit})
	k.quoteToken(m)
	k.emojis(m, text)
}

// emojis must stand exactly where the text has a dollar sign.
func (k *messageCheck) emojis(m, text value) {
	emojis := k.array(m, "emojis", 0, 20)
	if !emojis.exists() || !text.exists() {
		return
	}
	units := utf16Of(text.text())
	for e := emojis.first(); e.exists(); e = e.next() {
		if e.kind() != kindObject {
			k.wrongKind(e)
			return
		}
		k.names(e, "index", "productId", "emojiId")
		k.string(e, "productId", lengths{1, 100, utf16Unit})
		k.string(e, "emojiId", lengths{1, 100, utf16Unit})
		at := k.integer(e, "index", 0, 4999)
		if at < 0 || at >= len(units) || units[at] != '$' {
			k.missing(e, "index", "Must be the position of a $ in the text")
		}
	}
}

func (k *messageCheck) videoMessage(m value) {
	k.only(m, "originalContentUrl", "previewImageUrl", "trackingId")
	k.mediaURL(m, "originalContentUrl")
	k.mediaURL(m, "previewImageUrl")
	k.optional(m, "trackingId", lengths{1, 100, utf16Unit})
	if m.get("trackingId").exists() && k.audience.group {
		k.missing(m, "trackingId", "May not be used in a group")
	}
}

func (k *messageCheck) audioMessage(m value) {
	k.only(m, "originalContentUrl", "duration")
	k.mediaURL(m, "originalContentUrl")
	k.integer(m, "duration", 1, 1<<31-1)
}

func (k *messageCheck) locationMessage(m value) {
	k.only(m, "title", "address", "latitude", "longitude")
	k.string(m, "title", lengths{1, 100, utf16Unit})
	k.string(m, "address", lengths{1, 100, utf16Unit})
	k.degrees(m, "latitude", 90)
	k.degrees(m, "longitude", 180)
}

func (k *messageCheck) flexMessage(m value) {
	k.only(m, "altText", "contents")
	k.string(m, "altText", lengths{1, 1500, utf16Unit})
	contents := m.get("contents")
	if !contents.exists() {
		k.missing(m, "contents", "May not be empty")
		return
	}
	f := flexCheck{root: contents}
	f.container(contents)
	k.inside = f.faults
}

func (k *messageCheck) quoteToken(m value) {
	token := k.optional(m, "quoteToken", lengths{1, 1000, utf16Unit})
	if !token.exists() || !k.audience.known || k.audience.validating {
		return
	}
	if !k.quotes.valid(k.audience.chatID, token.text()) {
		k.fault(token, "Invalid quote token")
	}
}

func (k *messageCheck) sender(m value) {
	sender := m.get("sender")
	if !sender.exists() {
		return
	}
	if sender.kind() != kindObject {
		k.wrongKind(sender)
		return
	}
	k.names(sender, "name", "iconUrl")
	name := k.optional(sender, "name", lengths{1, 20, utf16Unit})
	if name.exists() && bytes.Contains(bytes.ToLower(name.text()), []byte("line")) {
		k.fault(name, "May not contain LINE")
	}
	if sender.get("iconUrl").exists() {
		k.mediaURL(sender, "iconUrl")
	}
}

// only refuses properties a message of this type does not have, beside the
// common ones.
func (k *messageCheck) only(m value, names ...string) {
	for property := m.first(); property.exists(); property = property.next() {
		switch string(property.key()) {
		case "type", "quickReply", "sender":
		default:
			if !isOneOf(property.key(), names) {
				k.fault(property, "Unknown property")
			}
		}
	}
}

// names refuses properties an object does not have.
func (k *messageCheck) names(m value, names ...string) {
	for property := m.first(); property.exists(); property = property.next() {
		if !isOneOf(property.key(), names) {
			k.fault(property, "Unknown property")
		}
	}
}

// faultsMax bounds the answer to a body that is wrong everywhere.
const faultsMax = 20

func (k *messageCheck) fault(v value, message string) {
	if len(k.details) < faultsMax {
		k.details = append(k.details, detail{message, v.dotted()})
	}
}

// missing faults a property that is not there, or the one that is.
func (k *messageCheck) missing(parent value, name, message string) {
	if len(k.details) < faultsMax {
		k.details = append(k.details, detail{message, strings.TrimPrefix(parent.dotted()+"."+name, ".")})
	}
}

func (k *messageCheck) wrongKind(v value) {
	if k.broken == nil {
		k.broken = badProperty(v)
	}
}
