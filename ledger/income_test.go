package ledger_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
)

func ExampleNewIncomeStatement() {
	fees := ledger.Account{Code: "4100", Type: ledger.Income}
	illness := ledger.Account{Code: "5020", Type: ledger.Expense}
	november, december := ledger.MustDate("2026-11-01"), ledger.MustDate("2026-12-01")
	s := ledger.NewIncomeStatement([]ledger.Date{november, december}, []ledger.Turnover{
		{Account: fees, Month: november, Credit: ledger.MustMoney("200")},
		{Account: illness, Month: december, Debit: ledger.MustMoney("500")},
	})
	fmt.Println(s.Income[0].Months, s.Expense[0].Months, s.Surplus())
	// Output: [200.00 0.00] [0.00 500.00] -300.00
}

func TestIncomeStatement(t *testing.T) {
	t.Parallel()
	months := ledger.Days{From: ledger.MustDate("2026-01-01"), To: ledger.MustDate("2026-02-28")}.Months()
	s := ledger.NewIncomeStatement(months, []ledger.Turnover{
		turn(meetingAccount, "2026-02", "100.00", ""),
		turn(illnessAccount, "2026-01", "500.00", ""),
		turn(illnessAccount, "2026-02", "300.00", "300.00"), // paid and reversed
		turn(feeAccount, "2026-01", "", "60.00"),
		turn(feeAccount, "2026-01", "20.00", ""), // given back
		turn(feeAccount, "2026-03", "", "999.00"),
		turn(membersFund, "2026-01", "", "30.00"),
		turn(cashAccount, "2026-01", "90.00", ""),
	})
	nothing := ledger.Money{}
	want := ledger.IncomeStatement{
		Months: months,
		Income: []ledger.IncomeLine{{Account: feeAccount, Months: []ledger.Money{ledger.MustMoney("40"), nothing}}},
		Expense: []ledger.IncomeLine{
			{Account: illnessAccount, Months: []ledger.Money{ledger.MustMoney("500"), nothing}},
			{Account: meetingAccount, Months: []ledger.Money{nothing, ledger.MustMoney("100")}},
		},
	}
	if diff := cmp.Diff(want, s, sameValues()); diff != "" {
		t.Errorf("statement (-want +got):\n%s", diff)
	}
	if got := s.Surplus().String(); got != "-560.00" {
		t.Errorf("surplus %s, want -560.00", got)
	}

	t.Run("an account that came back to nothing within a month has no line", func(t *testing.T) {
		t.Parallel()
		s := ledger.NewIncomeStatement(months, []ledger.Turnover{turn(feeAccount, "2026-01", "60.00", "60.00")})
		if len(s.Income) > 0 || len(s.Expense) > 0 || !s.Surplus().IsZero() {
			t.Errorf("statement %+v", s)
		}
	})
}
