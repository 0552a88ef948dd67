package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const rowsMax = 100

// texts gives what stands in the rows, cells joined by a bar.
func texts(rows []Row) []string {
	var lines []string
	for _, row := range rows {
		var cells []string
		for _, c := range row.Cells {
			cells = append(cells, c.Text)
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return lines
}

func TestReadText(t *testing.T) {
	t.Parallel()
	const text = "เลขที่,ชื่อ,ที่อยู่\n๐๐๑,\"สมศรี ใจดี\",\"12 หมู่ 3\nตำบลตัวอย่าง\"\n\n002,น้ำทิพย์ เกื้อกูล,\n"
	want := []string{"เลขที่|ชื่อ|ที่อยู่", "๐๐๑|สมศรี ใจดี|12 หมู่ 3\nตำบลตัวอย่าง", "002|น้ำทิพย์ เกื้อกูล|"}
	old, err := charmap.Windows874.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(strings.ReplaceAll(text, ",", "\t"))
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"UTF-8": text, "UTF-8 with its mark": "\ufeff" + text, "Windows-874": old, "UTF-16 with tabs": wide,
		"semicolons": strings.ReplaceAll(text, ",", ";"), "lines of Windows": strings.ReplaceAll(text, "\n", "\r\n"),
	} {
		rows, err := Read("สมาชิก.CSV", []byte(data), rowsMax)
		if diff := cmp.Diff(want, texts(rows)); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
		if len(rows) == 3 && (rows[0].Line != 1 || rows[1].Line != 2 || rows[2].Line != 5) {
			t.Errorf("%s: lines %d %d %d", name, rows[0].Line, rows[1].Line, rows[2].Line)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer book.Close()
	for i := range rowsMax + 1 {
		cell, _ := excelize.CoordinatesToCellName(1, i+1)
		_ = book.SetCellValue("Sheet1", cell, i)
	}
	long := saved(t, book)
	for name, c := range map[string]struct {
		file string
		data string
		want error
	}{
		"another kind":               {"register.pdf", "%PDF-1.7", ErrKind},
		"the old form":               {"register.xls", "\xD0\xCF\x11\xE0", ErrOld},
		"a password":                 {"register.xlsx", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", ErrOld},
		"a name that is not true":    {"register.xlsx", "number,name\n", ErrWorkbook},
		"a workbook called CSV":      {"register.csv", long, ErrLetters},
		"a picture called CSV":       {"register.csv", "\xFF\xD8\xFF\xE0\x00\x10JFIF", ErrLetters},
		"nothing":                    {"register.csv", "\n\n,,\n", ErrEmpty},
		"no byte":                    {"register.csv", "", ErrEmpty},
		"too many rows":              {"register.csv", strings.Repeat("1,2\n", rowsMax+1), ErrRows},
		"too many rows, a workbook":  {"register.xlsx", long, ErrRows},
		"too many columns":           {"register.csv", strings.Repeat("1,", columnsMax+1) + "\n", ErrColumns},
		"too large":                  {"register.csv", strings.Repeat("x", SizeMax+1), ErrSize},
		"no sheet in it":             {"register.xlsx", zipped(t, "word/document.xml", "<w/>"), ErrWorkbook},
		"a sheet that is cut off":    {"register.xlsx", long[:len(long)/2], ErrWorkbook},
		"a sheet of another program": {"register.xlsx", zipped(t, "xl/workbook.xml", "<workbook"), ErrWorkbook},
	} {
		if rows, err := Read(c.file, []byte(c.data), rowsMax); !errors.Is(err, c.want) || rows != nil {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
	}
}

func zipped(t *testing.T, name, text string) string {
	t.Helper()
	var out bytes.Buffer
	archive := zip.NewWriter(&out)
	file, err := archive.Create(name)
	if err == nil {
		_, err = file.Write([]byte(text))
	}
	if err := errors.Join(err, archive.Close()); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func saved(t *testing.T, book *excelize.File) string {
	t.Helper()
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestReadWorkbook(t *testing.T) {
	t.Parallel()
	book := excelize.NewFile()
	defer book.Close()
	digits, whole, day := "000", "#,##0", "dd/mm/yyyy"
	styled := func(cell, form string) {
		style, err := book.NewStyle(&excelize.Style{CustomNumFmt: &form})
		if err == nil {
			err = book.SetCellStyle("Sheet1", cell, cell, style)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for cell, value := range map[string]any{
		"A1": "เลขที่", "B1": "ชื่อ", "C1": "เงินฝาก", "D1": "วันเกิด",
		"A3": 1, "B3": "สมศรี\u200b ใจดี ", "C3": 0.1 + 0.2, "D3": time.Date(1960, 1, 31, 0, 0, 0, 0, time.UTC),
		"A4": "002", "B4": "=cmd|' /C calc'!A0", "C4": 12,
	} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	styled("A3", digits)
	styled("C3", whole)
	styled("D3", day)
	if err := book.SetCellFormula("Sheet1", "C4", "SUM(C1:C3)*2"); err != nil {
		t.Fatal(err)
	}
	rows, err := Read("register.xlsx", []byte(saved(t, book)), rowsMax)
	if err != nil {
		t.Fatal(err)
	}
	want := []Row{
		{1, []Cell{{Text: "เลขที่"}, {Text: "ชื่อ"}, {Text: "เงินฝาก"}, {Text: "วันเกิด"}}},
		{3, []Cell{{Text: "001", Kept: "1"}, {Text: "สมศรี ใจดี"}, {Text: "0", Kept: "0.3"}, {Text: "31/01/1960", Kept: "21946"}}},
		{4, []Cell{{Text: "002"}, {Text: "=cmd|' /C calc'!A0", IsFormula: true}, {Text: "12", IsFormula: true}}},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if got := (Cell{Text: "0", Kept: "0.30000000000000004"}).Exact("0"); got != "0.3" {
		t.Errorf("0.1 + 0.2 is read as %s", got)
	}
	if got := rows[1].Cells[0].Exact("001"); got != "001" {
		t.Errorf("a number is read as %s", got)
	}
	is1904 := true
	if err := book.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &is1904}); err != nil {
		t.Fatal(err)
	}
	if _, err := Read("register.xlsx", []byte(saved(t, book)), rowsMax); !errors.Is(err, ErrDays) {
		t.Errorf("days from 1904: %v", err)
	}
}
