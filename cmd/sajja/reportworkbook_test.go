package main

import (
	"encoding/json"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"sajja/ledger"
)

// workbookRows prints a report into a workbook and reads its lines back, from the
// first below the heads.
func (b *reportBundle) workbookRows(t *testing.T, args ...string) [][]string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.xlsx")
	b.sajja(t, append(args, "--fund", "demo", "--format", "xlsx", "--out", path)...)
	file, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := file.GetRows(xlsxTab, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows[xlsxHeadRow:]
}

// inWorkbook is an amount as a workbook's file holds it.
func inWorkbook(m ledger.Money) string { return m.Decimal().String() }

// TestWorkbooksOfKnownShapes: the two reports whose JSON has a shape of its own
// say the same in a workbook.
func TestWorkbooksOfKnownShapes(t *testing.T) {
	t.Parallel()
	b := setupReports(t)

	t.Run("trial balance", func(t *testing.T) {
		t.Parallel()
		var trial trialBalanceJSON
		if err := json.Unmarshal([]byte(b.sajja(t, "trial-balance", "--fund", "demo", "--as-of", "2025-12-31", "--json")), &trial); err != nil {
			t.Fatal(err)
		}
		var want [][]string
		for _, l := range trial.Accounts {
			switch {
			case !l.Debit.IsZero():
				want = append(want, []string{string(l.Code), l.Name, inWorkbook(l.Debit)})
			case !l.Credit.IsZero():
				want = append(want, []string{string(l.Code), l.Name, "", inWorkbook(l.Credit)})
			}
		}
		want = append(want, []string{"", "รวม", inWorkbook(trial.Debit), inWorkbook(trial.Credit)}, []string{"ตรวจแล้วตรงกัน: เดบิตเท่ากับเครดิต"})
		if diff := cmp.Diff(want, b.workbookRows(t, "trial-balance", "--as-of", "2025-12-31")); diff != "" {
			t.Errorf("workbook (-want +got):\n%s", diff)
		}
	})

	t.Run("statement, which on paper begins with the oldest act", func(t *testing.T) {
		t.Parallel()
		var statement statementJSON
		if err := json.Unmarshal([]byte(b.sajja(t, "statement", "--fund", "demo", "--member", "001", "--json")), &statement); err != nil {
			t.Fatal(err)
		}
		want := [][]string{{"", "", "ยอดยกมา", "", "", "0", "0"}}
		for i := range statement.Entries {
			l := statement.Entries[len(statement.Entries)-1-i]
			day, _ := xlsxWords(t, l.EffectiveOn)
			want = append(want, []string{day, l.Receipt, kindTerm(l.Kind).Words, stateTerm(l.State).Words, inWorkbook(l.Amount), inWorkbook(l.After.Contribution), inWorkbook(l.After.Savings)})
		}
		want = append(want, []string{"ยังรอรับเงินอีก 30.00 บาท ไม่รวมในยอดข้างบน"})
		if diff := cmp.Diff(want, b.workbookRows(t, "statement", "--member", "001")); diff != "" {
			t.Errorf("workbook (-want +got):\n%s", diff)
		}
	})
}
