package thai

import (
	"strconv"
	"time"

	"sajja/ledger"
)

// buddhistOffset is what the Buddhist era (พ.ศ.) is ahead of the common era.
const buddhistOffset = 543

var (
	monthNames = [12]string{
		"มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
		"กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
	}
	monthAbbreviations = [12]string{
		"ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.",
		"ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.",
	}
	weekdayNames = [7]string{"อาทิตย์", "จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์"}
)

// BuddhistYear gives the year of the Buddhist era (พ.ศ.) of a day.
func BuddhistYear(d ledger.Date) int { return d.Year() + buddhistOffset }

// FormatDate writes a day in short: "21 พ.ย. 2569". No day is "".
func FormatDate(d ledger.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, day := d.YMD()
	return strconv.Itoa(day) + " " + monthAbbreviations[month-1] + " " + strconv.Itoa(year+buddhistOffset)
}

// FormatDateLong writes a day in full: "วันเสาร์ที่ 21 พฤศจิกายน 2569". No day is "".
func FormatDateLong(d ledger.Date) string {
	if d.IsZero() {
		return ""
	}
	_, _, day := d.YMD()
	return "วัน" + weekdayNames[d.Weekday()] + "ที่ " + strconv.Itoa(day) + " " + FormatMonth(d)
}

// FormatMonth writes the month of a day: "พฤศจิกายน 2569". No day is "".
func FormatMonth(d ledger.Date) string {
	if d.IsZero() {
		return ""
	}
	year, month, _ := d.YMD()
	return monthNames[month-1] + " " + strconv.Itoa(year+buddhistOffset)
}

// FormatClock writes the time of day in Bangkok: "10.05 น.".
func FormatClock(t time.Time) string {
	local := t.In(ledger.Bangkok)
	return Clock{minutes: int16(local.Hour()*60 + local.Minute())}.Thai()
}
