package intent

import "sajja/bot/thai"

// isOrdinal tells whether the number only says which one: ที่ 1, ครั้งที่ 3.
func (r *reading) isOrdinal(i int, a thai.Amount) bool {
	return r.isWord(i-1, wordAtPlace) && a.Unit == thai.NoUnit && !r.at(i-1).isApart
}

// isChance tells of 50/50: how likely, not how much.
func (r *reading) isChance(i int) bool {
	isHalf := func(j int) bool {
		return r.at(j).kind == amountToken && r.amounts[r.tokens[j].index].Satang() == 50_00
	}
	isMark := func(j int) bool {
		t := r.at(j)
		return t.kind == signToken && (t.sign == '/' || t.sign == '-')
	}
	return isHalf(i) && r.has(tMeeting) && (isMark(i+1) && isHalf(i+2) || isMark(i-1) && isHalf(i-2))
}

// isNumbering tells whether the number only numbers the line: 1. or 2).
func (r *reading) isNumbering(i int) bool {
	next, before := r.at(i+1), r.at(i-1)
	if before.kind == signToken && before.sign == '(' && next.kind == signToken && next.sign == ')' && !r.isMember() {
		return true
	}
	if r.isInlineNumbering(i) {
		return true
	}
	isFirst := i == 0 || before.kind == lineToken || before.kind == signToken && before.sign == '(' && (i == 1 || r.at(i-2).kind == lineToken)
	if isFirst && !r.isMember() && next.isApart && (next.kind == unknownToken || next.marks.meets(nameLeads) || next.has(tName)) && r.isListLine(i) {
		return true
	}
	return isFirst && next.kind == signToken && !next.isApart && (next.sign == '.' || next.sign == ')' || next.sign == ':') && i+2 < len(r.tokens)
}

// isInlineNumbering tells of the numbers of a list on one line, written close
// to the name they number: 1.นุช 20 2.ต้อม 35.
func (r *reading) isInlineNumbering(i int) bool {
	sign, name := r.at(i+1), r.at(i+2)
	isSigned := sign.kind == signToken && !sign.isApart && (sign.sign == '.' || sign.sign == ')')
	return isSigned && !r.isMember() && r.at(i).isApart && !name.isApart && (name.kind == unknownToken || name.marks.any(tKin, tTitle, tName)) && r.isListLine(i+1)
}

// isListLine tells whether another number or a mark of not having paid follows
// on the line.
func (r *reading) isListLine(i int) bool {
	for j := i + 1; j < len(r.tokens) && r.tokens[j].kind != lineToken; j++ {
		if r.tokens[j].kind == amountToken || r.tokens[j].kind == crossToken || r.at(j).marks.any(tUnpaid, tNotYet) {
			return true
		}
	}
	return false
}

// isPersonNamed tells whether the word of kinship begins a mention with a name.
func (r *reading) isPersonNamed(i int) bool {
	p, ok := r.personFrom(i)
	return ok && p.hasName
}

// isLabelWord tells whether a unit word is really the label of the next
// number: ฝาก 30 หมู่ 7.
func (r *reading) isLabelWord(i int) bool {
	return r.is(i, tLabel) && r.at(i+1).kind == amountToken
}

// isLabelled tells whether the number is the name of something: a house, a
// member, a class.
func (r *reading) isLabelled(i int) bool {
	before := i - 1
	if r.at(before).kind == signToken && (r.at(before).sign == '.' || r.at(before).sign == ':' || r.at(before).sign == '#') {
		if r.at(before).sign == '#' {
			return true
		}
		before--
	}
	if t := r.at(before); t.kind == signToken && (t.sign == '/' || t.sign == '-') && !r.at(i).isApart {
		k := r.figureAt(i - 2)
		return k >= 0 && (r.figures[k].role == labelFigure || r.figures[k].role == telephoneFigure)
	}
	t := r.at(before)
	if r.isNamePart(before) {
		return false
	}
	if (r.isWord(before, wordAccount) || r.isWord(before, wordBook) || t.has(tRegister)) && r.is(before-1, tLabel) && !t.isApart {
		return true // เลขที่บัญชี 4471
	}
	if r.isWord(before, wordGroup) {
		value, _ := r.amounts[r.tokens[i].index].Number.Whole()
		return value > 0 && value <= groupsMax && r.hasMoneyAfter(i)
	}
	if !t.has(tLabel) {
		return false
	}
	if t.has(tInstalment) {
		value, _ := r.amounts[r.tokens[i].index].Number.Whole()
		return value <= instalmentsMax || r.hasMoneyAfter(i)
	}
	if t.has(tPlace) && !t.isApart && before > 0 {
		return false
	}
	return !t.has(tUMonth)
}

// groupsMax is the largest number a group of a fund bears.
const groupsMax = 20

// instalmentsMax is the largest number an instalment bears: five years by the month.
const instalmentsMax = 60

// hasMoneyAfter tells whether another sum follows.
func (r *reading) hasMoneyAfter(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.tokens[j].kind == amountToken {
			return true
		}
	}
	return false
}
