package intent

import "sajja/bot/thai"

// pastEntries reads questions about entries made: a list, one that should have
// arrived, the last one.
func (r *reading) pastEntries() (Result, bool) {
	hasPayment := r.hasAny(tSave, tSaving, tPay, tRepay, tWithdraw, tMoney) || r.hasSum()
	at := -1
	if r.isMoneyPlain() && !r.has(tMissing) && r.asking >= 0 && r.asksOfOther(r.asking) {
		return pass()
	}
	switch {
	case r.hasAny(tExpenseOf, tBuy, tSell) && !r.hasAny(tSave, tSaving):
		return pass()
	case r.hasAny(tHospital, tBirth, tDeath, tClaim, tWelfare) && !r.has(tSave):
		return pass()
	case r.asksAny(tQMuch) && r.has(tLeft):
		return pass()
	case r.asksAny(tQMuch, tQYes, tQLong) && r.hasAny(tSave, tPay, tSaving) && r.isOfThePast() && !(r.asksAny(tQMuch) && r.has(tHave)) && !r.hasAny(tClaim, tBorrow, tRegister, tIf) && !r.hasSum() && !r.hasRuleWord():
		at = r.asking
	case r.asksAny(tQLong) && r.hasAny(tUnpaid, tArrears) && r.has(tLook):
		at = r.asking
	case r.asksAny(tQDone) && r.hasRecordVerb():
		at = r.asking
	case r.asksAny(tQWhy) && r.hasAny(tBalance, tSave, tSaving, tMoney) && !r.hasBenefit():
		at = r.asking
	case r.hasAny(tPay, tSave) && (r.hasRecordVerb() || r.hasAny(tArrive)) && r.isCountedTwice():
		at = max(r.first(tRecord), r.first(tArrive))
	case r.has(tMissing) && (hasPayment || r.has(tMoney) || r.has(tBalance)):
		at = r.first(tMissing)
	case hasPayment && r.asksArrival():
		at = r.asking
	case r.hasAny(tSave, tPay, tSaving) && r.asksAny(tQDone) && !r.isGoalQuestion():
		at = r.asking
	case r.asksAny(tQLong) && r.hasAny(tSave, tPay, tSaving, tWithdraw, tRepay) && r.hasAny(tDone, tPast) && !r.isDebtQuestion() && !r.hasAny(tAll) && !r.hasAny(tRight, tClaim, tRegister):
		at = r.asking
	case r.asksAny(tQWhen) && r.hasAny(tSave, tPay, tRepay) && (r.hasAny(tStatement, tPast, tInstalment, tLook) || r.hasPastDay()) && !r.canWord():
		at = r.asking
	case r.hasAny(tLook) && r.hasAny(tSave, tPay, tSaving) && r.period(thai.Back).Year > 0 && !r.hasSum() && !r.hasAny(tBalance, tLeft):
		at = r.first(tLook)
	case r.asksAny(tQWhen) && r.hasAny(tSave, tPay) && r.has(tUTimes) && !r.canWord() && !r.hasSum():
		at = r.asking
	case r.has(tStatement) && r.isStatementRequest():
		at = r.first(tStatement)
	case r.hasAny(tLook) && r.isMember() && r.contentCount() <= 3 && r.period(thai.Back).Year > 0 && !r.hasAny(tMeeting, tBalance):
		at = r.first(tLook)
	case r.hasAny(tLook) && r.isBookOfMonth():
		at = r.first(tLook)
	case r.hasAny(tLook) && r.has(tBackDate) && !r.has(tSave):
		at = r.first(tBackDate)
	case r.asksAny(tQYes) && r.has(tCancel) && r.hasFavourOrAct():
		at = r.asking
	case r.asksAny(tQYes) && r.hasAny(tPay, tSave, tSaving) && r.isWordAnywhere(wordFull) && !r.hasSum():
		at = r.asking
	case r.asksRecorded():
		at = r.asking
	default:
		return pass()
	}
	r.cue("past entries", at)
	slots := Slots{}
	if isList := r.has(tStatement) && r.has(tLook); !r.has(tMissing) && (!r.hasSum() || isList) {
		slots.Period = r.period(thai.Back)
		if slots.Period.Day > 0 || r.countDates() > 1 || r.isWordAnywhere(wordReach) {
			slots.Period = Period{}
		}
	}
	return answer(Statement, 0.9, slots)
}

// isBookOfMonth tells whether the book of one month is wanted: ขอดูสมุดเดือนธันวา.
func (r *reading) isBookOfMonth() bool {
	i := r.first(tBalance)
	return i >= 0 && r.hasSuffix(i, wordBook) && !r.hasSum() && r.period(thai.Back).Month > 0
}

// hasRecordVerb tells whether ลง, จด or บันทึก is said as a verb.
func (r *reading) hasRecordVerb() bool {
	for i := range r.tokens {
		if r.is(i, tRecord) && !r.is(i, tSave) && !r.isNamePart(i) && !r.isWord(i-1, wordKeep) {
			return true
		}
	}
	return false
}

// isCountedTwice tells of "paid twice, written down once".
func (r *reading) isCountedTwice() bool {
	times := 0
	for k := range r.figures {
		if r.is(r.figures[k].token+1, tUTimes) {
			times++
		}
	}
	return times > 0 && !r.hasSum()
}

func (r *reading) hasFavourOrAct() bool { return len(r.acts) > 0 || r.has(tSave) }

func (r *reading) isWordAnywhere(word string) bool {
	for i := range r.tokens {
		if r.isWord(i, word) {
			return true
		}
	}
	return false
}

// asksArrival tells whether the question is if money came in or was written
// down.
func (r *reading) asksArrival() bool {
	if !r.asksAny(tQYes, tQDone, tQWhere, tQWhy) {
		return false
	}
	for i := range r.tokens {
		if r.isNamePart(i) {
			continue
		}
		if r.at(i).marks.any(tArrive, tRecord) && i < r.asking && r.asking-i <= 5 && !r.is(i, tSave) {
			if r.isWord(i, wordReach) && r.at(i+1).kind == amountToken {
				continue
			}
			if r.at(i).end-r.at(i).start <= 4 && r.is(i, tFiller) && r.at(i-1).kind == unknownToken {
				continue
			}
			return true
		}
	}
	return false
}

// asksRecorded tells of "is it written down by anyone": ลงบัญชีให้หนูไหม.
func (r *reading) asksRecorded() bool {
	if !r.asksAny(tQYes, tQDone, tOr) && !r.hasYearChoice() {
		return false
	}
	for i := range r.tokens {
		if r.is(i, tRecord) && (r.at(i).end-r.at(i).start > 3 || r.has(tMoney)) {
			return r.hasAny(tMoney, tSave, tSaving) || r.is(i, tRecord) && r.at(i).end-r.at(i).start > 4
		}
	}
	return false
}

func (r *reading) hasYearChoice() bool { return r.has(tOr) && len(r.dates) >= 2 }

// isGoalQuestion tells whether the question is if a sum is reached: ครบ 500 หรือยัง.
func (r *reading) isGoalQuestion() bool {
	for n := range r.figures {
		j := r.figures[n].token - 1
		if !r.figures[n].isMoney() {
			continue
		}
		if r.isWord(j, wordFull) || r.isWord(j, wordReach) {
			return true
		}
	}
	return r.isWordAnywhere(wordReach) && !r.hasSum() && r.asksAny(tQDone) && r.has(tSaving)
}

// isStatementRequest tells whether a word of the record is what is wanted.
func (r *reading) isStatementRequest() bool {
	i := r.first(tStatement)
	if r.isNamePart(i) || r.has(tCancel) || r.hasAny(tMeeting) {
		return false
	}
	if r.is(i, tMissing) {
		return true
	}
	return !r.hasSum() || r.isQuestion() || r.hasAny(tLook)
}
