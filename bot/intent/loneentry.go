package intent

// loneEntry asks about a name and a sum without a verb.
func (r *reading) loneEntry() (Result, bool) {
	if r.isUnsaidSum() {
		return ask(RecordDeposit, Repay)
	}
	pairs := r.pairs()
	if r.isFamilyList(pairs) {
		r.cue("names and sums", pairs[0].nameFrom)
		return ask(Deposit)
	}
	if len(pairs) != 1 || r.has(tOf) && r.isOwnMoney() {
		return pass()
	}
	if r.hasAny(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBuy, tSell, tSpend, tPay, tExpenseOf, tEarn, tIncomeOf) && r.hasVerbOutside(pairs[0]) {
		return pass()
	}
	if pairs[0].nameFrom != r.firstContent() || r.unknownCount() > 2 {
		return pass()
	}
	r.cue("name and sum", pairs[0].nameFrom)
	if r.isMember() {
		if !r.isMention(pairs[0]) && !r.isPlainName(pairs[0]) || r.contentCount() > pairs[0].nameUntil-pairs[0].nameFrom+2 {
			return pass()
		}
		return ask(Deposit, Repay)
	}
	return ask(RecordDeposit, Repay)
}

// isFamilyList tells of a member's list of people by kinship or title and a number each,
// with nothing else said: each has to be settled. Bare names may be a score.
func (r *reading) isFamilyList(pairs []pair) bool {
	if !r.isMember() || len(pairs) < 2 || len(pairs) != len(r.people) || len(pairs) != len(r.figures) {
		return false
	}
	content := 0
	for _, p := range pairs {
		if !r.isMention(p) {
			return false
		}
		content += p.nameUntil - p.nameFrom + 1
	}
	return r.contentCount() <= content
}

// isUnsaidSum tells of somebody said to have paid, without how much or what for:
// ป้าแดงโอนมาแล้ว.
func (r *reading) isUnsaidSum() bool {
	if r.isMember() || len(r.people) == 0 || r.people[0].from != 0 || !r.people[0].hasName || len(r.figures) > 0 || r.contentCount() > r.people[0].until+3 {
		return false
	}
	i := r.people[0].until
	return r.at(i).marks.any(tPay, tCame) && (r.at(i+1).marks.any(tDone, tPast) || r.is(i, tCame)) && !r.at(i+1).marks.any(tFavour)
}

// isMention tells whether the name of a pair is a mention and nothing more.
func (r *reading) isMention(p pair) bool {
	for i := p.nameFrom; i < p.nameUntil; i++ {
		if !r.isNamePart(i) {
			return false
		}
	}
	return true
}

// isPlainName tells whether the name of a pair is a given name we know.
func (r *reading) isPlainName(p pair) bool {
	return p.nameUntil-p.nameFrom == 1 && r.at(p.nameFrom).marks == tags(tName)
}

func (r *reading) hasVerbOutside(p pair) bool {
	for i := range r.tokens {
		if i >= p.nameFrom && i < p.nameUntil {
			continue
		}
		if r.at(i).marks.any(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBuy, tSell, tSpend, tPay, tExpenseOf, tEarn, tIncomeOf) {
			return true
		}
	}
	return false
}
