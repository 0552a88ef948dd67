package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// sum is the one amount of an act, or where the doubt about it lies.
type sum struct {
	money ledger.Money
	days  int
	token int
}

// sumOf finds the amount of an act. It is found only if every figure that
// could be it says the same, without doubt; false otherwise.
func (r *reading) sumOf(a *act) (sum, bool) {
	found := r.figuresOf(a)
	if s, ok := r.productOf(a, found); ok || s.token >= 0 {
		return s, ok
	}
	if len(found) == 0 {
		return r.daysOnly(a)
	}
	f := found[0]
	if len(found) > 1 {
		last, ok := r.chosen(a, found)
		if !ok {
			return sum{token: found[1].token}, false
		}
		f = last
	}
	if a.kind == Repay {
		if total, ok := r.repaid(found); ok {
			return total, true
		}
	}
	if !r.isClear(f) || a.kind != Loan && r.isGarbledBefore(a, f) {
		return sum{token: f.token}, false
	}
	money := ledger.MoneyFromSatang(f.satang)
	days, _ := r.count(dayFigure)
	if a.kind != Deposit || r.isDaysOfTalk() {
		days = 0
	}
	return sum{money: money, days: days, token: f.token}, true
}

// isGarbledBefore tells whether letters we cannot read stand between the verb
// and the sum and name nobody: they may be part of the number.
func (r *reading) isGarbledBefore(a *act, f *figure) bool {
	for j := a.token + 1; j < f.token; j++ {
		if r.at(j).kind == unknownToken && r.sameClause(j, f.token) && !r.isNamePart(j) && !r.isMarked(j) && (j == f.token-1 || r.at(j).end-r.at(j).start < 3 && r.at(j+1).isApart) {
			return true
		}
	}
	return false
}

// isDaysOfTalk tells whether a number of days is told and not paid for: a
// membership, a stay.
func (r *reading) isDaysOfTalk() bool { return r.hasAny(tHospital, tStay) }

// isClear tells whether the figure can only be that amount.
func (r *reading) isClear(f *figure) bool {
	if f.doubt != thai.Clear || f.satang <= 0 || f.satang > 1e13 || r.isLaughter(f) {
		return false
	}
	i := f.token
	before := r.at(i - 1)
	switch {
	case before.has(tApprox), before.kind == signToken && before.sign == '-' && r.isMinus(i-1):
		return false
	case before.kind == signToken && (before.sign == '~' || before.sign == '<' || before.sign == '>' || before.sign == '/' || before.sign == '*' || before.sign == '^'):
		return false
	case r.is(i-1, tPolite) && r.is(i-2, tApprox), r.is(i+1, tApprox), r.is(i+1, tPolite) && r.is(i+2, tApprox), r.isUnsure(i):
		return false
	case r.isOffered(i), r.isReckoned(i), r.isSplit(i), r.isByThe(i):
		return false
	case !f.isBaht && !r.at(i+1).isApart && !r.isNamePart(i+1) && (r.isBlank(i+1) || r.at(i+1).marks == tags(tName)):
		return false // 30ถุง: a unit we do not know
	case !f.isBaht && r.at(i-1).kind == unknownToken && !before.isApart && !r.at(i).isApart && thai.IsLatin(r.folded.Letters[r.tokens[i].start-1]):
		return false
	}
	return true
}

// isSplit tells whether another number stands right beside, so that both may
// be one: 1 000.
func (r *reading) isSplit(i int) bool {
	if r.is(i-1, tOneBaht) && !r.at(i).isApart {
		return true // บาทสองบาท
	}
	for _, j := range []int{i - 1, i + 1} {
		if k := r.figureAt(j); k >= 0 && r.figures[k].role == telephoneFigure {
			return true
		}
	}
	return false
}

// isUnsure tells whether the speaker is not sure of the sum: 50 ไม่รู้พอไหม.
func (r *reading) isUnsure(i int) bool {
	for j := i + 1; j <= i+2 && r.sameClause(i, j); j++ {
		if r.is(j, tMaybe) && !r.is(j, tSame) {
			return true
		}
	}
	return false
}

// isByThe tells of เป็นแสน, หลายพัน: so many that nobody counted.
func (r *reading) isByThe(i int) bool {
	n := r.amounts[r.tokens[i].index].Number
	isBare := n.Digits == 0 && (n.Hundredths == 1e4 || n.Hundredths == 1e5 || n.Hundredths == 1e6 || n.Hundredths == 1e7 || n.Hundredths == 1e8)
	return isBare && r.isWord(i-1, wordIs) && r.at(i).end-r.at(i).start <= 5
}

// isReckoned tells whether the number stands in a sum or product: 50+20, 30x2.
func (r *reading) isReckoned(i int) bool {
	next := r.at(i + 1)
	if next.kind == signToken && (next.sign == '+' || next.sign == '*' || next.sign == '/' || next.sign == '=' || next.sign == '~') {
		return true
	}
	if next.kind == signToken && next.sign == '-' {
		return true
	}
	isTimes := next.kind == codeToken || next.kind == unknownToken && !next.isApart
	return isTimes && thai.IsLatin(r.folded.Letters[next.start])
}

// isMinus tells whether a hyphen is a minus: glued to the number, apart from
// the word before.
func (r *reading) isMinus(i int) bool { return !r.at(i + 1).isApart }

// isOffered tells whether the amount is one of two offered: ฝาก 30 หรือ 60.
func (r *reading) isOffered(i int) bool {
	return r.is(i+1, tOr) && !r.at(i+1).marks.any(tQYes) || r.is(i+1, tOr) && !r.isFinal(i+1) || r.is(i-1, tOr) && r.at(i-2).kind == amountToken ||
		r.is(i+1, tIf) || r.is(i+1, tBut) && r.is(i+2, tIf)
}

// figuresOf gives the sums that the act governs: those after it up to the next
// verb of money, or those before it that nothing else governs.
func (r *reading) figuresOf(a *act) []*figure {
	var after, before []*figure
	for n := range r.figures {
		f := &r.figures[n]
		if !f.isMoney() || r.isForLater(f, a) || r.isToldBeside(f, a) {
			continue
		}
		switch governor := r.governor(f.token); {
		case governor == a.token || r.isSameAct(governor, a):
			after = append(after, f)
		case governor < 0 && f.token < a.token:
			before = append(before, f)
		}
	}
	if len(after) > 0 && len(before) > 0 && !r.isOfOtherClause(before, a) && !r.isCameIn(before) {
		return append(before, after...)
	}
	if len(after) > 0 {
		return after
	}
	if len(before) > 0 {
		return before
	}
	if all := r.allThere(a); len(all) > 0 {
		return all
	}
	return r.onlyTotal(a)
}

// isForLater tells whether the sum stands in a clause of its own that is put
// off, beside one for now: ฝาก 20 ส่วนเงินกู้เดือนหน้าค่อยส่ง 100.
func (r *reading) isForLater(f *figure, a *act) bool {
	return !r.sameClause(f.token, a.token) && r.isPutOffSum(f) && r.hasSumForNow()
}

// isPutOffSum tells whether a sum is said to be paid later: เดี๋ยวส่ง 30, 30 ค่อยส่ง.
func (r *reading) isPutOffSum(f *figure) bool {
	if r.is(f.token+1, tLater) {
		return true
	}
	for j := f.token - 1; j >= 0 && r.sameClause(j, f.token); j-- {
		if r.is(j, tLater) {
			return true
		}
	}
	return false
}

func (r *reading) hasSumForNow() bool {
	for n := range r.figures {
		if r.figures[n].isMoney() && !r.isPutOffSum(&r.figures[n]) {
			return true
		}
	}
	return false
}

// isToldBeside tells whether the sum stands in a later clause that says where money
// came from or goes, and the act has a sum of its own: ฝาก 200 ค่ะ แม่ให้มา 500.
func (r *reading) isToldBeside(f *figure, a *act) bool {
	if f.token < a.token || r.sameClause(f.token, a.token) || !r.hasFigureInClause(a.token) {
		return false
	}
	isTold := r.clauseHas(f.token, tags(tHave, tEarn, tBuy, tSpend, tExpenseOf, tIncomeOf, tLeft)) || r.isWord(f.token-1, wordCome) && r.is(f.token-2, tGive)
	return isTold && !r.clauseHas(f.token, tags(tCorrect, tAnd, tSave, tSaving, tWithdraw, tRepay))
}

// isCameIn tells whether the sums before an act only say what came in: ปันผลได้มา
// 800 ฝาก 300.
func (r *reading) isCameIn(before []*figure) bool {
	for _, f := range before {
		p := r.at(f.token - 1)
		isIncome := p.marks.any(tHave, tEarn, tIncomeOf, tLeft) || r.isWord(f.token-1, wordCome) && r.is(f.token-2, tHave) || p.has(tMoney) && r.is(f.token-2, tHave)
		if !isIncome {
			return false
		}
	}
	return true
}

// onlyTotal gives the one total said, where no other sum is: รวม 15 บาท.
func (r *reading) onlyTotal(a *act) []*figure {
	var total []*figure
	for n := range r.figures {
		f := &r.figures[n]
		switch {
		case f.isMoney():
			return nil
		case f.role == totalFigure && (f.token > a.token || r.sameClause(f.token, a.token)):
			total = append(total, f)
		}
	}
	if len(total) != 1 {
		return nil
	}
	return total
}

// isOfOtherClause tells whether the sums before the act stand in clauses of
// their own, where they are talk.
func (r *reading) isOfOtherClause(before []*figure, a *act) bool {
	for _, f := range before {
		if r.sameClause(f.token, a.token) {
			return false
		}
	}
	return true
}

// isSameAct tells whether the governor is an act of the same kind, meant
// plainly too: ฝาก 30 นะ ฝาก 30.
func (r *reading) isSameAct(governor int, a *act) bool {
	for k := range r.acts {
		if r.acts[k].token == governor {
			return r.acts[k].kind == a.kind && r.acts[k].sense == a.sense
		}
	}
	return false
}

// governor gives the verb that says what a figure is for: the nearest one
// before it, however many words between, but not beyond a verb of another act.
func (r *reading) governor(i int) int {
	for j := i - 1; j >= 0; j-- {
		t := r.at(j)
		if t.kind == lineToken && len(r.acts) > 1 && r.actOn(t.line) {
			return -1
		}
		if k := r.actIndex(j); k >= 0 {
			return j
		}
		if t.marks.any(tBuy, tSell, tEarn, tExpenseOf, tIncomeOf, tSpend, tChange, tLeft) && !r.isNamePart(j) && !t.has(tPolite) {
			return r.ownerOfPurpose(j)
		}
		if (t.has(tPay) || t.has(tCame) || t.has(tGive) || r.isWord(j, wordCome) && r.is(j-1, tGive)) && j == i-1 && r.hasActAfter(i) {
			return j
		}
		if t.has(tGive) && r.at(j+1).marks.any(tMoney) && !t.has(tPay) {
			return j
		}
		if t.has(tMoney) && r.is(j+1, tGive) && j+2 == i {
			return -1 // ยื่นตังให้ 70: handed over, for the act that follows
		}
		if r.isWord(j, wordCost) && r.is(j, tSpend) || r.isWord(j, wordGet) && j == i-1 && r.hasActBefore(j) {
			return r.ownerOfPurpose(j)
		}
	}
	return -1
}

// ownerOfPurpose gives the act a purpose belongs to, or the token itself:
// in ถอนเงินซื้อนม 350 the sum is the withdrawal's.
func (r *reading) ownerOfPurpose(j int) int {
	for i := j - 1; i >= 0 && r.sameClause(i, j); i-- {
		if r.at(i).kind == amountToken {
			return j
		}
		if k := r.actIndex(i); k >= 0 {
			if kind := r.acts[k].kind; kind == Withdraw || kind == Loan {
				return i
			}
			return j
		}
	}
	return j
}

// hasActAfter tells whether an act with a sum of its own follows.
func (r *reading) hasActAfter(i int) bool {
	for k := range r.acts {
		if r.acts[k].token > i && r.figureAfter(r.acts[k].token) >= 0 {
			return true
		}
	}
	return false
}

func (r *reading) hasActBefore(j int) bool {
	for k := range r.acts {
		if r.acts[k].token < j && r.sameClause(r.acts[k].token, j) {
			return true
		}
	}
	return false
}

// isGoverned tells whether a figure belongs to some verb before it.
func (r *reading) isGoverned(f *figure) bool { return r.governor(f.token) >= 0 }

func (r *reading) actIndex(i int) int {
	for k := range r.acts {
		if r.acts[k].token == i {
			return k
		}
	}
	return -1
}

func (r *reading) actOn(line int16) bool {
	for k := range r.acts {
		if r.tokens[r.acts[k].token].line == line {
			return true
		}
	}
	return false
}

// allThere gives the sum that is "all of it": ขายได้ 28 บาท ฝากหมดเลย, or what
// was left and brought.
func (r *reading) allThere(a *act) []*figure {
	var left []*figure
	for n := range r.figures {
		f := &r.figures[n]
		if !f.isMoney() || f.token > a.token {
			continue
		}
		governor := r.governor(f.token)
		isLeft := r.is(governor, tLeft) || governor >= 0 && r.is(governor, tSpend) && r.is(r.firstContent(), tLeft)
		isAll := r.at(a.token+1).marks.any(tAll) && len(r.figures) == 1
		if isLeft || isAll {
			left = append(left, f)
		}
	}
	if len(left) == 1 {
		return left
	}
	return nil
}

// chosen picks among several sums: the later after a correction, the one said
// in words too, none otherwise.
func (r *reading) chosen(a *act, found []*figure) (*figure, bool) {
	last := found[len(found)-1]
	if a.kind == Repay {
		if _, ok := r.repaid(found); ok {
			return last, true
		}
	}
	if n := len(found) - 1; n > 0 && r.isDisowned(last.token) && r.is(last.token+1, tPolite) && (!r.at(last.token).isApart || r.hasPrefix(last.token+1, wordNa)) {
		return r.chosen(a, found[:n])
	}
	for n := 0; n+1 < len(found); n++ {
		if found[n].satang == found[n+1].satang && found[n+1].token > found[n].token+1 && !r.isPersonBetween(found[n].token, found[n+1].token) {
			continue
		}
		if n+2 == len(found) && n > 0 && r.isDisowned(found[n+1].token) && found[0].satang == found[n].satang {
			return found[n], true
		}
		if r.isCorrected(found[n].token, found[n+1].token) {
			continue
		}
		return nil, false
	}
	return last, true
}

// isCorrected tells whether a marker of correction stands between two sums.
func (r *reading) isCorrected(from, until int) bool {
	hasMarker := false
	for j := from + 1; j < until; j++ {
		if r.at(j).marks.any(tCorrect) && !r.is(j, tOr) && !(r.is(j, tNotThis) && j == until-1 && !r.at(until).isApart && !hasMarker) {
			hasMarker = true
		}
		if r.at(j).kind == signToken && (r.at(j).sign == '+' || r.at(j).sign == '-') {
			return false
		}
	}
	return hasMarker
}

// isPersonBetween tells whether somebody is named between two sums, so that
// equal sums are two and not one said twice.
func (r *reading) isPersonBetween(from, until int) bool {
	for _, p := range r.people {
		if p.from > from && p.from < until {
			return true
		}
	}
	for j := from + 1; j < until; j++ {
		if r.at(j).kind == dateToken || r.is(j, tAnd) && !r.is(j, tFiller) {
			return true
		}
	}
	return false
}

// isDisowned tells whether ไม่ใช่ stands before the sum. Closed with a particle, or
// with the right one said twice already, it is out: ถอนห้าพัน ไม่ใช่ห้าร้อยนะ.
func (r *reading) isDisowned(i int) bool { return r.is(i-1, tNotThis) }

// repaid adds principal and interest named in one message; the total said
// beside them must agree.
func (r *reading) repaid(found []*figure) (sum, bool) {
	principal, interest := int64(-1), int64(-1)
	for _, f := range found {
		if f.doubt != thai.Clear {
			return sum{}, false
		}
		for j := f.token - 1; j >= 0 && f.token-j <= 3; j-- {
			if r.is(j, tInterest) {
				interest = f.satang
				break
			}
			if r.at(j).marks.any(tPrincipal, tRepay, tLoan, tGiveback) {
				principal = f.satang
				break
			}
			if r.at(j).kind == amountToken {
				break
			}
		}
	}
	if principal <= 0 || interest <= 0 || len(found) != 2 {
		return sum{}, false
	}
	return sum{money: ledger.MoneyFromSatang(principal + interest), token: found[0].token}, true
}

// productOf reads a rate and a number of days. Neither alone is the amount; an
// amount said beside them must agree. A token below zero passes it on.
func (r *reading) productOf(a *act, found []*figure) (sum, bool) {
	if a.kind != Deposit {
		return sum{token: -1}, false
	}
	rate, rateToken := r.rate()
	if rateToken < 0 {
		if r.has(tPer) && len(found) > 0 && found[0].role != totalFigure && r.isRateOfOther() {
			return sum{token: found[0].token}, false
		}
		return sum{token: -1}, false
	}
	days, daysToken := r.count(dayFigure)
	isSchemeName := rate == 100 && daysToken < 0 && len(found) > 0
	switch {
	case isSchemeName:
		return sum{token: -1}, false
	case daysToken < 0 && len(found) == 0:
		return sum{token: rateToken}, false
	case daysToken < 0:
		return sum{token: found[0].token}, false
	case days <= 0 || days > 3660:
		return sum{token: daysToken}, false
	}
	product := rate * int64(days)
	for _, f := range found {
		if f.satang != product {
			return sum{token: f.token}, false
		}
	}
	for n := range r.figures {
		if r.figures[n].role == totalFigure && r.figures[n].satang != product {
			return sum{token: r.figures[n].token}, false
		}
	}
	return sum{money: ledger.MoneyFromSatang(product), days: days, token: rateToken}, product > 0
}

// rate gives the daily rate in satang and its token: วันละ 2 บาท, วันละบาท.
func (r *reading) rate() (int64, int) {
	for n := range r.figures {
		f := &r.figures[n]
		if f.role == rateFigure && f.doubt == thai.Clear {
			return f.satang, f.token
		}
	}
	for i := range r.tokens {
		if r.is(i, tDaily) && (r.isWord(i+1, wordBaht) || r.is(i+1, tOneBaht)) || r.is(i, tOneBahtDaily) {
			return 100, i
		}
	}
	return 0, -1
}

// isRateOfOther tells of a rate by the week or month, which we do not multiply.
func (r *reading) isRateOfOther() bool {
	for n := range r.figures {
		if r.figures[n].role == otherRateFigure {
			return true
		}
	}
	return false
}

// daysOnly reads a number of days alone as one baht a day.
func (r *reading) daysOnly(a *act) (sum, bool) {
	days, token := r.count(dayFigure)
	if a.kind != Deposit || token < 0 || days <= 0 || days > 3660 || r.has(tPast) && r.isSince(token) {
		return sum{token: r.doubtful(a)}, false
	}
	if token < a.token && r.has(tHabit) {
		return sum{token: token}, false
	}
	return sum{money: ledger.MoneyFromSatang(int64(days) * 100), days: days, token: token}, true
}

// isSince tells whether the days are counted since something: ฝากมา 200 วันแล้ว.
func (r *reading) isSince(token int) bool {
	return r.at(token+2).marks.any(tDone) || r.isWord(token-1, wordCome)
}

// doubtful gives a figure that could be meant, to point at, or -1.
func (r *reading) doubtful(a *act) int {
	for n := range r.figures {
		if f := &r.figures[n]; f.token > a.token && f.isMoney() {
			return f.token
		}
	}
	return -1
}
