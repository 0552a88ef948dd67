package sim

import (
	"bytes"
	"fmt"
	"time"
)

// faultSink takes what is wrong, in the words and with the paths of the place
// where an action stands: the body, or the contents of a Flex message.
type faultSink interface {
	fault(v value, message string)
	absent(parent value, name string)
	unknown(v value)
	mistyped(v value)
}

func (k *messageCheck) absent(parent value, name string) { k.missing(parent, name, "May not be empty") }
func (k *messageCheck) unknown(v value)                  { k.fault(v, "Unknown property") }
func (k *messageCheck) mistyped(v value)                 { k.wrongKind(v) }

// actionPlace decides what an action may be and how long its label.
type actionPlace uint8

const (
	inQuickReply actionPlace = iota
	inTemplate
	inImageCarousel
	inDefaultAction
	inFlexButton
	inFlex
	inRichMenu
)

// label gives whether a label must be there, and its length in graphemes.
func (p actionPlace) label() (mandatory bool, limit int) {
	switch p {
	case inQuickReply, inTemplate:
		return true, 20
	case inImageCarousel:
		return false, 12
	case inFlexButton:
		return true, 40
	case inFlex:
		return false, 40
	default:
		return false, 20
	}
}

// action is one action object under check.
type action struct {
	faultSink
	v     value
	place actionPlace
}

func checkAction(sink faultSink, v value, place actionPlace) {
	if v.kind() != kindObject {
		sink.mistyped(v)
		return
	}
	a := action{sink, v, place}
	kind := v.get("type")
	if !kind.exists() {
		sink.absent(v, "type")
		return
	}
	a.checkLabel()
	switch string(kind.text()) {
	case "postback":
		a.postback()
	case "message":
		a.only("text")
		a.text("text", mandatory, lengths{1, 300, graphemeUnit})
	case "uri":
		a.uri()
	case "datetimepicker":
		a.picker()
	case "clipboard":
		a.only("clipboardText")
		a.text("clipboardText", mandatory, lengths{1, 1000, utf16Unit})
	case "camera", "cameraRoll", "location":
		a.only()
		a.onlyIn(kind, inQuickReply)
	case "richmenuswitch":
		a.only("richMenuAliasId", "data")
		a.onlyIn(kind, inRichMenu)
		a.text("richMenuAliasId", mandatory, lengths{1, 32, utf16Unit})
		a.text("data", mandatory, lengths{1, 300, utf16Unit})
	default:
		a.fault(kind, "Must be one of the action types")
	}
}

type presence bool

const (
	mandatory presence = true
	voluntary presence = false
)

func (a action) checkLabel() {
	needed, limit := a.place.label()
	a.text("label", presence(needed), lengths{1, limit, graphemeUnit})
}

func (a action) onlyIn(kind value, place actionPlace) {
	if a.place != place {
		a.fault(kind, "This action may not be used here")
	}
}

// only refuses what an action of this type does not have.
func (a action) only(names ...string) {
	for m := a.v.first(); m.exists(); m = m.next() {
		key := m.key()
		if string(key) == "type" || string(key) == "label" || isOneOf(key, names) {
			continue
		}
		a.unknown(m)
	}
}

// isOneOf compares without making a string of the text.
func isOneOf(text []byte, names []string) bool {
	for _, name := range names {
		if string(text) == name {
			return true
		}
	}
	return false
}

// text holds a property to presence and length, and gives it when it is sound.
func (a action) text(name string, p presence, l lengths) value {
	v := a.v.get(name)
	if !v.exists() {
		if p == mandatory {
			a.absent(a.v, name)
		}
		return v
	}
	if v.kind() != kindString {
		a.mistyped(v)
		return value{}
	}
	switch text := v.text(); {
	case len(text) == 0 && (p == mandatory || l.min > 0):
		a.absent(a.v, name)
		return value{}
	case !l.fits(text):
		a.fault(v, fmt.Sprintf("Length must be between 0 and %d", l.max))
	}
	return v
}

func (a action) postback() {
	a.only("data", "displayText", "text", "inputOption", "fillInText")
	a.text("data", mandatory, lengths{1, 300, utf16Unit})
	display := a.text("displayText", voluntary, lengths{1, 300, graphemeUnit})
	text := a.text("text", voluntary, lengths{1, 300, graphemeUnit})
	if display.exists() && text.exists() {
		a.fault(text, "May not be used together with displayText")
	}
	option := a.text("inputOption", voluntary, lengths{1, 20, utf16Unit})
	a.inputOption(option)
	fill := a.text("fillInText", voluntary, lengths{1, 300, graphemeUnit})
	if fill.exists() && string(option.textOrNone()) != "openKeyboard" {
		a.fault(fill, "May only be used with inputOption openKeyboard")
	}
}

func (a action) inputOption(option value) {
	if !option.exists() {
		return
	}
	switch string(option.text()) {
	case "closeRichMenu", "openRichMenu", "openKeyboard", "openVoice":
	default:
		a.fault(option, "Must be one of the following values: [closeRichMenu, openRichMenu, openKeyboard, openVoice]")
	}
}

func (a action) uri() {
	a.only("uri", "altUri")
	if v := a.text("uri", mandatory, lengths{1, 1000, utf16Unit}); v.exists() {
		if why := checkURL(v.text(), "http", "https", "line", "tel"); why != "" {
			a.fault(v, why)
		}
	}
	alternative := a.v.get("altUri")
	if !alternative.exists() {
		return
	}
	if alternative.kind() != kindObject || a.place != inFlex && a.place != inFlexButton {
		a.fault(alternative, "May only be an object in a Flex message")
		return
	}
	desktop := action{a.faultSink, alternative, a.place}
	desktop.only("desktop")
	if v := desktop.text("desktop", voluntary, lengths{1, 1000, utf16Unit}); v.exists() {
		if why := checkURL(v.text(), "http", "https", "line", "tel"); why != "" {
			a.fault(v, why)
		}
	}
}

// picker holds a date picker's days to its mode's form and to their order.
func (a action) picker() {
	a.only("data", "mode", "initial", "max", "min")
	a.text("data", mandatory, lengths{1, 300, utf16Unit})
	mode := a.text("mode", mandatory, lengths{1, 10, utf16Unit})
	layout := ""
	switch string(mode.textOrNone()) {
	case "date":
		layout = "2006-01-02"
	case "time":
		layout = "15:04"
	case "datetime":
		layout = "2006-01-02T15:04"
	case "":
		return
	default:
		a.fault(mode, "Must be one of the following values: [date, time, datetime]")
		return
	}
	least, most := a.moment("min", layout), a.moment("max", layout)
	initial := a.moment("initial", layout)
	if !least.IsZero() && !most.IsZero() && !least.Before(most) {
		a.fault(a.v.get("min"), "Must be before max")
	}
	if !initial.IsZero() && (initial.Before(least) || !most.IsZero() && initial.After(most)) {
		a.fault(a.v.get("initial"), "Must be between min and max")
	}
}

func (a action) moment(name, layout string) time.Time {
	v := a.text(name, voluntary, lengths{1, 20, utf16Unit})
	if !v.exists() {
		return time.Time{}
	}
	// LINE also takes a small t between date and time.
	text := bytes.Replace(v.text(), []byte{'t'}, []byte{'T'}, 1)
	at, err := time.Parse(layout, string(text))
	if err != nil || layout != "15:04" && (at.Year() < 1900 || at.Year() > 2100) {
		a.fault(v, "Must be a moment of the form "+layout)
		return time.Time{}
	}
	return at.AddDate(1, 0, 0) // a time of day in year 0 must not look like no time
}
