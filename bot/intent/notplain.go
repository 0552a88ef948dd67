package intent

// noPlainAct answers for acts that are denied, planned, past or hearsay.
func (r *reading) noPlainAct() (Result, bool) {
	for k := range r.acts {
		a := &r.acts[k]
		if a.sense == pastSense && !r.isSource(a) {
			r.cue("earlier day", a.date)
			return r.reported(a)
		}
	}
	for k := range r.acts {
		if a := &r.acts[k]; a.sense == forgotten && a.kind == Deposit && (r.has(tBackDate) || r.isRecordAsked(a.token)) && r.hasSum() {
			r.cue("asked to be recorded", a.token)
			return r.amountOf(a)
		}
	}
	for k := range r.acts {
		a := &r.acts[k]
		switch a.sense {
		case favourSense, deniedSense, plannedSense, supposed, hearsay, forgotten, takenBack:
			if a.sense == favourSense && r.householdBeside() {
				return pass()
			}
			r.cue(senseNames[a.sense], a.token)
			return answer(Other, 0.8, Slots{})
		}
	}
	return pass()
}

var senseNames = [...]string{
	plainSense: "act", favourSense: "favour", takenBack: "taken back", deniedSense: "denied", forgotten: "not done",
	plannedSense: "planned", pastSense: "earlier day", supposed: "supposed", hearsay: "hearsay",
}

// householdBeside tells whether the favour is told as a line of spending.
func (r *reading) householdBeside() bool { return r.hasAny(tSell, tEarn) && r.hasSum() }

// reported answers for money said to be paid on an earlier day: recorded when
// that is asked, otherwise it may already be in the book.
func (r *reading) reported(a *act) (Result, bool) {
	if a.kind == Deposit && (r.has(tBackDate) || r.isOfAnyDay() || r.isRecordAsked(a.token)) {
		return r.amountOf(a)
	}
	if a.kind == Loan && !r.hasSum() {
		return answer(Other, 0.7, Slots{})
	}
	return ask(a.kind, Statement)
}

// isOfDay tells whether the day is what the money is for: ของเมื่อวาน.
func (r *reading) isOfDay(date int) bool {
	return date > 0 && (r.is(date-1, tOf) || r.is(date-1, tBackDate))
}

func (r *reading) isOfAnyDay() bool {
	for j := range r.tokens {
		if r.isDay(j) && r.isOfDay(j) {
			return true
		}
	}
	return false
}

// isRecordAsked tells whether the message asks to write the payment down.
func (r *reading) isRecordAsked(i int) bool {
	for j := range r.tokens {
		if r.is(j, tRecord) && !r.is(j, tUnpaid) && j != i && !r.is(j, tSave) && (!r.is(j, tFiller) || r.is(j+1, tGive)) && !r.is(j-1, tNeg) && !r.is(j-1, tNotYet) {
			return true
		}
	}
	return false
}

// favourOnly reads ฝาก that asks a favour, where no act of money stands.
func (r *reading) favourOnly() (Result, bool) {
	i := r.first(tFavourPhrase)
	if i < 0 {
		i = r.first(tChat)
	}
	if i < 0 || r.hasAny(tSell, tEarn) && r.hasSum() && r.is(i, tChat) || r.hasSum() && r.hasPaidWord() && r.is(i, tFavourPhrase) {
		return pass()
	}
	if r.is(i, tChat) && r.hasAny(tBuy, tSell, tSpend, tExpenseOf) && r.hasSum() {
		return pass()
	}
	r.cue("favour", i)
	return answer(Other, 0.8, Slots{})
}

// hasPaidWord tells whether จ่าย with the past is said: a line of spending.
func (r *reading) hasPaidWord() bool {
	for i := range r.tokens {
		if r.is(i, tPay) && r.at(i+1).marks.any(tPast, tDone) {
			return true
		}
	}
	return false
}
