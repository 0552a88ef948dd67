package intent

import (
	"strings"

	"sajja/bot/thai"
	"sajja/ledger"
)

// pair is a name with a sum on one line of a roster.
type pair struct {
	nameFrom, nameUntil int
	figure              int
	isSkipped           bool // marked as not paid, or written down already
	isUnclear           bool
}

// rosterMax bounds the numbers of a roster; a village has fewer hands.
const rosterMax = 500

// roster reads an officer's list of names and sums. Two pairs or more need no
// verb.
func (r *reading) roster() (Result, bool) {
	if r.isMember() || len(r.figures) == 0 || r.isQuestion() {
		return pass()
	}
	if len(r.figures) > rosterMax {
		return ask(RecordDeposit)
	}
	if result, ok := r.sameForEach(); ok {
		return result, true
	}
	pairs := r.pairs()
	paid, unclear := 0, false
	for _, p := range pairs {
		if !p.isSkipped {
			paid++
		}
		unclear = unclear || p.isUnclear && !p.isSkipped
	}
	if len(pairs) < 2 || paid == 0 || r.isGoodsList(pairs) {
		return pass()
	}
	if r.isListOfPlans() {
		r.cue("planned", pairs[0].nameFrom)
		return answer(Other, 0.7, Slots{})
	}
	if unclear || r.isMaybeScore(pairs) || r.isUnreadable(pairs) || r.isAllUnpaid() {
		r.cue("roster", pairs[0].nameFrom)
		return ask(RecordDeposit)
	}
	items := make([]Item, 0, paid)
	for _, p := range pairs {
		if p.isSkipped {
			continue
		}
		f := &r.figures[p.figure]
		items = append(items, Item{Member: r.text(p.nameFrom, p.nameUntil), Amount: ledger.MoneyFromSatang(f.satang)})
		r.span("member", p.nameFrom, p.nameUntil)
		r.span("amount", f.token, f.token+1)
	}
	if len(items) == 1 {
		return answer(RecordDeposit, 0.9, Slots{Member: items[0].Member, Amount: &items[0].Amount})
	}
	return answer(RecordDeposit, 0.95, Slots{Items: items})
}

// sumOfPairs adds up what was paid, to know the total of a list by.
func (r *reading) sumOfPairs(pairs []pair) int64 {
	total := int64(0)
	for _, p := range pairs {
		if !p.isSkipped {
			total += r.figures[p.figure].satang
		}
	}
	return total
}

// isGoodsList tells whether the names are all of things to be bought: a list of
// prices.
func (r *reading) isGoodsList(pairs []pair) bool {
	for _, p := range pairs {
		for i := p.nameFrom; i < p.nameUntil; i++ {
			if !r.is(i, tThing) || r.is(i, tName) || r.isNamePart(i) {
				return false
			}
		}
	}
	return true
}

// scoreMax is the largest number that two bare names on a line may have scored.
const scoreMax = 9_00

// isMaybeScore tells of two bare names with small numbers on one line and nothing
// else: แมนยู 2 ลิเวอร์พูล 1 is a score as well.
func (r *reading) isMaybeScore(pairs []pair) bool {
	if len(pairs) != 2 || len(r.figures) != 2 || !r.sameLine(pairs[0].nameFrom, pairs[1].nameFrom) || r.hasAny(tSave, tSaving, tReceive, tRecord, tRecordFor, tMoney) {
		return false
	}
	for _, p := range pairs {
		f := &r.figures[p.figure]
		if f.isBaht || f.satang > scoreMax || r.at(p.nameFrom).marks.any(tKin, tTitle) {
			return false
		}
	}
	return true
}

// isListOfPlans tells whether the list says who will pay, on a day to come or with
// จะ, and nothing is asked to be written down.
func (r *reading) isListOfPlans() bool {
	if r.hasAny(tRecord, tRecordFor, tReceive) {
		return false
	}
	return r.has(tWill) && r.hasAny(tSave, tPay, tCame) || r.isDayAhead()
}

// isDayAhead tells whether a day to come is said, counted from today.
func (r *reading) isDayAhead() bool {
	for j := range r.tokens {
		if r.isDay(j) && !r.isCovered(j) {
			if text := r.dates[r.tokens[j].index]; text.IsRelative && text.Offset > 0 {
				return true
			}
		}
	}
	return false
}

// isAllUnpaid tells whether everybody of the list is said not to have paid:
// ยังไม่จ่ายทั้งคู่.
func (r *reading) isAllUnpaid() bool {
	for i := range r.tokens {
		if r.at(i).marks.any(tUnpaid, tNotYet) && (r.at(i+1).marks.any(tAll, tEach, tEveryone) || r.isWord(i+1, wordAllOf)) {
			return true
		}
	}
	return false
}

// isUnreadable tells whether a line with a sum is no pair and no heading, or
// another act of money stands in the list: then we ask rather than leave out.
func (r *reading) isUnreadable(pairs []pair) bool {
	if r.hasAny(tWithdraw, tRepay, tBorrow, tBuy, tSell) && r.hasActVerb() {
		return true
	}
	next := 0 // the pairs stand in the order of their figures
	for n := range r.figures {
		f := &r.figures[n]
		for next < len(pairs) && pairs[next].figure < n {
			next++
		}
		isPaired := next < len(pairs) && pairs[next].figure == n
		isReplaced := n+1 < len(r.figures) && r.sameLine(f.token, r.figures[n+1].token) && r.isCorrected(f.token, r.figures[n+1].token)
		if isPaired || isReplaced || f.isMoney() && f.satang == r.sumOfPairs(pairs) || f.isMoney() && r.isOfHeading(pairs, f.token) || !f.isMoney() && !r.isSumOfPerson(f) {
			continue
		}
		return true
	}
	return false
}

func (r *reading) hasActVerb() bool {
	for k := range r.acts {
		if r.acts[k].kind != Deposit {
			return true
		}
	}
	return r.hasAny(tBuy, tSell)
}

// isOfHeading tells whether a sum stands on a line that names nobody and has a
// date, or is marked as not paid: a heading or a note.
func (r *reading) isOfHeading(pairs []pair, i int) bool {
	for _, p := range pairs {
		if r.sameLine(p.nameFrom, i) {
			return r.isUnpaid(p.nameUntil+1, i)
		}
	}
	for j := range r.tokens {
		if r.sameLine(i, j) && (r.tokens[j].kind == dateToken && !r.isNamePart(j) || r.tokens[j].kind == crossToken || r.is(j, tUnpaid)) {
			return true
		}
	}
	return false
}

// isSumOfPerson tells whether a number that was read as something else than a sum
// stands right after somebody's name.
func (r *reading) isSumOfPerson(f *figure) bool {
	if f.role == nameFigure || f.role == labelFigure || f.role == telephoneFigure || !r.isNamePart(f.token-1) {
		return false
	}
	return f.role != countFigure || r.is(f.token+1, tPlace)
}

// isPersonLost tells whether somebody is named between a place and the name
// that has the sum, and is not said to have paid nothing.
func (r *reading) isPersonLost(from, name int) bool {
	for i := from; i < name; i++ {
		p, ok := r.personFrom(i)
		if !ok || p.until > name || !p.hasName || strings.HasPrefix(r.text(name, min(name+p.until-p.from, len(r.tokens))), r.nameOf(p)) {
			continue
		}
		isUnpaid := false
		for j := p.until; j < name; j++ {
			isUnpaid = isUnpaid || r.at(j).marks.any(tUnpaid, tNotYet) || r.at(j).kind == crossToken
		}
		if !isUnpaid {
			return true
		}
	}
	return false
}

// pairs reads name–sum pairs line by line, several on a line too.
func (r *reading) pairs() []pair {
	var out []pair
	start := 0
	for n := range r.figures {
		f := &r.figures[n]
		if !f.isMoney() {
			continue
		}
		from := max(start, r.lineStart(f.token))
		name, until := r.nameBefore(from, f.token)
		if name < 0 && r.isTotalOf(out, f) {
			start = f.token + 1
			continue
		}
		if name < 0 {
			if k := len(out) - 1; k >= 0 && r.sameLine(r.figures[out[k].figure].token, f.token) && !r.isBracketed(f.token) {
				out[k].isUnclear = !r.replaced(&out[k], n)
			}
			start = f.token + 1
			continue
		}
		p := pair{nameFrom: name, nameUntil: until, figure: n, isUnclear: !r.isClearInList(f) || r.isPersonLost(from, name) || r.isNameStory(name, until)}
		p.isSkipped = r.isUnpaid(r.markedFrom(out, from, name), f.token)
		out = append(out, p)
		start = f.token + 1
	}
	return out
}

// isTotalOf tells whether a sum without a name is that of the pairs before it, and
// said to be: ทั้งหมด 90, = 90.
func (r *reading) isTotalOf(pairs []pair, f *figure) bool {
	before := r.at(f.token - 1)
	isSaid := before.marks.any(tAll, tTotal) || before.kind == signToken && before.sign == '='
	return isSaid && len(pairs) > 1 && f.satang == r.sumOfPairs(pairs)
}

// markedFrom gives where the marks of a pair begin: at its name where another
// pair stands before it on the line, whose marks those are.
func (r *reading) markedFrom(before []pair, from, name int) int {
	if n := len(before); n > 0 && r.sameLine(before[n-1].nameFrom, name) {
		return name
	}
	return from
}

// replaced takes a corrected sum in the place of the one before: 45 เอ้ย 54.
func (r *reading) replaced(p *pair, figure int) bool {
	if !r.isCorrected(r.figures[p.figure].token, r.figures[figure].token) {
		return false
	}
	p.figure = figure
	return r.isClearInList(&r.figures[figure])
}

func (r *reading) isClearInList(f *figure) bool {
	if f.doubt != thai.Clear || f.satang <= 0 || f.satang > 1e13 {
		return false
	}
	return !r.at(f.token-1).marks.any(tApprox) && !r.isOffered(f.token)
}

func (r *reading) isBracketed(i int) bool {
	t := r.at(i - 1)
	return t.kind == signToken && t.sign == '('
}

func (r *reading) lineStart(i int) int {
	for i > 0 && r.sameLine(i-1, i) && r.at(i-1).kind != lineToken {
		i--
	}
	return i
}

// isUnpaid tells whether the stretch around a sum is marked as not paid, up to
// the next name.
func (r *reading) isUnpaid(from, sum int) bool {
	for j := from; j < len(r.tokens) && r.sameLine(j, sum); j++ {
		if j > sum && (r.is(j, tBut) || r.at(j).kind == amountToken || r.at(j).kind == lineToken || r.isNameStart(j) || r.at(j).kind == signToken && r.at(j).sign == ',') {
			return false
		}
		if j > sum && r.is(j, tUnpaid) && r.at(j+1).kind == amountToken {
			return false // 30 (ค้าง 30): paid in part, to be asked about
		}
		if r.at(j).kind == crossToken || r.is(j, tUnpaid) && !r.isNamePart(j) && !r.at(j).marks.any(tFiller) || r.is(j, tNotYet) {
			return true
		}
	}
	return false
}

func (r *reading) isNameStart(j int) bool {
	if _, ok := r.personFrom(j); ok {
		return true
	}
	t := r.at(j)
	return t.isApart && (t.kind == unknownToken || t.has(tName) && !t.marks.any(tUnpaid, tFiller, tPolite))
}
