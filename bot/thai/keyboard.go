package thai

import "strings"

// The keys of the two layouts, row by row: an English layout's character and
// what the same key writes on the Thai (Kedmanee) one.
const (
	plainKeys       = "`1234567890-=" + "qwertyuiop[]\\" + "asdfghjkl;'" + "zxcvbnm,./"
	plainKeysThai   = "_ๅ/-ภถุึคตจขช" + "ๆไำพะัีรนยบลฃ" + "ฟหกดเ้่าสวง" + "ผปแอิืทมใฝ"
	shiftedKeys     = "~!@#$%^&*()_+" + "QWERTYUIOP{}|" + "ASDFGHJKL:\"" + "ZXCVBNM<>?"
	shiftedKeysThai = "%+๑๒๓๔ู฿๕๖๗๘๙" + "๐\"ฎฑธํ๊ณฯญฐ,ฅ" + "ฤฆฏโฌ็๋ษศซ." + "()ฉฮฺ์?ฒฬฦ"
)

// ThaiFromEnglishKeys gives what would stand there, had the Thai layout been
// on: "/kd 30" is "ฝาก 30". Words of figures alone stay as they are, since
// figures are typed on the number pad.
func ThaiFromEnglishKeys(text string) string {
	return byWord(text, keyMap(plainKeys+shiftedKeys, plainKeysThai+shiftedKeysThai))
}

// EnglishFromThaiKeys gives what would stand there, had the English layout
// been on: "กำยนหระ 30" is "deposit 30".
func EnglishFromThaiKeys(text string) string {
	return byWord(text, keyMap(plainKeysThai+shiftedKeysThai, plainKeys+shiftedKeys))
}

func keyMap(from, to string) map[rune]rune {
	keys := []rune(from)
	out := make(map[rune]rune, len(keys))
	for i, r := range []rune(to) {
		out[keys[i]] = r
	}
	return out
}

func byWord(text string, keys map[rune]rune) string {
	var b strings.Builder
	for i, word := range strings.Split(text, " ") {
		if i > 0 {
			b.WriteByte(' ')
		}
		if isFigures(word) {
			b.WriteString(word)
			continue
		}
		for _, r := range word {
			if other, ok := keys[r]; ok {
				r = other
			}
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isFigures(word string) bool {
	for i := range len(word) {
		if !IsDigit(word[i]) && word[i] != '.' && word[i] != ',' {
			return false
		}
	}
	return word != ""
}
