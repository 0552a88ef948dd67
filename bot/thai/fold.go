package thai

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Folded (รูปปกติ) is a text in its normal form for reading, letter by letter,
// with the place of each letter in the source. The source is kept: what is
// quoted back to people is cut from it, in their own spelling.
//
// The normal form drops what cannot be seen (zero-width signs, BOM), puts
// vowels before tones, takes doubled marks and drawn-out letters as one, makes
// ํ + า one ำ and เเ one แ, and turns Thai and full-width digits into 0–9.
// Digits are never dropped or merged, since 100 is not 1.
type Folded struct {
	Source  string
	Letters []byte
	from    []int32 // where each letter begins in Source; one more for the end
	run     int     // how often the last letter was written in a row
}

// Fold gives the normal form of a text.
func Fold(text string) Folded {
	var f Folded
	f.Reset(text)
	return f
}

// Reset folds another text into the same memory.
func (f *Folded) Reset(text string) {
	f.Source, f.Letters, f.from, f.run = text, f.Letters[:0], f.from[:0], 0
	for at := 0; at < len(text); {
		at += f.take(text[at:], at)
	}
	f.from = append(f.from, int32(len(text)))
}

// take folds the first character of rest and gives its length in bytes.
func (f *Folded) take(rest string, at int) int {
	first := rest[0]
	if first < utf8.RuneSelf {
		f.takeASCII(first, at)
		return 1
	}
	if first == 0xE0 && len(rest) >= 3 && (rest[1] == 0xB8 || rest[1] == 0xB9) && rest[2]&0xC0 == 0x80 {
		f.takeThai((rest[1]&1)<<6|rest[2]&0x3F, at)
		return 3
	}
	r, size := utf8.DecodeRuneInString(rest)
	if letter := foldForeign(r); letter != 0 {
		f.emit(letter, at)
	}
	return size
}

func (f *Folded) takeASCII(b byte, at int) {
	switch {
	case b >= 'A' && b <= 'Z':
		f.emit(b+'a'-'A', at)
	case b == '\t' || b == '\v' || b == '\f':
		f.emit(' ', at)
	case b == '\r':
		f.emit('\n', at)
	case b < ' ' && b != '\n', b == 0x7F:
		return
	default:
		f.emit(b, at)
	}
}

// lastThai is the place of ๛, the last letter of the Thai block.
const lastThai = 0x5B

// takeThai takes a letter by its place in the Thai block, U+0E00 plus index.
func (f *Folded) takeThai(index byte, at int) {
	if index > lastThai {
		return // no letter yet
	}
	letter := index + 0xA0
	switch {
	case letter >= thaiDigitZero && letter <= thaiDigitNine:
		f.emit(letter-thaiDigitZero+'0', at)
	case letter == 0xA0 || letter == yamakkan:
		return
	case letter == 0xA3: // ฃ, no longer written but on the keyboard
		f.emit(0xA2, at)
	case letter == 0xA5: // ฅ
		f.emit(0xA4, at)
	default:
		f.emit(letter, at)
	}
}

// emit appends one letter, or merges it into what stands before it.
func (f *Folded) emit(letter byte, at int) {
	last := f.last(1)
	switch {
	case isMark(letter):
		f.emitMark(letter, at)
	case isTone(letter) || letter == thanthakhat:
		f.emitTone(letter, at)
	case isFollowingVowel(letter):
		f.emitFollowing(letter, at)
	case letter == saraE && (last == saraE || last == saraAe):
		f.Letters[len(f.Letters)-1] = saraAe
	case letter == ' ' && (last == ' ' || last == '\n'):
	case letter == '\n' && last == ' ':
		f.Letters[len(f.Letters)-1] = '\n'
	case letter == last && (isLeadingVowel(letter) || letter == LetterRepeat || letter == LetterEmoji || letter == '\n'):
	case letter == last && isDrawable(letter):
		f.emitRepeated(letter, at)
	default:
		f.push(letter, at)
	}
}

// isDrawable tells whether people draw the letter out for effect (ฝากกกก).
// Two in a row may be spelling (ถนน), three are not, but for อ, which is a vowel
// too (ขอออม). Digits never count.
func isDrawable(letter byte) bool {
	return isConsonant(letter) && letter != oAng || IsLatin(letter) && letter != 'w'
}

func (f *Folded) emitRepeated(letter byte, at int) {
	f.run++
	if f.run == 2 {
		f.Letters = append(f.Letters, letter)
		f.from = append(f.from, int32(at))
		return
	}
	if f.run == 3 {
		f.Letters = f.Letters[:len(f.Letters)-1]
		f.from = f.from[:len(f.from)-1]
	}
}

// emitMark puts a vowel above or below in its place: on its consonant and
// before the tone. A second mark on the same consonant replaces the first.
func (f *Folded) emitMark(letter byte, at int) {
	place := len(f.Letters)
	if place > 0 && (isTone(f.Letters[place-1]) || f.Letters[place-1] == thanthakhat) {
		place--
	}
	switch before := byteAt(f.Letters, place-1); {
	case isMark(before):
		f.Letters[place-1] = letter
	case isConsonant(before):
		f.push(letter, at)
		copy(f.Letters[place+1:], f.Letters[place:])
		f.Letters[place] = letter
	}
}

// emitTone puts a tone mark before a following vowel and takes a doubled one
// as one. A tone with nothing to stand on is dropped.
func (f *Folded) emitTone(letter byte, at int) {
	last := f.last(1)
	switch {
	case isTone(last) || last == thanthakhat:
		f.Letters[len(f.Letters)-1] = letter
	case isFollowingVowel(last) && isTone(f.last(2)):
	case isFollowingVowel(last) && letter != thanthakhat && (isConsonant(f.last(2)) || isMark(f.last(2))):
		f.push(last, at)
		f.Letters[len(f.Letters)-2] = letter
	case isConsonant(last) || isMark(last):
		f.push(letter, at)
	}
}

func (f *Folded) emitFollowing(letter byte, at int) {
	last := f.last(1)
	if letter == lakkhangyao && last != ru && last != lu {
		letter = saraAa
	}
	switch {
	case letter == last:
	case letter == saraAa && last == saraAm:
	case letter == saraAa && last == nikhahit:
		f.Letters[len(f.Letters)-1] = saraAm
	case letter == saraAa && isTone(last) && f.last(2) == nikhahit:
		f.Letters[len(f.Letters)-2] = last
		f.Letters[len(f.Letters)-1] = saraAm
	default:
		f.push(letter, at)
	}
}

func (f *Folded) push(letter byte, at int) {
	f.Letters = append(f.Letters, letter)
	f.from = append(f.from, int32(at))
	f.run = 1
}

// last gives the n-th letter from the end, or 0.
func (f *Folded) last(n int) byte { return byteAt(f.Letters, len(f.Letters)-n) }

func byteAt(letters []byte, at int) byte {
	if at < 0 || at >= len(letters) {
		return 0
	}
	return letters[at]
}

// Bounds gives the place in the source, in bytes, of the letters start to end.
func (f *Folded) Bounds(start, end int) (int, int) { return int(f.from[start]), int(f.from[end]) }

// Text gives the source's own words for the letters start to end: their
// spelling untouched, without what cannot be seen and without space around.
func (f *Folded) Text(start, end int) string {
	if start >= end {
		return ""
	}
	from, to := f.Bounds(start, end)
	return Visible(f.Source[from:to])
}

// Visible gives a text without the signs that cannot be seen and without
// space around it. Nothing else changes, so names keep their spelling.
func Visible(text string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if isInvisible(r) || r == utf8.RuneError || (unicode.IsControl(r) && r != '\n' && r != '\t') {
			return -1
		}
		return r
	}, text))
}

// Normal gives the normal form of a text as text, for comparing and showing.
func Normal(text string) string {
	f := Fold(text)
	var b strings.Builder
	b.Grow(len(text))
	for i, letter := range f.Letters {
		switch {
		case letter >= koKai:
			b.WriteRune(rune(letter) - 0xA0 + 0x0E00)
		case letter < utf8.RuneSelf:
			b.WriteByte(letter)
		default:
			r, _ := utf8.DecodeRuneInString(text[f.from[i]:])
			b.WriteRune(r)
		}
	}
	return strings.TrimSpace(b.String())
}
