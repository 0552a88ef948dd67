package sim

import (
	"bytes"
	"fmt"
	"unicode/utf8"
)

// tree is a request body read once: every value is a node that knows its
// place, so that a refusal can name line, column and path, which encoding/json
// cannot, and a reply of a hundred components costs no allocation per value.
type tree struct {
	data  []byte
	nodes []node
	pos   int
}

// nesting bounds the depth of a body; LINE states no bound, this is ours.
const nesting = 64

type kind uint8

const (
	kindNull kind = iota
	kindBool
	kindNumber
	kindString
	kindArray
	kindObject
)

type node struct {
	kind kind
	// escaped strings must be decoded before they are measured.
	escaped    bool
	keyEscaped bool
	truth      bool
	// start and end hold the value's bytes, quotes included.
	start, end int32
	// keyStart and keyEnd hold the member's name, quotes not included.
	keyStart, keyEnd int32
	// parent, first and next are indexes of nodes; 0 is none, for the root is
	// nobody's child.
	parent, first, next int32
	// size counts members or elements.
	size int32
}

// syntaxError is a body that is not JSON.
type syntaxError struct{ line, column int }

func (e *syntaxError) Error() string {
	return fmt.Sprintf("The request body could not be parsed as JSON (line: %d, column: %d)", e.line, e.column)
}

// readTree reads one JSON value. The tree keeps data.
func readTree(data []byte) (*tree, error) {
	t := &tree{}
	return t, t.read(data)
}

// read fills the tree anew, in the nodes it has already.
func (t *tree) read(data []byte) error {
	t.data, t.pos, t.nodes = data, 0, t.nodes[:0]
	if !utf8.Valid(data) || !t.readValue(0, 0) || !t.atEnd() {
		return t.syntaxError()
	}
	return nil
}

func (t *tree) root() value { return value{t, 0} }

func (t *tree) syntaxError() *syntaxError {
	line, column := t.place(min(t.pos, len(t.data)))
	return &syntaxError{line, column}
}

// place turns an offset into LINE's line and column, both from 1.
func (t *tree) place(offset int) (line, column int) {
	before := t.data[:offset]
	return bytes.Count(before, []byte{'\n'}) + 1, offset - bytes.LastIndexByte(before, '\n')
}

func (t *tree) skipSpace() {
	for t.pos < len(t.data) && t.data[t.pos] <= ' ' {
		switch t.data[t.pos] {
		case ' ', '\t', '\n', '\r':
			t.pos++
		default:
			return // any other control character is no JSON
		}
	}
}

func (t *tree) atEnd() bool {
	t.skipSpace()
	return t.pos == len(t.data)
}

// readValue appends the value at pos and everything in it.
func (t *tree) readValue(parent int32, depth int) bool {
	t.skipSpace()
	if t.pos >= len(t.data) || depth > nesting {
		return false
	}
	at := len(t.nodes)
	t.nodes = append(t.nodes, node{start: int32(t.pos), parent: parent})
	ok := false
	switch c := t.data[t.pos]; {
	case c == '{':
		ok = t.readObject(int32(at), depth)
	case c == '[':
		ok = t.readArray(int32(at), depth)
	case c == '"':
		t.nodes[at].kind = kindString
		t.nodes[at].escaped, ok = t.readString()
	case c == '-' || '0' <= c && c <= '9':
		t.nodes[at].kind = kindNumber
		ok = t.readNumber()
	default:
		ok = t.readWord(&t.nodes[at])
	}
	t.nodes[at].end = int32(t.pos)
	return ok
}

func (t *tree) readObject(self int32, depth int) bool {
	t.nodes[self].kind = kindObject
	t.pos++
	last := int32(0)
	for first := true; ; first = false {
		t.skipSpace()
		if first && t.take('}') {
			return true
		}
		keyStart := t.pos + 1
		if t.pos >= len(t.data) || t.data[t.pos] != '"' {
			return false
		}
		escaped, ok := t.readString()
		keyEnd := t.pos - 1
		t.skipSpace()
		if !ok || !t.take(':') {
			return false
		}
		child := int32(len(t.nodes))
		if !t.readValue(self, depth+1) {
			return false
		}
		n := &t.nodes[child]
		n.keyStart, n.keyEnd, n.keyEscaped = int32(keyStart), int32(keyEnd), escaped
		t.link(self, last, child)
		last = child
		t.skipSpace()
		if t.take('}') {
			return true
		}
		if !t.take(',') {
			return false
		}
	}
}

func (t *tree) readArray(self int32, depth int) bool {
	t.nodes[self].kind = kindArray
	t.pos++
	last := int32(0)
	for first := true; ; first = false {
		t.skipSpace()
		if first && t.take(']') {
			return true
		}
		child := int32(len(t.nodes))
		if !t.readValue(self, depth+1) {
			return false
		}
		t.link(self, last, child)
		last = child
		t.skipSpace()
		if t.take(']') {
			return true
		}
		if !t.take(',') {
			return false
		}
	}
}

func (t *tree) link(parent, last, child int32) {
	t.nodes[parent].size++
	if last == 0 {
		t.nodes[parent].first = child
		return
	}
	t.nodes[last].next = child
}

func (t *tree) take(c byte) bool {
	if t.pos < len(t.data) && t.data[t.pos] == c {
		t.pos++
		return true
	}
	return false
}

// readString passes over a string and tells whether it holds escapes. Half of
// the reading is spent here, hence the local copies.
func (t *tree) readString() (escaped, ok bool) {
	data, i := t.data, t.pos+1
	for i < len(data) {
		c := data[i]
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		t.pos = i
		switch {
		case c == '"':
			t.pos++
			return escaped, true
		case c == '\\' && t.readEscape():
			escaped, i = true, t.pos+1
		default:
			return escaped, false
		}
	}
	t.pos = i
	return escaped, false
}

// readEscape stands on the backslash and stops on the escape's last byte.
func (t *tree) readEscape() bool {
	t.pos++
	if t.pos >= len(t.data) {
		return false
	}
	switch t.data[t.pos] {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
	default:
		return false
	}
	for range 4 {
		t.pos++
		if t.pos >= len(t.data) || !isHexDigit(t.data[t.pos]) {
			return false
		}
	}
	return true
}

func isHexDigit(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

func (t *tree) readNumber() bool {
	t.take('-')
	if !t.take('0') && !t.readDigits() {
		return false
	}
	if t.take('.') && !t.readDigits() {
		return false
	}
	if t.take('e') || t.take('E') {
		_ = t.take('+') || t.take('-')
		return t.readDigits()
	}
	return true
}

func (t *tree) readDigits() bool {
	start := t.pos
	for t.pos < len(t.data) && '0' <= t.data[t.pos] && t.data[t.pos] <= '9' {
		t.pos++
	}
	return t.pos > start
}

func (t *tree) readWord(n *node) bool {
	rest := t.data[t.pos:]
	switch {
	case bytes.HasPrefix(rest, []byte("true")):
		n.kind, n.truth = kindBool, true
		t.pos += 4
	case bytes.HasPrefix(rest, []byte("false")):
		n.kind = kindBool
		t.pos += 5
	case bytes.HasPrefix(rest, []byte("null")):
		n.kind = kindNull
		t.pos += 4
	default:
		return false
	}
	return true
}
