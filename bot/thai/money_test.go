package thai_test

import (
	"testing"

	"sajja/bot/thai"
	"sajja/ledger"
)

func TestParseAmount(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"30 บ.": "30.00", "30บ": "30.00", "๓๐บาท": "30.00", "฿1,000.50": "1000.50", "1,050.-": "1050.00", "30 baht": "30.00",
		"THB 30": "30.00", "30 บาด": "30.00", "บาทนึง": "1.00", "บาทเดียว": "1.00", "สลึง": "0.25", "สองสลึง": "0.50",
		"ห้าสิบสตางค์": "0.50", "สามบาทห้าสิบสตางค์": "3.50", "สองบาทครึ่ง": "2.50", "บาทครึ่ง": "1.50", "30 บาท 50 สตางค์": "30.50",
		"หนึ่งร้อยห้าบาทถ้วน": "105.00", "สองพันห้าบาทถ้วน": "2005.00", "สองพันห้าบาท": "2500.00", "30": "30.00", "30บาท.-": "30.00",
		"สามสิบ บาท": "30.00", "30฿": "30.00",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			a, err := thai.ParseAmount(text)
			if err != nil {
				t.Fatal(err)
			}
			m, ok := a.Money()
			if !ok || m.String() != want {
				t.Errorf("ParseAmount(%q) = %s %v (%v), want %s", text, m, ok, a.Number.Doubt, want)
			}
		})
	}
	for _, text := range []string{"0 บาท", "ร้อยห้าบาท", "1.000 บาท", "30 ขวด", "บาท", "ร้อยกว่าบาท", "99999999999999 บาท"} {
		t.Run("no clear amount: "+text, func(t *testing.T) {
			t.Parallel()
			a, err := thai.ParseAmount(text)
			if err != nil {
				return
			}
			if m, ok := a.Money(); ok {
				t.Errorf("ParseAmount(%q) = %s", text, m)
			}
		})
	}
}

func TestBahtTextIsReadBack(t *testing.T) {
	t.Parallel()
	for satang := int64(1); satang < 1_000_000_000; satang += 104_729 {
		m := ledger.MoneyFromSatang(satang)
		a, err := thai.ParseAmount(thai.BahtText(m))
		got, ok := a.Money()
		if err != nil || !ok || !got.Equal(m) {
			t.Fatalf("%s is %q, read back as %s (%v, %v)", m, thai.BahtText(m), got, a.Number.Doubt, err)
		}
		a, err = thai.ParseAmount(thai.FormatBaht(m))
		if got, ok = a.Money(); err != nil || !ok || !got.Equal(m) {
			t.Fatalf("%s is %q, read back as %s", m, thai.FormatBaht(m), got)
		}
	}
}
