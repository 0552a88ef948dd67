package flex

import (
	"errors"
	"fmt"
)

// What can be wrong with a card when it is rendered, for errors.Is.
var (
	// ErrUnknownTemplate says that no template has the card's name.
	ErrUnknownTemplate = errors.New("no such template")
	// ErrMissing says that a value which the template needs was not given.
	ErrMissing = errors.New("a value is missing")
	// ErrLimit says that a value or the whole card exceeds what LINE takes.
	ErrLimit = errors.New("over LINE's limit")
	// ErrInvalid says that a value is of a kind or form that LINE refuses.
	ErrInvalid = errors.New("not valid for LINE")
)

// Error says what is wrong with which template, and where. It never quotes a
// value: values are people's names and money.
type Error struct {
	// Template is the template's name, "pending".
	Template string
	// Path is a JSON pointer into the template's file, "/body/contents/2/text".
	Path string
	// Item is the index of the repeated item, counted from 0; −1 outside of a
	// repetition.
	Item int
	// Err is one of this package's errors with particulars, or an error of the
	// file's own JSON.
	Err error
}

// Error names template, place and cause.
func (e *Error) Error() string {
	text := "flex: " + e.Template
	if e.Path != "" {
		text += " " + e.Path
	}
	if e.Item >= 0 {
		text += fmt.Sprintf(" (item %d)", e.Item)
	}
	return text + ": " + e.Err.Error()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// placed is an error with its place in a template whose name is not known at
// this depth; Library puts the name to it.
type placed struct {
	path string
	item int
	err  error
}

func (p *placed) Error() string { return p.path + ": " + p.err.Error() }

func (p *placed) Unwrap() error { return p.err }

// fault is what is wrong with a template file.
func fault(path, format string, args ...any) error {
	return &placed{path: path, item: -1, err: fmt.Errorf("%w: %s", ErrInvalid, fmt.Sprintf(format, args...))}
}

// named gives an error its template's name.
func named(template string, err error) error {
	var at *placed
	if errors.As(err, &at) {
		return &Error{Template: template, Path: at.path, Item: at.item, Err: at.err}
	}
	return &Error{Template: template, Item: -1, Err: err}
}
