package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// chosen picks among several sums: the later after a correction, the one said
// in words too, none otherwise.
func (r *reading) chosen(a *act, found []*figure) (*figure, bool) {
	last := found[len(found)-1]
	if a.kind == Repay {
		if _, ok := r.repaid(found); ok {
			return last, true
		}
	}
	if n := len(found) - 1; n > 0 && r.isDisowned(last.token) && r.is(last.token+1, tPolite) && (!r.at(last.token).isApart || r.hasPrefix(last.token+1, wordNa)) {
		return r.chosen(a, found[:n])
	}
	for n := 0; n+1 < len(found); n++ {
		if found[n].satang == found[n+1].satang && found[n+1].token > found[n].token+1 && !r.isPersonBetween(found[n].token, found[n+1].token) {
			continue
		}
		if n+2 == len(found) && n > 0 && r.isDisowned(found[n+1].token) && found[0].satang == found[n].satang {
			return found[n], true
		}
		if r.isCorrected(found[n].token, found[n+1].token) {
			continue
		}
		return nil, false
	}
	return last, true
}

// isCorrected tells whether a marker of correction stands between two sums.
func (r *reading) isCorrected(from, until int) bool {
	hasMarker := false
	for j := from + 1; j < until; j++ {
		if r.at(j).marks.any(tCorrect) && !r.is(j, tOr) && !(r.is(j, tNotThis) && j == until-1 && !r.at(until).isApart && !hasMarker) {
			hasMarker = true
		}
		if r.at(j).kind == signToken && (r.at(j).sign == '+' || r.at(j).sign == '-') {
			return false
		}
	}
	return hasMarker
}

// isPersonBetween tells whether somebody is named between two sums, so that
// equal sums are two and not one said twice.
func (r *reading) isPersonBetween(from, until int) bool {
	for _, p := range r.people {
		if p.from > from && p.from < until {
			return true
		}
	}
	for j := from + 1; j < until; j++ {
		if r.at(j).kind == dateToken || r.is(j, tAnd) && !r.is(j, tFiller) {
			return true
		}
	}
	return false
}

// isDisowned tells whether ไม่ใช่ stands before the sum. Closed with a particle, or
// with the right one said twice already, it is out: ถอนห้าพัน ไม่ใช่ห้าร้อยนะ.
func (r *reading) isDisowned(i int) bool { return r.is(i-1, tNotThis) }

// repaid adds principal and interest named in one message; the total said
// beside them must agree.
func (r *reading) repaid(found []*figure) (sum, bool) {
	principal, interest := int64(-1), int64(-1)
	for _, f := range found {
		if f.doubt != thai.Clear {
			return sum{}, false
		}
		for j := f.token - 1; j >= 0 && f.token-j <= 3; j-- {
			if r.is(j, tInterest) {
				interest = f.satang
				break
			}
			if r.at(j).marks.any(tPrincipal, tRepay, tLoan, tGiveback) {
				principal = f.satang
				break
			}
			if r.at(j).kind == amountToken {
				break
			}
		}
	}
	if principal <= 0 || interest <= 0 || len(found) != 2 {
		return sum{}, false
	}
	return sum{money: ledger.MoneyFromSatang(principal + interest), token: found[0].token}, true
}
