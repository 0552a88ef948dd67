package intent

import "sajja/bot/thai"

// figureRole is what a number in the text counts.
type figureRole uint8

const (
	sumFigure       figureRole = iota // may be an amount of money
	dayFigure                         // 30 วัน
	nightFigure                       // 3 คืน
	spanFigure                        // weeks, months, years, age
	countFigure                       // people, bottles, kilos, instalments
	labelFigure                       // หมู่ 7, เลขที่ 12, ป.4
	rateFigure                        // วันละ 2 บาท
	otherRateFigure                   // คืนละ, โลละ, เดือนละ
	eachFigure                        // คนละ 30
	banknoteFigure                    // แบงค์ร้อย
	changeFigure                      // ทอน 60
	totalFigure                       // รวม 105
	telephoneFigure                   // 0812345678
	laughterFigure                    // 555
	nameFigure                        // ลุงพัน
)

// figure is a number with its role.
type figure struct {
	token  int
	role   figureRole
	satang int64
	value  int // as a count
	doubt  thai.Doubt
	isBaht bool // the unit of money was said
}

// isMoney tells whether the figure can be the sum of an act.
func (f *figure) isMoney() bool { return f.role == sumFigure }

var (
	timeUnits  = tags(tUDay, tUNight, tUMonth, tUYear, tUWeek)
	otherUnits = tags(tUPeople, tUInstalment, tUTimes, tUPercent, tUCount)
)

func (r *reading) findFigures() {
	r.figures = r.figures[:0]
	for i := range r.tokens {
		if r.tokens[i].kind != amountToken {
			continue
		}
		a := r.amounts[r.tokens[i].index]
		f := figure{token: i, satang: a.Satang(), doubt: a.Number.Doubt, isBaht: a.Unit != thai.NoUnit}
		f.value, _ = a.Number.Whole()
		f.role = r.roleOf(i, a)
		r.figures = append(r.figures, f)
		r.tokens[i].figure = int16(len(r.figures))
	}
	r.dropRepeats()
	r.markLaughter()
	r.doubtChange()
}

// doubtChange doubts the one sum beside change given back (ฝาก 100 ทอน 70): it
// may be the banknote, and then what is handed in is the difference.
func (r *reading) doubtChange() {
	var sum *figure
	change := false
	for i := range r.figures {
		switch f := &r.figures[i]; f.role {
		case banknoteFigure:
			return
		case changeFigure:
			change = true
		case sumFigure:
			if sum != nil {
				return
			}
			sum = f
		}
	}
	if change && sum != nil {
		sum.doubt = thai.Approximate
	}
}

// roleOf reads a number's role from the words beside it: a unit of money
// first, then the unit of counting that follows, then the label before it.
func (r *reading) roleOf(i int, a thai.Amount) figureRole {
	before, n := r.at(i-1), a.Number
	switch {
	case r.isNamePart(i):
		return nameFigure
	case r.isNumbering(i), r.isOrdinal(i, a), r.is(i-1, tCase) && a.Unit == thai.NoUnit && r.at(i+1).isApart:
		return labelFigure
	case r.isChance(i):
		return spanFigure
	case r.isOneOf(i, a):
		return r.countedBefore(i)
	case n.HasLeadingZero && !n.HasPoint && n.Digits > 1, n.Digits >= 9 && a.Unit == thai.NoUnit && !n.HasComma:
		return telephoneFigure
	case before.has(tDaily) && !(a.Unit == thai.NoUnit && r.is(i+1, tUDay)):
		return rateFigure
	case before.has(tEach):
		return eachFigure
	case before.has(tPer):
		return otherRateFigure
	case r.isWord(i-1, wordSheet) && !r.at(i).isApart && a.Unit == thai.NoUnit:
		return banknoteFigure
	case r.isWord(i-1, wordLa) && !before.isApart && r.isThing(i-2):
		return otherRateFigure
	case r.isBanknote(i):
		return banknoteFigure
	case r.isChange(i):
		return changeFigure
	case a.Unit != thai.NoUnit && r.is(i+1, tDaily):
		return rateFigure
	case r.is(i+1, tEach) && (a.Unit != thai.NoUnit || r.hasPrefix(i+1, wordPer)):
		return eachFigure
	case a.Unit == thai.NoUnit && r.unitRole(i) != sumFigure:
		return r.unitRole(i)
	case a.Unit == thai.NoUnit && !n.HasComma && r.isLabelled(i):
		return labelFigure
	case r.isTotal(i):
		return totalFigure
	default:
		return sumFigure
	}
}

// isOrdinal tells whether the number only says which one: ที่ 1, ครั้งที่ 3.
func (r *reading) isOrdinal(i int, a thai.Amount) bool {
	return r.isWord(i-1, wordAtPlace) && a.Unit == thai.NoUnit && !r.at(i-1).isApart
}

// isChance tells of 50/50: how likely, not how much.
func (r *reading) isChance(i int) bool {
	isHalf := func(j int) bool {
		return r.at(j).kind == amountToken && r.amounts[r.tokens[j].index].Satang() == 50_00
	}
	isMark := func(j int) bool {
		t := r.at(j)
		return t.kind == signToken && (t.sign == '/' || t.sign == '-')
	}
	return isHalf(i) && r.has(tMeeting) && (isMark(i+1) && isHalf(i+2) || isMark(i-1) && isHalf(i-2))
}

// isOneOf tells of หนึ่ง after the word it counts: คืนนึง, ใบนึง, ทีนึง.
func (r *reading) isOneOf(i int, a thai.Amount) bool {
	unit := r.at(i - 1)
	return a.Number.Digits == 0 && a.Unit == thai.NoUnit && a.Satang() == 100 && !r.at(i).isApart &&
		(unit.marks.meets(timeUnits.union(otherUnits)) || r.isWord(i-1, wordOnce)) && !unit.has(tKin)
}

// countedBefore gives what the word before a หนึ่ง counts.
func (r *reading) countedBefore(i int) figureRole {
	switch unit := r.at(i - 1); {
	case unit.has(tUNight):
		return nightFigure
	case unit.marks.any(tUMonth, tUYear, tUWeek, tUDay):
		return spanFigure
	}
	return countFigure
}

// isChange tells whether the number is the change given back: ทอน 60, ทอนไป 60.
func (r *reading) isChange(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 3; j-- {
		if r.is(j, tChange) {
			return true
		}
		if !r.at(j).marks.any(tMoney, tPast, tGive, tThey) {
			return false
		}
	}
	return false
}

// isBanknote tells whether the number is the banknote handed over: แบงค์ร้อย,
// แบงค์ที่ให้มา 50.
func (r *reading) isBanknote(i int) bool {
	before := r.at(i - 1)
	if before.has(tBanknote) && !r.isNamePart(i-1) && !(before.has(tMoney) && r.at(i).isApart) {
		return true
	}
	for j := i - 1; j >= 0 && i-j <= 4; j-- {
		if r.is(j, tBanknote) && !r.is(j, tMoney) && !r.isNamePart(j) {
			return r.isWord(j+1, wordAtPlace)
		}
		if !r.at(j).marks.any(tGive, tPast, tAt) {
			return false
		}
	}
	return false
}

// isThing tells of a word that can be priced by the piece: ลิตรละ, แผงละ.
func (r *reading) isThing(i int) bool {
	t := r.at(i)
	return t.kind == unknownToken || t.marks.any(tUCount, tUPeople, tUTimes, tFavour) && !t.marks.meets(moneyVerbs)
}

// unitRole reads the unit of counting after a bare number.
func (r *reading) unitRole(i int) figureRole {
	unit := r.at(i + 1)
	if unit.kind == signToken && unit.sign == '%' {
		return countFigure
	}
	if unit.has(tPer) && r.hasSuffix(i+1, wordLa) && r.isFinal(i+1) {
		return spanFigure // สองอาทิตย์ละ
	}
	if unit.kind != wordToken || !unit.marks.meets(timeUnits.union(otherUnits)) {
		return sumFigure
	}
	if unit.marks.any(tInterest, tPrincipal) && (r.hasAny(tPay, tRepay, tLoan, tGiveback) || r.at(i+2).kind == amountToken) {
		return sumFigure
	}
	if unit.has(tKin) && (r.at(i+2).kind == amountToken || unit.isApart && r.isPersonNamed(i+1)) {
		return sumFigure
	}
	if r.isWord(i+1, wordAtPlace) && !r.isFinal(i+1) {
		return sumFigure // 500 ที่ศาลา, 500 ที่เหลือ
	}
	switch {
	case unit.has(tUDay):
		return dayFigure
	case unit.has(tUNight):
		return nightFigure
	case unit.has(tUMonth), unit.has(tUYear), unit.has(tUWeek):
		return spanFigure
	case unit.isApart && unit.marks.has(tPlace), unit.isApart && r.isLabelWord(i+1):
		return sumFigure
	default:
		return countFigure
	}
}

// isNumbering tells whether the number only numbers the line: 1. or 2).
func (r *reading) isNumbering(i int) bool {
	next, before := r.at(i+1), r.at(i-1)
	if before.kind == signToken && before.sign == '(' && next.kind == signToken && next.sign == ')' && !r.isMember() {
		return true
	}
	if r.isInlineNumbering(i) {
		return true
	}
	isFirst := i == 0 || before.kind == lineToken || before.kind == signToken && before.sign == '(' && (i == 1 || r.at(i-2).kind == lineToken)
	if isFirst && !r.isMember() && next.isApart && (next.kind == unknownToken || next.marks.meets(nameLeads) || next.has(tName)) && r.isListLine(i) {
		return true
	}
	return isFirst && next.kind == signToken && !next.isApart && (next.sign == '.' || next.sign == ')' || next.sign == ':') && i+2 < len(r.tokens)
}

// isInlineNumbering tells of the numbers of a list on one line, written close
// to the name they number: 1.นุช 20 2.ต้อม 35.
func (r *reading) isInlineNumbering(i int) bool {
	sign, name := r.at(i+1), r.at(i+2)
	isSigned := sign.kind == signToken && !sign.isApart && (sign.sign == '.' || sign.sign == ')')
	return isSigned && !r.isMember() && r.at(i).isApart && !name.isApart && (name.kind == unknownToken || name.marks.any(tKin, tTitle, tName)) && r.isListLine(i+1)
}

// isListLine tells whether another number or a mark of not having paid follows
// on the line.
func (r *reading) isListLine(i int) bool {
	for j := i + 1; j < len(r.tokens) && r.tokens[j].kind != lineToken; j++ {
		if r.tokens[j].kind == amountToken || r.tokens[j].kind == crossToken || r.at(j).marks.any(tUnpaid, tNotYet) {
			return true
		}
	}
	return false
}

// isPersonNamed tells whether the word of kinship begins a mention with a name.
func (r *reading) isPersonNamed(i int) bool {
	p, ok := r.personFrom(i)
	return ok && p.hasName
}

// isLabelWord tells whether a unit word is really the label of the next
// number: ฝาก 30 หมู่ 7.
func (r *reading) isLabelWord(i int) bool {
	return r.is(i, tLabel) && r.at(i+1).kind == amountToken
}

// isLabelled tells whether the number is the name of something: a house, a
// member, a class.
func (r *reading) isLabelled(i int) bool {
	before := i - 1
	if r.at(before).kind == signToken && (r.at(before).sign == '.' || r.at(before).sign == ':' || r.at(before).sign == '#') {
		if r.at(before).sign == '#' {
			return true
		}
		before--
	}
	if t := r.at(before); t.kind == signToken && (t.sign == '/' || t.sign == '-') && !r.at(i).isApart {
		k := r.figureAt(i - 2)
		return k >= 0 && (r.figures[k].role == labelFigure || r.figures[k].role == telephoneFigure)
	}
	t := r.at(before)
	if r.isNamePart(before) {
		return false
	}
	if r.isWord(before, wordGroup) {
		value, _ := r.amounts[r.tokens[i].index].Number.Whole()
		return value > 0 && value <= groupsMax && r.hasMoneyAfter(i)
	}
	if !t.has(tLabel) {
		return false
	}
	if t.has(tInstalment) {
		value, _ := r.amounts[r.tokens[i].index].Number.Whole()
		return value <= instalmentsMax || r.hasMoneyAfter(i)
	}
	if t.has(tPlace) && !t.isApart && before > 0 {
		return false
	}
	return !t.has(tUMonth)
}

// groupsMax is the largest number a group of a fund bears.
const groupsMax = 20

// instalmentsMax is the largest number an instalment bears: five years by the month.
const instalmentsMax = 60

// hasMoneyAfter tells whether another sum follows.
func (r *reading) hasMoneyAfter(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.tokens[j].kind == amountToken {
			return true
		}
	}
	return false
}

// isTotal tells whether the number is the sum of a list: รวม 105, or "= 105" on
// a line of its own.
func (r *reading) isTotal(i int) bool {
	if before := r.at(i - 1); before.kind == signToken && before.sign == '=' && r.at(i-2).kind == lineToken && i > 2 {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-5 && r.tokens[j].line == r.tokens[i].line; j-- {
		t := &r.tokens[j]
		if t.has(tTotal) {
			return true
		}
		if t.kind == amountToken {
			u := r.unitRole(j)
			if u != countFigure {
				return false
			}
		}
	}
	return false
}

// dropRepeats takes the same sum said twice, in digits and in words, as one.
func (r *reading) dropRepeats() {
	for i := 1; i < len(r.figures); i++ {
		f, before := &r.figures[i], &r.figures[i-1]
		if f.role != sumFigure || before.role != sumFigure || f.token-before.token > 4 || f.satang != before.satang {
			continue
		}
		if !r.onlyQuietBetween(before.token, f.token) {
			continue
		}
		inWords := r.amounts[r.tokens[f.token].index].Number.Digits == 0
		beforeInWords := r.amounts[r.tokens[before.token].index].Number.Digits == 0
		if inWords != beforeInWords {
			f.role = totalFigure
		}
	}
}

func (r *reading) onlyQuietBetween(from, until int) bool {
	for j := from + 1; j < until; j++ {
		if !r.isQuiet(j) {
			return false
		}
	}
	return true
}

// markLaughter takes 555 for laughter where another number stands, and leaves
// it to be asked about where it is the only one.
func (r *reading) markLaughter() {
	others := 0
	for i := range r.figures {
		if r.figures[i].role == sumFigure && !r.isLaughter(&r.figures[i]) {
			others++
		}
	}
	for i := range r.figures {
		f := &r.figures[i]
		if f.role == sumFigure && !f.isBaht && r.isLaughter(f) && (others > 0 || i > 0 || !f.isBaht && r.isAfterTalk(f.token)) {
			f.role = laughterFigure
		}
	}
}

// isLaughter tells whether the number is a row of fives, three or more.
func (r *reading) isLaughter(f *figure) bool {
	t := r.tokens[f.token]
	fives := int32(0)
	for at := t.start; at < t.end && r.folded.Letters[at] == '5'; at++ {
		fives++
	}
	return fives >= 3 && (fives == t.end-t.start || f.isBaht && !thai.IsDigit(r.folded.Letters[t.start+fives]) && r.folded.Letters[t.start+fives] != '.')
}

// isAfterTalk tells whether the row of fives follows other words than the
// verb of an act, where it can only be laughter.
func (r *reading) isAfterTalk(i int) bool {
	p := r.previous(i)
	return p >= 0 && !r.isAny(p, moneyVerbs) && !r.at(p).marks.any(tSaving, tMoney, tLoan)
}

// count gives the first number of that role, or 0 and -1.
func (r *reading) count(role figureRole) (int, int) {
	for i := range r.figures {
		if r.figures[i].role == role && r.figures[i].doubt == thai.Clear {
			return r.figures[i].value, r.figures[i].token
		}
	}
	return 0, -1
}
