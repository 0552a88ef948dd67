package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"

	"sajja/cmd/linesim/sim"
)

// button is a thing to press on a phone: on a card, or above the keyboard.
type button struct {
	label string
	data  string // of a postback
	text  string // what the phone shows or sends
	quick bool
}

// screen is what a person sees of one message: its words in order and its
// buttons.
type screen struct {
	words   []string
	buttons []button
}

// screenOf reads a LINE message as a phone lays it out.
func screenOf(m sim.Message) screen {
	var s screen
	var tree map[string]any
	if err := json.Unmarshal(m.Message, &tree); err != nil {
		return s
	}
	s.read(tree, false)
	return s
}

// parts are the places in which a message or component holds others.
var parts = [...]string{"header", "hero", "body", "footer", "contents", "quickReply", "items"}

// read walks what shows something, in the order it shows.
func (s *screen) read(node map[string]any, quick bool) {
	text, hasText := node["text"].(string)
	if hasText && (node["type"] == "text" || node["type"] == "span") {
		s.words = append(s.words, text)
	}
	if action, ok := node["action"].(map[string]any); ok {
		s.buttons = append(s.buttons, buttonOf(action, quick))
	}
	for _, name := range parts {
		children, isList := node[name].([]any)
		if !isList {
			children = []any{node[name]}
		}
		for _, child := range children {
			if part, ok := child.(map[string]any); ok {
				s.read(part, quick || name == "quickReply")
			}
		}
	}
}

func buttonOf(action map[string]any, quick bool) button {
	word := func(name string) string { text, _ := action[name].(string); return text }
	b := button{label: word("label"), data: word("data"), text: word("text"), quick: quick}
	if b.data != "" {
		b.text = word("displayText")
	}
	return b
}

// findButton gives the nth button with the label on the latest message of the
// bot that has so many; the label is compared as masked.
func findButton(messages []sim.Message, label string, nth int) (button, error) {
	for i := len(messages) - 1; i >= 0; i-- {
		if messages[i].From != sim.FromBot {
			continue
		}
		var found []button
		for _, b := range screenOf(messages[i]).buttons {
			if masked(b.label) == label {
				found = append(found, b)
			}
		}
		if len(found) >= nth {
			return found[nth-1], nil
		}
	}
	return button{}, fmt.Errorf("no message shows button %d [%s]", nth, label)
}

// masks are what differs from run to run: the day, the hour, the year of a
// receipt, its check code.
var masks = []struct {
	pattern *regexp.Regexp
	instead string
}{
	{regexp.MustCompile(`\d{1,2} [ก-๙]+\.?[ก-๙]*\.? 25\d\d`), "‹วันนี้›"},
	{regexp.MustCompile(`\d{1,2}\.\d\d น\.`), "‹เวลา›"},
	{regexp.MustCompile(`([RVJ])25\d\d-`), "${1}25xx-"},
	{regexp.MustCompile(`รหัสตรวจสอบ [0-9A-Z]{5}`), "รหัสตรวจสอบ ‹รหัส›"},
}

func masked(text string) string {
	for _, m := range masks {
		text = m.pattern.ReplaceAllString(text, m.instead)
	}
	return strings.ReplaceAll(text, "\n", " / ")
}
