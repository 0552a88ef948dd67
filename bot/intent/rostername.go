package intent

// nameBefore gives the name that stands before a sum: the last words before it,
// up to the gap or the sign that parts them from a heading. Numbering, labels
// and verbs around it are left out; -1 if there is no name.
func (r *reading) nameBefore(from, sum int) (int, int) {
	if r.isParticleName(from, sum) {
		return from, sum
	}
	until := sum
	if r.isBracketed(sum) {
		until-- // ป้าแดง(30)
	}
	for until > from && r.isNameEdge(until-1) && !r.isNickname(until-1) {
		until--
	}
	until = r.beforeLabel(from, until)
	from = r.afterNumbering(from, until)
	until = r.beforeNote(from, until)
	for until > from && (r.isTrailing(until-1, from) || r.isNameEdge(until-1)) && !r.isNickname(until-1) {
		until--
	}
	from = r.nameStart(from, until)
	for from < until && (r.isNameEdge(from) && !r.isGluedOn(from) || r.isHeadingWord(from) && !r.isGluedName(from) && !(r.is(from, tName) && from == until-1)) {
		from++
	}
	if from >= until || !r.isName(from, until) {
		return -1, -1
	}
	return from, until
}

// isParticleName tells whether nothing but particles without a gap stands before
// the sum: จ๊ะนิ 30. Where a name must be they are one; a single one (หน่อย 20) on
// the lines of a list.
func (r *reading) isParticleName(from, sum int) bool {
	for i := from; i < sum; i++ {
		if r.at(i).kind != wordToken || !r.is(i, tPolite) || i > from && r.at(i).isApart {
			return false
		}
	}
	return sum-from > 1 || sum-from == 1 && r.is(from, tName) && from == r.lineStart(sum) && r.at(sum).line > 0
}

// nameStart gives where the name that ends at a place begins. A name is one
// stretch without a gap, but for kinship or a title written apart and for
// given and family name.
func (r *reading) nameStart(from, until int) int {
	start := r.stretchStart(from, until)
	for start > from && r.isNamePart(start) && r.at(start).person == 0 {
		start-- // given and family name are one mention
	}
	if start <= from || r.isSeparator(start-1) {
		return start
	}
	before := r.stretchStart(from, start)
	isNote := r.at(start).kind == signToken && r.at(start).sign == '('
	isLead := start-before == 1 && r.isAny(before, nameLeads)
	isFormal := r.isNamePart(before) && r.is(before, tTitle) && !r.is(before, tKin)
	isGiven := before == from && start-before == 1 && r.isGivenName(before)
	isFamily := r.isFamilyName(start, until, isFormal)
	if isNote || isLead || isFamily && (isFormal || isGiven) {
		return before
	}
	return start
}

// familyPartsMax bounds the known words that one family name is made of: ใจงาม.
const familyPartsMax = 3

// isFamilyName tells whether a stretch can be a family name: names and letters we
// do not know, after a title words of everyday life too.
func (r *reading) isFamilyName(from, until int, isFormal bool) bool {
	for i := from; i < until; i++ {
		if !r.isGivenName(i) && !(r.is(i, tName) && !r.isAny(i, namelessMarks)) && !(isFormal && r.isBlank(i)) || r.isNamePart(i) {
			return false
		}
	}
	return until-from <= familyPartsMax
}

// beforeLabel leaves out the number of a house or member between a name and its
// sum: ป้าแดง บ้านเลขที่ 12 30 บาท.
func (r *reading) beforeLabel(from, until int) int {
	if until-3 < from {
		return until
	}
	k := r.figureAt(until - 1)
	if k >= 0 && r.figures[k].role == labelFigure && r.is(until-2, tLabel) && r.isNamePart(until-3) {
		return until - 2
	}
	return until
}

// stretchStart gives where the stretch without a gap or sign begins that ends
// at a place.
func (r *reading) stretchStart(from, until int) int {
	i := until - 1
	for i > from && !r.at(i).isApart && !r.isSeparator(i-1) {
		i--
	}
	return max(i, from)
}

// isSeparator tells of the signs that part the names of a list.
func (r *reading) isSeparator(i int) bool {
	t := r.at(i)
	switch t.kind {
	case signToken:
		return t.sign != '.' && t.sign != '(' && t.sign != ')' && (t.sign != '-' || t.isApart || r.at(i+1).isApart)
	case lineToken, pictureToken, crossToken, checkToken, thumbToken:
		return true
	}
	return false
}

// isGivenName tells whether a token can be a name by itself: letters that are
// no known word, or a name.
func (r *reading) isGivenName(i int) bool {
	t := r.at(i)
	return t.kind == unknownToken || t.kind == wordToken && t.has(tName) && t.marks.within(blankMarks)
}

// isNickname tells whether a particle right after a word of kinship is a name:
// ป้าหน่อย 30.
func (r *reading) isNickname(i int) bool {
	t := r.at(i)
	return t.kind == wordToken && !t.isApart && r.at(i-1).marks.meets(nameLeads)
}

// isGluedOn tells whether a particle is glued to what follows and so the
// beginning of a name: จ๊ะนิ.
func (r *reading) isGluedOn(i int) bool {
	next := r.at(i + 1)
	return r.at(i).kind == wordToken && !next.isApart && next.kind != signToken && next.kind != amountToken && next.kind != lineToken && !next.has(tPolite)
}

// isGluedName tells whether a small word is glued to what can be the rest of a
// name, and is no verb of taking in.
func (r *reading) isGluedName(i int) bool {
	return r.isGluedOn(i) && (r.isGivenName(i+1) || r.isBlank(i+1)) && r.at(i).has(tFiller) && !r.at(i).marks.any(tReceive, tRecordFor, tCame, tSave, tSaving, tFrom, tOf, tGive, tPay)
}

// beforeNote leaves out a bracketed note after a name: ป้าแตง (หมู่ 2).
func (r *reading) beforeNote(from, until int) int {
	if last := r.at(until - 1); until-1 <= from || last.kind != signToken || last.sign != ')' {
		return until
	}
	for i := until - 2; i > from; i-- {
		if r.at(i).kind == signToken && r.at(i).sign == '(' {
			if r.is(i+1, tLabel) || r.at(i+1).kind == amountToken {
				return i
			}
			return until
		}
	}
	return until
}

// isNameEdge tells of what stands around a name but is none of it.
func (r *reading) isNameEdge(i int) bool {
	t := r.at(i)
	switch t.kind {
	case signToken:
		return t.sign != ')' && t.sign != '('
	case lineToken, pictureToken, crossToken, checkToken, thumbToken:
		return true
	case wordToken:
		return t.has(tPolite) && !t.has(tKin) && !t.has(tTitle)
	}
	return false
}

// afterNumbering steps over "1.", "2)", "บ้านเลขที่ 12", "หมู่ 3".
func (r *reading) afterNumbering(from, until int) int {
	for i := from; i < until; i++ {
		k := r.figureAt(i)
		isSlash := r.at(i).kind == dateToken && r.is(i-1, tLabel)
		if !isSlash && (k < 0 || r.figures[k].role == nameFigure) {
			continue
		}
		next := r.at(i + 1)
		isNumbering := next.kind == signToken && (next.sign == '.' || next.sign == ')' || next.sign == '-' || next.sign == ':')
		if k >= 0 && r.figures[k].role == countFigure && r.is(i+1, tUPeople) && i+2 < until {
			from = i + 2
			continue
		}
		if isNumbering || isSlash || r.figures[max(k, 0)].role == labelFigure || r.figures[max(k, 0)].role == telephoneFigure {
			from = i + 1
		}
	}
	return from
}

func (r *reading) figureAt(i int) int {
	return int(r.at(i).figure) - 1
}

// isHeadingWord tells of words that lead in: รับฝาก, จาก, ของ, เก็บสัจจะ.
func (r *reading) isHeadingWord(i int) bool {
	if r.isNamePart(i) || r.at(i).kind == dateToken {
		return r.at(i).kind == dateToken && !r.isNamePart(i) && !r.isDateName(i)
	}
	t := r.at(i)
	if t.kind != wordToken || t.has(tKin) || t.has(tTitle) {
		return false
	}
	return t.marks.any(tReceive, tRecordFor, tCame, tSave, tSaving, tMoney, tFrom, tOf, tGive, tFiller, tAnd, tPay, tToday, tReport)
}

// isDateName tells whether a weekday's name stands as a person's.
func (r *reading) isDateName(i int) bool {
	next := r.at(i + 1)
	return r.lexiconHas(i, tName) && (next.kind == amountToken || !next.isApart && (r.isGivenName(i+1) || next.has(tName)))
}

// isTrailing tells of words after a name: จ่ายแล้ว, ฝาก, มาส่ง.
func (r *reading) isTrailing(i, from int) bool {
	if r.isNamePart(i) && i > from {
		return false
	}
	t := r.at(i)
	if !t.isApart && t.has(tFiller) && !t.marks.any(tCame, tSave, tPay, tDone, tUnpaid, tSaving, tNotYet, tPast) {
		return false
	}
	return i > from && t.kind == wordToken && !t.has(tKin) && t.marks.any(tCame, tSave, tPay, tDone, tPast, tUnpaid, tFiller, tMoney, tSaving, tNotYet, tArrears)
}

// isNameStory tells whether the words before a sum say what it is, so that they are
// more than a name: ป้าแดงเป็นหนี้ 3000.
func (r *reading) isNameStory(from, until int) bool {
	for i := from; i < until; i++ {
		if r.isNamePart(i) || r.is(i, tName) {
			continue
		}
		if r.isAny(i, storyMarks) {
			return true
		}
	}
	return false
}

var storyMarks = tags(tLoan, tBalance, tHave, tSpend, tExpenseOf, tIncomeOf, tEarn, tBuy, tSell, tRepay, tWithdraw, tBorrow, tInterest, tClaim, tWelfare,
	tRight, tLeft, tReceive, tGiveback, tInstalment, tQWho, tGo, tReport, tBank)

// isName tells whether the tokens can all be parts of a name.
func (r *reading) isName(from, until int) bool {
	if until-from > namePartsMax+2 {
		return false
	}
	isNamed := false
	if r.at(from).marks.any(tExpenseOf, tSpend, tBuy, tSell) && !r.isNamePart(from) {
		return false
	}
	for i := from; i < until; i++ {
		t := r.at(i)
		switch {
		case r.isNamePart(i), r.isBlank(i), r.isNoun(i), t.has(tName), t.has(tKin), t.has(tTitle):
			isNamed = true
		case t.kind == dateToken && r.lexiconHas(i, tName):
			isNamed = true
		case t.kind == signToken && (t.sign == '(' || t.sign == ')' || t.sign == '.'):
		case i == from && i+1 < until && r.isGluedOn(i):
		case t.kind == wordToken && i > from && !t.isApart && !t.marks.meets(questionMarks) && !t.has(tNeg):
		default:
			return false
		}
	}
	return isNamed
}
