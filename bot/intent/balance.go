package intent

import "sajja/bot/thai"

// howMuch reads questions about what there is now: savings, or what is owed.
func (r *reading) howMuch() (Result, bool) {
	at := -1
	switch {
	case r.hasBalanceWord() >= 0 && !r.isGroupAffair():
		at = r.hasBalanceWord()
	case r.has(tLook) && r.hasAny(tLoan, tSaving) && !r.asksAny(tQHow) && !r.hasSum() && !r.hasAny(tStatement, tWelfare, tClaim):
		at = r.first(tLook)
	case r.asksAny(tQMuch) && (r.isMoneyQuestion() || r.isDebtQuestion()):
		at = r.asking
	case r.asksAny(tQDone, tQYes) && r.has(tLoan) && (r.hasAny(tAll) || r.isWordAnywhere(wordYet)) && !r.hasSum() && !r.hasAny(tBorrow, tRight):
		at = r.asking
	case r.asksAny(tQDone, tQYes) && r.isGoalQuestion() && !r.hasAny(tRight, tClaim, tMeeting):
		at = r.asking
	default:
		return pass()
	}
	if r.isAskedAsFavour(at) || r.isActUnsaid() {
		return pass()
	}
	if k := r.plainActWithSum(); k >= 0 && !r.isTold(k) && !r.isAskedInClause(r.acts[k].token) && r.acts[k].kind != Loan {
		return pass()
	}
	r.cue("how much", at)
	return answer(Balance, 0.9, Slots{Of: r.owner()})
}

// isActUnsaid tells whether an act without its sum is asked for, and nothing is
// looked up: ฝากเงินค่ะ เดี๋ยวบอกยอด.
func (r *reading) isActUnsaid() bool {
	return r.plainActAt() >= 0 && !r.isQuestion() && !r.has(tLook)
}

// plainActAt gives the first act that is meant plainly, or -1.
func (r *reading) plainActAt() int {
	for k := range r.acts {
		if r.acts[k].sense == plainSense && r.acts[k].kind != Loan && !r.is(r.acts[k].token, tSaving) {
			return k
		}
	}
	return -1
}

// isAskedAsFavour tells whether the word is the thing of a favour, and nothing
// is to be looked up: ฝากเอาสมุดไปให้.
func (r *reading) isAskedAsFavour(at int) bool {
	for k := range r.acts {
		if r.acts[k].sense == favourSense && r.acts[k].token < at && !r.hasAny(tLook) && !r.isQuestion() {
			return true
		}
	}
	return false
}

// isTold tells whether the act is told as done, beside a question: ฝาก 30 ไปเมื่อเช้า.
func (r *reading) isTold(k int) bool {
	if !r.isQuestion() {
		return false
	}
	_, until := r.reach(r.acts[k].token)
	for j := r.acts[k].token + 1; j < until && r.sameClause(j, r.acts[k].token); j++ {
		if r.isWord(j, wordGo) || r.is(j, tDone) && r.at(j).end-r.at(j).start > 4 {
			return true
		}
	}
	return false
}

// plainActWithSum gives an act that stands plainly with a sum of its own.
func (r *reading) plainActWithSum() int {
	for k := range r.acts {
		if r.acts[k].sense == plainSense && r.hasOwnSum(k) {
			return k
		}
	}
	return -1
}

// isMoneyPlain tells whether money is moved in so many words, so that a question
// beside it is only a look-up: ฝากยี่สิบครับ แล้วประชุมวันไหน.
func (r *reading) isMoneyPlain() bool {
	k := r.plainActWithSum()
	return k >= 0 && r.acts[k].kind.MovesMoney() && !r.isTold(k) && !r.isAskedInClause(r.acts[k].token)
}

// hasBalanceWord gives the word that asks for the balance: ยอด, คงเหลือ, not a
// vegetable's.
func (r *reading) hasBalanceWord() int {
	i := r.first(tBalance)
	if i < 0 || r.is(i, tChat) || r.isNamePart(i) {
		return -1
	}
	n := r.next(i)
	if r.at(n).kind == unknownToken && !r.at(n).isApart && !r.isQuestion() && !r.hasAny(tLook, tMoney, tSaving) {
		return -1
	}
	if r.hasSum() && !r.isQuestion() && !r.hasAny(tLook) {
		return -1
	}
	return i
}

// isGroupAffair tells whether the figures asked for are the whole group's.
func (r *reading) isGroupAffair() bool {
	return r.hasAny(tGroupFigure) && r.hasAny(tTotal) && !r.has(tLoan)
}

// isMoneyQuestion tells whether "how much" is about own money: a word for it,
// what is left, or what somebody has.
func (r *reading) isMoneyQuestion() bool {
	if r.hasAny(tRight, tWelfare, tClaim, tHospital, tDeath, tBirth, tEducation, tBuy, tSell, tExpenseOf, tMeeting, tChat) {
		return false
	}
	if r.has(tBorrow) && !r.has(tLeft) || r.isGroupAffair() {
		return false
	}
	hasMoney := r.hasAny(tMoney, tSaving, tLoan, tSave) || r.isMember() && r.has(tReceive)
	switch {
	case r.has(tLeft) && (hasMoney || r.unknownCount() == 0):
		return true
	case r.has(tHave) && r.has(tLook) && r.isBahtAsked() && r.unknownCount() == 0:
		return true
	case hasMoney && (r.hasAny(tHave, tDone, tSelf, tLoan) || r.isShort()):
		return true
	case r.has(tHave) && (r.hasAny(tOf, tSelf, tAccount)) && r.unknownCount() == 0:
		return true
	case r.hasAny(tRepay) && r.hasAny(tAll):
		return true
	}
	return false
}

// isBahtAsked tells whether the question is how many baht.
func (r *reading) isBahtAsked() bool { return r.asking >= 0 && r.hasSuffix(r.asking, wordBaht) }

func (r *reading) isShort() bool { return r.contentCount() <= 4 }

// owner gives whose balance is asked for, "" for the sender's own.
func (r *reading) owner() string {
	for _, p := range r.people {
		isAsker := p.from == 0 && !p.hasName && (r.at(p.until).marks.any(tWant, tLook) || r.is(p.from, tElderSelf) && r.isYoungerSpokenTo())
		if r.isSelf(p) || isAsker || r.is(p.from-1, tGreet) || r.isAddressee(p) {
			continue
		}
		if r.asking >= 0 && p.from > r.asking && !r.isMarked(p.from) {
			continue
		}
		isMarked := r.isMarked(p.from) || p.from == 0 || r.at(p.from-1).marks.any(tBalance, tMoney, tSaving, tLook, tFiller, tWant, tLoan, tLeft, tName) ||
			r.isWord(p.from-1, wordThat)
		if isMarked {
			r.span("of", p.from, p.until)
			return r.nameOf(p)
		}
	}
	if p, ok := r.takenUp(); ok {
		r.span("of", p.from, p.until)
		return r.nameOf(p)
	}
	if name, from, until := r.markedName(); name != "" {
		r.span("of", from, until)
		return name
	}
	return ""
}

// isYoungerSpokenTo tells whether the message closes by speaking to somebody
// younger, so that an elder named in it is the one who writes: ป้ามีเงินกี่บาทลูก.
func (r *reading) isYoungerSpokenTo() bool {
	for _, p := range r.people {
		if r.isAddressee(p) && !r.is(p.from, tElderSelf) {
			return true
		}
	}
	return false
}

// isAddressee tells whether the person is spoken to, not about: at the end,
// after a particle.
func (r *reading) isAddressee(p person) bool {
	isLast := !p.hasName && p.from > 0 && !r.isMarked(p.from) && r.next(p.until-1) >= len(r.tokens)
	return isLast && r.at(p.from-1).marks.any(tPolite, tDone, tQMuch, tQYes, tQDone)
}

// period gives the year, month or day that was said.
func (r *reading) period(look thai.Look) Period {
	for j := range r.tokens {
		if r.tokens[j].kind != dateToken || r.isNamePart(j) {
			continue
		}
		d, err := r.dateAt(j, look)
		if err != nil {
			continue
		}
		year, month, day := d.From.YMD()
		text := r.dates[r.tokens[j].index]
		switch {
		case d.Span == thai.YearSpan:
			r.span("period", j, j+1)
			return Period{Year: year}
		case d.Span == thai.MonthSpan:
			r.span("period", j, j+1)
			return Period{Year: year, Month: int(month)}
		case d.Span == thai.DaySpan && d.From == d.To && text.Part == 0:
			r.span("period", j, j+1)
			return Period{Year: year, Month: int(month), Day: day}
		}
	}
	return Period{}
}
