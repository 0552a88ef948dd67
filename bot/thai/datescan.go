package thai

// ScanDate reads the longest date expression that begins at a place of folded
// letters, and gives where it ends; the end is the place itself if none does.
func ScanDate(letters []byte, at int) (DateText, int) {
	if at >= len(letters) {
		return DateText{}, at
	}
	s := dateScan{letters: letters, at: at}
	if IsDigit(letters[at]) {
		if !s.numeric() {
			return DateText{}, at
		}
	} else if !s.words() {
		return DateText{}, at
	}
	return s.d, s.at
}

type dateScan struct {
	letters []byte
	at      int
	d       DateText
}

// words reads an expression that begins with a word.
func (s *dateScan) words() bool {
	w, end := lookup(s.letters, s.at)
	switch w.class {
	case dayOffsetWord:
		s.at = end
		s.relative(DaySpan, int(w.value))
		s.weekdayAside()
		return true
	case holidayWord:
		s.at = end
		s.d.IsHoliday, s.d.Month, s.d.Day = true, int(w.value)/100, int(w.value)%100
		s.year()
		return true
	case weekdayWord, sundayWord:
		return s.weekday(w, end)
	case onDayWord:
		return s.onDay(end)
	case monthWord:
		return s.month(int(w.value), s.at, end)
	case inMonthWord:
		return s.inMonth(end)
	case inYearWord, christianYearWord:
		return s.inYear(end, w.class == christianYearWord)
	case inWeekWord:
		s.at = end
		return s.shift(WeekSpan)
	case ofMonthWord, ofYearWord:
		return s.part(w, end)
	case afterWord:
		return s.after(end)
	default:
		return s.spelledCount()
	}
}

func (s *dateScan) to() bool {
	w, end := lookupPast(s.letters, s.at)
	if w.class != toWord {
		return false
	}
	s.at = end
	s.skipSpace()
	return true
}

// isCounted tells whether a unit of counting follows, so that the number just
// read is no day of a month.
func (s *dateScan) isCounted() bool {
	w, _ := lookupPast(s.letters, s.at)
	return w.class == bahtWord || w.class == inDayWord || w.class == hourWord || w.class == placeWord
}

func (s *dateScan) skipSpace() { s.at = skipSpace(s.letters, s.at) }
