package ledger_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sajja/ledger"
)

// anyDate draws a day that leaves room for arithmetic.
func anyDate() *rapid.Generator[ledger.Date] {
	return rapid.Custom(func(t *rapid.T) ledger.Date {
		return ledger.MustDate("1900-01-01").AddDays(rapid.IntRange(0, 180_000).Draw(t, "days"))
	})
}

func TestDate(t *testing.T) {
	t.Parallel()

	t.Run("days count as the calendar does", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			d, n := anyDate().Draw(t, "day"), rapid.IntRange(-3000, 3000).Draw(t, "n")
			other := d.AddDays(n)
			switch {
			case !other.Time().Equal(d.Time().AddDate(0, 0, n)):
				t.Fatalf("%s + %d = %s", d, n, other)
			case d.DaysUntil(other) != n || other.DaysUntil(d) != -n:
				t.Fatalf("from %s to %s are %d days", d, other, d.DaysUntil(other))
			case d.Before(other) != (n > 0) || d.After(other) != (n < 0):
				t.Fatalf("%s and %s", d, other)
			case other.AddDays(-n) != d:
				t.Fatal("there and back is not the same day")
			}
		})
	})

	t.Run("a month later is the same day, or the month's last", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			d, n := anyDate().Draw(t, "day"), rapid.IntRange(-600, 600).Draw(t, "n")
			year, month, day := d.YMD()
			gotYear, gotMonth, gotDay := d.AddMonths(n).YMD()
			if (gotYear*12 + int(gotMonth)) != (year*12 + int(month) + n) {
				t.Fatalf("%s + %d months = %s", d, n, d.AddMonths(n))
			}
			last := time.Date(gotYear, gotMonth+1, 0, 0, 0, 0, 0, time.UTC).Day()
			if gotDay != min(day, last) {
				t.Fatalf("%s + %d months = %s", d, n, d.AddMonths(n))
			}
		})
	})

	for _, test := range []struct {
		from string
		n    int
		want string
	}{
		{"2026-01-31", 1, "2026-02-28"}, {"2024-01-31", 1, "2024-02-29"}, {"2026-12-31", 2, "2027-02-28"},
		{"2026-03-31", -1, "2026-02-28"}, {"2026-11-21", 0, "2026-11-21"}, {"2026-11-21", 12, "2027-11-21"},
	} {
		t.Run(test.from+" and months", func(t *testing.T) {
			t.Parallel()
			if got := ledger.MustDate(test.from).AddMonths(test.n); got.String() != test.want {
				t.Errorf("%d later it is %s, want %s", test.n, got, test.want)
			}
		})
	}

	t.Run("the day is Bangkok's", func(t *testing.T) {
		t.Parallel()
		for instant, want := range map[string]string{
			"2026-11-20T16:59:59Z": "2026-11-20", "2026-11-20T17:00:00Z": "2026-11-21", "2026-11-21T23:59:59+07:00": "2026-11-21",
			"2026-12-31T17:00:00Z": "2027-01-01",
		} {
			at, err := time.Parse(time.RFC3339, instant)
			if err != nil {
				t.Fatal(err)
			}
			if got := ledger.DateOf(at); got.String() != want || got.Start().After(at) || !got.AddDays(1).Start().After(at) {
				t.Errorf("%s is %s, want %s", instant, got, want)
			}
		}
	})

	t.Run("what is written is read back; no day is the empty text", func(t *testing.T) {
		t.Parallel()
		rapid.Check(t, func(t *rapid.T) {
			d := anyDate().Draw(t, "day")
			read, err := ledger.ParseDate(d.String())
			if err != nil || read != d {
				t.Fatalf("%s: %s, %v", d, read, err)
			}
			data, err := json.Marshal(d)
			var again ledger.Date
			if err != nil || json.Unmarshal(data, &again) != nil || again != d {
				t.Fatalf("%s: %s", d, data)
			}
		})
		var none ledger.Date
		if data, err := json.Marshal(none); err != nil || string(data) != `""` || none.String() != "" || !none.IsZero() {
			t.Errorf("%s, %v", data, err)
		}
	})

	t.Run("days that are in no calendar are refused", func(t *testing.T) {
		t.Parallel()
		for _, text := range []string{"", "2026-02-29", "2026-04-31", "2026-13-01", "2026-00-10", "2026-1-2", "21/11/2569", "2569-11-21", "1799-12-31", "2401-01-01", "2026-11-21T00:00:00Z"} {
			if d, err := ledger.ParseDate(text); err == nil {
				t.Errorf("%q was read as %s", text, d)
			}
		}
		if d := ledger.DateOf(time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)); !d.IsZero() {
			t.Errorf("%s", d)
		}
	})
}
