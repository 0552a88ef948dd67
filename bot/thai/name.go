package thai

import (
	"sort"
	"strings"
)

// forms of address that stand before a name, longest first where one begins
// another.
var addresses = []string{
	"นางสาว", "เด็กหญิง", "เด็กชาย", "คุณยาย", "คุณตา", "คุณแม่", "คุณพ่อ", "คุณป้า", "คุณลุง", "คุณ", "นาย", "นาง", "น.ส.", "ด.ญ.", "ด.ช.", "ดญ.", "ดช.", "นส.",
	"แม่เฒ่า", "พ่อเฒ่า", "แม่ใหญ่", "พ่อใหญ่", "แม่อุ๊ย", "พ่ออุ๊ย", "อุ๊ย", "พ่อหลวง", "แม่หลวง", "ผู้ใหญ่", "กำนัน", "อาจารย์", "ครู", "หมอ",
	"ป้า", "ลุง", "ยาย", "ตา", "น้า", "อา", "พี่", "น้อง", "ย่า", "ปู่", "แม่", "พ่อ", "อ้าย", "เอื้อย", "เจ๊", "เฮีย", "บัง", "ก๊ะ", "โก", "หลวงพี่", "หลวงพ่อ", "พระ",
}

// BareName gives a name without the titles and kinship before it; a name that
// is nothing else is kept whole. The spelling is the owner's.
func BareName(name string) string {
	name = Visible(name)
	for range 3 {
		rest := name
		for _, address := range addresses {
			if cut, found := strings.CutPrefix(name, address); found && isNameRest(cut) {
				rest = strings.TrimSpace(cut)
				break
			}
		}
		if rest == name {
			return name
		}
		name = rest
	}
	return name
}

// isNameRest tells whether what is left can be a name: it begins with a
// consonant or a leading vowel, not inside a cluster (ตา is no title of ตาล).
func isNameRest(rest string) bool {
	letters := Fold("ก" + strings.TrimSpace(rest)).Letters
	return len(letters) > 2 && CanBreak(letters, 1)
}

// SoundKey gives what a name sounds like, roughly: the same for spellings that
// are read alike (สมศรี, สมสี, สมสรี). Tones, silent letters and length of
// vowels are left out.
func SoundKey(name string) string {
	letters := Fold(BareName(name)).Letters
	out := make([]byte, 0, len(letters))
	for i := 0; i < len(letters); i++ {
		letter := letters[i]
		if i+1 < len(letters) && letters[i+1] == thanthakhat || i+2 < len(letters) && isMark(letters[i+1]) && letters[i+2] == thanthakhat {
			continue // a silent consonant
		}
		if i+2 < len(letters) && letters[i+2] == thanthakhat && soundOf(letters[i+1]) == 'l' && len(out) > 0 && out[len(out)-1] == 'n' {
			continue // จันทร์, อินทร์: both are silent
		}
		sound := soundOf(letter)
		if sound == 0 {
			continue
		}
		if sound == 'l' && len(out) > 0 && out[len(out)-1] == 's' {
			continue // ศรี is read สี
		}
		if len(out) > 0 && out[len(out)-1] == sound {
			continue // วรรณ, บรร
		}
		out = append(out, sound)
	}
	return string(out)
}

// soundOf gives one sign for letters of one sound, or 0 for what is not heard.
func soundOf(letter byte) byte {
	switch letter {
	case 0xA1: // ก
		return 'k'
	case 0xA2, 0xA4, 0xA6: // ข ค ฆ
		return 'K'
	case 0xA7: // ง
		return 'g'
	case 0xA8: // จ
		return 'j'
	case 0xA9, 0xAA, 0xAC: // ฉ ช ฌ
		return 'c'
	case 0xAB, 0xC8, 0xC9, 0xCA: // ซ ศ ษ ส
		return 's'
	case 0xAD, 0xC2: // ญ ย
		return 'y'
	case 0xAE, 0xB4: // ฎ ด
		return 'd'
	case 0xAF, 0xB5: // ฏ ต
		return 't'
	case 0xB0, 0xB1, 0xB2, 0xB6, 0xB7, 0xB8: // ฐ ฑ ฒ ถ ท ธ
		return 'T'
	case 0xB3, 0xB9: // ณ น
		return 'n'
	case 0xBA: // บ
		return 'b'
	case 0xBB: // ป
		return 'p'
	case 0xBC, 0xBE, 0xC0: // ผ พ ภ
		return 'P'
	case 0xBD, 0xBF: // ฝ ฟ
		return 'f'
	case 0xC1: // ม
		return 'm'
	case 0xC3, 0xC5, 0xCC, ru, lu: // ร ล ฬ ฤ ฦ
		return 'l'
	case 0xC7: // ว
		return 'w'
	case 0xCB, 0xCE: // ห ฮ
		return 'h'
	case 0xCD: // อ
		return 'o'
	}
	return vowelOf(letter)
}

func vowelOf(letter byte) byte {
	switch letter {
	case saraA, saraAa, maiHanAkat:
		return 'a'
	case saraAm:
		return 'A'
	case saraI, saraI + 1: // ิ ี
		return 'i'
	case saraI + 2, saraI + 3: // ึ ื
		return 'u'
	case saraI + 4, saraI + 5: // ุ ู
		return 'U'
	case saraE:
		return 'e'
	case saraAe:
		return 'E'
	case 0xE2: // โ
		return 'O'
	case 0xE3, 0xE4: // ใ ไ
		return 'I'
	}
	if IsLatin(letter) || IsDigit(letter) {
		return letter
	}
	return 0
}

// NameScore tells how well what was written fits a person's name, from 0 to 1.
// Titles and kinship do not count; a given name alone fits the full name; a
// slip or another spelling of the same sound costs a little. At 1 both are the
// same; below 0.9 a caller should show a doubt, below 0.6 it is another name.
func NameScore(written, name string) float64 {
	query, full := Normal(BareName(written)), Normal(BareName(name))
	if query == "" || full == "" {
		return 0
	}
	if query == full {
		return 1
	}
	best := wordScore(query, full)
	if given, _, hasFamily := strings.Cut(full, " "); hasFamily && !strings.Contains(query, " ") {
		best = max(best, 0.98*wordScore(query, given))
	}
	return best
}

// wordScore compares two names by letters and by sound.
func wordScore(a, b string) float64 {
	if a == b {
		return 1
	}
	if key := SoundKey(a); key != "" && key == SoundKey(b) {
		return 0.95
	}
	longest := max(len(Fold(a).Letters), len(Fold(b).Letters))
	byLetters := 1 - float64(Distance(a, b))/float64(slipLetter*longest)
	keyA, keyB := SoundKey(a), SoundKey(b)
	bySound := 1 - float64(LetterDistance([]byte(keyA), []byte(keyB)))/float64(slipLetter*max(len(keyA), len(keyB), 1))
	return max(0, min(0.94, max(byLetters, bySound)))
}

// NameMatch is a person whose name fits what was written.
type NameMatch struct {
	Index int // into the names given
	Score float64
}

// nameScoreMin is the score below which a name is another name.
const nameScoreMin = 0.6

// MatchNames gives the names that fit what was written, best first. Two with
// nearly the same score are a doubt the caller has to show.
func MatchNames(written string, names []string) []NameMatch {
	var matches []NameMatch
	for i, name := range names {
		if score := NameScore(written, name); score >= nameScoreMin {
			matches = append(matches, NameMatch{i, score})
		}
	}
	sort.SliceStable(matches, func(i, j int) bool { return matches[i].Score > matches[j].Score })
	return matches
}
