package roster

import (
	"regexp"
	"strings"

	"sajja/bot/thai"
)

// query is what was written for a member, taken apart.
type query struct {
	whole, bare string // folded, without spaces; bare without titles and kinship
	// words are the bare name's, where there are several: สมศรี ใจดี.
	words []string
	// heard is what the bare name sounds like, wordsHeard each of its words.
	heard      string
	wordsHeard []string
	number     string // a member's number, said to be one or with zeros before it
	loose      string // a number that may be a member's or a line's
	village    string
	house      string
	sex        sex
}

// What people write beside a name. The texts are folded before, so that digits
// are Arabic and spaces single.
var (
	villageHint = regexp.MustCompile(`(?:หมู่บ้านที่|หมู่บ้าน|หมู่ที่|หมู่|ม\.) ?(\d{1,3})(?:[^\d/]|$)`)
	houseHint   = regexp.MustCompile(`(?:บ้านเลขที่|บ้านที่|บ\.เลขที่|บ้าน) ?(\d{1,4}(?:/\d{1,4})?)`)
	numberHint  = regexp.MustCompile(`(?:สมาชิกเลขที่|สมาชิกที่|หมายเลข|เลขที่สมาชิก|เลขที่|เลข|เบอร์|รหัส|no\.?|#) ?([a-z]?\d[\d-]*)`)
	zeroNumber  = regexp.MustCompile(`^ ?(0\d+|\d+-\d+)(?: |$|[^\d])`)
	looseNumber = regexp.MustCompile(`^ ?(\d{1,5})(?: |$|[^\d/])`)
)

// newQuery reads the hints off a name.
func newQuery(text string) query {
	q := query{}
	rest := thai.Normal(text)
	rest, q.village = cutHint(rest, villageHint)
	rest, q.house = cutHint(rest, houseHint)
	rest, q.number = cutHint(rest, numberHint)
	if q.number == "" {
		rest, q.number = cutHint(rest, zeroNumber)
	}
	if q.number == "" {
		rest, q.loose = cutHint(rest, looseNumber)
	}
	rest = strings.TrimSpace(bracket.Replace(rest))
	bare := thai.BareName(rest)
	q.sex = sexOf(rest)
	if bare == rest {
		q.sex = unknownSex
	}
	q.whole, q.bare = folded(rest), folded(bare)
	q.heard = soundOf(bare)
	for _, w := range strings.Fields(bare) {
		if letters := folded(w); letters != "" {
			q.words, q.wordsHeard = append(q.words, letters), append(q.wordsHeard, soundOf(w))
		}
	}
	return q
}

// bracket takes the signs around a note as spaces: สมศรี(แดง).
var bracket = strings.NewReplacer("(", " ", ")", " ", "[", " ", "]", " ", `"`, " ", "'", " ")

// cutHint takes the first hint of a kind out of a text and gives its number.
func cutHint(text string, hint *regexp.Regexp) (rest, number string) {
	at := hint.FindStringSubmatchIndex(text)
	if at == nil {
		return text, ""
	}
	number = numberKey(text[at[2]:at[3]])
	if number == "" {
		return text, ""
	}
	return text[:at[0]] + " " + text[at[3]:], number
}
