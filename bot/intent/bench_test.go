package intent_test

import (
	"strings"
	"testing"
	"time"

	"sajja/bot/intent"
)

// BenchmarkUnderstand measures one message as members write them; the aim is
// 10 µs, the reach 40.
func BenchmarkUnderstand(b *testing.B) {
	u := understander(b)
	now := time.Date(2026, 11, 21, 10, 0, 0, 0, time.UTC)
	for name, text := range map[string]string{
		"deposit":  "ฝาก 30",
		"voice":    "เอ่อ ฝากเงินสัจจะเดือนนี้สามสิบบาทค่ะของน้องฟ้านะคะ",
		"question": "นอนโรงพยาบาล 2 คืนเบิกได้ไหม",
		"chatter":  "วันนี้ฝนตกหนักมากเลยค่ะ ไม่ได้ไปตลาด อยู่บ้านเลี้ยงหลาน",
		"roster":   "เก็บสัจจะวันนี้\n1. ยายทอง 30\n2. ตาสอน 60\n3. น้องเมย์ 15\nรวม 105",
	} {
		role := intent.Member
		if name == "roster" {
			role = intent.Treasurer
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				u.Understand(intent.Request{Text: text, Role: role, Now: now})
			}
		})
	}
}

// BenchmarkLongest measures 5,000 characters of several kinds, the most LINE
// carries; the bound is 2 ms.
func BenchmarkLongest(b *testing.B) {
	u := understander(b)
	for name, text := range longest() {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				u.Understand(intent.Request{Text: text, Role: intent.Treasurer, Now: time.Unix(1_795_000_000, 0)})
			}
		})
	}
}

// longest gives texts of 5,000 characters that are hard in different ways.
func longest() map[string]string {
	out := map[string]string{}
	for name, piece := range map[string]string{
		"deposits": "ฝาก 30 ", "digits": "1", "one letter": "ก", "unknown words": "ปฏิสังขรณ์ ", "names and sums": "ป้าแดง 30\n", "dates": "28 พ.ย. - 2 ธ.ค. 69 ",
		"number words": "สามร้อยหกสิบห้า", "commas": "1,000,", "signs": "(", "emoji": "🙏", "spaces": " ก", "kin": "แม่พ่อ", "questions": "ไหมยังไงเท่าไหร่", "quotes": "\"ฝาก\" ",
		"latin": "abc /kd ", "marks": "\u0e48\u0e35", "negations": "ไม่ฝาก", "clocks": "บ่ายสามครึ่ง ", "slips": "ฝสก ฟกา ", "percent": "5% ",
	} {
		runes := []rune(strings.Repeat(piece, 5000/len([]rune(piece))+1))
		out[name] = string(runes[:5000])
	}
	return out
}
