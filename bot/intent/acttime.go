package intent

import "sajja/bot/thai"

// timeOf reads when the act is meant to be: now, later, or on an earlier day.
func (r *reading) timeOf(a *act) sense {
	i := a.token
	if r.isPutOff(i) || r.isOnTheWay(i) || r.isWhenever(i) {
		return plannedSense
	}
	if r.isLongPast(i) {
		return pastSense
	}
	from, until := r.reach(i)
	from = r.nearestDay(from, i)
	for j := from; j < until; j++ {
		if !r.sameClause(i, j) || !r.isDay(j) {
			continue
		}
		text := r.dates[r.tokens[j].index]
		d, err := r.dateAt(j, thai.Back)
		if err != nil {
			if text.IsRelative && text.Offset > 0 && j < i {
				return plannedSense // อาทิตย์หน้า, whichever day it is
			}
			continue
		}
		if j > i && until < len(r.tokens) && text.Offset > 0 && r.hasFigureBetween(i, j) {
			continue // วันนี้ฝาก 30 ที่เหลือพรุ่งนี้: the day is the next act's
		}
		if text.IsHoliday {
			continue // the occasion, not the day it was paid
		}
		if d.From.After(r.today) && text.Unit == thai.DaySpan && text.IsRelative && d.Span == thai.DaySpan && !r.isCovered(j) {
			return plannedSense
		}
		if text.IsRelative && text.Offset > 0 && !r.isCovered(j) && (r.clauseHas(i, tags(tWill, tLater)) || j < i) {
			return plannedSense
		}
		if text.HasWeekday && text.Day == 0 && !text.IsRelative && j < i && r.willBefore(i) && !r.isCovered(j) {
			return plannedSense // วันเสาร์จะไปถอน
		}
		if text.HasWeekday && text.IsRelative && text.Offset > 0 && !r.isCovered(j) || text.Part > 0 && j < i && r.isStillAhead(j) {
			return plannedSense // จันทร์หน้า, สิ้นเดือน
		}
		if (text.HasWeekday && text.Unit == thai.WeekSpan && text.Offset >= 0 || text.Part > 0) && !r.isCovered(j) && r.willBefore(i) {
			return plannedSense
		}
		if d.Span == thai.DaySpan && d.From == d.To && d.From.Before(r.today) {
			a.date = j
			if !text.IsRelative || text.Unit == thai.DaySpan || text.HasWeekday {
				return pastSense
			}
		}
		if d.Span != thai.DaySpan && d.To.Before(r.today) && text.IsRelative && !r.isCovered(j) && !r.has(tBackDate) {
			return pastSense
		}
	}
	return plainSense
}

// isStillAhead tells whether the end of a month or year is yet to come, and is
// not what the money covers.
func (r *reading) isStillAhead(j int) bool {
	d, err := r.dateAt(j, thai.Forward)
	return err == nil && d.To == d.From && r.today.DaysUntil(d.To) > 1 && !r.isCovered(j) && !r.is(j+1, tDone)
}

// nearestDay gives the last day said before an act, or the place to begin with:
// in เมื่อวานไม่ได้ไป วันนี้ฝาก 60 only today is the act's.
func (r *reading) nearestDay(from, act int) int {
	for j := act - 1; j > from; j-- {
		if !r.isDay(j) {
			continue
		}
		if d, err := r.dateAt(j, thai.Back); err == nil && d.From == r.today && d.To == r.today {
			return j
		}
		return from
	}
	return from
}

// isLongPast tells whether the act is told of some earlier time: วันก่อนฝากไว้ 100,
// เคยกู้.
func (r *reading) isLongPast(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		if r.is(j, tEarlier) && !r.isNamePart(j) && !r.isMarked(j) {
			return !r.hasPrefix(i, wordAsk) && !r.isRequested(i)
		}
		if r.isAny(j, actVerbs) {
			return false
		}
	}
	return false
}

func (r *reading) hasFigureBetween(from, until int) bool {
	for k := range r.figures {
		if r.figures[k].token > from && r.figures[k].token < until && r.figures[k].isMoney() {
			return true
		}
	}
	return false
}

// reach gives the stretch of tokens that belong to an act: from after the verb
// of money before it to before the next.
func (r *reading) reach(i int) (int, int) {
	from, until := i, i+1
	for from > 0 && !r.isAny(from-1, actVerbs) {
		from--
	}
	for until < len(r.tokens) && !r.isAny(until, actVerbs) {
		until++
	}
	return from, until
}

// actVerbs are the marks of the verbs that begin an act of their own.
var actVerbs = tags(tSave, tWithdraw, tRepay, tBorrow)

// isDay tells whether a token is a day that is meant as one: no name, no
// number of an instalment or a house.
func (r *reading) isDay(j int) bool {
	return r.tokens[j].kind == dateToken && !r.isNamePart(j) && !r.at(j-1).marks.any(tInstalment) && !(r.is(j-1, tLabel) && !r.at(j-1).marks.any(tUMonth, tFull) && thai.IsDigit(r.folded.Letters[r.tokens[j].start]))
}

// isPutOff tells whether เดี๋ยว, ไว้ or ค่อย puts the act off.
func (r *reading) isPutOff(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		if r.is(j, tLater) || r.isWord(j, wordKeep) && r.at(j).isApart && r.at(j+1).kind == dateToken {
			return true
		}
		if r.at(j).marks.any(tWithdraw, tRepay, tSave) {
			return false
		}
	}
	return false
}

// isOnTheWay tells of สิไปฝาก, จะเอาไปฝาก without a sum of its own: it will be
// done there, not here.
func (r *reading) isOnTheWay(i int) bool {
	if r.isWord(i-1, wordGet) && r.is(i-2, tWill) {
		return true // จะได้ถอน: what it is all for
	}
	if r.willBefore(i) && (r.isTakenThere(i) || r.isLaterToday(i)) {
		return true // จะเอาไปฝาก 50, เย็นนี้จะฝาก
	}
	if !r.willBefore(i) || r.hasFigureInClause(i) && r.figureAfter(i) >= 0 {
		return false
	}
	return r.isWord(i-1, wordGo) || r.isWord(i-2, wordGo)
}

// isTakenThere tells of money that is to be carried to where it is put in.
func (r *reading) isTakenThere(i int) bool {
	return r.isWord(i-1, wordGo) && r.isWord(i-2, wordTake) || r.isWord(i-1, wordGo) && r.is(i-2, tMoney) && r.isWord(i-3, wordTake)
}

// isLaterToday tells whether a later time of this day is said before the act.
func (r *reading) isLaterToday(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		if r.at(j).kind == dateToken && (r.hasPrefix(j, wordEvening) || r.hasPrefix(j, wordNight) || r.hasPrefix(j, wordTonight)) {
			return true
		}
	}
	return false
}

// isWhenever tells of เมื่อไหร่…จะฝาก.
func (r *reading) isWhenever(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		if r.is(j, tQWhen) && r.willBefore(i) {
			return true
		}
	}
	return false
}

// willBefore tells whether จะ or สิ stands shortly before the act.
func (r *reading) willBefore(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 4 && r.sameClause(i, j); j-- {
		if r.is(j, tWill) {
			return true
		}
	}
	return r.is(i, tWill)
}

// isCovered tells whether a date says what the money covers or is asked to be
// recorded for (ของเดือนหน้า), not when it will be paid.
func (r *reading) isCovered(j int) bool {
	p := r.at(j - 1)
	return p.has(tOf) || p.has(tSaving) || p.has(tInstead) || p.marks.any(tBackDate) || r.isWord(j-1, wordFor) || r.isWord(j-1, wordAhead)
}
