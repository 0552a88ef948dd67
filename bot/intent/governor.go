package intent

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
	for j := f.token - 1; j >= 0 && r.sameClause(j, f.token); j-- {
		if r.at(j).marks.any(tCorrect, tAnd, tSave, tSaving, tWithdraw, tRepay) {
			return false
		}
	}
	return isTold
}

// isCameIn tells whether the sums before an act only say what came in: ปันผลได้มา
// 800 ฝาก 300.
func (r *reading) isCameIn(before []*figure) bool {
	for _, f := range before {
		p := r.at(f.token - 1)
		isIncome := p.marks.any(tHave, tEarn, tIncomeOf, tLeft) || p.has(tMoney) && r.is(f.token-2, tHave) || r.isWord(f.token-1, wordCome) && r.hasIncomeBefore(f.token)
		if !isIncome {
			return false
		}
	}
	return true
}

// hasIncomeBefore tells whether getting or earning is said before มา: ได้เบี้ยยังชีพมา 600.
func (r *reading) hasIncomeBefore(i int) bool {
	for j := i - 2; j >= 0 && r.sameClause(i, j) && i-j <= 5; j-- {
		if r.at(j).marks.any(tHave, tEarn, tSell, tReceive) {
			return true
		}
	}
	return false
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
		if k := r.actIndex(j); k >= 0 && !(r.isRelative(j) && k > 0 && r.sameClause(j, r.acts[k-1].token)) {
			return j // in คืนที่กู้ไป 250 the sum is what is given back
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
		if r.isWord(j, wordCost) && r.is(j, tSpend) || r.isWord(j, wordGet) && j == i-1 && r.hasActBefore(j) && r.actIndex(j-1) < 0 {
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
