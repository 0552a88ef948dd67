package intent

import "sajja/bot/thai"

// howTo reads questions about how a thing is done or what the rule is.
func (r *reading) howTo() (Result, bool) {
	topic, at := r.topic()
	if topic.MovesMoney() && r.isMoneyPlain() {
		return pass()
	}
	if topic == Deposit && !r.isOfThePast() && r.asksAny(tQMuch) && r.asking == at+1 && !r.is(at, tSaving) && !r.hasSum() && !r.hasAny(tDaily, tApprox, tDone, tLook) {
		return ask(Deposit, Help)
	}
	switch {
	case topic != "" && r.isQuestion() && r.has(tUse) && r.isQuoted(at):
		return answer(Help, 0.8, Slots{Topic: string(topic)})
	case r.asksAny(tQHow) && topic != "", r.asksAny(tQWhat) && topic != "" && r.isWordAnywhere(wordBe) && !r.hasSum():
	case r.has(tUse) && r.asksAny(tQWhat) && topic != "" && !r.hasSum():
	case r.has(tDocs) && (r.isQuestion() || r.has(tLook)) && topic != "" && !(topic == Loan && r.isDebtQuestion()):
	case topic == Loan && (r.asksAny(tQMuch, tQLong, tQYes, tQWhat) || r.asksAny(tQWho, tQWhen) && r.hasCan()) && !r.isDebtQuestion() && !r.isLoanAsked():
	case topic == Withdraw && r.asksAny(tQMuch, tQWhen, tQLong, tQWhere, tQYes) && !r.isOwnSumAsked() && !r.isMoneyBack() && !r.isCountAsked(at):
	case topic == Register && r.asksAny(tQMuch, tQYes, tQWhat, tQWhere, tQLong, tQWho) && !r.isRegisterAsked():
	case topic == Deposit && r.isSavingRule():
	case topic == Repay && r.asksAny(tQHow, tQWhere, tQWhen) && !r.hasSum():
	case r.isOpeningQuestion():
		if topic != Deposit {
			topic = ""
		}
	case topic == "" && r.isLostQuestion():
		r.cue("help", r.asking)
		return answer(Help, 0.8, Slots{})
	default:
		return pass()
	}
	if topic == Deposit && r.isOfThePast() && !r.hasRuleWord() {
		return pass()
	}
	if topic == Deposit && r.hasSum() && r.isOwnAmount() && !r.hasRuleWord() {
		return pass()
	}
	r.cue("how", r.asking)
	r.cue("topic", at)
	return answer(Help, 0.85, Slots{Topic: string(topic)})
}

// isOfThePast tells whether a time that is over is said, so that the question is
// about entries made and no rule: เดือนที่แล้วได้ฝากไหม.
func (r *reading) isOfThePast() bool {
	if r.has(tEarlier) || r.hasPastDay() {
		return true
	}
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		if d, err := r.dateAt(j, thai.Back); err == nil && d.To.Before(r.today) {
			return true
		}
	}
	return false
}

// isOpeningQuestion tells of "when is it open": กองทุนเปิดกี่โมง.
func (r *reading) isOpeningQuestion() bool {
	isOpen := r.isWordAnywhere(wordOpen) || r.isWordAnywhere(wordClose)
	return isOpen && r.asksAny(tQWhen) && r.hasAny(tGroupFigure, tReceive, tSave) && !r.has(tBank)
}

// topic gives what the question is about.
func (r *reading) topic() (Kind, int) {
	for _, t := range []struct {
		mark tag
		kind Kind
	}{
		{tHousehold, Household}, {tLink, LinkFamily}, {tApprove, Approve}, {tRepay, Repay}, {tBorrow, Loan}, {tLoan, Loan}, {tInterest, Loan},
		{tWithdraw, Withdraw}, {tClaim, Claim}, {tWelfare, Claim}, {tRegister, Register}, {tSave, Deposit}, {tSaving, Deposit}, {tDaily, Deposit},
		{tArrears, Deposit}, {tBalance, Balance}, {tStatement, Statement}, {tCancel, Cancel},
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
		if t.kind == Loan && r.has(tInstalment) && r.has(tPay) && r.asksAny(tQHow, tQWhere, tQWhen) {
			return Repay, i
		}
		if t.kind == Cancel && (r.has(tChat) || r.is(i, tNeg) || !r.isCancelling(i)) {
			continue
		}
		if t.kind == Repay && r.has(tBorrow) || t.mark == tStatement && r.is(i, tMissing) {
			continue
		}
		return t.kind, i
	}
	if i := r.first(tAdd); i >= 0 && (r.has(tAccount) || r.isWordAnywhere(wordAccount) || r.isWordAnywhere(wordLine)) {
		return LinkFamily, i
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
	if r.has(tLoan) && !r.has(tBorrow) && r.asksAny(tQYes) && r.isWordAnywhere(wordYet) {
		return true // ยังเป็นหนี้อยู่ไหม
	}
	if r.hasAny(tBorrow, tRepay) && r.isWordAnywhere(wordAll) && r.asksAny(tQMuch) || r.hasAny(tLoan, tBorrow) && r.hasAny(tArrears, tLeft) && r.asksAny(tQMuch) {
		return true
	}
	return r.hasAny(tLeft, tBalance) && r.has(tLoan) || r.has(tLoan) && r.asksAny(tQMuch) && !r.has(tBorrow) && !r.has(tInterest)
}

// isLoanAsked tells whether a loan is asked for, politely: ขอกู้ 3,000 ได้ไหม.
func (r *reading) isLoanAsked() bool {
	if !r.hasSum() || r.asksAny(tQMuch, tQLong, tQHow, tQWhat, tQWho) || r.has(tIf) {
		return false
	}
	return r.asksAny(tQYes) && !r.hasAny(tQMuch)
}

// isOwnSumAsked tells whether a sum of one's own is asked for, politely or not:
// เอาเงินออกมาใช้ก่อนได้ไหม สัก 500.
func (r *reading) isOwnSumAsked() bool {
	return r.hasSum() && !r.asksAny(tQMuch, tQWhen, tQLong, tQWhere, tQHow, tQWhat) && !r.has(tIf) && !r.hasAny(tPer, tDaily)
}

// isMoneyBack tells of "the withdrawal I made": a matter of past entries.
func (r *reading) isMoneyBack() bool { return r.asksAny(tQDone) }

// isCountAsked tells of "how often have I": ถอนไปกี่ครั้งแล้ว.
func (r *reading) isCountAsked(at int) bool { return r.asksAny(tQLong) && r.is(at+1, tPast) }

// hasCan tells whether ได้ is said anywhere, also before a question word.
func (r *reading) hasCan() bool { return r.canWord() || r.isWordAnywhere(wordGet) }

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
	isAboutOwn := r.hasAny(tHave, tLeft) && r.asksAny(tQMuch) && (!r.hasAny(tDaily, tPer) || r.has(tDone))
	switch {
	case r.asksAny(tQHow):
		return true
	case r.asksAny(tQMuch) && r.has(tIf):
		return true
	case r.asksAny(tQMuch):
		return !isAboutOwn && (r.hasAny(tDaily, tArrears, tPer) || r.hasRuleWord())
	case r.asksAny(tQYes) && r.hasRuleWord():
		return true
	case r.asksAny(tQYes):
		return r.canWord() && !r.hasSum()
	case r.asksAny(tQWhere) && r.has(tPay) && !r.hasSum():
		return true
	case r.asksAny(tQWhere, tQWhen, tQWho):
		return !r.has(tPast) && r.canWord() || r.isWordAnywhere(wordMust)
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

// isHelpCalled tells of a word that calls for help and is no mere "please".
func (r *reading) isHelpCalled() bool {
	for i := range r.tokens {
		if r.is(i, tHelp) && !r.is(i, tFiller) && !r.isNamePart(i) {
			return true
		}
	}
	return false
}

// isLostQuestion tells of questions to the bot with no topic of the fund.
func (r *reading) isLostQuestion() bool {
	if r.hasSum() || r.unknownCount() > 2 {
		return false
	}
	if r.isHelpCalled() && r.isQuestion() || r.isWordAnywhere(wordMust) && r.asksAny(tQWho, tQWhere, tQHow) {
		return true
	}
	return r.asksAny(tQHow, tQWhat) && r.has(tUse) && r.contentCount() <= 9
}
