package catalogue

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
)

//go:embed th/*.json
var thaiTexts embed.FS

// Key names a text.
type Key string

// Catalogue holds the texts, read once and safe for concurrent use.
type Catalogue struct {
	texts map[Key][]segment
}

// segment is a run of plain text or, with a name, a place to fill.
type segment struct{ plain, name string }

// New reads the embedded texts. An error means that a file itself is broken, or
// that two of them have one key.
func New() (*Catalogue, error) {
	files, err := thaiTexts.ReadDir("th")
	if err != nil {
		return nil, fmt.Errorf("read the catalogue of texts: %w", err)
	}
	c := &Catalogue{texts: map[Key][]segment{}}
	for _, file := range files {
		if err := c.read("th/" + file.Name()); err != nil {
			return nil, fmt.Errorf("read the catalogue of texts: %s: %w", file.Name(), err)
		}
	}
	return c, nil
}

func (c *Catalogue) read(path string) error {
	data, err := thaiTexts.ReadFile(path)
	if err != nil {
		return err
	}
	var texts map[Key]string
	if err := json.Unmarshal(data, &texts); err != nil {
		return err
	}
	for key, text := range texts {
		if c.Has(key) {
			return fmt.Errorf("%s is in another file too", key)
		}
		c.texts[key] = parse(text)
	}
	return nil
}

func parse(text string) []segment {
	var segments []segment
	for text != "" {
		before, rest, found := strings.Cut(text, "{")
		if before != "" {
			segments = append(segments, segment{plain: before})
		}
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		segments = append(segments, segment{name: name})
		text = after
	}
	return segments
}

// Text gives the text of a key with its places filled from pairs of name and
// value. A key that is missing shows as itself: a test keeps that from
// happening.
func (c *Catalogue) Text(key Key, pairs ...string) string {
	segments, ok := c.texts[key]
	if !ok {
		return string(key)
	}
	if len(segments) == 1 && segments[0].name == "" {
		return segments[0].plain
	}
	var text strings.Builder
	for _, s := range segments {
		text.WriteString(s.plain)
		if s.name != "" {
			text.WriteString(value(s.name, pairs))
		}
	}
	return text.String()
}

func value(name string, pairs []string) string {
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i] == name {
			return pairs[i+1]
		}
	}
	return ""
}

// Has tells whether the key has a text.
func (c *Catalogue) Has(key Key) bool { return len(c.texts[key]) > 0 }

// Keys lists all keys, in no order.
func (c *Catalogue) Keys() []Key {
	keys := make([]Key, 0, len(c.texts))
	for key := range c.texts {
		keys = append(keys, key)
	}
	return keys
}

// Places lists the names of the places in a text, in their order.
func (c *Catalogue) Places(key Key) []string {
	var names []string
	for _, s := range c.texts[key] {
		if s.name != "" {
			names = append(names, s.name)
		}
	}
	return names
}
