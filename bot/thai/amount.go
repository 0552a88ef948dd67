package thai

import (
	"strings"

	"sajja/ledger"
)

// FormatBaht writes an amount for people to read: "1,234.50 บาท", and whole
// baht without decimals, "30 บาท".
func FormatBaht(m ledger.Money) string {
	return strings.TrimSuffix(FormatAmount(m), ".00") + " บาท"
}

// FormatAmount writes an amount with separators and always two decimals, as
// in a column of figures: "1,234.50".
func FormatAmount(m ledger.Money) string {
	text := m.String()
	sign := ""
	if strings.HasPrefix(text, "-") {
		sign, text = "-", text[1:]
	}
	whole, satang, _ := strings.Cut(text, ".")
	var b strings.Builder
	b.WriteString(sign)
	for i := range len(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(whole[i])
	}
	b.WriteByte('.')
	b.WriteString(satang)
	return b.String()
}

// BahtText (จำนวนเงินตัวอักษร) writes an amount in words as on a receipt:
// "สามสิบบาทถ้วน", "หนึ่งร้อยเอ็ดบาทห้าสิบสตางค์".
func BahtText(m ledger.Money) string {
	satang := m.Satang()
	var b strings.Builder
	if satang < 0 {
		b.WriteString("ลบ")
		satang = -satang
	}
	baht, rest := satang/100, satang%100
	if baht > 0 || rest == 0 {
		b.WriteString(NumberText(baht))
		b.WriteString("บาท")
	}
	if rest == 0 {
		b.WriteString("ถ้วน")
		return b.String()
	}
	b.WriteString(NumberText(rest))
	b.WriteString("สตางค์")
	return b.String()
}
