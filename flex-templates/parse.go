package flex

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// depthMax bounds how deep a template may nest. LINE states no limit; our own
// cards stay below 20.
const depthMax = 40

type nodeKind uint8

const (
	nodeObject nodeKind = iota
	nodeArray
	nodeString
	nodeNumber
	nodeBool
)

// node is one JSON value of a template file. Objects keep the order of their
// members, so that what we send reads like the file.
type node struct {
	kind    nodeKind
	members []member // of an object
	items   []*node  // of an array
	text    string   // of a string: unquoted; of a number or bool: as written
}

type member struct {
	name  string
	value *node
}

// get gives an object's member, or nil.
func (n *node) get(name string) *node {
	for _, m := range n.members {
		if m.name == name {
			return m.value
		}
	}
	return nil
}

// textOf gives the text of a string member, "" when it is absent.
func (n *node) textOf(name string) string {
	if v := n.get(name); v != nil && v.kind == nodeString {
		return v.text
	}
	return ""
}

// parser reads a template file into nodes.
type parser struct {
	decoder *json.Decoder
}

func parse(file []byte) (*node, error) {
	p := parser{decoder: json.NewDecoder(bytes.NewReader(file))}
	p.decoder.UseNumber()
	root, err := p.value("", 0)
	if err != nil {
		return nil, p.located(file, err)
	}
	if _, err := p.decoder.Token(); err != io.EOF {
		return nil, p.located(file, fault("", "something follows the end of the template"))
	}
	return root, nil
}

// located adds the line of the file to an error of the JSON itself; a fault of
// ours names its place already.
func (p *parser) located(file []byte, err error) error {
	at := min(int(p.decoder.InputOffset()), len(file))
	return fmt.Errorf("line %d: %w", 1+bytes.Count(file[:at], []byte("\n")), err)
}

func (p *parser) value(at string, depth int) (*node, error) {
	if depth > depthMax {
		return nil, fault(at, "nested deeper than %d", depthMax)
	}
	token, err := p.decoder.Token()
	if err != nil {
		return nil, err
	}
	switch v := token.(type) {
	case json.Delim:
		if v == '{' {
			return p.object(at, depth)
		}
		return p.array(at, depth)
	case string:
		return &node{kind: nodeString, text: v}, nil
	case json.Number:
		return &node{kind: nodeNumber, text: v.String()}, nil
	case bool:
		return &node{kind: nodeBool, text: strconv.FormatBool(v)}, nil
	default:
		return nil, fault(at, "null is not allowed")
	}
}

func (p *parser) object(at string, depth int) (*node, error) {
	n := &node{kind: nodeObject}
	for p.decoder.More() {
		token, err := p.decoder.Token()
		if err != nil {
			return nil, err
		}
		name, _ := token.(string)
		if n.get(name) != nil {
			return nil, fault(below(at, name), "stands there twice")
		}
		value, err := p.value(below(at, name), depth+1)
		if err != nil {
			return nil, err
		}
		n.members = append(n.members, member{name: name, value: value})
	}
	_, err := p.decoder.Token()
	return n, err
}

func (p *parser) array(at string, depth int) (*node, error) {
	n := &node{kind: nodeArray}
	for p.decoder.More() {
		item, err := p.value(below(at, strconv.Itoa(len(n.items))), depth+1)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err := p.decoder.Token()
	return n, err
}

// below extends a JSON pointer.
func below(at, name string) string {
	name = strings.ReplaceAll(name, "~", "~0")
	return at + "/" + strings.ReplaceAll(name, "/", "~1")
}
