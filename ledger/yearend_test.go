package ledger_test

import (
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

// standing is one total as a test writes it.
func standing(code ledger.AccountCode, source, debit, credit string) ledger.SourceTotal {
	from, err := ledger.ParseSource(source)
	if err != nil {
		panic(err)
	}
	return ledger.SourceTotal{Account: account(code), Source: from, Debit: ledger.MustMoney(debit), Credit: ledger.MustMoney(credit)}
}

func ExampleYearEnd_Entries() {
	end := ledger.YearEnd{Fund: fund, On: ledger.MustDate("2026-12-31"), Shares: ledger.DefaultShares()}
	end.Shares[ledger.SourceMembers] = []ledger.Share{{To: "3100", Weight: 50}, {To: "3600", Weight: 30}, {To: "3700", Weight: 20}}
	entries, err := end.Entries([]ledger.SourceTotal{
		standing("4100", "members", "0.00", "400.00"),
		standing("4200", "members", "0.00", "0.01"),
		standing("5020", "members", "300.00", "0.00"),
		standing("5040", "state/1", "8000.00", "2000.00"), // 2,000 were paid back
	}, actOf(officer, "closing:2026:0"))
	for _, e := range entries {
		fmt.Println(e.Key, e.EffectiveOn, e.Document.Series)
		for _, p := range e.Postings {
			fmt.Println(" ", p.Account.Code, p.Side, p.Amount, p.Source)
		}
	}
	fmt.Println(err)
	// Output:
	// closing:2026:0:members 2026-12-31 J
	//   4100 debit 400.00 members
	//   4200 debit 0.01 members
	//   5020 credit 300.00 members
	//   3100 credit 50.01 members
	//   3600 credit 30.00 members
	//   3700 credit 20.00 members
	// closing:2026:0:state/1 2026-12-31 J
	//   5040 credit 6000.00 state/1
	//   3300 debit 6000.00 state/1
	// <nil>
}

func TestYearEnd(t *testing.T) {
	t.Parallel()
	end := ledger.YearEnd{Fund: fund, On: ledger.MustDate("2026-12-31"), Shares: ledger.DefaultShares()}

	t.Run("income that all was spent needs no fund", func(t *testing.T) {
		t.Parallel()
		entries, err := end.Entries([]ledger.SourceTotal{
			standing("4200", "other", "0.00", "500.00"), standing("5080", "other", "500.00", "0.00"),
		}, actOf(officer, "k"))
		if err != nil || len(entries) != 1 || len(entries[0].Postings) != 2 {
			t.Errorf("%+v, %v", entries, err)
		}
	})
	t.Run("where nothing stands there is nothing to close", func(t *testing.T) {
		t.Parallel()
		for name, totals := range map[string][]ledger.SourceTotal{
			"no entry": nil, "money of the fund alone": {standing("1100", "members", "5.00", "0.00")},
			"what was reversed": {standing("5020", "members", "300.00", "300.00")},
		} {
			if _, err := end.Entries(totals, actOf(officer, "k")); !errors.Is(err, ledger.ErrNothingToClose) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("a source without a fund is not closed", func(t *testing.T) {
		t.Parallel()
		bare := end
		bare.Shares = ledger.Shares{ledger.SourceMembers: {{To: "3100", Weight: 1}}}
		if _, err := bare.Entries([]ledger.SourceTotal{standing("4200", "other", "0.00", "5.00")}, actOf(officer, "k")); !errors.Is(err, ledger.ErrShares) {
			t.Error(err)
		}
	})

	// After it income and expense are at zero for every source, nothing else but
	// funds has moved, and funds are up by what is left of the income.
	t.Run("income and expense are zero, and the funds have the difference to the satang", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			totals := drawTotals(t)
			end := end
			end.Shares = drawShares(t)
			entries, err := end.Entries(totals, actOf(officer, "k"))
			if errors.Is(err, ledger.ErrNothingToClose) {
				entries = nil
			} else if err != nil {
				t.Fatal(err)
			}
			checkClosed(t, totals, entries)
		})
	})
}

func drawTotals(t *rapid.T) []ledger.SourceTotal {
	sources := []string{"", "members", "codi", "state/1", "state/2", "local", "agency", "other"}
	var totals []ledger.SourceTotal
	seen := map[string]bool{}
	for range rapid.IntRange(0, 25).Draw(t, "totals") {
		a := rapid.SampledFrom(ledger.Chart()).Draw(t, "account")
		from, _ := ledger.ParseSource(rapid.SampledFrom(sources).Draw(t, "source"))
		if name := string(a.Code) + from.String(); !seen[name] {
			seen[name] = true
			totals = append(totals, ledger.SourceTotal{Account: a, Source: from,
				Debit:  ledger.MoneyFromSatang(rapid.Int64Range(0, 1_000_000).Draw(t, "debit")),
				Credit: ledger.MoneyFromSatang(rapid.Int64Range(0, 1_000_000).Draw(t, "credit"))})
		}
	}
	return totals
}

func drawShares(t *rapid.T) ledger.Shares {
	shares := ledger.DefaultShares()
	for kind := range shares {
		var drawn []ledger.Share
		for _, code := range []ledger.AccountCode{"3100", "3600", "3700"} {
			drawn = append(drawn, ledger.Share{To: code, Weight: rapid.Int64Range(1, 100).Draw(t, "weight")})
		}
		shares[kind] = drawn
	}
	return shares
}

func checkClosed(t *rapid.T, totals []ledger.SourceTotal, entries []ledger.Entry) {
	type place struct {
		code   ledger.AccountCode
		source ledger.Source
	}
	left := map[place]ledger.Money{} // credits above debits
	var surplus, funded ledger.Money
	for _, total := range totals {
		if a := total.Account; a.Type == ledger.Income || a.Type == ledger.Expense {
			left[place{a.Code, total.Source}] = total.Credit.Sub(total.Debit)
			surplus = surplus.Add(total.Credit).Sub(total.Debit)
		}
	}
	for _, e := range entries {
		if err := e.Check(); err != nil || e.Kind != ledger.KindClosing {
			t.Fatalf("%+v: %v", e, err)
		}
		for _, p := range e.Postings {
			amount := p.Amount
			if p.Side == ledger.Debit {
				amount = ledger.Money{}.Sub(amount)
			}
			switch account(p.Account.Code).Type {
			case ledger.Income, ledger.Expense:
				at := place{p.Account.Code, p.Source}
				left[at] = left[at].Add(amount)
			case ledger.Equity:
				funded = funded.Add(amount)
			default:
				t.Fatalf("%s was touched", p.Account.Code)
			}
		}
	}
	for at, amount := range left {
		if !amount.IsZero() {
			t.Fatalf("%v is left with %s", at, amount)
		}
	}
	if !funded.Equal(surplus) {
		t.Fatalf("the funds got %s of %s", funded, surplus)
	}
}

func TestShares(t *testing.T) {
	t.Parallel()
	chart := ledger.Chart()
	chart = append(chart, ledger.Account{Code: "3810", Type: ledger.Equity, Parent: "3800", ClosedOn: ledger.MustDate("2026-01-01")})
	if err := ledger.DefaultShares().Check(chart); err != nil {
		t.Errorf("the default: %v", err)
	}
	for name, shares := range map[string][]ledger.Share{
		"nobody": {}, "an account that is no fund": {{To: "1100", Weight: 1}}, "an account that does not exist": {{To: "3999", Weight: 1}},
		"opening balances": {{To: ledger.CodeOpening, Weight: 1}}, "a closed fund": {{To: "3810", Weight: 1}},
		"a weight of nothing": {{To: "3100", Weight: 0}}, "a fund named twice": {{To: "3100", Weight: 1}, {To: "3100", Weight: 2}},
	} {
		if err := (ledger.Shares{ledger.SourceMembers: shares}).Check(chart); !errors.Is(err, ledger.ErrShares) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
