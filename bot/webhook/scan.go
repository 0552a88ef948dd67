package webhook

import (
	"bytes"
	"encoding/json"
	"iter"
)

// The functions of this file walk JSON that json.Valid has accepted, and only
// such JSON. Validity is checked once per body; after that a walk needs no
// grammar, makes no copies, and hands out each value as the bytes that LINE
// sent. encoding/json would check and walk every event three times more, which
// measured four times the cost of this.

// members yields the keys and values of an object, in order; nothing for any
// other value. Keys are without quotes and unescaped.
func members(value []byte) iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		if len(value) == 0 || value[0] != '{' {
			return
		}
		for at := afterSpace(value, 1); value[at] != '}'; {
			end := afterValue(value, at)
			key, _ := text(value[at:end])
			at = afterSpace(value, end)  // the colon
			at = afterSpace(value, at+1) // the value
			end = afterValue(value, at)
			if !yield(key, value[at:end:end]) {
				return
			}
			if at = afterSpace(value, end); value[at] == ',' {
				at = afterSpace(value, at+1)
			}
		}
	}
}

// elements yields the values of an array; nothing for any other value.
func elements(value []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		if len(value) == 0 || value[0] != '[' {
			return
		}
		for at := afterSpace(value, 1); value[at] != ']'; {
			end := afterValue(value, at)
			if !yield(value[at:end:end]) {
				return
			}
			if at = afterSpace(value, end); value[at] == ',' {
				at = afterSpace(value, at+1)
			}
		}
	}
}

// text gives a string value unescaped; false for a value of another kind.
func text(value []byte) (string, bool) {
	if len(value) < 2 || value[0] != '"' {
		return "", false
	}
	inner := value[1 : len(value)-1]
	if bytes.IndexByte(inner, '\\') < 0 {
		return string(inner), true
	}
	var unescaped string
	err := json.Unmarshal(value, &unescaped)
	return unescaped, err == nil
}

// isNull tells whether a value is absent in LINE's sense: left out or null.
func isNull(value []byte) bool { return len(value) == 0 || value[0] == 'n' }

// afterSpace gives the first position from at that is no white space.
func afterSpace(data []byte, at int) int {
	for at < len(data) && (data[at] == ' ' || data[at] == '\n' || data[at] == '\t' || data[at] == '\r') {
		at++
	}
	return at
}

// afterValue gives the position behind the value that begins at at.
func afterValue(data []byte, at int) int {
	switch data[at] {
	case '"':
		return afterString(data, at)
	case '{', '[':
		return afterContainer(data, at)
	default:
		return afterScalar(data, at)
	}
}

// afterString finds the closing quote: the first that no backslash escapes.
func afterString(data []byte, at int) int {
	for at++; data[at] != '"'; at++ {
		if data[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// afterContainer counts brackets of both kinds alike, which is enough in valid
// JSON, and keeps no stack, so depth costs nothing.
func afterContainer(data []byte, at int) int {
	for depth := 0; ; {
		switch data[at] {
		case '"':
			at = afterString(data, at)
			continue
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		}
		at++
		if depth == 0 {
			return at
		}
	}
}

// afterScalar passes a number, true, false or null.
func afterScalar(data []byte, at int) int {
	for at < len(data) {
		switch data[at] {
		case ',', '}', ']', ' ', '\n', '\t', '\r':
			return at
		}
		at++
	}
	return at
}
