package register

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"sajja/bot/sheet"
	"sajja/bot/thai"
	"sajja/ledger"
)

// englishMonths are written by programs whose language is not Thai.
var englishMonths = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}

var (
	// clockAfter is the midnight that programs write behind a day.
	clockAfter = regexp.MustCompile(`[ T]0?0:00(:00(\.0+)?)?( AM)?$`)
	// aroundSigns are blanks around the signs within a date.
	aroundSigns = regexp.MustCompile(` *([/]) *`)
	// besideWord is the dash before or after a month's name: 31-ม.ค.-67.
	besideWord = regexp.MustCompile(`-*([^\d\s/.-][^\d/-]*)-+| *-+([^\d\s/.-])`)
	// englishDay is 31 January 2024 and the like.
	englishDay = regexp.MustCompile(`(?i)^(\d{1,2})[ -]([a-z]{3})[a-z]*[ -](\d{2}|\d{4})$`)
)

// dayOf reads a day in any of the spellings people use, of either era. A workbook
// keeps a day as a number; a year far ahead there is a Buddhist one that was typed
// where the program expected the other.
func dayOf(cell sheet.Cell) (ledger.Date, bool) {
	if cell.Kept != "" {
		if day, isDay := daySerial(cell.Kept); isDay {
			return day, true
		}
	}
	return dayWritten(cell.Text)
}

// dayWritten reads a day, month and year; a part of a date names no one day.
func dayWritten(text string) (ledger.Date, bool) {
	text = clockAfter.ReplaceAllString(strings.TrimSpace(text), "")
	text = aroundSigns.ReplaceAllString(text, "$1")
	if m := englishDay.FindStringSubmatch(thai.Normal(text)); m != nil {
		text = englishDate(m[1], strings.ToLower(m[2]), m[3])
	}
	text = strings.TrimSpace(besideWord.ReplaceAllString(text, " $1$2 "))
	letters := thai.Fold(text).Letters
	written, end := thai.ScanDate(letters, 0)
	if end != len(letters) || written.Year == 0 || written.Day == 0 || written.DayTo != 0 || written.IsRelative {
		return ledger.Date{}, false
	}
	days, err := written.Resolve(ledger.MustDate("2000-01-01"), thai.Back) // nothing is left to complete
	return days.From, err == nil
}

func englishDate(day, month, year string) string {
	for i, name := range englishMonths {
		if name == month {
			return day + "/" + decimal.NewFromInt(int64(i+1)).String() + "/" + year
		}
	}
	return ""
}

// daySerial reads the number of a day in a workbook: 45322 is 2024-01-31.
func daySerial(kept string) (ledger.Date, bool) {
	serial, err := decimal.NewFromString(kept)
	if err != nil || serial.LessThan(decimal.NewFromInt(1)) || serial.GreaterThan(decimal.NewFromInt(400_000)) {
		return ledger.Date{}, false
	}
	at, err := excelize.ExcelDateToTime(float64(serial.IntPart()), false)
	if err != nil {
		return ledger.Date{}, false
	}
	year, month, day := at.Date()
	if year >= buddhistFrom {
		year -= buddhistAhead
	}
	d, err := ledger.NewDate(year, month, day)
	return d, err == nil
}

const (
	// buddhistFrom is the year from which on a year can only be a Buddhist one.
	buddhistFrom = 2400
	// buddhistAhead is what the Buddhist era is ahead.
	buddhistAhead = 543
)
