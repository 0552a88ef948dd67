package thai

import "strings"

var (
	digitWords = [10]string{"ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"}
	placeWords = [6]string{"", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน"}
)

// NumberText writes a whole number in words, the formal way: เอ็ด for a last
// one after tens or more, ยี่สิบ for twenty, ล้าน stacked for millions of
// millions.
func NumberText(n int64) string {
	if n == 0 {
		return digitWords[0]
	}
	var b strings.Builder
	if n < 0 {
		b.WriteString("ลบ")
		writeNumber(&b, -uint64(n))
		return b.String()
	}
	writeNumber(&b, uint64(n))
	return b.String()
}

// writeNumber goes down one ล้าน per call, so at most three deep.
func writeNumber(b *strings.Builder, n uint64) {
	millions, rest := n/1_000_000, n%1_000_000
	if millions > 0 {
		writeNumber(b, millions)
		b.WriteString("ล้าน")
	}
	divisor := uint64(100_000)
	for place := 5; place >= 0; place-- {
		digit := rest / divisor % 10
		if digit > 0 {
			writeDigit(b, int(digit), place, n > 9)
		}
		divisor /= 10
	}
}

func writeDigit(b *strings.Builder, digit, place int, isLong bool) {
	switch {
	case place == 0 && digit == 1 && isLong:
		b.WriteString("เอ็ด")
	case place == 1 && digit == 1:
		b.WriteString("สิบ")
	case place == 1 && digit == 2:
		b.WriteString("ยี่สิบ")
	default:
		b.WriteString(digitWords[digit])
		b.WriteString(placeWords[place])
	}
}
