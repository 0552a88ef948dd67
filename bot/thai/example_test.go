package thai_test

import (
	"fmt"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
)

func ExampleNormal() {
	fmt.Println(thai.Normal("ฝา\u200bกกกก ๓๐ ค่าาาา"))
	fmt.Println(thai.Normal("เเม่ นำ้ ที\u0e48"))
	// Output:
	// ฝาก 30 ค่า
	// แม่ น้ำ ที่
}

func ExampleVisible() {
	fmt.Println(thai.Visible(" ป้า\u200bแดง\ufeff "))
	// Output: ป้าแดง
}

func ExampleParseNumber() {
	for _, text := range []string{"๓๐", "ซาวเอ็ด", "พันห้า", "หมื่นสอง", "1.5 พัน", "ร้อยห้า", "1.000", "ร้อยกว่า", "3O"} {
		n, err := thai.ParseNumber(text)
		fmt.Println(text, n.Hundredths/100, n.Doubt, err)
	}
	// Output:
	// ๓๐ 30 clear <nil>
	// ซาวเอ็ด 21 clear <nil>
	// พันห้า 1500 clear <nil>
	// หมื่นสอง 12000 clear <nil>
	// 1.5 พัน 1500 clear <nil>
	// ร้อยห้า 105 dropped unit <nil>
	// 1.000 1 thousands dot <nil>
	// ร้อยกว่า 100 approximate <nil>
	// 3O 0 letter for a digit <nil>
}

func ExampleParseAmount() {
	for _, text := range []string{"30 บ.", "฿1,000.50", "บาทนึง", "สองบาทครึ่ง", "บาทห้าสิบ", "สองพันห้าบาท", "สองพันห้าบาทถ้วน"} {
		a, _ := thai.ParseAmount(text)
		m, ok := a.Money()
		fmt.Println(text, m, ok)
	}
	// Output:
	// 30 บ. 30.00 true
	// ฿1,000.50 1000.50 true
	// บาทนึง 1.00 true
	// สองบาทครึ่ง 2.50 true
	// บาทห้าสิบ 1.50 true
	// สองพันห้าบาท 2500.00 true
	// สองพันห้าบาทถ้วน 2005.00 true
}

func ExampleBahtText() {
	fmt.Println(thai.BahtText(ledger.MustMoney("30")))
	fmt.Println(thai.BahtText(ledger.MustMoney("121.50")))
	// Output:
	// สามสิบบาทถ้วน
	// หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์
}

func ExampleNumberText() {
	fmt.Println(thai.NumberText(1_000_001))
	// Output: หนึ่งล้านเอ็ด
}

func ExampleFormatBaht() {
	fmt.Println(thai.FormatBaht(ledger.MustMoney("1234.5")))
	fmt.Println(thai.FormatBaht(ledger.MustMoney("30")))
	fmt.Println(thai.FormatAmount(ledger.MustMoney("30")))
	// Output:
	// 1,234.50 บาท
	// 30 บาท
	// 30.00
}

func ExampleFormatDate() {
	d := ledger.MustDate("2026-11-21")
	fmt.Println(thai.FormatDate(d))
	fmt.Println(thai.FormatDateLong(d))
	fmt.Println(thai.FormatMonth(d))
	// Output:
	// 21 พ.ย. 2569
	// วันเสาร์ที่ 21 พฤศจิกายน 2569
	// พฤศจิกายน 2569
}

func ExampleFormatClock() {
	fmt.Println(thai.FormatClock(time.Date(2026, 11, 21, 3, 5, 0, 0, time.UTC)))
	// Output: 10.05 น.
}

func ExampleParseDate() {
	today := ledger.MustDate("2026-11-21") // a Saturday
	for _, text := range []string{"ศุกร์หน้า", "10/1/70", "สิ้นเดือน", "วันพูก", "ศุกร์ที่ 28 พ.ย.", "อาทิตย์หน้า"} {
		d, err := thai.ParseDate(text, today, thai.Forward)
		fmt.Println(text, d.From, err)
	}
	nights, _ := thai.ParseDate("28 ธ.ค. ถึง 2 ม.ค. 69", today, thai.Back)
	fmt.Println(nights.From, nights.To, nights.From.DaysUntil(nights.To))
	// Output:
	// ศุกร์หน้า 2026-11-27 <nil>
	// 10/1/70 2027-01-10 <nil>
	// สิ้นเดือน 2026-11-30 <nil>
	// วันพูก 2026-11-22 <nil>
	// ศุกร์ที่ 28 พ.ย.  weekday and date disagree
	// อาทิตย์หน้า  no one day
	// 2025-12-28 2026-01-02 5
}

func ExampleParseClockText() {
	for _, text := range []string{"๑๓.๐๐ น.", "บ่ายสามครึ่ง", "สองโมงเช้า", "ทุ่มนึง", "ตีห้า", "สองโมง"} {
		c, err := thai.ParseClockText(text)
		fmt.Println(text, c.Clock, err)
	}
	// Output:
	// ๑๓.๐๐ น. 13:00 <nil>
	// บ่ายสามครึ่ง 15:30 <nil>
	// สองโมงเช้า 08:00 <nil>
	// ทุ่มนึง 19:00 <nil>
	// ตีห้า 05:00 <nil>
	// สองโมง 14:00 the time can be two things
}

func ExampleThaiFromEnglishKeys() {
	fmt.Println(thai.ThaiFromEnglishKeys("/kd 30"))
	fmt.Println(thai.EnglishFromThaiKeys("กำยนหระ 30"))
	// Output:
	// ฝาก 30
	// deposit 30
}

func ExampleDistance() {
	fmt.Println(thai.Distance("ฝาก", "ฝาด"), thai.Distance("ฝาก", "ฟาก"), thai.Distance("ฝาก", "ถอน"))
	// Output: 5 4 30
}

func ExampleBareName() {
	fmt.Println(thai.BareName("ป้าแดง"), thai.BareName("นางสาววิไล"), thai.BareName("ตาล"))
	// Output: แดง วิไล ตาล
}

func ExampleMatchNames() {
	people := []string{"สมศรี ใจดี", "สมชาย ใจดี", "แดง มีสุข"}
	for _, m := range thai.MatchNames("ป้าสมสี", people)[:1] {
		fmt.Printf("%s %.2f\n", people[m.Index], m.Score)
	}
	// Output: สมศรี ใจดี 0.93
}
