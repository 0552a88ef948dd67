package thai

// A folded text holds one byte per letter: Thai in the code of TIS-620
// (ก is 0xA1 … ๛ is 0xFB), ASCII as itself in lower case, and the classes
// below for everything else. One byte per letter keeps word trees small and
// positions plain.
const (
	LetterEmoji  = 0x80 // a picture, however many code points it took
	LetterOther  = 0x81 // a letter of another script
	LetterSymbol = 0x82 // any other sign
	LetterCross  = 0x83 // ❌ and its kin: marked as not done
	LetterCheck  = 0x84 // ✅ and its kin: marked as done
	LetterThumb  = 0x85 // 👍 and its kin: agreed
	LetterBaht   = 0xDF // ฿
	LetterRepeat = 0xE6 // ๆ
)

// The Thai letters that the rules name.
const (
	koKai         = 0xA1 // ก
	ru            = 0xC4 // ฤ
	lu            = 0xC6 // ฦ
	oAng          = 0xCD // อ
	hoNokhuk      = 0xCE // ฮ
	paiyannoi     = 0xCF // ฯ
	saraA         = 0xD0 // ะ
	maiHanAkat    = 0xD1 // ั
	saraAa        = 0xD2 // า
	saraAm        = 0xD3 // ำ
	saraI         = 0xD4 // ิ
	phinthu       = 0xDA // ฺ
	saraE         = 0xE0 // เ
	saraAe        = 0xE1 // แ
	saraAiMalai   = 0xE4 // ไ
	lakkhangyao   = 0xE5 // ๅ
	maiTaikhu     = 0xE7 // ็
	maiEk         = 0xE8 // ่
	maiChattawa   = 0xEB // ๋
	thanthakhat   = 0xEC // ์
	nikhahit      = 0xED // ํ
	yamakkan      = 0xEE // ๎
	thaiDigitZero = 0xF0 // ๐
	thaiDigitNine = 0xF9 // ๙
)

// IsThai tells whether a folded letter is a Thai letter or mark.
func IsThai(letter byte) bool { return letter >= koKai && letter != LetterBaht }

// IsDigit tells whether a folded letter is a digit.
func IsDigit(letter byte) bool { return letter >= '0' && letter <= '9' }

// IsLatin tells whether a folded letter is an ASCII letter.
func IsLatin(letter byte) bool { return letter >= 'a' && letter <= 'z' }

// IsWordLetter tells whether a folded letter can be part of a word.
func IsWordLetter(letter byte) bool {
	return (letter >= koKai && letter != LetterBaht && letter != paiyannoi && letter != LetterRepeat) ||
		IsLatin(letter) || letter == LetterOther
}

func isConsonant(letter byte) bool { return letter >= koKai && letter <= hoNokhuk }

func isTone(letter byte) bool { return letter >= maiEk && letter <= maiChattawa }

// isMark tells whether a letter is a vowel or sign above or below.
func isMark(letter byte) bool {
	return letter == maiHanAkat || (letter >= saraI && letter <= phinthu) || letter == maiTaikhu || letter == nikhahit
}

func isLeadingVowel(letter byte) bool { return letter >= saraE && letter <= saraAiMalai }

func isFollowingVowel(letter byte) bool {
	return letter == saraA || letter == saraAa || letter == saraAm || letter == lakkhangyao
}

// CanBreak tells whether a word can end before letters[at] and another begin
// there: never inside a syllable's cluster, so not before a mark, a tone or a
// following vowel, and not after a leading vowel.
func CanBreak(letters []byte, at int) bool {
	if at <= 0 || at >= len(letters) {
		return true
	}
	next, previous := letters[at], letters[at-1]
	return !isMark(next) && !isTone(next) && !isFollowingVowel(next) && next != thanthakhat && next != yamakkan &&
		!isLeadingVowel(previous)
}
