package thai

// Found is what of numbers, days and times begins at one place of a text; an
// end equal to the place means none. Readings of one stretch may compete, as
// 13.30 is an amount and a time.
type Found struct {
	Amount    Amount
	AmountEnd int
	Date      DateText
	DateEnd   int
	Clock     ClockText
	ClockEnd  int
}

// Scan finds them all with one look at the word that begins there, and tells
// whether there is any.
func (f *Found) Scan(letters []byte, at int) bool {
	f.AmountEnd, f.DateEnd, f.ClockEnd = at, at, at
	if at >= len(letters) {
		return false
	}
	if IsDigit(letters[at]) {
		f.Amount, f.AmountEnd = ScanAmount(letters, at)
		f.Date, f.DateEnd = ScanDate(letters, at)
		f.Clock, f.ClockEnd = ScanClock(letters, at)
		return true
	}
	w, _ := lookup(letters, at)
	switch w.class {
	case noWord:
		if isDigitLike(letters[at]) {
			f.Amount, f.AmountEnd = ScanAmount(letters, at)
		}
	case digitWord, twoTensWord, looseOneWord, tensWord, placeWord, halfWord:
		f.scanSpelled(letters, at)
	case bahtWord, quarterWord:
		f.Amount, f.AmountEnd = ScanAmount(letters, at)
	case dayOffsetWord, holidayWord, weekdayWord, sundayWord, onDayWord, monthWord, inMonthWord, inYearWord, christianYearWord,
		inWeekWord, ofMonthWord, ofYearWord, afterWord:
		f.Date, f.DateEnd = ScanDate(letters, at)
	case hourWord, eveningHourWord, nightHourWord, afternoonWord, noonWord, midnightWord:
		f.Clock, f.ClockEnd = ScanClock(letters, at)
	}
	return f.AmountEnd > at || f.DateEnd > at || f.ClockEnd > at
}

// scanSpelled reads what begins with a number in words: the unit after it says
// whether it is an amount, an hour or a distance in days.
func (f *Found) scanSpelled(letters []byte, at int) {
	n, end := ScanNumber(letters, at)
	if end == at {
		return
	}
	f.Amount, f.AmountEnd = scanUnit(letters, Amount{Number: n, satang: n.Hundredths}, end)
	switch w, _ := lookupPast(letters, end); w.class {
	case hourWord, eveningHourWord:
		f.Clock, f.ClockEnd = ScanClock(letters, at)
	case inDayWord, inWeekWord, sundayWord, inMonthWord, inYearWord:
		f.Date, f.DateEnd = ScanDate(letters, at)
	}
}
