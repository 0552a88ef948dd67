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
	if r.isHeadCount() && r.hasFigureRole(countFigure) && r.isCountedAfter(until) {
		return ask(RecordDeposit) // ฝากให้ลูก 2 คน: whose share is how much
	}
	r.span("member", from, until)
	r.span("amount", f.token, f.token+1)
	money := ledger.MoneyFromSatang(f.satang)
	return answer(RecordDeposit, 0.9, Slots{Member: name, Amount: &money})
}

// isCountedAfter tells whether a number of people follows a mention.
func (r *reading) isCountedAfter(i int) bool {
	k := r.figureAt(i)
	return k >= 0 && r.figures[k].role == countFigure && r.is(i+1, tUPeople)
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
