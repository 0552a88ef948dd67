package intent

// invitation reads an answer to an invitation.
func (r *reading) invitation() (Result, bool) {
	if r.hasSum() || r.hasAny(tSave, tWithdraw, tBorrow, tRepay, tClaim, tBuy, tSell) && !r.has(tMeeting) || r.asksAny(tQWhere, tQWhen, tQWho, tQMuch, tQWhat) {
		return pass()
	}
	if !r.isMember() && r.hasNamed() || r.hasPastDay() {
		return pass() // an officer tells who comes, or anybody who came
	}
	said := Answer("")
	at := -1
	switch {
	case r.has(tMaybe) && !r.isMaybeLate():
		said, at = Maybe, r.first(tMaybe)
	case r.has(tIf) && r.last(tIf) != r.first(tIf) && r.has(tGo):
		said, at = Maybe, r.first(tIf)
	case r.has(tGo) && r.has(tMeeting) && r.negAfterGo() >= 0:
		said, at = No, r.negAfterGo()
	case r.has(tIf) && r.has(tGo):
		said, at = Maybe, r.first(tIf)
	case r.has(tBusy):
		said, at = No, r.first(tBusy)
	case r.has(tGo) && !r.isQuestion() && !r.isOnlyHeard():
		said, at = Yes, r.first(tGo)
	}
	if said == "" || !r.isInvitationAnswer(said, at) {
		return pass()
	}
	r.cue("answer", at)
	return answer(RSVP, 0.8, Slots{Answer: said})
}

// isMaybeLate tells whether only the hour is unsure, not the coming: อาจสายนิด.
func (r *reading) isMaybeLate() bool {
	i := r.first(tMaybe)
	n := r.at(i + 1)
	if n.has(tGo) {
		n = r.at(i + 2)
	}
	if n.end <= n.start {
		return false
	}
	return lateWords[string(r.folded.Letters[n.start:n.end])] && r.has(tGo)
}

// lateWords say that somebody comes, but not in time.
var lateWords = map[string]bool{folded("สาย"): true, folded("ช้า"): true, folded("เลท"): true}

// isOnlyHeard tells of รับทราบ and no word of coming: nothing is decided yet.
func (r *reading) isOnlyHeard() bool {
	i := r.first(tGo)
	return r.isWord(i, wordHeard) && r.firstFrom(i+1, tGo) < 0
}

// hasNamed tells whether somebody is mentioned by name.
func (r *reading) hasNamed() bool {
	for _, p := range r.people {
		if p.hasName {
			return true
		}
	}
	return false
}

// isInvitationAnswer tells whether going is all the message is about: it
// stands first, or the meeting is named, or it is unmistakable.
func (r *reading) isInvitationAnswer(said Answer, at int) bool {
	if r.has(tMeeting) {
		return true
	}
	if r.asksAny(tQYes) && said != Maybe {
		return false
	}
	if said == Maybe {
		return r.hasAny(tGo, tBusy) || r.contentCount() <= 4 || r.previous(at) < 0 && r.contentCount() <= 6
	}
	p := r.previous(at)
	isFirst := p < 0 || r.at(p).marks.any(tSelf, tConfirm, tMaybe, tFiller, tWant, tBusy, tKin, tLater) && (r.previous(p) < 0 || r.is(r.previous(p), tConfirm))
	if said == No {
		return isFirst || r.contentCount() <= 5 && !r.is(at, tFiller)
	}
	if isFirst && r.is(at+1, tPolite) && !r.at(at+1).isApart {
		return true
	}
	n := r.next(at)
	if !isFirst || n < len(r.tokens) && !r.at(n).isApart && r.at(n).kind == unknownToken {
		return false
	}
	if r.at(at).marks.any(tFiller) && r.is(at, tGo) && n < len(r.tokens) && !r.at(n).marks.any(tFiller, tGo, tUPeople, tConfirm, tDone) && r.at(n).kind != amountToken && !r.at(n).isApart {
		return false
	}
	return r.contentCount() <= 5
}

// negAfterGo gives a denial after ไป: ไปประชุมวันอาทิตย์ไม่ได้.
func (r *reading) negAfterGo() int {
	for i := r.first(tGo) + 1; i > 0 && i < len(r.tokens); i++ {
		if r.is(i, tNeg) || r.is(i, tBusy) {
			return i
		}
	}
	return -1
}
