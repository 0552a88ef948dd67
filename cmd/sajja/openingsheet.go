package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	typed "sajja/bot/sheet" // a sheet is what reports are printed on here
	"sajja/bot/thai"
)

const (
	// openingRowsMax is far above the members and accounts of the largest fund.
	openingRowsMax = 50_000
	// headingWithin is how many lines of titles may stand above the headings.
	headingWithin = 20
)

// openingSheet is a sheet of balances as somebody typed it.
type openingSheet struct {
	rows []typed.Row
	// at gives the place of each known column, ignored the others by their words.
	at      map[string]int
	ignored []string
}

// openingHeadings are the columns by the words that head them, in normal form
// without blanks and points.
var openingHeadings = map[string]string{
	"account": "account", "code": "account", "accountcode": "account",
	"บัญชี": "account", "รหัสบัญชี": "account", "เลขที่บัญชี": "account", "รหัส": "account",
	"member": "member", "membernumber": "member", "memberno": "member",
	"สมาชิก": "member", "เลขที่สมาชิก": "member", "เลขสมาชิก": "member", "รหัสสมาชิก": "member",
	"debit": "debit", "เดบิต": "debit", "เดบิท": "debit",
	"credit": "credit", "เครดิต": "credit", "เครดิท": "credit",
	"source": "source", "แหล่งเงิน": "source", "แหล่งที่มา": "source",
}

// readOpeningSheet reads a .csv or .xlsx and finds its headings.
func readOpeningSheet(path string) (*openingSheet, error) {
	rows, err := readTyped(path, openingRowsMax)
	if err != nil {
		return nil, err
	}
	return findHeadings(rows)
}

// readTyped reads a table that somebody typed.
func readTyped(path string, rowsMax int) ([]typed.Row, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the sheet: %w", err)
	}
	if info.Size() > typed.SizeMax {
		return nil, fmt.Errorf("%s: %w", path, typed.ErrSize)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the sheet: %w", err)
	}
	rows, err := typed.Read(path, data, rowsMax)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return rows, nil
}

// findHeadings takes the first line that heads an account, a debit and a credit
// column.
func findHeadings(rows []typed.Row) (*openingSheet, error) {
	for i, row := range rows[:min(len(rows), headingWithin)] {
		sheet := &openingSheet{rows: rows[i+1:], at: map[string]int{}, ignored: []string{}}
		for place, cell := range row.Cells {
			words := strings.NewReplacer(" ", "", ".", "", "_", "", "\n", "").Replace(thai.Normal(cell.Text))
			name, known := openingHeadings[words]
			_, twice := sheet.at[name]
			switch {
			case known && twice:
				return nil, fmt.Errorf("line %d has two columns for %s", row.Line, name)
			case known:
				sheet.at[name] = place
			case words != "":
				sheet.ignored = append(sheet.ignored, cell.Text)
			}
		}
		if sheet.has("account") && sheet.has("debit") && sheet.has("credit") {
			return sheet, nil
		}
	}
	return nil, errors.New("no line heads the columns account (บัญชี), debit (เดบิต) and credit (เครดิต)")
}

func (s *openingSheet) has(column string) bool { _, found := s.at[column]; return found }

// cell gives what stands in a column of a line, without blanks around it; empty
// where the sheet or the line does not have it.
func (s *openingSheet) cell(row typed.Row, column string) string {
	place, found := s.at[column]
	if !found || place >= len(row.Cells) {
		return ""
	}
	return row.Cells[place].Exact(row.Cells[place].Text)
}
