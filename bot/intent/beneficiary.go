package intent

import "strings"

// beneficiary gives for whom a deposit is, "" for the sender. False asks: more
// than one person is named.
func (r *reading) beneficiary(a *act) (string, bool) {
	if r.isManyPeople(a) {
		return "", false
	}
	if p, ok := r.markedPerson(a); ok {
		r.span("for", p.from, p.until)
		return r.nameOf(p), true
	}
	if p, ok := r.takenUp(); ok {
		r.span("for", p.from, p.until)
		return r.nameOf(p), true
	}
	if p, ok := r.sender(a); ok {
		r.span("for", p.from, p.until)
		return r.nameOf(p), true
	}
	if name, from, until := r.markedName(); name != "" {
		r.span("for", from, until)
		return name, true
	}
	return "", true
}

// isManyPeople tells whether the deposit is for several: each has to be settled.
func (r *reading) isManyPeople(a *act) bool {
	for k := range r.figures {
		if r.figures[k].role == eachFigure {
			return true
		}
	}
	marked := 0
	for _, p := range r.people {
		if p.from < a.token {
			continue
		}
		if !r.isMarked(p.from) && !(marked > 0 && r.at(p.from-1).marks.any(tAnd)) {
			continue
		}
		if !r.isSelf(p) {
			marked++
		}
		if marked > 0 && r.is(p.until, tAnd) && (r.is(p.until+1, tKin) || r.is(p.until+1, tSelf)) {
			return true
		}
	}
	return marked > 1 && r.distinctMarked(a) > 1
}

func (r *reading) distinctMarked(a *act) int {
	seen := ""
	n := 0
	for _, p := range r.people {
		if p.from < a.token || !r.isMarked(p.from) || r.isSelf(p) {
			continue
		}
		name := r.nameOf(p)
		if seen == "" || !strings.Contains(seen, name) && !strings.Contains(name, seen) {
			n++
			seen = name
		}
	}
	return n
}

// takenUp gives the person that ให้แก or ของเขา takes up again.
func (r *reading) takenUp() (person, bool) {
	for i := range r.tokens {
		if !r.is(i, tThey) || r.is(i, tSelf) || !r.isMarked(i) || !r.is(i-1, tGive) && !r.isWord(i-1, wordOf) {
			continue
		}
		for k := len(r.people) - 1; k >= 0; k-- {
			if p := r.people[k]; p.until < i && !r.isSelf(p) {
				return p, true
			}
		}
	}
	return person{}, false
}

// isMarked tells whether ให้, แทน, ของ or ชื่อ leads to the token.
func (r *reading) isMarked(i int) bool {
	j := i - 1
	if r.isWord(j, wordName) || r.isWord(j, wordAccount) || r.isWord(j, wordBook) && !r.at(i).isApart {
		return true
	}
	return r.at(j).marks.any(tGive, tInstead, tOf)
}

// isSelf tells whether a mention is the speaker: หนูเอง, ป้าเอง, ตัวเอง.
func (r *reading) isSelf(p person) bool {
	return r.is(p.from, tSelf) || r.isWord(p.until, wordSelf) || r.is(p.from, tSave)
}

// markedPerson gives the person a marker leads to, before or after the act.
func (r *reading) markedPerson(a *act) (person, bool) {
	for _, p := range r.people {
		if r.isSelf(p) || !r.isMarked(p.from) || r.isGift(p) || r.isSpeakingElder(p, a) || r.at(p.from-2).marks.any(tDont, tNeg, tNotThis) {
			continue
		}
		if r.is(p.from-1, tGive) && (r.at(p.until).marks.any(tGive) || r.isOtherErrand(p)) {
			continue
		}
		return p, true
	}
	for _, p := range r.people {
		isObject := (p.from == a.token+1 || p.from == a.token+2 && r.at(a.token+1).marks.any(tMoney)) && !r.at(p.from).isApart
		if isObject && !r.isSelf(p) && (p.hasName || r.at(p.until).kind == amountToken) {
			return p, true
		}
	}
	return person{}, false
}

// isSpeakingElder tells whether kin named before comes back as who acts, and so is
// the one who writes: ลูกส่งเงินมาให้แม่ แม่ฝาก 1,000.
func (r *reading) isSpeakingElder(p person, a *act) bool {
	for _, q := range r.people {
		if q.from > p.from && q.until == a.token && !q.hasName && r.is(q.from, tElderSelf) && r.sameWord(q.from, p.from) {
			return true
		}
	}
	return false
}

// isGift tells whether the person gives the money: แม่ให้ตังค์.
func (r *reading) isGift(p person) bool { return r.is(p.until, tGive) && r.is(p.until+1, tMoney) }

// isOtherErrand tells whether ให้ leads to somebody's own errand: ให้แม่ไปซื้อยา,
// ให้ยายติ๋วถือกลับมา.
func (r *reading) isOtherErrand(p person) bool {
	if r.isWord(p.until, wordGo) && r.at(p.until+1).marks.any(tBuy) {
		return true
	}
	return r.isBlank(p.until) && !r.at(p.until).isApart && p.from > 1 && r.hasSumBefore(p.from)
}

func (r *reading) hasSumBefore(i int) bool {
	for k := range r.figures {
		if r.figures[k].token < i && r.figures[k].isMoney() {
			return true
		}
	}
	return false
}

// sender gives the person who had the money put in: เมียฝากมา 50, มะให้เอามาฝาก.
func (r *reading) sender(a *act) (person, bool) {
	for _, p := range r.people {
		if p.from > a.token || r.isSelf(p) || r.isMarked(p.from) {
			continue
		}
		switch {
		case r.isAny(p.until, actVerbs) && r.hasPrefix(p.until+1, wordCome) && r.is(p.until+1, tFiller):
			return p, true
		case r.is(p.from-1, tMoney) && !r.at(p.from).isApart && p.until == a.token:
			return p, true
		case r.has(tTypedFor) && r.isSubject(p, a):
			return p, true
		case r.isOrdered(p, a):
			return p, true
		case p.until < a.token && a.token-p.until <= 6 && (r.at(p.until).marks.any(tGive, tOrder) || r.is(p.until, tThey) && r.at(p.until+1).marks.any(tGive, tOrder)) && r.isSent(p, a):
			return p, true
		}
	}
	return person{}, false
}

// isSubject tells whether nothing but small words stands between the person and
// the verb of paying: น้องข้าวหอมส่งวันละ 3 บาท.
func (r *reading) isSubject(p person, a *act) bool {
	for j := p.until; j < a.token; j++ {
		if !r.at(j).marks.any(tPay, tFiller, tMoney, tWant, tJustNow) && r.at(j).kind != dateToken && r.at(j).kind != amountToken {
			return false
		}
	}
	return p.from < a.token
}

// isOrdered tells of money given with a word to put it in: แม่ใหญ่ยื่นเงินให้เมื่อเช้า
// บอกให้เอามาออม.
func (r *reading) isOrdered(p person, a *act) bool {
	isGiven := false
	for j := p.until; j < a.token; j++ {
		t := r.at(j)
		if t.person > 0 || t.has(tSelf) && !r.is(j-1, tOrder) || r.is(j-1, tOrder) && r.isBlank(j) {
			return false
		}
		if t.has(tSelf) {
			return true
		}
		isGiven = isGiven || j == p.until && t.marks.any(tPay, tGive, tMoney)
		if isGiven && j > p.until && t.has(tOrder) && !t.has(tFiller) {
			return true
		}
	}
	return false
}

// isSent tells whether ให้ … ฝาก stands between the person and the act.
func (r *reading) isSent(p person, a *act) bool {
	for j := p.until; j < a.token; j++ {
		if r.is(j, tUse) {
			return false
		}
		if r.is(j, tMoney) && r.is(p.until, tGive) && j == p.until+1 {
			return false
		}
		if r.is(j, tSelf) && !p.hasName || r.at(j).kind == amountToken || r.isBlank(j) {
			return false
		}
	}
	return true
}

// markedName gives a name without kinship after ชื่อ, แทน or ให้: ฝากแทน สมศรี 30.
func (r *reading) markedName() (string, int, int) {
	for i := range r.tokens {
		if r.is(i, tSelf) || r.isWord(i-1, wordName) && !r.is(i-2, tKin) && (r.is(i-2, tSelf) || len(r.acts) > 0 && i < r.acts[0].token) {
			continue // who writes gives their own name
		}
		if !r.isMarked(i) || !r.isGivenName(i) && !(r.is(i, tName) && !r.isAny(i, namelessMarks) && !r.at(i).marks.any(tUDay, tUYear)) {
			continue
		}
		if r.is(i-1, tOf) && !r.isWord(i-1, wordOf) && !r.isWord(i-1, wordName) {
			continue
		}
		until := i + 1
		for until < len(r.tokens) && !r.at(until).isApart && (r.at(until).kind == unknownToken || r.is(until, tName) && r.at(until).marks == tags(tName)) {
			until++
		}
		return r.text(i, until), i, until
	}
	return "", -1, -1
}

// isForAnother tells whether an act that only the owner may ask for names
// somebody else as the owner.
func (r *reading) isForAnother(a *act) bool {
	for _, p := range r.people {
		isObject := p.from == a.token+1 && !r.at(p.from).isApart
		if (isObject || r.isMarked(p.from) && r.is(p.from-1, tOf)) && !r.isSelf(p) && p.from > a.token {
			return true
		}
	}
	return false
}
