package intent

import "sajja/bot/thai"

// isHypothetical tells whether ถ้า stands before the act in its clause.
func (r *reading) isHypothetical(i int) bool {
	for j := i - 1; j >= 0 && r.clause[j] >= r.clause[i]-1; j-- {
		if r.is(j, tIf) && (r.clause[j] == r.clause[i] || !r.actBetween(j, i)) {
			return true
		}
	}
	return false
}

func (r *reading) actBetween(from, until int) bool {
	for j := from + 1; j < until; j++ {
		if r.isAny(j, moneyVerbs) {
			return true
		}
	}
	return false
}

// isHearsay tells whether the act is somebody else's affair, a habit, or an
// invitation.
func (r *reading) isHearsay(i int, kind Kind) bool {
	if kind == Deposit && (r.isRemark(i) || r.isPriced(i)) {
		return true
	}
	if r.isWord(i+1, wordTogether) && !r.at(i+1).isApart || kind == Withdraw && r.has(tTooth) || r.isOthersRate(i) {
		return true
	}
	if r.inClause(i, tHabit) >= 0 && !r.isRequested(i) && r.inClause(i, tSame) < 0 && !r.isToday(i) {
		return true
	}
	if r.isToldOf(i, kind) {
		return true
	}
	for j := i - 1; j >= 0 && i-j <= 3 && r.sameClause(i, j); j-- {
		if r.is(j, tThey) && !r.is(j, tSelf) && (j == i-1 || !r.is(j, tFiller)) {
			return true
		}
		if r.is(j, tQWho) {
			return true
		}
	}
	return kind == Deposit && r.isOthersPlan(i)
}

// isToday tells whether the act is said to be of today, beside a habit: วันนี้ก็ฝาก
// 10 บาทเหมือนทุกวัน.
func (r *reading) isToday(i int) bool {
	for j := range r.tokens {
		if !r.sameClause(i, j) || !r.isDay(j) {
			continue
		}
		if d, err := r.dateAt(j, thai.Back); err == nil && d.From == r.today && d.To == r.today {
			return r.hasFigureInClause(i)
		}
	}
	return false
}

// isToldOf tells whether the subject is somebody named and taken up again: ลุงแก
// เคยกู้.
func (r *reading) isToldOf(i int, kind Kind) bool {
	for _, p := range r.people {
		if p.until < i && r.is(p.until, tThey) && r.sameClause(p.from, i) && (kind != Deposit || p.hasName && r.isWord(p.until, wordHe)) {
			return true
		}
	}
	return false
}

// isPriced tells of goods with a price by the piece and no sum to be put in: ฝากด้วยน้า
// ร้านขนมจีน จานละ 25.
func (r *reading) isPriced(i int) bool {
	for k := range r.figures {
		f := &r.figures[k]
		if f.isMoney() || f.role == rateFigure {
			return false
		}
		if f.role == otherRateFigure && f.token > i && !r.at(f.token-1).marks.any(tMonthly) && !r.isTimeRate(f.token-1) {
			return true
		}
	}
	return false
}

// isTimeRate tells of a rate by the week, the month or the instalment.
func (r *reading) isTimeRate(i int) bool {
	for _, unit := range timeRates {
		if r.hasPrefix(i, unit) {
			return true
		}
	}
	return false
}

var timeRates = []string{folded("เดือน"), folded("ปี"), folded("อาทิตย์"), folded("สัปดาห์"), folded("งวด"), folded("ครั้ง"), folded("หุ้น")}

// isRemark tells of saving that is only spoken about: no sum, no wish, and
// words of everyday life after it.
func (r *reading) isRemark(i int) bool {
	if len(r.figures) > 0 || r.isQuestion() {
		return false
	}
	hasBlank := false
	for j := range r.tokens {
		if !r.sameClause(i, j) {
			continue
		}
		if j < i && r.is(j, tWant) && !r.is(j, tPolite) {
			return false
		}
		if r.isWord(j, wordBaht) && r.at(j).isApart {
			return false // a sum in letters we cannot read
		}
		if j > i && !r.isNamePart(j) && r.at(j+1).kind != dateToken && (r.isBlank(j) || r.is(j, tFavour) && !r.at(j).marks.any(tFiller, tKin, tMoney, tSaving, tGive, tPay, tRecord, tLook)) {
			hasBlank = true
		}
	}
	return hasBlank
}

// isOthersRate tells of somebody who saves so much a month: no sum of ours.
func (r *reading) isOthersRate(i int) bool {
	if r.hasSum() || !r.hasFigureRole(otherRateFigure) {
		return false
	}
	if r.isWord(i+1, wordGet) && !r.at(i+1).isApart {
		return true // เก็บตังค์ได้เดือนละพัน
	}
	for _, p := range r.people {
		if p.until == i && !r.isMarked(p.from) {
			return true
		}
	}
	return false
}

// isOthersPlan tells whether somebody else is the one who will save: a named
// person before จะ, or for an officer anybody, since what was received would
// have been recorded.
func (r *reading) isOthersPlan(i int) bool {
	for _, p := range r.people {
		if p.until > i || !r.sameClause(p.from, i) || r.isMarked(p.from) || r.isSelf(p) || r.isGift(p) {
			continue
		}
		if r.isWord(i-1, wordGo) && p.hasName {
			return true
		}
		if r.willBefore(i) && (p.hasName || !r.isMember()) && p.until < i {
			return true
		}
	}
	return false
}

// isRequested tells whether the act is asked for in so many words.
func (r *reading) isRequested(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 2; j-- {
		if r.isWord(j, wordAsk) || r.isWord(j, wordPlease) {
			return true
		}
	}
	return false
}
