package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rivo/uniseg"
	"github.com/xuri/excelize/v2"

	"sajja/ledger"
)

func baht(text string) ledger.Money { return ledger.MustMoney(text) }

// specimenSheet has every kind of column and line, and names that would harm.
func specimenSheet() *sheet {
	day := ledger.MustDate("2026-11-21")
	return &sheet{
		Name: "specimen", Title: "ทะเบียนตัวอย่าง", Fund: "กองทุนบ้านดอนทอง", Period: "ปี 2569",
		Facts: []fact{{"fund", "demo"}, {"year", 2026}}, GroupedBy: "หมู่บ้าน",
		Columns: []column{dateColumn("on", "วันที่"), textColumn("number", "เลขที่"), textColumn("name", "ชื่อ"),
			numberColumn("times", "ครั้ง"), moneyColumn("in", "รับ"), moneyColumn("out", "จ่าย"), standingColumn("balance", "คงเหลือ")},
		Groups: []rowGroup{
			{Name: "หมู่ 1", Rows: [][]cell{
				{day, "001", "สมศรี กู้เกียรติ", 1, baht("1234.50"), nil, baht("1234.50")},
				{day.AddDays(1), "002", "=HYPERLINK(\"http://x\")", 12, nil, baht("34.50"), baht("1200.00")},
			}},
			{Name: "หมู่ 2 \"ใน\", นอก"},
			{Name: "หมู่ 3", SumName: "รวมทั้งหมู่ 3", Rows: [][]cell{
				{ledger.Date{}, "+66", "น้ำผึ้ง\nสองบรรทัด", nil, baht("0.01"), baht("100.00"), baht("-99.99")},
			}},
		},
		Feet:   []foot{{Name: "รวมทั้งสิ้น"}, {Name: "หมู่ 1 มากกว่าหมู่ 3", Signs: []int{1, 0, -1}}},
		Checks: []footCheck{{"รับ กับงบทดลอง", baht("1234.51"), baht("1234.51")}, {"จ่าย กับงบทดลอง", baht("134.50"), baht("130.00")}},
		Notes:  []string{"ยอดรวมทุกหมู่บ้าน"},
	}
}

func TestSheetTable(t *testing.T) {
	t.Parallel()

	t.Run("columns stand under each other on the screen, whatever marks the letters carry", func(t *testing.T) {
		t.Parallel()
		var out bytes.Buffer
		if err := specimenSheet().writeTable(&out); err != nil {
			t.Fatal(err)
		}
		want := strings.TrimPrefix(`
ทะเบียนตัวอย่าง
กองทุนบ้านดอนทอง
ปี 2569

วันที่           เลขที่  ชื่อ                      ครั้ง        รับ     จ่าย    คงเหลือ
---------------------------------------------------------------------------
หมู่ 1
21 พ.ย. 2569  001   สมศรี กู้เกียรติ               1  1,234.50          1,234.50
22 พ.ย. 2569  002   =HYPERLINK("http://x")   12             34.50  1,200.00
                    รวมหมู่ 1                      1,234.50   34.50
หมู่ 2 "ใน", นอก
                    รวมหมู่ 2 "ใน", นอก                0.00    0.00
หมู่ 3
              +66   น้ำผึ้ง สองบรรทัด                    0.01  100.00    -99.99
                    รวมทั้งหมู่ 3                        0.01  100.00
                    รวมทั้งสิ้น                      1,234.51  134.50
                    หมู่ 1 มากกว่าหมู่ 3              1,234.49  -65.50
ตรวจแล้วตรงกัน: รับ กับงบทดลอง
                    ผลต่าง: จ่าย กับงบทดลอง                               4.50
ยอดรวมทุกหมู่บ้าน
`, "\n")
		if diff := cmp.Diff(want, out.String()); diff != "" {
			t.Errorf("table (-want +got):\n%s\n%s", diff, out.String())
		}
	})

	t.Run("what somebody typed into a name moves no other line", func(t *testing.T) {
		t.Parallel()
		if got := onScreen("ก\x1b[2J\r\nข"); strings.ContainsAny(got, "\x1b\r\n") || uniseg.StringWidth(got) != 8 {
			t.Errorf("%q", got)
		}
	})
}

func TestSheetCSV(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := specimenSheet().writeCSV(&out); err != nil {
		t.Fatal(err)
	}
	text, hasMark := strings.CutPrefix(out.String(), byteOrderMark)
	if !hasMark {
		t.Error("no byte order mark: Excel would show Thai as question marks")
	}
	if strings.Count(text, "\r\n") != strings.Count(text, "\n") {
		t.Error("records do not end as RFC 4180 says")
	}
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"หมู่บ้าน", "วันที่", "เลขที่", "ชื่อ", "ครั้ง", "รับ", "จ่าย", "คงเหลือ"},
		{"หมู่ 1", "2026-11-21", "001", "สมศรี กู้เกียรติ", "1", "1234.50", "", "1234.50"},
		{"หมู่ 1", "2026-11-22", "002", "'=HYPERLINK(\"http://x\")", "12", "", "34.50", "1200.00"},
		{"หมู่ 1", "", "", "รวมหมู่ 1", "", "1234.50", "34.50", ""},
		{"หมู่ 2 \"ใน\", นอก", "", "", "รวมหมู่ 2 \"ใน\", นอก", "", "0.00", "0.00", ""},
		{"หมู่ 3", "", "'+66", "น้ำผึ้ง\nสองบรรทัด", "", "0.01", "100.00", "-99.99"},
		{"หมู่ 3", "", "", "รวมทั้งหมู่ 3", "", "0.01", "100.00", ""},
		{"", "", "", "รวมทั้งสิ้น", "", "1234.51", "134.50", ""},
		{"", "", "", "หมู่ 1 มากกว่าหมู่ 3", "", "1234.49", "-65.50", ""},
		{"", "", "", "ตรวจแล้วตรงกัน: รับ กับงบทดลอง", "", "", "", ""},
		{"", "", "", "ผลต่าง: จ่าย กับงบทดลอง", "", "", "", "4.50"},
		{"", "", "", "ยอดรวมทุกหมู่บ้าน", "", "", "", ""},
	}
	if diff := cmp.Diff(want, records); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func TestNotFormula(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "สมศรี": "สมศรี", "001": "001", "1+1": "1+1", "=1+1": "'=1+1", "+66": "'+66", "-5": "'-5",
		"@SUM(A1)": "'@SUM(A1)", "  =1": "'  =1", "\u00a0=1": "'\u00a0=1", "\t=1": "'\t=1", "\r=1": "'\r=1", "'=1": "'=1",
	} {
		if got := notFormula(text); got != want {
			t.Errorf("%q became %q, want %q", text, got, want)
		}
	}
}

// openXLSX writes a sheet and reads it back as a spreadsheet would.
func openXLSX(t *testing.T, s *sheet) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := s.writeXLSX(&out); err != nil {
		t.Fatal(err)
	}
	file, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

func TestSheetXLSX(t *testing.T) {
	t.Parallel()

	t.Run("every cell holds what the sheet holds, money and days as numbers, the rest as text", func(t *testing.T) {
		t.Parallel()
		s := specimenSheet()
		compareXLSX(t, s, openXLSX(t, s))
	})

	t.Run("the sums are formulas that come to the value beside them", func(t *testing.T) {
		t.Parallel()
		file := openXLSX(t, specimenSheet())
		for cell, want := range map[string]string{"E9": "SUM(E7:E8)", "E15": "SUM(E7:E8)+SUM(E13:E13)", "F16": "SUM(F7:F8)-SUM(F13:F13)"} {
			formula, err := file.GetCellFormula(xlsxTab, cell)
			if err != nil || formula != want {
				t.Errorf("%s is %q (%v), want %q", cell, formula, err, want)
			}
			value, err := file.GetCellValue(xlsxTab, cell, excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			calculated, err := file.CalcCellValue(xlsxTab, cell, excelize.Options{RawCellValue: true})
			if err != nil || calculated != value {
				t.Errorf("%s shows %s and calculates to %s (%v)", cell, value, calculated, err)
			}
		}
	})

	t.Run("people read days of the Buddhist era and amounts with separators", func(t *testing.T) {
		t.Parallel()
		file := openXLSX(t, specimenSheet())
		if got, err := file.GetCellValue(xlsxTab, "E7"); err != nil || got != "1,234.50" {
			t.Errorf("amount %q (%v)", got, err)
		}
		id, err := file.GetCellStyle(xlsxTab, "A7")
		if err != nil {
			t.Fatal(err)
		}
		style, err := file.GetStyle(id)
		if err != nil || style.CustomNumFmt == nil || *style.CustomNumFmt != xlsxDay || style.Font.Family != xlsxFont {
			t.Errorf("a day's style is %+v (%v)", style, err)
		}
	})

	t.Run("it prints on A4 as wide as the paper, with the heads on every page", func(t *testing.T) {
		t.Parallel()
		file := openXLSX(t, specimenSheet())
		layout, err := file.GetPageLayout(xlsxTab)
		if err != nil || *layout.Size != 9 || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 || *layout.Orientation != "portrait" {
			t.Errorf("layout %+v (%v)", layout, err)
		}
		props, err := file.GetSheetProps(xlsxTab)
		if err != nil || props.FitToPage == nil || !*props.FitToPage {
			t.Errorf("properties %+v (%v)", props, err)
		}
		panes, err := file.GetPanes(xlsxTab)
		if err != nil || !panes.Freeze || panes.YSplit != xlsxHeadRow {
			t.Errorf("panes %+v (%v)", panes, err)
		}
		names := file.GetDefinedName()
		if len(names) != 1 || names[0].Name != "_xlnm.Print_Titles" || names[0].RefersTo != "'"+xlsxTab+"'!$1:$5" {
			t.Errorf("names %+v", names)
		}
	})
}

// compareXLSX holds a workbook against the sheet it was made from, cell by cell.
func compareXLSX(t *testing.T, s *sheet, file *excelize.File) {
	t.Helper()
	raw := excelize.Options{RawCellValue: true}
	row := xlsxHeadRow
	for l := range s.lines() {
		row++
		for i, c := range l.Cells {
			name, err := excelize.CoordinatesToCellName(i+1, row)
			if err != nil {
				t.Fatal(err)
			}
			want, wantType := xlsxWords(t, c)
			if words, isAlone := s.alone(l); isAlone {
				want, wantType = "", excelize.CellTypeUnset
				if i == 0 {
					want, wantType = xlsxWords(t, words)
				}
			}
			got, err := file.GetCellValue(xlsxTab, name, raw)
			if err != nil {
				t.Fatal(err)
			}
			kind, err := file.GetCellType(xlsxTab, name)
			if err != nil {
				t.Fatal(err)
			}
			if got != want || want != "" && kind != wantType {
				t.Errorf("%s holds %q of type %d, want %q of type %d", name, got, kind, want, wantType)
			}
		}
	}
}

// xlsxWords gives what a workbook's file should say for a cell, and its type: a
// number has none.
func xlsxWords(t *testing.T, c cell) (string, excelize.CellType) {
	t.Helper()
	switch value := c.(type) {
	case nil:
		return "", excelize.CellTypeUnset
	case ledger.Money:
		return value.Decimal().String(), excelize.CellTypeUnset
	case ledger.Date:
		if value.IsZero() {
			return "", excelize.CellTypeUnset
		}
		return strconv.Itoa(ledger.MustDate("1899-12-30").DaysUntil(value)), excelize.CellTypeUnset
	case int:
		return strconv.Itoa(value), excelize.CellTypeUnset
	case term:
		return value.Words, excelize.CellTypeInlineString
	case string:
		return value, excelize.CellTypeInlineString
	}
	t.Fatalf("a sheet has no cells of type %T", c)
	return "", 0
}

// TestMoneyInXLSX: the number of a workbook is a binary fraction; it must give
// back the same satang for every amount the books can hold.
func TestMoneyInXLSX(t *testing.T) {
	t.Parallel()
	chance := rand.New(rand.NewPCG(1, 2))
	for n := range 100_000 {
		satang := chance.Int64N(10_000_000_000_000)
		if n%2 == 0 {
			satang %= 1_000_000
		}
		amount := ledger.MoneyFromSatang(satang)
		value, ok := xlsxValue(amount).(float64)
		if !ok || strconv.FormatFloat(value, 'f', -1, 64) != amount.Decimal().String() {
			t.Fatalf("%s became %v", amount, value)
		}
	}
}

func TestSheetJSON(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := (paper{sheet: specimenSheet()}).writeJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if got["report"] != "specimen" || got["fund"] != "demo" || got["year"] != 2026.0 || got["ok"] != false {
		t.Errorf("facts: %v", got)
	}
	groups, _ := got["groups"].([]any)
	if len(groups) != 3 {
		t.Fatalf("groups: %v", got["groups"])
	}
	first, _ := groups[0].(map[string]any)
	rows, _ := first["rows"].([]any)
	want := []any{
		map[string]any{"on": "2026-11-21", "number": "001", "name": "สมศรี กู้เกียรติ", "times": 1.0, "in": "1234.50", "out": nil, "balance": "1234.50"},
		map[string]any{"on": "2026-11-22", "number": "002", "name": "=HYPERLINK(\"http://x\")", "times": 12.0, "in": nil, "out": "34.50", "balance": "1200.00"},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(any(map[string]any{"in": "1234.50", "out": "34.50"}), first["sum"]); diff != "" {
		t.Errorf("sum (-want +got):\n%s", diff)
	}
	checks, _ := got["checks"].([]any)
	if diff := cmp.Diff(any(map[string]any{"name": "จ่าย กับงบทดลอง", "shown": "134.50", "books": "130.00", "difference": "4.50"}), checks[1]); diff != "" {
		t.Errorf("check (-want +got):\n%s", diff)
	}
}

func TestWriteWhole(t *testing.T) {
	t.Parallel()

	t.Run("a report that failed half-way leaves the one before", func(t *testing.T) {
		t.Parallel()
		path := filepath.Join(t.TempDir(), "a.csv")
		write := func(text string, err error) func(io.Writer) error {
			return func(w io.Writer) error { fmt.Fprint(w, text); return err }
		}
		if err := writeWhole(path, write("whole", nil)); err != nil {
			t.Fatal(err)
		}
		if err := writeWhole(path, write("half", fs.ErrInvalid)); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("error %v", err)
		}
		got, err := os.ReadFile(path)
		if err != nil || string(got) != "whole" {
			t.Errorf("%q (%v)", got, err)
		}
		left, err := os.ReadDir(filepath.Dir(path))
		if err != nil || len(left) != 1 {
			t.Errorf("left behind: %v (%v)", left, err)
		}
	})
}
