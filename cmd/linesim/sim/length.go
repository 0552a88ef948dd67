package sim

import (
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// LINE counts most texts in UTF-16 units, and what stands on buttons and
// titles in grapheme clusters: a Thai vowel or tone mark counts with its
// consonant there.

// fitsUTF16 tells whether text has at most limit UTF-16 units. No character
// has more units than bytes, so a short text needs no count.
func fitsUTF16(text []byte, limit int) bool {
	return len(text) <= limit || utf16Units(text) <= limit
}

func utf16Units(text []byte) int {
	n := 0
	for i := 0; i < len(text); {
		size := 1
		if text[i] >= utf8.RuneSelf {
			var r rune
			if r, size = utf8.DecodeRune(text[i:]); r > 0xFFFF {
				n++
			}
		}
		i += size
		n++
	}
	return n
}

// fitsGraphemes tells whether text has at most limit grapheme clusters. The
// true count is slow, and needed only where there are more characters than
// clusters allowed.
func fitsGraphemes(text []byte, limit int) bool {
	if len(text) <= limit || utf8.RuneCount(text) <= limit {
		return true
	}
	return uniseg.GraphemeClusterCount(string(text)) <= limit
}
