package intent

import "sajja/bot/thai"

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
		if r.isAmountOnly(i) {
			return "", false
		}
		return Deposit, true
	case t.has(tSaving) && r.is(i+1, tGiveback) && !r.at(i+1).isApart:
		return Withdraw, true
	case t.has(tSaving) && r.isPaidSaving(i):
		return Deposit, true
	case t.has(tDaily) && r.isDailySaving(i):
		return Deposit, true
	case t.has(tPay) && (r.isFollowedBy(i, tLoan) || r.isFollowedBy(i, tInstalment) || r.isFollowedBy(i, tPrincipal) && r.isMoneyOf(i)):
		return Repay, true
	case t.has(tGiveback) && r.isFollowedBy(i, tLoan):
		return Repay, true
	case t.has(tInterest) && r.isPaidInterest(i):
		return Repay, true
	case t.has(tPrincipal) && r.has(tInterest) && r.at(i+1).kind == amountToken && r.hasAny(tPay, tRepay, tLoan, tGiveback):
		return Repay, true
	}
	return "", false
}

// isAmountOnly is a guard for words of saving inside a name of an account.
func (r *reading) isAmountOnly(i int) bool {
	return r.is(i, tSaving) && r.is(i-1, tBalance)
}

// isPaidSaving tells whether a noun of saving stands for the act: ส่ง…สัจจะ,
// สัจจะ 30. Beside another verb of money it is only its object.
func (r *reading) isPaidSaving(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		t := r.at(j)
		switch {
		case t.has(tPay), t.has(tRecord) && j == i-1:
			return true
		case t.marks.meets(tags(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBalance, tStatement, tLook)), t.has(tReceive) && !r.isMember():
			return false
		}
	}
	for j := i + 1; j < len(r.tokens) && r.sameClause(i, j); j++ {
		t := r.at(j)
		if t.marks.meets(tags(tSave, tWithdraw, tRepay, tBorrow)) && !t.has(tSaving) {
			return false
		}
		if t.has(tPay) || t.kind == amountToken {
			return true
		}
	}
	return r.hasSum() && (r.has(tBackDate) || r.isMember() && r.isAny(i-1, tags(tReceive)))
}

// isDailySaving tells whether วันละ is the pledge being paid: with ส่ง or จ่าย,
// or standing alone with its figures.
func (r *reading) isDailySaving(i int) bool {
	for j := range r.tokens {
		if r.sameClause(i, j) && r.tokens[j].marks.meets(tags(tSave, tSaving)) {
			return false
		}
	}
	p := r.previous(i)
	return r.is(p, tPay)
}

// isFollowedBy tells whether a token with the mark comes before the next verb.
func (r *reading) isFollowedBy(i int, m tag) bool {
	for j := i + 1; j < len(r.tokens) && j <= i+5; j++ {
		t := r.at(j)
		if t.has(m) {
			return true
		}
		if t.marks.meets(tags(tSave, tWithdraw, tBorrow, tBuy)) || t.kind == lineToken {
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

// isPaidInterest tells whether ดอก stands for paying it: ต้น 500 ดอก 25.
func (r *reading) isPaidInterest(i int) bool {
	for j := range r.tokens {
		if r.tokens[j].marks.meets(tags(tRepay, tPay, tPrincipal)) && j != i {
			return r.at(i+1).kind == amountToken
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

// isFavour tells whether ฝาก asks a favour: what follows it is neither money
// nor a person nor a day.
func (r *reading) isFavour(i int) bool {
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
	if t.marks.meets(tags(tMoney, tSaving, tSave)) && !t.has(tFavour) {
		return r.isSpentThere(n + 1)
	}
	if n == i+1 && r.isSpentThere(n) {
		return true
	}
	if t.has(tGive) && r.isCaredFor(n+1) {
		return true
	}
	if r.isSentAlong(n) || r.isCountedThing(i) {
		return true
	}
	if r.isWord(n, wordOf) {
		next := r.at(n + 1)
		return r.isBlank(n+1) || next.kind == lineToken || next.kind == wordToken && next.marks.meets(tags(tFiller)) && !next.marks.meets(tags(tKin, tTitle, tSelf, tMoney, tSaving))
	}
	if r.at(n+1).kind == dateToken && r.dates[r.at(n+1).index].IsHoliday {
		return false
	}
	if t.has(tFavour) && !r.isPersonHere(n) && !t.has(tLook) && !(t.has(tRecord)) && !r.isDateHere(n) {
		return !(t.has(tHave)) && !(t.has(tGive))
	}
	if t.has(tLook) && !t.has(tRecord) {
		return true
	}
	return r.isBlank(n) && !t.isApart
}

// isOtherThing tells whether the verb is about something else than money of
// the fund: ผ่อนทีวี, ถอนราก, ยืมพัดลม, ให้กู้.
func (r *reading) isOtherThing(a *act) bool {
	next := r.at(a.token + 1)
	isGlued := r.isBlank(a.token+1) && !next.isApart
	switch a.kind {
	case Loan:
		return r.is(a.token-1, tGive) || isGlued && !r.hasSum()
	case Withdraw:
		return isGlued || r.isCountedThing(a.token)
	default:
		before := r.at(a.token - 1)
		if !r.at(a.token).isApart && a.token > 0 && (before.kind == unknownToken || before.has(tFavour) && !before.marks.meets(tags(tFiller, tKin, tPay, tWant))) {
			return true
		}
		return isGlued && !r.hasAny(tLoan, tInterest) || r.is(a.token+1, tFavour) && !r.hasAny(tLoan, tInstalment, tInterest, tPrincipal) && !r.isNamePart(a.token+1) && !next.marks.meets(tags(tFiller, tMoney, tGive, tPay))
	}
}

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

// isPersonHere tells whether the word after ฝาก is a person with a sum or a
// name, not a child left in somebody's care.
func (r *reading) isPersonHere(i int) bool {
	p, ok := r.personFrom(i)
	return ok && (r.isAny(i-1, tags(tGive, tOf, tInstead)) || r.at(p.until).kind == amountToken)
}

// isSpentThere tells of money that is sent to be spent: ฝากเงินซื้อ…, ฝากเงินใส่ซอง.
func (r *reading) isSpentThere(i int) bool {
	t := r.at(i)
	return !t.isApart && t.marks.meets(tags(tBuy, tSpend, tExpenseOf)) && !t.has(tPay) && !t.has(tPolite)
}

// isCaredFor tells of ฝากให้ยายเลี้ยง: something is left with somebody.
func (r *reading) isCaredFor(i int) bool {
	p, ok := r.personFrom(i)
	if !ok {
		return false
	}
	t := r.at(p.until)
	return t.kind == wordToken && t.has(tFavour) && !t.marks.meets(tags(tFiller, tMoney, tGive, tPay, tSaving, tRecord, tKin, tName)) && !r.hasSum()
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
	if !r.isWord(n, wordGo) && !r.isWord(n, wordKeep) {
		return false
	}
	return !r.hasFigureInClause(n)
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

// deniedWithin is how many tokens may stand between a denial and its verb:
// ไม่ได้เอาเงินมาฝาก.
const deniedWithin = 4

// denialOf reads a denial before the act: taken back, put off, or about the past.
func (r *reading) denialOf(i int) (sense, bool) {
	for j := i - 1; j >= 0 && i-j <= deniedWithin && r.sameClause(i, j); j-- {
		t := r.at(j)
		if r.endsDenial(i, j) || r.at(i).isApart && i-j > 1 && !r.isAny(i-1, tags(tWant, tWill, tNeg)) {
			return 0, false
		}
		switch {
		case t.has(tNotForgotten):
			return 0, false
		case t.has(tNever):
			if r.isGapBetween(j, i) {
				return 0, false
			}
			return forgotten, true
		case t.has(tNotYet), t.has(tDont), t.has(tBusy) && j == i-1:
			return deniedSense, true
		case t.has(tNotThis):
			return 0, false
		case t.has(tNeg) && t.has(tPast), t.has(tNeg) && r.isPastDenial(j):
			return forgotten, true
		case t.has(tNeg):
			if r.isTakenBack(i) {
				return takenBack, true
			}
			return deniedSense, true
		}
	}
	return 0, false
}

// endsDenial tells whether a word between ends the reach of a denial: another
// verb of money, or a sum.
func (r *reading) endsDenial(act, j int) bool {
	t := r.at(j)
	if t.kind == amountToken || t.marks.meets(tags(tRecord)) && t.marks.meets(tags(tArrive, tRecordFor)) {
		return true
	}
	if t.has(tPay) {
		return !r.is(act, tSaving) || r.is(act, tSave)
	}
	return t.marks.meets(moneyVerbs)
}

// isGapBetween tells whether a space stands between two tokens.
func (r *reading) isGapBetween(from, until int) bool {
	for j := from + 1; j <= until; j++ {
		if r.at(j).isApart {
			return true
		}
	}
	return false
}

// isUnable tells whether the denial follows the verb: ผ่อนไม่ไหว, ฝากไม่ได้.
func (r *reading) isUnable(i int) bool {
	n := i + 1
	return r.isAny(n, tags(tNeg, tBusy)) && !r.isAny(n, tags(tNotThis, tApprox, tCancel, tQYes)) && !r.at(n).isApart
}

// isPastDenial tells whether ไม่ได้ speaks of what was not done: nothing is
// taken back by it.
func (r *reading) isPastDenial(j int) bool {
	return r.isWord(j, wordDidNot) || r.isWord(j, wordDidNotNorth)
}

// isTakenBack tells whether แล้ว, ละ or ดีกว่า closes the denial: ไม่ฝากแล้ว.
func (r *reading) isTakenBack(i int) bool {
	for j := i + 1; j < len(r.tokens) && j <= i+4 && r.sameClause(i, j); j++ {
		if r.is(j, tDone) || r.isWord(j, wordLa) || r.isWord(j, wordRather) {
			return true
		}
		if r.at(j).kind == amountToken {
			continue
		}
	}
	return false
}

// isHearsay tells whether the act is somebody else's affair, a habit, or an
// invitation.
func (r *reading) isHearsay(i int, kind Kind) bool {
	if r.isWord(i+1, wordTogether) && !r.at(i+1).isApart || kind == Withdraw && r.has(tTooth) || r.isOthersRate(i) {
		return true
	}
	if r.inClause(i, tHabit) >= 0 && !r.isRequested(i) && r.inClause(i, tSame) < 0 {
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

// isOthersRate tells of somebody who saves so much a month: no sum of ours.
func (r *reading) isOthersRate(i int) bool {
	if r.hasSum() || !r.hasFigureRole(otherRateFigure) {
		return false
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

// timeOf reads when the act is meant to be: now, later, or on an earlier day.
func (r *reading) timeOf(a *act) sense {
	i := a.token
	if r.isPutOff(i) || r.isOnTheWay(i) || r.isWhenever(i) {
		return plannedSense
	}
	from, until := r.reach(i)
	for j := from; j < until; j++ {
		if !r.sameClause(i, j) || !r.isDay(j) {
			continue
		}
		d, err := r.dateAt(j, thai.Back)
		if err != nil {
			continue
		}
		text := r.dates[r.tokens[j].index]
		if d.From.After(r.today) && text.Unit == thai.DaySpan && text.IsRelative && d.Span == thai.DaySpan && !r.isCovered(j) {
			return plannedSense
		}
		if text.IsRelative && text.Offset > 0 && !r.isCovered(j) && (r.clauseHas(i, tags(tWill, tLater)) || j < i) {
			return plannedSense
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
	return r.tokens[j].kind == dateToken && !r.isNamePart(j) && !r.isAny(j-1, tags(tInstalment)) && !(r.is(j-1, tLabel) && !r.isAny(j-1, tags(tUMonth, tFull)))
}

// isPutOff tells whether เดี๋ยว, ไว้ or ค่อย puts the act off.
func (r *reading) isPutOff(i int) bool {
	for j := i - 1; j >= 0 && r.sameClause(i, j); j-- {
		if r.is(j, tLater) {
			return true
		}
		if r.isAny(j, tags(tWithdraw, tRepay, tSave)) {
			return false
		}
	}
	return false
}

// isOnTheWay tells of สิไปฝาก, จะเอาไปฝาก without a sum of its own: it will be
// done there, not here.
func (r *reading) isOnTheWay(i int) bool {
	if !r.willBefore(i) || r.hasFigureInClause(i) && r.figureAfter(i) >= 0 {
		return false
	}
	return r.isWord(i-1, wordGo) || r.isWord(i-2, wordGo) || r.hasSum()
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
	return p.has(tOf) || p.has(tSaving) || p.marks.meets(tags(tBackDate)) || r.isWord(j-1, wordFor) || r.isWord(j-1, wordAhead)
}
