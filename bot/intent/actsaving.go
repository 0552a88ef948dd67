package intent

// isAmountOnly is a guard for words of saving inside a name of an account.
func (r *reading) isAmountOnly(i int) bool {
	return r.is(i, tSaving) && r.is(i-1, tBalance)
}

// isWithdrawn tells whether a word of saving only says which money is taken
// out: ถอนเงินออม 500, ขอถอนเงินที่ฝากไว้ 500. A sum or a "then" between them
// makes two acts of it.
func (r *reading) isWithdrawn(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		t := r.at(j)
		switch {
		case t.has(tWithdraw):
			return true
		case t.kind == amountToken, t.marks.any(tAnd, tOr, tDone):
			return false
		}
	}
	return false
}

// isPaidSaving tells whether a noun of saving stands for the act: ส่ง…สัจจะ,
// สัจจะ 30. Beside another verb of money it is only its object.
func (r *reading) isPaidSaving(i int) bool {
	if r.isOwned(i) {
		return false
	}
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		t := r.at(j)
		switch {
		case t.has(tPay), t.has(tRecord) && j == i-1:
			return true
		case t.marks.any(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBalance, tStatement, tLook), t.has(tReceive) && !r.isMember():
			return false
		}
	}
	for j := i + 1; j < len(r.tokens) && r.sameClause(i, j); j++ {
		t := r.at(j)
		if t.marks.any(tSave, tWithdraw, tRepay, tBorrow) && !t.has(tSaving) {
			return false
		}
		if t.has(tPay) || t.kind == amountToken {
			return true
		}
	}
	isBareFact := (r.hasFigureBeside(i) || r.hasSum() && (r.otherCount() <= 1 || r.has(tPay))) && !r.hasAny(tBalance, tStatement, tLook, tClaim, tPer, tLoan, tBuy, tInterest) && !r.isQuestion()
	return isBareFact || r.hasSum() && (r.has(tBackDate) || r.isMember() && r.at(i-1).marks.any(tReceive))
}

// isOwned tells whether the saving is what somebody has, not what is paid:
// เขามีเงินฝากเป็นแสน.
func (r *reading) isOwned(i int) bool {
	if r.is(i+1, tThey) && !r.is(i+1, tSelf) {
		return true
	}
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		if r.is(j, tHave) && j >= i-2 || r.is(j, tThey) && !r.is(j, tSelf) || r.is(j, tEarlier) {
			return true
		}
	}
	return false
}

// otherCount counts what is said beside a noun of saving and its figures: words
// that neither name somebody, nor a time or place of the payment.
func (r *reading) otherCount() int {
	n := 0
	for i := range r.tokens {
		t := r.at(i)
		if r.isQuiet(i) || r.isNamePart(i) || t.kind == amountToken || t.kind == dateToken || t.kind == clockToken || t.marks.meets(plainMarks) {
			continue
		}
		n++
	}
	return n
}

// plainMarks are the marks of words that say nothing against a plain payment.
var plainMarks = tags(tSaving, tMoney, tFiller, tSelf, tLabel, tPay, tPast, tDone, tJustNow, tGive, tOf, tInstead, tGreet, tThank, tUDay, tUMonth, tUYear,
	tUWeek, tToday, tTotal, tDaily, tOneBaht, tRecord, tGroupFigure)

// hasFigureBeside tells whether a sum stands in the same clause, with little else
// said there.
func (r *reading) hasFigureBeside(i int) bool {
	content, hasSum := 0, false
	for j := range r.tokens {
		if !r.sameClause(i, j) || r.isQuiet(j) {
			continue
		}
		if k := r.figureAt(j); k >= 0 && r.figures[k].isMoney() {
			hasSum = true
		}
		if !r.isNamePart(j) && !r.is(j, tFiller) {
			content++
		}
	}
	return hasSum && content <= 5
}

// isDailySaving tells whether วันละ is the pledge being paid: with ส่ง or จ่าย,
// or standing alone with its figures.
func (r *reading) isDailySaving(i int) bool {
	for j := range r.tokens {
		if r.sameClause(i, j) && r.tokens[j].marks.any(tSave, tSaving) {
			return false
		}
	}
	p := r.previous(i)
	for p >= 0 && r.is(p, tFiller) && !r.is(p, tPay) && r.sameClause(i, p) {
		p = r.previous(p)
	}
	return r.is(p, tPay) && r.sameClause(i, p) || r.isPledgePaid(i) || r.isPaidAfter(i)
}

// isTakenOut tells of savings said to be brought out: เอาเงินที่ออมไว้ออก.
func (r *reading) isTakenOut(i int) bool {
	hasMoney := false
	for j := i - 1; j >= 0 && r.sameClause(i, j) && !r.at(j+1).isApart; j-- {
		t := r.at(j)
		hasMoney = hasMoney || t.has(tSaving) || t.has(tSave) && r.isRelative(j)
		if r.isWord(j, wordTake) {
			return hasMoney || j == i-2 && r.is(j+1, tMoney)
		}
	}
	return false
}

// isPaidAfter tells whether the daily rate with its days is said to be paid after
// it: 31 วัน วันละบาท ส่งครบแล้ว.
func (r *reading) isPaidAfter(i int) bool {
	_, rate := r.rate()
	_, days := r.count(dayFigure)
	if rate < 0 || days < 0 {
		return false
	}
	for j := i + 1; j < len(r.tokens) && j <= days+4; j++ {
		if r.is(j, tPay) && !r.is(j, tFavourPhrase) {
			return true
		}
	}
	return false
}

// isSentWith tells of money handed to somebody to carry: ฝากเงินไปกับลูก.
func (r *reading) isSentWith(i int) bool {
	return r.isWord(i+1, wordGo) && r.is(i+2, tAnd) && !r.clauseHas(i, tags(tSaving, tRecord))
}

// pledgeMax is the highest daily rate, in satang, that is a pledge where no
// verb says so: wages and rents are higher.
const pledgeMax = 2_000

// isPledgePaid tells whether a small daily rate stands with a number of days
// and nothing else it could be.
func (r *reading) isPledgePaid(i int) bool {
	rate, token := r.rate()
	_, days := r.count(dayFigure)
	if token < 0 || days < 0 || rate > pledgeMax || !r.sameClause(i, token) || !r.sameClause(i, days) {
		return false
	}
	return !r.hasAny(tBuy, tSell, tEarn, tSpend, tExpenseOf, tBorrow, tRepay, tClaim, tHabit, tIf) && !r.isQuestion()
}
