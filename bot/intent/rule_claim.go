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
	return ""
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
	for _, b := range benefitMarks {
		if r.hasMark(b.mark) {
			return true
		}
	}
	return false
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
		if p.from == i+1 && r.isWord(i, wordDeathNotice) {
			return k
		}
	}
	return -1
}

func (r *reading) sameLine(i, j int) bool { return r.at(i).line == r.at(j).line }

// isFiled tells whether a claim made earlier is spoken of.
func (r *reading) isFiled() bool {
	if r.has(tFiled) {
		return true
	}
	for i := range r.tokens {
		if r.at(i).kind == codeToken || r.is(i, tCase) && r.isLabelFigure(i+1) {
			return true
		}
	}
	return false
}

func (r *reading) isLabelFigure(i int) bool {
	for k := range r.figures {
		if r.figures[k].token == i {
			return r.figures[k].role == labelFigure
		}
	}
	return false
}

// claimStatus reads questions about a claim already made.
func (r *reading) claimStatus() (Result, bool) {
	if r.hasAny(tSave, tSaving, tWithdraw) && !r.hasBenefit() && !r.has(tFiled) {
		return pass()
	}
	at := r.first(tStatus)
	asks := r.isQuestion() || at >= 0
	if r.hasSum() && !r.hasBenefit() && !r.hasAny(tClaim, tWelfare) && !r.hasCase() {
		return pass()
	}
	switch {
	case r.has(tChase) && !r.hasAny(tSave, tLoan, tBorrow):
		at = r.first(tChase)
	case r.hasAny(tClaim, tWelfare, tDocs) && at >= 0 && !r.hasPrefix(at, wordGet) && r.asksAny(tQWhere, tQDone, tQWhy) && !r.has(tIf):
	case r.isFiled() && (asks || r.hasAny(tMissing, tNotYet)) && !r.hasAny(tMeeting, tCancel):
	case r.hasBenefit() && at >= 0 && !r.has(tIf) && r.asksAny(tQDone, tQWhen, tQYes, tQWhere, tQWhy):
	case r.hasBenefit() && r.asksAny(tQDone) && r.isPaidOut():
		at = r.asking
	case r.has(tApprove) && r.isQuestion() && r.isMember() && !r.has(tMeeting) && !r.has(tBorrow):
		at = r.asking
	case r.isMatterOf() && asks && !r.hasAny(tPay, tSave, tMoney):
		at = r.asking
	case r.has(tCommittee) && r.asksAny(tQDone):
		at = r.asking
	default:
		return pass()
	}
	if r.asksAny(tQHow) && r.has(tDocs) && !r.has(tFiled) {
		return pass()
	}
	r.cue("claim under way", at)
	return answer(ClaimStatus, 0.9, Slots{})
}

// hasCase tells whether a claim's number is named.
func (r *reading) hasCase() bool {
	for i := range r.tokens {
		if r.at(i).kind == codeToken || r.is(i, tCase) {
			return true
		}
	}
	return false
}

// isPaidOut tells whether the question is if the money came out.
func (r *reading) isPaidOut() bool {
	if r.isWordAnywhere(wordFull) || r.hasFigureRole(dayFigure) && !r.has(tFiled) {
		return false
	}
	for i := range r.tokens {
		if r.isAny(i, tags(tPay, tArrive)) || r.isWord(i, wordOut) || r.isWord(i, wordGet) && !r.has(tClaim) {
			return true
		}
	}
	return false
}

func (r *reading) hasFigureRole(role figureRole) bool {
	for k := range r.figures {
		if r.figures[k].role == role {
			return true
		}
	}
	return false
}

// isMatterOf tells whether เรื่อง of somebody, or of a benefit, is asked about.
func (r *reading) isMatterOf() bool {
	for i := range r.tokens {
		if r.isWord(i, wordMatter) && (r.is(i+1, tKin) || r.isAny(i+1, anyBenefit)) {
			return true
		}
	}
	return false
}

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

// entitled reads questions about what, how much, whether and how much longer.
func (r *reading) entitled() (Result, bool) {
	if !r.isQuestion() && !r.isGuess() {
		return pass()
	}
	isTopic := r.hasAny(tRight, tWelfare, tClaim) || r.hasBenefit() || r.isTermQuestion()
	if !isTopic || r.hasAny(tBorrow, tRepay, tMeeting, tCancel) && !r.hasAny(tRight, tClaim, tWelfare) {
		return pass()
	}
	if r.has(tRegister) && !r.hasAny(tRight, tClaim, tWelfare) && !(r.hasBenefit() && (r.has(tIf) || r.isWordAnywhere(wordMember))) {
		return pass()
	}
	switch {
	case r.hasAny(tWithdraw) && !r.hasBenefit():
		return pass()
	case r.isAskedToFile():
		return pass()
	case r.isFuneralTalk(), r.isChatQuestion():
		return pass()
	case !r.asksAny(tQMuch, tQYes, tQLong, tQWhen, tQWhat, tQDone, tQHow) && !r.isGuess():
		return pass()
	case r.has(tRegister) && r.isAskedToJoin():
		return pass()
	case !r.hasAny(tRight, tWelfare, tClaim) && !r.isTermQuestion() && r.isOwnStory():
		return pass()
	}
	r.cue("entitlement", r.asking)
	return answer(Entitlement, 0.85, Slots{Benefit: r.benefit()})
}

// isGuess tells of "I may not, right?": ใช่มั้ย.
func (r *reading) isGuess() bool { return r.has(tIf) && r.asksAny(tQYes) }

// isTermQuestion tells whether a waiting time is asked about: ครบ 180 วันหรือยัง.
func (r *reading) isTermQuestion() bool {
	return r.isWordAnywhere(wordFull) && r.hasFigureRole(dayFigure) || r.has(tArrears) && r.has(tRight)
}

// isAskedToFile tells whether the message also says to file it now: ถ้าได้ยื่นให้เลย.
func (r *reading) isAskedToFile() bool {
	for i := r.asking + 1; i < len(r.tokens); i++ {
		if r.isAny(i, tags(tClaim, tFiled)) && r.asking > 0 || r.isWord(i, wordFile) {
			return r.lastTokenIsRequest() || r.hasRequestAfter(i)
		}
	}
	return false
}

func (r *reading) hasRequestAfter(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.isAny(j, tags(tGive)) || r.isWord(j, wordWith) {
			return true
		}
	}
	return false
}

// isFuneralTalk tells of visiting: กี่โมง, ใส่ซองเท่าไหร่.
func (r *reading) isFuneralTalk() bool {
	return r.hasMark(tDeath) && !r.hasAny(tRight, tWelfare, tClaim, tGroupFigure) && r.hasAny(tSpend, tGo) && (r.isWordAnywhere(wordGoOf) || r.has(tSpend)) && !r.isWordAnywhere(wordGet)
}

// isChatQuestion tells of questions that have nothing to do with the fund.
func (r *reading) isChatQuestion() bool {
	return !r.hasAny(tRight, tWelfare, tClaim, tGroupFigure) && r.hasAny(tBuy, tSell, tEveryday) && !r.isWordAnywhere(wordGet)
}

// isOwnStory tells whether the question word is about the day's talk: the
// benefit is only named, nothing about what the fund gives is asked.
func (r *reading) isOwnStory() bool {
	if r.asksAny(tQMuch, tQLong) {
		return false
	}
	return !r.canWord() && !r.hasAny(tMoney, tGroupFigure, tHave) && !r.isPension()
}

func (r *reading) isPension() bool { return r.hasMark(tElderly) }

// claims reads a request for welfare, or the notice of an event to the fund.
func (r *reading) claims() (Result, bool) {
	if r.isClaimDenied() || r.hasPlainLoan() || r.has(tMeeting) && !r.hasAny(tClaim, tWelfare) {
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
	return !r.hasAny(tWelfare, tRight) && !r.hasClaimNoun()
}

// hasClaimNoun tells whether the word of claiming itself names welfare.
func (r *reading) hasClaimNoun() bool {
	for i := range r.tokens {
		if r.is(i, tClaim) && r.at(i).end-r.at(i).start > 8 {
			return true
		}
	}
	return false
}

func (r *reading) isClaimDenied() bool {
	i := r.first(tClaim)
	return i > 0 && r.isAny(i-1, tags(tNotYet, tDont)) || i >= 0 && r.isPutOff(i)
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
		if !isWant && !r.hasPrefix(i, wordAsk) {
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
		if k < 0 || !r.isFamily(k) || r.isCondolence() || r.isLongAgo() || r.isAny(i+1, tags(tMoney)) || r.at(i+1).kind == unknownToken && !r.at(i+1).isApart || r.isAny(i+1, tags(tExpenseOf, tQWhere)) {
			continue
		}
		if r.isAny(i-1, tags(tNeg, tNotYet)) {
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
	for n := range r.figures {
		f := &r.figures[n]
		if f.isMoney() && r.isClear(f) && !r.isWord(f.token-1, wordFull) {
			money, ok := r.amounts[r.tokens[f.token].index].Money()
			if ok {
				slots.Amount = &money
				r.span("amount", f.token, f.token+1)
			}
			break
		}
	}
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
		if r.hasPrefix(i, wordOut) {
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
		if r.isSelf(p) || r.isSpeaker(p) {
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

// isSpeaker tells whether kin names the one who writes: ป้าหกล้ม … เบิกให้ด้วย.
func (r *reading) isSpeaker(p person) bool {
	if p.hasName || r.isMarked(p.from) {
		return false
	}
	return p.from == 0 && r.is(p.from, tElderSelf) && !r.is(p.until, tDied) && !r.is(p.until, tStay) && !r.hasMark(tBirth)
}

// isBetter tells whether the later mention fits the benefit better.
func (r *reading) isBetter(benefit Benefit, later, earlier person) bool {
	switch benefit {
	case Education, OtherKind, Disability, Elderly:
		return r.isMarked(later.from) && !r.isMarked(earlier.from)
	}
	return false
}
