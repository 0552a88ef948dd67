package sim

import "time"

// envelope is one webhook body on its way.
type envelope struct {
	events     []sentEvent
	redelivery bool
	// attempt counts the redeliveries after a failure.
	attempt int
}

func (e *envelope) body(destination string) []byte {
	b := make([]byte, 0, 128+512*len(e.events))
	b = append(b, `{"destination":"`...)
	b = append(b, destination...)
	b = append(b, `","events":[`...)
	for i, sent := range e.events {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, sent.raw...)
	}
	return append(b, "]}"...)
}

func (e *envelope) again() *envelope {
	next := &envelope{events: make([]sentEvent, len(e.events)), redelivery: true, attempt: e.attempt}
	for i, sent := range e.events {
		next.events[i] = sent.redelivered()
	}
	return next
}

// Delivery is one webhook request and what came of it.
type Delivery struct {
	At     time.Time
	Status int // 0 when no answer came
	Took   time.Duration
	Events int
	// Redelivery tells whether isRedelivery was set.
	Redelivery bool
	// Reason is LINE's word for a failure: could_not_connect, request_timeout,
	// error_status_code, unclassified; empty for success.
	Reason string
	Body   []byte
}

// deliveryHistory bounds the log of deliveries.
const deliveryHistory = 1000

// view is what the page is told of a delivery.
func (d Delivery) view() map[string]any {
	return map[string]any{
		"at": d.At.UnixMilli(), "status": d.Status, "ms": d.Took.Milliseconds(),
		"events": d.Events, "redelivery": d.Redelivery, "reason": d.Reason,
	}
}
