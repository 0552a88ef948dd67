package intent

// person is a mention of somebody: a word of kinship or a title, with a name
// or without.
type person struct {
	from, until int // tokens
	isKin       bool
	hasName     bool
}

func (r *reading) findPeople() {
	r.people = r.people[:0]
	for i := 0; i < len(r.tokens); {
		p, ok := r.personAt(i)
		if !ok {
			i++
			continue
		}
		r.people = append(r.people, p)
		r.tokens[i].person = int16(len(r.people))
		for ; i < p.until; i++ {
			r.tokens[i].inName = true
		}
	}
}

// personAt reads a mention that begins with a word of kinship or a title.
func (r *reading) personAt(i int) (person, bool) {
	t := r.at(i)
	if t.kind != wordToken || !(t.has(tKin) || t.has(tTitle) || r.isFondTitle(i)) {
		return person{}, false
	}
	if !t.has(tKin) && t.has(tLabel) && r.at(i+1).kind == amountToken || r.isTown(i) {
		return person{}, false
	}
	p := person{from: i, until: i + 1, isKin: t.has(tKin)}
	for p.until < len(r.tokens) && r.isNameAfter(p) {
		if r.tokens[p.until].kind == unknownToken || r.is(p.until, tName) || !r.is(p.until, tKin) {
			p.hasName = true
		}
		p.until++
	}
	return p, p.isKin || p.hasName
}

// isFondTitle tells whether เจ้า after a marker leads to a name: ของเจ้าภูผา.
func (r *reading) isFondTitle(i int) bool {
	return r.isWord(i, wordFond) && !r.at(i).isApart && r.at(i-1).marks.any(tGive, tOf, tInstead) && r.isGivenName(i+1) && !r.at(i+1).isApart
}

// isTown tells whether แม่ begins the name of a town, after what stands there:
// โรงพยาบาลแม่ทะ.
func (r *reading) isTown(i int) bool {
	return r.isWord(i, wordMother) && !r.at(i).isApart && r.is(i-1, tHospital) && r.at(i+1).kind == unknownToken && !r.at(i+1).isApart
}

// nameSyllable is the length, in letters, up to which a word of kinship may be the
// last syllable of a name: ดวงตา.
const nameSyllable = 3

// namePartsMax bounds the tokens of one name: kin, title, given and family name.
const namePartsMax = 6

// isNameAfter tells whether the token after a mention still belongs to it.
func (r *reading) isNameAfter(p person) bool {
	t := &r.tokens[p.until]
	if p.until-p.from >= namePartsMax {
		return false
	}
	afterTitleOnly := p.until == p.from+1
	if r.isWord(p.until, wordName) && !t.isApart && afterTitleOnly {
		next := r.at(p.until + 1)
		return next.kind == unknownToken || next.has(tName) || next.kind == amountToken && !next.isApart
	}
	if r.isWord(p.until-1, wordName) {
		return t.kind == unknownToken || t.has(tName) || t.kind == amountToken
	}
	switch t.kind {
	case unknownToken:
		return !t.isApart || r.isFormal(p) && p.until-p.from <= 2
	case wordToken:
		if t.isApart && p.hasName && r.isFormal(p) && p.until-p.from <= 2 && t.has(tName) && !r.isAny(p.until, namelessMarks) {
			return true
		}
	}
	switch t.kind {
	case dateToken:
		return !t.isApart && afterTitleOnly && r.lexiconHas(p.until, tName)
	case amountToken:
		return !t.isApart && afterTitleOnly && r.isNamedNumber(p.until)
	case wordToken:
		if t.isApart || t.has(tSelf) {
			return false
		}
		if r.isBlank(p.until) && afterTitleOnly && (r.endsName(p.until+1) || r.isMarked(p.from) && (r.at(p.until+1).isApart || r.is(p.until+1, tHave) || p.until+1 >= len(r.tokens))) {
			return true
		}
		if p.hasName && (t.has(tName) && r.sameWord(p.until, p.until-1) || t.marks == tags(tName) || r.isNoun(p.until) && (r.isNoun(p.until-1) || r.isGivenName(p.until-1) || r.is(p.until-1, tName)) ||
			t.has(tName) && r.is(p.until-1, tTitle)) {
			return true
		}
		if afterTitleOnly && r.isNoun(p.until) && !r.isLikelyOther(p.until) {
			return true
		}
		if afterTitleOnly && r.isNameByPlace(p.until) {
			return true
		}
		if t.has(tTitle) && afterTitleOnly && r.is(p.from, tKin) {
			return true // ลุงหนานแก้ว
		}
		if r.isWord(p.until, wordEye) && (r.isBlank(p.until+1) || r.is(p.until+1, tDisability)) && !r.at(p.until+1).isApart {
			return false // พ่อเฒ่าตามองไม่เห็น
		}
		if t.has(tKin) && !t.has(tPolite) {
			return !r.is(p.until+1, tSelf) && (!p.hasName || t.end-t.start <= nameSyllable)
		}
		return t.has(tName) && afterTitleOnly && !r.isLikelyOther(p.until)
	}
	return false
}

// isNoun tells of the names of things that people are called by: น้องปาล์ม, ต้นน้ำ.
func (r *reading) isNoun(i int) bool {
	t := r.at(i)
	return t.kind == wordToken && t.marks.any(tThing, tUCount) && t.marks.within(nounMarks)
}

var nounMarks = tags(tNeutral, tName, tThing, tUCount, tFavour, tPrincipal, tMended)

// isNameByPlace tells whether any word glued to kinship must be a name, since only
// a name can stand before what follows: ป้าไหม 30, แม่เฒ่าพร้อม 90, น้าหวีวานให้….
func (r *reading) isNameByPlace(i int) bool {
	next := r.at(i + 1)
	isBeforeSum := !r.isMember() && next.kind == amountToken && next.isApart
	isRest := next.kind == unknownToken && next.end-next.start > 1 || next.marks == tags(tName)
	isHalf := isRest && !next.isApart // น้องข้าวปั้น, ตาหลวงสุข
	if !isBeforeSum && !isHalf && !next.marks.any(tOrder, tCame) && !(next.has(tSave) && r.is(i, tName)) {
		return false
	}
	return !r.isAny(i, namelessMarks) || r.is(i, tName) && !r.at(i).marks.any(tSave, tMoney)
}

// namelessMarks are the marks of words that have work of their own between
// kinship and a sum, and so are no names there.
var namelessMarks = tags(tSave, tSaving, tMoney, tPay, tWithdraw, tBorrow, tRepay, tGiveback, tClaim, tRecord, tRecordFor, tCame, tReceive, tBuy,
	tSell, tSpend, tGive, tInstead, tOf, tOrder, tWill, tWant, tPast, tDone, tNeg, tNotYet, tUnpaid, tLater, tFiller, tPolite, tSelf, tThey, tHave,
	tTotal, tApprox, tEach, tDaily, tPer, tInstalment, tLabel, tKin)

// endsName tells whether what follows can only come after a name, so that an
// everyday word before it is one: ยายผัดแกให้….
func (r *reading) endsName(i int) bool {
	t := r.at(i)
	return t.kind == amountToken || t.marks.any(tThey, tSave, tCame, tLeft, tArrears, tOrder)
}

// sameWord tells whether two tokens are the same word: น้องปันปัน.
func (r *reading) sameWord(i, j int) bool {
	a, b := r.at(i), r.at(j)
	return string(r.folded.Letters[a.start:a.end]) == string(r.folded.Letters[b.start:b.end])
}

// isFormal tells whether the mention begins with a title that goes with given
// and family name: นาย, นาง, คุณ.
func (r *reading) isFormal(p person) bool {
	return r.at(p.from).has(tTitle) && !r.at(p.from).has(tKin)
}

// lexiconHas tells whether the letters of any token are a word with the mark.
func (r *reading) lexiconHas(i int, m tag) bool {
	t := r.tokens[i]
	letters := r.folded.Letters[t.start:t.end]
	index, end := r.lexicon.tree.Longest(letters, 0)
	return index >= 0 && end == len(letters) && r.lexicon.marks[index].has(m)
}

// isNamedNumber tells whether a number word right after a title is a name:
// ลุงพัน 50, น้องสอง.
func (r *reading) isNamedNumber(i int) bool {
	next := r.at(i + 1)
	if !r.lexiconHas(i, tName) || next.marks.any(tUYear) && !next.isApart {
		return false // หลานสองขวบ
	}
	return next.kind == amountToken && next.isApart || r.hasAmountElsewhere(i)
}

func (r *reading) hasAmountElsewhere(i int) bool {
	for j := range r.tokens {
		if j != i && r.tokens[j].kind == amountToken && r.tokens[j].line == r.tokens[i].line {
			return true
		}
	}
	return false
}

// isLikelyOther tells of words that are names too but more often mean
// themselves right there: ป้ามีเงิน, แม่ออม 30.
func (r *reading) isLikelyOther(i int) bool {
	t := r.at(i)
	if r.isWord(i, wordCome) {
		if !r.isMember() && (r.at(i+1).kind == amountToken || r.has(tApprove) && r.isFinal(i) && i > 1) {
			return false
		}
		return !r.isMarkedOwner(i-1) || !r.isFinal(i)
	}
	if t.marks.any(tMoney, tPolite) && r.at(i+1).kind == amountToken && !r.isMember() {
		return false
	}
	if t.has(tHave) && r.isMarked(i-1) && r.at(i+1).isApart {
		return false
	}
	return t.has(tSave) || t.has(tMoney) || t.has(tPolite) || t.has(tQYes) || t.has(tSaving) ||
		t.has(tHave) && r.at(i+1).kind != amountToken
}

// isMarkedOwner tells whether ของ leads to the token.
func (r *reading) isMarkedOwner(i int) bool { return r.isWord(i-1, wordOf) }

// isNamePart tells whether a token lies inside a mention.
func (r *reading) isNamePart(i int) bool { return r.at(i).inName }

// personFrom gives the mention that begins at the token.
func (r *reading) personFrom(i int) (person, bool) {
	if k := r.at(i).person; k > 0 {
		return r.people[k-1], true
	}
	return person{}, false
}

// nameOf gives a mention's own words.
func (r *reading) nameOf(p person) string { return r.text(p.from, p.until) }
