package ledger_test

import (
	"testing"

	"sajja/ledger"
)

func TestChart(t *testing.T) {
	t.Parallel()
	t.Run("an account grows on the side of its type", func(t *testing.T) {
		t.Parallel()
		b := ledger.Balance{Debit: ledger.MustMoney("100.00"), Credit: ledger.MustMoney("30.00"), PendingCredit: ledger.MustMoney("5.00")}
		for kind, want := range map[ledger.AccountType]string{
			ledger.Asset: "70.00", ledger.Expense: "70.00", ledger.Liability: "-70.00", ledger.Equity: "-70.00", ledger.Income: "-70.00",
		} {
			if got := b.Posted(kind).String(); got != want {
				t.Errorf("%s: %s, want %s", kind, got, want)
			}
		}
		if got := b.Pending(ledger.Equity).String(); got != "5.00" {
			t.Errorf("pending %s", got)
		}
	})
	t.Run("no code stands twice in the chart, and what the rules speak of is there", func(t *testing.T) {
		t.Parallel()
		types := map[ledger.AccountCode]ledger.AccountType{}
		for _, a := range ledger.Chart() {
			if _, twice := types[a.Code]; twice || a.Name == "" {
				t.Errorf("%s", a.Code)
			}
			types[a.Code] = a.Type
		}
		for code, want := range map[ledger.AccountCode]ledger.AccountType{
			ledger.CodeCashInHand: ledger.Asset, ledger.CodeCashCollectors: ledger.Asset, ledger.CodeBank: ledger.Asset,
			ledger.CodeSavings: ledger.Liability, ledger.CodeMembersFund: ledger.Equity,
		} {
			if types[code] != want {
				t.Errorf("%s is %q, want %q", code, types[code], want)
			}
		}
	})
}
