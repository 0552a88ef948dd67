package intent

import "sajja/bot/thai"

// isGarbledBefore tells whether letters we cannot read stand between the verb
// and the sum and name nobody: they may be part of the number.
func (r *reading) isGarbledBefore(a *act, f *figure) bool {
	for j := a.token + 1; j < f.token; j++ {
		if r.at(j).kind == unknownToken && r.sameClause(j, f.token) && !r.isNamePart(j) && !r.isMarked(j) && (j == f.token-1 || r.at(j).end-r.at(j).start < 3 && r.at(j+1).isApart) {
			return true
		}
	}
	return false
}

// isClear tells whether the figure can only be that amount.
func (r *reading) isClear(f *figure) bool {
	if f.doubt != thai.Clear || f.satang <= 0 || f.satang > 1e13 || r.isLaughter(f) {
		return false
	}
	i := f.token
	before := r.at(i - 1)
	switch {
	case before.has(tApprox), before.kind == signToken && before.sign == '-' && r.isMinus(i-1):
		return false
	case before.kind == signToken && (before.sign == '~' || before.sign == '<' || before.sign == '>' || before.sign == '/' || before.sign == '*' || before.sign == '^'):
		return false
	case r.is(i-1, tPolite) && r.is(i-2, tApprox), r.is(i+1, tApprox), r.is(i+1, tPolite) && r.is(i+2, tApprox), r.isUnsure(i):
		return false
	case r.isOffered(i), r.isReckoned(i), r.isSplit(i), r.isByThe(i):
		return false
	case !f.isBaht && !r.at(i+1).isApart && !r.isNamePart(i+1) && (r.isBlank(i+1) || r.at(i+1).marks == tags(tName)):
		return false // 30ถุง: a unit we do not know
	case !f.isBaht && r.at(i-1).kind == unknownToken && !before.isApart && !r.at(i).isApart && thai.IsLatin(r.folded.Letters[r.tokens[i].start-1]):
		return false
	}
	return true
}

// isSplit tells whether another number stands right beside, so that both may
// be one: 1 000.
func (r *reading) isSplit(i int) bool {
	if r.is(i-1, tOneBaht) && !r.at(i).isApart {
		return true // บาทสองบาท
	}
	for _, j := range []int{i - 1, i + 1} {
		if k := r.figureAt(j); k >= 0 && r.figures[k].role == telephoneFigure {
			return true
		}
	}
	return false
}

// isUnsure tells whether the speaker is not sure of the sum: 50 ไม่รู้พอไหม.
func (r *reading) isUnsure(i int) bool {
	for j := i + 1; j <= i+2 && r.sameClause(i, j); j++ {
		if r.is(j, tMaybe) && !r.is(j, tSame) {
			return true
		}
	}
	return false
}

// isByThe tells of เป็นแสน, หลายพัน: so many that nobody counted.
func (r *reading) isByThe(i int) bool {
	n := r.amounts[r.tokens[i].index].Number
	isBare := n.Digits == 0 && (n.Hundredths == 1e4 || n.Hundredths == 1e5 || n.Hundredths == 1e6 || n.Hundredths == 1e7 || n.Hundredths == 1e8)
	return isBare && r.isWord(i-1, wordIs) && r.at(i).end-r.at(i).start <= 5
}

// isReckoned tells whether the number stands in a sum or product: 50+20, 30x2.
func (r *reading) isReckoned(i int) bool {
	next := r.at(i + 1)
	if next.kind == signToken && (next.sign == '+' || next.sign == '*' || next.sign == '/' || next.sign == '=' || next.sign == '~') {
		return true
	}
	if next.kind == signToken && next.sign == '-' {
		return true
	}
	isTimes := next.kind == codeToken || next.kind == unknownToken && !next.isApart
	return isTimes && thai.IsLatin(r.folded.Letters[next.start])
}

// isMinus tells whether a hyphen is a minus: glued to the number, apart from
// the word before.
func (r *reading) isMinus(i int) bool { return !r.at(i + 1).isApart }

// isOffered tells whether the amount is one of two offered: ฝาก 30 หรือ 60.
func (r *reading) isOffered(i int) bool {
	return r.is(i+1, tOr) && !r.at(i+1).marks.any(tQYes) || r.is(i+1, tOr) && !r.isFinal(i+1) || r.is(i-1, tOr) && r.at(i-2).kind == amountToken ||
		r.is(i+1, tIf) || r.is(i+1, tBut) && r.is(i+2, tIf)
}
