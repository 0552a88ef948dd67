package thai_test

import (
	"testing"

	"sajja/bot/thai"
)

func TestParseNumber(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]struct {
		value int64 // hundredths
		doubt thai.Doubt
	}{
		"30": {3000, 0}, "๓๐": {3000, 0}, "1,000.50": {100050, 0}, "0.25": {25, 0}, "12,345,678": {1234567800, 0},
		"สามสิบ": {3000, 0}, "ยี่สิบเอ็ด": {2100, 0}, "ซาวเอ็ด": {2100, 0}, "ซาวห้า": {2500, 0}, "ร้อยนึง": {10000, 0}, "ร้อยหนึ่ง": {10000, 0},
		"ร้อยเดียว": {10000, 0}, "นึงร้อย": {10000, 0}, "พัน": {100000, 0}, "พันนึง": {100000, 0}, "พันสอง": {120000, 0}, "พันห้า": {150000, 0},
		"หมื่นสอง": {1200000, 0}, "สองพันห้า": {250000, 0}, "สองหมื่นห้าพัน": {2500000, 0}, "แสนสอง": {12000000, 0}, "พันเอ็ด": {100100, 0},
		"ร้อยห้าสิบ": {15000, 0}, "ร้อยยี่สิบ": {12000, 0}, "ร้อยสิบ": {11000, 0}, "ร้อยครึ่ง": {15000, 0}, "พันครึ่ง": {150000, 0}, "ครึ่งร้อย": {5000, 0},
		"2 พัน": {200000, 0}, "1.5 พัน": {150000, 0}, "2พันห้า": {250000, 0}, "3ร้อย": {30000, 0}, "2 พัน 5 ร้อย": {250000, 0},
		"สามร้อย หกสิบห้า": {36500, 0}, "ห้าร้อย ยี่สิบ": {52000, 0}, "หนึ่งล้านล้าน": {0, thai.TooLarge}, "ล้านสอง": {120000000, 0},
		"ศูนย์": {0, 0}, "สิบล้าน": {1000000000, 0}, "หนึ่งล้านเอ็ด": {100000100, 0}, "พันห้าสิบ": {105000, 0}, "หนึ่งร้อยเอ็ด": {10100, 0},
		"ร้อยห้า": {10500, thai.DroppedUnit}, "สองร้อยห้า": {20500, thai.DroppedUnit}, "พันหนึ่ง": {110000, thai.DroppedUnit},
		"ร้อยกว่า": {10000, thai.Approximate}, "30กว่า": {3000, thai.Approximate}, "สองสามร้อย": {30000, thai.Range},
		"1.000": {100, thai.ThousandsDot}, "1,00": {10000, thai.BadGrouping}, "30.555": {3055, thai.ThousandsDot}, "30.5555": {3055, thai.PartOfSatang},
		"3O": {0, thai.LetterForDigit}, "l00": {0, thai.LetterForDigit}, "9999999999999999": {0, thai.TooLarge},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := thai.ParseNumber(text)
			if err != nil {
				t.Fatal(err)
			}
			if got.Doubt != want.doubt || (want.doubt != thai.TooLarge && got.Hundredths != want.value) {
				t.Errorf("ParseNumber(%q) = %d hundredths, %v; want %d, %v", text, got.Hundredths, got.Doubt, want.value, want.doubt)
			}
		})
	}
	for _, text := range []string{"", "ฝาก", "เอ็ด", "ยี่", "สามี", "ครึ่งวัน", "30 บาท", "สิบยี่สิบ", "ร้อย ห้า", "1.2.3", "--"} {
		t.Run("not a number: "+text, func(t *testing.T) {
			t.Parallel()
			if got, err := thai.ParseNumber(text); err == nil && got.Doubt == thai.Clear {
				t.Errorf("ParseNumber(%q) = %v", text, got)
			}
		})
	}
}

func TestNumberTextIsReadBack(t *testing.T) {
	t.Parallel()
	check := func(n int64) {
		text := thai.NumberText(n)
		got, err := thai.ParseNumber(text)
		if err != nil || got.Formal != n*100 {
			t.Fatalf("%d is %q, read back as %d (%v)", n, text, got.Formal, err)
		}
	}
	for n := range int64(20_000) {
		check(n)
	}
	for n := int64(20_000); n < 10_000_000; n += 997 {
		check(n)
	}
}
