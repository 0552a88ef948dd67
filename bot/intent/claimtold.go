package intent

// toldEvent reads an event told without a request: a death in the family is a
// claim, a stay in hospital is asked about.
func (r *reading) toldEvent() (Result, bool) {
	if r.isQuestion() || r.hasAny(tIf, tThank, tHabit) || r.hasSum() {
		return pass()
	}
	for i := range r.tokens {
		if !r.is(i, tDied) || r.is(i, tChat) {
			continue
		}
		k := r.deadPerson(i)
		if k < 0 || !r.isFamily(k) || r.isCondolence() || r.isLongAgo() || r.at(i+1).marks.any(tMoney) || r.at(i+1).kind == unknownToken && !r.at(i+1).isApart || r.at(i+1).marks.any(tExpenseOf, tQWhere) {
			continue
		}
		if r.at(i-1).marks.any(tNeg, tNotYet) {
			continue
		}
		r.cue("death", i)
		slots := Slots{Benefit: Death, For: r.nameOf(r.people[k])}
		r.span("for", r.people[k].from, r.people[k].until)
		r.claimDate(&slots)
		return answer(Claim, 0.8, slots)
	}
	if (r.hasMark(tHospital) || r.hasMark(tBirth)) && r.isIllNow() {
		r.cue("in hospital", r.first(tHospital))
		return ask(Claim, Entitlement)
	}
	return pass()
}

// isFamily tells whether the dead person is of the family: a word of kinship.
func (r *reading) isFamily(k int) bool { return r.people[k].isKin || r.people[k].hasName }

func (r *reading) isCondolence() bool {
	return r.isWordAnywhere(wordSorry) || r.has(tChat) && r.hasMark(tDeath) && !r.has(tNotify)
}

// isLongAgo tells of a death that is only remembered.
func (r *reading) isLongAgo() bool {
	for i := range r.tokens {
		if r.is(i, tEarlier) || r.isWord(i, wordMany) && r.at(i+1).marks.meets(timeUnits) {
			return true
		}
	}
	return r.hasFigureRole(spanFigure) || r.hasFigureRole(laughterFigure) || r.isWordAnywhere(wordSince)
}

// isIllNow tells whether somebody is in hospital now, with nothing asked and
// no nights told.
func (r *reading) isIllNow() bool {
	if r.hasAny(tVisit) || !r.hasMark(tHospital) || r.hasFigureRole(nightFigure) {
		return r.hasFigureRole(nightFigure) && r.hasMark(tStay) && !r.has(tVisit)
	}
	for i := range r.tokens {
		if r.is(i, tStay) || r.isWord(i, wordEnter) || r.isWord(i, wordStayAt) {
			return true
		}
	}
	return false
}
