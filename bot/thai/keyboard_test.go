package thai_test

import (
	"testing"

	"sajja/bot/thai"
)

func TestKeyboard(t *testing.T) {
	t.Parallel()
	for english, want := range map[string]string{
		"/kd 30": "ฝาก 30", "pvf": "ยอด", "5vo 300": "ถอน 300", "pdg]bd": "ยกเลิก", "-vd^h 5000": "ขอกู้ 5000", "xit=6,;yowso": "ประชุมวันไหน", "l;ylfu": "สวัสดี",
	} {
		t.Run(english, func(t *testing.T) {
			t.Parallel()
			if got := thai.ThaiFromEnglishKeys(english); got != want {
				t.Errorf("got %q, want %q", got, want)
			}
			if got := thai.EnglishFromThaiKeys(want); got != english {
				t.Errorf("back: got %q, want %q", got, english)
			}
		})
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		a, b   string
		lo, hi int
	}{
		{"ฝาก", "ฝาก", 0, 0}, {"ฝาก", "ฝาด", 1, 5}, {"ฝาก", "ฟาก", 1, 5}, {"ฝาก", "ฝสก", 1, 5}, {"ฝาก", "ฝกา", 1, 6}, {"ฝาก", "ถอน", 20, 40},
		{"ยอด", "ยอก", 1, 5}, {"ถอน", "ถ้อน", 1, 3}, {"ฝาก", "ฝากก", 1, 3},
	} {
		t.Run(c.a+" and "+c.b, func(t *testing.T) {
			t.Parallel()
			if got := thai.Distance(c.a, c.b); got < c.lo || got > c.hi {
				t.Errorf("Distance(%q, %q) = %d, want %d to %d", c.a, c.b, got, c.lo, c.hi)
			}
			if there, back := thai.Distance(c.a, c.b), thai.Distance(c.b, c.a); there != back {
				t.Errorf("not the same both ways: %d and %d", there, back)
			}
		})
	}
}

func TestNameScore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		written, name string
		lo, hi        float64
	}{
		{"ป้าแดง", "แดง ใจดี", 0.95, 1}, {"แดง", "นางแดง ใจดี", 0.95, 1}, {"สมสี", "สมศรี ใจดี", 0.9, 1}, {"สมศรี", "สมศรี", 1, 1},
		{"คุณวิไล", "วิไลย์ ทองคำ", 0.9, 1}, {"สมชาย", "สมหญิง รักดี", 0, 0.8}, {"ลุงมี", "บุญมี แสงทอง", 0, 0.8}, {"จันทร์", "จัน มาดี", 0.9, 1},
		{"วิชัย", "ปราณี สุขใจ", 0, 0.59},
	} {
		t.Run(c.written+" for "+c.name, func(t *testing.T) {
			t.Parallel()
			if got := thai.NameScore(c.written, c.name); got < c.lo || got > c.hi {
				t.Errorf("NameScore(%q, %q) = %.2f, want %.2f to %.2f", c.written, c.name, got, c.lo, c.hi)
			}
		})
	}
}
