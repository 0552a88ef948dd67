package intent

// confirmFirst reads yes where it opens the message and what follows only says it
// again: ใช่ครับ ฝากให้แม่.
func (r *reading) confirmFirst() (Result, bool) {
	i := r.firstContent()
	if !r.is(i, tConfirm) || r.at(i).marks.any(tFiller, tPolite, tDone) || r.hasSum() || r.isQuestion() || r.contentCount() > 5 || r.hasAny(tBut, tMeeting, tGo) {
		return pass()
	}
	if r.has(tWant) || !r.is(i+1, tPolite) && !r.at(i+1).isApart || r.plainActAt() < 0 {
		return pass()
	}
	r.cue("yes", i)
	return answer(Confirm, 0.8, Slots{})
}

// denialFirst reads no where it opens the message and no sum follows: what is
// said after it only tells why.
func (r *reading) denialFirst() (Result, bool) {
	i := r.firstContent()
	if r.at(i).marks.any(tQYes, tDeny) && !r.is(i, tNotThis) && r.is(r.next(i), tNotThis) && r.at(r.next(i)).isApart {
		i = r.next(i)
	}
	if r.at(i).marks.any(tDeny, tNotThis) && r.isOnlyDenied() {
		r.cue("no", i)
		return answer(Deny, 0.9, Slots{})
	}
	if !r.is(i, tNotThis) && !(r.is(i, tNeg) && r.is(r.next(i), tNotThis) && r.at(r.next(i)).isApart) || r.hasSum() || r.isQuestion() {
		return pass()
	}
	if n := r.at(i + 1); !n.isApart && !n.has(tPolite) && n.kind != lineToken && n.kind != signToken && !r.isThisOne(i+1) {
		return pass()
	}
	r.cue("no", i)
	return answer(Deny, 0.9, Slots{})
}

// isOnlyDenied tells whether nothing is said but no, and the sum that is wrong.
func (r *reading) isOnlyDenied() bool {
	for i := range r.tokens {
		if !r.isQuiet(i) && !r.at(i).marks.any(tDeny, tNotThis) && !(r.at(i).kind == amountToken && r.is(i-1, tNotThis)) {
			return false
		}
	}
	return true
}

// isThisOne tells of "not this one": ไม่ใช่ยอดนี้, ไม่ใช่คนนี้.
func (r *reading) isThisOne(i int) bool {
	return r.isWord(i+1, wordThis) && (r.at(i+2).isApart || r.isQuiet(i+2) || i+2 >= len(r.tokens))
}

// denial reads no: what was understood is wrong.
func (r *reading) denial() (Result, bool) {
	i := r.first(tDeny)
	if i < 0 && r.contentCount() == 1 && r.is(r.firstContent(), tNeg) && !r.has(tCancel) {
		return answer(Deny, 0.8, Slots{})
	}
	if i < 0 || r.isQuestion() || r.hasSum() {
		return pass()
	}
	if r.previous(i) >= 0 && !r.is(i, tNotThis) && r.contentCount() > 4 {
		return pass()
	}
	if p := r.previous(i); p >= 0 && (r.at(p).kind == unknownToken || !r.at(i).isApart && p == i-1 && !r.at(p).marks.any(tFiller, tSelf, tConfirm, tDeny, tPolite)) {
		return pass()
	}
	r.cue("no", i)
	return answer(Deny, 0.9, Slots{})
}

// confirmation reads yes, where little else is said.
func (r *reading) confirmation() (Result, bool) {
	i := r.first(tConfirm)
	if i < 0 || r.has(tThank) && r.is(i, tPolite) || r.isQuestion() || r.previous(i) >= 0 && !r.is(r.previous(i), tConfirm) && !r.at(r.previous(i)).marks.any(tFiller, tWant, tGreet, tThank) {
		return pass()
	}
	rest := 0
	for j := range r.tokens {
		if !r.isQuiet(j) && !r.at(j).marks.any(tConfirm, tFiller, tRecord, tThank, tDone) {
			rest++
		}
	}
	if rest > 2 || r.hasSum() && rest > 1 || r.hasUnknownBefore(i) || rest > 0 && r.unknownCount() > 0 {
		return pass()
	}
	r.cue("yes", i)
	return answer(Confirm, 0.9, Slots{})
}

func (r *reading) hasUnknownBefore(i int) bool {
	for j := range i {
		if r.tokens[j].kind == unknownToken {
			return true
		}
	}
	return false
}
