package ledger

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/shopspring/decimal"
)

// Money (จำนวนเงิน) is an exact amount of baht with at most two decimal
// places. The zero value is 0.00. Values are immutable and may be negative
// only as the difference of two amounts; a Posting refuses what is not above
// zero.
type Money struct {
	baht decimal.Decimal
}

// MoneyMax is the largest amount a Money may hold: 10^13 satang (a hundred
// thousand million baht), far above the capital of all funds together and far
// below what BIGINT satang can sum without overflow.
const moneyMaxSatang = 10_000_000_000_000

var (
	// ErrMoneyPrecision says that an amount has more than two decimals.
	ErrMoneyPrecision = errors.New("amount has a part of a satang")
	// ErrMoneyRange says that an amount is absurdly large.
	ErrMoneyRange = errors.New("amount is out of range")
	// ErrMoneySyntax says that a text is no plain decimal number.
	ErrMoneySyntax = errors.New("amount is not a number")
)

// ParseMoney reads a plain decimal such as "30", "30.5" or "-1250.00".
// It refuses a third decimal place (ErrMoneyPrecision), exponents and other
// notations (ErrMoneySyntax) and absurd sizes (ErrMoneyRange).
func ParseMoney(text string) (Money, error) {
	digits := strings.TrimPrefix(text, "-")
	whole, fraction, hasPoint := strings.Cut(digits, ".")
	if whole == "" || !isDigits(whole) || (hasPoint && (fraction == "" || !isDigits(fraction))) {
		return Money{}, ErrMoneySyntax
	}
	if len(whole) > 20 || len(fraction) > 20 {
		return Money{}, ErrMoneyRange
	}
	value, err := decimal.NewFromString(text)
	if err != nil {
		return Money{}, ErrMoneySyntax
	}
	return MoneyFromDecimal(value)
}

// MustMoney is ParseMoney for constants in code and tests; it panics on bad text.
func MustMoney(text string) Money {
	m, err := ParseMoney(text)
	if err != nil {
		panic(fmt.Sprintf("ledger: MustMoney(%q): %v", text, err))
	}
	return m
}

// MoneyFromDecimal takes an exact decimal of baht; errors as ParseMoney.
func MoneyFromDecimal(value decimal.Decimal) (Money, error) {
	if !value.Equal(value.Truncate(2)) {
		return Money{}, ErrMoneyPrecision
	}
	if value.Abs().GreaterThan(decimal.New(moneyMaxSatang, -2)) {
		return Money{}, ErrMoneyRange
	}
	return Money{baht: value}, nil
}

// MoneyFromSatang makes an amount from integer satang, the form the database
// keeps.
func MoneyFromSatang(satang int64) Money {
	return Money{baht: decimal.New(satang, -2)}
}

// Satang gives the amount as integer satang (1 baht = 100 satang).
func (m Money) Satang() int64 { return m.baht.Shift(2).IntPart() }

// Decimal gives the amount as an exact decimal of baht.
func (m Money) Decimal() decimal.Decimal { return m.baht }

// Add gives m + other.
func (m Money) Add(other Money) Money { return Money{baht: m.baht.Add(other.baht)} }

// Sub gives m − other.
func (m Money) Sub(other Money) Money { return Money{baht: m.baht.Sub(other.baht)} }

// Cmp is −1, 0 or +1 as m is below, equal to or above other.
func (m Money) Cmp(other Money) int { return m.baht.Cmp(other.baht) }

// Equal tells whether both are the same amount; 1.5 and 1.50 are.
func (m Money) Equal(other Money) bool { return m.baht.Equal(other.baht) }

// IsZero tells whether the amount is 0.00.
func (m Money) IsZero() bool { return m.baht.IsZero() }

// IsPositive tells whether the amount is above 0.00.
func (m Money) IsPositive() bool { return m.baht.IsPositive() }

// IsNegative tells whether the amount is below 0.00.
func (m Money) IsNegative() bool { return m.baht.IsNegative() }

// String gives the machine form with two decimals and no separators, "1234.50".
func (m Money) String() string { return m.baht.StringFixed(2) }

// MarshalJSON writes the machine form as a JSON string, never as a number, so
// that no reader turns it into a float.
func (m Money) MarshalJSON() ([]byte, error) { return []byte(`"` + m.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Money) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	parsed, err := ParseMoney(text)
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// Rounding names how Apply turns a part of a satang into a whole one.
type Rounding int

const (
	// RoundDown drops the part: what the fund pays out never exceeds the rate.
	RoundDown Rounding = iota
	// RoundHalfUp takes half a satang and more as a whole one, the usual rule on receipts.
	RoundHalfUp
)

// Apply multiplies by a rate and rounds to whole satang as said.
func (m Money) Apply(rate decimal.Decimal, rounding Rounding) (Money, error) {
	product := m.baht.Mul(rate)
	if rounding == RoundHalfUp {
		return MoneyFromDecimal(product.Round(2))
	}
	return MoneyFromDecimal(product.Truncate(2))
}

// Split divides the amount by integer weights with the largest remainder
// method, so that the parts always make the whole. Ties go to the earlier
// part. It refuses negative amounts, negative weights and weights that sum to
// zero.
func (m Money) Split(weights ...int64) ([]Money, error) {
	var total int64
	for _, w := range weights {
		if w < 0 || w > math.MaxInt32 {
			return nil, fmt.Errorf("split: weight %d is out of range", w)
		}
		total += w
	}
	if total == 0 || m.IsNegative() {
		return nil, errors.New("split: needs an amount of zero or more and a weight above zero")
	}
	return m.largestRemainder(weights, total), nil
}

func (m Money) largestRemainder(weights []int64, total int64) []Money {
	whole := decimal.NewFromInt(total)
	satang := m.baht.Shift(2)
	parts := make([]int64, len(weights))
	remainders := make([]decimal.Decimal, len(weights))
	left := m.Satang()
	for i, w := range weights {
		quotient, remainder := satang.Mul(decimal.NewFromInt(w)).QuoRem(whole, 0)
		parts[i], remainders[i] = quotient.IntPart(), remainder
		left -= parts[i]
	}
	for ; left > 0; left-- {
		best := 0
		for i := range remainders {
			if remainders[i].GreaterThan(remainders[best]) {
				best = i
			}
		}
		parts[best]++
		remainders[best] = decimal.NewFromInt(-1)
	}
	out := make([]Money, len(parts))
	for i, p := range parts {
		out[i] = MoneyFromSatang(p)
	}
	return out
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
