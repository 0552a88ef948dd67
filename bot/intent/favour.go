package intent

import "bytes"

// isFavour tells whether ฝาก asks a favour: what follows it is neither money
// nor a person nor a day.
func (r *reading) isFavour(i int) bool {
	if !r.canAskFavour(i) {
		return false
	}
	if r.is(i-1, tOf) && !r.at(i).isApart && r.isWord(i-1, wordOf) && r.at(i).end-r.at(i).start <= 3 && !r.is(i-2, tKin) {
		return false
	}
	n := i + 1
	for n < len(r.tokens) && r.sameClause(i, n) && (r.is(n, tPolite) || r.at(n).kind == pictureToken) && !r.at(n).isApart {
		n++
	}
	t := r.at(n)
	if n >= len(r.tokens) || !r.sameClause(i, n) || t.isApart && n > i+1 {
		return false
	}
	if t.marks.any(tMoney, tSaving, tSave) && !t.has(tFavour) {
		return r.isSpentThere(n+1) || r.isBlank(n+1) && !r.at(n+1).isApart && !r.isNamePart(n+1)
	}
	if r.isWord(n, wordReach) && !t.isApart && r.at(n+1).kind != amountToken && r.at(n+1).kind != dateToken {
		return true
	}
	if n == i+1 && r.isSpentThere(n) {
		return true
	}
	if t.has(tGive) && r.isCaredFor(n+1) {
		return true
	}
	if p, ok := r.personFrom(n); ok && r.isSpentThere(p.until) {
		return true // ฝากน้องซื้อข้าว
	}
	if r.isSentAlong(n) || r.isCountedThing(i) || r.isSentTo(n) {
		return true
	}
	if r.isWord(n, wordOf) {
		next := r.at(n + 1)
		return r.isBlank(n+1) || next.kind == lineToken || next.kind == wordToken && next.marks.any(tFiller) && !next.marks.any(tKin, tTitle, tSelf, tMoney, tSaving)
	}
	if r.at(n+1).kind == dateToken && r.dates[r.at(n+1).index].IsHoliday {
		return false
	}
	if namesMoney := r.at(i).end-r.at(i).start > 4; namesMoney && t.has(tKin) {
		return false
	}
	if t.isApart && !r.isWord(i, wordLeave) {
		return false
	}
	if t.has(tFavour) && !r.isPersonHere(n) && !t.has(tLook) && !(t.has(tRecord)) && !r.isDateHere(n) {
		return !(t.has(tHave)) && !(t.has(tGive))
	}
	if t.has(tLook) && !t.has(tRecord) {
		return true
	}
	return (r.isBlank(n) || r.isNoun(n)) && !t.isApart
}

// canAskFavour tells whether the verb can mean a favour at all: ฝาก and what is
// made of it, and the short verbs that have another object than money (หยอดตา).
func (r *reading) canAskFavour(i int) bool {
	return r.at(i).end-r.at(i).start <= 4 || r.hasPrefix(i, wordLeave)
}

// isSpentThere tells of money that is sent to be spent: ฝากเงินซื้อ…, ฝากเงินใส่ซอง.
func (r *reading) isSpentThere(i int) bool {
	t := r.at(i)
	return !t.isApart && t.marks.any(tBuy, tSpend, tExpenseOf) && !t.has(tPay) && !t.has(tPolite)
}

// isCaredFor tells of ฝากให้ยายเลี้ยง: something is left with somebody.
func (r *reading) isCaredFor(i int) bool {
	p, ok := r.personFrom(i)
	if !ok {
		return false
	}
	t := r.at(p.until)
	return t.kind == wordToken && t.has(tFavour) && !t.marks.any(tFiller, tMoney, tGive, tPay, tSaving, tRecord, tKin, tName) && !r.hasSum()
}

// isPersonHere tells whether the word after ฝาก is a person with a sum or a
// name, not a child left in somebody's care.
func (r *reading) isPersonHere(i int) bool {
	p, ok := r.personFrom(i)
	return ok && (r.at(i-1).marks.any(tGive, tOf, tInstead) || r.at(p.until).kind == amountToken)
}

// isSentAlong tells of ฝากไปด้วย and ฝากก๊ะไปด้วย: something is sent along, and
// no sum follows.
func (r *reading) isSentAlong(n int) bool {
	if p, ok := r.personFrom(n); ok {
		n = p.until
		if r.hasPrefix(n, wordGo) && r.is(n, tPast) && !r.isRecordAsked(n) {
			return true
		}
	}
	if (r.is(n, tKin) || r.is(n, tTitle) || r.isBlank(n)) && r.isWord(n+1, wordGo) && r.isWord(n+2, wordWith) && r.figureAfter(n) < 0 {
		return true // ฝากคุณครูไปด้วย
	}
	if !r.isWord(n, wordGo) && !r.isWord(n, wordKeep) {
		return false
	}
	return r.figureAfter(n) < 0 && !r.asksAny(tQLong, tQMuch, tQWhen)
}

// isSentTo tells of money sent through somebody to another: ฝากเงินไปให้ลูก, ฝากเงินมา
// ให้.
func (r *reading) isSentTo(n int) bool {
	isTo := r.is(n, tGive) && (r.hasPrefix(n, wordGo) || r.hasPrefix(n, wordCome)) && r.at(n).end-r.at(n).start > 3
	return isTo && !r.clauseHas(n, tags(tSaving, tRecord))
}

// hasFigureInClause tells whether a sum follows in the clause.
func (r *reading) hasFigureInClause(i int) bool {
	for k := range r.figures {
		if r.figures[k].isMoney() && r.figures[k].token > i && r.sameClause(i, r.figures[k].token) {
			return true
		}
	}
	return false
}

// isCountedThing tells whether what follows the act is counted in pieces and
// no sum of money: ฝากให้ป้าไว้ 5 ลูก.
func (r *reading) isCountedThing(i int) bool {
	isCounted := false
	for k := range r.figures {
		f := &r.figures[k]
		if f.token > i && (f.isMoney() || f.role == dayFigure || f.role == rateFigure || f.role == eachFigure) {
			return false
		}
		if f.role == countFigure && f.token > i && r.is(f.token+1, tUCount) {
			isCounted = true
		}
	}
	return isCounted
}

func (r *reading) isDateHere(i int) bool { return r.at(i).kind == dateToken }

// isOtherThing tells whether the verb is about something else than money of
// the fund: ผ่อนทีวี, ถอนราก, ยืมพัดลม, ให้กู้.
func (r *reading) isOtherThing(a *act) bool {
	next := r.at(a.token + 1)
	isGlued := r.isBlank(a.token+1) && !next.isApart
	switch a.kind {
	case Loan:
		isThing := isGlued && (next.kind == unknownToken || next.has(tThing))
		if r.isBetweenPeople(a.token) || r.isNotGivenBack(a.token) {
			return true
		}
		return r.is(a.token-1, tGive) || isThing && !r.hasSum() && !r.isOfMoney(a.token)
	case Withdraw:
		return isGlued || r.isCountedThing(a.token)
	default:
		before := r.at(a.token - 1)
		if !r.at(a.token).isApart && a.token > 0 && (before.kind == unknownToken || before.has(tFavour) && !before.marks.any(tFiller, tKin, tPay, tWant)) {
			return true
		}
		return r.at(a.token+1).marks.any(tPlace, tBank) && !next.isApart && !r.is(a.token+1, tGroupFigure) ||
			isGlued && !r.hasAny(tLoan, tInterest) || r.is(a.token+1, tFavour) && !r.hasAny(tLoan, tInstalment, tInterest, tPrincipal) && !r.isNamePart(a.token+1) && !next.marks.any(tFiller, tMoney, tGive, tPay)
	}
}

// isBetweenPeople tells of a loan one person has of another: บังหมัดยืมฉาน 500.
func (r *reading) isBetweenPeople(i int) bool {
	if !r.hasPrefix(i, wordLend) {
		return false
	}
	n := i + 1
	if r.is(n, tMoney) {
		n++
	}
	return r.at(n).marks.any(tSelf, tKin) && !r.at(n).isApart && !r.is(n, tPolite) && (r.is(n, tSelf) || r.isNamePart(i-1) || r.isNamePart(n+1))
}

// isNotGivenBack tells of a loan complained about: ป้าแดงยืมไป 500 ยังไม่คืน.
func (r *reading) isNotGivenBack(i int) bool {
	for j := i + 1; j+1 < len(r.tokens); j++ {
		if r.at(j).marks.any(tNeg, tNotYet) && r.is(j+1, tGiveback) {
			return !r.isRequested(i) && !r.hasPrefix(i, wordAsk)
		}
	}
	return false
}

// isOfMoney tells whether the verb itself names money: กู้เงิน, ยืมตัง.
func (r *reading) isOfMoney(i int) bool {
	t := r.at(i)
	return t.end-t.start > 3 && (bytes.Contains(r.folded.Letters[t.start:t.end], moneyLetters) || bytes.Contains(r.folded.Letters[t.start:t.end], coinLetters))
}

var moneyLetters, coinLetters = []byte(folded("เงิน")), []byte(folded("ตัง"))

// isQuoted tells whether the token stands inside quotation marks.
func (r *reading) isQuoted(i int) bool {
	open := false
	for j := range i {
		if r.at(j).kind == signToken && r.at(j).sign == '"' {
			open = !open
		}
	}
	return open
}
