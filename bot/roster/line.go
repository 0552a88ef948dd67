package roster

import (
	"regexp"
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
)

// isTotal tells of a line that states the sum of the list.
func (r *row) isTotal() bool {
	return totalWord.MatchString(strings.TrimLeft(thai.Normal(r.text), " -*=•")) && (len(r.sums) > 0 || r.people > 0)
}

// isHeading tells of a line that names nobody: a village, a day, what the list is
// of, or one sum for each of it.
func (r *row) isHeading(today ledger.Date) bool {
	if _, ok := r.day(today); ok {
		return true
	}
	if r.each.IsPositive() {
		return true
	}
	normal := thai.Normal(r.text)
	if !headWord.MatchString(normal) || r.absent || r.ahead {
		return false
	}
	hasVillage := villageHint.MatchString(normal)
	return len(r.sums) == 0 || hasVillage && folded(villageHint.ReplaceAllString(r.rest, "")) == ""
}

// isTitle tells of a first line without a sum that is longer than a name.
func (r *row) isTitle() bool {
	return len(r.sums) == 0 && !r.absent && !r.ahead && len(strings.Fields(r.rest)) > 2
}

// headingVillage gives the village of a heading, or the one before it.
func (r *row) headingVillage(before string) string {
	normal := thai.Normal(r.text)
	if at := villageHint.FindStringSubmatch(normal); at != nil {
		return at[1]
	}
	if name, ok := strings.CutPrefix(normal, "บ้าน"); ok && len(r.sums) == 0 {
		return "บ้าน" + strings.TrimSpace(name)
	}
	return before
}

// dateWords may stand before a day in a heading.
const dateWords = "วันที่"

// day gives the day that a line is about, past or today, when nothing else but
// words of a heading stands in it.
func (r *row) day(today ledger.Date) (ledger.Date, bool) {
	normal := thai.Normal(r.text)
	if at := strings.Index(normal, dateWords); at >= 0 {
		normal = normal[at+len(dateWords):]
	}
	dates, err := thai.ParseDate(normal, today, thai.Back)
	if err != nil || dates.Span != thai.DaySpan || dates.From.After(today) {
		return ledger.Date{}, false
	}
	return dates.From, true
}

// leadingNumber is a member's number at the head of a line.
var leadingNumber = regexp.MustCompile(`^[0-9]{1,6}`)

// line says what a row means for its member.
func (r *row) line() Line {
	l := Line{Text: r.text, Who: r.rest, Months: r.months, Days: r.days}
	if number := leadingNumber.FindString(thai.Normal(r.text)); r.rest == "" && number != "" && len(r.sums) == 1 && (r.absent || r.ahead) {
		// 024 ขาด, 024 ล่วงหน้า 3 เดือน: what stands first is no sum but who.
		l.Who, r.rest, r.sums = number, number, nil
	}
	switch {
	case r.rest == "" || len(r.sums) > 1 || r.absent && len(r.sums) > 0:
		l.Act = Vague
	case r.absent:
		l.Act = Absent
	case len(r.sums) == 1:
		l.Act, l.Amount = Paid, r.sums[0]
	case r.ahead && (r.months > 0 || r.days > 0):
		l.Act = Ahead
	case r.ahead:
		l.Act = Vague
	default:
		l.Act = Named
	}
	return l
}
