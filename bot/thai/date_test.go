package thai_test

import (
	"testing"

	"sajja/bot/thai"
	"sajja/ledger"
)

func TestParseDate(t *testing.T) {
	t.Parallel()
	today := ledger.MustDate("2026-11-21") // a Saturday
	for text, want := range map[string]string{
		"20 ธ.ค. 69": "2026-12-20", "20 ธันวา 2569": "2026-12-20", "20ธค69": "2026-12-20", "๒๐ ตุลาคม ๒๕๕๗": "2014-10-20",
		"วันที่ 7 เดือนหน้า": "2026-12-07", "วันที่ ๗": "2026-12-07", "วันที่เจ็ด": "2026-12-07", "10/1/70": "2027-01-10", "10-1-2570": "2027-01-10",
		"10.1.70": "2027-01-10", "2026-11-30": "2026-11-30", "วันนี้": "2026-11-21", "พรุ่งนี้": "2026-11-22", "วันพูก": "2026-11-22",
		"ต่อเช้า": "2026-11-22", "มะรืน": "2026-11-23", "เมื่อวาน": "2026-11-20", "แรกวา": "2026-11-20", "สิ้นเดือน": "2026-11-30",
		"สิ้นเดือนหน้า": "2026-12-31", "ต้นเดือนหน้า": "2026-12-01", "กลางเดือนมีนา": "2027-03-15", "วันพุธนี้": "2026-11-25",
		"ศุกร์หน้า": "2026-11-27", "วันเสาร์": "2026-11-28", "เสาร์ที่แล้ว": "2026-11-14", "วันศุกร์ที่ผ่านมา": "2026-11-20",
		"วันศุกร์ที่ 27 พ.ย.": "2026-11-27", "วันเสาร์ที่ 28 พฤศจิกายน 2569": "2026-11-28", "อีก 3 วัน": "2026-11-24", "สามวันก่อน": "2026-11-18",
		"วันพ่อ": "2026-12-05", "ปีใหม่": "2027-01-01", "สิ้นปี": "2026-12-31",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := thai.ParseDate(text, today, thai.Forward)
			if err != nil || got.From.String() != want || got.Span != thai.DaySpan {
				t.Errorf("ParseDate(%q) = %s (span %d, %v), want %s", text, got.From, got.Span, err, want)
			}
		})
	}
}

func TestParseDateLooksBack(t *testing.T) {
	t.Parallel()
	today := ledger.MustDate("2026-11-21")
	for text, want := range map[string][2]string{
		"15-18 พ.ย.": {"2026-11-15", "2026-11-18"}, "15 ธ.ค.": {"2025-12-15", "2025-12-15"}, "วันที่ 25": {"2026-10-25", "2026-10-25"},
		"28 พ.ย. - 2 ธ.ค. 68": {"2025-11-28", "2025-12-02"}, "30 ธ.ค. ถึง 2 ม.ค. 69": {"2025-12-30", "2026-01-02"}, "30 – 31 ม.ค.": {"2026-01-30", "2026-01-31"},
		"เดือนที่แล้ว": {"2026-10-01", "2026-10-31"}, "กย69": {"2026-09-01", "2026-09-30"}, "ปี 2568": {"2025-01-01", "2025-12-31"},
		"ปี 68": {"2025-01-01", "2025-12-31"}, "เดือนธันวา": {"2025-12-01", "2025-12-31"}, "ปีที่แล้ว": {"2025-01-01", "2025-12-31"},
		"สัปดาห์ที่แล้ว": {"2026-11-09", "2026-11-15"}, "วันศุกร์": {"2026-11-20", "2026-11-20"}, "15/11": {"2026-11-15", "2026-11-15"},
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := thai.ParseDate(text, today, thai.Back)
			if err != nil || got.From.String() != want[0] || got.To.String() != want[1] {
				t.Errorf("ParseDate(%q) = %s to %s (%v), want %v", text, got.From, got.To, err, want)
			}
		})
	}
}

func TestParseDateRefuses(t *testing.T) {
	t.Parallel()
	today := ledger.MustDate("2026-11-21")
	for text, want := range map[string]error{
		"31 เม.ย. 69": thai.ErrNoSuchDay, "29 ก.พ. 2570": thai.ErrNoSuchDay, "ศุกร์ที่ 28 พ.ย.": thai.ErrWeekday,
		"อาทิตย์หน้า": thai.ErrVague, "ฝาก": thai.ErrDate, "30": thai.ErrDate, "40/13/69": thai.ErrDate,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			if got, err := thai.ParseDate(text, today, thai.Forward); err != want {
				t.Errorf("ParseDate(%q) = %v, %v; want %v", text, got, err, want)
			}
		})
	}
}

func TestEveryDayIsReadBack(t *testing.T) {
	t.Parallel()
	today := ledger.MustDate("2026-11-21")
	last := ledger.MustDate("2157-12-31") // 2700 พ.ศ.
	for d := ledger.MustDate("1857-01-01"); !d.After(last); d = d.AddDays(1) {
		if d.IsZero() {
			continue // 31 December 1969 is the zero value of ledger.Date
		}
		for _, text := range []string{thai.FormatDate(d), thai.FormatDateLong(d)} {
			got, err := thai.ParseDate(text, today, thai.Forward)
			if err != nil || got.From != d || got.To != d {
				t.Fatalf("%s is %q, read back as %s (%v)", d, text, got.From, err)
			}
		}
	}
}

func TestParseClockText(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"13.00 น.": "13:00", "๑๓.๐๐ น.": "13:00", "13:30": "13:30", "9.30น": "09:30", "10 โมง": "10:00", "เก้าโมงเช้า": "09:00",
		"แปดโมงเช้า": "08:00", "สองโมงเช้า": "08:00", "สามโมงเช้า": "09:00", "โมงเช้า": "07:00", "บ่ายโมง": "13:00", "บ่ายสาม": "15:00",
		"บ่ายสามครึ่ง": "15:30", "บ่าย 3 โมง": "15:00", "บ่ายโมงครึ่ง": "13:30", "สี่โมงเย็น": "16:00", "หกโมงแลง": "18:00", "ทุ่มนึง": "19:00",
		"หนึ่งทุ่ม": "19:00", "สองทุ่ม": "20:00", "2 ทุ่มครึ่ง": "20:30", "เที่ยง": "12:00", "เที่ยงครึ่ง": "12:30", "เที่ยงคืน": "00:00",
		"ตีห้า": "05:00", "ตีห้าครึ่ง": "05:30", "9 โมง 15 นาที": "09:15", "แปดโมงครึ่ง": "08:30", "13.00 – 17.00 น.": "13:00",
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			got, err := thai.ParseClockText(text)
			if err != nil || got.Clock.String() != want {
				t.Errorf("ParseClockText(%q) = %s (%v), want %s", text, got.Clock, err, want)
			}
		})
	}
	t.Run("สองโมง can be morning or afternoon", func(t *testing.T) {
		t.Parallel()
		got, err := thai.ParseClockText("สองโมง")
		if err != thai.ErrTwoTimes || got.Clock.String() != "14:00" || got.Alternative.String() != "08:00" {
			t.Errorf("got %s or %s, %v", got.Clock, got.Alternative, err)
		}
	})
}
