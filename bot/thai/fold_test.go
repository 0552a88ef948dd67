package thai_test

import (
	"testing"

	"sajja/bot/thai"
)

func TestNormal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ text, want string }{
		"zero-width signs vanish":              {"ฝา\u200bก 3\u200b0\ufeff", "ฝาก 30"},
		"a tone typed before its vowel":        {"ท\u0e48\u0e35", "ที่"},
		"doubled marks are one":                {"ฝากค่่ะ", "ฝากค่ะ"},
		"nikhahit and aa are am":               {"ทํา", "ทำ"},
		"nikhahit, tone and aa":                {"น\u0e4d\u0e49า", "น้ำ"},
		"am before its tone":                   {"นำ้", "น้ำ"},
		"a tone after aa":                      {"คา้", "ค้า"},
		"two sara e are sara ae":               {"เเม่", "แม่"},
		"letters drawn out":                    {"ฝากกกกก ค่าาาา", "ฝาก ค่า"},
		"a double letter that is spelling":     {"ถนน", "ถนน"},
		"digits are never merged":              {"1000 555", "1000 555"},
		"Thai and full-width digits":           {"๓๐ ３０", "30 30"},
		"keycap digits":                        {"3\ufe0f\u20e30\ufe0f\u20e3", "30"},
		"a mark with nothing to stand on":      {"\u0e48ฝาก", "ฝาก"},
		"spaces of all kinds are one":          {"ฝาก \u00a0\t 30", "ฝาก 30"},
		"dashes are one":                       {"15–18", "15-18"},
		"latin in lower case":                  {"DEPOSIT", "deposit"},
		"a long aa sign typed for aa":          {"ฝๅก", "ฝาก"},
		"a foreign letter stays itself":        {"ກ ñ", "ກ ñ"},
		"invalid bytes do not stop the reader": {"ฝาก\xff30", "ฝาก\ufffd30"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := thai.Normal(c.text); got != c.want {
				t.Errorf("Normal(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}
