package ledger_test

import (
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestTrialBalance(t *testing.T) {
	t.Parallel()
	t.Run("a trial balance foots whatever entries made it", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			chart := ledger.Chart()
			debits, credits := make([]ledger.Money, len(chart)), make([]ledger.Money, len(chart))
			for range rapid.IntRange(0, 50).Draw(t, "entries") {
				amount := ledger.MoneyFromSatang(rapid.Int64Range(1, 1_000_000).Draw(t, "satang"))
				into, out := rapid.IntRange(0, len(chart)-1).Draw(t, "into"), rapid.IntRange(0, len(chart)-1).Draw(t, "out")
				debits[into], credits[out] = debits[into].Add(amount), credits[out].Add(amount)
			}
			var lines []ledger.TrialLine
			for i, account := range chart {
				line := ledger.NewTrialLine(account, debits[i], credits[i])
				if line.Debit.IsNegative() || line.Credit.IsNegative() || (!line.Debit.IsZero() && !line.Credit.IsZero()) {
					t.Fatalf("%+v", line)
				}
				lines = append(lines, line)
			}
			if !ledger.NewTrialBalance(lines).IsBalanced() {
				t.Fatal("the columns differ")
			}
		})
	})
}
