package intent

// claims reads a request for welfare, or the notice of an event to the fund.
func (r *reading) claims() (Result, bool) {
	if r.isClaimDenied() || r.hasPlainLoan() || r.has(tMeeting) && !r.hasAny(tClaim, tWelfare) {
		return pass()
	}
	if k := r.plainActWithSum(); k >= 0 && r.isOwnExpenses() {
		return pass()
	}
	if r.isStrangeWithdraw() {
		r.cue("claim", r.first(tClaim))
		return ask(Withdraw, Claim)
	}
	at, ok := r.claimCue()
	if !ok {
		return r.toldEvent()
	}
	if k := r.plainActWithSum(); k >= 0 && !r.hasBenefit() && !r.has(tWelfare) {
		return pass()
	}
	r.cue("claim", at)
	benefit := r.benefit()
	if benefit == "" && r.isVagueClaim() {
		return ask(Claim, Withdraw)
	}
	if r.isSeveralPatients() {
		return ask(Claim)
	}
	slots := Slots{Benefit: benefit}
	r.fillClaim(&slots)
	return answer(Claim, 0.9, slots)
}

// isOwnExpenses tells of expenses got back at work, no matter of the fund:
// เบิกค่ารถมา.
func (r *reading) isOwnExpenses() bool {
	for i := range r.tokens {
		if r.is(i, tClaim) && (r.is(i+1, tExpenseOf) || r.hasPrefix(i+1, wordCost)) {
			return !r.hasBenefit()
		}
	}
	return false
}

// hasPlainLoan tells whether a loan is asked for, whatever it is to pay.
func (r *reading) hasPlainLoan() bool {
	for k := range r.acts {
		if r.acts[k].kind == Loan && r.acts[k].sense == plainSense {
			return true
		}
	}
	return false
}

// isSeveralPatients tells whether two stays are told at once.
func (r *reading) isSeveralPatients() bool {
	nights := 0
	for n := range r.figures {
		if r.figures[n].role == nightFigure {
			nights++
		}
	}
	return nights > 1 && len(r.people) > 1
}

// isVagueClaim tells whether เบิก is said with nothing of welfare beside it.
func (r *reading) isVagueClaim() bool {
	return !r.hasAny(tWelfare, tRight)
}

func (r *reading) isClaimDenied() bool {
	i := r.first(tClaim)
	return i > 0 && r.at(i-1).marks.any(tNotYet, tDont) || i >= 0 && r.isPutOff(i)
}

// isStrangeWithdraw tells whether เบิก comes with a sum and no hint of which
// money.
func (r *reading) isStrangeWithdraw() bool {
	return r.has(tClaim) && !r.hasBenefit() && !r.hasAny(tWelfare, tRight) && r.hasSum() && !r.has(tWithdraw)
}

// claimCue gives the word that asks for welfare.
func (r *reading) claimCue() (int, bool) {
	hasTopic := r.hasBenefit() || r.has(tWelfare)
	switch {
	case r.has(tClaim) && !r.has(tWithdraw) && (hasTopic || !r.has(tSave)):
		return r.first(tClaim), true
	case r.has(tWelfare) && (r.hasAny(tWant, tClaim, tNotify) || r.hasPrefix(r.first(tWelfare), wordAsk)):
		return r.first(tWelfare), true
	case r.hasMark(tEducation) && (r.isWanted(tEducation) || r.isAskedFor(tEducation)):
		return r.first(tEducation), true
	case r.hasMark(tBirth) && r.isWanted(tBirth), r.hasMark(tHospital) && r.isWanted(tHospital), r.hasMark(tElderly) && r.isWanted(tElderly), r.hasMark(tDisability) && r.isWanted(tDisability):
		return r.first(tWant), true
	case r.has(tNotify) && r.hasBenefit() && !r.hasMark(tOtherBenefit):
		return r.first(tNotify), true
	}
	return -1, false
}

// isAskedFor tells whether the word itself asks: ขอทุน.
func (r *reading) isAskedFor(m tag) bool {
	for i := range r.tokens {
		if r.is(i, m) && r.hasPrefix(i, wordAsk) {
			return true
		}
	}
	return false
}

// isWanted tells whether ขอ or อยากได้ asks for the benefit itself.
func (r *reading) isWanted(m tag) bool {
	for i := range r.tokens {
		isWant := r.is(i, tWant) && !r.is(i, tPolite) && (!r.is(i, tWill) || r.isWord(i, wordAsk))
		if !isWant && !r.hasPrefix(i, wordAsk) || r.at(i).marks.any(tBusy, tNeg) {
			continue
		}
		for j := i + 1; j < len(r.tokens) && j <= i+3; j++ {
			if r.is(j, m) && !r.is(j, tChat) {
				return true
			}
		}
	}
	return false
}
