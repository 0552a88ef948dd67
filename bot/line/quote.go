package line

import (
	"strings"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString writes a JSON string. It escapes what JSON requires and no
// more: encoding/json would turn <, > and & into six bytes each, which count
// towards LINE's limits. What is not UTF-8 becomes U+FFFD.
func appendString(dst []byte, text string) []byte {
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	dst = append(dst, '"')
	start := 0
	for i := range len(text) {
		if b := text[i]; b < ' ' || b == '"' || b == '\\' {
			dst = append(dst, text[start:i]...)
			dst = appendEscaped(dst, b)
			start = i + 1
		}
	}
	dst = append(dst, text[start:]...)
	return append(dst, '"')
}

func appendEscaped(dst []byte, b byte) []byte {
	switch b {
	case '"', '\\':
		return append(dst, '\\', b)
	case '\n':
		return append(dst, '\\', 'n')
	case '\t':
		return append(dst, '\\', 't')
	case '\r':
		return append(dst, '\\', 'r')
	default:
		return append(dst, '\\', 'u', '0', '0', hexDigits[b>>4], hexDigits[b&0xf])
	}
}
