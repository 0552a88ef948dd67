package household_test

import (
	"errors"
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
	"sajja/ledger/household"
)

func TestShareOut(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		sum  string
		dues []string
		want []string
	}{
		"four of one rate":                  {"120.00", []string{"30.00", "30.00", "30.00", "30.00"}, []string{"30.00", "30.00", "30.00", "30.00"}},
		"nobody is due anything":            {"100.00", []string{"0.00", "0.00", "0.00"}, []string{"33.34", "33.33", "33.33"}},
		"a child of half the rate":          {"75.00", []string{"30.00", "30.00", "15.00"}, []string{"30.00", "30.00", "15.00"}},
		"one who is ahead gets nothing":     {"60.00", []string{"30.00", "0.00", "30.00"}, []string{"30.00", "", "30.00"}},
		"a satang for three":                {"0.01", []string{"0.00", "0.00", "0.00"}, []string{"0.01", "", ""}},
		"less than is due, in proportion":   {"45.00", []string{"60.00", "30.00"}, []string{"30.00", "15.00"}},
		"alone":                             {"30.00", []string{"0.00"}, []string{"30.00"}},
		"more than is due, in proportion":   {"90.00", []string{"30.00", "15.00"}, []string{"60.00", "30.00"}},
		"what is owed below zero is no due": {"30.00", []string{"-30.00", "30.00"}, []string{"", "30.00"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dues := make([]household.Due, len(c.dues))
			for i, amount := range c.dues {
				dues[i] = household.Due{Member: ledger.NewMemberID(), Amount: ledger.MustMoney(amount)}
			}
			got, err := household.ShareOut(ledger.MustMoney(c.sum), dues)
			if err != nil {
				t.Fatal(err)
			}
			for i, want := range c.want {
				switch {
				case want == "": // left out
				case len(got) == 0 || got[0].Member != dues[i].Member || got[0].Amount.String() != want:
					t.Fatalf("%v, want %v", got, c.want)
				default:
					got = got[1:]
				}
			}
			if len(got) > 0 {
				t.Errorf("and %v", got)
			}
		})
	}

	t.Run("the parts make the whole, whatever is due", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			sum := ledger.MoneyFromSatang(rapid.Int64Range(1, 100_000_000).Draw(t, "sum"))
			dues := make([]household.Due, rapid.IntRange(1, 10).Draw(t, "people"))
			for i := range dues {
				dues[i] = household.Due{Member: ledger.NewMemberID(), Amount: ledger.MoneyFromSatang(rapid.Int64Range(0, 1_000_000).Draw(t, "due"))}
			}
			shares, err := household.ShareOut(sum, dues)
			if err != nil {
				t.Fatal(err)
			}
			total := ledger.Money{}
			for _, s := range shares {
				if !s.Amount.IsPositive() {
					t.Fatalf("a share of %s", s.Amount)
				}
				total = total.Add(s.Amount)
			}
			if !total.Equal(sum) {
				t.Fatalf("%s of %s", total, sum)
			}
		})
	})

	t.Run("nothing, and nobody, is not shared out", func(t *testing.T) {
		t.Parallel()
		one := []household.Due{{Member: ledger.NewMemberID()}}
		if _, err := household.ShareOut(ledger.Money{}, one); !errors.Is(err, ledger.ErrAmount) {
			t.Error(err)
		}
		if _, err := household.ShareOut(ledger.MustMoney("1.00"), nil); !errors.Is(err, ledger.ErrAmount) {
			t.Error(err)
		}
	})
}
