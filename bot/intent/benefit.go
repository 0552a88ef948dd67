package intent

var benefitMarks = [...]struct {
	mark    tag
	benefit Benefit
}{
	{tDisability, Disability}, {tDisaster, Disaster}, {tDeath, Death}, {tBirth, Birth}, {tHospital, Hospital}, {tEducation, Education},
	{tElderly, Elderly}, {tOtherBenefit, OtherKind},
}

var anyBenefit = tags(tHospital, tBirth, tDeath, tElderly, tEducation, tDisaster, tDisability, tOtherBenefit)

// benefit gives the benefit the message is about. Nights claimed after giving
// birth are a stay in hospital.
func (r *reading) benefit() Benefit {
	if r.isStayClaimed() {
		return Hospital
	}
	if r.hasMark(tDied) && r.hasKinBeforeDeath() && !r.hasMark(tDisaster) {
		return Death
	}
	for _, b := range benefitMarks {
		if r.hasMark(b.mark) {
			return b.benefit
		}
	}
	if r.isOldAge() && r.asksAny(tQMuch, tQWhat, tQYes, tQDone) {
		return Elderly
	}
	if r.hasMark(tStay) || r.has(tVisit) && r.hasAny(tClaim, tRight) {
		return Hospital
	}
	return ""
}

// oldAge is the age from which a fund speaks of the elderly.
const oldAge = 60

// isOldAge tells whether an age of the elderly is said: อายุ 70.
func (r *reading) isOldAge() bool {
	for k := range r.figures {
		if f := &r.figures[k]; f.role == labelFigure && r.isWord(f.token-1, wordAge) && f.value >= oldAge && f.value < 2*oldAge {
			return true
		}
	}
	return false
}

// hasMark is has for words that are neither names nor other phrases.
func (r *reading) hasMark(m tag) bool {
	for i := range r.tokens {
		if r.is(i, m) && !r.is(i, tChat) && !r.isNamePart(i) {
			return true
		}
	}
	return false
}

func (r *reading) hasBenefit() bool {
	if r.hasMark(tDied) && r.hasKinBeforeDeath() {
		return true
	}
	for _, b := range benefitMarks {
		if r.hasMark(b.mark) {
			return true
		}
	}
	return r.isOldAge() && r.asksAny(tQMuch, tQWhat) && r.canWord()
}

// isStayClaimed tells whether nights in hospital are what is claimed.
func (r *reading) isStayClaimed() bool {
	_, nights := r.count(nightFigure)
	if !r.hasMark(tStay) {
		return false
	}
	return nights >= 0 || r.hasMark(tHospital) && !r.hasMark(tBirth)
}

func (r *reading) hasKinBeforeDeath() bool {
	for i := range r.tokens {
		if r.is(i, tDied) && !r.is(i, tChat) && r.deadPerson(i) >= 0 {
			return true
		}
	}
	return false
}

// deadPerson gives the mention whose death a word tells, or -1.
func (r *reading) deadPerson(i int) int {
	for k := range r.people {
		p := r.people[k]
		if p.until <= i && i-p.until <= 2 && r.sameLine(p.from, i) {
			return k
		}
		if p.from == i+1 && r.isWord(i, wordDeathNotice) || p.until < i && r.is(i-1, tThey) && k == len(r.people)-1 {
			return k
		}
	}
	return -1
}

func (r *reading) sameLine(i, j int) bool { return r.at(i).line == r.at(j).line }
