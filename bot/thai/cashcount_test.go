package thai_test

import (
	"errors"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"sajja/bot/thai"
	"sajja/ledger"
)

func TestParseCashCount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"พัน 2 ร้อย 5 ยี่สิบ 10 เหรียญสิบ 3": "2730.00",
		"นับได้ พัน 2 ร้อย 5":                "2500.00",
		"พัน2ร้อย5":                          "2500.00",
		"1000x2 500x1 20=10":                 "2700.00",
		"1000 2 100 5":                       "2500.00",
		"1,000 x 2, 50 x 3":                  "2150.00",
		"แบงก์พัน 2 ใบ แบงก์ร้อย 5 ใบ":         "2500.00",
		"แบงก์ 100 5 ใบ\nเหรียญ 10 3 เหรียญ":   "530.00",
		"ใบละร้อยสองใบ":                        "200.00",
		"ห้าร้อย 1 ห้าสิบ 2 ห้า 4 สอง 5 บาท 7": "637.00",
		"เหรียญห้า 3 เหรียญบาท 12 ค่ะ":         "27.00",
		"๑๐๐ ๕ ใบ":                "500.00",
		"50 สตางค์ 4 25 สตางค์ 8": "4.00",
		"สลึง 4 ห้าสิบสตางค์ 2":   "2.00",
		"ร้อย 5 ร้อย 2":           "700.00",
		"ร้อย 0":                  "0.00",
		"นับเงิน 20 บาท 3 ใบ และ 10 บาท 2 เหรียญครับ": "80.00",
	} {
		got, err := thai.ParseCashCount(text)
		if err != nil || got.Total().String() != want {
			t.Errorf("%q is %s (%v), want %s", text, got.Total(), err, want)
		}
	}
	for _, text := range []string{
		"", "นับเงิน", "1220", "1,220 บาท", "พัน", "พัน 2 ร้อย", "สามร้อย 2", "แบงก์สิบ 3", "เหรียญร้อย 2", "30 4",
		"ร้อย 5 แล้วก็กินข้าว", "พันสองร้อย", "ร้อย -5", "ร้อย 1.5", "ร้อย 9999999", "100x", "x5",
	} {
		if got, err := thai.ParseCashCount(text); !errors.Is(err, thai.ErrCashCount) {
			t.Errorf("%q was read as %v", text, got)
		}
	}
}

// A count that is written with figures is read back as it was.
func TestCashCountIsReadBack(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		var want ledger.CashCount
		text := ""
		for i := range want {
			want[i] = rapid.IntRange(0, 9999).Draw(t, "pieces")
			text += ledger.Denominations[i].String() + "x" + rapid.SampledFrom([]string{"", " "}).Draw(t, "space") + strconv.Itoa(want[i]) + " "
		}
		if got, err := thai.ParseCashCount(text); err != nil || got != want {
			t.Fatalf("%q is %v (%v), want %v", text, got, err, want)
		}
	})
}
