package intent

// moneyVerbs are the marks of words that govern a sum of money: what a number
// is for is said by the nearest of them before it.
var moneyVerbs = tags(tSave, tPay, tWithdraw, tBorrow, tRepay, tGiveback, tClaim, tBuy, tSell, tEarn, tSpend, tExpenseOf, tIncomeOf,
	tLeft, tChange)

// sense is how an act of saving is meant.
type sense uint8

const (
	plainSense   sense = iota // do it now
	favourSense               // ฝากซื้อ, ฝากบอก: no money of the fund
	takenBack                 // ไม่ฝากแล้ว
	deniedSense               // ยังไม่ฝาก, ไม่ฝาก
	forgotten                 // ไม่เคยฝาก, ลืมฝาก: about the past
	plannedSense              // พรุ่งนี้จะฝาก
	pastSense                 // เมื่อวานฝากไป
	supposed                  // ถ้าฝาก
	hearsay                   // เขาฝาก, ฝากทุกเดือน
)

// act is a verb of money in the text, with how it is meant.
type act struct {
	token int
	kind  Kind // Deposit, Withdraw, Repay, Loan
	sense sense
	date  int // the token of the day it is said to be on, or -1
}

func (r *reading) findActs() {
	for i := range r.tokens {
		kind, ok := r.actAt(i)
		if !ok {
			continue
		}
		a := act{token: i, kind: kind, date: -1}
		a.sense = r.senseOf(&a)
		r.acts = append(r.acts, a)
	}
}

// actAt tells which act of money a token is the verb of.
func (r *reading) actAt(i int) (Kind, bool) {
	t := r.at(i)
	if t.kind != wordToken || t.has(tChat) || t.has(tFavourPhrase) || r.isNamePart(i) {
		return "", false
	}
	switch {
	case t.has(tWithdraw):
		return Withdraw, true
	case t.has(tRepay):
		return Repay, true
	case t.has(tBorrow):
		return Loan, true
	case t.has(tSave):
		if r.isAmountOnly(i) || r.isWithdrawn(i) {
			return "", false
		}
		return Deposit, true
	case t.has(tSaving) && (r.is(i+1, tGiveback) || r.hasPrefix(i+1, wordOut)) && !r.at(i+1).isApart:
		return Withdraw, true
	case t.has(tSaving) && r.isPaidSaving(i):
		return Deposit, true
	case t.marks.any(tDaily, tOneBahtDaily) && r.isDailySaving(i):
		return Deposit, true
	case t.marks.any(tPay, tCame) && (r.isFollowedBy(i, tLoan) || r.isFollowedBy(i, tInstalment) || r.isFollowedBy(i, tPrincipal) && r.isMoneyOf(i)):
		return Repay, true
	case t.has(tGiveback) && r.has(tBorrow) && r.first(tBorrow) < i && r.at(i+1).kind == amountToken:
		return Repay, true
	case t.has(tGiveback) && (r.isFollowedBy(i, tLoan) || r.is(i+2, tBorrow) && r.isRelative(i+2)):
		return Repay, true
	case r.hasPrefix(i, wordOut) && r.isTakenOut(i):
		return Withdraw, true
	case t.has(tLoan) && r.isFollowedBy(i, tGiveback) && !r.has(tBorrow):
		return Repay, true
	case t.has(tLoan) && r.has(tPay) && !r.hasAny(tBorrow, tRepay) && r.isFollowedBySum(i):
		return Repay, true
	case t.has(tBackDate) && r.hasSum() && !r.hasAny(tSave, tSaving, tDaily, tRepay, tLoan, tWithdraw, tClaim):
		return Deposit, true // ขอลงย้อนหลังของวันเสาร์ 60
	case t.has(tInterest) && r.isPaidInterest(i):
		return Repay, true
	case t.has(tPrincipal) && r.has(tInterest) && r.at(i+1).kind == amountToken && (r.hasAny(tPay, tRepay, tLoan, tGiveback) || r.at(r.first(tInterest)+1).kind == amountToken):
		return Repay, true
	}
	return "", false
}

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

// isRelative tells whether ที่ leads to a verb that only says which money is meant:
// ที่กู้ไป, ที่ออมไว้.
func (r *reading) isRelative(i int) bool {
	return r.isWord(i-1, wordAtPlace) && !r.at(i).isApart && r.at(i+1).has(tPast) && !r.at(i+1).isApart
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

// isFollowedBy tells whether a token with the mark comes before the next verb.
func (r *reading) isFollowedBy(i int, m tag) bool {
	for j := i + 1; j < len(r.tokens) && j <= i+5; j++ {
		t := r.at(j)
		if t.has(m) {
			return true
		}
		if t.marks.any(tSave, tWithdraw, tBorrow, tBuy) || t.kind == lineToken {
			return false
		}
	}
	return false
}

// isFollowedBySum tells whether a sum follows in the clause before any verb.
func (r *reading) isFollowedBySum(i int) bool {
	for j := i + 1; j < len(r.tokens) && r.sameClause(i, j); j++ {
		if r.at(j).kind == amountToken {
			return true
		}
		if r.isAny(j, moneyVerbs) {
			return false
		}
	}
	return false
}

// isMoneyOf tells whether ต้น is the principal and no tree: ดอก or a sum beside.
func (r *reading) isMoneyOf(i int) bool {
	for j := i + 1; j < len(r.tokens) && j <= i+3; j++ {
		if r.is(j, tPrincipal) {
			return r.at(j+1).kind == amountToken
		}
	}
	return false
}

// isPaidInterest tells whether ดอก stands for paying it: ต้น 500 ดอก 25, ดอกเดือนนี้
// 125 จ่ายแล้ว.
func (r *reading) isPaidInterest(i int) bool {
	for j := range r.tokens {
		if r.tokens[j].marks.any(tRepay, tPay, tPrincipal) && j != i {
			return r.at(i+1).kind == amountToken || r.at(i+1).kind == dateToken && r.at(i+2).kind == amountToken
		}
	}
	return false
}

// senseOf reads how an act is meant, from the words beside it and in its
// clause.
func (r *reading) senseOf(a *act) sense {
	i := a.token
	switch {
	case a.kind == Deposit && r.isFavour(i):
		return favourSense
	case a.kind != Deposit && r.isOtherThing(a):
		return hearsay
	case r.isQuoted(i):
		return hearsay
	case r.isRelative(i), a.kind == Deposit && r.isSentWith(i):
		return pastSense
	case r.isHypothetical(i):
		return supposed
	}
	if s, ok := r.denialOf(i); ok {
		return s
	}
	if r.isUnable(i) {
		return deniedSense
	}
	if r.isHearsay(i, a.kind) {
		return hearsay
	}
	return r.timeOf(a)
}
