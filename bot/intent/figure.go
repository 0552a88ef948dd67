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

// count gives the first number of that role, or 0 and -1.
func (r *reading) count(role figureRole) (int, int) {
	for i := range r.figures {
		if r.figures[i].role == role && r.figures[i].doubt == thai.Clear {
			return r.figures[i].value, r.figures[i].token
		}
	}
	return 0, -1
}
