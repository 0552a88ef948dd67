package ledger_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func ExampleOpening_Entries() {
	members := ledger.Source{Kind: ledger.SourceMembers}
	paper := ledger.Opening{Fund: fund, On: ledger.MustDate("2026-09-30"), Lines: []ledger.OpeningLine{
		{Account: cash, Side: ledger.Debit, Amount: ledger.MustMoney("1200.00"), Source: members},
		{Account: ledger.AccountRef{Code: ledger.CodeMembersFund, Member: member}, Side: ledger.Credit, Amount: ledger.MustMoney("1150.00"), Source: members},
	}}
	_, err := paper.Entries(actOf(officer, "opening:paper"))
	fmt.Println(err)
	paper.Lines[1].Amount = ledger.MustMoney("1200.00")
	entries, err := paper.Entries(actOf(officer, "opening:paper"))
	for _, e := range entries {
		fmt.Println(e.Key, e.Kind, e.Postings[0].Account.Code, e.Postings[1].Account.Code, e.Amount(), e.Member == member)
	}
	fmt.Println(err)
	// Output:
	// debits of 1200.00 and credits of 1150.00 differ by 50.00
	// opening:paper:1 opening 1100 3990 1200.00 false
	// opening:paper:2 opening 3990 3100 1200.00 true
	// <nil>
}

func TestOpening(t *testing.T) {
	t.Parallel()
	t.Run("the account of opening balances is back at zero, and each line stands in its account", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			paper := ledger.Opening{Fund: fund, On: ledger.MustDate("2026-09-30")}
			var sum ledger.Money
			for range rapid.IntRange(1, 20).Draw(t, "debits") {
				amount := ledger.MoneyFromSatang(rapid.Int64Range(1, 1_000_000).Draw(t, "satang"))
				sum = sum.Add(amount)
				paper.Lines = append(paper.Lines, ledger.OpeningLine{Account: cash, Side: ledger.Debit, Amount: amount})
			}
			paper.Lines = append(paper.Lines, ledger.OpeningLine{
				Account: ledger.AccountRef{Code: ledger.CodeSavings, Member: member}, Side: ledger.Credit, Amount: sum,
			})
			entries, err := paper.Entries(actOf(officer, "k"))
			if err != nil || len(entries) != len(paper.Lines) {
				t.Fatalf("%d entries, %v", len(entries), err)
			}
			var passing ledger.Money
			for i, e := range entries {
				if e.Check() != nil || !e.Amount().Equal(paper.Lines[i].Amount) || e.Member != paper.Lines[i].Account.Member {
					t.Fatalf("%+v", e)
				}
				for _, p := range e.Postings {
					switch {
					case p.Account.Code == ledger.CodeOpening && p.Side == ledger.Debit:
						passing = passing.Add(p.Amount)
					case p.Account.Code == ledger.CodeOpening:
						passing = passing.Sub(p.Amount)
					case p.Account != paper.Lines[i].Account || p.Side != paper.Lines[i].Side:
						t.Fatalf("line %d: %+v", i, p)
					}
				}
			}
			if !passing.IsZero() {
				t.Fatalf("%s is left", passing)
			}
		})
	})
	t.Run("columns that differ, the passing account itself, and nothing are refused", func(t *testing.T) {
		t.Parallel()
		line := func(code ledger.AccountCode, side ledger.Side, baht string) ledger.OpeningLine {
			return ledger.OpeningLine{Account: ledger.AccountRef{Code: code}, Side: side, Amount: ledger.MustMoney(baht)}
		}
		paper := ledger.Opening{Fund: fund, On: ledger.MustDate("2026-09-30"), Lines: []ledger.OpeningLine{line("1100", ledger.Credit, "5.00")}}
		var differ ledger.OpeningDifferenceError
		if _, err := paper.Entries(actOf(officer, "k")); !errors.As(err, &differ) || differ.Difference().String() != "5.00" {
			t.Error(err)
		}
		paper.Lines = append(paper.Lines, line(ledger.CodeOpening, ledger.Debit, "5.00"))
		if _, err := paper.Entries(actOf(officer, "k")); !errors.Is(err, ledger.ErrAccount) {
			t.Error(err)
		}
		paper.Lines = []ledger.OpeningLine{line("1100", ledger.Debit, "0.00")}
		if _, err := paper.Entries(actOf(officer, "k")); !errors.Is(err, ledger.ErrAmount) {
			t.Error(err)
		}
	})
}
