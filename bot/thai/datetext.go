package thai

import (
	"errors"
	"time"

	"sajja/ledger"
)

// DateText is a day, month, year or range as it was written: often only a part
// of a date, to be resolved against the day of writing.
type DateText struct {
	Day, DayTo     int // 0 when not written
	Month, MonthTo int
	Year, YearTo   int // common era

	HasWeekday bool
	Weekday    time.Weekday

	// Offset is the distance of a relative expression, in Unit: พรุ่งนี้ is 1
	// day, เดือนที่แล้ว is −1 month, ศุกร์หน้า is 1 week.
	IsRelative bool
	Unit       Span
	Offset     int

	Part        int  // start (1), middle (2) or end (3) of the month or year
	IsAmbiguous bool // อาทิตย์หน้า: next Sunday or next week
	IsHoliday   bool
	IsThis      bool // นี้ after a weekday: the coming one, whichever way we look
}

// Span is a unit of the calendar.
type Span uint8

// The units of the calendar.
const (
	DaySpan Span = iota
	WeekSpan
	MonthSpan
	YearSpan
)

// Look says which way a partial date is completed: meetings look forward,
// claims and deposits back.
type Look uint8

// The ways to look.
const (
	Forward Look = iota
	Back
)

// Dates is what an expression means: the day, or the first and last of a
// range, month or year.
type Dates struct {
	From, To ledger.Date
	Span     Span // how exact it is: DaySpan for days and ranges of days
}

var (
	// ErrNoSuchDay says that the calendar has no such day, as 31 April.
	ErrNoSuchDay = errors.New("no such day")
	// ErrWeekday says that the weekday written is not that of the date.
	ErrWeekday = errors.New("weekday and date disagree")
	// ErrVague says that the expression names no one day, month or year.
	ErrVague = errors.New("no one day")
	// ErrDate says that a text is not one date and nothing else.
	ErrDate = errors.New("not a date")
)

// ParseDate reads a text that is one date and nothing else, as seen from a
// day, completing what is missing in the direction of look.
func ParseDate(text string, today ledger.Date, look Look) (Dates, error) {
	letters := trimSpaces(Fold(text).Letters)
	d, end := ScanDate(letters, 0)
	if end == 0 || end != len(letters) {
		return Dates{}, ErrDate
	}
	return d.Resolve(today, look)
}

// Resolve gives the days that are meant, as seen from a day.
func (d DateText) Resolve(today ledger.Date, look Look) (Dates, error) {
	switch {
	case d.IsAmbiguous:
		return Dates{}, ErrVague
	case d.IsRelative:
		return d.resolveRelative(today)
	case d.Day > 0:
		return d.resolveDay(today, look)
	case d.HasWeekday:
		if d.IsThis {
			look = Forward
		}
		return oneDay(nearestWeekday(today, d.Weekday, look)), nil
	case d.Part > 0 && d.Month == 0 && d.Year == 0:
		return Dates{}, ErrVague
	case d.Month > 0:
		return d.resolveMonth(today, look)
	case d.Year > 0:
		return wholeYear(d.Year)
	default:
		return Dates{}, ErrVague
	}
}

func oneDay(d ledger.Date) Dates { return Dates{From: d, To: d} }

func (d DateText) resolveRelative(today ledger.Date) (Dates, error) {
	year, month, _ := today.YMD()
	switch d.Unit {
	case DaySpan:
		return d.checkWeekday(oneDay(today.AddDays(d.Offset)))
	case WeekSpan:
		return d.resolveWeek(today), nil
	case MonthSpan:
		index := year*12 + int(month) - 1 + d.Offset
		in := DateText{Year: index / 12, Month: index%12 + 1, Day: d.Day, DayTo: d.DayTo, Part: d.Part, HasWeekday: d.HasWeekday, Weekday: d.Weekday}
		if d.Day > 0 {
			return in.resolveDay(today, Forward)
		}
		return in.resolveMonth(today, Forward)
	default:
		in := DateText{Year: year + d.Offset, Month: d.Month, Day: d.Day, Part: d.Part}
		if d.Day > 0 || d.Month > 0 {
			return in.Resolve(today, Forward)
		}
		return wholeYear(in.Year)
	}
}

// resolveWeek counts calendar weeks from Monday: ศุกร์หน้า is Friday of the
// next one.
func (d DateText) resolveWeek(today ledger.Date) Dates {
	monday := today.AddDays(-mondayBased(today.Weekday()) + 7*d.Offset)
	if !d.HasWeekday {
		return Dates{From: monday, To: monday.AddDays(6), Span: WeekSpan}
	}
	if d.Offset < 0 {
		return oneDay(nearestWeekday(today, d.Weekday, Back))
	}
	return oneDay(monday.AddDays(mondayBased(d.Weekday)))
}

func mondayBased(w time.Weekday) int { return (int(w) + 6) % 7 }

// nearestWeekday gives the nearest such day after today, or before it.
func nearestWeekday(today ledger.Date, w time.Weekday, look Look) ledger.Date {
	ahead := (int(w) - int(today.Weekday()) + 7) % 7
	switch {
	case look == Back && ahead == 0:
		return today.AddDays(-7)
	case look == Back:
		return today.AddDays(ahead - 7)
	case ahead == 0:
		return today.AddDays(7)
	default:
		return today.AddDays(ahead)
	}
}

func (d DateText) resolveDay(today ledger.Date, look Look) (Dates, error) {
	year, month := d.Year, d.Month
	from, err := d.completed(today, look, &year, &month)
	if err != nil {
		return Dates{}, err
	}
	dates := oneDay(from)
	if d.DayTo > 0 {
		if dates.To, err = d.lastDay(year, month); err != nil {
			return Dates{}, err
		}
		if dates.To.Before(dates.From) {
			return Dates{}, ErrNoSuchDay
		}
	}
	return d.checkWeekday(dates)
}

func (d DateText) checkWeekday(dates Dates) (Dates, error) {
	if d.HasWeekday && dates.From.Weekday() != d.Weekday {
		return Dates{}, ErrWeekday
	}
	return dates, nil
}

// completed finds the day for a date without month or year: the next or the
// latest such one.
func (d DateText) completed(today ledger.Date, look Look, year, month *int) (ledger.Date, error) {
	thisYear, thisMonth, _ := today.YMD()
	if *month > 0 && *year > 0 {
		return day(*year, *month, d.Day)
	}
	step, y, m := 1, thisYear, int(thisMonth)
	if look == Back {
		step = -1
	}
	if *month > 0 {
		m = *month
	}
	tries := 3 // 31 January is not followed by a 31st until March
	if *month > 0 {
		tries = 2 // further off, 29 February is more likely a slip
	}
	for range tries {
		date, err := day(y, m, d.Day)
		if err == nil && !(look == Forward && date.Before(today)) && !(look == Back && date.After(today)) {
			*year, *month = y, m
			return date, nil
		}
		if *month > 0 {
			y += step
			continue
		}
		m += step
		if m < 1 || m > 12 {
			y, m = y+step, (m+11)%12+1
		}
	}
	return ledger.Date{}, ErrNoSuchDay
}

func (d DateText) lastDay(year, month int) (ledger.Date, error) {
	if d.YearTo > 0 {
		year = d.YearTo
	}
	if d.MonthTo > 0 {
		if d.MonthTo < month && d.YearTo == 0 {
			year++
		}
		month = d.MonthTo
	}
	return day(year, month, d.DayTo)
}

func day(year, month, dayOfMonth int) (ledger.Date, error) {
	date, err := ledger.NewDate(year, time.Month(month), dayOfMonth)
	if err != nil {
		return ledger.Date{}, ErrNoSuchDay
	}
	return date, nil
}

func (d DateText) resolveMonth(today ledger.Date, look Look) (Dates, error) {
	year := d.Year
	thisYear, thisMonth, _ := today.YMD()
	if year == 0 {
		year = thisYear
		if look == Forward && d.Month < int(thisMonth) {
			year++
		}
		if look == Back && d.Month > int(thisMonth) {
			year--
		}
	}
	first, err := day(year, d.Month, 1)
	if err != nil {
		return Dates{}, err
	}
	last := first.AddMonths(1).AddDays(-1)
	switch d.Part {
	case partStart:
		return oneDay(first), nil
	case partMiddle:
		return oneDay(first.AddDays(14)), nil
	case partEnd:
		return oneDay(last), nil
	default:
		return Dates{From: first, To: last, Span: MonthSpan}, nil
	}
}

func wholeYear(year int) (Dates, error) {
	first, err := day(year, 1, 1)
	if err != nil {
		return Dates{}, err
	}
	return Dates{From: first, To: first.AddMonths(12).AddDays(-1), Span: YearSpan}, nil
}
