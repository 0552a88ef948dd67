package ledger

import (
	"fmt"
	"strconv"
	"strings"
)

// Receipt (เลขที่ใบรับเงิน) is a number for people, running without gaps per
// fund and Buddhist year. It is not an ID. The zero value is no receipt.
type Receipt struct {
	// Year is in the common era, as everything stored; the number shows it in
	// the Buddhist era because the series starts anew each Buddhist year.
	Year   int
	Number int
}

// IsZero tells whether no receipt was given.
func (r Receipt) IsZero() bool { return r.Number == 0 }

// String gives the number as printed, "R2569-000123", or "" for none.
func (r Receipt) String() string {
	if r.IsZero() {
		return ""
	}
	return fmt.Sprintf("R%d-%06d", r.Year+543, r.Number)
}

// ParseReceipt reads what String writes.
func ParseReceipt(text string) (Receipt, error) {
	year, number, ok := strings.Cut(strings.TrimPrefix(text, "R"), "-")
	y, errYear := strconv.Atoi(year)
	n, errNumber := strconv.Atoi(number)
	if !ok || !strings.HasPrefix(text, "R") || !isDigits(year+number) || errYear != nil || errNumber != nil || n < 1 || y < 2400 {
		return Receipt{}, fmt.Errorf("not a receipt number of the form R2569-000123: %q", text)
	}
	return Receipt{Year: y - 543, Number: n}, nil
}
