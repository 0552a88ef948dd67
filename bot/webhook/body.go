package webhook

import (
	"encoding/json"
	"errors"
	"time"
	"unicode/utf8"

	"sajja/store"
)

// eventsMax bounds the events of one body. LINE documents no limit; a hundred
// is the most anyone has told of, and two megabytes could spell a million.
const eventsMax = 5_000

var (
	errNoJSON      = errors.New("the body is not JSON")
	errNoObject    = errors.New("the body is not an object with a list of events")
	errManyEvents  = errors.New("the body has too many events")
	errDestination = errors.New("the destination is not text")
)

// delivery is one webhook body taken apart.
type delivery struct {
	// destination is the user ID of the bot the body is meant for; empty when
	// LINE does not say.
	destination string
	events      []store.InboundEvent
}

// readDelivery takes a body apart. An error means that nothing of it can be
// read; what is wrong with a single event stands in that event's Quarantine.
func readDelivery(body []byte, received time.Time) (delivery, error) {
	if !json.Valid(body) {
		return delivery{}, errNoJSON
	}
	var destination, list []byte
	for key, value := range members(body[afterSpace(body, 0):]) {
		switch key {
		case "destination":
			destination = value
		case "events":
			list = value
		}
	}
	if len(list) == 0 || list[0] != '[' {
		return delivery{}, errNoObject
	}
	name, ok := text(destination)
	if !ok && !isNull(destination) {
		return delivery{}, errDestination
	}
	events, err := readEvents(list, received, utf8.Valid(body))
	return delivery{destination: name, events: events}, err
}

// readEvents reads each event on its own. JSON is UTF-8 by definition, so a
// body in which no event is UTF-8 is no JSON; where some are, those are taken
// and the others kept aside.
func readEvents(list []byte, received time.Time, isUTF8 bool) ([]store.InboundEvent, error) {
	var events []store.InboundEvent
	garbled := 0
	for raw := range elements(list) {
		if len(events) == eventsMax {
			return nil, errManyEvents
		}
		event := readEvent(raw, received)
		if !isUTF8 && !utf8.Valid(raw) {
			event.Quarantine = reasonNotUTF8
			garbled++
		}
		events = append(events, event)
	}
	if !isUTF8 && garbled == len(events) {
		return nil, errNoJSON
	}
	return events, nil
}
