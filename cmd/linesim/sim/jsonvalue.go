package sim

import (
	"encoding/json"
	"strconv"
)

// value is a handle on one node. The zero value is "no such value".
type value struct {
	tree *tree
	at   int32
}

func (v value) node() *node  { return &v.tree.nodes[v.at] }
func (v value) exists() bool { return v.tree != nil }
func (v value) kind() kind   { return v.node().kind }
func (v value) size() int    { return int(v.node().size) }
func (v value) isNull() bool { return v.node().kind == kindNull }

// raw gives the value's bytes as they came.
func (v value) raw() []byte { n := v.node(); return v.tree.data[n.start:n.end] }

// first and next walk the members of an object or the elements of an array:
//
//	for m := v.first(); m.exists(); m = m.next() { … }
func (v value) first() value { return v.tree.handle(v.node().first) }
func (v value) next() value  { return v.tree.handle(v.node().next) }

func (t *tree) handle(at int32) value {
	if at == 0 {
		return value{}
	}
	return value{t, at}
}

// key gives a member's name.
func (v value) key() []byte {
	n := v.node()
	key := v.tree.data[n.keyStart:n.keyEnd]
	if n.keyEscaped {
		return unescape(v.tree.data[n.keyStart-1 : n.keyEnd+1])
	}
	return key
}

// text gives a string's characters, decoded; empty for anything else.
func (v value) text() []byte {
	n := v.node()
	if n.kind != kindString {
		return nil
	}
	if n.escaped {
		return unescape(v.raw())
	}
	return v.tree.data[n.start+1 : n.end-1]
}

func unescape(quoted []byte) []byte {
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return nil
	}
	return []byte(text)
}

// number gives a number's value; ok is false for anything else.
func (v value) number() (float64, bool) {
	if v.kind() != kindNumber {
		return 0, false
	}
	f, err := strconv.ParseFloat(string(v.raw()), 64)
	return f, err == nil
}

// integer gives a whole number's value; ok is false for anything else.
func (v value) integer() (int64, bool) {
	if v.kind() != kindNumber {
		return 0, false
	}
	n, err := strconv.ParseInt(string(v.raw()), 10, 64)
	return n, err == nil
}

// get finds a member that is there and not null. Of a name given twice the
// last counts, as it does for LINE's JSON reader.
func (v value) get(name string) value {
	found := value{}
	if !v.exists() || v.kind() != kindObject {
		return found
	}
	for m := v.first(); m.exists(); m = m.next() {
		if string(m.key()) == name && !m.isNull() {
			found = m
		}
	}
	return found
}

// string gives a member's text, or "" when it is missing or no string.
func (v value) string(name string) string {
	if m := v.get(name); m.exists() {
		return string(m.text())
	}
	return ""
}

// path writes where the value stands below the given ancestor, as a JSON
// pointer (/footer/contents/2), the form LINE uses inside Flex contents.
func (v value) pointer(from value) string {
	if v.at == from.at {
		return ""
	}
	n := v.node()
	parent := value{v.tree, n.parent}
	if parent.kind() == kindArray {
		return parent.pointer(from) + "/" + strconv.Itoa(v.index())
	}
	return parent.pointer(from) + "/" + string(v.key())
}

// dotted writes where the value stands in the body (messages[0].text), the
// form LINE uses for everything outside Flex contents.
func (v value) dotted() string {
	if v.at == 0 {
		return ""
	}
	parent := value{v.tree, v.node().parent}
	if parent.kind() == kindArray {
		return parent.dotted() + "[" + strconv.Itoa(v.index()) + "]"
	}
	if parent.at == 0 {
		return string(v.key())
	}
	return parent.dotted() + "." + string(v.key())
}

// index counts the elements before this one.
func (v value) index() int {
	i := 0
	for e := (value{v.tree, v.node().parent}).first(); e.at != v.at; e = e.next() {
		i++
	}
	return i
}

// textOrNone gives a string's characters, also of a value that is not there.
func (v value) textOrNone() []byte {
	if !v.exists() {
		return nil
	}
	return v.text()
}
