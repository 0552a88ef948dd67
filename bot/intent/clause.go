package intent

// findClauses numbers the clauses of the text: what is denied, asked or put
// off in one says nothing about the next.
func (r *reading) findClauses() {
	number, hasAct := int16(0), false
	for i := range r.tokens {
		if i > 0 && r.beginsClause(i, hasAct, number) {
			number, hasAct = number+1, false
		}
		r.clause = append(r.clause, number)
		if r.isAny(i, moneyVerbs) {
			hasAct = true
		}
	}
}

// beginsClause tells whether a new clause begins at a token: a new line, a
// full stop or comma, a closing particle, แต่, or a new time or subject after
// an act.
func (r *reading) beginsClause(i int, hasAct bool, number int16) bool {
	t, before := r.at(i), r.at(i-1)
	switch {
	case before.kind == lineToken:
		return true
	case before.kind == signToken && t.isApart && (before.sign == '.' || before.sign == ',' || before.sign == '!' || before.sign == '?' || before.sign == ';'):
		return true
	case before.kind == signToken && before.sign == ',' && t.kind != amountToken:
		return true
	case t.has(tBut) && !t.has(tTotal):
		return true
	case before.has(tPolite) && t.isApart && r.isClosing(i-1), before.has(tClosing) && !r.isQuiet(i) && !t.has(tSelf):
		return true
	case t.isApart && r.isWish(i) && r.isStoryOfDay(i, number):
		return true
	case t.isApart && (r.isAny(i, actVerbs) || r.isAny(i+1, actVerbs)) && r.isAskedBefore(i, number):
		return true
	case !hasAct:
		return false
	case t.kind == dateToken && before.kind == amountToken && r.isLaterStory(i):
		return true
	case t.kind == dateToken && t.isApart && r.dates[t.index].IsRelative:
		return r.hasVerbAfter(i)
	case t.isApart && (t.has(tSelf) || t.has(tToday)):
		return true
	case t.has(tLater) && t.isApart:
		return true
	}
	return false
}

// isWish tells whether ขอ opens a request at a token: ขอฝาก, ขอ กู้.
func (r *reading) isWish(i int) bool {
	return r.isAny(i, actVerbs) && r.hasPrefix(i, wordAsk) || r.isWord(i, wordAsk) && r.isAny(i+1, actVerbs)
}

// isStoryOfDay tells whether the clause so far names a day and says more of it:
// พรุ่งนี้ไถนา before a request is no plan of it.
func (r *reading) isStoryOfDay(i int, number int16) bool {
	hasDay, words := false, 0
	for j := i - 1; j >= 0 && r.clause[j] == number; j-- {
		switch {
		case r.at(j).kind == dateToken:
			hasDay = true
		case !r.isQuiet(j) && !r.is(j, tFiller):
			words++
		}
	}
	return hasDay && words > 0
}

// isLaterStory tells whether a day to come, right after a sum, begins a story of
// its own and does not put the act off: ฝาก 30 พรุ่งนี้ไม่อยู่.
func (r *reading) isLaterStory(i int) bool {
	if text := r.dates[r.at(i).index]; !text.IsRelative || text.Offset <= 0 {
		return false
	}
	n := r.next(i)
	if r.is(n, tWill) && r.at(n+1).marks.any(tUse, tSpend, tBuy) {
		return true
	}
	return n < len(r.tokens) && !r.at(n).isApart && !r.is(n, tFiller) && r.at(n).kind == wordToken
}

// hasVerbAfter tells whether a verb of money or a sum follows.
func (r *reading) hasVerbAfter(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.at(j).kind == amountToken || r.isAny(j, moneyVerbs) {
			return true
		}
	}
	return false
}

// isAskedBefore tells whether the clause so far was a question.
func (r *reading) isAskedBefore(i int, number int16) bool {
	for j := i - 1; j >= 0 && r.clause[j] == number; j-- {
		if r.at(j).marks.meets(questionMarks) && r.isAsking(j) {
			return true
		}
		if r.isWord(j, wordYet) && r.isFinal(j) && j > 0 && r.is(r.firstContent(), tEveryday) {
			return true // กินข้าวกันยัง ฝาก 20
		}
	}
	return false
}

// isClosing tells of the particles that end a sentence.
func (r *reading) isClosing(i int) bool {
	t := r.at(i)
	return !t.has(tRecord) && !t.has(tWill) && !t.has(tGive)
}

// sameClause tells whether two tokens stand in one clause.
func (r *reading) sameClause(i, j int) bool {
	return i >= 0 && j >= 0 && i < len(r.clause) && j < len(r.clause) && r.clause[i] == r.clause[j]
}

// inClause gives the first token with the mark in the clause of token i, or -1.
func (r *reading) inClause(i int, m tag) int {
	for j := range r.tokens {
		if r.clause[j] == r.clause[i] && r.tokens[j].has(m) {
			return j
		}
	}
	return -1
}

// clauseHas tells whether the clause of token i carries one of the marks.
func (r *reading) clauseHas(i int, set tagSet) bool {
	for j := range r.tokens {
		if r.clause[j] == r.clause[i] && r.tokens[j].marks.meets(set) {
			return true
		}
	}
	return false
}
