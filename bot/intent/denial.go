package intent

// deniedWithin is how many tokens may stand between a denial and its verb:
// ไม่ได้เอาเงินมาฝาก.
const deniedWithin = 4

// denialOf reads a denial before the act: taken back, put off, or about the past.
func (r *reading) denialOf(i int) (sense, bool) {
	for j := i - 1; j >= 0 && i-j <= deniedWithin && r.sameClause(i, j); j-- {
		t := r.at(j)
		if r.isWishBetween(j, i) || r.endsDenial(i, j) || r.isSaidBefore(j, i) || r.at(i).isApart && i-j > 1 && !r.at(i-1).marks.any(tWant, tWill, tNeg) {
			return 0, false
		}
		switch {
		case t.has(tNotForgotten):
			return 0, false
		case t.has(tNever):
			if r.isGapBetween(j, i) {
				return 0, false
			}
			return forgotten, true
		case t.has(tNotYet), t.has(tDont), t.has(tBusy) && j == i-1:
			return deniedSense, true
		case t.has(tNotThis):
			return 0, false
		case t.has(tNeg) && t.has(tPast), t.has(tNeg) && r.isPastDenial(j):
			return forgotten, true
		case t.has(tNeg):
			if r.isTakenBack(i) {
				return takenBack, true
			}
			return deniedSense, true
		}
	}
	return 0, false
}

// isSaidBefore tells whether the denial is a whole phrase of its own, parted
// from the act by a gap: ออกไปไม่ได้ ฝาก 40.
func (r *reading) isSaidBefore(j, act int) bool {
	return j == act-1 && r.at(act).isApart && j > 0 && !r.at(j).isApart && !r.at(j).marks.any(tNotYet, tDont, tNever, tNotThis)
}

// isWishBetween tells whether a new phrase begins with a wish between a denial
// and the act: ออกไม่ได้ ขอฝาก.
func (r *reading) isWishBetween(from, act int) bool {
	for k := from + 1; k < act; k++ {
		if r.at(k).isApart && r.is(k, tWant) {
			return true
		}
	}
	return r.at(act).isApart && r.hasPrefix(act, wordAsk)
}

// endsDenial tells whether a word between ends the reach of a denial: another
// verb of money, or a sum.
func (r *reading) endsDenial(act, j int) bool {
	t := r.at(j)
	if t.kind == amountToken || t.marks.any(tRecord) && t.marks.any(tArrive, tRecordFor) {
		return true
	}
	if t.has(tPay) {
		return !r.is(act, tSaving) || r.is(act, tSave)
	}
	return t.marks.meets(moneyVerbs)
}

// isGapBetween tells whether a space stands between two tokens.
func (r *reading) isGapBetween(from, until int) bool {
	for j := from + 1; j <= until; j++ {
		if r.at(j).isApart {
			return true
		}
	}
	return false
}

// isUnable tells whether the denial follows the verb: ผ่อนไม่ไหว, ฝากไม่ได้.
func (r *reading) isUnable(i int) bool {
	n := i + 1
	if r.isWord(n, wordThen) && r.is(n+1, tNeg) {
		return true // กู้ก็ไม่ได้
	}
	return r.at(n).marks.any(tNeg, tBusy) && !r.at(n).marks.any(tNotThis, tApprox, tCancel, tQYes) && !r.at(n).isApart
}

// isPastDenial tells whether ไม่ได้ speaks of what was not done: nothing is
// taken back by it.
func (r *reading) isPastDenial(j int) bool {
	return r.isWord(j, wordDidNot) || r.isWord(j, wordDidNotNorth)
}

// isTakenBack tells whether แล้ว, ละ or ดีกว่า closes the denial: ไม่ฝากแล้ว.
func (r *reading) isTakenBack(i int) bool {
	for j := i + 1; j < len(r.tokens) && j <= i+4 && r.sameClause(i, j); j++ {
		if r.is(j, tDone) || r.isWord(j, wordLa) || r.isWord(j, wordRather) {
			return true
		}
		if r.at(j).kind == amountToken {
			continue
		}
	}
	return false
}
