package thai

import "errors"

// ClockText is a time of day as it was written or said.
type ClockText struct {
	Clock Clock
	// Alternative is the other time it can be; สองโมง is 08:00 or 14:00.
	Alternative    Clock
	HasAlternative bool
	// To ends a range: 13.00 – 17.00 น.
	To    Clock
	HasTo bool
	// IsBare says that only figures stood there (13.30), which may be money.
	IsBare bool
}

// ErrTwoTimes says that a time can be two things.
var ErrTwoTimes = errors.New("the time can be two things")

// ParseClockText reads a text that is one time of day and nothing else, as
// written or as spoken. A time that can be two things is ErrTwoTimes, beside
// both readings.
func ParseClockText(text string) (ClockText, error) {
	letters := trimSpaces(Fold(text).Letters)
	c, end := ScanClock(letters, 0)
	if end == 0 || end != len(letters) {
		return ClockText{}, ErrClock
	}
	if c.HasAlternative {
		return c, ErrTwoTimes
	}
	return c, nil
}

// ScanClock reads the longest time of day that begins at a place of folded
// letters, and gives where it ends; the end is the place itself if none does.
func ScanClock(letters []byte, at int) (ClockText, int) {
	c, end := scanOneClock(letters, at)
	if end == at {
		return ClockText{}, at
	}
	w, toEnd := lookupPast(letters, end)
	if w.class != toWord {
		return c, end
	}
	second, secondEnd := scanOneClock(letters, skipSpace(letters, toEnd))
	if secondEnd == skipSpace(letters, toEnd) || second.HasAlternative {
		return c, end
	}
	c.To, c.HasTo, c.IsBare = second.Clock, true, c.IsBare && second.IsBare
	return c, secondEnd
}

func scanOneClock(letters []byte, at int) (ClockText, int) {
	if at >= len(letters) {
		return ClockText{}, at
	}
	s := clockScan{letters: letters, at: at}
	if !s.scan() {
		return ClockText{}, at
	}
	clock, err := NewClock(s.hour, s.minute)
	if err != nil {
		return ClockText{}, at
	}
	c := ClockText{Clock: clock, IsBare: s.isBare}
	if s.hasOther {
		c.Alternative, c.HasAlternative = Clock{minutes: int16(s.otherHour*60 + s.minute)}, true
	}
	return c, s.at
}

type clockScan struct {
	letters      []byte
	at           int
	hour, minute int
	otherHour    int
	hasOther     bool
	isBare       bool
}

func (s *clockScan) scan() bool {
	w, end := lookup(s.letters, s.at)
	switch w.class {
	case afternoonWord:
		return s.afternoon(end)
	case nightHourWord:
		return s.counted(end, 1, 6, 0)
	case noonWord:
		s.at, s.hour = end, 12
		s.halfOrMinutes()
		return true
	case midnightWord:
		s.at, s.hour = end, 0
		s.halfOrMinutes()
		return true
	case eveningHourWord:
		s.at, s.hour = end, 19
		s.loneOne()
		s.halfOrMinutes()
		return true
	case hourWord:
		return s.firstHour(end)
	}
	n, numberEnd := ScanNumber(s.letters, s.at)
	if numberEnd == s.at {
		return false
	}
	if n.Digits > 0 && s.figures() {
		return true
	}
	return s.spoken(n, numberEnd)
}

// loneOne steps over the one of ทุ่มนึง.
func (s *clockScan) loneOne() {
	w, end := lookup(s.letters, s.at)
	if w.class == looseOneWord || (w.class == digitWord && w.value == 1) {
		s.at = end
	}
}

// firstHour reads โมงเช้า, seven o'clock.
func (s *clockScan) firstHour(end int) bool {
	w, after := lookup(s.letters, end)
	if w.class != morningWord {
		return false
	}
	s.at, s.hour = after, 7
	s.halfOrMinutes()
	return true
}

// afternoon reads บ่ายโมง, บ่ายสาม, บ่าย 3 โมงครึ่ง.
func (s *clockScan) afternoon(end int) bool {
	w, after := lookupPast(s.letters, end)
	if w.class == hourWord {
		s.at, s.hour = after, 13
		s.loneOne()
		s.halfOrMinutes()
		return true
	}
	start := skipSpace(s.letters, end)
	n, _ := ScanNumber(s.letters, start)
	if n.HasPoint {
		s.at = start
		return s.figures() && s.hour >= 12
	}
	return s.counted(end, 1, 6, 12)
}

// counted reads a number of hours from low to high after a word, added to base.
func (s *clockScan) counted(end, low, high, base int) bool {
	n, numberEnd := ScanNumber(s.letters, skipSpace(s.letters, end))
	count, ok := n.Whole()
	if !ok || count < low || count > high || numberEnd == end {
		return false
	}
	if w, after := lookupPast(s.letters, numberEnd); w.class == hourWord {
		numberEnd = after
	}
	s.at, s.hour = numberEnd, base+count
	s.halfOrMinutes()
	return true
}

// spoken reads a number before โมง, ทุ่ม or น.
func (s *clockScan) spoken(n Number, end int) bool {
	count, ok := n.Whole()
	w, after := lookupPast(s.letters, end)
	if !ok || count < 1 || count > 24 {
		return false
	}
	switch {
	case w.class == eveningHourWord && count <= 6:
		s.at, s.hour = after, (18+count)%24
		s.halfOrMinutes()
		return true
	case w.class == hourWord && count <= 12:
		s.at = after
		s.ofDay(count)
		return true
	case w.class == clockMarkWord && n.Digits > 0 && count < 24 && s.isMarkEnd(after):
		s.at, s.hour = after, count
		return true
	default:
		return false
	}
}

// ofDay finds the part of the day for a number of โมง. Older people count the
// morning from six, so สองโมงเช้า is eight; without a word for the part of the
// day one to six can be morning or afternoon.
func (s *clockScan) ofDay(count int) {
	half := s.half()
	w, end := lookupPast(s.letters, s.at)
	switch {
	case w.class == morningWord && count <= 5:
		s.at, s.hour = end, 6+count
	case w.class == morningWord:
		s.at, s.hour = end, count
	case w.class == lateDayWord && count <= 6:
		s.at, s.hour = end, 12+count
	case w.class == afternoonWord && count <= 6:
		s.at, s.hour = end, 12+count
	case count <= 5:
		s.hour, s.otherHour, s.hasOther = 12+count, 6+count, true
	case count == 6:
		s.hour, s.otherHour, s.hasOther = 6, 18, true
	default:
		s.hour = count
	}
	if half {
		s.minute = 30
		return
	}
	s.halfOrMinutes()
}

// half reads ครึ่ง right after the hour.
func (s *clockScan) half() bool {
	w, end := lookup(s.letters, s.at)
	if w.class != halfWord {
		return false
	}
	s.at = end
	return true
}

// halfOrMinutes reads ครึ่ง, ตรง or "15 นาที".
func (s *clockScan) halfOrMinutes() {
	if s.half() {
		s.minute = 30
		return
	}
	w, end := lookup(s.letters, s.at)
	if w.class == sharpWord {
		s.at = end
		return
	}
	n, numberEnd := ScanNumber(s.letters, skipSpace(s.letters, s.at))
	if minutes, ok := n.Whole(); ok && minutes < 60 && numberEnd > s.at {
		if w, unitEnd := lookupPast(s.letters, numberEnd); w.class == minuteWord {
			s.at, s.minute = unitEnd, minutes
		}
	}
}

// figures reads 13.00 น., 13:30, 9.30น.
func (s *clockScan) figures() bool {
	hour, length, at := s.twoDigits(s.at)
	if length == 0 || hour > 24 || (s.at > 0 && IsDigit(s.letters[s.at-1])) {
		return false
	}
	separator := byteAt(s.letters, at)
	if separator != '.' && separator != ':' {
		return false
	}
	minute, minuteLength, end := s.twoDigits(at + 1)
	if minuteLength != 2 || minute > 59 {
		return false
	}
	w, after := lookupPast(s.letters, end)
	isMarked := w.class == clockMarkWord && s.isMarkEnd(after)
	s.hour, s.minute, s.isBare, s.at = hour%24, minute, separator == '.' && !isMarked, end
	if isMarked {
		s.at = after
	}
	return true
}

// twoDigits reads a run of at most two digits.
func (s *clockScan) twoDigits(at int) (value, length, end int) {
	end = at
	for end < len(s.letters) && IsDigit(s.letters[end]) {
		value = value*10 + int(s.letters[end]-'0')
		end++
		if end-at > 2 {
			return 0, 0, at
		}
	}
	return value, end - at, end
}

// isMarkEnd tells whether น really stands alone and does not begin นะ.
func (s *clockScan) isMarkEnd(at int) bool {
	return at >= len(s.letters) || byteAt(s.letters, at-1) == '.' || !IsThai(s.letters[at]) || byteAt(s.letters, at-1) != 0xB9
}
