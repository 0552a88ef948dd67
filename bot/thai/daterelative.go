package thai

import "time"

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
