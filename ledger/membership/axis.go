package membership

import (
	"time"

	"sajja/ledger"
)

// Basis (วิธีนับวัน) says what a fund counts as a day that is paid for. It is
// chosen once: days counted one way cannot be continued the other.
type Basis string

const (
	// Calendar counts each day of the calendar: 365 or 366 a year.
	Calendar Basis = "calendar"
	// Thirty360 counts thirty days each month: 360 a year.
	Thirty360 Basis = "30/360"
)

// Days that are paid for are counted on an axis of whole numbers, so that a run of
// days is a pair of them. On the calendar a number is a day; with 30/360 the
// numbers of a month are 30, whatever the calendar gives it: the 31st shares that
// of the 30th, and the last day of February has what its month lacks.

// slotsOfMonth is what a month counts with 30/360.
const slotsOfMonth = 30

// axisYear is the first year of the calendar of ledger.Date.
const axisYear = 1800

// axisEnd is the last day anybody can pay for: the end of ledger's calendar.
var axisEnd = ledger.MustDate("2400-12-31")

// first gives the first number that falls on the day.
func (b Basis) first(d ledger.Date) int {
	if b != Thirty360 {
		return ledger.Date{}.DaysUntil(d)
	}
	year, month, day := d.YMD()
	return monthIndex(year, month)*slotsOfMonth + min(day, slotsOfMonth)
}

// last gives the last number of the days through d.
func (b Basis) last(d ledger.Date) int {
	if b != Thirty360 {
		return ledger.Date{}.DaysUntil(d)
	}
	year, month, day := d.YMD()
	if day == daysIn(year, month) {
		day = slotsOfMonth
	}
	return monthIndex(year, month)*slotsOfMonth + day
}

// through gives the last day of which nothing lies behind the number: what is
// paid through to it.
func (b Basis) through(slot int) ledger.Date {
	if b != Thirty360 {
		return ledger.Date{}.AddDays(slot)
	}
	month := (slot - 1) / slotsOfMonth
	day, days := slot-month*slotsOfMonth, daysInIndex(month)
	if day < slotsOfMonth {
		day = min(day, days-1)
	} else {
		day = days
	}
	return firstOfIndex(month).AddDays(day - 1)
}

// day gives the day on which the number falls.
func (b Basis) day(slot int) ledger.Date {
	if b != Thirty360 {
		return ledger.Date{}.AddDays(slot)
	}
	month := (slot - 1) / slotsOfMonth
	return firstOfIndex(month).AddDays(min(slot-month*slotsOfMonth, daysInIndex(month)) - 1)
}

// begins gives the first day that begins with the number or a later one: on it all
// before the number is over.
func (b Basis) begins(slot int) ledger.Date {
	day := b.day(slot)
	if b.first(day) < slot {
		day = day.AddDays(1)
	}
	return day
}

// month gives the index of the month in which the number lies, its first number
// and how many it has.
func (b Basis) month(slot int) (index, first, count int) {
	if b == Thirty360 {
		index = (slot - 1) / slotsOfMonth
		return index, index*slotsOfMonth + 1, slotsOfMonth
	}
	year, month, day := ledger.Date{}.AddDays(slot).YMD()
	return monthIndex(year, month), slot - day + 1, daysIn(year, month)
}

// firstOfMonth gives the first number of a month by its index.
func (b Basis) firstOfMonth(index int) int {
	if b == Thirty360 {
		return index*slotsOfMonth + 1
	}
	return ledger.Date{}.DaysUntil(firstOfIndex(index))
}

// monthIndex counts months from the first of the axis.
func monthIndex(year int, month time.Month) int { return (year-axisYear)*12 + int(month) - 1 }

func firstOfIndex(index int) ledger.Date {
	return ledger.Date{}.AddDays(1).AddMonths(index)
}

func daysIn(year int, month time.Month) int {
	return time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

func daysInIndex(index int) int { return daysIn(axisYear+index/12, time.Month(index%12+1)) }

// stretch is a run of numbers, both ends included.
type stretch struct{ from, through int }

func (s stretch) count() int { return max(s.through-s.from+1, 0) }

// overlap counts the numbers that two stretches share.
func (s stretch) overlap(other stretch) int {
	return stretch{max(s.from, other.from), min(s.through, other.through)}.count()
}
