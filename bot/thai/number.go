package thai

import "errors"

// Doubt says why a number can be read another way. A number in doubt is asked
// about, never used.
type Doubt uint8

// The doubts, from harmless to hopeless.
const (
	Clear          Doubt = iota
	DroppedUnit          // ร้อยห้า: 105 or 150
	ThousandsDot         // 1.000: one, or one thousand
	BadGrouping          // 1,00 or 30,50
	PartOfSatang         // 30.555
	LetterForDigit       // 3O, l00
	Approximate          // ร้อยกว่า
	Range                // สองสามร้อย, 30-50
	Split                // 2 พัน 500
	TooLarge             // beyond any fund
)

// String names the doubt for people who read logs of rules, not of members.
func (d Doubt) String() string {
	return [...]string{
		"clear", "dropped unit", "thousands dot", "bad grouping", "part of a satang", "letter for a digit",
		"approximate", "range", "split", "too large",
	}[d]
}

// Number is a number as it was written.
type Number struct {
	// Hundredths is the value times 100, read as people speak: พันห้า is 1,500.
	Hundredths int64
	// Formal is the value times 100 read as on a receipt, where พันห้า is
	// 1,005. The two differ only where a unit may have been dropped.
	Formal int64
	Doubt  Doubt
	// Digits counts the digits typed, 0 for a number in words.
	Digits int
	// HasLeadingZero marks telephone and member numbers (081…, 007).
	HasLeadingZero bool
	// HasPoint tells of a decimal point, HasComma of thousands commas.
	HasPoint, HasComma bool
}

// Whole gives the number as a count, and whether it is one.
func (n Number) Whole() (int, bool) {
	if n.Doubt != Clear || n.Hundredths%100 != 0 || n.Hundredths < 0 || n.Hundredths > 1e11 {
		return 0, false
	}
	return int(n.Hundredths / 100), true
}

// ErrNumber says that a text is not one number and nothing else.
var ErrNumber = errors.New("not a number")

// ParseNumber reads a text that is one number and nothing else, in digits or
// in words, as people speak. What can be read two ways comes with its Doubt.
func ParseNumber(text string) (Number, error) {
	letters := trimSpaces(Fold(text).Letters)
	n, end := ScanNumber(letters, 0)
	if end == 0 || end != len(letters) {
		return Number{}, ErrNumber
	}
	return n, nil
}

func trimSpaces(letters []byte) []byte {
	for len(letters) > 0 && (letters[0] == ' ' || letters[0] == '\n') {
		letters = letters[1:]
	}
	for len(letters) > 0 && (letters[len(letters)-1] == ' ' || letters[len(letters)-1] == '\n') {
		letters = letters[:len(letters)-1]
	}
	return letters
}

// ScanNumber reads the longest number that begins at a place of folded
// letters, and gives where it ends; the end is the place itself if none does.
func ScanNumber(letters []byte, at int) (Number, int) {
	if at >= len(letters) {
		return Number{}, at
	}
	if IsDigit(letters[at]) || isDigitLike(letters[at]) {
		n, end := scanDigits(letters, at)
		if end == at || n.Doubt != Clear || n.Digits > 7 {
			return n, end
		}
		return scanMixed(letters, n, at, end)
	}
	if !isNumberStart(letters[at]) {
		return Number{}, at
	}
	c := newCounter(letters, at)
	return c.count()
}

// scanMixed reads digits that count a unit word, as in 2 พัน or 1.5 หมื่น.
func scanMixed(letters []byte, n Number, at, end int) (Number, int) {
	if w, after := lookupPast(letters, end); w.class == overWord {
		n.Doubt = Approximate
		return n, after
	}
	w, _ := lookupPast(letters, end)
	if w.class != placeWord {
		return n, end
	}
	c := newCounter(letters, at)
	c.take(n.Hundredths, end)
	c.digits = n.Digits
	mixed, mixedEnd := c.count()
	if mixedEnd <= end {
		return n, end
	}
	mixed.HasPoint, mixed.HasComma = n.HasPoint, n.HasComma
	return mixed, mixedEnd
}

// isNumberStart tells of the letters with which number words begin.
func isNumberStart(letter byte) bool {
	switch letter {
	case 0xC8, 0xCB, 0xCA, 0xE0, 0xE1, 0xAB, 0xC3, 0xCE, 0xBE, 0xC5, 0xA4, 0xC2, 0xB9: // ศ ห ส เ แ ซ ร ฮ พ ล ค ย น
		return true
	}
	return false
}
