package thai

import "time"

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
