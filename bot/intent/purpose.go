package intent

import "sajja/bot/thai"

// purposeless asks what money is for that is only said to be sent or given.
func (r *reading) purposeless() (Result, bool) {
	if r.isGivenBack() && r.contentCount() <= 3+r.fillerCount() && !r.isQuestion() && !r.has(tChat) && r.unknownCount() == 0 {
		r.cue("giving back", r.first(tGiveback))
		return ask(Repay)
	}
	i := r.first(tPay)
	if i < 0 {
		i = r.first(tCame)
	}
	if i < 0 {
		i = r.giving()
	}
	if i < 0 || r.hasAny(tBuy, tSell, tFavourPhrase, tChat, tPer, tHabit) || r.isQuestion() {
		return pass()
	}
	if r.isHypothetical(i) || r.isPutOff(i) || r.has(tExpenseOf) && r.isDayAhead() || r.willBefore(i) && r.hasLaterDay() {
		return answer(Other, 0.7, Slots{})
	}
	if _, isDenied := r.denialOf(i); isDenied {
		return answer(Other, 0.7, Slots{})
	}
	if !r.hasSum() && !r.has(tSame) || r.unknownCount() > 2 {
		return pass()
	}
	r.cue("purpose unknown", i)
	if r.hasPastDay() {
		return ask(Deposit, Statement)
	}
	return ask(Deposit, Repay)
}

// isGivenBack tells whether คืน is said as a verb, not as the nights of a number.
func (r *reading) isGivenBack() bool {
	for i := range r.tokens {
		if r.is(i, tGiveback) && r.at(i-1).kind != amountToken {
			return true
		}
	}
	return false
}

// giving finds ให้ with a word of money: ให้ตังค์ไป 40.
func (r *reading) giving() int {
	for i := range r.tokens {
		if r.is(i, tGive) && r.at(i+1).marks.any(tMoney) || r.is(i, tMoney) && r.is(i+1, tGive) && r.at(i+2).kind == amountToken {
			return i
		}
	}
	return -1
}

// hasPastDay tells whether a day in the past is said, in so many words or
// with its year.
func (r *reading) hasPastDay() bool {
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		t := r.dates[r.tokens[j].index]
		if t.IsRelative && t.Offset < 0 {
			return true
		}
		if d, err := r.dateAt(j, thai.Back); err == nil && t.Year > 0 && t.Day > 0 && d.To.Before(r.today) {
			return true
		}
	}
	return false
}

// hasLaterDay tells whether a day to come is said.
func (r *reading) hasLaterDay() bool {
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		t := r.dates[r.tokens[j].index]
		if t.IsRelative && t.Offset > 0 || t.Part > 0 || t.IsThis || t.HasWeekday {
			return true
		}
	}
	return false
}
