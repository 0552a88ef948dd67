package webhook

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
	"time"

	"sajja/store"
)

// Why an event is kept aside. The reasons are fixed sentences: they are a
// metric's labels and stand in the log, so no word of an event may get in.
const (
	reasonNotObject    = "event is not an object"
	reasonNotUTF8      = "event is not UTF-8"
	reasonType         = "type is missing or not text"
	reasonMode         = "mode is not text"
	reasonTimestamp    = "timestamp is not a time"
	reasonSource       = "source is not an object of text"
	reasonReplyToken   = "replyToken is not text"
	reasonWebhookEvent = "webhookEventId is not text"
)

// reasons are all of them, the closed set of the metric's label.
var reasons = [...]string{
	reasonNotObject, reasonNotUTF8, reasonType, reasonMode, reasonTimestamp,
	reasonSource, reasonReplyToken, reasonWebhookEvent,
}

const (
	// nameMax bounds IDs, types and tokens. LINE's longest known one has 33
	// characters; the room is for what may come.
	nameMax = 256
	// timestampMax is the end of the year 9999 in milliseconds, beyond which
	// neither JSON nor PostgreSQL agree on how to write a time.
	timestampMax = 253_402_300_799_999
	modeActive   = "active"
)

// fields are the parts of an event's envelope, as raw JSON values.
type fields struct {
	kind, mode, timestamp, source, id, replyToken, context []byte
}

// readEvent reads the envelope of one event and nothing of its payload. What
// is unknown passes; what is absent stays empty; what has the wrong type puts
// the event in quarantine under the first fault found.
func readEvent(raw []byte, received time.Time) store.InboundEvent {
	event := store.InboundEvent{Raw: raw, ReceivedAt: received, OccurredAt: received, Mode: modeActive}
	if raw[0] != '{' {
		event.Quarantine = reasonNotObject
		event.ID = digestID(raw)
		return event
	}
	f := readFields(raw)
	readID(&event, f.id)
	readName(&event, &event.Type, f.kind, reasonType)
	if event.Type == "" {
		quarantine(&event, reasonType)
	}
	readName(&event, &event.Mode, f.mode, reasonMode)
	readTimestamp(&event, f.timestamp)
	readSource(&event, f.source)
	readName(&event, &event.ReplyToken, f.replyToken, reasonReplyToken)
	if isDummyToken(event.ReplyToken) {
		event.ReplyToken = ""
	}
	event.IsRedelivery = isRedelivery(f.context)
	return event
}

func readFields(raw []byte) fields {
	var f fields
	for key, value := range members(raw) {
		switch key {
		case "type":
			f.kind = value
		case "mode":
			f.mode = value
		case "timestamp":
			f.timestamp = value
		case "source":
			f.source = value
		case "webhookEventId":
			f.id = value
		case "replyToken":
			f.replyToken = value
		case "deliveryContext":
			f.context = value
		}
	}
	return f
}

// readID takes LINE's ID or, for an event without one, the digest of its
// bytes: the same event delivered twice still has one ID.
func readID(event *store.InboundEvent, value []byte) {
	readName(event, &event.ID, value, reasonWebhookEvent)
	if event.ID == "" {
		event.ID = digestID(event.Raw)
	}
}

func digestID(raw []byte) string {
	sum := sha256.Sum256(raw)
	return "sha256:" + hex.EncodeToString(sum[:])
}

// readName sets a field that is an identifier: short, printable ASCII. A value
// that is none stays out of the record, since no column could hold it safely.
func readName(event *store.InboundEvent, field *string, value []byte, reason string) {
	if isNull(value) {
		return
	}
	name, ok := text(value)
	if !ok || !isName(name) {
		quarantine(event, reason)
		return
	}
	*field = name
}

func isName(name string) bool {
	if len(name) > nameMax {
		return false
	}
	for i := range len(name) {
		if name[i] < 0x20 || name[i] > 0x7e {
			return false
		}
	}
	return true
}

// readTimestamp sets the event's own time; an event that tells none happened
// when it arrived. Some JSON writers give large numbers an exponent.
func readTimestamp(event *store.InboundEvent, value []byte) {
	if isNull(value) {
		return
	}
	ms, err := strconv.ParseInt(string(value), 10, 64)
	if err != nil {
		approximate, floatErr := strconv.ParseFloat(string(value), 64)
		if floatErr != nil || approximate < 0 || approximate > timestampMax {
			quarantine(event, reasonTimestamp)
			return
		}
		ms = int64(approximate)
	}
	if ms < 0 || ms > timestampMax {
		quarantine(event, reasonTimestamp)
		return
	}
	event.OccurredAt = time.UnixMilli(ms).UTC()
}

// readSource finds who acted and in which conversation. A source of a kind we
// do not know is read by the same names.
func readSource(event *store.InboundEvent, value []byte) {
	if isNull(value) {
		return
	}
	if value[0] != '{' {
		quarantine(event, reasonSource)
		return
	}
	var group, room string
	for key, id := range members(value) {
		switch key {
		case "userId":
			readName(event, &event.UserID, id, reasonSource)
		case "groupId":
			readName(event, &group, id, reasonSource)
		case "roomId":
			readName(event, &room, id, reasonSource)
		}
	}
	event.ChatID = event.UserID
	if room != "" {
		event.ChatID = room
	}
	if group != "" {
		event.ChatID = group
	}
}

// isRedelivery reads LINE's own word, which is no key for anything: whatever
// stands there, the event is taken.
func isRedelivery(context []byte) bool {
	for key, value := range members(context) {
		if key == "isRedelivery" {
			return value[0] == 't'
		}
	}
	return false
}

// isDummyToken knows the tokens of the dummy events that LINE's console sent
// with its Verify button until about 2020; answering one is an error.
func isDummyToken(token string) bool {
	return token != "" && (strings.Trim(token, "0") == "" || strings.Trim(token, "f") == "")
}

// quarantine keeps the first reason.
func quarantine(event *store.InboundEvent, reason string) {
	if event.Quarantine == "" {
		event.Quarantine = reason
	}
}
