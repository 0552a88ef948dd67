package intent

// cancelled reads what takes the last request back.
func (r *reading) cancelled() (Result, bool) {
	if r.isQuestion() && !r.canWord() {
		return pass()
	}
	if i := r.cancelling(); i >= 0 {
		if k := r.plainActAfter(i); k >= 0 || r.hasAny(tEarlier) && r.plainActWithSum() >= 0 {
			return pass()
		}
		r.cue("cancel", i)
		return answer(Cancel, 0.9, Slots{})
	}
	taken := -1
	for k := range r.acts {
		switch r.acts[k].sense {
		case takenBack:
			taken = r.acts[k].token
		case plainSense:
			if taken >= 0 && r.figureAfter(r.acts[k].token) >= 0 {
				return pass()
			}
		}
	}
	if taken < 0 && r.hasAny(tRegister, tClaim, tRecord) && !r.hasSum() {
		taken = r.takenBackOther()
	}
	if taken < 0 {
		return pass()
	}
	r.cue("taken back", taken)
	return answer(Cancel, 0.9, Slots{})
}

// cancelling gives the word that takes something back, or -1.
func (r *reading) cancelling() int {
	for i := r.first(tCancel); i >= 0; i = r.firstFrom(i+1, tCancel) {
		if r.isCancelling(i) {
			return i
		}
	}
	return -1
}

// takenBackOther reads ไม่สมัครแล้ว, ไม่เบิกแล้ว.
func (r *reading) takenBackOther() int {
	for i := range r.tokens {
		if r.at(i).marks.any(tRegister, tClaim) && r.is(i-1, tNeg) && r.isTakenBack(i) {
			return i
		}
		if r.is(i, tRecord) && r.is(i-1, tDont) && (r.is(i, tUnpaid) || r.isTakenBack(i)) && !r.hasNamed() {
			return i // ไม่ต้องลงแล้ว
		}
	}
	return -1
}

// plainActAfter gives a clear act of money after a token, or -1.
func (r *reading) plainActAfter(i int) int {
	for k := range r.acts {
		if r.acts[k].token > i && r.acts[k].sense == plainSense && r.figureAfter(r.acts[k].token) >= 0 {
			return k
		}
	}
	return -1
}

// figureAfter gives the first sum after a token, or -1.
func (r *reading) figureAfter(i int) int {
	for k := range r.figures {
		if r.figures[k].token > i && r.figures[k].isMoney() {
			return k
		}
	}
	return -1
}

// isCancelling tells whether a word of cancelling takes something back here:
// not denied, and not about trains or coriander.
func (r *reading) isCancelling(i int) bool {
	if p := r.previous(i); !r.is(i, tNeg) && (p < 0 || r.is(p, tWant) && r.previous(p) < 0) {
		return true
	}
	for j := i - 1; j >= 0 && i-j <= 2; j-- {
		if r.at(j).marks.any(tNeg, tNotYet, tDont) && !r.is(j, tCancel) {
			return false
		}
		if r.isBlank(j) && !r.at(i).isApart {
			return false
		}
	}
	if !r.is(i, tNeg) && !r.isWord(i, wordAll) {
		n := i + 1
		return !r.isBlank(n) || r.at(n).isApart
	}
	// ไม่เอา, เลิก: only with nothing else, or แล้ว after it
	n := r.next(i)
	return n >= len(r.tokens) || r.is(n, tDone) || r.is(n, tCancel)
}
