package roster

import (
	"strings"

	"sajja/bot/thai"
)

// sex is what a title or a word of kinship says of somebody. It only orders
// candidates that fit equally well: ลุงแดง is hardly นางแดง.
type sex uint8

const (
	unknownSex sex = iota
	female
	male
)

var (
	femaleWords = []string{"นาง", "ด.ญ.", "ดญ.", "เด็กหญิง", "น.ส.", "นส.", "ป้า", "ยาย", "ย่า", "แม่", "เอื้อย", "เจ๊", "ก๊ะ", "คุณยาย", "คุณแม่", "คุณป้า"}
	maleWords   = []string{"นาย", "ด.ช.", "ดช.", "เด็กชาย", "ลุง", "ตา", "ปู่", "พ่อ", "อ้าย", "เฮีย", "บัง", "โก", "คุณตา", "คุณพ่อ", "คุณลุง", "พระ", "หลวง"}
)

// sexOf reads the words before a name; a name without any says nothing.
func sexOf(text string) sex {
	lead := strings.TrimSuffix(text, thai.BareName(text))
	if lead == "" {
		lead = text // a title by itself
	}
	for _, w := range femaleWords {
		if strings.HasPrefix(lead, w) {
			return female
		}
	}
	for _, w := range maleWords {
		if strings.HasPrefix(lead, w) {
			return male
		}
	}
	return unknownSex
}
