package sheet

import (
	"bytes"

	"github.com/xuri/excelize/v2"

	"sajja/bot/thai"
)

// unpackedMax bounds what a workbook may grow to: a file of a few bytes can be made
// that unpacks to gigabytes.
const unpackedMax = 200 << 20

// readWorkbook reads the first sheet, each cell as it is shown and as it is kept.
func readWorkbook(data []byte, rowsMax int) ([]Row, error) {
	if isOldWorkbook(data) {
		return nil, ErrOld
	}
	book, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: unpackedMax})
	if err != nil {
		return nil, ErrWorkbook
	}
	defer book.Close()
	if props, err := book.GetWorkbookProps(); err == nil && props.Date1904 != nil && *props.Date1904 {
		return nil, ErrDays
	}
	formulas, err := formulasIn(data)
	if err != nil {
		return nil, ErrWorkbook
	}
	name := book.GetSheetName(0)
	shown, err := book.Rows(name)
	if err != nil {
		return nil, ErrWorkbook
	}
	defer shown.Close()
	kept, err := book.Rows(name)
	if err != nil {
		return nil, ErrWorkbook
	}
	defer kept.Close()
	return joinRows(shown, kept, formulas, rowsMax)
}

// joinRows goes down the sheet in both ways at once, so that one that is too long
// is known before all of it is in memory.
func joinRows(shown, kept *excelize.Rows, formulas map[place]bool, rowsMax int) ([]Row, error) {
	var rows []Row
	for line := 1; shown.Next() && kept.Next(); line++ {
		texts, err := shown.Columns()
		if err != nil {
			return nil, ErrWorkbook
		}
		numbers, err := kept.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, ErrWorkbook
		}
		if len(texts) > columnsMax {
			return nil, ErrColumns
		}
		cells := make([]Cell, len(texts))
		for i, text := range texts {
			cells[i] = Cell{Text: thai.Visible(text), IsFormula: formulas[place{line, i + 1}] || typed(text).IsFormula}
			if i < len(numbers) && numbers[i] != text {
				cells[i].Kept = numbers[i]
			}
		}
		if isBlank(cells) {
			continue
		}
		if rows = append(rows, Row{line, cells}); len(rows) > rowsMax {
			return nil, ErrRows
		}
	}
	return rows, nil
}
