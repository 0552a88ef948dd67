package intent

import "sajja/bot/thai"

// fundQuestion is the last resort for a question that names something of the
// fund and fits no other rule: the likeliest look-up or explanation, none of
// which changes anything.
func (r *reading) fundQuestion() (Result, bool) {
	if !r.isQuestion() || r.unknownCount() > 2 || r.hasAny(tChat, tFavourPhrase, tAdvert, tLottery, tBuy, tSell, tVisit, tEveryday) {
		return pass()
	}
	for k := range r.acts {
		if s := r.acts[k].sense; s == favourSense || s == hearsay {
			return pass()
		}
	}
	r.cue("question", r.asking)
	switch {
	case r.hasBenefit() && r.hasAny(tRight, tWelfare, tClaim, tMoney, tGroupFigure), r.hasAny(tRight, tWelfare, tClaim):
		if r.isFiled() || r.asksAny(tQDone) {
			return answer(ClaimStatus, 0.6, Slots{})
		}
		return answer(Entitlement, 0.6, Slots{Benefit: r.benefit()})
	case r.hasAny(tSave, tSaving) && r.asksAny(tQDone, tQWhen):
		return answer(Statement, 0.6, Slots{Period: r.period(thai.Back)})
	case r.hasAny(tSaving, tLoan) && r.asksAny(tQMuch):
		return answer(Balance, 0.6, Slots{Of: r.owner()})
	case r.hasAny(tBorrow, tLoan):
		return answer(Help, 0.6, Slots{Topic: string(Loan)})
	case r.hasAny(tRegister):
		return answer(Help, 0.6, Slots{Topic: string(Register)})
	}
	return pass()
}
