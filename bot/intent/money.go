package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// money reads the acts that move money: what is meant plainly, for one clear
// amount. Everything else about them is asked or left alone.
func (r *reading) money() (Result, bool) {
	if len(r.acts) == 0 || r.has(tMeeting) && r.hasAny(tBusy) && !r.hasSum() {
		return pass()
	}
	if kinds := r.alternativeActs(); len(kinds) > 1 {
		return ask(kinds...)
	}
	kinds := r.plainKinds()
	switch {
	case len(kinds) == 0:
		return r.noPlainAct()
	case len(kinds) > 1:
		for _, k := range kinds {
			r.cue("act", r.acts[k].token)
		}
		return ask(r.kindsOf(kinds)...)
	}
	a := &r.acts[kinds[0]]
	r.cue("act", a.token)
	if r.has(tIf) && a.kind.MovesMoney() {
		return ask(a.kind)
	}
	if result, ok := r.askedAbout(a); ok {
		return result, true
	}
	if a.kind.MovesMoney() && (r.isTakenBackAfter(a) || r.isSomeoneElses(a)) {
		return ask(a.kind)
	}
	return r.amountOf(a)
}

// isTakenBackAfter tells whether แต่ and a denial right after the act leave it open:
// อยากฝาก 50 แต่ไม่มี, ฝาก 50 แต่ยังไม่โอน.
func (r *reading) isTakenBackAfter(a *act) bool {
	for j := a.token + 1; j+1 < len(r.tokens); j++ {
		if r.is(j, tBut) && !r.is(j, tTotal) && r.clause[j] == r.clause[a.token]+1 {
			return r.is(j+1, tNotYet) || r.is(j+1, tNeg) && (r.is(j+1, tHave) || r.is(j+2, tHave) || r.hasSuffix(j+1, wordHave))
		}
	}
	return false
}

// isSomeoneElses tells whether somebody else is the one who acts: เพื่อนจะฝาก 50,
// ป้าแดงถอน 500. Whose account it is has to be asked.
func (r *reading) isSomeoneElses(a *act) bool {
	for _, p := range r.people {
		if p.until == a.token && r.isWishedOf(p) || a.kind != Deposit && p.until == a.token && (p.hasName || r.is(p.from, tRelation)) && !r.isSelf(p) {
			return true
		}
		if p.until < a.token && r.is(p.until, tWill) && r.sameClause(p.from, a.token) && r.is(p.from, tRelation) && !r.isMarked(p.from) {
			return true
		}
	}
	return false
}

// isWishedOf tells of อยากให้แม่ฝาก: somebody wishes it of another.
func (r *reading) isWishedOf(p person) bool {
	return r.is(p.from-1, tGive) && r.at(p.from-2).marks.any(tWant) && !r.is(p.from-2, tPolite) && !r.isWord(p.from-2, wordAsk)
}

// alternativeActs gives two acts with หรือ between them: ถอนหรือฝากดี.
func (r *reading) alternativeActs() []Kind {
	for k := 0; k+1 < len(r.acts); k++ {
		a, b := &r.acts[k], &r.acts[k+1]
		if a.kind == b.kind {
			continue
		}
		for j := a.token + 1; j < b.token; j++ {
			if r.is(j, tOr) {
				return []Kind{a.kind, b.kind}
			}
		}
	}
	return nil
}

// plainKinds gives the index of one plain act per kind that stands with a sum,
// or, if none has a sum, of each kind at all.
func (r *reading) plainKinds() []int {
	var withSum, all []int
	for k := range r.acts {
		a := &r.acts[k]
		if a.sense != plainSense || r.isSource(a) || r.isCorrectedAway(k) || r.isNotThis(a.token) || r.isBackground(k) {
			continue
		}
		all = r.addKind(all, k)
		if r.hasOwnSum(k) {
			withSum = r.addKind(withSum, k)
		}
	}
	if len(withSum) > 0 {
		return withSum
	}
	if r.isAnyRefused() && !r.hasSum() {
		return nil
	}
	return all
}

// isAnyRefused tells whether one of the acts is denied or taken back.
func (r *reading) isAnyRefused() bool {
	for k := range r.acts {
		if s := r.acts[k].sense; s == deniedSense || s == takenBack || s == favourSense {
			return true
		}
	}
	return false
}

func (r *reading) addKind(list []int, k int) []int {
	for n, other := range list {
		if r.acts[other].kind == r.acts[k].kind {
			if !r.hasOwnSum(other) || r.acts[k].kind == Loan {
				list[n] = k
			}
			return list
		}
	}
	return append(list, k)
}

func (r *reading) kindsOf(list []int) []Kind {
	kinds := make([]Kind, len(list))
	for n, k := range list {
		kinds[n] = r.acts[k].kind
	}
	return kinds
}

// isSource tells whether the act only says where the money came from: taken
// from a bank or a machine, or deposited there.
func (r *reading) isSource(a *act) bool {
	if r.is(a.token, tSaving) && r.clauseHas(a.token, tags(tBank)) {
		return true
	}
	hasSum := false
	for j := a.token + 1; j < len(r.tokens) && j <= a.token+4 && r.sameClause(a.token, j); j++ {
		if r.is(j, tBank) && !r.is(j+1, tGroupFigure) && (!hasSum || r.isInside(j)) {
			return true
		}
		hasSum = hasSum || r.at(j).kind == amountToken && a.kind != Withdraw
	}
	return false
}

// isInside tells whether a bank is named as the place of the money, not as the
// way it came: ในธนาคาร, เข้าธนาคาร.
func (r *reading) isInside(j int) bool {
	return r.hasPrefix(j, wordIn) || r.is(j-1, tAt) || r.isWord(j-1, wordIn) || r.isWord(j-1, wordEnter)
}

// isBackground tells whether a deposit is only told before another act is
// asked for: ฝากไว้ 3,000 ขอถอน 1,000.
func (r *reading) isBackground(k int) bool {
	i := r.acts[k].token
	if !r.isWord(i+1, wordKeep) && !r.isWord(i+1, wordCome) {
		return r.acts[k].kind == Loan && k+1 < len(r.acts) && r.isRepaidSince(k)
	}
	for n := k + 1; n < len(r.acts); n++ {
		if r.acts[n].kind != r.acts[k].kind && r.isRequested(r.acts[n].token) || r.hasPrefix(r.acts[n].token, wordAsk) {
			return true
		}
	}
	return false
}

// isRepaidSince tells of a loan that is paid back already: กู้ 5,000 คืนหมดแล้ว.
func (r *reading) isRepaidSince(k int) bool {
	if r.acts[k+1].kind == Repay && r.hasOwnSum(k+1) && !r.hasOwnSum(k) {
		return true
	}
	until := r.acts[k+1].token
	for j := r.acts[k].token + 1; j < until; j++ {
		if r.is(j, tGiveback) && r.at(j+1).marks.any(tAll, tDone) {
			return true
		}
	}
	return false
}

// isCorrectedAway tells whether the speaker put another act in its place:
// ฝาก เอ้ย ถอน 500.
func (r *reading) isCorrectedAway(k int) bool {
	if k+1 >= len(r.acts) || r.acts[k+1].kind == r.acts[k].kind || r.hasOwnSum(k) {
		return false
	}
	for j := r.acts[k].token + 1; j < r.acts[k+1].token; j++ {
		if r.is(j, tCorrect) && !r.is(j, tNotThis) {
			return true
		}
	}
	return false
}

// isNotThis tells whether ไม่ใช่ stands right before the act.
func (r *reading) isNotThis(i int) bool { return r.is(i-1, tNotThis) }

// hasOwnSum tells whether a sum stands between the act and the next one, or
// before the first act.
func (r *reading) hasOwnSum(k int) bool {
	until := len(r.tokens)
	if k+1 < len(r.acts) {
		until = r.acts[k+1].token
	}
	for n := range r.figures {
		f := &r.figures[n]
		if (f.isMoney() || f.role == rateFigure || f.role == dayFigure) && f.token > r.acts[k].token && f.token < until {
			return true
		}
	}
	return k == 0 && len(r.figures) > 0 && r.figures[0].token < r.acts[0].token && r.figures[0].isMoney() && !r.isGoverned(&r.figures[0])
}

// noPlainAct answers for acts that are denied, planned, past or hearsay.
func (r *reading) noPlainAct() (Result, bool) {
	for k := range r.acts {
		a := &r.acts[k]
		if a.sense == pastSense && !r.isSource(a) {
			r.cue("earlier day", a.date)
			return r.reported(a)
		}
	}
	for k := range r.acts {
		if a := &r.acts[k]; a.sense == forgotten && a.kind == Deposit && (r.has(tBackDate) || r.isRecordAsked(a.token)) && r.hasSum() {
			r.cue("asked to be recorded", a.token)
			return r.amountOf(a)
		}
	}
	for k := range r.acts {
		a := &r.acts[k]
		switch a.sense {
		case favourSense, deniedSense, plannedSense, supposed, hearsay, forgotten, takenBack:
			if a.sense == favourSense && r.householdBeside() {
				return pass()
			}
			r.cue(senseNames[a.sense], a.token)
			return answer(Other, 0.8, Slots{})
		}
	}
	return pass()
}

var senseNames = [...]string{
	plainSense: "act", favourSense: "favour", takenBack: "taken back", deniedSense: "denied", forgotten: "not done",
	plannedSense: "planned", pastSense: "earlier day", supposed: "supposed", hearsay: "hearsay",
}

// householdBeside tells whether the favour is told as a line of spending.
func (r *reading) householdBeside() bool { return r.hasAny(tSell, tEarn) && r.hasSum() }

// reported answers for money said to be paid on an earlier day: recorded when
// that is asked, otherwise it may already be in the book.
func (r *reading) reported(a *act) (Result, bool) {
	if a.kind == Deposit && (r.has(tBackDate) || r.isOfAnyDay() || r.isRecordAsked(a.token)) {
		return r.amountOf(a)
	}
	if a.kind == Loan && !r.hasSum() {
		return answer(Other, 0.7, Slots{})
	}
	return ask(a.kind, Statement)
}

// isOfDay tells whether the day is what the money is for: ของเมื่อวาน.
func (r *reading) isOfDay(date int) bool {
	return date > 0 && (r.is(date-1, tOf) || r.is(date-1, tBackDate))
}

func (r *reading) isOfAnyDay() bool {
	for j := range r.tokens {
		if r.isDay(j) && r.isOfDay(j) {
			return true
		}
	}
	return false
}

// isRecordAsked tells whether the message asks to write the payment down.
func (r *reading) isRecordAsked(i int) bool {
	for j := range r.tokens {
		if r.is(j, tRecord) && !r.is(j, tUnpaid) && j != i && !r.is(j, tSave) && (!r.is(j, tFiller) || r.is(j+1, tGive)) && !r.is(j-1, tNeg) && !r.is(j-1, tNotYet) {
			return true
		}
	}
	return false
}

// askedAbout keeps a question from moving money.
func (r *reading) askedAbout(a *act) (Result, bool) {
	if !r.isAskedInClause(a.token) {
		return pass()
	}
	if a.kind == Loan && r.asksAny(tQYes) && r.hasSum() {
		return pass() // ขอกู้ 3,000 ได้ไหม is only polite
	}
	if a.kind == Loan {
		return ask(Loan, Help)
	}
	return ask(a.kind, Help)
}

// favourOnly reads ฝาก that asks a favour, where no act of money stands.
func (r *reading) favourOnly() (Result, bool) {
	i := r.first(tFavourPhrase)
	if i < 0 {
		i = r.first(tChat)
	}
	if i < 0 || r.hasAny(tSell, tEarn) && r.hasSum() && r.is(i, tChat) || r.hasSum() && r.hasPaidWord() && r.is(i, tFavourPhrase) {
		return pass()
	}
	if r.is(i, tChat) && r.hasAny(tBuy, tSell, tSpend, tExpenseOf) && r.hasSum() {
		return pass()
	}
	r.cue("favour", i)
	return answer(Other, 0.8, Slots{})
}

// hasPaidWord tells whether จ่าย with the past is said: a line of spending.
func (r *reading) hasPaidWord() bool {
	for i := range r.tokens {
		if r.is(i, tPay) && r.at(i+1).marks.any(tPast, tDone) {
			return true
		}
	}
	return false
}

// amountOf finds the one clear amount of an act, or asks.
func (r *reading) amountOf(a *act) (Result, bool) {
	if a.kind == Loan {
		return r.loanOf(a)
	}
	sum, ok := r.sumOf(a)
	if !ok {
		r.cue("amount", sum.token)
		return ask(r.alternatives(a)...)
	}
	slots := Slots{Amount: &sum.money}
	r.cue("amount", sum.token)
	r.span("amount", sum.token, sum.token+1)
	if a.kind == Repay && r.isPrivateDebt(a) {
		return ask(Repay)
	}
	if a.kind != Deposit {
		if r.isForAnother(a) && a.kind == Withdraw {
			return ask(Withdraw)
		}
		return answer(a.kind, 0.95, slots)
	}
	return r.depositOf(a, sum, slots)
}

func (r *reading) alternatives(a *act) []Kind {
	if a.kind == Deposit && r.isAskedInClause(a.token) {
		return []Kind{Deposit, Help}
	}
	return []Kind{a.kind}
}

// isPrivateDebt tells whether the money goes back to a person, not the fund:
// ใช้หนี้ป้าแดง 200.
func (r *reading) isPrivateDebt(a *act) bool {
	for _, p := range r.people {
		if p.from > a.token && p.from <= a.token+2 && !r.isSelf(p) && !r.isMarked(p.from) && !r.at(p.from).isApart {
			return true
		}
	}
	return false
}

// loanOf reads a request for a loan, which may come without an amount.
func (r *reading) loanOf(a *act) (Result, bool) {
	sum, ok := r.sumOf(a)
	if ok {
		r.span("amount", sum.token, sum.token+1)
		return answer(Loan, 0.9, Slots{Amount: &sum.money})
	}
	if sum.token >= 0 {
		return ask(Loan, Help)
	}
	return answer(Loan, 0.8, Slots{})
}

// depositOf fills the slots of a deposit: for whom, how many days, which day.
func (r *reading) depositOf(a *act, sum sum, slots Slots) (Result, bool) {
	slots.Days = sum.days
	who, ok := r.beneficiary(a)
	if !ok {
		return ask(Deposit)
	}
	if r.isHeadCountOf(a) {
		return ask(Deposit)
	}
	if !r.isMember() && who == "" && r.isOtherNamed(a) {
		return ask(RecordDeposit, Deposit)
	}
	slots.For = who
	if date, token, ok := r.depositDate(a); ok {
		slots.Date = &date
		r.span("date", token, token+1)
	}
	return answer(Deposit, 0.95, slots)
}

// isHeadCountOf tells whether the deposit is for so many people: ฝากสองคน 60.
func (r *reading) isHeadCountOf(a *act) bool {
	for k := range r.figures {
		f := &r.figures[k]
		if f.role == countFigure && f.token > a.token && r.is(f.token+1, tUPeople) && r.sameClause(f.token, a.token) {
			return true
		}
	}
	return false
}

// isOtherNamed tells whether an officer's message names somebody before the
// verb, whose deposit it may be.
func (r *reading) isOtherNamed(a *act) bool {
	for _, p := range r.people {
		if p.hasName && p.from < a.token && !r.isSelf(p) && !r.isMarked(p.from) {
			return true
		}
	}
	return false
}

// depositDate gives the earlier day a deposit is to be recorded for.
func (r *reading) depositDate(a *act) (ledger.Date, int, bool) {
	for j := range r.tokens {
		t := r.at(j)
		if !r.isDay(j) {
			continue
		}
		text := r.dates[t.index]
		d, err := r.dateAt(j, thai.Back)
		if err != nil || d.Span != thai.DaySpan || d.From != d.To || !d.From.Before(r.today) || text.Part > 0 || text.IsHoliday {
			continue
		}
		if r.has(tBackDate) || r.isOfDay(j) || r.isRecordAsked(a.token) || a.sense == pastSense {
			return d.From, j, true
		}
	}
	return ledger.Date{}, -1, false
}

// purposeless asks what money is for that is only said to be sent or given.
func (r *reading) purposeless() (Result, bool) {
	if r.isGivenBack() && r.contentCount() <= 3+r.fillerCount() && !r.isQuestion() && !r.has(tChat) && r.unknownCount() == 0 {
		r.cue("giving back", r.first(tGiveback))
		return ask(Repay)
	}
	i := r.first(tPay)
	if i < 0 {
		i = r.giving()
	}
	if i < 0 || r.hasAny(tBuy, tSell, tFavourPhrase, tChat, tPer, tHabit) || r.isQuestion() {
		return pass()
	}
	if r.isHypothetical(i) || r.isPutOff(i) || r.willBefore(i) && r.hasLaterDay() {
		return answer(Other, 0.7, Slots{})
	}
	if _, isDenied := r.denialOf(i); isDenied {
		return answer(Other, 0.7, Slots{})
	}
	if !r.hasSum() && !r.has(tSame) || r.unknownCount() > 2 {
		return pass()
	}
	r.cue("purpose unknown", i)
	if r.hasPastDay() {
		return ask(Deposit, Statement)
	}
	return ask(Deposit, Repay)
}

// isGivenBack tells whether คืน is said as a verb, not as the nights of a number.
func (r *reading) isGivenBack() bool {
	for i := range r.tokens {
		if r.is(i, tGiveback) && r.at(i-1).kind != amountToken {
			return true
		}
	}
	return false
}

// giving finds ให้ with a word of money: ให้ตังค์ไป 40.
func (r *reading) giving() int {
	for i := range r.tokens {
		if r.is(i, tGive) && r.at(i+1).marks.any(tMoney) || r.is(i, tMoney) && r.is(i+1, tGive) && r.at(i+2).kind == amountToken {
			return i
		}
	}
	return -1
}

// hasPastDay tells whether a day in the past is said, in so many words or
// with its year.
func (r *reading) hasPastDay() bool {
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		t := r.dates[r.tokens[j].index]
		if t.IsRelative && t.Offset < 0 {
			return true
		}
		if d, err := r.dateAt(j, thai.Back); err == nil && t.Year > 0 && t.Day > 0 && d.To.Before(r.today) {
			return true
		}
	}
	return false
}

// hasLaterDay tells whether a day to come is said.
func (r *reading) hasLaterDay() bool {
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		t := r.dates[r.tokens[j].index]
		if t.IsRelative && t.Offset > 0 || t.Part > 0 || t.IsThis || t.HasWeekday {
			return true
		}
	}
	return false
}
