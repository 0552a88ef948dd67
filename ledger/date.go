package ledger

import (
	"encoding/json"
	"fmt"
	"time"
)

// Bangkok is the one zone of the field: seven hours ahead of UTC, no summer
// time. A fixed zone needs no zone files and no lookup.
var Bangkok = time.FixedZone("Asia/Bangkok", 7*60*60)

// Date (วันที่) is a calendar day in Bangkok, in the common era. The Buddhist
// year exists only where people read and write (package bot/thai). The zero
// value is no day.
type Date struct {
	days int32 // the first day of 1800 is 1, so that the zero value is no day
}

// epochDay is the number of 1970-01-01 when 1800-01-01 is 1.
const epochDay = 62_092

// NewDate makes a day and refuses one that is not in the calendar, such as
// 31 April, or outside the years 1800 to 2400.
func NewDate(year int, month time.Month, day int) (Date, error) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if t.Year() != year || t.Month() != month || t.Day() != day || year < 1800 || year > 2400 {
		return Date{}, fmt.Errorf("no such day: %04d-%02d-%02d", year, int(month), day)
	}
	return Date{days: int32(t.Unix()/86400) + epochDay}, nil
}

// DateOf gives the day in Bangkok on which the instant falls.
func DateOf(instant time.Time) Date {
	year, month, day := instant.In(Bangkok).Date()
	d, err := NewDate(year, month, day)
	if err != nil {
		return Date{}
	}
	return d
}

// ParseDate reads the ISO form 2026-11-21.
func ParseDate(text string) (Date, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Date{}, fmt.Errorf("not a date of the form 2026-11-21: %q", text)
	}
	return NewDate(t.Date())
}

// MustDate is ParseDate for constants in code and tests; it panics on bad text.
func MustDate(text string) Date {
	d, err := ParseDate(text)
	if err != nil {
		panic("ledger: MustDate: " + err.Error())
	}
	return d
}

// IsZero tells whether d is no day.
func (d Date) IsZero() bool { return d.days == 0 }

// Time gives midnight UTC of the day, the form drivers take for a DATE.
func (d Date) Time() time.Time { return time.Unix(int64(d.days-epochDay)*86400, 0).UTC() }

// Start gives the instant at which the day begins in Bangkok.
func (d Date) Start() time.Time {
	year, month, day := d.Time().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, Bangkok)
}

// YMD gives year (CE), month and day.
func (d Date) YMD() (int, time.Month, int) { return d.Time().Date() }

// Year gives the year in the common era.
func (d Date) Year() int { return d.Time().Year() }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// AddDays gives the day n days later, or earlier for a negative n.
func (d Date) AddDays(n int) Date { return Date{days: d.days + int32(n)} }

// AddMonths gives the same day n months later; a day the month lacks becomes
// its last day.
func (d Date) AddMonths(n int) Date {
	year, month, day := d.YMD()
	first := time.Date(year, month+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(first.Year(), first.Month()+1, 0, 0, 0, 0, 0, time.UTC).Day()
	return Date{days: int32(first.Unix()/86400) + int32(min(day, last)) - 1 + epochDay}
}

// DaysUntil counts the days from d to other; negative when other is earlier.
func (d Date) DaysUntil(other Date) int { return int(other.days - d.days) }

// Before tells whether d is an earlier day than other.
func (d Date) Before(other Date) bool { return d.days < other.days }

// After tells whether d is a later day than other.
func (d Date) After(other Date) bool { return d.days > other.days }

// String gives the ISO form, or "" for no day.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time().Format(time.DateOnly)
}

// MarshalJSON writes the ISO form as a string.
func (d Date) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	if text == "" {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(text)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
