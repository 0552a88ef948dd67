package roster

import (
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
)

// LinesMax is how many lines one list may have. A longer one is split by its
// writer, who can then check each part.
const LinesMax = 100

// Act is what a line says of its member.
type Act string

// What a line may say.
const (
	Paid   Act = "paid"   // an amount
	Absent Act = "absent" // ขาด, ไม่มา, ลา: nothing was paid
	Ahead  Act = "ahead"  // ล่วงหน้า 3 เดือน: what that comes to, the fund's plan says
	Named  Act = "named"  // a name without a sum
	Vague  Act = "vague"  // it cannot be read: two sums, a sum without a name
)

// Line is one line of a list.
type Line struct {
	Text    string // as it was written
	Who     string // the words for the member
	Heard   string // what else was taken for the name, to be asked about; or empty
	Village string // of the heading above it
	Act     Act
	Amount  ledger.Money
	// Months or Days paid ahead.
	Months, Days int
}

// Sheet is a list taken apart.
type Sheet struct {
	Lines []Line
	// Total is the sum that the list states, zero for none; Count how many people.
	Total ledger.Money
	Count int
	// Day of the heading, as far as it is a past day or today; zero for none.
	Day ledger.Date
	// Headings are lines that name nobody and were not taken for money.
	Headings []string
	// IsLong: there are more than LinesMax lines; those after were not read.
	IsLong bool
}

// IsList tells whether a text is a list of people: at least two lines that say
// what somebody did, and more of them than of others.
func (s Sheet) IsList() bool {
	said := 0
	for _, l := range s.Lines {
		if l.Act == Paid || l.Act == Absent || l.Act == Ahead {
			said++
		}
	}
	return said >= 2 && 2*said > len(s.Lines)
}

// Sum gives what the lines with amounts come to.
func (s Sheet) Sum() ledger.Money {
	var sum ledger.Money
	for _, l := range s.Lines {
		sum = sum.Add(l.Amount)
	}
	return sum
}

// Read takes a list apart. Today is the day it was sent.
func Read(text string, today ledger.Date) Sheet {
	rows := split(text)
	s := Sheet{IsLong: len(rows) > LinesMax}
	rows = rows[:min(len(rows), LinesMax)]
	village, each := "", ledger.Money{}
	for i, row := range rows {
		r := newRow(row)
		switch {
		case r.isTotal():
			s.total(r)
		case r.isHeading(today):
			village = r.headingVillage(village)
			if day, ok := r.day(today); ok {
				s.Day = day
			}
			if r.each.IsPositive() {
				each = r.each
			}
			s.Headings = append(s.Headings, row)
		case i == 0 && r.isTitle():
			s.Headings = append(s.Headings, row)
		default:
			line := r.line()
			line.Village = village
			if line.Act == Named && each.IsPositive() {
				line.Act, line.Amount = Paid, each
			}
			s.Lines = append(s.Lines, line)
		}
	}
	return s
}

// total takes a line such as รวม 55 คน 1,650 บาท.
func (s *Sheet) total(r row) {
	if r.people > 0 {
		s.Count = r.people
	}
	if len(r.sums) > 0 {
		s.Total = r.sums[len(r.sums)-1]
	}
}

// split parts a text into the lines that a person would see. Besides line breaks
// a slash or a semicolon with space around it, or a comma that is no part of a
// number, ends a line.
func split(text string) []string {
	var rows []string
	for _, part := range strings.FieldsFunc(thai.Visible(text), func(r rune) bool { return r == '\n' || r == '\r' || r == ';' }) {
		for _, row := range splitSigns(part) {
			if strings.Trim(row, " \t-–—=*_.•·") != "" {
				rows = append(rows, strings.TrimSpace(row))
			}
		}
	}
	return rows
}

func splitSigns(part string) []string {
	var rows []string
	letters := []rune(part)
	from := 0
	for i, r := range letters {
		if r != '/' && r != ',' {
			continue
		}
		before, after := byteOf(letters, i-1), byteOf(letters, i+1)
		isSpaced := before == ' ' || after == ' '
		isInNumber := isDigitRune(before) && isDigitRune(after)
		if r == '/' && isSpaced || r == ',' && !isInNumber {
			rows = append(rows, string(letters[from:i]))
			from = i + 1
		}
	}
	return append(rows, string(letters[from:]))
}

func byteOf(letters []rune, i int) rune {
	if i < 0 || i >= len(letters) {
		return ' '
	}
	return letters[i]
}

func isDigitRune(r rune) bool { return r >= '0' && r <= '9' || r >= '๐' && r <= '๙' }
