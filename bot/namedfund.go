package bot

import (
	"bytes"
	"encoding/json"
	"unicode/utf8"

	"sajja/bot/conversation"
	"sajja/bot/linkcode"
	"sajja/ledger"
	"sajja/store"
)

// namedFund is what an event itself says about its fund: a button that names it,
// or a link code that begins with its number.
type namedFund struct {
	fund   ledger.FundID
	series int
}

// readNamedFund looks into a private event before anything else does. Nearly all
// events name no fund, so only those that may are decoded.
func readNamedFund(e store.InboundEvent) namedFund {
	if e.ChatID != e.UserID || e.UserID == "" {
		return namedFund{}
	}
	switch {
	case e.Type == "postback" && (bytes.Contains(e.Raw, []byte(`"1:link-`)) || bytes.Contains(e.Raw, []byte(`"1:fund:`))):
		var event lineEvent
		if json.Unmarshal(e.Raw, &event) == nil {
			fund, _ := conversation.FundOf(event.Postback.Data)
			return namedFund{fund: fund}
		}
	case e.Type == "message" && mayBeCode(e.Raw):
		var event lineEvent
		if json.Unmarshal(e.Raw, &event) == nil && event.Message.Type == "text" {
			if code, ok := linkcode.Parse(event.Message.Text); ok {
				return namedFund{series: code.Series()}
			}
		}
	}
	return namedFund{}
}

// codeBytes is how long a message with a code can be at most, in bytes of JSON
// with every digit escaped.
const codeBytes = 200

// mayBeCode looks at the text of a message as it stands in the body: short, and
// with ten digits or escaped letters at least.
func mayBeCode(raw []byte) bool {
	_, rest, found := bytes.Cut(raw, []byte(`"text":"`))
	if !found {
		return false
	}
	text, _, found := bytes.Cut(rest, []byte(`"`))
	if !found || len(text) > codeBytes {
		return false
	}
	digits := 0
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRune(text[i:])
		if r >= '0' && r <= '9' || r >= '๐' && r <= '๙' || r >= '０' && r <= '９' {
			digits++
		}
		i += size
	}
	return digits >= codeDigitsSeen
}

// codeDigitsSeen is fewer than the ten digits of a code: some may be typed as
// letters that look like them.
const codeDigitsSeen = 6
