package thai

import "unicode"

// foldForeign gives the folded letter for a character that is neither ASCII
// nor Thai; 0 drops it.
func foldForeign(r rune) byte {
	switch {
	case isInvisible(r):
		return 0
	case r >= 0xFF01 && r <= 0xFF5E: // full width
		return lower(byte(r - 0xFF01 + '!'))
	case r >= 0x1D7CE && r <= 0x1D7FF: // mathematical digits
		return '0' + byte((r-0x1D7CE)%10)
	case r == 0x2028 || r == 0x2029 || r == 0x85:
		return '\n'
	case unicode.IsSpace(r):
		return ' '
	}
	if letter := foldSign(r); letter != 0 {
		return letter
	}
	switch {
	case isPicture(r):
		return LetterEmoji
	case unicode.IsLetter(r):
		return LetterOther
	default:
		return LetterSymbol
	}
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b + 'a' - 'A'
	}
	return b
}

// isInvisible tells of signs without width: joiners, direction marks,
// variation selectors, the keycap's ring, skin tones.
func isInvisible(r rune) bool {
	switch {
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0000 && r <= 0xE01EF, r >= 0x1F3FB && r <= 0x1F3FF:
		return true
	default:
		return r == 0xFEFF || r == 0xAD || r == 0x20E3 || r == 0x34F || r == 0x180E
	}
}

// foldSign gives the plain sign for a decorated one, or 0.
func foldSign(r rune) byte {
	switch r {
	case '‐', '‑', '‒', '–', '—', '―', '−', '➖':
		return '-'
	case '“', '”', '„', '«', '»', '「', '」', '『', '』':
		return '"'
	case '‘', '’', '‚':
		return '\''
	case '•', '●', '▪', '◦', '‣', '·', '◾', '◽', '▶', '►', '➤', '➡', '→', '⭐', '★', '☆', '❖', '✦':
		return '*'
	case '×', '✕':
		return 'x'
	case '➕':
		return '+'
	case '❓', '❔':
		return '?'
	case '❗', '❕':
		return '!'
	case '〜', '～':
		return '~'
	case '❌', '✖', '✗', '✘', '🚫', '⛔', '❎':
		return LetterCross
	case '✅', '✔', '☑', '✓':
		return LetterCheck
	case '👍', '👌', '🆗', '🙆':
		return LetterThumb
	}
	return 0
}

func isPicture(r rune) bool {
	switch {
	case r >= 0x1F000 && r <= 0x1FBFF, r >= 0x2600 && r <= 0x27BF, r >= 0x2300 && r <= 0x23FF:
		return true
	case r >= 0x2B00 && r <= 0x2BFF, r >= 0x2460 && r <= 0x24FF, r >= 0x100000:
		return true
	default:
		return r >= 0xE000 && r <= 0xF8FF
	}
}
