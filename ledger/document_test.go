package ledger_test

import (
	"testing"

	"pgregory.net/rapid"

	"sajja/ledger"
)

func TestDocumentNumber(t *testing.T) {
	t.Parallel()
	t.Run("a number is read as it was printed, in the Buddhist year", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			r := ledger.DocumentNumber{Series: rapid.SampledFrom([]ledger.Series{"R", "V", "J"}).Draw(t, "series"), Year: rapid.IntRange(1900, 2400).Draw(t, "year"), Number: rapid.IntRange(1, 99_999_999).Draw(t, "number")}
			if got, err := ledger.ParseDocumentNumber(r.String()); err != nil || got != r {
				t.Fatalf("%s: %+v, %v", r, got, err)
			}
		})
		if got := (ledger.DocumentNumber{Series: ledger.SeriesReceipt, Year: 2026, Number: 123}).String(); got != "R2569-000123" {
			t.Errorf("%s", got)
		}
		if got := (ledger.DocumentNumber{}).String(); got != "" {
			t.Errorf("none is %q", got)
		}
	})
	t.Run("what is no number is refused", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{"", "R", "R2569", "2569-000123", "R2569-0", "R2569--1", "R2026-000123", "X2569-000123", "RR2569-000123", "R2569-000123 ", "R2569-๑", "r2569-000123", "R+2569-+1"} {
			if r, err := ledger.ParseDocumentNumber(text); err == nil {
				t.Errorf("%q was read as %+v", text, r)
			}
		}
	})
}
