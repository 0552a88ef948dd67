package store

import "time"

// InboundEvent (เหตุการณ์จาก LINE) is one item of a webhook's events, kept as
// it came before anything is done with it.
type InboundEvent struct {
	// ID is LINE's webhookEventId, the key against doing an event twice. For an
	// event without one it is "sha256:" and the digest of its bytes.
	ID string
	// Type is LINE's event type; an open set.
	Type string
	// Mode is "active" or "standby"; in standby the bot must not send.
	Mode string
	// ChatID names the conversation: the group, the room, or the user. Empty
	// when the event has no source.
	ChatID string
	// UserID is who acted; empty when LINE does not say.
	UserID string
	// ReplyToken is empty on events that cannot be answered.
	ReplyToken string
	// OccurredAt is the event's own time, ReceivedAt ours.
	OccurredAt, ReceivedAt time.Time
	// IsRedelivery is LINE's own word; no key for anything.
	IsRedelivery bool
	// Raw is the event's JSON, byte for byte.
	Raw []byte
	// Quarantine says why the event cannot be worked, empty for a sound one.
	Quarantine string
}
