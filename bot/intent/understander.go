package intent

import (
	"fmt"
	"io"
	"strings"
	"sync"

	"sajja/bot/thai"
)

// Understander reads messages; safe for concurrent use.
type Understander struct {
	lexicon  *lexicon
	readings sync.Pool
	names    []string // what the bot is called in a group, folded
}

// Option adds to what an Understander knows.
type Option func(*settings) error

type settings struct {
	lexicon *lexicon
	names   []string
}

// WithWords adds a fund's own words, in the form of the embedded files:
// sections in brackets and the words under them, or "[like]" and lines of
// "word = known word".
func WithWords(r io.Reader) Option {
	return func(s *settings) error { return s.lexicon.read(r) }
}

// WithName adds a name by which the bot is called in a group.
func WithName(name string) Option {
	return func(s *settings) error {
		if folded := normalWord(name); folded != "" {
			s.names = append(s.names, folded)
		}
		return nil
	}
}

// New makes an Understander with the embedded words and what the options add.
func New(options ...Option) (*Understander, error) {
	lexicon, err := newLexicon()
	if err != nil {
		return nil, err
	}
	s := settings{lexicon: lexicon, names: []string{normalWord("@sajja"), normalWord("sajja"), normalWord("@สัจจะ")}}
	for _, option := range options {
		if err := option(&s); err != nil {
			return nil, fmt.Errorf("add to the lexicon: %w", err)
		}
	}
	lexicon.build()
	u := &Understander{lexicon: lexicon, names: s.names}
	u.readings.New = func() any { return &reading{lexicon: lexicon} }
	return u, nil
}

// textMax bounds what is read, in bytes: LINE's 5,000 characters in Thai and
// some. What is longer is no message of a member.
const textMax = 20_000

// Understand reads one message. The same request always gives the same result.
func (u *Understander) Understand(request Request) Result {
	if len(request.Text) > textMax {
		return Result{Intent: Other, Confidence: 0.5, Why: Why{Rule: "too long to be a message"}}
	}
	if request.Group && !request.Addressed {
		rest, isCalled := u.afterName(request.Text)
		if !isCalled {
			return Result{Intent: Other, Confidence: 1, Silent: true, Why: Why{Rule: "not addressed in the group"}}
		}
		request.Text = rest
	}
	r := u.readings.Get().(*reading)
	defer u.readings.Put(r)
	return r.understand(request)
}

// afterName gives the text after the bot's name, if it begins with one.
func (u *Understander) afterName(text string) (string, bool) {
	f := thai.Fold(text)
	letters := strings.TrimLeft(string(f.Letters), " \n")
	skipped := len(f.Letters) - len(letters)
	for _, name := range u.names {
		if strings.HasPrefix(letters, name) && thai.CanBreak(f.Letters, skipped+len(name)) {
			start, _ := f.Bounds(skipped+len(name), len(f.Letters))
			return text[start:], true
		}
	}
	return "", false
}

// understand reads the text as it stands and, where that says nothing, as
// typed on the wrong keyboard.
func (r *reading) understand(request Request) Result {
	r.read(request)
	result := r.decide()
	if result.Intent != Other || r.isLong || !r.isGibberish() {
		return result
	}
	other, ok := r.onOtherKeyboard(request)
	if !ok {
		return result
	}
	return other
}

// decide asks the rules in their order; the first that speaks decides.
func (r *reading) decide() Result {
	for i := range rules {
		if r.isLong && !rules[i].readsLong {
			continue
		}
		result, ok := rules[i].read(r)
		if !ok {
			continue
		}
		result.Why = Why{Rule: rules[i].name, Cues: append([]Cue(nil), r.cues...)}
		result.Spans = append([]Span(nil), r.spans...)
		if result.Intent == MeetingCreate {
			result.Times = append([]thai.Clock(nil), r.times...)
		}
		r.weigh(&result)
		return result
	}
	result := Result{Intent: Other, Confidence: 0.9, Why: Why{Rule: "nothing asked of the bot"}}
	r.weigh(&result)
	return result
}
