package sim

import (
	"encoding/base64"
	"maps"
	"net/http"
	"strconv"
)

// content is what a person sent besides words, kept for the bot to fetch.
type content struct {
	data      []byte
	mediaType string
	// preparing is how often 202 comes before the content does.
	preparing int
	unsent    bool
	// picture tells whether a preview exists.
	picture bool
}

// contentHistory bounds what is kept; the oldest are forgotten, as LINE
// forgets after a time it does not tell.
const contentHistory = 200

func newContent(m UserMessage) *content {
	c := &content{data: m.Data, preparing: m.Preparing, picture: m.Type == "image" || m.Type == "video"}
	if len(c.data) == 0 {
		c.data = sampleOf(m.Type)
	}
	c.mediaType = mediaTypeOf(m.Type, c.data)
	return c
}

// mediaTypeOf trusts the bytes for pictures; for sound and film Go's sniffing
// knows too few kinds, so the message's type decides.
func mediaTypeOf(messageType string, data []byte) string {
	switch messageType {
	case "audio":
		return "audio/x-m4a"
	case "video":
		return "video/mp4"
	default:
		return http.DetectContentType(data)
	}
}

// sampleOf is the content of a message sent without any: the smallest GIF for
// a picture, a few bytes for the rest.
func sampleOf(messageType string) []byte {
	if messageType == "image" {
		picture, _ := base64.StdEncoding.DecodeString("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
		return picture
	}
	return []byte("linesim " + messageType)
}

func (c *content) unsend() { c.unsent, c.data = true, nil }

// previewLimit keeps large pictures out of the page's stream.
const previewLimit = 400 << 10

// withPreview adds the picture itself for the page.
func withPreview(part map[string]any, c *content) map[string]any {
	if !c.picture || len(c.data) > previewLimit || c.mediaType == "video/mp4" {
		return part
	}
	shown := maps.Clone(part)
	shown["previewData"] = "data:" + c.mediaType + ";base64," + base64.StdEncoding.EncodeToString(c.data)
	return shown
}

// keepContent stores a message's content. Callers hold the lock.
func (p *Platform) keepContent(messageID string, c *content) {
	p.contents[messageID] = c
	if len(p.contents) <= contentHistory {
		return
	}
	oldest := messageID
	for id := range p.contents {
		if len(id) < len(oldest) || len(id) == len(oldest) && id < oldest {
			oldest = id
		}
	}
	delete(p.contents, oldest)
}

func (p *Platform) getContent(c *call) *refusal {
	kept, bad := p.takeContent(c.r.PathValue("messageId"))
	if bad != nil {
		return bad
	}
	if kept.preparing > 0 {
		c.answer(http.StatusAccepted, []byte("{}"))
		return nil
	}
	c.w.Header().Set("Content-Type", kept.mediaType)
	c.w.Header().Set("Content-Length", strconv.Itoa(len(kept.data)))
	_, _ = c.w.Write(kept.data)
	return nil
}

func (p *Platform) getPreview(c *call) *refusal {
	kept, bad := p.findContent(c.r.PathValue("messageId"))
	if bad != nil {
		return bad
	}
	if !kept.picture {
		return notFound()
	}
	return p.getContent(c)
}

func (p *Platform) getTranscoding(c *call) *refusal {
	kept, bad := p.findContent(c.r.PathValue("messageId"))
	if bad != nil {
		return bad
	}
	status := "succeeded"
	if kept.preparing > 0 {
		status = "processing"
	}
	c.answer(http.StatusOK, []byte(`{"status":"`+status+`"}`))
	return nil
}

// takeContent finds a content and counts the request against its preparation.
func (p *Platform) takeContent(messageID string) (content, *refusal) {
	kept, bad := p.findContent(messageID)
	if bad == nil && kept.preparing > 0 {
		p.mu.Lock()
		defer p.mu.Unlock()
		if now := p.contents[messageID]; now != nil {
			now.preparing--
		}
	}
	return kept, bad
}

// findContent gives a copy: an unsend may come while the answer is written.
func (p *Platform) findContent(messageID string) (content, *refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept := p.contents[messageID]
	if kept == nil {
		return content{}, notFound()
	}
	if kept.unsent {
		return content{}, &refusal{Status: http.StatusGone, Message: "The message has been unsent"}
	}
	return *kept, nil
}
