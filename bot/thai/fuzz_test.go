package thai_test

import (
	"testing"
	"unicode/utf8"

	"sajja/bot/thai"
	"sajja/ledger"
)

// FuzzScan reads any bytes at every place: nothing panics, nothing is read
// beyond the text, and the normal form of a normal form is itself.
func FuzzScan(f *testing.F) {
	for _, text := range []string{"ฝาก 30", "1,000.50", "สามร้อยหกสิบห้า", "28 พ.ย. - 2 ธ.ค. 69", "บ่ายสามครึ่ง", "3O", "\u0e48\u0e48", "กกก\u200b", "บ\u0e76", "0า้", "\xff\xfe"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		folded := thai.Fold(text)
		var found thai.Found
		for at := range folded.Letters {
			found.Scan(folded.Letters, at)
			for _, end := range []int{found.AmountEnd, found.DateEnd, found.ClockEnd} {
				if end < at || end > len(folded.Letters) {
					t.Fatalf("read from %d to %d of %d letters", at, end, len(folded.Letters))
				}
			}
			if start, end := folded.Bounds(at, at+1); start < 0 || end > len(text) || start > end {
				t.Fatalf("letter %d stands at %d to %d of %d bytes", at, start, end, len(text))
			}
		}
		if once := thai.Normal(text); utf8.ValidString(text) && thai.Normal(once) != once {
			t.Errorf("Normal(%q) = %q, again %q", text, once, thai.Normal(once))
		}
		thai.NameScore(text, "สมศรี ใจดี")
		_, _ = thai.ParseDate(text, ledger.MustDate("2026-11-21"), thai.Back)
	})
}

// FuzzAmount checks that what is written for people is read back, in words and
// in figures, for every amount below ten million baht.
func FuzzAmount(f *testing.F) {
	for _, satang := range []int64{1, 25, 100, 150, 10_050, 120_000, 99_999_999, 999_999_999} {
		f.Add(satang)
	}
	f.Fuzz(func(t *testing.T, satang int64) {
		satang = (satang%1_000_000_000 + 1_000_000_000) % 1_000_000_000
		if satang == 0 {
			return
		}
		m := ledger.MoneyFromSatang(satang)
		for _, text := range []string{thai.BahtText(m), thai.FormatBaht(m), thai.FormatAmount(m)} {
			a, err := thai.ParseAmount(text)
			got, ok := a.Money()
			if err != nil || !ok || !got.Equal(m) {
				t.Fatalf("%s is written %q and read %s (%v, %v)", m, text, got, a.Number.Doubt, err)
			}
		}
		n, err := thai.ParseNumber(thai.NumberText(satang / 100))
		if err != nil || n.Formal != satang/100*100 {
			t.Fatalf("%d is written %q and read %d (%v)", satang/100, thai.NumberText(satang/100), n.Formal/100, err)
		}
	})
}

// FuzzDay checks that every day of 2400 to 2700 พ.ศ. is read back, seen from any
// other day.
func FuzzDay(f *testing.F) {
	f.Add(uint32(0), uint32(62_000))
	f.Fuzz(func(t *testing.T, day, today uint32) {
		const days = 109_938 // of those three hundred and one years
		first := ledger.MustDate("1857-01-01")
		d, from := first.AddDays(int(day%days)), first.AddDays(int(today%days))
		if d.IsZero() || from.IsZero() {
			return
		}
		for _, text := range []string{thai.FormatDate(d), thai.FormatDateLong(d)} {
			for _, look := range []thai.Look{thai.Forward, thai.Back} {
				got, err := thai.ParseDate(text, from, look)
				if err != nil || got.From != d || got.To != d {
					t.Fatalf("%s is written %q and read %s (%v)", d, text, got.From, err)
				}
			}
		}
	})
}
