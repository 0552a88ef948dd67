package main

import (
	"sajja/ledger"
)

// sheet (รายงานสำหรับพิมพ์) is a report as a person prints it: who, what and when
// on top, typed columns, rows in groups that are summed, and at the foot the
// totals and what they were held against. The renderers for the terminal, CSV,
// XLSX and JSON add nothing and leave nothing out.
type sheet struct {
	// Name is the report's name on the command line.
	Name string
	// Title, Fund and Period head the paper.
	Title, Fund, Period string
	// Facts are what JSON says of the report before its rows, such as fund and days.
	Facts []fact
	// GroupedBy heads what the groups are named after, such as หมู่บ้าน; empty for
	// a sheet in one piece.
	GroupedBy string
	Columns   []column
	Groups    []rowGroup
	Feet      []foot
	Checks    []footCheck
	// Faults are what is amiss without an amount, such as missing numbers.
	Faults []string
	// Notes are said under the foot.
	Notes []string
}

// fact is one thing that JSON says of the whole report.
type fact struct {
	Key   string
	Value any
}

// column is one column of a sheet.
type column struct {
	// Key names it in JSON, Head on paper.
	Key, Head string
	Kind      columnKind
	// IsSummed: a money column whose groups and feet show sums. A running balance
	// is not summed.
	IsSummed bool
}

// columnKind is what the cells of a column are.
type columnKind int

const (
	// columnText holds strings and terms; a member's number 001 is one, and stays 001.
	columnText columnKind = iota
	// columnNumber holds whole numbers.
	columnNumber
	// columnDate holds ledger.Date.
	columnDate
	// columnMoney holds ledger.Money.
	columnMoney
)

func textColumn(key, head string) column   { return column{Key: key, Head: head} }
func numberColumn(key, head string) column { return column{Key: key, Head: head, Kind: columnNumber} }
func dateColumn(key, head string) column   { return column{Key: key, Head: head, Kind: columnDate} }

// moneyColumn is money that adds up, such as receipts.
func moneyColumn(key, head string) column {
	return column{Key: key, Head: head, Kind: columnMoney, IsSummed: true}
}

// standingColumn is money that stands at that moment, such as a running balance.
func standingColumn(key, head string) column {
	return column{Key: key, Head: head, Kind: columnMoney}
}

// cell is what stands in a column: a value of its kind, or nil for nothing.
type cell any

// term is a text that programs know by a code and people by words, such as the
// kind of an entry.
type term struct{ Code, Words string }

// MarshalText gives the code: JSON is for programs.
func (t term) MarshalText() ([]byte, error) { return []byte(t.Code), nil }

// rowGroup is rows that belong together, with their sum below them when the group
// has a name.
type rowGroup struct {
	Name string
	// Key is what programs know the group by, such as an account's code; empty when
	// that is the name.
	Key string
	// SumName is what the line of the sum says; "รวม" and the name when empty.
	SumName string
	Rows    [][]cell
}

// foot is a line below all groups: their sums added up or taken away. Signs has
// +1, −1 or 0 for each group; nil adds them all.
type foot struct {
	Name  string
	Signs []int
}

// footCheck holds what the sheet says against what the books say in another way. A
// difference stands on its own line, ผลต่าง, and is never hidden.
type footCheck struct {
	Name         string
	Shown, Books ledger.Money
}

// Difference is zero when the check holds.
func (c footCheck) Difference() ledger.Money { return c.Shown.Sub(c.Books) }

// HoldsTrue tells whether every check of the sheet holds and nothing is amiss.
func (s *sheet) HoldsTrue() bool {
	for _, c := range s.Checks {
		if !c.Difference().IsZero() {
			return false
		}
	}
	return len(s.Faults) == 0
}

// sum adds the rows of a group up, column by column; nil where nothing is summed.
func (s *sheet) sum(g rowGroup) []cell {
	sums := make([]cell, len(s.Columns))
	for i, c := range s.Columns {
		if c.IsSummed {
			sums[i] = sumColumn(g.Rows, i)
		}
	}
	return sums
}

func sumColumn(rows [][]cell, i int) ledger.Money {
	var total ledger.Money
	for _, row := range rows {
		if m, ok := row[i].(ledger.Money); ok {
			total = total.Add(m)
		}
	}
	return total
}

// footing gives the cells of a foot.
func (s *sheet) footing(f foot) []cell {
	cells := make([]cell, len(s.Columns))
	for i, c := range s.Columns {
		if !c.IsSummed {
			continue
		}
		var total ledger.Money
		for n, g := range s.Groups {
			switch f.sign(n) {
			case 1:
				total = total.Add(sumColumn(g.Rows, i))
			case -1:
				total = total.Sub(sumColumn(g.Rows, i))
			}
		}
		cells[i] = total
	}
	return cells
}

// sign of the n-th group in a foot.
func (f foot) sign(n int) int {
	if f.Signs == nil {
		return 1
	}
	return f.Signs[n]
}

// shown gives the foot of one column, for the checks.
func (s *sheet) shown(f foot, key string) ledger.Money {
	for i, c := range s.Columns {
		if c.Key == key {
			total, _ := s.footing(f)[i].(ledger.Money) // a column that is not summed shows 0.00
			return total
		}
	}
	return ledger.Money{}
}

// labelAt is the column in which names of groups and sums stand: the last text
// column before the first money, where there is room for words.
func (s *sheet) labelAt() int {
	at := 0
	for i, c := range s.Columns {
		if c.Kind == columnMoney {
			break
		}
		if c.Kind == columnText {
			at = i
		}
	}
	return at
}

// checkAt is the column in which differences stand: the last one of money.
func (s *sheet) checkAt() int {
	at := len(s.Columns) - 1
	for at > 0 && s.Columns[at].Kind != columnMoney {
		at--
	}
	return at
}
