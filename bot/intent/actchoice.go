package intent

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

// alternativeActs gives two acts with หรือ between them, or with กับ and one sum for
// both: ถอนหรือฝากดี, ผ่อนกับฝาก 100.
func (r *reading) alternativeActs() []Kind {
	for k := 0; k+1 < len(r.acts); k++ {
		a, b := &r.acts[k], &r.acts[k+1]
		if a.kind == b.kind {
			continue
		}
		for j := a.token + 1; j < b.token; j++ {
			if r.is(j, tOr) || r.is(j, tAnd) && !r.hasOwnSum(k) && b.token-a.token <= 3 {
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
