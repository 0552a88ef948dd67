package ledger_test

import (
	"testing"

	"sajja/ledger"
)

// TestDaysAroundTheEpoch holds that every day of the calendar is a day: the one
// before 1970 once was none.
func TestDaysAroundTheEpoch(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"1800-01-01", "1969-12-30", "1969-12-31", "1970-01-01", "2400-12-31"} {
		d := ledger.MustDate(text)
		if d.IsZero() || d.String() != text {
			t.Errorf("%s is %q, no day: %t", text, d, d.IsZero())
		}
	}
	if got := ledger.MustDate("2026-01-31").AddMonths(1).String(); got != "2026-02-28" {
		t.Errorf("a month after 31 January is %s", got)
	}
}
