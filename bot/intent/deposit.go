package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// depositOf fills the slots of a deposit: for whom, how many days, which day.
func (r *reading) depositOf(a *act, sum sum, slots Slots) (Result, bool) {
	slots.Days = sum.days
	who, ok := r.beneficiary(a)
	if !ok {
		return ask(Deposit)
	}
	if r.isHeadCountOf(a) {
		return ask(Deposit)
	}
	if !r.isMember() && who == "" && r.isOtherNamed(a) {
		return ask(RecordDeposit, Deposit)
	}
	if !r.isMember() && r.isNamedOther(who) {
		return answer(RecordDeposit, 0.85, Slots{Member: who, Amount: slots.Amount})
	}
	slots.For = who
	if date, token, ok := r.depositDate(a); ok {
		slots.Date = &date
		r.span("date", token, token+1)
	}
	return answer(Deposit, 0.95, slots)
}

// isNamedOther tells whether it is somebody by name, not the officer's own family:
// then the officer writes down what a member gave.
func (r *reading) isNamedOther(who string) bool {
	for _, p := range r.people {
		if who != "" && r.nameOf(p) == who {
			return p.hasName && !r.is(p.from, tRelation)
		}
	}
	return false
}

// isHeadCountOf tells whether the deposit is for so many people: ฝากสองคน 60.
func (r *reading) isHeadCountOf(a *act) bool {
	for k := range r.figures {
		f := &r.figures[k]
		if f.role == countFigure && f.token > a.token && r.is(f.token+1, tUPeople) && r.sameClause(f.token, a.token) {
			return true
		}
	}
	return false
}

// isOtherNamed tells whether an officer's message names somebody before the
// verb, whose deposit it may be.
func (r *reading) isOtherNamed(a *act) bool {
	for _, p := range r.people {
		if p.hasName && p.from < a.token && !r.isSelf(p) && !r.isMarked(p.from) {
			return true
		}
	}
	return false
}

// depositDate gives the earlier day a deposit is to be recorded for.
func (r *reading) depositDate(a *act) (ledger.Date, int, bool) {
	for j := range r.tokens {
		t := r.at(j)
		if !r.isDay(j) {
			continue
		}
		text := r.dates[t.index]
		d, err := r.dateAt(j, thai.Back)
		if err != nil || d.Span != thai.DaySpan || d.From != d.To || !d.From.Before(r.today) || text.Part > 0 || text.IsHoliday {
			continue
		}
		if r.has(tBackDate) || r.isOfDay(j) || r.isRecordAsked(a.token) || a.sense == pastSense {
			return d.From, j, true
		}
	}
	return ledger.Date{}, -1, false
}
