package thai

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
