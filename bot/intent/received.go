package intent

import "sajja/ledger"

// received reads what an officer took in from one member.
func (r *reading) received() (Result, bool) {
	if r.isQuestion() || r.hasAny(tMeeting) {
		return pass()
	}
	if r.isMember() {
		return r.loneEntry()
	}
	at := r.receivingVerb()
	if at < 0 {
		return r.loneEntry()
	}
	if r.isOwnMoney() || r.isAnnouncedHours() || r.hasFigureRole(eachFigure) {
		return pass()
	}
	r.cue("received", at)
	name, from, until := r.depositor(at)
	var found []*figure
	for n := range r.figures {
		if r.figures[n].isMoney() {
			found = append(found, &r.figures[n])
		}
	}
	switch {
	case name == "" && r.isHeadCount():
		return answer(Other, 0.7, Slots{})
	case name == "" && len(found) == 0:
		if r.contentCount() <= 2 {
			return ask(RecordDeposit)
		}
		return pass()
	case name == "":
		return ask(RecordDeposit, Deposit)
	case len(found) == 0 && r.isRateForDays():
		s, ok := r.productOf(&act{token: at, kind: Deposit}, nil)
		if !ok {
			return ask(RecordDeposit)
		}
		return answer(RecordDeposit, 0.9, Slots{Member: name, Amount: &s.money})
	case len(found) == 0:
		if r.is(at, tFiller) {
			return pass()
		}
		return ask(RecordDeposit)
	}
	f := found[0]
	if len(found) > 1 {
		last, ok := r.chosen(&act{token: at, kind: Deposit}, found)
		if !ok {
			return ask(RecordDeposit)
		}
		f = last
	}
	if !r.isClearInList(f) {
		return ask(RecordDeposit)
	}
	if r.hasPastDay() && r.is(at, tSave) && !r.is(at, tReceive) && !r.hasAny(tRecord, tRecordFor, tBackDate) {
		return ask(RecordDeposit) // เมื่อวานป้าแดงฝาก 30: it may be in the book
	}
	r.span("member", from, until)
	r.span("amount", f.token, f.token+1)
	money := ledger.MoneyFromSatang(f.satang)
	return answer(RecordDeposit, 0.9, Slots{Member: name, Amount: &money})
}

// isRateForDays tells whether a daily rate and a number of days are said.
func (r *reading) isRateForDays() bool {
	_, token := r.rate()
	_, days := r.count(dayFigure)
	return token >= 0 && days >= 0
}

// isHeadCount tells of how many came and how many did not.
func (r *reading) isHeadCount() bool {
	for n := range r.figures {
		if r.figures[n].role == countFigure && r.is(r.figures[n].token+1, tUPeople) {
			return true
		}
	}
	return false
}

// receivingVerb gives the word by which an officer takes money in: รับฝาก,
// ลงให้, มาฝาก, or ฝาก after a name; -1 if there is none, or it is not meant.
func (r *reading) receivingVerb() int {
	for i := range r.tokens {
		if r.isNamePart(i) || r.is(i, tChat) || r.is(i, tFavourPhrase) {
			continue
		}
		isPaid := r.is(i, tPay) && r.is(i+1, tDone) && r.hasNamedPerson() && r.hasAny(tSave, tSaving, tDaily)
		isTaken := r.is(i, tReceive) && r.hasAny(tFrom) && r.hasNamedPerson() && r.hasSum()
		if r.is(i, tReceive) && r.isOtherTaken(i+1) {
			continue
		}
		isVerb := isPaid || isTaken || r.isRecordedFor(i) || r.is(i, tReceive) && (r.at(i).end-r.at(i).start > 3 || r.isFollowedBy(i, tSaving)) || r.is(i, tRecordFor) && r.isRecordedPerson(i) || r.is(i, tCame)
		isSaving := r.is(i, tSave) && !r.is(i, tReceive) && r.isSubjectBefore(i)
		if !isVerb && !isSaving {
			continue
		}
		if r.is(i-1, tNever) {
			continue // ลืมลงของน้าจุก: what follows may take it in
		}
		if r.willBefore(i) || r.isPutOff(i) || r.at(i-1).marks.any(tNeg, tNotYet, tDont) || r.isHypothetical(i) || r.isFavourAt(i) {
			return -1
		}
		return i
	}
	return -1
}

// isRecordedFor tells of any verb of writing down with a person marked after it
// and a sum: ลงบัญชีสัจจะให้ผู้ใหญ่สวัสดิ์ 500.
func (r *reading) isRecordedFor(i int) bool {
	if !r.is(i, tRecord) || !r.hasSum() {
		return false
	}
	for _, p := range r.people {
		if p.from > i && r.sameClause(i, p.from) && r.isMarked(p.from) && p.hasName && !r.isSelf(p) {
			return true
		}
	}
	return false
}

// isOtherTaken tells whether what is taken in or gathered is no money: เก็บเอกสาร.
func (r *reading) isOtherTaken(i int) bool {
	t := r.at(i)
	return !t.isApart && t.kind == wordToken && (r.is(i, tDocs) || t.marks == tags(tFavour) || t.marks == tags(tNeutral))
}

// isRecordedPerson tells whether ลง or จด has a person or a sum of saving beside
// it, not a heading.
func (r *reading) isRecordedPerson(i int) bool {
	if r.hasNamedPerson() && !r.hasSum() && r.at(i).end-r.at(i).start > 4 && r.is(i, tRecord) {
		return true
	}
	return r.hasNamedPerson() && r.hasSum() || r.at(i).end-r.at(i).start > 4 && r.hasSum()
}

// isSubjectBefore tells whether a named person stands right before ฝาก.
func (r *reading) isSubjectBefore(i int) bool {
	for _, p := range r.people {
		if p.until == i && p.hasName || p.until == i && p.from == 0 && p.isKin && r.isWord(i+1, wordCome) {
			return true
		}
		if p.until < i && i-p.until <= 2 && p.from == 0 && p.hasName && !r.is(p.until, tGive) && r.at(p.until).marks.any(tFiller, tMoney, tJustNow) {
			return true
		}
	}
	if len(r.people) > 0 && r.people[0].from == 0 && r.people[0].hasName && (r.isWord(i+1, wordCome) || r.is(i+1, tDone)) && r.onlySumsBetween(r.people[0].until, i) {
		return true
	}
	return i > 0 && r.previous(i) == 0 && (r.at(0).kind == unknownToken || r.at(0).marks == tags(tName))
}

// onlySumsBetween tells whether nothing but sums and politeness stands between.
func (r *reading) onlySumsBetween(from, until int) bool {
	for j := from; j < until; j++ {
		if r.at(j).kind != amountToken && !r.isQuiet(j) && !r.at(j).marks.any(tDaily, tUDay) {
			return false
		}
	}
	return true
}

// isOwnMoney tells whether officers speak of their own: ของผมเอง, บัญชีส่วนตัว.
func (r *reading) isOwnMoney() bool {
	for i := range r.tokens {
		isOwner := r.is(i+1, tSelf) || r.is(i+2, tSelf) && !r.at(i+2).isApart || r.is(i+1, tKin) && r.isWord(i+2, wordSelf)
		if r.is(i, tOf) && isOwner {
			return true
		}
		if r.is(i, tSelf) && r.isWord(i+1, wordSelf) && !r.hasNamed() {
			return true
		}
	}
	return false
}

// isAnnouncedHours tells of opening hours: รับฝากถึงสองทุ่ม.
func (r *reading) isAnnouncedHours() bool {
	return len(r.clocks) > 0 && !r.hasNamedPerson() && !r.hasSum()
}

// depositor gives whose money was received: named after the verb, or before it.
func (r *reading) depositor(at int) (string, int, int) {
	for _, p := range r.people {
		if !r.isSelf(p) && p.from > at && (p.hasName || r.isMarked(p.from) || p.from == at+1) {
			return r.nameOf(p), p.from, p.until
		}
	}
	for _, p := range r.people {
		if !r.isSelf(p) && p.from < at && !r.isAddressee(p) {
			return r.nameOf(p), p.from, p.until
		}
	}
	for i := range r.tokens {
		isCandidate := r.at(i).kind == unknownToken || r.at(i).marks == tags(tName) || r.at(i).has(tName) && i == at+1
		if !isCandidate || i == at || r.isNamePart(i) {
			continue
		}
		until := i + 1
		for until < len(r.tokens) && (r.at(until).kind == unknownToken || r.at(until).marks == tags(tName) || r.at(until).has(tName) && !r.at(until).isApart) {
			until++
		}
		return r.text(i, until), i, until
	}
	return "", -1, -1
}

// loneEntry asks about a name and a sum without a verb.
func (r *reading) loneEntry() (Result, bool) {
	if r.isUnsaidSum() {
		return ask(RecordDeposit, Repay)
	}
	pairs := r.pairs()
	if len(pairs) != 1 || r.has(tOf) && r.isOwnMoney() {
		return pass()
	}
	if r.hasAny(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBuy, tSell, tSpend, tPay, tExpenseOf, tEarn, tIncomeOf) && r.hasVerbOutside(pairs[0]) {
		return pass()
	}
	if pairs[0].nameFrom != r.firstContent() || r.unknownCount() > 2 {
		return pass()
	}
	r.cue("name and sum", pairs[0].nameFrom)
	if r.isMember() {
		if !r.isMention(pairs[0]) && !r.isPlainName(pairs[0]) || r.contentCount() > pairs[0].nameUntil-pairs[0].nameFrom+2 {
			return pass()
		}
		return ask(Deposit, Repay)
	}
	return ask(RecordDeposit, Repay)
}

// isUnsaidSum tells of somebody said to have paid, without how much or what for:
// ป้าแดงโอนมาแล้ว.
func (r *reading) isUnsaidSum() bool {
	if r.isMember() || len(r.people) == 0 || r.people[0].from != 0 || !r.people[0].hasName || len(r.figures) > 0 || r.contentCount() > r.people[0].until+3 {
		return false
	}
	i := r.people[0].until
	return r.at(i).marks.any(tPay, tCame) && (r.at(i+1).marks.any(tDone, tPast) || r.is(i, tCame)) && !r.at(i+1).marks.any(tFavour)
}

// isMention tells whether the name of a pair is a mention and nothing more.
func (r *reading) isMention(p pair) bool {
	for i := p.nameFrom; i < p.nameUntil; i++ {
		if !r.isNamePart(i) {
			return false
		}
	}
	return true
}

// isPlainName tells whether the name of a pair is a given name we know.
func (r *reading) isPlainName(p pair) bool {
	return p.nameUntil-p.nameFrom == 1 && r.at(p.nameFrom).marks == tags(tName)
}

func (r *reading) hasVerbOutside(p pair) bool {
	for i := range r.tokens {
		if i >= p.nameFrom && i < p.nameUntil {
			continue
		}
		if r.at(i).marks.any(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBuy, tSell, tSpend, tPay, tExpenseOf, tEarn, tIncomeOf) {
			return true
		}
	}
	return false
}
