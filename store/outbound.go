package store

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
)

// OutboundLease is how long a message belongs to the process that made it owed,
// or that tries it again, unless that process renews it. After a crash others
// take it up within this time, and several times over within the fifty seconds
// for which a reply token is trusted: only by the token can LINE tell that the
// answer was given before, a push after that may be the second one.
const OutboundLease = 6 * time.Second

// Urgency says when a message owed is to go.
type Urgency string

const (
	// UrgencyNow: at once, by reply while the token is fresh, else by push.
	UrgencyNow Urgency = "now"
	// UrgencyRide: inside the answer to the recipient's next message.
	UrgencyRide Urgency = "ride"
)

// OutboundMessage (ข้อความที่ต้องส่ง) is a message owed to somebody. It is a row
// before it is sent, and it ends in a state a person can read.
type OutboundMessage struct {
	// ID is also the retry key of a push, so that sending again is harmless.
	ID      uuid.UUID
	EventID string
	Fund    ledger.FundID
	// Recipient is a LINE user or group.
	Recipient string
	// ReplyToken is empty for a message that is pushed or rides.
	ReplyToken string
	// ReplyUntil is when the token dies.
	ReplyUntil time.Time
	Urgency    Urgency
	// Content is what to say, as JSON; it is rendered when it is sent.
	Content   json.RawMessage
	CreatedAt time.Time
	// Attempts counts earlier tries of a left-over message.
	Attempts int
}

// Delivered is the end of a message owed.
type Delivered struct {
	MessageID uuid.UUID
	State     DeliveryState
	// Detail is LINE's request ID, or why not; never the text.
	Detail string
	At     time.Time
}

// DeliveryState is how a message owed ended.
type DeliveryState string

// The end states of a message owed.
const (
	DeliveryReplied DeliveryState = "replied"
	DeliveryPushed  DeliveryState = "pushed"
	DeliveryCarried DeliveryState = "carried" // inside a later answer
	DeliveryRefused DeliveryState = "refused" // LINE said no, for good
	DeliveryDropped DeliveryState = "dropped"
)

// Outcome is what a batch of events of one fund came to: everything that goes
// into its one transaction.
type Outcome struct {
	Entries  []ledger.Entry
	Messages []OutboundMessage
	Carried  []Delivered
	Results  []EventResult
	// Unsent are message IDs that their sender took back.
	Unsent []string
	// Acts change the register and the day's work, in their order, after the
	// entries are posted.
	Acts []Act
}

// EventResult says that an event was worked and what came of it.
type EventResult struct {
	EventID  string
	Outcome  EventOutcome
	Entries  int
	Messages int
	At       time.Time
}

// EventOutcome is the end of an event.
type EventOutcome string

const (
	// EventDone: worked.
	EventDone EventOutcome = "done"
	// EventIgnored: nothing to do, such as a stranger's unfollow.
	EventIgnored EventOutcome = "ignored"
	// EventFailed: our own fault; set aside with a reference in the log.
	EventFailed EventOutcome = "failed"
)
