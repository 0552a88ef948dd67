package flex

import "unicode/utf8"

// Line is a figure with its name, such as ยอดเงินสมทบ and 1,200 บาท. They are
// shown one below the other.
type Line struct {
	Label string
	Value string
}

// Tone is what a card or a line says by colour, beside its mark and its words.
type Tone string

const (
	// ToneOK: done, in the books.
	ToneOK Tone = "ok"
	// ToneWait: waits for somebody.
	ToneWait Tone = "wait"
	// ToneAsk: we ask something back.
	ToneAsk Tone = "ask"
	// ToneStop: not done, taken back.
	ToneStop Tone = "stop"
)

// mark is the sign that goes with a tone where the caller gives none.
func (t Tone) mark() string {
	switch t {
	case ToneOK:
		return "✓"
	case ToneWait:
		return "⏳"
	case ToneStop:
		return "✗"
	default:
		return "?"
	}
}

// values are a card's values in the making. What is empty is not put in, so
// that a template's $when sees it as not given.
type values map[string]any

func (v values) text(name, text string) values {
	if text != "" {
		v[name] = text
	}
	return v
}

// line puts a figure in, when there is one.
func (v values) line(name string, l Line) values {
	if l.Value != "" {
		v[name] = map[string]any(l.values())
	}
	return v
}

func (v values) lines(name string, lines []Line) values {
	return put(v, name, lines, Line.values)
}

// values says of a figure when it is too long for large type.
func (l Line) values() values {
	v := values{}.text("label", l.Label).text("value", l.Value)
	if utf8.RuneCountInString(l.Value) > amountSmall {
		v["long"] = true
	}
	return v
}

// Up to how many letters an amount keeps to one line of a narrow phone at a
// type size, the reader's own setting being a third larger than usual. A
// number broken in the middle is read wrongly.
const (
	amountLarge  = 9  // 1,000 บาท
	amountMedium = 14 // 120,000.00 บาท
	amountSmall  = 17 // 10,000,000.00 บาท
)

func (v values) amount(amount string) values {
	size := "tiny"
	switch letters := utf8.RuneCountInString(amount); {
	case letters <= amountLarge:
		size = "large"
	case letters <= amountMedium:
		size = "medium"
	case letters <= amountSmall:
		size = "small"
	}
	return v.text("amount", amount).text("amountSize", size)
}

func (v values) buttons(name string, buttons []Button) values {
	return put(v, name, buttons, Button.values)
}

// put adds a list, each item made by its own rule.
func put[T any](v values, name string, items []T, of func(T) values) values {
	if len(items) == 0 {
		return v
	}
	list := make([]any, len(items))
	for i, item := range items {
		list[i] = map[string]any(of(item))
	}
	v[name] = list
	return v
}

func (v values) card(template, alt string) Card {
	return Card{Template: template, Alt: alt, Values: v}
}
