package ledger_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"sajja/ledger"
)

// anyMoney draws an amount of the whole range.
func anyMoney() *rapid.Generator[ledger.Money] {
	return rapid.Custom(func(t *rapid.T) ledger.Money {
		return ledger.MoneyFromSatang(rapid.Int64Range(-10_000_000_000_000, 10_000_000_000_000).Draw(t, "satang"))
	})
}

func TestParseMoney(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"30": "30.00", "30.5": "30.50", "30.50": "30.50", "-1250.00": "-1250.00", "0": "0.00", "-0": "0.00", "007": "7.00",
		"0.01": "0.01", "30.500": "30.50", "100000000000.00": "100000000000.00",
	} {
		t.Run(text+" is read", func(t *testing.T) {
			t.Parallel()
			if m, err := ledger.ParseMoney(text); err != nil || m.String() != want {
				t.Errorf("%s, %v; want %s", m, err, want)
			}
		})
	}
	for text, want := range map[string]error{
		"": ledger.ErrMoneySyntax, "-": ledger.ErrMoneySyntax, ".": ledger.ErrMoneySyntax, ".5": ledger.ErrMoneySyntax,
		"5.": ledger.ErrMoneySyntax, "+30": ledger.ErrMoneySyntax, "--30": ledger.ErrMoneySyntax, "1e3": ledger.ErrMoneySyntax,
		"0x10": ledger.ErrMoneySyntax, "1,000": ledger.ErrMoneySyntax, "1_000": ledger.ErrMoneySyntax, " 30": ledger.ErrMoneySyntax,
		"30 ": ledger.ErrMoneySyntax, "๓๐": ledger.ErrMoneySyntax, "NaN": ledger.ErrMoneySyntax, "Inf": ledger.ErrMoneySyntax,
		"-Infinity": ledger.ErrMoneySyntax, "30.5.5": ledger.ErrMoneySyntax, "30.-5": ledger.ErrMoneySyntax,
		"30.005": ledger.ErrMoneyPrecision, "0.001": ledger.ErrMoneyPrecision,
		"100000000000.01": ledger.ErrMoneyRange, "-100000000000.01": ledger.ErrMoneyRange,
		"999999999999999999999": ledger.ErrMoneyRange, "0.000000000000000000000": ledger.ErrMoneyRange,
	} {
		t.Run(text+" is refused", func(t *testing.T) {
			t.Parallel()
			if m, err := ledger.ParseMoney(text); !errors.Is(err, want) {
				t.Errorf("%s, %v; want %v", m, err, want)
			}
		})
	}
	t.Run("whatever is written is read back, by text, JSON, satang and decimal", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			m := anyMoney().Draw(t, "money")
			read, err := ledger.ParseMoney(m.String())
			if err != nil || !read.Equal(m) || read.Satang() != m.Satang() {
				t.Fatalf("%s: %s, %v", m, read, err)
			}
			data, err := json.Marshal(m)
			var again ledger.Money
			if err != nil || json.Unmarshal(data, &again) != nil || !again.Equal(m) || data[0] != '"' {
				t.Fatalf("%s: %s", m, data)
			}
			fromDecimal, err := ledger.MoneyFromDecimal(m.Decimal())
			if err != nil || !fromDecimal.Equal(m) {
				t.Fatalf("%s: %s, %v", m, fromDecimal, err)
			}
		})
	})
	t.Run("JSON of another kind is refused", func(t *testing.T) {
		t.Parallel()
		for _, data := range []string{`30`, `30.5`, `"30.005"`, `""`, `{}`, `true`, `"NaN"`} {
			var m ledger.Money
			if err := json.Unmarshal([]byte(data), &m); err == nil {
				t.Errorf("%s was read as %s", data, m)
			}
		}
	})
}

func FuzzParseMoney(f *testing.F) {
	for _, text := range []string{"30", "30.50", "-1.00", "1e3", "NaN", "100000000000.00", "0.000"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		m, err := ledger.ParseMoney(text)
		if err != nil {
			return
		}
		if again, err := ledger.ParseMoney(m.String()); err != nil || !again.Equal(m) {
			t.Errorf("%q is %s and then %s, %v", text, m, again, err)
		}
	})
}

func TestArithmetic(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := anyMoney().Draw(t, "a"), anyMoney().Draw(t, "b"), anyMoney().Draw(t, "c")
		switch {
		case !a.Add(b).Equal(b.Add(a)):
			t.Fatal("a + b is not b + a")
		case !a.Add(b).Add(c).Equal(a.Add(b.Add(c))):
			t.Fatal("the order of adding matters")
		case !a.Add(b).Sub(b).Equal(a):
			t.Fatal("a + b - b is not a")
		case !a.Sub(a).IsZero() || a.Sub(b).IsNegative() != (a.Cmp(b) < 0) || a.Sub(b).IsPositive() != (a.Cmp(b) > 0):
			t.Fatal("less is not below zero")
		case a.Add(b).Satang() != a.Satang()+b.Satang():
			t.Fatal("satang do not add up")
		}
	})
}

func TestSplit(t *testing.T) {
	t.Parallel()
	t.Run("the parts make the whole, none is below zero, and none is off by a satang or more", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			m := ledger.MoneyFromSatang(rapid.Int64Range(0, 10_000_000_000_000).Draw(t, "satang"))
			weights := rapid.SliceOfN(rapid.Int64Range(0, 1<<31-1), 1, 40).Draw(t, "weights")
			var total int64
			for _, w := range weights {
				total += w
			}
			parts, err := m.Split(weights...)
			if total == 0 {
				if err == nil {
					t.Fatal("no weight at all was taken")
				}
				return
			}
			if err != nil || len(parts) != len(weights) {
				t.Fatalf("%d parts, %v", len(parts), err)
			}
			var sum ledger.Money
			for i, p := range parts {
				sum = sum.Add(p)
				fair := m.Decimal().Mul(decimal.NewFromInt(weights[i])).DivRound(decimal.NewFromInt(total), 10)
				if p.IsNegative() || p.Decimal().Sub(fair).Abs().GreaterThanOrEqual(decimal.New(1, -2)) {
					t.Fatalf("part %d is %s, fair is %s", i, p, fair)
				}
				if weights[i] == 0 && !p.IsZero() {
					t.Fatalf("a weight of zero got %s", p)
				}
			}
			if !sum.Equal(m) {
				t.Fatalf("the parts make %s of %s", sum, m)
			}
		})
	})
	for _, test := range []struct {
		name    string
		amount  string
		weights []int64
		want    []string
	}{
		{"ties go to the earlier part", "100.00", []int64{1, 1, 1}, []string{"33.34", "33.33", "33.33"}},
		{"one part is all of it", "0.01", []int64{7}, []string{"0.01"}},
		{"less than a satang each", "0.02", []int64{1, 1, 1}, []string{"0.01", "0.01", "0.00"}},
		{"nothing is split into nothing", "0.00", []int64{1, 2}, []string{"0.00", "0.00"}},
		{"the larger remainder first", "1.00", []int64{1, 2, 3, 1}, []string{"0.14", "0.29", "0.43", "0.14"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			parts, err := ledger.MustMoney(test.amount).Split(test.weights...)
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range parts {
				if p.String() != test.want[i] {
					t.Errorf("part %d is %s, want %s", i, p, test.want[i])
				}
			}
		})
	}
	t.Run("what cannot be split is refused", func(t *testing.T) {
		t.Parallel()
		for name, weights := range map[string][]int64{"none": nil, "zero": {0, 0}, "negative": {2, -1}, "huge": {1 << 32}} {
			if _, err := ledger.MustMoney("30.00").Split(weights...); err == nil {
				t.Errorf("weights: %s", name)
			}
		}
		if _, err := ledger.MustMoney("-0.01").Split(1); err == nil {
			t.Error("an amount below zero")
		}
	})
}

func TestApply(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		amount, rate, down, half string
	}{
		{"100.00", "0.0125", "1.25", "1.25"},
		{"33.33", "0.05", "1.66", "1.67"},
		{"0.10", "0.05", "0.00", "0.01"},
		{"0.09", "0.05", "0.00", "0.00"},
		{"-33.33", "0.05", "-1.66", "-1.67"},
	} {
		rate := decimal.RequireFromString(test.rate)
		down, errDown := ledger.MustMoney(test.amount).Apply(rate, ledger.RoundDown)
		half, errHalf := ledger.MustMoney(test.amount).Apply(rate, ledger.RoundHalfUp)
		if err := errors.Join(errDown, errHalf); err != nil || down.String() != test.down || half.String() != test.half {
			t.Errorf("%s × %s = %s and %s (%v), want %s and %s", test.amount, test.rate, down, half, err, test.down, test.half)
		}
	}
	if _, err := ledger.MustMoney("100000000000.00").Apply(decimal.NewFromInt(2), ledger.RoundDown); !errors.Is(err, ledger.ErrMoneyRange) {
		t.Errorf("twice the most there can be: %v", err)
	}
}
