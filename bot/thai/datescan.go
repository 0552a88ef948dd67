package thai

import "time"

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

func (s *dateScan) relative(unit Span, offset int) {
	s.d.IsRelative, s.d.Unit, s.d.Offset = true, unit, offset
}

// shift reads นี้, หน้า or ที่แล้ว after a unit.
func (s *dateScan) shift(unit Span) bool {
	w, end := lookup(s.letters, s.at)
	offset := 0
	switch w.class {
	case thisWord:
	case nextWord:
		offset = 1
	case lastWord:
		offset = -1
	default:
		return false
	}
	s.at = end
	s.relative(unit, offset)
	return true
}

// weekdayAside reads the weekday beside a relative day: พรุ่งนี้วันศุกร์.
func (s *dateScan) weekdayAside() {
	w, end := lookupPast(s.letters, s.at)
	if w.class == weekdayWord && s.d.Offset >= 0 {
		next, _ := lookup(s.letters, end)
		if next.class == nextWord || next.class == thisWord || next.class == thatWord {
			return
		}
		s.at, s.d.HasWeekday, s.d.Weekday = end, true, time.Weekday(w.value)
	}
}

func (s *dateScan) weekday(w vocabularyWord, end int) bool {
	s.at = end
	isWeek := w.class == sundayWord
	if !isWeek {
		s.d.HasWeekday, s.d.Weekday = true, time.Weekday(w.value)
	}
	if s.shift(WeekSpan) {
		s.d.IsAmbiguous = isWeek && s.d.Offset > 0
		if s.d.HasWeekday && s.d.Offset == 0 {
			s.d.IsRelative, s.d.IsThis = false, true
		}
		return true
	}
	mark := s.at
	s.skipSpace()
	isLed := false
	if w, after := lookup(s.letters, s.at); w.class == thatWord || w.class == onDayWord {
		s.at, isLed = after, true
		s.skipSpace()
	}
	if s.dayOfMonth() && (isLed || s.d.Month > 0) {
		s.d.HasWeekday, s.d.Weekday = true, time.Weekday(w.value)
		return true
	}
	if !isWeek {
		s.d = DateText{HasWeekday: true, Weekday: time.Weekday(w.value)}
	}
	s.at = mark
	if isWeek {
		s.d = DateText{}
	}
	return !isWeek
}

// onDay reads วันที่ and what follows it.
func (s *dateScan) onDay(end int) bool {
	s.at = end
	s.skipSpace()
	if s.dayOfMonth() {
		return true
	}
	n, after := ScanNumber(s.letters, s.at)
	if count, ok := n.Whole(); ok && count >= 1 && count <= 31 {
		s.d.Day, s.at = count, after
		s.afterDay()
		return true
	}
	return false
}

// dayOfMonth reads a day number with what follows, after วันที่ or a weekday.
func (s *dateScan) dayOfMonth() bool {
	if s.at < len(s.letters) && IsDigit(s.letters[s.at]) {
		mark := *s
		if s.slashes() {
			s.d.HasWeekday, s.d.Weekday = mark.d.HasWeekday, mark.d.Weekday
			return true
		}
		*s = mark
		if n, ok := s.dayNumber(); ok {
			s.d.Day = n
			s.afterDay()
			return true
		}
		*s = mark
	}
	return false
}

// dayNumber reads one or two digits that are a day of a month.
func (s *dateScan) dayNumber() (int, bool) {
	n, length := s.number()
	if length < 1 || length > 2 || n < 1 || n > 31 {
		return 0, false
	}
	return n, true
}

// number reads plain digits and gives their value and how many they were.
func (s *dateScan) number() (int, int) {
	value, start := 0, s.at
	for s.at < len(s.letters) && IsDigit(s.letters[s.at]) && s.at-start < 9 {
		value = value*10 + int(s.letters[s.at]-'0')
		s.at++
	}
	if s.at < len(s.letters) && IsDigit(s.letters[s.at]) {
		return 0, 0
	}
	return value, s.at - start
}

// afterDay reads range, month and year after a day number.
func (s *dateScan) afterDay() bool {
	if s.monthAfterDay() {
		s.rangeTo()
		return true
	}
	mark := s.at
	if s.to() {
		if last, ok := s.dayNumber(); ok {
			s.d.DayTo = last
			if s.monthAfterDay() {
				s.splitMonths()
				return true
			}
			if s.d.DayTo > s.d.Day && !s.isCounted() {
				return false
			}
		}
		s.d.DayTo, s.at = 0, mark
	}
	return false
}

// splitMonths stays for a range inside one month: 15-18 พ.ย.; a range that
// wraps (28-2 ธ.ค.) began in the month before.
func (s *dateScan) splitMonths() {
	if s.d.DayTo < s.d.Day && s.d.Month > 0 {
		s.d.MonthTo = s.d.Month
		s.d.Month--
		if s.d.Month == 0 {
			s.d.Month = 12
			if s.d.Year > 0 {
				s.d.YearTo = s.d.Year
				s.d.Year--
			}
		}
	}
}

// monthAfterDay reads the month after a day: 20 ธ.ค. 69, 7 เดือนหน้า.
func (s *dateScan) monthAfterDay() bool {
	mark := s.at
	s.skipSpace()
	w, end := lookup(s.letters, s.at)
	switch {
	case w.class == monthWord && s.isMonthEnd(s.at, end):
		s.at, s.d.Month = end, int(w.value)
		s.year()
		return true
	case w.class == inMonthWord:
		s.at = end
		if s.shift(MonthSpan) {
			return true
		}
		s.skipSpace()
		if w, end := lookup(s.letters, s.at); w.class == monthWord {
			s.at, s.d.Month = end, int(w.value)
			s.year()
			return true
		}
		if n, length := s.number(); length > 0 && length <= 2 && n >= 1 && n <= 12 {
			s.d.Month = n
			s.year()
			return true
		}
	}
	s.at = mark
	return false
}

// rangeTo reads the second date of a range: 28 พ.ย. - 2 ธ.ค. 69.
func (s *dateScan) rangeTo() {
	mark, before := s.at, s.d
	if !s.to() {
		return
	}
	if w, end := lookup(s.letters, s.at); w.class == onDayWord {
		s.at = end
		s.skipSpace()
	}
	first := s.d
	s.d = DateText{}
	dayTo, ok := s.dayNumber()
	if !ok || !s.monthAfterDay() || s.d.IsRelative {
		s.at, s.d = mark, before
		return
	}
	second := s.d
	s.d = first
	s.d.DayTo, s.d.MonthTo, s.d.YearTo = dayTo, second.Month, second.Year
	if s.d.Year == 0 && second.Year > 0 {
		s.d.Year = second.Year
		if s.d.Month > second.Month {
			s.d.Year--
		}
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
	if !ok || s.isCounted() {
		return false
	}
	s.d.Year = year
	return true
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

// after reads อีก 3 วัน, อีกสองเดือน.
func (s *dateScan) after(end int) bool {
	n, numberEnd := ScanNumber(s.letters, skipSpace(s.letters, end))
	count, ok := n.Whole()
	w, unitEnd := lookupPast(s.letters, numberEnd)
	unit, isUnit := spanOf(w)
	if !ok || !isUnit || count > 400 || numberEnd == end {
		return false
	}
	s.at = unitEnd
	s.relative(unit, count)
	return true
}

func spanOf(w vocabularyWord) (Span, bool) {
	switch w.class {
	case inDayWord:
		return DaySpan, true
	case inWeekWord, sundayWord:
		return WeekSpan, true
	case inMonthWord:
		return MonthSpan, true
	case inYearWord:
		return YearSpan, true
	default:
		return 0, false
	}
}

// spelledCount reads สามวันก่อน, สองเดือนที่แล้ว.
func (s *dateScan) spelledCount() bool {
	n, end := ScanNumber(s.letters, s.at)
	return end > s.at && s.countBack(n, end)
}

func (s *dateScan) countBack(n Number, end int) bool {
	count, ok := n.Whole()
	w, unitEnd := lookupPast(s.letters, end)
	unit, isUnit := spanOf(w)
	if !ok || !isUnit || count < 1 || count > 400 {
		return false
	}
	last, lastEnd := lookupPast(s.letters, unitEnd)
	if last.class != lastWord {
		return false
	}
	s.at = lastEnd
	s.relative(unit, -count)
	return true
}

// numeric reads an expression that begins with digits.
func (s *dateScan) numeric() bool {
	start := *s
	if s.slashes() {
		return true
	}
	*s = start
	if n, end := scanDigits(s.letters, s.at); s.countBack(n, end) {
		return true
	}
	*s = start
	if s.previousIsDigit() {
		return false
	}
	if n, ok := s.dayNumber(); ok {
		s.d.Day = n
		if s.afterDay() {
			return true
		}
	}
	*s = start
	return false
}

func (s *dateScan) previousIsDigit() bool { return s.at > 0 && IsDigit(s.letters[s.at-1]) }

// slashes reads 10/1/70, 10-1-2570, 10.1.70, 15/11 and 2026-11-21.
func (s *dateScan) slashes() bool {
	if s.previousIsDigit() {
		return false
	}
	first, firstLength := s.number()
	separator := byteAt(s.letters, s.at)
	if firstLength == 0 || (separator != '/' && separator != '-' && separator != '.') {
		return false
	}
	s.at++
	second, secondLength := s.number()
	if secondLength == 0 || secondLength > 2 {
		return false
	}
	if byteAt(s.letters, s.at) != separator || !IsDigit(byteAt(s.letters, s.at+1)) {
		return separator == '/' && s.dayAndMonth(first, firstLength, second)
	}
	s.at++
	third, thirdLength := s.number()
	if firstLength == 4 {
		year, ok := commonYear(first, 4, false)
		s.d.Year, s.d.Month, s.d.Day = year, second, third
		return ok && second >= 1 && second <= 12 && thirdLength <= 2 && third >= 1 && third <= 31
	}
	year, ok := commonYear(third, thirdLength, false)
	s.d.Year = year
	return ok && s.dayAndMonth(first, firstLength, second)
}

func (s *dateScan) dayAndMonth(day, dayLength, month int) bool {
	s.d.Day, s.d.Month = day, month
	return dayLength <= 2 && day >= 1 && day <= 31 && month >= 1 && month <= 12
}

func (s *dateScan) skipSpace() { s.at = skipSpace(s.letters, s.at) }
