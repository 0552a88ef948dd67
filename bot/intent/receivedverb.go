package intent

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
