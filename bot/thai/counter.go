package thai

// counter adds up a number in words from its highest unit down. It works in
// hundredths, so that 1.5 พัน stays exact.
type counter struct {
	letters []byte
	start   int
	end     int // what is counted so far ends here

	millions int64 // what stands before the last ล้าน
	total    int64
	last     int64 // the unit counted last, in hundredths; 0 before the first
	pending  int64 // a digit not yet given its unit, or -1
	pendEnd  int
	isLoose  bool // pending was นึง
	isSpaced bool // its words stand apart: สี่ สิบ สอง
	isLastOne,
	wasCounted bool // the unit counted last had its own digit
	dropped int64 // what a dropped unit makes larger than the formal reading
	digits  int
	doubt   Doubt
}

const (
	noPending = -1
	hundredth = 100
	// wordsMax bounds the words of one number; the longest below ten million
	// has fourteen.
	wordsMax = 40
	// countMax is the largest value held, a hundred thousand million.
	countMax = 10_000_000_000_000
)

func newCounter(letters []byte, at int) counter {
	return counter{letters: letters, start: at, end: at, pending: noPending}
}

// take puts a number in digits before the unit word that counts it.
func (c *counter) take(hundredths int64, end int) { c.pending, c.pendEnd = hundredths, end }

// count reads word after word and gives the number and where it ends.
func (c *counter) count() (Number, int) {
	at := max(c.end, c.pendEnd)
	for range wordsMax {
		if end, ok := c.addDigits(at); ok {
			at = end
			continue
		}
		w, end := lookup(c.letters, at)
		if w.class == noWord {
			if w, end = c.acrossSpace(at); w.class == noWord {
				break
			}
		}
		if !c.add(w, end) {
			break
		}
		at = end
	}
	return c.finish()
}

// acrossSpace looks past one space for a word that can only go on counting
// downwards: สามร้อย หกสิบ, 2 พัน. A bare digit after a space is another number.
func (c *counter) acrossSpace(at int) (vocabularyWord, int) {
	next := skipSpace(c.letters, at)
	if next == at || at == c.start {
		return vocabularyWord{}, at
	}
	w, end := lookup(c.letters, next)
	switch {
	case w.class == placeWord && c.pending != noPending:
		c.isSpaced = c.digits == 0
		return w, end
	case w.class == digitWord && c.isSpaced && c.last == 10*hundredth && c.pending == noPending && c.isBahtNext(end):
		return w, end
	case w.class == digitWord || w.class == twoTensWord:
		if following, _ := lookup(c.letters, end); following.class == placeWord && c.canCount(int64(following.value)*hundredth) {
			return w, end
		}
	case w.class == lastOneWord && c.last == 10*hundredth, w.class == overWord:
		return w, end
	case w.class == placeWord && w.value == 10 && c.last > 10*hundredth:
		return w, end
	}
	return vocabularyWord{}, at
}

// isBahtNext tells whether the unit of money follows, so that a digit apart still
// belongs to the number.
func (c *counter) isBahtNext(at int) bool {
	w, _ := lookupPast(c.letters, at)
	return w.class == bahtWord
}

// addDigits takes digits that go on counting after a unit word: 2 พัน 5 ร้อย,
// 2พัน500.
func (c *counter) addDigits(at int) (int, bool) {
	next := skipSpace(c.letters, at)
	if c.last == 0 || c.pending != noPending || next >= len(c.letters) || !IsDigit(c.letters[next]) {
		return at, false
	}
	n, end := scanDigits(c.letters, next)
	if n.Doubt != Clear || n.HasLeadingZero {
		return at, false
	}
	if w, _ := lookupPast(c.letters, end); w.class == placeWord && c.canCount(int64(w.value)*hundredth) {
		c.pending, c.pendEnd, c.digits = n.Hundredths, end, c.digits+n.Digits
		return end, true
	}
	if next != at || n.Hundredths >= c.last || c.last <= 10*hundredth {
		return at, false
	}
	c.total += n.Hundredths
	c.end, c.digits = end, c.digits+n.Digits
	if n.Hundredths < 10*hundredth {
		c.raise(DroppedUnit) // 2พัน5
	}
	c.last = 1
	return end, true
}

func (c *counter) canCount(unit int64) bool {
	return c.pending == noPending && c.last != 0 && unit < c.last
}

// add takes one word; false ends the number before it.
func (c *counter) add(w vocabularyWord, end int) bool {
	switch w.class {
	case digitWord, twoTensWord:
		return c.addDigit(int64(w.value), w.class == twoTensWord, end)
	case lastOneWord:
		if c.pending != noPending || c.last == 0 {
			return false
		}
		c.pending, c.pendEnd, c.isLastOne = hundredth, end, true
		return true
	case looseOneWord:
		if c.pending != noPending || c.isLastOne {
			return false
		}
		c.pending, c.pendEnd, c.isLoose = hundredth, end, true
		return true
	case tensWord:
		return c.addTens(int64(w.value)*hundredth, end)
	case placeWord:
		return c.addPlace(int64(w.value)*hundredth, end)
	case northThousandWord:
		return c.pending != noPending && c.addPlace(int64(w.value)*hundredth, end)
	case halfWord:
		return c.addHalf(end)
	case onlyWord:
		return c.addOnly(end)
	case overWord:
		if c.pending == noPending && c.last == 0 {
			return false
		}
		c.doubt = Approximate
		c.settle()
		c.end, c.pendEnd = end, end
		return false
	default:
		return false
	}
}

func (c *counter) addDigit(digit int64, needsTen bool, end int) bool {
	if c.isLastOne {
		return false
	}
	if needsTen {
		if w, _ := lookup(c.letters, end); w.class != placeWord || w.value != 10 {
			return false
		}
	}
	if c.pending != noPending {
		if c.digits > 0 || c.last != 0 && c.last <= 10*hundredth {
			return false
		}
		c.doubt = Range // สองสามร้อย
	}
	c.pending, c.pendEnd, c.isLoose = digit*hundredth, end, false
	return true
}

func (c *counter) addTens(value int64, end int) bool {
	if c.pending != noPending || (c.last != 0 && c.last <= 10*hundredth) {
		return false
	}
	c.total += value
	c.last, c.end, c.wasCounted = 10*hundredth, end, true
	return true
}

func (c *counter) addPlace(unit int64, end int) bool {
	if unit == 1_000_000*hundredth {
		return c.addMillion(end)
	}
	if c.isLastOne || (c.last != 0 && unit >= c.last) {
		c.pending = noPending
		c.pendEnd = c.end
		return false
	}
	count := int64(hundredth)
	c.wasCounted = c.pending != noPending
	if c.wasCounted {
		count = c.pending
	}
	c.total += count * (unit / hundredth)
	c.last, c.end, c.pending, c.isLoose = unit, end, noPending, false
	return c.total < countMax
}

// addMillion closes what was counted as millions and starts again below it.
func (c *counter) addMillion(end int) bool {
	c.wasCounted = c.pending != noPending || c.total != 0
	c.settle()
	count := c.millions + c.total
	if count == 0 {
		count = hundredth
	}
	if count > countMax/1_000_000 {
		c.doubt = TooLarge
		c.end = end
		return false
	}
	c.millions, c.total, c.dropped = count*1_000_000, 0, 0
	c.last, c.end, c.pending = 1_000_000*hundredth, end, noPending
	c.isLastOne, c.isLoose = false, false
	return true
}

// addHalf reads ครึ่ง: half of the unit just counted (พันครึ่ง), or of the unit
// that follows (ครึ่งร้อย). Half a day or a month is no number.
func (c *counter) addHalf(end int) bool {
	next, nextEnd := lookup(c.letters, end)
	if c.last == 0 && c.pending == noPending {
		if next.class != placeWord {
			return false
		}
		c.total, c.last, c.end = int64(next.value)*hundredth/2, 1, nextEnd
		return false
	}
	isOther := next.class == inDayWord || next.class == inMonthWord || next.class == inYearWord || next.class == placeWord
	if c.pending != noPending || isOther {
		return false
	}
	c.total += c.last / 2
	c.end = end
	return false
}

// addOnly reads เดียว after a bare unit: ร้อยเดียว is one hundred.
func (c *counter) addOnly(end int) bool {
	if c.pending == noPending && c.last != 0 && !c.wasCounted {
		c.end = end
	}
	return false
}

// finish settles the last digit and gives the number.
func (c *counter) finish() (Number, int) {
	c.settle()
	n := Number{Hundredths: c.millions + c.total, Doubt: c.doubt, Digits: c.digits}
	n.Formal = n.Hundredths - c.dropped
	if n.Hundredths > countMax {
		n.Doubt = TooLarge
	}
	return n, c.end
}

// settle gives the last digit its unit. After ร้อย the unit is uncertain, after
// พัน and above it is the next one down, as people say it.
func (c *counter) settle() {
	if c.pending == noPending {
		return
	}
	digit, unit := c.pending, c.last
	c.pending, c.end = noPending, c.pendEnd
	isOne := digit == hundredth
	switch {
	case unit <= 10*hundredth || c.isLastOne:
		c.total += digit
	case isOne && !c.wasCounted && (c.isLoose || unit == 100*hundredth):
		// ร้อยนึง, พันนึง: the one counts the unit itself
	case unit == 100*hundredth && isOne && c.wasCounted && !c.isLoose:
		c.total += digit // หนึ่งร้อยหนึ่ง: ten would be said
	case unit == 100*hundredth:
		c.total += digit
		c.raise(DroppedUnit)
	default:
		c.total += digit * (unit / hundredth / 10)
		c.dropped = digit*(unit/hundredth/10) - digit
		if isOne || c.digits > 0 && digit%hundredth != 0 {
			c.raise(DroppedUnit)
		}
	}
}

func (c *counter) raise(d Doubt) {
	if c.doubt == Clear {
		c.doubt = d
	}
}
