package intent

import "sajja/bot/thai"

// groupFigures reads an officer's wish for figures of the group.
func (r *reading) groupFigures() (Result, bool) {
	if r.isMember() || r.isOwnOrOthersBalance() || r.hasAny(tMeeting, tAnnounce) && !r.has(tReport) {
		return pass()
	}
	kind, at := r.reportKind()
	if at < 0 {
		return pass()
	}
	r.cue("figures", at)
	slots := Slots{Kind: kind}
	if kind != Cash {
		slots.Period = r.period(thai.Back)
	}
	switch {
	case slots.Kind != "":
	case slots.Period.Day > 0:
		slots.Kind = Daily
	case slots.Period.Month > 0:
		slots.Kind = Monthly
	case slots.Period.Year > 0:
		slots.Kind = Yearly
	default:
		slots.Kind = r.namedReport()
	}
	return answer(Report, 0.9, slots)
}

// isOwnOrOthersBalance tells whether one person's balance is asked for.
func (r *reading) isOwnOrOthersBalance() bool {
	for _, p := range r.people {
		if p.hasName && !r.has(tReport) {
			return true
		}
	}
	return r.has(tSelf) && r.has(tBalance)
}

func (r *reading) reportKind() (ReportKind, int) {
	switch {
	case r.has(tArrears) && !r.hasSum() && !r.hasAny(tClaim, tCase, tApprove, tWelfare) && (r.asksAny(tQWho, tQWhat) || r.isWordAnywhere(wordList) || r.hasAny(tReport, tLook) || r.has(tHave) && r.isQuestion() || r.isPeopleCounted()):
		return Arrears, r.first(tArrears)
	case r.asksAny(tQWho) && r.hasAny(tNotYet) && r.hasAny(tSave, tSaving, tPay):
		return Arrears, r.first(tNotYet)
	case r.has(tCash) && (r.isQuestion() || r.hasAny(tLook, tBalance, tReport, tLeft)) && !r.has(tSave):
		return Cash, r.first(tCash)
	case r.hasAny(tBalance, tTotal) && !r.hasSum() && !r.hasNamedPerson() && !r.has(tSelf) && r.hasMonth():
		return "", max(r.first(tBalance), r.first(tTotal))
	case r.has(tBalance) && r.hasAny(tGroupFigure) && !r.hasNamedPerson():
		return Cash, r.first(tBalance)
	case r.has(tReport) && r.isReportAsked():
		return "", r.first(tReport)
	case r.has(tTotal) && r.hasToday() && r.asksAny(tQYes):
		return "", r.first(tTotal)
	case r.asksAny(tQMuch) && r.hasAny(tReceive, tTotal, tSave) && (r.has(tTotal) || r.hasToday()):
		return "", r.asking
	}
	return "", -1
}

// isPeopleCounted tells of "ค้างกี่คน".
func (r *reading) isPeopleCounted() bool { return r.asksAny(tQLong) && r.isWordAnywhere(wordPeople) }

// hasMonth tells whether a month, a year or a day is said.
func (r *reading) hasMonth() bool { return r.period(thai.Back) != Period{} }

func (r *reading) hasToday() bool { return len(r.dates) > 0 }

// isReportAsked tells whether figures are asked for, and not told: a report
// has no sums of its own beside it, unless it asks to confirm one.
func (r *reading) isReportAsked() bool {
	if r.hasSum() || r.hasTotalFigure() {
		return r.asksAny(tQYes) && r.hasToday()
	}
	i := r.first(tReport)
	if r.is(i+1, tPolite) && r.hasUnknownAfter(i) && r.isWordAnywhere(wordRain) {
		return false
	}
	return r.unknownCount() <= 2 && !r.hasAny(tEveryday, tUnpaid) || r.has(tLook)
}

func (r *reading) hasTotalFigure() bool { return r.hasFigureRole(totalFigure) }

func (r *reading) hasUnknownAfter(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		if r.tokens[j].kind == unknownToken {
			return true
		}
	}
	return false
}

// namedReport reads the kind from its name: รายงานประจำเดือน.
func (r *reading) namedReport() ReportKind {
	for i := range r.tokens {
		switch {
		case r.at(i).marks.any(tMonthly):
			return Monthly
		case r.at(i).marks.any(tYearly):
			return Yearly
		case r.at(i).marks.any(tDailyReport):
			return Daily
		}
	}
	return ""
}
