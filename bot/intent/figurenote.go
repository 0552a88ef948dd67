package intent

import "sajja/bot/thai"

// doubtChange doubts the one sum beside change given back (ฝาก 100 ทอน 70): it
// may be the banknote, and then what is handed in is the difference.
func (r *reading) doubtChange() {
	var sum *figure
	change := false
	for i := range r.figures {
		switch f := &r.figures[i]; f.role {
		case banknoteFigure:
			return
		case changeFigure:
			change = true
		case sumFigure:
			if sum != nil {
				return
			}
			sum = f
		}
	}
	if change && sum != nil {
		sum.doubt = thai.Approximate
	}
}

// isChange tells whether the number is the change given back: ทอน 60, ทอนไป 60.
func (r *reading) isChange(i int) bool {
	for j := i - 1; j >= 0 && i-j <= 3; j-- {
		if r.is(j, tChange) {
			return true
		}
		if !r.at(j).marks.any(tMoney, tPast, tGive, tThey) {
			return false
		}
	}
	return false
}

// isBanknote tells whether the number is the banknote handed over: แบงค์ร้อย,
// แบงค์ที่ให้มา 50.
func (r *reading) isBanknote(i int) bool {
	before := r.at(i - 1)
	if before.has(tBanknote) && !r.isNamePart(i-1) && !(before.has(tMoney) && r.at(i).isApart) {
		return true
	}
	for j := i - 1; j >= 0 && i-j <= 4; j-- {
		if r.is(j, tBanknote) && !r.is(j, tMoney) && !r.isNamePart(j) {
			return r.isWord(j+1, wordAtPlace)
		}
		if !r.at(j).marks.any(tGive, tPast, tAt) {
			return false
		}
	}
	return false
}

// isTotal tells whether the number is the sum of a list: รวม 105, or "= 105" on
// a line of its own.
func (r *reading) isTotal(i int) bool {
	if before := r.at(i - 1); before.kind == signToken && before.sign == '=' && r.at(i-2).kind == lineToken && i > 2 {
		return true
	}
	for j := i - 1; j >= 0 && j >= i-5 && r.tokens[j].line == r.tokens[i].line; j-- {
		t := &r.tokens[j]
		if t.has(tTotal) {
			return true
		}
		if t.kind == amountToken {
			u := r.unitRole(j)
			if u != countFigure {
				return false
			}
		}
	}
	return false
}

// dropRepeats takes the same sum said twice, in digits and in words, as one.
func (r *reading) dropRepeats() {
	for i := 1; i < len(r.figures); i++ {
		f, before := &r.figures[i], &r.figures[i-1]
		if f.role != sumFigure || before.role != sumFigure || f.token-before.token > 4 || f.satang != before.satang {
			continue
		}
		if !r.onlyQuietBetween(before.token, f.token) {
			continue
		}
		inWords := r.amounts[r.tokens[f.token].index].Number.Digits == 0
		beforeInWords := r.amounts[r.tokens[before.token].index].Number.Digits == 0
		if inWords != beforeInWords {
			f.role = totalFigure
		}
	}
}

func (r *reading) onlyQuietBetween(from, until int) bool {
	for j := from + 1; j < until; j++ {
		if !r.isQuiet(j) {
			return false
		}
	}
	return true
}

// markLaughter takes 555 for laughter where another number stands, and leaves
// it to be asked about where it is the only one.
func (r *reading) markLaughter() {
	others := 0
	for i := range r.figures {
		if r.figures[i].role == sumFigure && !r.isLaughter(&r.figures[i]) {
			others++
		}
	}
	for i := range r.figures {
		f := &r.figures[i]
		if f.role == sumFigure && !f.isBaht && r.isLaughter(f) && (others > 0 || i > 0 || !f.isBaht && r.isAfterTalk(f.token)) {
			f.role = laughterFigure
		}
	}
}

// isLaughter tells whether the number is a row of fives, three or more.
func (r *reading) isLaughter(f *figure) bool {
	t := r.tokens[f.token]
	fives := int32(0)
	for at := t.start; at < t.end && r.folded.Letters[at] == '5'; at++ {
		fives++
	}
	return fives >= 3 && (fives == t.end-t.start || f.isBaht && !thai.IsDigit(r.folded.Letters[t.start+fives]) && r.folded.Letters[t.start+fives] != '.')
}

// isAfterTalk tells whether the row of fives follows other words than the
// verb of an act, where it can only be laughter.
func (r *reading) isAfterTalk(i int) bool {
	p := r.previous(i)
	return p >= 0 && !r.isAny(p, moneyVerbs) && !r.at(p).marks.any(tSaving, tMoney, tLoan)
}
