package intent

// householdLine reads a completed income or expense with its amount.
func (r *reading) householdLine() (Result, bool) {
	if r.isQuestion() || !r.isMember() && !r.isOwnExpense() {
		return pass()
	}
	direction, verb := r.direction()
	if verb < 0 || r.isGoodsTalk() || r.isExpenseOff(verb) {
		return pass()
	}
	f := r.householdSum()
	if f == nil || !r.isClear(f) {
		return pass()
	}
	money, ok := r.amounts[r.tokens[f.token].index].Money()
	if !ok {
		return pass()
	}
	r.cue("household", verb)
	r.span("amount", f.token, f.token+1)
	return answer(Household, 0.85, Slots{Direction: direction, Amount: &money, Note: r.note(direction, verb, f)})
}

// isOwnExpense lets officers note expenses too, where no member is named.
func (r *reading) isOwnExpense() bool { return len(r.people) == 0 || !r.people[0].hasName }

// direction finds the verb of the line.
func (r *reading) direction() (Direction, int) {
	for i := range r.tokens {
		if r.isNamePart(i) || r.is(i, tPolite) {
			continue
		}
		switch {
		case r.is(i, tIncomeOf) && r.is(i-1, tPay):
			return Expense, i
		case r.is(i, tExpenseOf) && !r.at(i).isApart && r.at(i-1).marks.any(tReceive) && !r.is(i-1, tPay):
			return Income, i // เก็บค่าเช่าได้ 2,000
		case r.is(i, tSell), r.at(i).marks.any(tEarn, tIncomeOf):
			if r.isEarned(i) {
				return Income, i
			}
		case r.isWord(i, wordGet) && i == r.firstContent() && r.figureAfter(i) >= 0:
			return Income, i
		case r.at(i).marks.any(tBuy, tExpenseOf), r.is(i, tSpend):
			return Expense, i
		case r.isWord(i, wordGet) && i > 0 && r.at(i+1).kind == amountToken && r.isWorkBefore(i), r.isGotFrom(i), r.isSentHome(i):
			return Income, i
		}
	}
	return "", -1
}

// isEarned tells whether what was sold or worked for brought money: ได้ is said.
func (r *reading) isEarned(i int) bool {
	if !r.is(i, tSell) {
		return r.is(i, tEarn) || i == r.firstContent() || r.clauseHas(i, tags(tHave, tReceive, tArrive, tPay, tPast, tHousehold))
	}
	for j := i; j < len(r.tokens); j++ {
		if r.isWord(j, wordGet) || j > i && r.isWord(j, wordGo) && r.figureAfter(j) >= 0 || r.is(j, tSell) && r.at(j).end-r.at(j).start > 4 {
			return true
		}
	}
	return false
}

// isWorkBefore tells whether some work is told before ได้ and the sum.
func (r *reading) isWorkBefore(i int) bool {
	return r.at(0).kind == unknownToken || r.is(0, tChat) || r.is(0, tEveryday)
}

// isGotFrom tells of what was given for work: โรงงานให้โอที ได้มา 1,850.
func (r *reading) isGotFrom(i int) bool {
	isGot := r.isWord(i, wordGet) && r.isWord(i+1, wordCome) && r.at(i+2).kind == amountToken
	return isGot && r.isBlank(0) && r.is(1, tGive)
}

// isSentHome tells of money that the family sent: ลูกส่งเงินมาให้ 3,000.
func (r *reading) isSentHome(i int) bool {
	if !r.isMember() || !r.is(i, tPay) || len(r.people) != 1 || !r.hasPrefix(i+1, wordCome) || r.at(i+1).isApart {
		return false
	}
	p := r.people[0]
	return p.until == i && p.from == r.firstContent() && p.isKin && !p.hasName && !r.is(p.from, tElderSelf) && !r.isSelf(p) && !r.hasAny(tSave, tSaving, tRepay, tLoan, tWithdraw, tBorrow, tRecord)
}

// isGoodsTalk tells of prices and goods for sale.
func (r *reading) isGoodsTalk() bool {
	for n := range r.figures {
		if r.figures[n].role == otherRateFigure {
			return true
		}
	}
	return r.hasAny(tOffer)
}

// isExpenseOff tells whether the expense is planned, denied or supposed.
func (r *reading) isExpenseOff(verb int) bool {
	if r.at(r.previous(verb)).has(tArrears) || r.isSavedUpFor(verb) || r.isMoneyAsked(verb) || r.isHypothetical(verb) || r.isPutOff(verb) || r.isDayAhead() || r.willBefore(verb) || r.has(tLater) || r.has(tIf) {
		return true
	}
	if r.hasAny(tNotYet, tDont, tFavourPhrase) && !r.hasPaidWord() {
		return true
	}
	for j := range r.tokens {
		if r.at(j).marks.any(tNeg) && j < verb && verb-j <= 3 && !r.is(j, tFiller) {
			return true
		}
	}
	return false
}

// isMoneyAsked tells whether money is only asked for to buy with: ลูกขอเงินไปซื้อสมุด.
func (r *reading) isMoneyAsked(verb int) bool {
	for i := range verb {
		if r.isWord(i, wordAsk) && r.is(i+1, tMoney) {
			return true
		}
	}
	return false
}

// isSavedUpFor tells whether the purchase is what money is put by for: เก็บเงินซื้อมือถือ.
func (r *reading) isSavedUpFor(verb int) bool {
	return verb > 0 && r.is(verb, tBuy) && !r.at(verb).isApart && r.at(verb-1).marks.any(tReceive, tSave)
}

// householdSum gives the one sum of the line: the total where one is said, and
// otherwise the only one; nil where there are several.
func (r *reading) householdSum() *figure {
	var only *figure
	for n := range r.figures {
		f := &r.figures[n]
		switch {
		case f.role == totalFigure:
			return f
		case !f.isMoney():
		case only == nil:
			only = f
		case only.isBaht == f.isBaht:
			return nil
		case f.isBaht:
			only = f
		}
	}
	return only
}

// note gives the words of the line without the verb, the sum and politeness.
func (r *reading) note(direction Direction, verb int, f *figure) string {
	from, until := r.noteBounds(direction, verb, f)
	until = r.beforeWhere(direction, from, until)
	for until > from && r.isNoteEnd(until-1) {
		until--
	}
	for from < until && (r.isQuiet(from) || r.at(from).kind == dateToken || r.isNoteStart(from, direction)) {
		from++
	}
	if from >= until {
		return ""
	}
	r.span("note", from, until)
	return r.text(from, until)
}

// beforeWhere leaves out of an income where and how long it was earned: ขายผักบุ้งที่
// ตลาด, ถอนหญ้าในนาทั้งวัน.
func (r *reading) beforeWhere(direction Direction, from, until int) int {
	for i := from + 1; direction == Income && i < until; i++ {
		if i > from+1 && (r.is(i, tAt) && r.is(i+1, tPlace)) || r.isWord(i, wordIn) || r.isWord(i, wordAllOf) {
			return i
		}
		if r.isWord(i, wordGet) && r.at(i+1).marks.any(tMoney, tEarn) {
			return i
		}
	}
	return until
}

// noteBounds gives the stretch the note is in: between verb and sum, or before
// the verb, or after the sum.
func (r *reading) noteBounds(direction Direction, verb int, f *figure) (int, int) {
	if verb > f.token {
		return verb, len(r.tokens)
	}
	from := verb
	if r.isSentHome(verb) {
		return r.people[0].from, f.token
	}
	if r.isGotFrom(verb) {
		return 2, verb
	}
	if r.isWord(verb, wordGet) && verb == r.firstContent() {
		return verb, f.token
	}
	if r.isWord(verb, wordGet) || r.is(verb, tBareSpend) && r.at(verb+1).kind == amountToken || r.isBareSpend(verb, f) {
		from = r.lineStart(verb)
		if from == verb || r.onlyQuietBetween(from-1, verb) {
			return f.token + 1, r.noteAfter(f.token + 1)
		}
		return from, verb
	}
	return from, f.token
}

// isBareSpend tells whether nothing is named between the verb and the sum.
func (r *reading) isBareSpend(verb int, f *figure) bool {
	if !r.is(verb, tSpend) || r.is(verb, tExpenseOf) || r.at(verb).marks.any(tBuy) {
		return false
	}
	for j := verb + 1; j < f.token; j++ {
		if !r.isQuiet(j) && !r.at(j).marks.any(tPast) {
			return false
		}
	}
	return !r.hasPrefix(verb, wordCost) && !r.isKeptVerb(verb) && r.is(verb, tBareSpend)
}

func (r *reading) isKeptVerb(i int) bool {
	return r.is(i, tEarn) || r.is(i, tSell) || r.is(i, tIncomeOf)
}

func (r *reading) noteAfter(from int) int {
	i := from
	for i < len(r.tokens) && !(i > from && r.at(i).isApart) && r.at(i).kind != dateToken && r.at(i).kind != lineToken {
		i++
	}
	return i
}

func (r *reading) isNoteEnd(i int) bool {
	return r.isQuiet(i) || r.at(i).marks.any(tPast, tTotal, tPer, tEach, tGo) && !r.is(i, tBuy) || r.isWord(i, wordGet) || r.at(i).marks.any(tMoney) && r.isWord(i, wordAmount) ||
		r.at(i).kind == amountToken && r.figureRoleAt(i) == eachFigure || r.at(i).marks.any(tPay) && !r.is(i, tExpenseOf) || r.at(i).kind == dateToken && (r.at(i).isApart || r.dates[r.at(i).index].IsRelative && r.dates[r.at(i).index].Part == 0) ||
		r.is(i, tBareSpend) && !r.is(i, tBuy)
}

func (r *reading) figureRoleAt(i int) figureRole {
	if k := r.figureAt(i); k >= 0 {
		return r.figures[k].role
	}
	return sumFigure
}

// isNoteStart tells of the verb itself, which the note leaves out: จ่าย, ซื้อ,
// เสีย, ได้; what was sold or worked for keeps its verb.
func (r *reading) isNoteStart(i int, direction Direction) bool {
	if r.is(i, tHousehold) {
		return true
	}
	if r.is(i, tMoney) && r.is(i+1, tIncomeOf) {
		return true
	}
	if r.is(i, tExpenseOf) || r.is(i, tIncomeOf) || r.is(i, tSell) {
		return false
	}
	if direction == Income && r.is(i, tEarn) && !r.isWord(i, wordGet) {
		return false
	}
	if r.isWord(i, wordCost) {
		return false
	}
	return r.at(i).marks.any(tBareSpend, tBuy, tPay, tPast, tRecord, tSelf, tWant) || r.isWord(i, wordGet)
}
