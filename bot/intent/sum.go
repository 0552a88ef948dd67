package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// sum is the one amount of an act, or where the doubt about it lies.
type sum struct {
	money ledger.Money
	days  int
	token int
}

// sumOf finds the amount of an act. It is found only if every figure that
// could be it says the same, without doubt; false otherwise.
func (r *reading) sumOf(a *act) (sum, bool) {
	found := r.figuresOf(a)
	if s, ok := r.productOf(a, found); ok || s.token >= 0 {
		return s, ok
	}
	if len(found) == 0 {
		return r.daysOnly(a)
	}
	f := found[0]
	if len(found) > 1 {
		last, ok := r.chosen(a, found)
		if !ok {
			return sum{token: found[1].token}, false
		}
		f = last
	}
	if a.kind == Repay {
		if total, ok := r.repaid(found); ok {
			return total, true
		}
	}
	if !r.isClear(f) || a.kind != Loan && r.isGarbledBefore(a, f) {
		return sum{token: f.token}, false
	}
	money := ledger.MoneyFromSatang(f.satang)
	days, _ := r.count(dayFigure)
	if a.kind != Deposit || r.isDaysOfTalk() {
		days = 0
	}
	return sum{money: money, days: days, token: f.token}, true
}

// isDaysOfTalk tells whether a number of days is told and not paid for: a
// membership, a stay.
func (r *reading) isDaysOfTalk() bool { return r.hasAny(tHospital, tStay) }

// productOf reads a rate and a number of days. Neither alone is the amount; an
// amount said beside them must agree. A token below zero passes it on.
func (r *reading) productOf(a *act, found []*figure) (sum, bool) {
	if a.kind != Deposit {
		return sum{token: -1}, false
	}
	rate, rateToken := r.rate()
	if rateToken < 0 {
		if r.has(tPer) && len(found) > 0 && found[0].role != totalFigure && r.isRateOfOther() {
			return sum{token: found[0].token}, false
		}
		return sum{token: -1}, false
	}
	days, daysToken := r.count(dayFigure)
	isSchemeName := rate == 100 && daysToken < 0 && len(found) > 0
	switch {
	case isSchemeName:
		return sum{token: -1}, false
	case daysToken < 0 && len(found) == 0:
		return sum{token: rateToken}, false
	case daysToken < 0:
		return sum{token: found[0].token}, false
	case days <= 0 || days > 3660:
		return sum{token: daysToken}, false
	}
	product := rate * int64(days)
	for _, f := range found {
		if f.satang != product {
			return sum{token: f.token}, false
		}
	}
	for n := range r.figures {
		if r.figures[n].role == totalFigure && r.figures[n].satang != product {
			return sum{token: r.figures[n].token}, false
		}
	}
	return sum{money: ledger.MoneyFromSatang(product), days: days, token: rateToken}, product > 0
}

// rate gives the daily rate in satang and its token: วันละ 2 บาท, วันละบาท.
func (r *reading) rate() (int64, int) {
	for n := range r.figures {
		f := &r.figures[n]
		if f.role == rateFigure && f.doubt == thai.Clear {
			return f.satang, f.token
		}
	}
	for i := range r.tokens {
		if r.is(i, tDaily) && (r.isWord(i+1, wordBaht) || r.is(i+1, tOneBaht)) || r.is(i, tOneBahtDaily) {
			return 100, i
		}
	}
	return 0, -1
}

// isRateOfOther tells of a rate by the week or month, which we do not multiply.
func (r *reading) isRateOfOther() bool {
	for n := range r.figures {
		if r.figures[n].role == otherRateFigure {
			return true
		}
	}
	return false
}

// daysOnly reads a number of days alone as one baht a day.
func (r *reading) daysOnly(a *act) (sum, bool) {
	days, token := r.count(dayFigure)
	if a.kind != Deposit || token < 0 || days <= 0 || days > 3660 || r.has(tPast) && r.isSince(token) {
		return sum{token: r.doubtful(a)}, false
	}
	if token < a.token && r.has(tHabit) {
		return sum{token: token}, false
	}
	return sum{money: ledger.MoneyFromSatang(int64(days) * 100), days: days, token: token}, true
}

// isSince tells whether the days are counted since something: ฝากมา 200 วันแล้ว.
func (r *reading) isSince(token int) bool {
	return r.at(token+2).marks.any(tDone) || r.isWord(token-1, wordCome)
}

// doubtful gives a figure that could be meant, to point at, or -1.
func (r *reading) doubtful(a *act) int {
	for n := range r.figures {
		if f := &r.figures[n]; f.token > a.token && f.isMoney() {
			return f.token
		}
	}
	return -1
}
