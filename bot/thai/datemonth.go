package thai

// year reads the year after a month or day: 69, 2569, ปี 69, พ.ศ. 2569.
func (s *dateScan) year() {
	mark := s.at
	s.skipSpace()
	isChristian := false
	if w, end := lookup(s.letters, s.at); w.class == inYearWord || w.class == christianYearWord {
		s.at, isChristian = end, w.class == christianYearWord
		yearMark := s.at
		if s.yearShift() {
			return
		}
		s.at = yearMark
		s.skipSpace()
	}
	n, length := s.number()
	if year, ok := commonYear(n, length, isChristian); ok && !s.isCounted() && !s.isClock() {
		s.d.Year = year
		return
	}
	s.at = mark
}

// yearShift reads ปีนี้, ปีหน้า, ปีที่แล้ว after a month.
func (s *dateScan) yearShift() bool {
	before := s.d
	if s.shift(YearSpan) {
		if before.IsRelative {
			s.d = before
		}
		return true
	}
	return false
}

// isClock tells whether the number just read goes on as a time: 15 พ.ย. 13.30.
func (s *dateScan) isClock() bool {
	next := byteAt(s.letters, s.at)
	return (next == '.' || next == ':' || next == ',') && IsDigit(byteAt(s.letters, s.at+1))
}

// commonYear turns a year as written into the common era: two digits and 2400
// up are Buddhist.
func commonYear(n, length int, isChristian bool) (int, bool) {
	switch {
	case length == 2 && !isChristian:
		return 2500 + n - buddhistOffset, true
	case length == 4 && n >= 2400 && n <= 2800 && !isChristian:
		return n - buddhistOffset, true
	case length == 4 && n >= 1900 && n <= 2200:
		return n, true
	default:
		return 0, false
	}
}

func (s *dateScan) month(month, at, end int) bool {
	if !s.isMonthEnd(at, end) || (at > 0 && isConsonant(s.letters[at-1]) && end-at <= 3) {
		return false
	}
	s.at, s.d.Month = end, month
	s.year()
	return true
}

// isMonthEnd tells whether a bare abbreviation (พย, กย) really ends there.
func (s *dateScan) isMonthEnd(at, end int) bool {
	isBare := end-at <= 3 && s.letters[end-1] != '.'
	return !isBare || end >= len(s.letters) || !IsThai(s.letters[end])
}

func (s *dateScan) inMonth(end int) bool {
	s.at = end
	if s.shift(MonthSpan) {
		return true
	}
	s.skipSpace()
	if w, monthEnd := lookup(s.letters, s.at); w.class == monthWord {
		return s.month(int(w.value), s.at, monthEnd)
	}
	if n, length := s.number(); length > 0 && length <= 2 && n >= 1 && n <= 12 && !s.isCounted() {
		s.d.Month = n
		s.year()
		return true
	}
	return false
}

func (s *dateScan) inYear(end int, isChristian bool) bool {
	s.at = end
	if s.shift(YearSpan) {
		return true
	}
	s.skipSpace()
	n, length := s.number()
	year, ok := commonYear(n, length, isChristian)
	if !ok || s.isCounted() || length == 2 && s.isMonthNext() {
		return false
	}
	s.d.Year = year
	return true
}

// isMonthNext tells whether a month follows, so that the figures before it are a
// day: ประจำปี 15 มกราคม.
func (s *dateScan) isMonthNext() bool {
	w, _ := lookupPast(s.letters, s.at)
	return w.class == monthWord
}

// part reads สิ้นเดือน, ต้นเดือนหน้า, กลางเดือนมีนา, สิ้นปี.
func (s *dateScan) part(w vocabularyWord, end int) bool {
	s.at, s.d.Part = end, int(w.value)
	if w.class == ofYearWord {
		s.d.Month = 12
		switch w.value {
		case partStart:
			s.d.Month = 1
		case partMiddle:
			s.d.Month = 6
		}
		if !s.shift(YearSpan) {
			s.year()
		}
		return true
	}
	if s.shift(MonthSpan) {
		return true
	}
	mark := s.at
	s.skipSpace()
	if w, monthEnd := lookup(s.letters, s.at); w.class == monthWord && s.isMonthEnd(s.at, monthEnd) {
		s.at, s.d.Month = monthEnd, int(w.value)
		s.year()
		return true
	}
	s.at = mark
	s.relative(MonthSpan, 0)
	return true
}
