package ledger_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sajja/ledger"
)

// The accounts that the reports' tests speak of.
var (
	cashAccount    = ledger.Account{Code: "1100", Name: "เงินสดในมือ", Type: ledger.Asset}
	bankAccount    = ledger.Account{Code: "1300", Name: "เงินฝากธนาคาร", Type: ledger.Asset}
	savingsAccount = ledger.Account{Code: "2100", Name: "เงินฝากสมาชิก", Type: ledger.Liability}
	membersFund    = ledger.Account{Code: "3100", Name: "กองทุนสวัสดิการจากสมาชิก", Type: ledger.Equity}
	stateFund      = ledger.Account{Code: "3300", Name: "เงินสมทบรัฐบาล", Type: ledger.Equity}
	feeAccount     = ledger.Account{Code: "4100", Name: "ค่าธรรมเนียมแรกเข้า", Type: ledger.Income}
	illnessAccount = ledger.Account{Code: "5020", Name: "สวัสดิการเจ็บป่วย", Type: ledger.Expense}
	meetingAccount = ledger.Account{Code: "6400", Name: "ค่าประชุมและกิจกรรม", Type: ledger.Expense}
)

// turn makes a turnover; "" is no amount.
func turn(account ledger.Account, month, debit, credit string) ledger.Turnover {
	t := ledger.Turnover{Account: account}
	if month != "" {
		t.Month = ledger.MustDate(month + "-01")
	}
	if debit != "" {
		t.Debit = ledger.MustMoney(debit)
	}
	if credit != "" {
		t.Credit = ledger.MustMoney(credit)
	}
	return t
}

// sameValues compares values of the ledger by what they mean.
func sameValues() cmp.Options {
	return cmp.Options{cmp.Comparer(ledger.Money.Equal), cmp.Comparer(func(a, b ledger.Date) bool { return a == b }), cmpopts.EquateEmpty()}
}

func ExampleDays_Months() {
	days := ledger.Days{From: ledger.MustDate("2026-11-21"), To: ledger.MustDate("2027-01-02")}
	fmt.Println(days.Months())
	// Output: [2026-11-01 2026-12-01 2027-01-01]
}

func ExampleAccountMonths() {
	cash := ledger.Account{Code: "1100", Type: ledger.Asset}
	moved := []ledger.Turnover{{Account: cash, Month: ledger.MustDate("2026-12-01"), Debit: ledger.MustMoney("30"), Credit: ledger.MustMoney("5")}}
	days := ledger.Days{From: ledger.MustDate("2026-11-21"), To: ledger.MustDate("2026-12-31")}
	for _, m := range ledger.AccountMonths(cash, ledger.MustMoney("100"), days.Months(), moved) {
		fmt.Println(m.Month, m.Before, m.Debit, m.Credit, m.Carried)
	}
	// Output:
	// 2026-11-01 100.00 0.00 0.00 100.00
	// 2026-12-01 100.00 30.00 5.00 125.00
}

func ExampleMissingNumbers() {
	fmt.Println(ledger.MissingNumbers([]int{1, 2, 5}, 6))
	// Output: [{3 4} {6 6}]
}

func TestDays(t *testing.T) {
	t.Parallel()

	t.Run("a year is its days from the first to the last", func(t *testing.T) {
		t.Parallel()
		if got := ledger.YearDays(2028); got.From.String() != "2028-01-01" || got.To.String() != "2028-12-31" {
			t.Errorf("2028 is %v", got)
		}
		if got := ledger.YearDays(9999); got != (ledger.Days{}) {
			t.Errorf("a year outside the calendar is %v", got)
		}
	})

	t.Run("a month begins with its first day and ends with its last, in leap years too", func(t *testing.T) {
		t.Parallel()
		for day, want := range map[string]string{
			"2024-02-29": "2024-02-01 2024-02-29", "2023-02-05": "2023-02-01 2023-02-28",
			"2026-12-31": "2026-12-01 2026-12-31", "2026-01-01": "2026-01-01 2026-01-31",
		} {
			d := ledger.MustDate(day)
			if got := d.FirstOfMonth().String() + " " + d.LastOfMonth().String(); got != want {
				t.Errorf("%s lies in %s, want %s", day, got, want)
			}
		}
	})

	t.Run("a stretch holds its ends and nothing beyond", func(t *testing.T) {
		t.Parallel()
		days := ledger.YearDays(2026)
		for day, want := range map[string]bool{"2025-12-31": false, "2026-01-01": true, "2026-12-31": true, "2027-01-01": false} {
			if got := days.Contains(ledger.MustDate(day)); got != want {
				t.Errorf("%s in 2026: %t", day, got)
			}
		}
	})

	t.Run("a stretch that ends before it begins has no months", func(t *testing.T) {
		t.Parallel()
		if got := (ledger.Days{From: ledger.MustDate("2026-11-21"), To: ledger.MustDate("2026-10-31")}).Months(); len(got) > 0 {
			t.Errorf("months %v", got)
		}
	})
}

func TestRunBalances(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		account ledger.AccountType
		want    string
	}{
		{"cash grows with debits", ledger.Asset, "110.00 90.00"},
		{"savings grow with credits", ledger.Liability, "90.00 110.00"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			lines := []ledger.AccountLine{{Debit: ledger.MustMoney("10")}, {Credit: ledger.MustMoney("20")}}
			last := ledger.RunBalances(test.account, ledger.MustMoney("100"), lines)
			if got := lines[0].Balance.String() + " " + lines[1].Balance.String(); got != test.want || !last.Equal(lines[1].Balance) {
				t.Errorf("balances %s, last %s, want %s", got, last, test.want)
			}
		})
	}
}

// TestAccountMonthsCarry: whatever moved, each month begins with what the one
// before carried, and the last carries all of it.
func TestAccountMonthsCarry(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		months := ledger.YearDays(2026).Months()
		before := ledger.MoneyFromSatang(rapid.Int64Range(-1e6, 1e6).Draw(t, "before"))
		var turnovers []ledger.Turnover
		want := before
		for range rapid.IntRange(0, 30).Draw(t, "turnovers") {
			turnover := ledger.Turnover{Account: savingsAccount, Month: rapid.SampledFrom(months).Draw(t, "month"),
				Debit:  ledger.MoneyFromSatang(rapid.Int64Range(0, 1e6).Draw(t, "debit")),
				Credit: ledger.MoneyFromSatang(rapid.Int64Range(0, 1e6).Draw(t, "credit"))}
			want = want.Add(turnover.Change())
			turnovers = append(turnovers, turnover, ledger.Turnover{Account: cashAccount, Month: turnover.Month, Debit: turnover.Credit})
		}
		carried := before
		for _, m := range ledger.AccountMonths(savingsAccount, before, months, turnovers) {
			if !m.Before.Equal(carried) || !m.Carried.Equal(m.Before.Add(m.Credit).Sub(m.Debit)) {
				t.Fatalf("%s begins with %s after %s and carries %s", m.Month, m.Before, carried, m.Carried)
			}
			carried = m.Carried
		}
		if !carried.Equal(want) {
			t.Fatalf("carried %s, want %s", carried, want)
		}
	})
}

func TestMissingNumbers(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name string
		used []int
		last int
		want []ledger.NumberRun
	}{
		{"none given, none missing", nil, 0, nil},
		{"without gaps", []int{1, 2, 3}, 3, nil},
		{"the first", []int{2, 3}, 3, []ledger.NumberRun{{First: 1, Last: 1}}},
		{"some in the middle", []int{1, 4, 6}, 6, []ledger.NumberRun{{First: 2, Last: 3}, {First: 5, Last: 5}}},
		{"what the counter gave and no paper has", []int{1, 2}, 4, []ledger.NumberRun{{First: 3, Last: 4}}},
		{"all", nil, 2, []ledger.NumberRun{{First: 1, Last: 2}}},
		{"a number twice hides no gap", []int{1, 1, 3}, 3, []ledger.NumberRun{{First: 2, Last: 2}}},
		{"more than the counter gave", []int{1, 2, 3}, 2, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(test.want, ledger.MissingNumbers(test.used, test.last), sameValues()); diff != "" {
				t.Errorf("missing (-want +got):\n%s", diff)
			}
		})
	}
}
