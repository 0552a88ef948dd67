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
	case r.isWord(i, wordDue) && r.has(tPay) && r.hasFigureBeside(i) && !r.hasAny(tSave, tSaving):
		return Repay, true
	case t.has(tInterest) && r.isPaidInterest(i):
		return Repay, true
	case t.has(tPrincipal) && r.has(tInterest) && r.at(i+1).kind == amountToken && (r.hasAny(tPay, tRepay, tLoan, tGiveback) || r.at(r.first(tInterest)+1).kind == amountToken):
		return Repay, true
	}
	return "", false
}

// isRelative tells whether ที่ leads to a verb that only says which money is meant:
// ที่กู้ไป, ที่ออมไว้.
func (r *reading) isRelative(i int) bool {
	return r.isWord(i-1, wordAtPlace) && !r.at(i).isApart && r.at(i+1).has(tPast) && !r.at(i+1).isApart
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
