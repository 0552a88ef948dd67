package line

import (
	"errors"
	"log/slog"
)

// Token is a channel access token. It shows itself to nobody: every way of
// printing, logging or marshalling it gives the same dots.
type Token string

const tokenHidden = "•••"

// String hides the token.
func (Token) String() string { return tokenHidden }

// GoString hides the token from %#v.
func (Token) GoString() string { return tokenHidden }

// LogValue hides the token from slog.
func (Token) LogValue() slog.Value { return slog.StringValue(tokenHidden) }

// MarshalText hides the token from JSON and other encodings.
func (Token) MarshalText() ([]byte, error) { return []byte(tokenHidden), nil }

// check refuses a token that cannot stand in a header, such as one with the
// line feed of the file it was read from. It never quotes it.
func (t Token) check() error {
	if t == "" {
		return errors.New("line: the channel access token is empty")
	}
	for i := range len(t) {
		if t[i] <= ' ' || t[i] >= 0x7f {
			return errors.New("line: the channel access token has a space, a line break or another sign that no token has")
		}
	}
	return nil
}
