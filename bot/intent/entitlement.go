package intent

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
