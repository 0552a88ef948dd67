package thai

import (
	"errors"
	"regexp"
	"strings"

	"sajja/ledger"
)

// ErrCashCount says that a text is not a count of notes and coins.
var ErrCashCount = errors.New("not a count of notes and coins")

// spokenFaces are what people call a note or a coin when they count; the longer
// names come first, because each begins with or holds a shorter one.
var spokenFaces = [...]struct {
	word, face string
}{
	{"ห้าสิบสตางค์", "0.50"}, {"ยี่สิบห้าสตางค์", "0.25"}, {"สองสลึง", "0.50"}, {"สลึง", "0.25"},
	{"หนึ่งพัน", "1000"}, {"ห้าร้อย", "500"}, {"หนึ่งร้อย", "100"}, {"ห้าสิบ", "50"}, {"ยี่สิบ", "20"},
	{"หนึ่งบาท", "1"}, {"หนึ่ง", "1"}, {"พัน", "1000"}, {"ร้อย", "100"}, {"สิบ", "10"}, {"ห้า", "5"}, {"สอง", "2"}, {"บาท", "1"},
}

// countedForm is one line of a count at the beginning of a text: the note or
// coin, then how many. A figure for the face stands apart from the number, so
// that a sum of money is not taken for a count; a number in words has its
// classifier, so that พันสองร้อย is not two hundred notes.
var countedForm = regexp.MustCompile(`^[\s,;/+]*(?:และ|กับ)?\s*` +
	`(แบงก์|แบงค์|แบ็งก์|ธนบัตร|เหรียญ)?\s*(?:ใบละ|ละ|ใบ)?\s*` +
	`(?:(` + spokenFaceWords() + `)(?:บาท)?\s*[x×*=:]?|([0-9]+(?:,[0-9]{3})?(?:\.[0-9]+)?)\s*(บาท|บ\.|สตางค์|สต\.?)?(?:\s*[x×*=:]|\s))\s*` +
	`(?:จำนวน|มี|ได้)?\s*` +
	`(?:([0-9]{1,6})\s*(?:ใบ|เหรียญ|อัน|แผ่น)?|([\x{0E01}-\x{0E4E}]+?)\s*(?:ใบ|เหรียญ|อัน|แผ่น))`)

func spokenFaceWords() string {
	words := make([]string, len(spokenFaces))
	for i, s := range spokenFaces {
		words[i] = s.word
	}
	return strings.Join(words, "|")
}

// countLead and countTail are what stands around a count.
var (
	countLead = regexp.MustCompile(`^\s*(?:นับเงิน|นับแล้ว|นับ|มี)?\s*(?:ได้|มี)?\s*:?\s*`)
	countTail = regexp.MustCompile(`^[\s.,]*(?:นะ)?(?:ครับ|คับ|ค่ะ|คะ|จ้า|จ้ะ)?[\s.]*$`)
)

// ParseCashCount reads a count of notes and coins as people say it: พัน 2 ร้อย 5
// เหรียญสิบ 3, or 1000x2 500x1 20=10. ErrCashCount for a text that holds anything
// else, or a note that the bank does not print.
func ParseCashCount(text string) (ledger.CashCount, error) {
	rest := Normal(text)
	rest = rest[len(countLead.FindString(rest)):]
	var count ledger.CashCount
	lines := 0
	for !countTail.MatchString(rest) {
		m := countedForm.FindStringSubmatch(rest)
		if m == nil {
			return ledger.CashCount{}, ErrCashCount
		}
		at, ok := faceOf(m[1], m[2], m[3], m[4])
		pieces, counted := piecesOf(m[5], m[6])
		if !ok || !counted {
			return ledger.CashCount{}, ErrCashCount
		}
		count[at] += pieces
		rest, lines = rest[len(m[0]):], lines+1
	}
	if lines == 0 || count.Check() != nil {
		return ledger.CashCount{}, ErrCashCount
	}
	return count, nil
}

// faceOf finds the denomination: by its spoken name, or by figures with their
// unit. A note is not called a coin, nor a coin a note.
func faceOf(sort, word, figures, unit string) (int, bool) {
	face := strings.ReplaceAll(figures, ",", "")
	for _, s := range spokenFaces {
		if s.word == word {
			face = s.face
		}
	}
	if strings.HasPrefix(unit, "สต") {
		face = "0." + face
	}
	money, err := ledger.ParseMoney(face)
	if err != nil {
		return 0, false
	}
	at, ok := ledger.DenominationOf(money)
	isNote := at < ledger.NotesCount
	return at, ok && (sort == "" || isNote == (sort != "เหรียญ"))
}

func piecesOf(figures, words string) (int, bool) {
	if figures == "" {
		figures = words
	}
	n, err := ParseNumber(figures)
	if err != nil {
		return 0, false
	}
	return n.Whole()
}
