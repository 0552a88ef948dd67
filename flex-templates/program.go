package flex

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// program is a compiled template: a straight list of steps, in which a
// condition or a repetition spans the steps up to its end.
type program struct {
	steps    []step
	bytesMax int
	shows    map[string]bool // the values that stand in its texts, by full name
}

type opcode uint8

const (
	opWords     opcode = iota // bytes as they stand
	opValue                   // a string with values in it, or a single value
	opOptional                // a property that is left out when its one value is not given
	opWhen                    // the steps up to end, if the condition holds
	opRepeat                  // the steps up to end, for each item
	opClose                   // a closing bracket after something that may have been left out
	opBubble                  // counts a carousel's bubbles
	opBubbleEnd               // weighs the bubble
)

type step struct {
	op       opcode
	end      int
	is       valueType
	mayEmpty bool // opClose: an empty list is fine
	single   bool // opRepeat: not in a list, so one item at most
	words    string
	allowed  []string // of typeWord
	pieces   []piece
	when     *condition
	data     path
	at       string // JSON pointer, for errors
}

// rendering is one card in the making.
type rendering struct {
	out     []byte
	bubbles int
	start   int // where the bubble at hand begins
}

// render appends the card's JSON to dst.
func (p *program) render(dst []byte, values map[string]any) ([]byte, error) {
	r := rendering{out: dst}
	s := scope{root: values, data: values, index: -1}
	if err := p.run(&r, 0, len(p.steps), &s); err != nil {
		return r.out, err
	}
	if len(r.out) > p.bytesMax {
		return r.out, &placed{item: -1, err: fmt.Errorf("%w: %d bytes, of %d", ErrLimit, len(r.out), p.bytesMax)}
	}
	return r.out, nil
}

func (p *program) run(r *rendering, from, to int, s *scope) error {
	for i := from; i < to; i++ {
		st := &p.steps[i]
		var err error
		switch st.op {
		case opWords:
			r.out = append(r.out, st.words...)
		case opValue:
			r.out, err = st.value(r.out, s)
		case opOptional:
			if given(st.pieces[0].path.find(s)) {
				r.out = append(r.out, st.words...)
				if r.out, err = st.value(r.out, s); err == nil {
					r.out = append(r.out, ',')
				}
			}
		case opWhen:
			if !st.when.holds(s) {
				i = st.end - 1
			}
		case opRepeat:
			err = p.repeat(r, i, s)
			i = st.end - 1
		default:
			err = r.bracket(st)
		}
		if err != nil {
			return st.placed(err, s)
		}
	}
	return nil
}

// placed says where a step failed, unless an inner step has said it.
func (st *step) placed(err error, s *scope) error {
	if _, done := err.(*placed); done {
		return err
	}
	return &placed{path: st.at, item: s.index, err: err}
}

func given(value any) bool { return value != nil && value != "" }

// repeat runs the steps of a repetition for each item of a list, or once for a
// lone object. Data that is not there is an empty list.
func (p *program) repeat(r *rendering, at int, s *scope) error {
	st := &p.steps[at]
	inner := *s
	one := func(index int, item any) error {
		if len(r.out) > carouselBytesMax {
			return fmt.Errorf("%w: the list makes the card too large", ErrLimit)
		}
		inner.index, inner.data = index, item
		return p.run(r, at+1, st.end, &inner)
	}
	switch list := st.data.find(s).(type) {
	case nil:
		return nil
	case []any:
		if st.single && len(list) > 1 {
			return fmt.Errorf("%w: a list where one object belongs", ErrInvalid)
		}
		for i, item := range list {
			if err := one(i, item); err != nil {
				return err
			}
		}
		return nil
	case map[string]any:
		return one(s.index, list)
	default:
		return fmt.Errorf("%w: neither a list nor an object to repeat for", ErrInvalid)
	}
}

// bracket closes a list or object and minds the bubbles of a carousel.
func (r *rendering) bracket(st *step) error {
	switch st.op {
	case opBubble:
		r.bubbles++
		r.start = len(r.out)
		if r.bubbles > bubblesMax {
			return overLimit("bubbles", bubblesMax)
		}
	case opBubbleEnd:
		if len(r.out)-r.start > bubbleBytesMax {
			return overLimit("bytes in a bubble", bubbleBytesMax)
		}
	case opClose:
		last := len(r.out) - 1
		if r.out[last] == ',' {
			r.out = r.out[:last]
		} else if !st.mayEmpty && r.out[last] == '[' {
			return fmt.Errorf("%w: the list is empty", ErrMissing)
		}
		r.out = append(r.out, st.words...)
	}
	return nil
}

// value writes a value of the card at its place in the template.
func (st *step) value(dst []byte, s *scope) ([]byte, error) {
	if len(st.pieces) == 1 {
		return st.lone(dst, st.pieces[0].path.find(s))
	}
	if st.is == typeText {
		return st.joined(dst, s)
	}
	var text strings.Builder
	for i := range st.pieces {
		words, err := st.pieces[i].text(s)
		if err != nil {
			return dst, err
		}
		text.WriteString(words)
	}
	return st.quoted(dst, text.String())
}

// joined writes a text of several pieces, which has no limit of its own, as it
// goes.
func (st *step) joined(dst []byte, s *scope) ([]byte, error) {
	blank := true
	dst = append(dst, '"')
	for i := range st.pieces {
		words, err := st.pieces[i].text(s)
		if err != nil {
			return dst, err
		}
		blank = blank && isBlank(words)
		dst = appendInside(dst, words)
	}
	if blank {
		return dst, fmt.Errorf("%w: the text is blank", ErrMissing)
	}
	return append(dst, '"'), nil
}

func (p *piece) text(s *scope) (string, error) {
	if !p.isVar {
		return p.words, nil
	}
	return asText(p.path.find(s))
}

// lone writes a lone value, which keeps its type.
func (st *step) lone(dst []byte, value any) ([]byte, error) {
	switch st.is {
	case typeWhole:
		number, ok := asWhole(value)
		if !ok || number < 0 {
			return dst, notOf(st.is.String())
		}
		return strconv.AppendInt(dst, number, 10), nil
	case typeBool:
		truth, ok := value.(bool)
		if !ok {
			return dst, notOf(st.is.String())
		}
		return strconv.AppendBool(dst, truth), nil
	}
	text, err := asText(value)
	if err != nil {
		return dst, err
	}
	return st.quoted(dst, text)
}

func (st *step) quoted(dst []byte, text string) ([]byte, error) {
	if err := st.is.scalarFault(text, st.allowed); err != nil {
		return dst, err
	}
	dst = append(dst, '"')
	dst = appendInside(dst, text)
	return append(dst, '"'), nil
}

func asText(value any) (string, error) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return "", ErrMissing
		}
		return v, nil
	case nil:
		return "", ErrMissing
	case int:
		return strconv.Itoa(v), nil
	case json.Number:
		return v.String(), nil
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64), nil
	default:
		return "", notOf("text or number")
	}
}

func asWhole(value any) (int64, bool) {
	switch v := value.(type) {
	case int:
		return int64(v), true
	case float64:
		return int64(v), v == math.Trunc(v) && math.Abs(v) < 1<<53
	case json.Number:
		number, err := v.Int64()
		return number, err == nil
	default:
		return 0, false
	}
}
