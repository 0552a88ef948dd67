package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/redis/go-redis/v9"
)

// logTextMax bounds one text in the log, in bytes: room for an error and the
// stack of a panic, not for somebody's file.
const logTextMax = 4_000

// newLogger logs JSON lines. Through its guard no line holds a secret, a
// person's words or a person's numbers, whatever the code that logs forgot.
func newLogger(w io.Writer, secrets ...secret) *slog.Logger {
	return slog.New(guard{next: slog.NewJSONHandler(w, nil), scrub: newScrubber(secrets)})
}

// silenceRedis stops go-redis from writing lines of its own to stderr. What it
// has to say comes back as errors, which are logged through the guard. It is
// for the whole process, so main calls it and nothing else does.
func silenceRedis() { redis.SetLogger(silence{}) }

type silence struct{}

func (silence) Printf(context.Context, string, ...any) {}

// guard is a handler that rewrites records before they are written. Numbers,
// times and truth values pass under any key; text passes under the known keys
// alone, scrubbed.
type guard struct {
	next  slog.Handler
	scrub *scrubber
}

// idKeys hold our identifiers and LINE's event IDs, as they are.
func isIDKey(key string) bool {
	switch key {
	case "event_id", "entry_id", "fund_id", "member_id", "job_id", "message_id", "request_id":
		return true
	}
	return false
}

// textKeys hold words of ours, from closed sets, and errors.
func isTextKey(key string) bool {
	switch key {
	case "err", "part", "reason", "signal", "address", "role", "state", "kind", "type",
		"job_kind", "intent", "template", "op", "outcome", "version", "command", "reference", "dir":
		return true
	}
	return false
}

func (g guard) Enabled(ctx context.Context, level slog.Level) bool { return g.next.Enabled(ctx, level) }

func (g guard) Handle(ctx context.Context, record slog.Record) error {
	clean := slog.NewRecord(record.Time, record.Level, g.scrub.text(record.Message), record.PC)
	record.Attrs(func(attr slog.Attr) bool {
		clean.AddAttrs(g.clean(attr))
		return true
	})
	return g.next.Handle(ctx, clean)
}

func (g guard) WithAttrs(attrs []slog.Attr) slog.Handler {
	cleaned := make([]slog.Attr, len(attrs))
	for i, attr := range attrs {
		cleaned[i] = g.clean(attr)
	}
	return guard{next: g.next.WithAttrs(cleaned), scrub: g.scrub}
}

func (g guard) WithGroup(name string) slog.Handler {
	return guard{next: g.next.WithGroup(name), scrub: g.scrub}
}

func (g guard) clean(attr slog.Attr) slog.Attr {
	value := attr.Value.Resolve()
	switch value.Kind() {
	case slog.KindGroup:
		members := value.Group()
		cleaned := make([]slog.Attr, len(members))
		for i, member := range members {
			cleaned[i] = g.clean(member)
		}
		return slog.Attr{Key: attr.Key, Value: slog.GroupValue(cleaned...)}
	case slog.KindString, slog.KindAny:
		return slog.String(attr.Key, g.cleanText(attr.Key, value))
	default:
		return slog.Attr{Key: attr.Key, Value: value}
	}
}

// cleanText gives what may be written of a text under its key.
func (g guard) cleanText(key string, value slog.Value) string {
	words, ok := wordsOf(value)
	switch {
	case !ok:
		return hidden
	case isIDKey(key):
		return g.scrub.secrets(words)
	case isTextKey(key):
		return g.scrub.text(words)
	default:
		return hidden
	}
}

// wordsOf gives the text of a value that says itself what it is in words.
func wordsOf(value slog.Value) (string, bool) {
	if value.Kind() == slog.KindString {
		return value.String(), true
	}
	switch known := value.Any().(type) {
	case error:
		return known.Error(), true
	case fmt.Stringer:
		return known.String(), true
	case nil:
		return "", true
	default:
		return "", false
	}
}

// scrubber takes out of a text what must not be in a log.
type scrubber struct {
	known []string
}

// secretMin is the shortest secret that is hidden: hiding every "a" in the log
// would only tell what it is.
const secretMin = 6

func newScrubber(secrets []secret) *scrubber {
	s := &scrubber{}
	for _, one := range secrets {
		if value := one.reveal(); len(value) >= secretMin {
			s.known = append(s.known, value)
		}
	}
	// Longest first: a secret may be part of another.
	slices.SortFunc(s.known, func(a, b string) int { return len(b) - len(a) })
	return s
}

// personal finds what is about people. The log is written in English, so Thai
// letters in it are somebody's name or words. Nine digits and more, with the
// dashes people put in them, are a telephone, a bank account or a citizen
// number. Thirty-two hexadecimal digits are a LINE user, group or reply token.
var personal = regexp.MustCompile(`[\p{Thai}]+|\b[0-9](?:[- ]?[0-9]){8,}\b|[UCR]?[0-9a-f]{32,}`)

func (s *scrubber) secrets(text string) string {
	for _, known := range s.known {
		text = strings.ReplaceAll(text, known, hidden)
	}
	return cut(text)
}

func (s *scrubber) text(text string) string {
	return personal.ReplaceAllString(s.secrets(text), "…")
}

func cut(text string) string {
	if len(text) <= logTextMax {
		return strings.ToValidUTF8(text, "\uFFFD")
	}
	end := logTextMax
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return strings.ToValidUTF8(text[:end], "\uFFFD") + "…"
}
