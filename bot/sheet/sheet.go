package sheet

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"sajja/bot/thai"
)

const (
	// SizeMax bounds a file: the largest fund's members with addresses and all are
	// 3 megabytes.
	SizeMax = 20 << 20
	// columnsMax is far more than anybody reads.
	columnsMax = 200
)

// Reasons why a file cannot be read. The words say what to do.
var (
	ErrKind     = errors.New("give a .csv or an .xlsx")
	ErrSize     = errors.New("the file is larger than 20 megabytes: split it")
	ErrOld      = errors.New("it is a workbook of the old form (.xls) or has a password: save it as .xlsx without one")
	ErrWorkbook = errors.New("it is no workbook that can be read: open it and save it again as .xlsx")
	ErrDays     = errors.New("it counts days from 1904, as old programs did, and all its days would be four years off: save it as CSV UTF-8")
	ErrLetters  = errors.New("its letters are in no encoding known here: save it from Excel as CSV UTF-8, or as .xlsx")
	ErrQuotes   = errors.New("a quotation mark is opened and not closed: save it again as CSV, or as .xlsx")
	ErrColumns  = errors.New("it has more than 200 columns: take out those that are not needed")
	ErrRows     = errors.New("it has too many rows")
	ErrEmpty    = errors.New("there is nothing in it")
)

// Row is one line of a file, counted from 1 as the program that shows it counts.
type Row struct {
	Line  int
	Cells []Cell
}

// Cell is what stands in one place.
type Cell struct {
	// Text is what people see, without blanks around it.
	Text string
	// Kept is the number as a workbook keeps it, where the cell shows it in another
	// form: 30.5 shown as 31, or a day shown as a date.
	Kept string
	// IsFormula: the text is what some program worked out, or would.
	IsFormula bool
}

// Read reads a .csv or .xlsx of at most rowsMax rows; name tells the kind. Errors:
// those above.
func Read(name string, data []byte, rowsMax int) ([]Row, error) {
	if len(data) > SizeMax {
		return nil, ErrSize
	}
	var rows []Row
	var err error
	switch strings.ToLower(path.Ext(name)) {
	case ".csv", ".txt", ".tsv":
		rows, err = readText(data, rowsMax)
	case ".xlsx", ".xlsm":
		rows, err = readWorkbook(data, rowsMax)
	case ".xls":
		err = ErrOld
	default:
		err = ErrKind
	}
	if err == nil && len(rows) == 0 {
		err = ErrEmpty
	}
	return rows, err
}

// isBlank tells a line with nothing in it.
func isBlank(cells []Cell) bool {
	for _, c := range cells {
		if c.Text != "" || c.IsFormula {
			return false
		}
	}
	return true
}

// typed makes a cell of what stands in a text file. A program that opens the file
// would take = and @ for the beginning of a formula.
func typed(text string) Cell {
	text = thai.Visible(text)
	return Cell{Text: text, IsFormula: strings.HasPrefix(text, "=") || strings.HasPrefix(text, "@")}
}

// isOldWorkbook tells the container of .xls and of workbooks with a password.
func isOldWorkbook(data []byte) bool {
	return bytes.HasPrefix(data, []byte("\xD0\xCF\x11\xE0"))
}
