package intent

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
	if r.isCalled(p) {
		return true
	}
	return !p.hasName && p.from > 0 && r.is(p.from-1, tPolite) && !r.at(p.from).isApart && r.at(p.until).isApart
}

// isCalled tells whether kin is called at the beginning: หลานเอ๊ย, ลูกจ๋า.
func (r *reading) isCalled(p person) bool {
	t := r.at(p.until)
	if p.hasName || p.from != r.firstContent() || t.isApart || t.end <= t.start {
		return false
	}
	return callingWords[string(r.folded.Letters[t.start:t.end])]
}

// callingWords follow kin whom the writer calls.
var callingWords = map[string]bool{folded("จ๋า"): true, folded("เอ๊ย"): true, folded("เอ๋ย"): true, folded("เอ้ย"): true}

// isElderOfCalled tells whether the elder's word is the writer's, who called a child:
// หลานเอ๊ย ยายนอนโรงบาล.
func (r *reading) isElderOfCalled(p person) bool {
	return !p.hasName && r.is(p.from, tElderSelf) && p.from > r.people[0].from && r.isCalled(r.people[0]) &&
		(r.isWord(r.people[0].from, wordChild) || r.isWord(r.people[0].from, wordGrandchild))
}

// isSpeaker tells whether kin names the one who writes: ป้าหกล้ม … เบิกให้ด้วย.
func (r *reading) isSpeaker(p person) bool {
	if r.isElderOfCalled(p) {
		return true
	}
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
