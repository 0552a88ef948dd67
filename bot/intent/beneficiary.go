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

// isMarked tells whether ให้, แทน, ของ or ชื่อ leads to the token.
func (r *reading) isMarked(i int) bool {
	j := i - 1
	if r.isWord(j, wordName) || r.isWord(j, wordAccount) || r.isWord(j, wordBook) && !r.at(i).isApart {
		return true
	}
	return r.at(j).marks.any(tGive, tInstead, tOf)
}

// isSelf tells whether a mention is the speaker: หนูเอง, ป้าเอง, ตัวเอง, หนูชื่อน้องฟ้า.
func (r *reading) isSelf(p person) bool {
	if r.isWord(p.from-1, wordName) && r.is(p.from-2, tSelf) {
		return true
	}
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
