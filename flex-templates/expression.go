package flex

import (
	"errors"
	"fmt"
	"strings"
)

// scope is where a path starts: the values of the card, and inside a
// repetition the item at hand.
type scope struct {
	root  map[string]any
	data  any
	index int // of the item; −1 outside of a repetition
}

// path names a value, such as balance.posted, $root.fund, $data or $index.
type path struct {
	start    byte // 0: in the data at hand; 'r': $root; 'd': $data; 'i': $index
	segments []string
}

// parsePath reads a path.
func parsePath(text string) (path, error) {
	segments := strings.Split(text, ".")
	p := path{segments: segments}
	switch segments[0] {
	case "$root":
		p = path{start: 'r', segments: segments[1:]}
	case "$data":
		p = path{start: 'd', segments: segments[1:]}
	case "$index":
		p = path{start: 'i', segments: segments[1:]}
	}
	for _, s := range p.segments {
		if !isName(s) {
			return path{}, fmt.Errorf("%q is no path", text)
		}
	}
	if p.start == 'i' && len(p.segments) > 0 {
		return path{}, errors.New("$index is a number and holds nothing")
	}
	return p, nil
}

func isName(text string) bool {
	for i := range len(text) {
		if !isNameByte(text[i]) || (i == 0 && text[i] >= '0' && text[i] <= '9') {
			return false
		}
	}
	return text != ""
}

func isNameByte(b byte) bool {
	return b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
}

// find gives the value, nil when it is not there.
func (p *path) find(s *scope) any {
	var value any
	switch p.start {
	case 'r':
		value = s.root
	case 'i':
		if s.index < 0 {
			return nil
		}
		return s.index
	default:
		value = s.data
	}
	for _, name := range p.segments {
		object, ok := value.(map[string]any)
		if !ok {
			return nil
		}
		value = object[name]
	}
	return value
}

// condition is the tree of a $when.
type condition struct {
	op    conditionOp
	path  path
	text  string // what == and != compare with
	left  *condition
	right *condition
}

type conditionOp uint8

const (
	isThere conditionOp = iota // the path holds something: not missing, empty, false or zero
	equals
	not
	both
	either
)

func (c *condition) holds(s *scope) bool {
	switch c.op {
	case equals:
		text, ok := c.path.find(s).(string)
		return ok && text == c.text || !ok && c.text == "" && !truthy(c.path.find(s))
	case not:
		return !c.left.holds(s)
	case both:
		return c.left.holds(s) && c.right.holds(s)
	case either:
		return c.left.holds(s) || c.right.holds(s)
	default:
		return truthy(c.path.find(s))
	}
}

func truthy(value any) bool {
	switch v := value.(type) {
	case nil:
		return false
	case string:
		return v != ""
	case bool:
		return v
	case []any:
		return len(v) > 0
	case map[string]any:
		return len(v) > 0
	case int:
		return v != 0
	case float64:
		return v != 0
	default:
		return true
	}
}

// paths gives every path a condition reads.
func (c *condition) paths() []path {
	switch c.op {
	case isThere, equals:
		return []path{c.path}
	case not:
		return c.left.paths()
	default:
		return append(c.left.paths(), c.right.paths()...)
	}
}

// parseCondition reads the inside of a $when's ${…}:
//
//	either  = both { "||" both }
//	both    = simple { "&&" simple }
//	simple  = "!" simple | "(" either ")" | path [ ("==" | "!=") 'text' ]
func parseCondition(text string) (*condition, error) {
	r := conditionReader{rest: text}
	c, err := r.either(0)
	if err != nil {
		return nil, err
	}
	if r.skip(); r.rest != "" {
		return nil, fmt.Errorf("%q follows the condition", r.rest)
	}
	return c, nil
}

type conditionReader struct {
	rest string
}

func (r *conditionReader) skip() { r.rest = strings.TrimLeft(r.rest, " \t\n") }

// take consumes a sign if it comes next.
func (r *conditionReader) take(sign string) bool {
	r.skip()
	rest, ok := strings.CutPrefix(r.rest, sign)
	if ok {
		r.rest = rest
	}
	return ok
}

func (r *conditionReader) either(depth int) (*condition, error) {
	return r.joined("||", either, func() (*condition, error) {
		return r.joined("&&", both, func() (*condition, error) { return r.simple(depth) })
	})
}

func (r *conditionReader) joined(sign string, op conditionOp, part func() (*condition, error)) (*condition, error) {
	left, err := part()
	for err == nil && r.take(sign) {
		var right *condition
		right, err = part()
		left = &condition{op: op, left: left, right: right}
	}
	return left, err
}

func (r *conditionReader) simple(depth int) (*condition, error) {
	if depth > depthMax {
		return nil, errors.New("the condition is nested too deep")
	}
	if r.take("!") {
		inner, err := r.simple(depth + 1)
		return &condition{op: not, left: inner}, err
	}
	if r.take("(") {
		inner, err := r.either(depth + 1)
		if err == nil && !r.take(")") {
			err = errors.New("a ) is missing")
		}
		return inner, err
	}
	return r.comparison()
}

func (r *conditionReader) comparison() (*condition, error) {
	p, err := r.path()
	if err != nil {
		return nil, err
	}
	switch {
	case r.take("=="):
		text, err := r.quoted()
		return &condition{op: equals, path: p, text: text}, err
	case r.take("!="):
		text, err := r.quoted()
		return &condition{op: not, left: &condition{op: equals, path: p, text: text}}, err
	default:
		return &condition{op: isThere, path: p}, nil
	}
}

func (r *conditionReader) path() (path, error) {
	r.skip()
	end := 0
	for end < len(r.rest) && (isNameByte(r.rest[end]) || r.rest[end] == '.' || r.rest[end] == '$') {
		end++
	}
	p, err := parsePath(r.rest[:end])
	r.rest = r.rest[end:]
	return p, err
}

func (r *conditionReader) quoted() (string, error) {
	if !r.take("'") {
		return "", errors.New("== and != compare with a text in single quotes")
	}
	text, rest, ok := strings.Cut(r.rest, "'")
	if !ok {
		return "", errors.New("a ' is missing")
	}
	r.rest = rest
	return text, nil
}

// piece is a part of a string in a template: words as they stand, or a path.
type piece struct {
	words string
	path  path
	isVar bool
}

// parsePieces splits "ยอด ${amount} บาท" into its parts.
func parsePieces(text string) ([]piece, error) {
	var pieces []piece
	for text != "" {
		words, rest, found := strings.Cut(text, "${")
		if words != "" {
			pieces = append(pieces, piece{words: words})
		}
		if !found {
			break
		}
		inside, after, closed := strings.Cut(rest, "}")
		if !closed {
			return nil, errors.New("a } is missing")
		}
		p, err := parsePath(strings.TrimSpace(inside))
		if err != nil {
			return nil, err
		}
		pieces = append(pieces, piece{path: p, isVar: true})
		text = after
	}
	return pieces, nil
}
