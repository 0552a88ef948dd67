package intent

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
