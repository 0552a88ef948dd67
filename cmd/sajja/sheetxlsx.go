package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/xuri/excelize/v2"

	"sajja/ledger"
)

const (
	// xlsxTab is the worksheet of a report; its name must do without : \ / ? * [ ].
	xlsxTab = "รายงาน"
	// xlsxFont is what Thai offices write in. A machine without it shows its own
	// Thai font in its place.
	xlsxFont = "TH Sarabun New"
	// xlsxHeadRow holds the heads of the columns, below title, fund and period.
	xlsxHeadRow = 5
	// xlsxRowsMax is what a worksheet can hold; a report of a village is far below.
	xlsxRowsMax = 1_048_576
	// xlsxLine is the height of a line in points: Thai letters carry marks above and
	// below, and a row of the usual height cuts them off.
	xlsxLine      = 24
	xlsxTitleLine = 30
	// xlsxWideColumns is from how many columns on the paper lies across.
	xlsxWideColumns = 8
)

// writeXLSX writes a sheet as a workbook that opens right in Thai Excel: money
// and days are numbers, member numbers are text, sums are formulas with their
// value beside them, the heads stay in view and repeat on each printed page.
func (s *sheet) writeXLSX(w io.Writer) error {
	book, err := newWorkbook()
	if err != nil {
		return err
	}
	defer book.file.Close()
	if err := book.add(xlsxTab, s); err != nil {
		return err
	}
	return book.file.Write(w)
}

// workbook is a file of worksheets, filled one after the other.
type workbook struct {
	file   *excelize.File
	styles xlsxStyles
	tabs   int
}

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile()}
	if err := b.file.SetDefaultFont(xlsxFont); err != nil {
		return nil, fmt.Errorf("make the workbook: %w", err)
	}
	var err error
	if b.styles, err = newXLSXStyles(b.file); err != nil {
		return nil, fmt.Errorf("make the workbook: %w", err)
	}
	return b, nil
}

// add puts a sheet into a worksheet of its own.
func (b *workbook) add(tab string, s *sheet) error {
	page, err := b.open(tab, s, s.xlsxWidths())
	if err != nil {
		return err
	}
	for l := range s.lines() {
		if err := page.writeLine(l); err != nil {
			return fmt.Errorf("make the workbook: %w", err)
		}
	}
	return page.stream.Flush()
}

// open begins a worksheet with the head of a sheet. Its lines are written by the
// caller, who flushes the stream at the end.
func (b *workbook) open(tab string, s *sheet, widths []float64) (*xlsxPage, error) {
	b.tabs++
	name := func() error { return b.file.SetSheetName("Sheet1", tab) }
	if b.tabs > 1 {
		name = func() error { _, err := b.file.NewSheet(tab); return err }
	}
	for _, step := range []func() error{name, func() error { return s.setPage(b.file, tab) }} {
		if err := step(); err != nil {
			return nil, fmt.Errorf("make the workbook: %w", err)
		}
	}
	stream, err := b.file.NewStreamWriter(tab)
	if err != nil {
		return nil, fmt.Errorf("make the workbook: %w", err)
	}
	page := &xlsxPage{sheet: s, stream: stream, styles: b.styles, row: xlsxHeadRow, spans: make([]span, len(s.Groups))}
	return page, page.writeHead(widths)
}

// setPage is what a printer needs: A4, as wide as the paper, heads on each page.
func (s *sheet) setPage(file *excelize.File, tab string) error {
	paper, wide, tall, fit := 9, 1, 0, true // 9 is A4; 0 pages tall: as many as it takes
	orientation := "portrait"
	if len(s.Columns) >= xlsxWideColumns {
		orientation = "landscape"
	}
	margin, edge, centred := 0.5, 0.7, true // inches
	titles := &excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: tab,
		RefersTo: fmt.Sprintf("'%s'!$1:$%d", tab, xlsxHeadRow)}
	for _, set := range []func() error{
		func() error { return file.SetSheetProps(tab, &excelize.SheetPropsOptions{FitToPage: &fit}) },
		func() error {
			return file.SetPageLayout(tab, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &tall})
		},
		func() error {
			return file.SetPageMargins(tab, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &edge, Bottom: &edge, Horizontally: &centred})
		},
		func() error {
			return file.SetHeaderFooter(tab, &excelize.HeaderFooterOptions{OddFooter: "&Rหน้า &P จาก &N"})
		},
		func() error { return file.SetDefinedName(titles) },
		func() error {
			return file.SetDocProps(&excelize.DocProperties{Title: s.Title, Subject: s.Period, Creator: s.Fund, Language: "th-TH"})
		},
	} {
		if err := set(); err != nil {
			return err
		}
	}
	return nil
}

// xlsxPage is the worksheet while it is written, from the top down.
type xlsxPage struct {
	sheet  *sheet
	stream *excelize.StreamWriter
	styles xlsxStyles
	row    int    // the last one written
	spans  []span // the rows of each group, for the formulas of its sums
}

// span is the first and the last row of a group's own lines; zero when it has none.
type span struct{ first, last int }

func (p *xlsxPage) writeHead(widths []float64) error {
	for i, width := range widths {
		if err := p.stream.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	err := p.stream.SetPanes(&excelize.Panes{Freeze: true, YSplit: xlsxHeadRow, TopLeftCell: fmt.Sprintf("A%d", xlsxHeadRow+1), ActivePane: "bottomLeft"})
	if err != nil {
		return err
	}
	for i, head := range []string{p.sheet.Title, p.sheet.Fund, p.sheet.Period} {
		style, height := p.styles.of(styleTitle, columnText), float64(xlsxTitleLine)
		if i > 0 {
			style, height = p.styles.of(styleUnderTitle, columnText), xlsxLine
		}
		cell := excelize.Cell{StyleID: style, Value: head}
		if err := p.stream.SetRow(fmt.Sprintf("A%d", i+1), []any{cell}, excelize.RowOpts{Height: height}); err != nil {
			return err
		}
	}
	heads := make([]any, len(p.sheet.Columns))
	for i, c := range p.sheet.Columns {
		heads[i] = excelize.Cell{StyleID: p.styles.of(styleHead, c.Kind), Value: c.Head}
	}
	return p.stream.SetRow(fmt.Sprintf("A%d", xlsxHeadRow), heads, excelize.RowOpts{Height: xlsxLine})
}

// lineStyles says how each line of a sheet looks.
var lineStyles = map[lineRole]styleRole{
	lineGroup: styleGroup, lineRow: styleRow, lineSum: styleSum, lineFoot: styleFoot,
	lineCheck: styleNote, lineDifference: styleDifference, lineNote: styleNote,
}

func (p *xlsxPage) writeLine(l sheetLine) error {
	p.row++
	if p.row > xlsxRowsMax {
		return fmt.Errorf("the report is longer than the %d rows a worksheet has: ask for fewer days", xlsxRowsMax)
	}
	if l.Role == lineRow {
		if p.spans[l.At].first == 0 {
			p.spans[l.At].first = p.row
		}
		p.spans[l.At].last = p.row
	}
	cells := make([]any, len(l.Cells))
	for i, c := range l.Cells {
		cells[i] = excelize.Cell{StyleID: p.styles.of(lineStyles[l.Role], p.sheet.Columns[i].Kind), Value: xlsxValue(c), Formula: p.formula(l, i)}
	}
	if words, isAlone := p.sheet.alone(l); isAlone {
		role := lineStyles[l.Role]
		if l.Role == lineSum {
			role = styleGroup // a rule above a single cell would look like a sum
		}
		cells = []any{excelize.Cell{StyleID: p.styles.of(role, columnText), Value: words}}
	}
	return p.stream.SetRow(fmt.Sprintf("A%d", p.row), cells, excelize.RowOpts{Height: xlsxLine})
}

// xlsxValue is a cell as a worksheet holds it. The number of a workbook is a
// binary fraction whatever is written; up to the largest Money it gives back the
// same satang.
func xlsxValue(c cell) any {
	switch value := c.(type) {
	case term:
		return value.Words
	case ledger.Money:
		return value.Decimal().InexactFloat64()
	case ledger.Date:
		if value.IsZero() {
			return nil
		}
		return value.Time()
	}
	return c
}

// formula adds up what stands above; the value beside it is shown by programs
// that do not calculate.
func (p *xlsxPage) formula(l sheetLine, i int) string {
	if !p.sheet.Columns[i].IsSummed {
		return ""
	}
	switch l.Role {
	case lineSum:
		return p.spans[l.At].formula(i)
	case lineFoot:
		return p.footFormula(p.sheet.Feet[l.At], i)
	}
	return ""
}

func (p *xlsxPage) footFormula(f foot, i int) string {
	var terms strings.Builder
	for n, s := range p.spans {
		term := s.formula(i)
		switch sign := f.sign(n); {
		case term == "" || sign == 0:
			continue
		case sign < 0:
			terms.WriteString("-")
		case terms.Len() > 0:
			terms.WriteString("+")
		}
		terms.WriteString(term)
	}
	if terms.Len() > xlsxFormulaMax {
		return "" // more groups than a formula can name: the value stands alone
	}
	return terms.String()
}

// xlsxFormulaMax is below the 8,192 characters that Excel takes.
const xlsxFormulaMax = 8_000

func (s span) formula(column int) string {
	if s.first == 0 {
		return ""
	}
	name, err := excelize.ColumnNumberToName(column + 1)
	if err != nil {
		return "" // no report has that many columns
	}
	return fmt.Sprintf("SUM(%s%d:%s%d)", name, s.first, name, s.last)
}

// xlsxWidths gives the columns room for their widest cell, within bounds: a very
// long name runs over or is cut rather than pushing the money off the paper.
func (s *sheet) xlsxWidths() []float64 {
	const widthMin, widthMax = 8, 48
	widths := make([]float64, len(s.Columns))
	for i, c := range s.Columns {
		widths[i] = c.xlsxWidth(c.Head)
	}
	for l := range s.lines() {
		if _, isAlone := s.alone(l); isAlone {
			continue
		}
		for i, c := range l.Cells {
			widths[i] = max(widths[i], s.Columns[i].xlsxWidth(word(c)))
		}
	}
	for i := range widths {
		widths[i] = min(max(widths[i], widthMin), widthMax)
	}
	return widths
}

// xlsxWidth is the room for a text: bold heads and figures are wider than most
// Thai letters, and words stand in from the edge.
func (c column) xlsxWidth(text string) float64 {
	if c.Kind == columnText {
		return 1.2*float64(uniseg.StringWidth(text)) + 4
	}
	return 1.1*float64(uniseg.StringWidth(text)) + 3
}
