package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReportsOfCashInHands(t *testing.T) {
	t.Parallel()
	b := setupReports(t)

	t.Run("who holds how much, held against the trial balance", func(t *testing.T) {
		t.Parallel()
		report := b.read(t, "cash-holders")
		want := []string{
			"# เงินสด", "1100 | เงินสดในมือ | 274.75", "= 274.75 | 0.00",
			"# ผู้เก็บเงิน", "1200 | 003 | มาลี น้ำผึ้ง | หมู่ 1 | 2025-01-05 | 30.50", "= 30.50 | 0.00",
			"# ธนาคาร", "1300 | เงินฝากธนาคาร | 2300.00", "= 2300.00 | 0.00",
			"== 2605.25 | 0.00",
		}
		if diff := cmp.Diff(want, report.table()); diff != "" {
			t.Error(diff)
		}
		if !report.OK || len(report.Checks) != 3 {
			t.Errorf("checks %+v", report.Checks)
		}
	})

	t.Run("what was collected, less what was reversed, held against what cash grew by", func(t *testing.T) {
		t.Parallel()
		report := b.read(t, "collections", "--year", "2568")
		want := []string{
			"# 5 ม.ค. 2568", "2025-01-05 | หมู่ 1 | บันทึกที่สำนักงาน | 30.00", "2025-01-05 | หมู่ 2 | บันทึกที่สำนักงาน | 50.50", "= 80.50",
			"# 5 ก.พ. 2568", "2025-02-05 | หมู่ 1 | บันทึกที่สำนักงาน | 30.00", "= 30.00",
			"# 6 ก.พ. 2568", "2025-02-06 | หมู่ 1 | บันทึกที่สำนักงาน | 500.00", "= 500.00",
			"# 10 มี.ค. 2568", "2025-03-10 | หมู่ 2 | บันทึกที่สำนักงาน | 0.00", "= 0.00",
			"== 610.50",
		}
		if diff := cmp.Diff(want, report.table()); diff != "" {
			t.Error(diff)
		}
		if !report.OK {
			t.Errorf("checks %+v", report.Checks)
		}
	})
}
