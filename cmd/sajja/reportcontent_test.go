package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// TestReportContents holds each report against what its year comes to by hand.
func TestReportContents(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	for _, test := range []struct {
		args string
		want []string
	}{
		{"income-expense --year 2568", []string{
			"# รายได้", "4100 | ค่าธรรมเนียมแรกเข้า | 20.00", "= 20.00",
			"# ค่าใช้จ่าย", "5020 | สวัสดิการเจ็บป่วย | 40.00", "5120 | กิจกรรมสาธารณประโยชน์ | 1000.00", "6400 | ค่าประชุมและกิจกรรม | 15.25", "= 1055.25",
			"== -1035.25"}},
		{"income-expense --from 2025-04-02 --to 2025-07-14", []string{
			"# รายได้", "= 0.00", "# ค่าใช้จ่าย", "5120 | กิจกรรมสาธารณประโยชน์ | 1000.00", "= 1000.00", "== -1000.00"}},
		{"position --as-of 2025-02-20", []string{
			"# สินทรัพย์", "1100 | เงินสดในมือ | 700.00", "1200 | เงินสดกับผู้เก็บเงิน | 30.50", "1300 | เงินฝากธนาคาร | 3000.00", "= 3730.50",
			"# หนี้สิน", "2100 | เงินฝากสมาชิก | 500.00", "= 500.00",
			"# ทุน", "3100 | กองทุนสวัสดิการจากสมาชิก | 210.50", "3300 | เงินสมทบรัฐบาล | 3000.00", "รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย ที่ยังไม่ปิดเข้าทุน | 20.00", "= 3230.50",
			"== 3730.50"}},
		{"ledger --account 1300 --year 2568", []string{
			"2025-01-01 | ยอดยกมา | 0.00",
			"2025-02-20 | R2568-000006 | เงินสมทบจากรัฐ: เงินสมทบรัฐบาล | 3000.00 | 3000.00",
			"2025-04-02 | V2568-000002 | จ่ายสวัสดิการ: กิจกรรมสาธารณประโยชน์ | 1000.00 | 2000.00",
			"2025-05-02 | J2568-000002 | นำฝาก/โอนเงิน: เงินสดในมือ | 400.00 | 2400.00",
			"2025-06-02 | V2568-000003 | ถอนเงิน 001 สมศรี กู้เกียรติ | 100.00 | 2300.00",
			"== 3400.00 | 1100.00"}},
		{"ledger --account 1300 --from 2025-04-15 --to 2025-06-30 --by-month", []string{
			"2025-04 | 2000.00 | 0.00 | 0.00 | 2000.00", "2025-05 | 2000.00 | 400.00 | 0.00 | 2400.00", "2025-06 | 2400.00 | 0.00 | 100.00 | 2300.00",
			"== 400.00 | 100.00"}},
		{"cash-book --from 2025-04-02 --to 2025-05-02", []string{
			"2025-04-02 | ยอดยกมา | 660.00 | 30.50 | 3000.00 | 3690.50",
			"2025-04-02 | V2568-000002 | จ่ายสวัสดิการ: กิจกรรมสาธารณประโยชน์ | 1000.00 | 2690.50",
			"2025-05-02 | J2568-000002 | นำฝาก/โอนเงิน | 400.00 | 400.00 | 2690.50",
			"2025-05-02 | ยอดยกไป | 260.00 | 30.50 | 2400.00 | 2690.50",
			"== 660.00 | 30.50 | 3400.00 | 660.00 | 30.50 | 3400.00"}},
		{"contributions --year 2568", []string{
			"# หมู่ 1", "001 | สมศรี กู้เกียรติ | 100.00 | 30.00 | 30.00 | 60.00 | 160.00", "003 | มาลี น้ำผึ้ง | 0.00 | 0.00 | 0.00",
			"= 100.00 | 30.00 | 30.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 60.00 | 0.00 | 160.00",
			"# หมู่ 2", "002 | =บุญมี | 0.00 | 30.50 | 30.50 | 30.50",
			"= 0.00 | 30.50 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 30.50 | 0.00 | 30.50",
			"# ส่วนกลาง", "ไม่แยกรายสมาชิก | 20.00 | 0.00 | 4.75 | 24.75",
			"= 20.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 4.75 | 24.75",
			"== 120.00 | 60.50 | 30.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 0.00 | 90.50 | 4.75 | 215.25"}},
		{"benefits --year 2568", []string{
			"# สวัสดิการเจ็บป่วย", "2025-04-01 | V2568-000001 | 001 | สมศรี กู้เกียรติ | หมู่ 1 | 5020 | 40.00", "= 40.00",
			"# กิจกรรมสาธารณประโยชน์", "2025-04-02 | V2568-000002 | 5120 | 1000.00", "= 1000.00", "== 1040.00"}},
		{"numbers --year 2568 --series J", []string{
			"# ใบสำคัญทั่วไป",
			"J2568-000001 | 2025-03-10 | reversal | 002 | =บุญมี | 99.00 | posted", "J2568-000002 | 2025-05-02 | banking | 400.00 | posted",
			"J2568-000003 | 2025-12-31 | closing | 20.00 | posted", "J2568-000004 | 2025-12-31 | closing | 15.25 | posted"}},
		{"sources --year 2568", []string{
			"# สมาชิก", "ยอดยกมา | 120.00", "2100 | เงินฝากสมาชิก | 500.00 | 100.00", "3100 | กองทุนสวัสดิการจากสมาชิก | 189.50 | 99.00",
			"5020 | สวัสดิการเจ็บป่วย | 40.00", "6400 | ค่าประชุมและกิจกรรม | 15.25", "ยอดยกไป | 555.25", "= 809.50 | 809.50",
			"# รัฐบาล รอบ 3", "ยอดยกมา | 0.00", "3300 | เงินสมทบรัฐบาล | 3000.00", "5120 | กิจกรรมสาธารณประโยชน์ | 1000.00", "ยอดยกไป | 2000.00", "= 3000.00 | 3000.00",
			"# ไม่ระบุ", "ยอดยกมา | 0.00", "4100 | ค่าธรรมเนียมแรกเข้า | 20.00", "ยอดยกไป | 20.00", "= 20.00 | 20.00",
			"== 3829.50 | 3829.50"}},
	} {
		t.Run(test.args, func(t *testing.T) {
			t.Parallel()
			report := b.read(t, strings.Fields(test.args)...)
			if diff := cmp.Diff(test.want, report.table()); diff != "" {
				t.Errorf("report (-want +got):\n%s", diff)
			}
			for _, c := range report.Checks {
				if !c.Difference.IsZero() {
					t.Errorf("check %+v", c)
				}
			}
		})
	}
}

// TestStatusFormFoots reads the form's lines that are not empty.
func TestStatusFormFoots(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	report := b.read(t, "status-form", "--as-of", "2025-12-31")
	got := map[string]string{}
	for _, row := range report.Groups[0].Rows {
		for _, side := range []string{"left", "right"} {
			item, _ := row[side+"_item"].(string)
			if amount, isMoney := row[side].(string); isMoney && amount != "0.00" {
				got[side+" "+strings.TrimSpace(item)] = amount
			}
		}
	}
	want := map[string]string{
		"left 1.1 เงินสมทบจากสมาชิก": "190.50", "left 1.3 เงินสมทบจากรัฐบาล": "3000.00", "left 1.6 อื่นๆ": "400.00", "left 2.1 ค่าธรรมเนียมแรกเข้า": "40.00",
		"right 1.1 เงินฝากธนาคาร": "2300.00", "right 1.2 เงินสดในมือ": "275.25", "right 1.3 จ่ายสวัสดิการให้สมาชิก": "1040.00", "right 2.4 ค่าประชุมและกิจกรรม": "15.25",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("form (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]any{"left": "3630.50", "right": "3630.50"}, report.Totals[0].Sum); diff != "" {
		t.Errorf("columns (-want +got):\n%s", diff)
	}
}

// TestStatementReport walks the pages as a program does, by the value of next.
func TestStatementReport(t *testing.T) {
	t.Parallel()
	b := setupReports(t)
	var got []string
	for before, page := "", 1; ; page++ {
		args := []string{"statement", "--fund", "demo", "--member", "001", "--page-size", "4", "--json"}
		if before != "" {
			args = append(args, "--before", before)
		}
		var s statementJSON
		if err := json.Unmarshal([]byte(b.sajja(t, args...)), &s); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(statementBalanceJSON{baht("190"), baht("400"), baht("30")}, s.Balances, cmp.Comparer(ledger.Money.Equal)); diff != "" || s.Member != "001" {
			t.Errorf("balances (-want +got):\n%s", diff)
		}
		for _, l := range s.Entries {
			got = append(got, strings.Join([]string{l.EffectiveOn.String(), string(l.Kind), l.Amount.String(), string(l.State), l.Receipt, l.After.Contribution.String(), l.After.Savings.String()}, " "))
		}
		if before = s.Next; before == "" || page > 5 {
			break
		}
	}
	want := []string{
		"2026-01-05 contribution 30.00 posted R2569-000001 190.00 400.00",
		"2025-12-30 contribution 30.00 pending  160.00 400.00",
		"2025-06-02 withdrawal 100.00 posted V2568-000003 160.00 400.00",
		"2025-04-01 welfare 40.00 posted V2568-000001 160.00 500.00",
		"2025-02-06 deposit 500.00 posted R2568-000005 160.00 500.00",
		"2025-02-05 contribution 30.00 posted R2568-000004 160.00 0.00",
		"2025-01-05 contribution 30.00 posted R2568-000001 130.00 0.00",
		"2024-12-05 fee 20.00 posted R2567-000002 100.00 0.00",
		"2024-12-05 contribution 100.00 posted R2567-000001 100.00 0.00",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("statement (-want +got):\n%s", diff)
	}
}

// TestDifferencesShow: what a superuser did to the books behind everybody's back
// stands in the reports as a difference, and the command fails.
func TestDifferencesShow(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		damage string
		args   []string
		says   string // in the table
	}{
		{"a balance that was raised", `UPDATE balances SET debit_satang = debit_satang + 100 WHERE account_code = '1100' AND month = '2025-02-01'`,
			[]string{"trial-balance"}, "ผลต่าง: เดบิตเท่ากับเครดิต"},
		{"a balance that was raised, in the cash book", `UPDATE balances SET debit_satang = debit_satang + 100 WHERE account_code = '1100' AND month = '2025-02-01'`,
			[]string{"cash-book", "--year", "2568"}, "ผลต่าง: ยอดยกไป เงินสด กับงบทดลอง"},
		{"a balance that was raised, in the position", `UPDATE balances SET credit_satang = credit_satang + 1 WHERE account_code = '3300' AND month = '2025-02-01'`,
			[]string{"position"}, "ผลต่าง: สินทรัพย์เท่ากับหนี้สินและทุน"},
		{"a member's balance that was raised", `UPDATE balances SET credit_satang = credit_satang + 100 WHERE account_code = '3100' AND month = '2025-02-01'`,
			[]string{"contributions", "--year", "2568"}, "ส่วนกลาง"},
		{"a number that was burnt", `UPDATE document_counters SET last_number = last_number + 2 WHERE series = 'R' AND year = 2025`,
			[]string{"numbers", "--year", "2568"}, "ผิดปกติ: ใบรับเงิน ขาดเลขที่ R2568-000008 ถึง R2568-000009"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := setupReports(t)
			b.damage(t, test.damage)
			args := append(append([]string{"report"}, test.args...), "--fund", "demo")
			code, stdout, stderr := invoke(t, b.env, args...)
			if !strings.Contains(stdout, test.says) {
				t.Errorf("stdout:\n%s", stdout)
			}
			if strings.Contains(test.says, ":") && (code != exitFailed || !strings.Contains(stderr, "sajja verify")) {
				t.Errorf("exit %d, stderr %q", code, stderr)
			}
		})
	}
}

// damage changes the books as the owner of the tables could.
func (b *reportBundle) damage(t *testing.T, statement string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), b.url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for _, sql := range []string{`SELECT set_config('sajja.fund', '` + b.fund.ID.String() + `', false)`, statement} {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatal(err)
		}
	}
}
