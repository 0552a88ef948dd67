package flex

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

// LINE's limits. Bubbles may hold "30 KB" and carousels "50 KB"; what a KB is
// LINE does not say, so the smaller reading holds.
const (
	bubbleBytesMax   = 30_000
	carouselBytesMax = 50_000
	bubblesMax       = 12
	altMax           = 1500 // UTF-16 units
	labelMax         = 40   // grapheme clusters: what a reader sees as one letter
	dataMax          = 300  // UTF-16 units
	spokenMax        = 300  // grapheme clusters: what a press says in the member's name
	uriMax           = 1000
	urlMax           = 2000
	clipboardMax     = 1000
	aliasMax         = 32
)

// utf16Len counts as LINE counts most texts.
func utf16Len(text string) int {
	units := 0
	for _, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
	}
	return units
}

// tooManyLetters counts as a reader does, in grapheme clusters. A text of few
// runes needs no segmenting.
func tooManyLetters(text string, most int) bool {
	return len(text) > most && utf8.RuneCountInString(text) > most && uniseg.GraphemeClusterCount(text) > most
}

// The Thai block, none of whose letters are blank.
const (
	firstThai = 'ก'
	lastThai  = '๛'
)

// isBlank tells of a text that shows nothing; LINE refuses the empty one.
func isBlank(text string) bool {
	for _, r := range text {
		if r > ' ' && r < 0x7F || r >= firstThai && r <= lastThai {
			return false // nearly every text ends here
		}
		if !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) && !unicode.IsControl(r) {
			return false
		}
	}
	return true
}

// shortened cuts an alt text to what LINE takes, between letters. The caller
// puts amount and verdict first; losing the end of a summary is better than
// losing the card.
func shortened(alt string) string {
	if utf16Len(alt) <= altMax {
		return alt
	}
	const ellipsis = "…"
	units, end := 0, 0
	letters := uniseg.NewGraphemes(alt)
	for letters.Next() {
		units += utf16Len(letters.Str())
		if units > altMax-1 {
			break
		}
		_, end = letters.Positions()
	}
	return alt[:end] + ellipsis
}

func overLimit(what string, most int) error {
	return fmt.Errorf("%w: %s of more than %d", ErrLimit, what, most)
}

func notOf(what string) error { return fmt.Errorf("%w: no %s", ErrInvalid, what) }

// scalarFault says what LINE would have against a text as a value of the given
// type, or nil.
func (t valueType) scalarFault(text string, words []string) error {
	switch t {
	case typeText:
		if isBlank(text) {
			return fmt.Errorf("%w: the text is blank", ErrMissing)
		}
	case typeLabel:
		return lettersFault("label", text, labelMax)
	case typeSpoken:
		return lettersFault("text to be said", text, spokenMax)
	case typeData:
		if len(text) > dataMax && utf16Len(text) > dataMax {
			return overLimit("postback data", dataMax)
		}
	case typeURI, typeURL:
		return t.addressFault(text)
	case typeClipboard:
		if utf16Len(text) > clipboardMax {
			return overLimit("clipboard text", clipboardMax)
		}
	case typeWord:
		return oneOf(text, words)
	default:
		return t.measureFault(text)
	}
	return nil
}

func lettersFault(what, text string, most int) error {
	if isBlank(text) {
		return fmt.Errorf("%w: the %s is blank", ErrMissing, what)
	}
	if tooManyLetters(text, most) {
		return overLimit(what, most)
	}
	return nil
}

func oneOf(text string, words []string) error {
	for _, w := range words {
		if text == w {
			return nil
		}
	}
	return notOf("known word; it must be one of " + strings.Join(words, ", "))
}

func (t valueType) addressFault(text string) error {
	schemes, most := []string{"http", "https", "line", "tel"}, uriMax
	if t == typeURL {
		schemes, most = []string{"https"}, urlMax
	}
	parsed, err := url.Parse(text)
	if err != nil {
		return notOf("address")
	}
	if utf16Len(text) > most {
		return overLimit("address", most)
	}
	return oneOf(parsed.Scheme, schemes)
}

var (
	gapWords    = []string{"none", "xs", "sm", "md", "lg", "xl", "xxl"}
	borderWords = []string{"none", "light", "normal", "medium", "semi-bold", "bold"}
	sizeWords   = []string{"xxs", "xs", "sm", "md", "lg", "xl", "xxl", "3xl", "4xl", "5xl"}
)

// measureFault checks colours and sizes.
func (t valueType) measureFault(text string) error {
	valid := false
	switch t {
	case typeColor:
		valid = isColor(text)
	case typeGap:
		valid = oneOf(text, gapWords) == nil || isMeasure(text, "px") || isMeasure(text, "%")
	case typeOffset:
		positive := strings.TrimPrefix(text, "-")
		valid = oneOf(text, gapWords) == nil || isMeasure(positive, "px") || isMeasure(positive, "%")
	case typeLength:
		valid = isMeasure(text, "px") || isMeasure(text, "%")
	case typeBorder:
		valid = oneOf(text, borderWords) == nil || isMeasure(text, "px")
	case typeTextSize:
		valid = oneOf(text, sizeWords) == nil || isMeasure(text, "px")
	case typeImageSize:
		valid = text == "full" || oneOf(text, sizeWords) == nil || isMeasure(text, "px") || isMeasure(text, "%")
	case typePixels:
		valid = isMeasure(text, "px")
	case typePercent:
		valid = isMeasure(text, "%")
	case typeAngle:
		valid = isMeasure(text, "deg")
	case typeRatio:
		valid = isRatio(text)
	case typeMoment:
		valid = text != "" && strings.Trim(text, "0123456789-:Tt") == ""
	}
	if !valid {
		return notOf(t.String())
	}
	return nil
}

// isColor tells of #RRGGBB and #RRGGBBAA.
func isColor(text string) bool {
	if len(text) != 7 && len(text) != 9 || text[0] != '#' {
		return false
	}
	_, err := strconv.ParseUint(text[1:], 16, 32)
	return err == nil
}

// isMeasure tells of a number from 0 with its unit.
func isMeasure(text, unit string) bool {
	digits, ok := strings.CutSuffix(text, unit)
	if !ok || digits == "" || len(digits) > 8 {
		return false
	}
	for i := range len(digits) {
		if (digits[i] < '0' || digits[i] > '9') && digits[i] != '.' {
			return false
		}
	}
	_, err := strconv.ParseFloat(digits, 32)
	return err == nil
}

// isRatio tells of "width:height", the height at most three times the width.
func isRatio(text string) bool {
	w, h, ok := strings.Cut(text, ":")
	width, errW := strconv.Atoi(w)
	height, errH := strconv.Atoi(h)
	return ok && errW == nil && errH == nil && width >= 1 && width <= 100_000 && height >= 1 && height <= 3*width
}
