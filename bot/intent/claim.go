package intent

import "sajja/bot/thai"

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

// fillClaim fills nights, day, person and amount of a claim.
func (r *reading) fillClaim(slots *Slots) {
	r.claimDate(slots)
	if nights, token := r.count(nightFigure); token >= 0 && slots.Benefit == Hospital {
		slots.Nights = nights
		r.span("nights", token, token+2)
	}
	for i := range r.tokens {
		if slots.Nights == 0 && slots.Benefit == Hospital && r.is(i, tOneNight) {
			slots.Nights = 1
		}
	}
	if who, from, until := r.concerned(slots.Benefit); who != "" {
		slots.For = who
		r.span("for", from, until)
	}
	if f := r.claimedSum(); f != nil {
		if money, ok := r.amounts[r.tokens[f.token].index].Money(); ok {
			slots.Amount = &money
			r.span("amount", f.token, f.token+1)
		}
	}
}

// claimedSum gives the total that is claimed, or the first sum said, or nil.
func (r *reading) claimedSum() *figure {
	var first *figure
	for n := range r.figures {
		f := &r.figures[n]
		if !r.isClear(f) || r.isWord(f.token-1, wordFull) || !f.isBaht && r.hasMark(tElderly) && f.value >= oldAge && f.value < 2*oldAge {
			continue
		}
		if f.role == totalFigure {
			return f
		}
		if f.isMoney() && (first == nil || f.isBaht && !first.isBaht) {
			first = f
		}
	}
	return first
}

// claimDate reads the day of the event; a range gives the first night and how
// many. A day of discharge alone is not the day of the event.
func (r *reading) claimDate(slots *Slots) {
	first, last := -1, -1
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		d, err := r.dateAt(j, thai.Back)
		if err != nil || d.Span != thai.DaySpan || r.dates[r.tokens[j].index].Part > 0 {
			continue
		}
		if d.From != d.To && slots.Benefit == Hospital {
			slots.Nights = d.From.DaysUntil(d.To)
			slots.Date = &d.From
			r.span("date", j, j+1)
			return
		}
		if first < 0 {
			first = j
		} else if last < 0 {
			last = j
		}
	}
	if first < 0 {
		return
	}
	d, _ := r.dateAt(first, thai.Back)
	if slots.Benefit == Hospital && last > 0 {
		if e, err := r.dateAt(last, thai.Forward); err == nil && r.isStayRange(first, last) {
			end := e.From
			if back, err := r.dateAt(last, thai.Back); err == nil && !back.From.Before(d.From) {
				end = back.From
			}
			if nights := d.From.DaysUntil(end); nights > 0 && nights < 400 {
				slots.Nights = nights
			}
		}
	}
	if slots.Benefit == Hospital && r.isDischarge(first) {
		return
	}
	slots.Date = &d.From
	r.span("date", first, first+1)
}

func (r *reading) isStayRange(first, last int) bool {
	for j := first + 1; j < last; j++ {
		if r.isWord(j, wordReach) || r.isWord(j, wordOut) || r.is(j, tUntil) {
			return true
		}
	}
	return false
}

// isDischarge tells whether the day is only that of leaving hospital.
func (r *reading) isDischarge(j int) bool {
	for i := j - 1; i >= 0 && j-i <= 4; i-- {
		if r.hasPrefix(i, wordOut) || r.hasPrefix(i, wordBack) {
			return true
		}
	}
	return false
}

// concerned gives to whom the event happened: the woman named as giving birth,
// the child otherwise, the patient, the dead, the pupil.
func (r *reading) concerned(benefit Benefit) (string, int, int) {
	best := -1
	for k := range r.people {
		p := r.people[k]
		if r.isSelf(p) || r.isSpeaker(p) || r.isSpokenTo(p) || r.isWord(p.from, wordDoctor) || r.isChildBorn(benefit, p) {
			continue
		}
		if best < 0 || r.isBetter(benefit, p, r.people[best]) {
			best = k
		}
	}
	if best < 0 {
		return "", -1, -1
	}
	p := r.people[best]
	return r.nameOf(p), p.from, p.until
}

// isChildBorn tells whether the newborn is only told about, by the mother who
// claims: เบิกค่าคลอดค่ะ … ลูกแข็งแรงดี.
func (r *reading) isChildBorn(benefit Benefit, p person) bool {
	return benefit == Birth && !p.hasName && p.from > 0 && !r.isMarked(p.from) && !r.clauseHas(p.from, tags(tBirth, tClaim))
}

// isSpokenTo tells whether kin only addresses the reader: เปิดเหม็ดเลยน้อง ขอเบิก….
func (r *reading) isSpokenTo(p person) bool {
	return !p.hasName && p.from > 0 && r.is(p.from-1, tPolite) && !r.at(p.from).isApart && r.at(p.until).isApart
}

// isSpeaker tells whether kin names the one who writes: ป้าหกล้ม … เบิกให้ด้วย.
func (r *reading) isSpeaker(p person) bool {
	if p.hasName || r.isMarked(p.from) {
		return false
	}
	isPatient := r.is(p.until, tStay) && !r.is(p.from, tSelfKin)
	return p.from == 0 && r.is(p.from, tElderSelf) && !r.is(p.until, tDied) && !isPatient && !r.hasMark(tBirth)
}

// isBetter tells whether the later mention fits the benefit better.
func (r *reading) isBetter(benefit Benefit, later, earlier person) bool {
	switch benefit {
	case Education, OtherKind, Disability, Elderly:
		return r.isMarked(later.from) && !r.isMarked(earlier.from)
	}
	return false
}
