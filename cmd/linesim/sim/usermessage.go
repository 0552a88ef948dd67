package sim

import (
	"context"
	"errors"
	"fmt"
)

// UserMessage is a message other than text, as a phone sends it.
type UserMessage struct {
	// Type is sticker, image, video, audio, file or location.
	Type       string   `json:"type"`
	PackageID  string   `json:"packageId,omitempty"`
	StickerID  string   `json:"stickerId,omitempty"`
	Keywords   []string `json:"keywords,omitempty"`
	Title      string   `json:"title,omitempty"`
	Address    string   `json:"address,omitempty"`
	Latitude   float64  `json:"latitude,omitempty"`
	Longitude  float64  `json:"longitude,omitempty"`
	FileName   string   `json:"fileName,omitempty"`
	DurationMs int      `json:"duration,omitempty"`
	// Data is the content; base64 in JSON. Empty takes a small sample.
	Data []byte `json:"data,omitempty"`
	// Preparing is how often the content endpoint answers 202 first.
	Preparing int `json:"preparing,omitempty"`
}

// SendMessage sends a sticker, a picture, a voice or a place from a phone.
func (p *Platform) SendMessage(_ context.Context, chatID, userID string, m UserMessage) (string, error) {
	if err := m.check(); err != nil {
		return "", err
	}
	var id string
	err := p.act(chatID, userID, func(c *chat, u *person) error {
		if err := mayWrite(c, u); err != nil {
			return err
		}
		now := p.config.Now()
		id = p.ids.messageID(now)
		u.wroteAt = now
		part := p.messagePart(c, id, m)
		shown := part
		if m.hasContent() {
			kept := newContent(m)
			p.keepContent(id, kept)
			shown = withPreview(part, kept)
		}
		p.show(c, p.fromUser(u, id, now, shown))
		p.emit(c, u, event{Type: "message", Message: part}, answerable)
		return nil
	})
	return id, err
}

func (m UserMessage) check() error {
	switch m.Type {
	case "sticker":
		if m.PackageID == "" || m.StickerID == "" {
			return errors.New("a sticker has a packageId and a stickerId")
		}
	case "image", "video", "audio", "location":
	case "file":
		if m.FileName == "" {
			return errors.New("a file has a fileName")
		}
	default:
		return fmt.Errorf("no phone sends a message of type %q", m.Type)
	}
	return nil
}

func (m UserMessage) hasContent() bool {
	return m.Type == "image" || m.Type == "video" || m.Type == "audio" || m.Type == "file"
}

// messagePart builds the message of the event, with the fields LINE gives to
// each type.
func (p *Platform) messagePart(c *chat, id string, m UserMessage) map[string]any {
	part := map[string]any{"type": m.Type, "id": id, "markAsReadToken": p.ids.token()}
	provider := map[string]string{"type": "line"}
	switch m.Type {
	case "sticker":
		part["packageId"], part["stickerId"] = m.PackageID, m.StickerID
		part["stickerResourceType"] = "STATIC"
		if len(m.Keywords) > 0 {
			part["keywords"] = m.Keywords
		}
	case "image":
		part["contentProvider"] = provider
	case "video", "audio":
		part["contentProvider"] = provider
		part["duration"] = max(m.DurationMs, 1)
	case "file":
		part["fileName"], part["fileSize"] = m.FileName, len(m.Data)
	case "location":
		part["latitude"], part["longitude"] = m.Latitude, m.Longitude
		setIf(part, "title", m.Title)
		setIf(part, "address", m.Address)
	}
	if m.Type == "sticker" || m.Type == "image" || m.Type == "video" {
		part["quoteToken"] = p.quotes.make(c.id, id)
	}
	return part
}

func setIf(part map[string]any, name, text string) {
	if text != "" {
		part[name] = text
	}
}
