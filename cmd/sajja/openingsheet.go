package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"sajja/bot/thai"
)

const (
	// openingRowsMax is far above the members and accounts of the largest fund.
	openingRowsMax = 50_000
	// openingFileMax bounds what is read into memory.
	openingFileMax = 20 << 20
	// headingWithin is how many lines of titles may stand above the headings.
	headingWithin = 20
)

// openingSheet is a sheet of balances as somebody typed it.
type openingSheet struct {
	rows []sheetRow
	// at gives the place of each known column, ignored the others by their words.
	at      map[string]int
	ignored []string
}

// sheetRow is one line of the file, counted from 1.
type sheetRow struct {
	line  int
	cells []string
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
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("read the sheet: %w", err)
	}
	if info.Size() > openingFileMax {
		return nil, fmt.Errorf("%s is larger than %d megabytes: that is no sheet of balances", path, openingFileMax>>20)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the sheet: %w", err)
	}
	var rows []sheetRow
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		rows, err = rowsOfCSV(data)
	case ".xlsx":
		rows, err = rowsOfXLSX(data)
	default:
		err = errors.New("give a .csv or an .xlsx")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return findHeadings(rows)
}

func rowsOfCSV(data []byte) ([]sheetRow, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if !utf8.Valid(data) {
		return nil, errors.New("the letters are in an older Thai encoding: save it from Excel as CSV UTF-8, or as .xlsx")
	}
	reader := csv.NewReader(bytes.NewReader(data))
	reader.FieldsPerRecord = -1
	var rows []sheetRow
	for {
		cells, err := reader.Read()
		if errors.Is(err, io.EOF) {
			return rows, nil
		}
		if err != nil {
			return nil, err
		}
		line, _ := reader.FieldPos(0)
		rows = append(rows, sheetRow{line, cells})
		if len(rows) > openingRowsMax {
			return nil, fmt.Errorf("more than %d lines", openingRowsMax)
		}
	}
}

// rowsOfXLSX reads the first sheet: codes and numbers as they are shown, since 001
// may be kept as 1, and amounts as they are kept, since 30.50 may be shown as 31.
func rowsOfXLSX(data []byte) ([]sheetRow, error) {
	file, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 20 * openingFileMax})
	if err != nil {
		return nil, fmt.Errorf("it is no workbook: %w", err)
	}
	defer file.Close()
	name := file.GetSheetName(0)
	shown, err := file.GetRows(name)
	if err != nil {
		return nil, fmt.Errorf("read its first sheet: %w", err)
	}
	kept, err := file.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		return nil, fmt.Errorf("read its first sheet: %w", err)
	}
	if len(shown) > openingRowsMax {
		return nil, fmt.Errorf("more than %d lines", openingRowsMax)
	}
	rows := make([]sheetRow, len(shown))
	for i, cells := range shown {
		rows[i] = sheetRow{i + 1, slices.Clone(cells)}
		for j := range cells {
			if i < len(kept) && j < len(kept[i]) {
				rows[i].cells[j] = keptAmount(cells[j], kept[i][j])
			}
		}
	}
	return rows, nil
}

// keptAmount gives the number of a cell when it is kept with more places than are
// shown. A workbook counts in binary: 0.30000000000000004 is 0.30.
func keptAmount(shown, kept string) string {
	exact, err := decimal.NewFromString(kept)
	if err != nil || exact.IsInteger() {
		return shown
	}
	if baht := exact.Round(2); exact.Sub(baht).Abs().LessThan(decimal.New(1, -6)) {
		return baht.String()
	}
	return kept
}

// findHeadings takes the first line that heads an account, a debit and a credit
// column.
func findHeadings(rows []sheetRow) (*openingSheet, error) {
	for i, row := range rows[:min(len(rows), headingWithin)] {
		sheet := &openingSheet{rows: rows[i+1:], at: map[string]int{}, ignored: []string{}}
		for place, cell := range row.cells {
			words := strings.NewReplacer(" ", "", ".", "", "_", "", "\n", "").Replace(thai.Normal(cell))
			name, known := openingHeadings[words]
			_, twice := sheet.at[name]
			switch {
			case known && twice:
				return nil, fmt.Errorf("line %d has two columns for %s", row.line, name)
			case known:
				sheet.at[name] = place
			case words != "":
				sheet.ignored = append(sheet.ignored, thai.Visible(cell))
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
func (s *openingSheet) cell(row sheetRow, column string) string {
	place, found := s.at[column]
	if !found || place >= len(row.cells) {
		return ""
	}
	return thai.Visible(row.cells[place])
}
