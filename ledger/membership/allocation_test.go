package membership

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestAllocation(t *testing.T) {
	t.Parallel()
	since := ledger.MustDate("2024-01-01")
	thirds := []AllocationShare{{"3600", 3334}, {"3700", 3333}, {"3800", 3333}}
	for _, c := range []struct {
		name   string
		table  Allocation
		amount string
		want   string
	}{
		{"fifty, thirty, twenty", Allocation{since, []AllocationShare{{"3100", 5000}, {"3800", 3000}, {"3700", 2000}}, ""}, "1000.00", "3100 500.00, 3800 300.00, 3700 200.00"},
		{"the largest remainder takes the odd satang", Allocation{since, []AllocationShare{{"3100", 5000}, {"3800", 3000}, {"3700", 2000}}, ""}, "0.03", "3100 0.01, 3800 0.01, 3700 0.01"},
		{"the pot takes what rounding leaves", Allocation{since, thirds, "3900"}, "0.10", "3600 0.03, 3700 0.03, 3800 0.03, 3900 0.01"},
		{"the pot is one of the purposes", Allocation{since, thirds, "3600"}, "0.10", "3600 0.04, 3700 0.03, 3800 0.03"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			parts, err := c.table.Split(ledger.MustMoney(c.amount))
			if err != nil {
				t.Fatal(err)
			}
			var words []string
			for _, p := range parts {
				words = append(words, string(p.Account)+" "+p.Amount.String())
			}
			if got := strings.Join(words, ", "); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
	for name, c := range map[string]struct {
		shares []AllocationShare
		pot    ledger.AccountCode
		want   error
	}{
		"not the whole":       {[]AllocationShare{{"3600", 9999}}, "", ErrAllocationWhole},
		"more than the whole": {[]AllocationShare{{"3600", 6000}, {"3700", 6000}}, "", ErrAllocationWhole},
		"nothing":             {nil, "", ErrAllocationWhole},
		"a purpose twice":     {[]AllocationShare{{"3600", 5000}, {"3600", 5000}}, "", ErrAllocationAccount},
		"no fund's account":   {[]AllocationShare{{"1100", 10000}}, "", ErrAllocationAccount},
		"opening balances":    {[]AllocationShare{{"3990", 10000}}, "", ErrAllocationAccount},
		"a pot elsewhere":     {[]AllocationShare{{"3600", 10000}}, "4900", ErrAllocationAccount},
	} {
		if err := (Allocation{since, c.shares, c.pot}).Check(); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAllocationMovesTheWhole(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := int64(rapid.IntRange(1, 9998).Draw(t, "first"))
		second := int64(rapid.IntRange(1, int(9999-first)).Draw(t, "second"))
		table := Allocation{Since: ledger.MustDate("2024-01-01"), Shares: []AllocationShare{{"3100", first}, {"3700", second}, {"3800", wholeHundredths - first - second}}}
		table.Pot = rapid.SampledFrom([]ledger.AccountCode{"", "3100", "3900", "3800"}).Draw(t, "pot")
		total := rapid.Custom(func(t *rapid.T) ledger.Money {
			return ledger.MoneyFromSatang(rapid.Int64Range(-1_000_000_00, 1_000_000_00).Draw(t, "satang"))
		})
		once, then := total.Draw(t, "total"), total.Draw(t, "total later")
		var moved []Part
		move := func(amount ledger.Money) {
			postings, err := table.Moves(amount, moved)
			if err != nil {
				t.Fatal(err)
			}
			if len(postings) == 0 {
				return
			}
			act := ledger.Act{At: ledger.MustDate("2024-02-01").Start(), Cause: "test", Key: "test"}
			if _, err := ledger.Journal(ledger.NewFundID(), ledger.KindOther, ledger.MemberID{}, ledger.MustDate("2024-01-31"), postings, act); err != nil {
				t.Fatalf("%v: %v", postings, err)
			}
			for _, p := range postings {
				amount := p.Amount
				if p.Side == ledger.Debit {
					amount = ledger.Money{}.Sub(amount)
				}
				if p.Account.Code != ledger.CodeMembersFund {
					moved = append(moved, Part{p.Account.Code, amount})
				}
			}
		}
		move(once)
		move(then)
		if again, err := table.Moves(then, moved); err != nil || len(again) != 0 {
			t.Fatalf("once more moves %v, %v", again, err)
		}
	})
}
