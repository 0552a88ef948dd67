package main

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"sajja/ledger"
)

// byteOrderMark tells a spreadsheet that the file is UTF-8: without it Thai turns
// into question marks.
const byteOrderMark = "\ufeff"

// writeCSV writes a sheet as RFC 4180 has it, for other programs and for Thai
// spreadsheets: a record of heads, then a record per line of the sheet. Money is
// a plain decimal, days are ISO. The name of the group stands in a column of its
// own, in every record.
func (s *sheet) writeCSV(w io.Writer) error {
	out, err := s.openCSV(w)
	if err != nil {
		return err
	}
	for l := range s.lines() {
		if l.Role == lineGroup && s.GroupedBy != "" {
			continue // its name stands in the group's records
		}
		if err := out.Write(s.record(l)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// openCSV writes what stands above the first line.
func (s *sheet) openCSV(w io.Writer) (*csv.Writer, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return nil, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	heads := make([]string, 0, len(s.Columns)+1)
	if s.GroupedBy != "" {
		heads = append(heads, s.GroupedBy)
	}
	for _, c := range s.Columns {
		heads = append(heads, c.Head)
	}
	return out, out.Write(heads)
}

func (s *sheet) record(l sheetLine) []string {
	record := make([]string, 0, len(l.Cells)+1)
	if s.GroupedBy != "" {
		record = append(record, notFormula(l.Group))
	}
	for _, c := range l.Cells {
		record = append(record, plain(c))
	}
	return record
}

// plain is a cell as programs read it.
func plain(c cell) string {
	switch value := c.(type) {
	case string:
		return notFormula(value)
	case term:
		return notFormula(value.Words)
	case int:
		return strconv.Itoa(value)
	case ledger.Date:
		return value.String()
	case ledger.Money:
		return value.String()
	}
	return ""
}

// notFormula keeps a spreadsheet from running a name that somebody made up to be
// a formula: behind an apostrophe it is text. The blank characters count too,
// some programs drop them first.
func notFormula(text string) string {
	if bare := strings.TrimLeft(text, " \u00a0"); bare != "" && strings.ContainsRune("=+-@\t\r\n", rune(bare[0])) {
		return "'" + text
	}
	return text
}
