package sheet

import "github.com/shopspring/decimal"

// Exact gives the number of a cell when a workbook keeps it with more places than
// it shows: 30.5 may be shown as 31. A workbook counts in binary:
// 0.30000000000000004 is 0.30. Otherwise it gives the text it is handed, the
// caller's reading of what is shown.
func (c Cell) Exact(shown string) string {
	exact, err := decimal.NewFromString(c.Kept)
	if err != nil || exact.IsInteger() {
		return shown
	}
	if baht := exact.Round(2); exact.Sub(baht).Abs().LessThan(decimal.New(1, -6)) {
		return baht.String()
	}
	return c.Kept
}
