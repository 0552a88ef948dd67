package intent

// money reads the acts that move money: what is meant plainly, for one clear
// amount. Everything else about them is asked or left alone.
func (r *reading) money() (Result, bool) {
	if len(r.acts) == 0 || r.has(tMeeting) && r.hasAny(tBusy) && !r.hasSum() {
		return pass()
	}
	if kinds := r.alternativeActs(); len(kinds) > 1 {
		return ask(kinds...)
	}
	kinds := r.plainKinds()
	switch {
	case len(kinds) == 0:
		return r.noPlainAct()
	case len(kinds) > 1:
		for _, k := range kinds {
			r.cue("act", r.acts[k].token)
		}
		return ask(r.kindsOf(kinds)...)
	}
	a := &r.acts[kinds[0]]
	r.cue("act", a.token)
	if r.isConditional(a) && a.kind.MovesMoney() {
		return ask(a.kind)
	}
	if result, ok := r.askedAbout(a); ok {
		return result, true
	}
	if a.kind == Deposit && r.isOtherVerbGlued(a.token+1) {
		return ask(Deposit)
	}
	if a.kind.MovesMoney() && (r.isTakenBackAfter(a) || r.isSomeoneElses(a)) {
		return ask(a.kind)
	}
	return r.amountOf(a)
}

// isOtherVerbGlued tells of a verb right after ฝาก that may be what is asked for as a
// favour: ฝากคืน 50, ฝากเติม 50.
func (r *reading) isOtherVerbGlued(i int) bool {
	t := r.at(i)
	return t.kind == wordToken && !t.isApart && !r.isNamePart(i) && !r.at(i+1).marks.any(tArrive, tGroupFigure) && t.marks.any(tGiveback, tMaybe, tUse, tPay) &&
		!t.marks.any(tFiller, tPolite, tSave, tSaving, tMoney, tRecord, tWant, tGive, tAdd, tToday, tSelf)
}

// isConditional tells whether ถ้า hangs over the act; a request to be told when the
// money has come does not: ฝาก 150 ครับ ถ้าได้รับแล้วแจ้งด้วย.
func (r *reading) isConditional(a *act) bool {
	for i := range r.tokens {
		if !r.is(i, tIf) {
			continue
		}
		isNotice := r.clause[i] > r.clause[a.token] && r.clauseHas(i, tags(tArrive, tNotify))
		if !isNotice {
			return true
		}
	}
	return false
}

// askedAbout keeps a question from moving money.
func (r *reading) askedAbout(a *act) (Result, bool) {
	if !r.isAskedInClause(a.token) {
		return pass()
	}
	if a.kind == Loan && r.asksAny(tQYes) && r.hasSum() {
		return pass() // ขอกู้ 3,000 ได้ไหม is only polite
	}
	if a.kind == Loan {
		return ask(Loan, Help)
	}
	if a.kind == Deposit && r.isPoliteRequest(a) {
		return pass()
	}
	return ask(a.kind, Help)
}

// isPoliteRequest tells whether ขอ asks to put in one sum now and ได้ไหม only closes it:
// ขอฝาก 20 ได้ไหมคะ. Of a rate, another day or another's book it asks for leave.
func (r *reading) isPoliteRequest(a *act) bool {
	if !r.isRequested(a.token) && !r.hasPrefix(a.token, wordAsk) || !r.hasOwnSum(0) || len(r.acts) > 1 || r.countDates() > 0 {
		return false
	}
	if r.hasAny(tDaily, tPer, tBackDate, tInstead, tGive, tOf, tIf, tApprox) || r.isWordAnywhere(wordMust) {
		return false
	}
	for i := range r.tokens {
		if r.at(i).marks.meets(questionMarks) && r.isAsking(i) && !(r.is(i, tQYes) && r.hasPrefix(i, wordGet)) {
			return false
		}
	}
	return true
}

// amountOf finds the one clear amount of an act, or asks.
func (r *reading) amountOf(a *act) (Result, bool) {
	if a.kind == Loan {
		return r.loanOf(a)
	}
	sum, ok := r.sumOf(a)
	if !ok {
		r.cue("amount", sum.token)
		return ask(r.alternatives(a)...)
	}
	slots := Slots{Amount: &sum.money}
	r.cue("amount", sum.token)
	r.span("amount", sum.token, sum.token+1)
	if a.kind == Repay && r.isPrivateDebt(a) {
		return ask(Repay)
	}
	if a.kind != Deposit {
		if r.isForAnother(a) && a.kind == Withdraw {
			return ask(Withdraw)
		}
		return answer(a.kind, 0.95, slots)
	}
	return r.depositOf(a, sum, slots)
}

func (r *reading) alternatives(a *act) []Kind {
	if a.kind == Deposit && r.isAskedInClause(a.token) {
		return []Kind{Deposit, Help}
	}
	return []Kind{a.kind}
}

// isPrivateDebt tells whether the money goes back to a person, not the fund:
// ใช้หนี้ป้าแดง 200.
func (r *reading) isPrivateDebt(a *act) bool {
	for _, p := range r.people {
		if p.from > a.token && p.from <= a.token+2 && !r.isSelf(p) && !r.isMarked(p.from) && !r.at(p.from).isApart {
			return true
		}
	}
	return false
}

// loanOf reads a request for a loan, which may come without an amount.
func (r *reading) loanOf(a *act) (Result, bool) {
	sum, ok := r.sumOf(a)
	if ok {
		r.span("amount", sum.token, sum.token+1)
		return answer(Loan, 0.9, Slots{Amount: &sum.money})
	}
	if sum.token >= 0 {
		return ask(Loan, Help)
	}
	return answer(Loan, 0.8, Slots{})
}
