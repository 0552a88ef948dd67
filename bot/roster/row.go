package roster

import (
	"regexp"
	"strconv"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
)

// row is one line being read.
type row struct {
	text   string // as written
	rest   string // folded, without numbering and what was understood
	sums   []ledger.Money
	people int
	each   ledger.Money
	absent bool
	ahead  bool
	months int
	days   int
}

// The forms of what a line says. Texts are in their normal form: digits are
// Arabic, letters lower case.
var (
	numbering  = regexp.MustCompile(`^\s*(?:[-*•·>]+\s*|\d{1,3}\s*(?:[.)]\s*(?:[^\d\s]|\s)|[-:]\s+))`)
	crossed    = regexp.MustCompile(`[❌✗✘✖🚫❎]|\(x\)|(?:^|\s)x(?:\s|$)`)
	checked    = regexp.MustCompile(`[✅☑✔👍🙏😊👌💰]\x{FE0F}?`)
	headcount  = regexp.MustCompile(`(\d{1,4}) ?(?:คน|ราย|ท่าน|ชื่อ)`)
	eachSum    = regexp.MustCompile(`คนละ ?(\d[\d,]*(?:\.\d{1,2})?)`)
	aheadWord  = regexp.MustCompile(`(?:ส่ง|จ่าย)?ล่วงหน้า(?:ไป|อีก)?`)
	aheadSpan  = regexp.MustCompile(`(\d{1,3}) ?(เดือน|ด\.|ปี|วัน)`)
	wordSpan   = regexp.MustCompile(`(หนึ่ง|สอง|สาม|สี่|ห้า|หก|ครึ่ง) ?(เดือน|ปี)|(เดือน|ปี)(เดียว|นึง|หนึ่ง)`)
	absentWord = regexp.MustCompile(`(?:^|\s|[-:=(])(?:ขาดส่ง|ขาด|ไม่มา|ไม่ส่ง|ไม่จ่าย|ไม่อยู่|ไม่ได้ส่ง|ไม่ได้จ่าย|ยังไม่[^\s\d]*|ลา|ลาป่วย|ค้าง|ค้างส่ง|ติดไว้ก่อน|เดือนหน้า|งด)(?:ค่ะ|คะ|ครับ|จ้า|นะ|ก่อน|\)|\s|$)+`)
	sumForm    = regexp.MustCompile(`(?:^|[^\d/.])(฿? ?\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?|฿? ?\d+(?:\.\d{1,2})?)(?: ?\.-| ?-(?:\s|$)| ?บาท| ?บ\.| ?บ(?:\s|$)| ?฿| ?thb| ?baht)?`)
	totalWord  = regexp.MustCompile(`^(?:ยอด)?รวม|^ทั้งหมด|^ยอดทั้งหมด|^ทั้งสิ้น|^total|^ยอด ?\d`)
	headWord   = regexp.MustCompile(`^(?:รายชื่อ|บัญชี|หมู่|หมู่ที่|ม\.|บ้าน|ชุมชน|ซอย|สาย|กลุ่ม|วันที่|ประจำ|เดือน|งวด|เก็บเงิน|เงินสัจจะ|สัจจะ|เงินออม|ออม|รับเงิน|รับฝาก|ฝาก|ส่งเงิน|คนละ)`)
)

// newRow reads what a line says apart from its name.
func newRow(text string) row {
	r := row{text: text, rest: thai.Normal(text)}
	r.absent = crossed.MatchString(text)
	r.rest = crossed.ReplaceAllString(checked.ReplaceAllString(withoutMarks(text, r.rest), " "), " ")
	r.rest = r.withoutNumbering()
	if at := headcount.FindStringSubmatch(r.rest); at != nil {
		r.people, _ = strconv.Atoi(at[1])
	}
	if at := eachSum.FindStringSubmatch(r.rest); at != nil {
		r.each = moneyOf(at[1])
	}
	r.readAhead()
	if absentWord.MatchString(r.rest + " ") {
		r.absent = true
		r.rest = absentWord.ReplaceAllString(r.rest+" ", " ")
	}
	r.readSums()
	return r
}

// withoutMarks gives the folded text without pictures, which folding keeps as
// the signs they were.
func withoutMarks(text, folded string) string {
	if strings.IndexFunc(text, func(c rune) bool { return c > 0x2000 }) < 0 {
		return folded
	}
	return strings.TrimSpace(checked.ReplaceAllString(crossed.ReplaceAllString(folded, " "), " "))
}

// withoutNumbering cuts "1." and "-" before a line, not the number of a member.
func (r *row) withoutNumbering() string {
	at := numbering.FindStringIndex(r.rest)
	if at == nil {
		return strings.TrimSpace(r.rest)
	}
	head := strings.TrimRight(r.rest[:at[1]], " ")
	if end := strings.LastIndexAny(head, ".)-:*•·>"); end >= 0 {
		for end+1 < len(r.rest) && r.rest[end+1]&0xC0 == 0x80 {
			end++
		}
		return strings.TrimSpace(r.rest[end+1:])
	}
	return strings.TrimSpace(r.rest[at[1]:])
}

// readAhead reads ล่วงหน้า 3 เดือน.
func (r *row) readAhead() {
	word := aheadWord.FindStringIndex(r.rest)
	if word == nil {
		return
	}
	r.ahead = true
	r.rest = r.rest[:word[0]] + " " + r.rest[word[1]:]
	if at := aheadSpan.FindStringSubmatchIndex(r.rest); at != nil {
		n, _ := strconv.Atoi(r.rest[at[2]:at[3]])
		r.span(n, r.rest[at[4]:at[5]])
		r.rest = r.rest[:at[0]] + " " + r.rest[at[1]:]
		return
	}
	if at := wordSpan.FindStringSubmatchIndex(r.rest); at != nil {
		word := r.rest[at[0]:at[1]]
		for n, name := range []string{"หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก"} {
			if strings.HasPrefix(word, name) {
				r.span(n+1, word)
			}
		}
		switch {
		case strings.HasPrefix(word, "ครึ่ง") && strings.HasSuffix(word, "ปี"):
			r.months = 6
		case r.months == 0:
			r.span(1, word)
		}
		r.rest = r.rest[:at[0]] + " " + r.rest[at[1]:]
	}
}

func (r *row) span(n int, unit string) {
	switch {
	case strings.Contains(unit, "ปี"):
		r.months = 12 * n
	case strings.Contains(unit, "วัน"):
		r.days = n
	default:
		r.months = n
	}
}

// readSums takes the sums out of the rest. A number at the beginning, or one
// beside a word such as หมู่ or เลขที่, belongs to the name.
func (r *row) readSums() {
	labels := labelled(r.rest)
	for from := 0; from < len(r.rest); {
		at := sumForm.FindStringSubmatchIndex(r.rest[from:])
		if at == nil {
			break
		}
		start, end := from+at[2], from+at[1]
		if labels.holds(start) || r.isLeading(start, from+at[3]) || r.isCount(from+at[3]) {
			from += at[3]
			continue
		}
		if sum := moneyOf(r.rest[start : from+at[3]]); sum.IsPositive() {
			r.sums = append(r.sums, sum)
		} else {
			r.absent = true // 0
		}
		r.rest = r.rest[:start] + " " + r.rest[end:]
		labels = labelled(r.rest)
		from = start
	}
	if len(r.sums) == 0 && !r.absent && !r.ahead {
		r.readWords()
	}
	r.rest = trimName(r.rest)
}

// spans are stretches of a text.
type spans [][]int

func (s spans) holds(at int) bool {
	for _, span := range s {
		if at >= span[0] && at < span[1] {
			return true
		}
	}
	return false
}

// labelled gives where numbers stand that are no sums.
func labelled(text string) spans {
	var all spans
	for _, form := range []*regexp.Regexp{villageHint, houseHint, numberHint} {
		for _, at := range form.FindAllStringSubmatchIndex(text, -1) {
			all = append(all, []int{at[0], at[3]})
		}
	}
	return all
}

// isLeading tells of a number before the name: a member's, or a line's.
func (r *row) isLeading(start, end int) bool {
	if strings.TrimSpace(r.rest[:start]) != "" {
		return false
	}
	rest := r.rest[end:]
	return strings.ContainsFunc(rest, func(c rune) bool { return c >= 'ก' && c <= 'ฮ' }) && !isUnit(rest) || hasDigit(rest)
}

func isUnit(rest string) bool {
	rest = strings.TrimSpace(rest)
	return strings.HasPrefix(rest, "บาท") || strings.HasPrefix(rest, "บ.") || rest == "บ"
}

func hasDigit(text string) bool { return strings.ContainsAny(text, "0123456789") }

func (r *row) isCount(end int) bool {
	rest := strings.TrimSpace(r.rest[end:])
	return strings.HasPrefix(rest, "คน") || strings.HasPrefix(rest, "ราย") || strings.HasPrefix(rest, "ท่าน")
}

// readWords reads a sum in words at the end of the line: สมศรี สามสิบ.
func (r *row) readWords() {
	fields := strings.Fields(r.rest)
	for n := 1; n < len(fields) && n <= 2; n++ {
		tail := strings.Join(fields[len(fields)-n:], " ")
		amount, err := thai.ParseAmount(tail)
		if err != nil || hasDigit(tail) {
			continue
		}
		if sum, ok := amount.Money(); ok {
			r.sums = append(r.sums, sum)
			r.rest = strings.Join(fields[:len(fields)-n], " ")
			return
		}
	}
}

func moneyOf(text string) ledger.Money {
	amount, err := thai.ParseAmount(strings.TrimSpace(text))
	if err != nil {
		return ledger.Money{}
	}
	sum, _ := amount.Money()
	return sum
}

// emptyBracket is what is left of แดง(30).
var emptyBracket = regexp.MustCompile(`\(\s*\)|\[\s*\]`)

// before and after a name stand words that say what everybody on the list did.
var (
	leadWords  = regexp.MustCompile(`^(?:รับเงินจาก|รับเงิน|รับฝากจาก|รับฝาก|รับจาก|รับ|ของ|จาก|เก็บ|เก็บจาก)\s+`)
	trailWords = regexp.MustCompile(`\s+(?:ฝาก|ส่ง|จ่าย|จ่ายแล้ว|ส่งแล้ว|มา|มาส่ง|มาจ่าย|แล้ว|ให้|ค่ะ|คะ|ครับ|จ้า|จ้ะ|นะ|นะคะ|เงิน|เงินสด|โอน|สด|สัจจะ)$`)
)

// trimName takes signs and words of the list off a name.
func trimName(text string) string {
	const signs = " \t=:-–—.,*_/|~+>"
	text = emptyBracket.ReplaceAllString(text, " ")
	text = strings.Trim(strings.Join(strings.Fields(text), " "), signs)
	for range 3 {
		cut := leadWords.ReplaceAllString(text, "")
		cut = strings.Trim(trailWords.ReplaceAllString(cut, ""), signs)
		if cut == text || cut == "" {
			break
		}
		text = cut
	}
	return text
}

// what officers glue to a name when they write down a single sum.
var (
	gluedLead  = regexp.MustCompile(`^(?:(?:ช่วย)?(?:ลงบัญชี|ลงเงิน|ลง|บันทึก|จด)(?:ให้|ของ)?|รับเงินจาก|รับเงิน|รับฝากจาก|รับฝาก|รับจาก|เก็บจาก|เก็บเงิน|จาก|ของ)\s*`)
	gluedTrail = regexp.MustCompile(`\s*(?:มาฝาก|มาส่ง|มาจ่าย|ฝากเงิน|ส่งเงิน|จ่ายเงิน|ฝาก|ส่ง|จ่าย|แล้ว|มา|ให้|เงิน)+$`)
)

// IsCalled tells whether a line's words are a name and only words of paying
// around it: สมศรีมาส่ง, ลงให้ป้าแดง.
func (l Line) IsCalled(name string) bool {
	who := gluedLead.ReplaceAllString(thai.Normal(l.Who), "")
	return name != "" && (folded(who) == folded(name) || folded(gluedTrail.ReplaceAllString(who, "")) == folded(name))
}
