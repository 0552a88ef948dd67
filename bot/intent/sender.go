package intent

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
		if r.isAny(j, actVerbs) || t.person > 0 || t.has(tSelf) && !r.is(j-1, tOrder) || r.is(j-1, tOrder) && r.isBlank(j) {
			return false
		}
		if t.has(tSelf) {
			return true
		}
		if p.hasName && t.has(tOrder) && !t.has(tFiller) && j > p.until {
			return true // ยายเขียวบ้านตรงข้ามฝากให้เอามาส่ง
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
		if r.isAny(j, actVerbs) || r.is(j, tSelf) && !p.hasName || r.at(j).kind == amountToken || r.isBlank(j) {
			return false
		}
	}
	return true
}
