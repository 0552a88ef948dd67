package intent

import "sajja/bot/thai"

// isFiled tells whether a claim made earlier is spoken of.
func (r *reading) isFiled() bool {
	if r.has(tFiled) {
		return true
	}
	for i := range r.tokens {
		if r.at(i).kind == codeToken || r.is(i, tCase) && r.isLabelFigure(i+1) || r.is(i, tClaim) && r.isDoneSoon(i) {
			return true
		}
		if r.at(i).marks.any(tClaim, tNotify) && r.isWord(i-1, wordAtPlace) && (r.is(i+1, tPast) || r.is(i+2, tPast)) {
			return true // ที่แจ้งกองทุนไว้
		}
	}
	return false
}

// isDoneSoon tells whether a claim is told as made: เบิกค่าคลอดไปแล้ว.
func (r *reading) isDoneSoon(i int) bool {
	for j := i + 1; j <= i+4 && r.sameClause(i, j); j++ {
		if r.at(j).marks.meets(questionMarks) || r.at(j).kind == amountToken {
			return false
		}
		if r.is(j, tDone) && r.is(j, tPast) && r.at(j).end-r.at(j).start > 4 {
			return true
		}
	}
	return false
}

func (r *reading) isLabelFigure(i int) bool {
	for k := range r.figures {
		if r.figures[k].token == i {
			return r.figures[k].role == labelFigure
		}
	}
	return false
}

// claimStatus reads questions about a claim already made.
func (r *reading) claimStatus() (Result, bool) {
	if r.hasAny(tSave, tSaving, tWithdraw) && !r.hasBenefit() && !r.has(tFiled) || r.isPaymentSent() {
		return pass()
	}
	at := r.first(tStatus)
	asks := r.isQuestion() || at >= 0
	if r.hasSum() && !r.hasBenefit() && !r.hasAny(tClaim, tWelfare) && !r.hasCase() {
		return pass()
	}
	switch {
	case r.has(tClaim) && r.has(tLook) && at >= 0, r.has(tClaim) && r.isStillUnpaid():
		at = max(at, r.first(tClaim))
	case r.asksAny(tQWhen) && r.isMoneyOfEvent() && !r.hasAny(tRight, tIf):
		at = r.asking
	case (r.hasBenefit() || r.has(tClaim)) && r.isUnpaidStatus(at) && !r.has(tIf):
	case r.asksAny(tQWhy) && (r.has(tClaim) || r.hasBenefit()) && r.isMatterOf():
		at = r.asking
	case r.has(tChase) && !r.hasAny(tSave, tLoan, tBorrow):
		at = r.first(tChase)
	case r.hasAny(tClaim, tWelfare, tDocs) && at >= 0 && !r.hasPrefix(at, wordGet) && r.asksAny(tQWhere, tQDone, tQWhy) && !r.has(tIf):
	case r.isFiled() && (asks || r.hasAny(tMissing, tNotYet, tLook)) && !r.hasAny(tMeeting, tCancel):
	case r.hasBenefit() && at >= 0 && !r.has(tIf) && r.asksAny(tQDone, tQWhen, tQYes, tQWhere, tQWhy):
	case r.hasBenefit() && r.asksAny(tQDone) && r.isPaidOut():
		at = r.asking
	case r.has(tApprove) && r.isQuestion() && r.isMember() && !r.hasAny(tMeeting, tBorrow, tRepay, tLoan, tSave, tWithdraw):
		at = r.asking
	case r.isMatterOf() && asks && !r.hasAny(tPay, tSave, tMoney):
		at = r.asking
	case r.has(tCommittee) && r.asksAny(tQDone):
		at = r.asking
	default:
		return pass()
	}
	if r.asksAny(tQHow) && r.has(tDocs) && !r.has(tFiled) {
		return pass()
	}
	r.cue("claim under way", at)
	return answer(ClaimStatus, 0.9, Slots{})
}

// isPaymentSent tells whether what was sent is money and no claim: ที่ส่งไป…ลงให้ยัง.
func (r *reading) isPaymentSent() bool {
	if r.hasAny(tClaim, tWelfare, tDocs, tCase, tStatus) || r.hasBenefit() {
		return false
	}
	if r.has(tLook) && r.has(tPay) && r.period(thai.Back).Year > 0 {
		return true
	}
	for i := range r.tokens {
		if r.is(i, tFiled) && !r.is(i, tPay) {
			return false
		}
	}
	return r.hasSum() || r.hasAny(tRecord, tMoney, tSave, tSaving)
}

// isMoneyOfEvent tells whether the message begins with the money of an event that
// has been: เงินช่วยงานศพพ่อ เมื่อไหร่จะได้.
func (r *reading) isMoneyOfEvent() bool {
	i := r.firstContent()
	return (r.is(i, tWelfare) || r.isAny(i, anyBenefit)) && r.benefit() != "" && r.benefit() != Elderly && r.canWord()
}

// isUnpaidStatus tells of a status that says the money has not come: ยังไม่ได้เงิน.
func (r *reading) isUnpaidStatus(at int) bool {
	return at >= 0 && r.at(at).marks.any(tUnpaid, tMissing)
}

// isStillUnpaid tells of เบิกไป… ยังไม่ได้เงิน: filed before, with nothing come.
func (r *reading) isStillUnpaid() bool {
	i := r.first(tClaim)
	hasGone := false
	for j := i + 1; j < len(r.tokens); j++ {
		hasGone = hasGone || r.isWord(j, wordGo)
		if hasGone && (r.is(j, tNotYet) || r.is(j, tStatus)) {
			return !r.isQuestion() || r.asksAny(tQDone, tQWhen)
		}
	}
	return false
}

// hasCase tells whether a claim's number is named.
func (r *reading) hasCase() bool {
	for i := range r.tokens {
		if r.at(i).kind == codeToken || r.is(i, tCase) {
			return true
		}
	}
	return false
}

// isPaidOut tells whether the question is if the money came out.
func (r *reading) isPaidOut() bool {
	if r.isWordAnywhere(wordFull) || r.hasFigureRole(dayFigure) && !r.has(tFiled) {
		return false
	}
	for i := range r.tokens {
		if r.at(i).marks.any(tPay, tArrive) || r.isWord(i, wordOut) || r.isWord(i, wordGet) && !r.has(tClaim) {
			return true
		}
	}
	return false
}

func (r *reading) hasFigureRole(role figureRole) bool {
	for k := range r.figures {
		if r.figures[k].role == role {
			return true
		}
	}
	return false
}

// isMatterOf tells whether เรื่อง of somebody, or of a benefit, is asked about.
func (r *reading) isMatterOf() bool {
	for i := range r.tokens {
		of := i + 1
		if r.isWord(of, wordOf) {
			of++
		}
		if r.isWord(i, wordMatter) && (r.at(of).marks.any(tKin, tSelf, tClaim) || r.isAny(of, anyBenefit)) {
			return true
		}
	}
	return false
}

// claimHelp reads questions about papers, steps and deadlines of a claim.
func (r *reading) claimHelp() (Result, bool) {
	isClaimTopic := r.hasAny(tClaim, tWelfare) || r.hasBenefit() || r.has(tDocs) && !r.hasAny(tBorrow, tRegister, tSave, tWithdraw, tLoan, tMeeting)
	if !isClaimTopic || !r.isQuestion() && !(r.has(tDocs) && r.hasAny(tQHow)) || r.hasAny(tBorrow) {
		return pass()
	}
	if r.hasAny(tRegister) && !r.hasAny(tClaim) && !r.hasBenefit() || r.hasAny(tHousehold, tMeeting) {
		return pass()
	}
	isLost := r.has(tHelp) && !r.hasAny(tClaim, tWelfare)
	switch {
	case isLost:
		return pass()
	case r.has(tDocs):
	case r.asksAny(tQYes) && r.has(tClaim) && r.has(tStatement) && r.isWordAnywhere(wordUse): // เบิกค่านอนใช้ใบเสร็จไหม
	case r.asksAny(tQHow) && (r.hasAny(tClaim, tNotify, tWelfare) || r.hasMark(tFiled)):
	case r.asksAny(tQWhere, tQWho) && r.hasAny(tClaim, tNotify):
	case r.asksAny(tQLong, tQYes) && r.isDeadline():
	case r.isEarlyFiling():
	default:
		return pass()
	}
	if r.isFiled() && !r.has(tDocs) && r.has(tStatus) {
		return pass()
	}
	r.cue("how to claim", r.asking)
	return answer(Help, 0.85, Slots{Topic: string(Claim)})
}

// isDeadline tells whether ภายในกี่วัน is the question.
func (r *reading) isDeadline() bool {
	for i := range r.tokens {
		if r.isWord(i, wordWithin) || r.hasPrefix(i, wordWithin) {
			return !r.isWordAnywhere(wordInTime)
		}
	}
	return false
}

// isEarlyFiling tells of ยื่นก่อนได้ไหม.
func (r *reading) isEarlyFiling() bool {
	for i := range r.tokens {
		if r.isWord(i, wordFile) && r.isWord(i+1, wordFirst) {
			return true
		}
	}
	return false
}

// entitled reads questions about what, how much, whether and how much longer.
func (r *reading) entitled() (Result, bool) {
	if !r.isQuestion() && !r.isGuess() {
		return pass()
	}
	isTopic := r.hasAny(tRight, tWelfare, tClaim) || r.hasBenefit() || r.isTermQuestion()
	if !isTopic || r.hasAny(tBorrow, tRepay, tMeeting, tCancel) && !r.hasAny(tRight, tClaim, tWelfare) {
		return pass()
	}
	if r.has(tRegister) && !r.hasAny(tRight, tClaim, tWelfare) && !(r.hasBenefit() && (r.has(tIf) || r.isWordAnywhere(wordMember))) {
		return pass()
	}
	switch {
	case r.hasAny(tWithdraw) && !r.hasBenefit():
		return pass()
	case r.isAskedToFile():
		return pass()
	case r.asksAny(tQMuch) && r.has(tMoney) && r.has(tHave) && r.has(tGroupFigure) && !r.hasAny(tRight, tWelfare, tClaim, tIf):
		return pass()
	case r.isFuneralTalk(), r.isChatQuestion():
		return pass()
	case !r.asksAny(tQMuch, tQYes, tQLong, tQWhen, tQWhat, tQDone, tQHow) && !r.isGuess():
		return pass()
	case r.has(tRegister) && r.isAskedToJoin():
		return pass()
	case !r.hasAny(tRight, tWelfare, tClaim) && !r.isTermQuestion() && r.isOwnStory():
		return pass()
	}
	r.cue("entitlement", r.asking)
	return answer(Entitlement, 0.85, Slots{Benefit: r.benefit()})
}

// isGuess tells of "I may not, right?": ใช่มั้ย.
func (r *reading) isGuess() bool { return r.has(tIf) && r.asksAny(tQYes) }

// isTermQuestion tells whether a waiting time is asked about: ครบ 180 วันหรือยัง.
func (r *reading) isTermQuestion() bool {
	return r.isWordAnywhere(wordFull) && r.hasFigureRole(dayFigure) || r.has(tArrears) && r.has(tRight)
}

// isAskedToFile tells whether the message also says to file it now: ถ้าได้ยื่นให้เลย.
func (r *reading) isAskedToFile() bool {
	for i := r.asking + 1; i < len(r.tokens); i++ {
		if r.at(i).marks.any(tClaim, tFiled) && r.asking > 0 || r.isWord(i, wordFile) {
			return r.lastTokenIsRequest() || r.hasRequestAfter(i)
		}
	}
	return false
}

func (r *reading) hasRequestAfter(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.at(j).marks.any(tGive) || r.isWord(j, wordWith) {
			return true
		}
	}
	return false
}

// isFuneralTalk tells of visiting: กี่โมง, ใส่ซองเท่าไหร่.
func (r *reading) isFuneralTalk() bool {
	return r.hasMark(tDeath) && !r.hasAny(tRight, tWelfare, tClaim, tGroupFigure) && r.hasAny(tSpend, tGo) && (r.isWordAnywhere(wordGoOf) || r.has(tSpend)) && !r.isWordAnywhere(wordGet)
}

// isChatQuestion tells of questions that have nothing to do with the fund.
func (r *reading) isChatQuestion() bool {
	return !r.hasAny(tRight, tWelfare, tClaim, tGroupFigure) && r.hasAny(tBuy, tSell, tEveryday) && !r.isWordAnywhere(wordGet)
}

// isOwnStory tells whether the question word is about the day's talk: the
// benefit is only named, nothing about what the fund gives is asked.
func (r *reading) isOwnStory() bool {
	if r.asksAny(tQMuch, tQLong) {
		return false
	}
	return !r.canWord() && !r.hasAny(tMoney, tGroupFigure, tHave) && !r.isPension()
}

func (r *reading) isPension() bool { return r.hasMark(tElderly) }
