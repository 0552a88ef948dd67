package thai

import (
	"errors"

	"sajja/ledger"
)

// Unit says what an amount was counted in.
type Unit uint8

// The units of an amount.
const (
	NoUnit Unit = iota // a bare number
	Baht               // บาท, บ., ฿, .-
	Satang             // สตางค์ or สลึง alone
)

// Amount is a number with the unit of money said beside it, if any.
type Amount struct {
	Number Number
	Unit   Unit
	satang int64
}

// Money gives the amount in baht, and whether it is one: clear, above zero and
// within what a fund can hold.
func (a Amount) Money() (ledger.Money, bool) {
	if a.Number.Doubt != Clear || a.satang <= 0 || a.satang > countMax {
		return ledger.Money{}, false
	}
	return ledger.MoneyFromSatang(a.satang), true
}

// Satang gives the amount in satang, whatever its doubts.
func (a Amount) Satang() int64 { return a.satang }

// ErrAmount says that a text is not one amount and nothing else.
var ErrAmount = errors.New("not an amount")

// ParseAmount reads a text that is one amount and nothing else: "30 บ.",
// "฿1,000.50", "บาทนึง", "สองบาทห้าสิบสตางค์", and what BahtText writes.
func ParseAmount(text string) (Amount, error) {
	letters := trimSpaces(Fold(text).Letters)
	a, end := ScanAmount(letters, 0)
	if end == 0 || end != len(letters) {
		return Amount{}, ErrAmount
	}
	return a, nil
}

// ScanAmount reads the longest amount that begins at a place of folded
// letters, and gives where it ends; the end is the place itself if none does.
func ScanAmount(letters []byte, at int) (Amount, int) {
	if w, end := lookup(letters, at); w.class == bahtWord || w.class == quarterWord {
		return scanUnitFirst(letters, at, w, end)
	}
	n, end := ScanNumber(letters, at)
	if end == at {
		return Amount{}, at
	}
	return scanUnit(letters, Amount{Number: n, satang: n.Hundredths}, end)
}

// scanUnitFirst reads amounts that begin with their unit: ฿30, บาทนึง, สลึงเดียว.
func scanUnitFirst(letters []byte, at int, unit vocabularyWord, end int) (Amount, int) {
	one := int64(100)
	if unit.class == quarterWord {
		one = 25
	}
	if unit.class == bahtWord && !IsThai(letters[at]) {
		n, numberEnd := ScanNumber(letters, skipSpace(letters, end))
		if n.Digits == 0 {
			return Amount{}, at
		}
		return scanUnit(letters, Amount{Number: n, Unit: Baht, satang: n.Hundredths}, numberEnd)
	}
	w, after := lookup(letters, end)
	isOne := w.class == looseOneWord || w.class == onlyWord || (w.class == digitWord && w.value == 1)
	switch {
	case isOne && after-end > 1 && isWhole(letters, at, end):
		return scanSmall(letters, Amount{Number: Number{Hundredths: one, Formal: one}, Unit: Baht, satang: one}, after)
	case unit.class == bahtWord && isWhole(letters, at, end) && w.class != noWord && w.class != halfWord:
		return scanSatangAlone(letters, at, end)
	case unit.class == bahtWord && w.class == halfWord && isHalfOfBaht(letters, after):
		return Amount{Number: Number{Hundredths: 150, Formal: 150}, Unit: Baht, satang: 150}, after
	case unit.class == quarterWord:
		return Amount{Number: Number{Hundredths: one, Formal: one}, Unit: Satang, satang: one}, end
	default:
		return Amount{}, at
	}
}

// scanSatangAlone reads บาทห้าสิบ, one baht fifty: the satang in words, glued to
// the baht and with no other unit after them.
func scanSatangAlone(letters []byte, at, end int) (Amount, int) {
	small, after, ok := gluedSatang(letters, end)
	if !ok {
		return Amount{}, at
	}
	value := 100 + small
	return Amount{Number: Number{Hundredths: value, Formal: value}, Unit: Baht, satang: value}, after
}

// gluedSatang reads satang in words right after บาท, without their unit.
func gluedSatang(letters []byte, at int) (int64, int, bool) {
	small, after := ScanNumber(letters, at)
	if after == at || small.Digits > 0 || small.Doubt != Clear || small.Hundredths%hundredth != 0 ||
		small.Hundredths < 5*hundredth || small.Hundredths >= 100*hundredth {
		return 0, at, false
	}
	next, _ := lookupPast(letters, after)
	switch next.class {
	case inDayWord, inMonthWord, inYearWord, bahtWord, inWeekWord, quarterWord:
		return 0, at, false
	}
	if next.class == satangWord {
		_, after = lookupPast(letters, after)
	}
	return small.Hundredths / hundredth, after, true
}

// isWhole tells whether a unit is written out (บาท), not as บ or บ.
func isWhole(letters []byte, at, end int) bool { return end-at >= 3 }

// isHalfOfBaht tells that ครึ่ง belongs to the baht and not to what follows
// (ครึ่งเดือน, ครึ่งวัน).
func isHalfOfBaht(letters []byte, at int) bool {
	next, _ := lookup(letters, at)
	return next.class != inDayWord && next.class != inMonthWord && next.class != inYearWord
}

// scanUnit reads the unit after a number, and what is smaller than a baht.
func scanUnit(letters []byte, a Amount, end int) (Amount, int) {
	w, after := lookupPast(letters, end)
	switch {
	case w.class == bahtWord && isUnitEnd(letters, after):
		a.Unit = Baht
		return scanSmall(letters, a, after)
	case w.class == quarterWord:
		a.Unit, a.satang = Satang, a.Number.Hundredths/4
		return a, after
	case w.class == satangWord:
		a.Unit, a.satang = Satang, a.Number.Hundredths/100
		return a, after
	case w.class == exactWord:
		a.satang, a.Number.Doubt = a.Number.Formal, clearOfDrop(a.Number.Doubt)
		return a, after
	default:
		return a, end
	}
}

// isUnitEnd tells whether a short unit (30บ, 30b) really ends there and is not
// the beginning of a word.
func isUnitEnd(letters []byte, at int) bool {
	if at >= len(letters) || at < 2 {
		return true
	}
	last, before, next := letters[at-1], letters[at-2], letters[at]
	switch {
	case IsLatin(last):
		return !IsLatin(next) && !IsDigit(next)
	case last == 0xBA && !IsThai(before): // a lone บ
		return !IsThai(next) || isPoliteStart(letters, at)
	default:
		return true
	}
}

// isPoliteStart tells whether ค่ะ, คะ, ครับ, จ้า or นะ begins there.
func isPoliteStart(letters []byte, at int) bool {
	next, after := byteAt(letters, at), byteAt(letters, at+1)
	return next == 0xA4 && (after == maiEk || after == saraA || after == 0xC3) || next == 0xA8 || next == 0xB9
}

// scanSmall reads what may follow บาท: ถ้วน, ครึ่ง, สตางค์, a สลึง.
func scanSmall(letters []byte, a Amount, end int) (Amount, int) {
	w, after := lookupPast(letters, end)
	switch {
	case w.class == bahtWord && !IsThai(letters[after-1]) && after > end: // บาท.-
		return a, after
	case w.class == exactWord:
		a.satang, a.Number.Doubt = a.Number.Formal, clearOfDrop(a.Number.Doubt)
		return a, after
	case w.class == halfWord && letters[end] != ' ' && isHalfOfBaht(letters, after):
		a.satang += 50
		return a, after
	case w.class == overWord:
		a.Number.Doubt = Approximate
		return a, after
	case w.class == quarterWord:
		a.satang += 25
		return a, after
	}
	return scanSatang(letters, a, end)
}

func scanSatang(letters []byte, a Amount, end int) (Amount, int) {
	small, after := ScanNumber(letters, skipSpace(letters, end))
	if after == end || small.Doubt != Clear || small.Hundredths >= 100*hundredth || small.Hundredths%hundredth != 0 {
		return a, end
	}
	w, unitEnd := lookupPast(letters, after)
	switch {
	case w.class == satangWord:
		a.satang = a.Number.Formal + small.Hundredths/100
		a.Number.Doubt = clearOfDrop(a.Number.Doubt)
		return a, unitEnd
	case w.class == quarterWord:
		a.satang += small.Hundredths / 4
		return a, unitEnd
	}
	if glued, gluedEnd, ok := gluedSatang(letters, end); ok && a.Number.Digits == 0 && a.Number.Doubt == Clear {
		a.satang += glued
		return a, gluedEnd
	}
	return a, end
}

// clearOfDrop clears the doubt about a dropped unit, which formal words cannot have.
func clearOfDrop(d Doubt) Doubt {
	if d == DroppedUnit {
		return Clear
	}
	return d
}
