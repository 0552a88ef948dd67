package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	typed "sajja/bot/sheet"
	"sajja/bot/thai"
	"sajja/ledger"
)

// thaiSheet is a sheet as a treasurer types it: a title, Thai headings with one
// of her own, Thai digits, commas, dashes, and the columns added up.
const thaiSheet = "\ufeff" + `ยอดยกมา ณ 30 ก.ย. 2568,,,,,
,,,,,
บัญชี,ชื่อ,เลขที่สมาชิก,เดบิต,เครดิต,แหล่งเงิน
1100 เงินสดในมือ,,,"๑,๒๐๐.๕๐",-,สมาชิก
1300,ธนาคารออมสิน,,"50,000.00",,รัฐบาล/1
1400,สลาก,,0.00,,
3100,สมศรี,001,,"1,200.50 บาท",members
3300,เงินสมทบรัฐ,,,50000,รัฐ/๑
รวม,,,"51,200.50","51,200.50",
`

func writeSheet(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// writeBook makes a workbook as Excel would: numbers as numbers, a member's number
// shown as 001, an amount of which the satang are not shown.
func writeBook(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	digits, whole := "000", "#,##0"
	asNumber, err := book.NewStyle(&excelize.Style{CustomNumFmt: &digits})
	if err != nil {
		t.Fatal(err)
	}
	asBaht, err := book.NewStyle(&excelize.Style{CustomNumFmt: &whole})
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range [][]any{
		{"Account", "Member No.", "Debit", "Credit", "Source"},
		{1100, nil, 0.1 + 0.2, nil, "members"}, {1300, nil, 1200.5, nil, "members"}, {2100, 1, nil, 1200.8, "members"},
	} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	_ = book.SetCellStyle("Sheet1", "B2", "B4", asNumber)
	_ = book.SetCellStyle("Sheet1", "C2", "D4", asBaht)
	path := filepath.Join(t.TempDir(), "paper.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestOpenBooks(t *testing.T) {
	t.Parallel()

	t.Run("a look shows the totals and writes nothing, then the balances stand, and once only", func(t *testing.T) {
		t.Parallel()
		d, path := newDesk(t), writeSheet(t, "ยอดยกมา.csv", thaiSheet)
		open := []string{"fund", "open-books", "--fund", "demo", "--on", "2025-09-30", path}
		look := d.do(t, append(open, "--dry-run")...)
		if look["lines"] != 4.0 || look["debit"] != "51200.50" || look["difference"] != "0.00" || fmt.Sprint(look["ignored"]) != "[ชื่อ]" {
			t.Errorf("%v", look)
		}
		if len(d.standing(t)) != 0 {
			t.Error("a look wrote something")
		}
		done := d.do(t, append(open, "--by", "002")...)
		if fmt.Sprint(done["documents"]) != "[J2568-000001 J2568-000004]" || done["before"] != 0.0 {
			t.Errorf("%v", done)
		}
		want := map[string]string{"1100": "1200.50", "1300": "50000.00", "3100": "1200.50", "3300": "50000.00"}
		if diff := cmp.Diff(want, d.standing(t)); diff != "" {
			t.Error(diff)
		}
		d.refused(t, `balances were brought in as "paper" before, and nothing was written now`, open...)
		if more := d.do(t, append(open, "--key", "second book")...); more["before"] != 4.0 {
			t.Errorf("%v", more)
		}
		statement := d.do(t, "report", "statement", "--fund", "demo", "--member", "001")
		if entries := statement["entries"].([]any); len(entries) != 2 || entries[0].(map[string]any)["kind"] != "opening" {
			t.Errorf("%v", statement)
		}
		d.do(t, "verify")
	})

	t.Run("a workbook gives numbers as they are shown and amounts as they are kept", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		d.do(t, "fund", "open-books", "--fund", "demo", "--on", "2025-09-30", writeBook(t))
		want := map[string]string{"1100": "0.30", "1300": "1200.50", "2100": "1200.80"}
		if diff := cmp.Diff(want, d.standing(t)); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("every fault is named with line and column, and nothing is written", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		path := writeSheet(t, "paper.csv", `account,member,debit,credit,source
9999,,10,,
1100,,ten,,
1100,,-5,,
3100,077,,10,
2100,,,10,
3990,,10,,
1100,,5,5,members
,,7,,
1100,,7,,heaven
total,,1,1,
`)
		code, stdout, stderr := invoke(t, d.env, "fund", "open-books", "--fund", "demo", "--on", "2025-09-30", path)
		if code != exitFailed || stderr != "" {
			t.Errorf("exit %d, stderr %q", code, stderr)
		}
		for _, want := range []string{
			`line 2, account: the fund has no account "9999"`, `line 3, debit: "ten" cannot be read`, `line 4, debit: -5.00 is below zero`,
			`line 5, member: the fund has no member "077"`, `line 6, member: savings belong to a member`, `line 7, account: 3990 is where`,
			`line 8, the whole line: it has a debit and a credit`, `line 9, account: no account is named`, `line 10, source: "heaven"`,
			`line 11, debit: the total is written as 1.00, the lines above come to 39.00`, "nothing was written",
		} {
			if !strings.Contains(stdout, want) {
				t.Errorf("%q is not in:\n%s", want, stdout)
			}
		}
		if len(d.standing(t)) != 0 {
			t.Error("something was written")
		}
	})

	t.Run("columns that differ, sheets without headings and other files are refused", func(t *testing.T) {
		t.Parallel()
		d := newDesk(t)
		uneven := writeSheet(t, "paper.csv", "account,debit,credit\n1100,10,\n3100,,9.50\n")
		code, stdout, _ := invoke(t, d.env, "fund", "open-books", "--fund", "demo", "--on", "2025-09-30", "--json", uneven)
		if code != exitFailed || !strings.Contains(stdout, `"ok":false`) || !strings.Contains(stdout, `"difference":"0.50"`) {
			t.Errorf("exit %d, %s", code, stdout)
		}
		for says, path := range map[string]string{
			"no line heads the columns": writeSheet(t, "a.csv", "1100,10,\n"),
			"two columns for debit":     writeSheet(t, "b.csv", "บัญชี,เดบิต,debit,credit\n"),
			"columns account (บัญชี)":   writeSheet(t, "c.csv", "\xba\xd1\xad\xaa\xd5,\n"), // บัญชี alone, in Windows-874
			"no encoding known":         writeSheet(t, "f.csv", "\xff\xd8\xff,\n"),
			"it is no workbook":         writeSheet(t, "d.xlsx", "account"),
			"give a .csv or an .xlsx":   writeSheet(t, "e.ods", "account"),
			"no such file":              filepath.Join(t.TempDir(), "none.csv"),
		} {
			d.refused(t, says, "fund", "open-books", "--fund", "demo", "--on", "2025-09-30", path)
		}
	})
}

func TestOpeningSources(t *testing.T) {
	t.Parallel()
	for name := range openingSources {
		if _, found := openingSources[thai.Normal(name)]; !found {
			t.Errorf("%s is looked for as %s", name, thai.Normal(name))
		}
	}
}

func FuzzOpeningAmount(f *testing.F) {
	for _, seed := range []string{"1,234.50", "๑,๒๓๔.๕๐ บาท", "-", "1e9", "0.001", "", "ten", "฿5"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cell string) {
		r := rowReader{sheet: &openingSheet{at: map[string]int{"debit": 0}}, row: typed.Row{Line: 1, Cells: []typed.Cell{{Text: cell}}}}
		if amount := r.amount("debit"); amount.IsNegative() || amount.Cmp(ledger.MustMoney("100000000000.00")) > 0 {
			t.Errorf("%q was read as %s", cell, amount)
		}
	})
}
