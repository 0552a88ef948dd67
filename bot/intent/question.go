package intent

// questionMarks are the marks of words that ask.
var questionMarks = tags(tQMuch, tQHow, tQYes, tQDone, tQWhen, tQLong, tQWhat, tQWho, tQWhere, tQWhy)

// findQuestions keeps of the asking words those that really ask where they
// stand: บ่ before a verb denies, at the end it asks.
func (r *reading) findQuestions() {
	for i := range r.tokens {
		t := &r.tokens[i]
		if t.kind == signToken && t.sign == '?' {
			r.asks = r.asks.with(tQYes)
		}
		if t.kind != wordToken || r.isNamePart(i) || r.isChatterClause(i) {
			continue
		}
		if t.marks.meets(questionMarks) && r.isAsking(i) {
			r.asks = r.asks.union(tagSet{t.marks[0] & questionMarks[0], t.marks[1] & questionMarks[1], t.marks[2] & questionMarks[2]})
			r.asking = i
		}
		if r.isWord(i, wordYet) && r.isFinal(i) && i > 0 && !r.at(i-1).has(tPolite) {
			r.asks = r.asks.with(tQDone)
			r.asking = i
		}
	}
}

// isChatterClause tells whether the clause is small talk beside a clause with
// a sum: กินข้าวกันยังจ๊ะ ยายฝาก 6 บาท.
func (r *reading) isChatterClause(i int) bool {
	if !r.clauseHas(i, tags(tEveryday)) || r.clauseHas(i, tags(tSave, tSaving, tPay, tMoney, tRecord, tClaim, tBorrow, tRepay, tWithdraw)) {
		return false
	}
	for k := range r.figures {
		if r.figures[k].isMoney() && !r.sameClause(r.figures[k].token, i) {
			return true
		}
	}
	return false
}

// isAsking tells whether an asking word asks: short particles only at the end
// of what they ask about.
func (r *reading) isAsking(i int) bool {
	t := r.at(i)
	if i == 0 && t.has(tQYes) && !t.has(tQDone) {
		return false
	}
	if t.has(tOr) && r.at(i-1).kind == amountToken && r.at(i+1).kind == amountToken {
		return false // 300 หรือ 500: two sums, asked about as such
	}
	if t.has(tQYes) && t.end-t.start <= 4 && !t.has(tQDone) {
		if t.has(tNeg) || t.has(tKin) || t.has(tOr) || t.end-t.start <= 2 || r.isWord(i, wordKo) || r.isWord(i, wordMaiSouth) {
			return r.isFinal(i) && i > 0
		}
	}
	if t.has(tQHow) && r.isWord(i, wordTeach) {
		return true
	}
	if r.isWord(i, wordAndStill) {
		return r.isFinal(i) || r.isMarked(i+2) || r.is(i+1, tOf)
	}
	if r.isWord(i, wordNgai) && r.is(i-1, tDone) && r.isFinal(i) || r.isUnknownToSpeaker(i) {
		return false
	}
	if t.marks.any(tQWhat, tQWhere, tQWho) && r.isNegatedAny(i) {
		return false
	}
	return true
}

// isNegatedAny tells whether a denial shortly before makes the asking word mean
// none at all: ไม่ได้ออกไปไหน, ไม่มีอะไร, ไม่เห็นใคร.
func (r *reading) isNegatedAny(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 3; j-- {
		if r.at(j + 1).isApart {
			return false
		}
		if r.is(j, tNeg) {
			return true
		}
	}
	return false
}

// isUnknownToSpeaker tells of ยังไม่รู้ว่ากี่คืน: nothing is asked.
func (r *reading) isUnknownToSpeaker(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 6; j-- {
		if r.isWord(j, wordUnsure) || r.isWord(j, wordNotKnow) {
			return true
		}
	}
	return false
}

// isFinal tells whether nothing but politeness follows in the line or before
// the next gap.
func (r *reading) isFinal(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		t := r.at(j)
		if t.kind == lineToken || t.isApart {
			return true
		}
		if r.is(j-1, tClosing) && j > i+1 {
			return true
		}
		if !r.isQuiet(j) && !r.isWord(j, wordChild) && !t.has(tKin) {
			return false
		}
	}
	return true
}

func (r *reading) asksAny(list ...tag) bool { return r.asks.any(list...) }

// isQuestion tells whether anything is asked.
func (r *reading) isQuestion() bool { return !r.asks.isEmpty() }

// isAskedInClause tells whether the clause of token i, or a short one right
// after it, asks.
func (r *reading) isAskedInClause(i int) bool {
	for j := range r.tokens {
		t := &r.tokens[j]
		if t.kind == signToken && t.sign == '?' && j > i && r.clause[j]-r.clause[i] <= 0 {
			return true
		}
		if t.kind != wordToken || r.isNamePart(j) {
			continue
		}
		isAsking := t.marks.meets(questionMarks) && r.isAsking(j) || r.isWord(j, wordYet) && r.isFinal(j) && j > 0
		if !isAsking {
			continue
		}
		if r.clause[j] == r.clause[i] || r.clause[j] == r.clause[i]+1 && !r.clauseHas(j, everydayMarks) && !r.hasUnknownIn(r.clause[j]) && !r.asksOfOther(j) {
			return true
		}
	}
	return false
}

// asksOfOther tells whether the clause of a question names a matter of its own, so
// that it leaves the act beside it as it is: ขอออมร้อยค่ะ ยอดเท่าไหร่แล้วคะ.
func (r *reading) asksOfOther(j int) bool {
	for i := range r.tokens {
		t := r.at(i)
		if !r.sameClause(i, j) {
			continue
		}
		if t.kind == dateToken || t.kind == clockToken || t.marks.any(tBalance, tStatement, tMeeting, tNextMeeting, tLook, tGroupFigure) && !t.has(tMissing) || t.marks == tags(tNeutral) {
			return !r.clauseHas(j, tags(tInterest, tSave, tArrive, tRecord, tApprox))
		}
	}
	return false
}

// everydayMarks are the marks of chatter: what is asked about the rain changes
// nothing.
var everydayMarks = tags(tEveryday, tGreet, tThank)

func (r *reading) hasUnknownIn(clause int16) bool {
	for j := range r.tokens {
		if r.clause[j] == clause && r.tokens[j].kind == unknownToken {
			return true
		}
	}
	return false
}
