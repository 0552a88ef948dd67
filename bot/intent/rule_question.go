package intent

import "sajja/bot/thai"

// howTo reads questions about how a thing is done or what the rule is.
func (r *reading) howTo() (Result, bool) {
	topic, at := r.topic()
	if topic == Deposit && r.asksAny(tQMuch) && r.asking == at+1 && !r.is(at, tSaving) && !r.hasSum() && !r.hasAny(tDaily, tApprox, tDone, tLook) {
		return ask(Deposit, Help)
	}
	switch {
	case topic != "" && r.isQuestion() && r.has(tUse) && r.isQuoted(at):
		return answer(Help, 0.8, Slots{Topic: string(topic)})
	case r.asksAny(tQHow) && topic != "":
	case r.has(tDocs) && r.isQuestion() && topic != "" && !(topic == Loan && r.isDebtQuestion()):
	case topic == Loan && r.asksAny(tQMuch, tQLong, tQYes, tQWhat) && !r.isDebtQuestion() && !r.isLoanAsked():
	case topic == Withdraw && r.asksAny(tQMuch, tQWhen, tQLong, tQWhere, tQYes) && !r.isMoneyBack():
	case topic == Register && r.asksAny(tQMuch, tQYes, tQWhat, tQWhere, tQLong, tQWho) && !r.isRegisterAsked():
	case topic == Deposit && r.isSavingRule():
	case topic == Repay && r.asksAny(tQHow, tQWhere, tQWhen) && !r.hasSum():
	case topic == "" && r.isLostQuestion():
		r.cue("help", r.asking)
		return answer(Help, 0.8, Slots{})
	default:
		return pass()
	}
	if topic == Deposit && r.hasSum() && r.isOwnAmount() {
		return pass()
	}
	r.cue("how", r.asking)
	r.cue("topic", at)
	return answer(Help, 0.85, Slots{Topic: string(topic)})
}

// topic gives what the question is about.
func (r *reading) topic() (Kind, int) {
	for _, t := range []struct {
		mark tag
		kind Kind
	}{
		{tHousehold, Household}, {tLink, LinkFamily}, {tApprove, Approve}, {tRepay, Repay}, {tBorrow, Loan}, {tLoan, Loan},
		{tWithdraw, Withdraw}, {tClaim, Claim}, {tWelfare, Claim}, {tRegister, Register}, {tSave, Deposit}, {tSaving, Deposit}, {tDaily, Deposit},
		{tArrears, Deposit}, {tBalance, Balance}, {tStatement, Statement},
	} {
		i := r.first(t.mark)
		if i < 0 || r.is(i, tChat) || r.is(i, tFavourPhrase) || r.isNamePart(i) {
			continue
		}
		if t.kind == Approve && (r.isMember() || r.asksAny(tQDone)) {
			continue
		}
		if t.kind == Deposit && (r.is(i, tBalance) || r.isFavourAt(i)) {
			continue
		}
		if t.kind == Repay && r.has(tBorrow) {
			continue
		}
		return t.kind, i
	}
	return "", -1
}

func (r *reading) isFavourAt(i int) bool {
	for k := range r.acts {
		if r.acts[k].token == i {
			return r.acts[k].sense == favourSense
		}
	}
	return false
}

// isDebtQuestion tells whether the question is what is still owed.
func (r *reading) isDebtQuestion() bool {
	return r.hasAny(tLeft, tBalance) && r.has(tLoan) || r.has(tLoan) && r.asksAny(tQMuch) && !r.has(tBorrow) && !r.has(tInterest)
}

// isLoanAsked tells whether a loan is asked for, politely: ขอกู้ 3,000 ได้ไหม.
func (r *reading) isLoanAsked() bool {
	if !r.hasSum() || r.asksAny(tQMuch, tQLong, tQHow, tQWhat, tQWho) || r.has(tIf) {
		return false
	}
	return r.asksAny(tQYes) && !r.hasAny(tQMuch)
}

// isMoneyBack tells of "the withdrawal I made": a matter of past entries.
func (r *reading) isMoneyBack() bool { return r.asksAny(tQDone) }

func (r *reading) isRegisterAsked() bool {
	return r.has(tIf) && r.lastTokenIsRequest() || r.isAskedToJoin()
}

// lastTokenIsRequest tells whether the message closes with a request: ถ้าได้สมัครให้เลย.
func (r *reading) lastTokenIsRequest() bool {
	for i := len(r.tokens) - 1; i >= 0 && i > len(r.tokens)-5; i-- {
		if r.is(i, tGive) {
			return true
		}
	}
	return false
}

// isSavingRule tells whether the question about saving is about the rule, not
// about one's own money.
func (r *reading) isSavingRule() bool {
	if r.hasAny(tStatement, tBalance) {
		return false
	}
	isAboutOwn := r.hasAny(tHave, tLeft) && r.asksAny(tQMuch) && !r.hasAny(tDaily, tPer)
	switch {
	case r.asksAny(tQHow):
		return true
	case r.asksAny(tQMuch) && r.has(tIf):
		return true
	case r.asksAny(tQMuch):
		return !isAboutOwn && (r.hasAny(tDaily, tArrears, tPer) || r.hasRuleWord())
	case r.asksAny(tQYes):
		return r.canWord() && !r.hasSum()
	case r.asksAny(tQWhere, tQWhen, tQWho):
		return !r.has(tPast) && r.canWord()
	}
	return false
}

// canWord tells whether ได้ is said: may one.
func (r *reading) canWord() bool {
	for i := range r.tokens {
		if r.isWord(i, wordGet) || r.is(i, tQYes) && r.hasPrefix(i, wordGet) {
			return true
		}
	}
	return false
}

func (r *reading) hasPrefix(i int, prefix string) bool {
	t := r.at(i)
	return int(t.end-t.start) >= len(prefix) && string(r.folded.Letters[t.start:int(t.start)+len(prefix)]) == prefix
}

// hasRuleWord tells whether ต้อง or ถึง makes it a question of the rule.
func (r *reading) hasRuleWord() bool {
	for i := range r.tokens {
		if r.isWord(i, wordMust) || r.is(i, tApprox) || r.isWord(i, wordReach) && !r.is(i, tHave) && r.asking < i {
			return true
		}
	}
	return false
}

// isOwnAmount tells whether a sum is the speaker's own to be put in.
func (r *reading) isOwnAmount() bool { return !r.asksAny(tQHow, tQMuch) }

// isLostQuestion tells of questions to the bot with no topic of the fund.
func (r *reading) isLostQuestion() bool {
	if r.hasSum() || r.unknownCount() > 2 {
		return false
	}
	if r.has(tHelp) && r.isQuestion() {
		return true
	}
	return r.asksAny(tQHow, tQWhat) && r.has(tUse) && r.contentCount() <= 9
}

// pastEntries reads questions about entries made: a list, one that should have
// arrived, the last one.
func (r *reading) pastEntries() (Result, bool) {
	hasPayment := r.hasAny(tSave, tSaving, tPay, tRepay, tWithdraw, tMoney) || r.hasSum()
	at := -1
	switch {
	case r.hasAny(tHospital, tBirth, tDeath, tClaim, tWelfare) && !r.has(tSave):
		return pass()
	case r.asksAny(tQMuch) && r.has(tLeft):
		return pass()
	case r.asksAny(tQMuch) && r.hasAny(tSave, tPay, tSaving) && r.hasPastDay() && !r.hasAny(tHave, tClaim):
		at = r.asking
	case r.asksAny(tQLong) && r.hasAny(tUnpaid, tArrears) && r.has(tLook):
		at = r.asking
	case r.asksAny(tQDone) && r.hasRecordVerb():
		at = r.asking
	case r.asksAny(tQWhy) && r.hasAny(tBalance, tSave, tSaving, tMoney) && !r.hasBenefit():
		at = r.asking
	case r.hasAny(tPay, tSave) && r.hasRecordVerb() && r.isCountedTwice():
		at = r.first(tRecord)
	case r.has(tMissing) && (hasPayment || r.has(tMoney) || r.has(tBalance)):
		at = r.first(tMissing)
	case hasPayment && r.asksArrival():
		at = r.asking
	case r.hasAny(tSave, tPay, tSaving) && r.asksAny(tQDone) && !r.isGoalQuestion():
		at = r.asking
	case r.asksAny(tQLong) && r.hasAny(tSave, tPay, tSaving) && r.has(tDone) && !r.hasAny(tRight):
		at = r.asking
	case r.asksAny(tQWhen) && r.hasAny(tSave, tPay, tRepay) && (r.hasAny(tStatement, tPast, tInstalment, tLook) || r.hasPastDay()) && !r.canWord():
		at = r.asking
	case r.has(tStatement) && r.isStatementRequest():
		at = r.first(tStatement)
	case r.hasAny(tLook) && r.has(tBackDate) && !r.has(tSave):
		at = r.first(tBackDate)
	case r.asksAny(tQYes) && r.has(tCancel) && r.hasFavourOrAct():
		at = r.asking
	case r.asksAny(tQYes) && r.has(tPay) && r.isWordAnywhere(wordFull):
		at = r.asking
	case r.asksRecorded():
		at = r.asking
	default:
		return pass()
	}
	r.cue("past entries", at)
	slots := Slots{}
	if !r.has(tMissing) && !r.hasSum() {
		slots.Period = r.period(thai.Back)
		if slots.Period.Day > 0 || r.countDates() > 1 || r.isWordAnywhere(wordReach) {
			slots.Period = Period{}
		}
	}
	return answer(Statement, 0.9, slots)
}

// hasRecordVerb tells whether ลง, จด or บันทึก is said as a verb.
func (r *reading) hasRecordVerb() bool {
	for i := range r.tokens {
		if r.is(i, tRecord) && !r.is(i, tSave) && !r.isNamePart(i) && !r.isWord(i-1, wordKeep) {
			return true
		}
	}
	return false
}

// isCountedTwice tells of "paid twice, written down once".
func (r *reading) isCountedTwice() bool {
	times := 0
	for k := range r.figures {
		if r.is(r.figures[k].token+1, tUTimes) {
			times++
		}
	}
	return times > 0 && !r.hasSum()
}

func (r *reading) hasFavourOrAct() bool { return len(r.acts) > 0 || r.has(tSave) }

func (r *reading) isWordAnywhere(word string) bool {
	for i := range r.tokens {
		if r.isWord(i, word) {
			return true
		}
	}
	return false
}

// asksArrival tells whether the question is if money came in or was written
// down.
func (r *reading) asksArrival() bool {
	if !r.asksAny(tQYes, tQDone, tQWhere, tQWhy) {
		return false
	}
	for i := range r.tokens {
		if r.isNamePart(i) {
			continue
		}
		if r.isAny(i, tags(tArrive, tRecord)) && i < r.asking && r.asking-i <= 5 && !r.is(i, tSave) {
			if r.isWord(i, wordReach) && r.at(i+1).kind == amountToken {
				continue
			}
			if r.at(i).end-r.at(i).start <= 4 && r.is(i, tFiller) && r.at(i-1).kind == unknownToken {
				continue
			}
			return true
		}
	}
	return false
}

// asksRecorded tells of "is it written down by anyone": ลงบัญชีให้หนูไหม.
func (r *reading) asksRecorded() bool {
	if !r.asksAny(tQYes, tQDone, tOr) && !r.hasYearChoice() {
		return false
	}
	for i := range r.tokens {
		if r.is(i, tRecord) && (r.at(i).end-r.at(i).start > 3 || r.has(tMoney)) {
			return r.hasAny(tMoney, tSave, tSaving) || r.is(i, tRecord) && r.at(i).end-r.at(i).start > 4
		}
	}
	return false
}

func (r *reading) hasYearChoice() bool { return r.has(tOr) && len(r.dates) >= 2 }

// isGoalQuestion tells whether the question is if a sum is reached: ครบ 500 หรือยัง.
func (r *reading) isGoalQuestion() bool {
	for n := range r.figures {
		j := r.figures[n].token - 1
		if !r.figures[n].isMoney() {
			continue
		}
		if r.isWord(j, wordFull) || r.isWord(j, wordReach) {
			return true
		}
	}
	return r.isWordAnywhere(wordReach) && !r.hasSum() && r.asksAny(tQDone) && r.has(tSaving)
}

// isStatementRequest tells whether a word of the record is what is wanted.
func (r *reading) isStatementRequest() bool {
	i := r.first(tStatement)
	if r.isNamePart(i) || r.has(tCancel) || r.hasAny(tMeeting) {
		return false
	}
	if r.is(i, tMissing) {
		return true
	}
	return !r.hasSum() || r.isQuestion() || r.hasAny(tLook)
}

// howMuch reads questions about what there is now: savings, or what is owed.
func (r *reading) howMuch() (Result, bool) {
	at := -1
	switch {
	case r.hasBalanceWord() >= 0 && !r.isGroupAffair():
		at = r.hasBalanceWord()
	case r.has(tLook) && r.has(tLoan) && !r.asksAny(tQHow) && !r.hasSum():
		at = r.first(tLook)
	case r.asksAny(tQMuch) && r.isMoneyQuestion():
		at = r.asking
	case r.asksAny(tQDone, tQYes) && r.isGoalQuestion() && !r.hasAny(tRight, tClaim, tMeeting):
		at = r.asking
	default:
		return pass()
	}
	if k := r.plainActWithSum(); k >= 0 && !r.isTold(k) && !r.isAskedInClause(r.acts[k].token) && r.acts[k].kind != Loan {
		return pass()
	}
	r.cue("how much", at)
	return answer(Balance, 0.9, Slots{Of: r.owner()})
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
	hasMoney := r.hasAny(tMoney, tSaving, tLoan, tSave)
	switch {
	case r.has(tLeft) && (hasMoney || r.unknownCount() == 0):
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

func (r *reading) isShort() bool { return r.contentCount() <= 4 }

// owner gives whose balance is asked for, "" for the sender's own.
func (r *reading) owner() string {
	for _, p := range r.people {
		isAsker := p.from == 0 && !p.hasName && r.isAny(p.until, tags(tWant, tLook))
		if r.isSelf(p) || isAsker || r.is(p.from-1, tGreet) || r.isAddressee(p) {
			continue
		}
		isMarked := r.isMarked(p.from) || p.from == 0 || r.isAny(p.from-1, tags(tBalance, tMoney, tSaving, tLook, tFiller, tWant, tLoan, tLeft, tName)) ||
			r.isWord(p.from-1, wordThat)
		if isMarked {
			r.span("of", p.from, p.until)
			return r.nameOf(p)
		}
	}
	if name, from, until := r.markedName(); name != "" {
		r.span("of", from, until)
		return name
	}
	return ""
}

// isAddressee tells whether the person is spoken to, not about: at the end,
// after a particle.
func (r *reading) isAddressee(p person) bool {
	isLast := !p.hasName && p.from > 0 && !r.isMarked(p.from) && r.next(p.until-1) >= len(r.tokens)
	return isLast && r.isAny(p.from-1, tags(tPolite, tDone, tQMuch, tQYes, tQDone))
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
