package flex

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
)

//go:embed *.json
var embedded embed.FS

// Card is a template's name with finished Thai strings: plain data, so that an
// outbound row can keep it as JSON and render it when it is sent. Make it with
// a constructor such as PendingCard.
type Card struct {
	Template string         `json:"template"`
	Alt      string         `json:"alt"`
	Values   map[string]any `json:"values"`
}

// Library holds the compiled templates of one fund. It is safe for concurrent
// use.
type Library struct {
	programs map[string]*program
	scratch  sync.Pool // *[]byte, room to render in
}

// New compiles every template. A file in overrides takes the place of the
// embedded one of the same name; nil means none. An override must be a card
// that LINE takes, use only values that the card has, and show those that the
// card is for. Every fault of every file is in the error.
func New(overrides fs.FS) (*Library, error) {
	if err := checkNames(overrides); err != nil {
		return nil, err
	}
	l := &Library{programs: map[string]*program{}}
	l.scratch.New = func() any { return new([]byte) }
	var faults []string
	for _, v := range vocabularies() {
		p, err := v.compile(overrides)
		if err != nil {
			faults = append(faults, named(v.card.Template, err).Error())
			continue
		}
		l.programs[v.card.Template] = p
	}
	if faults != nil {
		return nil, fmt.Errorf("%w: %s", ErrInvalid, strings.Join(faults, "; "))
	}
	return l, nil
}

// checkNames refuses an override of something that is no card, most likely a
// misspelt name that would otherwise do nothing.
func checkNames(overrides fs.FS) error {
	if overrides == nil {
		return nil
	}
	files, err := fs.Glob(overrides, "*.json")
	if err != nil {
		return fmt.Errorf("flex: list overrides: %w", err)
	}
	known := names()
	for _, file := range files {
		if !slices.Contains(known, strings.TrimSuffix(file, ".json")) {
			return fmt.Errorf("flex: %s replaces no card; there are %s", file, strings.Join(known, ", "))
		}
	}
	return nil
}

// Render gives the card's Flex contents and its alt text, checked against
// LINE's limits. A fault is an *Error around ErrUnknownTemplate, ErrMissing,
// ErrLimit or ErrInvalid; then there is no card, and the alt text can go out
// as a plain message. An alt text that is too long loses its end.
func (l *Library) Render(c Card) (contents json.RawMessage, alt string, err error) {
	p, known := l.programs[c.Template]
	if !known {
		return nil, "", named(c.Template, ErrUnknownTemplate)
	}
	if isBlank(c.Alt) {
		return nil, "", named(c.Template, fmt.Errorf("%w: the alt text is blank", ErrMissing))
	}
	room := l.scratch.Get().(*[]byte)
	defer l.scratch.Put(room)
	*room, err = p.render((*room)[:0], c.Values)
	if err != nil {
		return nil, "", named(c.Template, err)
	}
	return slices.Clone(*room), shortened(strings.ToValidUTF8(c.Alt, "\uFFFD")), nil
}
