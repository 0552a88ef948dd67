package flex

import (
	"errors"
	"strconv"
	"strings"
)

// compiler turns a parsed template into a program and holds every part of it
// against LINE's rules and the card's vocabulary on the way.
type compiler struct {
	steps   []step
	barrier int   // steps before it belong to another block and are finished
	words   scope // the card's vocabulary: a card with every value given
	prefix  string
	shows   map[string]bool
	sizes   map[string]bool // of the bubbles of a carousel, which must be equal
}

// compile reads a template file. The specimen is a card with every value
// given: what it does not hold, no card of this name will.
func compile(file []byte, specimen map[string]any) (*program, error) {
	root, err := parse(file)
	if err != nil {
		return nil, err
	}
	if root.kind != nodeObject {
		return nil, fault("", "a template is a bubble or a carousel")
	}
	c := &compiler{
		words: scope{root: specimen, data: specimen, index: -1},
		shows: map[string]bool{},
		sizes: map[string]bool{},
	}
	bytesMax := bubbleBytesMax
	if root.textOf("type") == "carousel" {
		bytesMax = carouselBytesMax
		err = c.object(root, carouselShape(), "")
	} else {
		err = c.bubble(root, "")
	}
	if err != nil {
		return nil, err
	}
	return &program{steps: c.steps, bytesMax: bytesMax, shows: c.shows}, nil
}

// emit adds words to the step before, if that is still open.
func (c *compiler) emit(words string) {
	if last := len(c.steps) - 1; last >= c.barrier && c.steps[last].op == opWords {
		c.steps[last].words += words
		return
	}
	c.steps = append(c.steps, step{op: opWords, words: words})
}

// closeWith ends a list or an object. Every part before ended with a comma;
// where it is known now that the last one did, the comma goes now.
func (c *compiler) closeWith(bracket string, mayEmpty bool, at string) {
	last := len(c.steps) - 1
	if last >= c.barrier && c.steps[last].op == opWords {
		if before, ok := strings.CutSuffix(c.steps[last].words, ","); ok {
			c.steps[last].words = before + bracket
			return
		}
	}
	c.steps = append(c.steps, step{op: opClose, words: bracket, mayEmpty: mayEmpty, at: at})
}

// block compiles what $data and $when put under a condition: inside is what
// they decide about.
func (c *compiler) block(n *node, at string, inList bool, inside func() error) error {
	outer := c.words
	prefix := c.prefix
	var open []int
	if data := n.get("$data"); data != nil {
		if err := c.repeat(data, below(at, "$data"), inList); err != nil {
			return err
		}
		open = append(open, len(c.steps)-1)
	}
	if when := n.get("$when"); when != nil {
		if err := c.when(when, below(at, "$when")); err != nil {
			return err
		}
		open = append(open, len(c.steps)-1)
	}
	if open == nil {
		return inside()
	}
	c.barrier = len(c.steps)
	if err := inside(); err != nil {
		return err
	}
	for _, i := range open {
		c.steps[i].end = len(c.steps)
	}
	c.barrier = len(c.steps)
	c.words, c.prefix = outer, prefix
	return nil
}

func (c *compiler) repeat(n *node, at string, inList bool) error {
	inside, err := expressionIn(n)
	if err != nil {
		return fault(at, "%v", err)
	}
	p, err := parsePath(inside)
	if err != nil {
		return fault(at, "%v", err)
	}
	item := p.find(&c.words)
	switch v := item.(type) {
	case []any:
		if len(v) == 0 {
			return fault(at, "%s is not known to this card", inside)
		}
		item = v[0]
	case map[string]any:
	default:
		return fault(at, "%s is neither a list nor an object of this card", inside)
	}
	c.prefix = c.fullName(p) + "."
	c.words.data, c.words.index = item, 0
	c.steps = append(c.steps, step{op: opRepeat, data: p, single: !inList, at: at})
	return nil
}

func (c *compiler) when(n *node, at string) error {
	inside, err := expressionIn(n)
	if err != nil {
		return fault(at, "%v", err)
	}
	condition, err := parseCondition(inside)
	if err != nil {
		return fault(at, "%v", err)
	}
	for _, p := range condition.paths() {
		if p.find(&c.words) == nil {
			return fault(at, "%s is not known to this card", c.fullName(p))
		}
	}
	c.steps = append(c.steps, step{op: opWhen, when: condition, at: at})
	return nil
}

// expressionIn gives the inside of a string that is one ${…}.
func expressionIn(n *node) (string, error) {
	inside, opened := strings.CutPrefix(strings.TrimSpace(n.text), "${")
	inside, closed := strings.CutSuffix(inside, "}")
	if n.kind != nodeString || !opened || !closed {
		return "", errors.New("must be one ${…}")
	}
	return strings.TrimSpace(inside), nil
}

// fullName gives a path's name from the top of the card, "rows.amount".
func (c *compiler) fullName(p path) string {
	name := strings.Join(p.segments, ".")
	switch p.start {
	case 'r':
		return name
	case 'i':
		return "$index"
	case 'd':
		return strings.TrimSuffix(c.prefix+name, ".")
	default:
		return c.prefix + name
	}
}

// object compiles an object of a shape.
func (c *compiler) object(n *node, s shape, at string) error {
	if n.kind != nodeObject {
		return fault(at, "must be an object")
	}
	for name, p := range s {
		if p.required && n.get(name) == nil {
			return fault(at, "%s is missing", name)
		}
	}
	c.emit("{")
	for _, m := range n.members {
		if m.name == "$data" || m.name == "$when" {
			continue
		}
		p, known := s[m.name]
		if !known {
			return fault(below(at, m.name), "LINE knows no such property here")
		}
		if err := c.property(m, p, below(at, m.name)); err != nil {
			return err
		}
	}
	c.closeWith("}", true, at)
	return nil
}

func (c *compiler) property(m member, p property, at string) error {
	name := `"` + m.name + `":`
	if p.is <= typeBool {
		return c.scalarProperty(name, m.value, p, at)
	}
	if p.required && (m.value.get("$data") != nil || m.value.get("$when") != nil) {
		return fault(at, "cannot be left out and so cannot depend on anything")
	}
	return c.block(m.value, at, false, func() error {
		c.emit(name)
		if err := c.structure(m.value, p.is, at); err != nil {
			return err
		}
		c.emit(",")
		return nil
	})
}

func (c *compiler) scalarProperty(name string, n *node, p property, at string) error {
	pieces, err := c.pieces(n, at)
	if err != nil {
		return err
	}
	st := step{op: opValue, is: p.is, allowed: p.words, pieces: pieces, at: at}
	switch {
	case pieces == nil:
		if err := staticFault(n, p); err != nil {
			return &placed{path: at, item: -1, err: err}
		}
		c.emit(name + quotedNode(n) + ",")
	case len(pieces) == 1 && !p.required && p.is != typeText:
		// A text without its words is a fault; any other property is left out.
		st.op, st.words = opOptional, name
		c.steps = append(c.steps, st)
	default:
		c.emit(name)
		c.steps = append(c.steps, st)
		c.emit(",")
	}
	return nil
}

// pieces gives the parts of a string that holds values, nil for one that holds
// none, and checks that the card knows them.
func (c *compiler) pieces(n *node, at string) ([]piece, error) {
	if n.kind != nodeString || !strings.Contains(n.text, "${") {
		return nil, nil
	}
	pieces, err := parsePieces(n.text)
	if err != nil {
		return nil, fault(at, "%v", err)
	}
	for _, p := range pieces {
		if !p.isVar {
			continue
		}
		if p.path.find(&c.words) == nil {
			return nil, fault(at, "%s is not known to this card", c.fullName(p.path))
		}
		c.shows[c.fullName(p.path)] = true
	}
	return pieces, nil
}

// staticFault checks a value that stands in the template itself.
func staticFault(n *node, p property) error {
	switch p.is {
	case typeWhole:
		if number, err := strconv.Atoi(n.text); n.kind != nodeNumber || err != nil || number < 0 {
			return notOf(p.is.String())
		}
	case typeBool:
		if n.kind != nodeBool {
			return notOf(p.is.String())
		}
	default:
		if n.kind != nodeString {
			return notOf(p.is.String())
		}
		return p.is.scalarFault(n.text, p.words)
	}
	return nil
}

func quotedNode(n *node) string {
	if n.kind != nodeString {
		return n.text
	}
	return string(append(appendInside([]byte{'"'}, n.text), '"'))
}

// structure compiles a value that is an object or a list.
func (c *compiler) structure(n *node, is valueType, at string) error {
	switch is {
	case typeBlock:
		if n.textOf("type") != "box" {
			return fault(at, "must be a box")
		}
		return c.component(n, at)
	case typeHero:
		if kind := n.textOf("type"); kind != "box" && kind != "image" && kind != "video" {
			return fault(at, "must be a box, an image or a video")
		}
		return c.component(n, at)
	case typeAction, typeButtonAction:
		return c.action(n, is == typeButtonAction, at)
	case typeComponents:
		return c.list(n, at, true, c.component)
	case typeSpans:
		return c.list(n, at, false, func(item *node, at string) error {
			if item.textOf("type") != "span" {
				return fault(at, "must be a span")
			}
			return c.object(item, componentShape("span"), at)
		})
	case typeBubbles:
		return c.bubbles(n, at)
	case typeStyles:
		return c.object(n, stylesShape(), at)
	case typeStyle:
		return c.object(n, styleShape(), at)
	case typeBackground:
		return c.object(n, backgroundShape(), at)
	case typeDesktopURI:
		return c.object(n, shape{"desktop": property{is: typeURI}.must()}, at)
	default:
		return fault(at, "unexpected %s", is)
	}
}

// list compiles a list whose items may depend on data.
func (c *compiler) list(n *node, at string, mayEmpty bool, item func(*node, string) error) error {
	if n.kind != nodeArray {
		return fault(at, "must be a list")
	}
	if len(n.items) == 0 && !mayEmpty {
		return fault(at, "must not be empty")
	}
	c.emit("[")
	for i, it := range n.items {
		place := below(at, strconv.Itoa(i))
		if it.kind != nodeObject {
			return fault(place, "must be an object")
		}
		err := c.block(it, place, true, func() error {
			if err := item(it, place); err != nil {
				return err
			}
			c.emit(",")
			return nil
		})
		if err != nil {
			return err
		}
	}
	c.closeWith("]", mayEmpty, at)
	return nil
}

func (c *compiler) bubble(n *node, at string) error {
	if n.get("header") == nil && n.get("hero") == nil && n.get("body") == nil && n.get("footer") == nil {
		return fault(at, "a bubble needs a header, hero, body or footer")
	}
	if hero := n.get("hero"); hero != nil && hero.textOf("type") == "video" {
		if size := n.textOf("size"); at != "" || size != "kilo" && size != "mega" && size != "giga" {
			return fault(below(at, "hero"), "a video needs a lone bubble of size kilo, mega or giga")
		}
	}
	return c.object(n, bubbleShape(), at)
}

func (c *compiler) bubbles(n *node, at string) error {
	if len(n.items) > bubblesMax {
		return &placed{path: at, item: -1, err: overLimit("bubbles", bubblesMax)}
	}
	err := c.list(n, at, false, func(item *node, at string) error {
		c.sizes[item.textOf("size")] = true
		c.steps = append(c.steps, step{op: opBubble, at: at})
		if err := c.bubble(item, at); err != nil {
			return err
		}
		c.steps = append(c.steps, step{op: opBubbleEnd, at: at})
		return nil
	})
	if err == nil && len(c.sizes) > 1 {
		err = fault(at, "the bubbles of a carousel must have equal sizes")
	}
	return err
}

// component compiles a component by its type, and what it holds.
func (c *compiler) component(n *node, at string) error {
	kind := n.textOf("type")
	s := componentShape(kind)
	if s == nil || kind == "span" {
		return fault(at, "LINE knows no component %q here", kind)
	}
	switch kind {
	case "box":
		return c.box(n, s, at)
	case "text":
		if n.get("text") == nil && n.get("contents") == nil {
			return fault(at, "a text needs text or contents")
		}
	}
	return c.object(n, s, at)
}

// box compiles a box; what it may hold depends on its layout.
func (c *compiler) box(n *node, s shape, at string) error {
	layout := n.textOf("layout")
	if contents := n.get("contents"); contents != nil {
		for i, item := range contents.items {
			if kind := item.textOf("type"); !boxMayHold(layout, kind) {
				return fault(below(below(at, "contents"), strconv.Itoa(i)), "a %s box cannot hold a component %q", layout, kind)
			}
		}
	}
	return c.object(n, s, at)
}

func (c *compiler) action(n *node, onButton bool, at string) error {
	kind := n.textOf("type")
	s := actionShape(kind, onButton)
	if s == nil {
		return fault(at, "an action of type %q cannot stand in a Flex message", kind)
	}
	return c.object(n, s, at)
}
