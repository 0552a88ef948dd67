package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sajja/ledger"
)

func TestExportCSV(t *testing.T) {
	t.Parallel()
	f := newFullFund(t)
	closing := f.journal(t, ledger.KindClosing, ledger.Transfer(ledger.AccountRef{Code: "3900"}, ledger.AccountRef{Code: "5020"},
		ledger.MustMoney("200"), ledger.Source{Kind: ledger.SourceMembers}))
	f.settle(t)(ledger.Reverse(closing, ledger.Date{}, "ปิดก่อนเวลา", f.act(f.malee)))
	f.journal(t, ledger.KindClosing, closing.Postings)

	t.Run("one file holds all journal lines, and they come to the trial balance", func(t *testing.T) {
		t.Parallel()
		records := csvRecords(t, f.run(t, "export", "--fund", "demo", "--format", "csv"))
		head, sums := records[0], map[ledger.AccountCode]ledger.Money{}
		code, debit, credit := slices.Index(head, "รหัสบัญชี"), slices.Index(head, "เดบิต"), slices.Index(head, "เครดิต")
		for _, r := range records[1:] {
			for column, isDebit := range map[int]bool{debit: true, credit: false} {
				if r[column] == "" {
					continue
				}
				amount := baht(r[column])
				if !isDebit {
					amount = ledger.Money{}.Sub(amount)
				}
				sums[ledger.AccountCode(r[code])] = sums[ledger.AccountCode(r[code])].Add(amount)
			}
		}
		got := map[ledger.AccountCode]string{}
		for code, sum := range sums {
			if !sum.IsZero() {
				got[code] = sum.String()
			}
		}
		if diff := cmp.Diff(f.trialBalance(t, "demo"), got); diff != "" {
			t.Errorf("trial balance (-ours +the lines'):\n%s", diff)
		}
		want := []string{"J2567-000002", "2024-11-09", "2567", "2024-11-10 10:11:00", "กลับรายการ", "4200", "เงินบริจาค", "", "อื่นๆ", "99.99", "",
			"นับผิด; [2026-01-01]\n|บรรทัดสอง"}
		if i := slices.IndexFunc(records, func(r []string) bool { return r[0] == want[0] }); i < 0 {
			t.Error("the reversal is missing")
		} else if diff := cmp.Diff(want, records[i+1][:len(want)]); diff != "" && cmp.Diff(want, records[i][:len(want)]) != "" {
			t.Errorf("the reversal (-want +got):\n%s", diff)
		}
	})
	t.Run("a folder takes the set, which foots", func(t *testing.T) {
		t.Parallel()
		folder := filepath.Join(t.TempDir(), "demo") + "/"
		f.run(t, "export", "--fund", "demo", "--format", "csv", "--out", folder)
		left, err := os.ReadDir(folder)
		var names []string
		for _, entry := range left {
			names = append(names, entry.Name())
		}
		if diff := cmp.Diff([]string{"balances.csv", "lines.csv", "members.csv", "receipts.csv", "welfare.csv"}, names); diff != "" || err != nil {
			t.Fatalf("files (-want +got): %v\n%s", err, diff)
		}
		for name, want := range map[string][]string{
			"balances.csv": {"", "ตรวจแล้วตรงกัน: เดบิต กับเครดิต", "", ""},
			"receipts.csv": {"", "", "", "", "ตรวจแล้วตรงกัน: รับหักจ่าย กับสินทรัพย์ตามบัญชี", "", ""},
			"welfare.csv":  {"ปี 2567", "2567", "5020", "สวัสดิการเจ็บป่วย", "1", "200.00"},
			"members.csv":  {"หมู่ 1", "2024-01-01", "2567", "3", "3"},
		} {
			body, err := os.ReadFile(folder + name)
			if err != nil {
				t.Fatal(err)
			}
			records := csvRecords(t, string(body))
			if !slices.ContainsFunc(records, func(r []string) bool { return slices.Equal(r, want) }) {
				t.Errorf("%s has no %q:\n%s", name, want, body)
			}
			if strings.Contains(string(body), "สมศรี") {
				t.Errorf("%s names a member", name)
			}
		}
	})
}

func csvRecords(t *testing.T, text string) [][]string {
	t.Helper()
	bare, hasMark := strings.CutPrefix(text, byteOrderMark)
	if !hasMark {
		t.Error("no byte order mark: Excel would show Thai as question marks")
	}
	records, err := csv.NewReader(strings.NewReader(bare)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

func TestExportXLSX(t *testing.T) {
	t.Parallel()
	f := newFullFund(t)
	file := filepath.Join(t.TempDir(), "demo.xlsx")
	f.run(t, "export", "--fund", "demo", "--format", "xlsx", "--out", file)
	book, err := excelize.OpenFile(file)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if diff := cmp.Diff([]string{"สมาชิก", "รับตามแหล่งเงิน", "สวัสดิการ", "ยอดคงเหลือ", "รายการบัญชี"}, book.GetSheetList()); diff != "" {
		t.Errorf("worksheets (-want +got):\n%s", diff)
	}
	rows, err := book.GetRows("รายการบัญชี", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	foot := rows[len(rows)-1]
	debit, credit := foot[9], foot[10]
	if debit != credit || debit != "11090.98" {
		t.Errorf("the foot says %v", foot)
	}
	for _, column := range []string{"J", "K"} {
		cell := fmt.Sprint(column, len(rows))
		formula, _ := book.GetCellFormula("รายการบัญชี", cell)
		calculated, err := book.CalcCellValue("รายการบัญชี", cell, excelize.Options{RawCellValue: true})
		if err != nil || calculated != debit {
			t.Errorf("%s is %q and calculates to %s (%v)", cell, formula, calculated, err)
		}
	}
	var stdout bytes.Buffer
	if code := run(t.Context(), []string{"export", "--fund", "demo", "--format", "xlsx", "--out", "-"}, lookupIn(f.env), strings.NewReader(""), &stdout, &bytes.Buffer{}); code != exitDone || stdout.Len() == 0 {
		t.Errorf("exit %d with %d bytes", code, stdout.Len())
	}
}
