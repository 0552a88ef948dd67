package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// meeting reads what is said about meetings: asked for by anyone, set by an
// officer.
func (r *reading) meeting() (Result, bool) {
	if !r.hasAny(tMeeting, tNextMeeting) && !(r.has(tArrange) && (!r.isMember() || r.hasAny(tHave, tCommittee, tGroupFigure) && r.asksAny(tQWhat, tQYes, tQWhen))) {
		return pass()
	}
	if r.isMeetingOver() && !r.asksAny(tQWhen) || r.isReportFirst() || r.hasSum() && r.hasAny(tSpend, tExpenseOf, tBuy) && r.hasPaidWord() || r.isMember() && r.asksAny(tQDone) && r.has(tClaim) && r.isMatterOf() {
		return pass()
	}
	if r.isQuestion() || r.isMeetingLook() || r.has(tNextMeeting) && len(r.dates) == 0 && !r.has(tArrange) {
		return r.meetingQuestion()
	}
	if !r.isMember() && r.has(tArrange) && (r.has(tLater) || r.isPutOff(r.first(tArrange))) && len(r.dates) == 0 {
		return answer(Other, 0.7, Slots{})
	}
	if r.isMember() || r.hasAny(tBusy, tMaybe) || r.negAfterGo() >= 0 && r.has(tGo) && !r.has(tArrange) {
		return pass()
	}
	return r.meetingSet()
}

// isReportFirst tells whether figures are asked for, and the meeting is only what
// they are for.
func (r *reading) isReportFirst() bool {
	i := r.first(tReport)
	return !r.isMember() && i >= 0 && i < r.first(tMeeting) && !r.has(tArrange) && len(r.clocks) == 0
}

// isMeetingLook tells of "ขอดูนัดประชุม".
func (r *reading) isMeetingLook() bool {
	return r.hasAny(tLook) && !r.has(tArrange) && len(r.dates) == 0
}

func (r *reading) meetingQuestion() (Result, bool) {
	if r.isMember() && r.isMoneyPlain() {
		return pass()
	}
	if r.hasAny(tSave, tClaim, tBorrow) && !r.has(tMeeting) {
		return pass()
	}
	if r.has(tOr) && r.countDates() > 1 && !r.isMember() {
		return ask(MeetingCreate, MeetingList)
	}
	if !r.has(tMeeting) && !r.has(tNextMeeting) && !r.asksAny(tQWhen, tQWhere, tQWhat) {
		return pass()
	}
	if r.hasAny(tMaybe) && !r.asksAny(tQWhen, tQWhere, tQMuch) {
		return pass()
	}
	if r.asksAny(tQHow) && r.has(tArrange) {
		return answer(Help, 0.8, Slots{Topic: string(MeetingCreate)})
	}
	r.cue("meeting", max(r.first(tMeeting), r.first(tArrange)))
	return answer(MeetingList, 0.9, Slots{})
}

func (r *reading) countDates() int {
	n := 0
	for i := range r.tokens {
		if r.tokens[i].kind == dateToken {
			n++
		}
	}
	return n
}

// meetingSet reads an officer's statement of a meeting: it needs one usable
// day, never in the past.
func (r *reading) meetingSet() (Result, bool) {
	at := r.first(tArrange)
	if at < 0 {
		at = r.first(tMeeting)
	}
	if r.isPutOff(at) || r.has(tLater) || r.hasAny(tNotYet, tCancel) || r.isMeetingOver() {
		return answer(Other, 0.7, Slots{})
	}
	r.cue("meeting", at)
	if r.countDates() > 1 && r.has(tOr) {
		return ask(MeetingCreate, MeetingList)
	}
	date, token, ok := r.meetingDate()
	if !ok {
		if token < 0 && !r.has(tArrange) && len(r.clocks) == 0 && !r.hasAny(tAt, tPlace) && r.contentCount() > 3 {
			return answer(Other, 0.6, Slots{})
		}
		return ask(MeetingCreate)
	}
	slots := Slots{Date: &date}
	r.span("date", token, token+1)
	r.meetingTime(&slots)
	slots.Topic = r.meetingTopic()
	slots.Place = r.meetingPlace()
	return answer(MeetingCreate, 0.9, slots)
}

// isMeetingOver tells of a meeting that has been.
func (r *reading) isMeetingOver() bool {
	for i := range r.tokens {
		if r.at(i).marks.any(tMeeting) && (r.is(i+1, tDone) || r.at(i+1).marks.any(tOver)) {
			return true
		}
	}
	return r.hasPastDay() && !r.has(tArrange)
}

// meetingDate gives the one day that is said; the token is -1 if none is.
func (r *reading) meetingDate() (ledger.Date, int, bool) {
	found, token := ledger.Date{}, -1
	for i := range r.tokens {
		if r.tokens[i].kind != dateToken || r.isNamePart(i) || r.isInTopic(i) {
			continue
		}
		d, err := r.dateAt(i, thai.Forward)
		if err != nil {
			return ledger.Date{}, i, false
		}
		if d.Span != thai.DaySpan || r.dates[r.tokens[i].index].IsHoliday && token >= 0 {
			if token < 0 && d.Span != thai.DaySpan {
				token = i
			}
			continue
		}
		if !found.IsZero() && found != d.From {
			if r.dates[r.tokens[token].index].IsHoliday {
				found, token = d.From, i
				continue
			}
			return ledger.Date{}, i, false
		}
		found, token = d.From, i
	}
	return found, token, !found.IsZero() && !r.has(tHolyDay)
}

// isInTopic tells whether the date belongs to what the meeting is about.
func (r *reading) isInTopic(i int) bool {
	t := r.first(tTopic)
	return t >= 0 && i > t && !r.at(i).isApart
}

// meetingTime gives the time, if it is one: a time that can be two things is
// settled by เช้า or เย็น elsewhere, or left out.
func (r *reading) meetingTime(slots *Slots) {
	for i := range r.tokens {
		if r.tokens[i].kind == amountToken && r.at(i-1).marks.any(tClockLead) {
			letters := r.folded.Letters[:r.tokens[i].end]
			if c, end := thai.ScanClock(letters, int(r.tokens[i].start)); end == len(letters) {
				slots.Time = &c.Clock
				r.span("time", i, i+1)
				return
			}
		}
		if r.tokens[i].kind != clockToken {
			continue
		}
		c := r.clocks[r.tokens[i].index]
		clock := c.Clock
		if c.HasAlternative {
			switch {
			case r.hasAny(tLateDay):
				clock = later(c.Clock, c.Alternative)
			case r.hasAny(tMorning):
				clock = earlier(c.Clock, c.Alternative)
			default:
				r.times = append(r.times, earlier(c.Clock, c.Alternative), later(c.Clock, c.Alternative))
				return
			}
		}
		slots.Time = &clock
		r.span("time", i, i+1)
		return
	}
}

func later(a, b thai.Clock) thai.Clock {
	if a.Hour() > b.Hour() {
		return a
	}
	return b
}

func earlier(a, b thai.Clock) thai.Clock {
	if a.Hour() < b.Hour() {
		return a
	}
	return b
}

// meetingTopic gives what follows เรื่อง or วาระ.
func (r *reading) meetingTopic() string {
	i := r.first(tTopic)
	if i < 0 {
		return ""
	}
	until := r.phraseEnd(i + 1)
	if i+1 >= until {
		return ""
	}
	r.span("topic", i+1, until)
	return r.text(i+1, until)
}

// meetingPlace gives what follows ที่, ณ or ตี้, or a place that stands alone.
func (r *reading) meetingPlace() string {
	topic := r.first(tTopic)
	for i := range r.tokens {
		if topic >= 0 && i > topic && !r.at(i).isApart {
			continue
		}
		isLed := r.is(i, tAt) && (r.at(i).isApart || r.is(i+1, tPlace) || r.at(i-1).kind == clockToken) && i+1 < len(r.tokens) && r.at(i+1).kind != amountToken
		isAlone := r.is(i, tPlace) && r.at(i).isApart && i > 0 && !r.is(i-1, tTopic) && !r.is(i-1, tAt)
		if !isLed && !isAlone || r.is(i, tAt) && !r.isLocative(i) {
			continue
		}
		from := i
		if isLed && !r.is(i, tPlace) {
			from = i + 1
		}
		until := r.phraseEnd(from)
		if from >= until {
			continue
		}
		r.span("place", from, until)
		return r.text(from, until)
	}
	return ""
}

// isLocative tells whether ที่ leads to a place and not to a relative clause.
func (r *reading) isLocative(i int) bool {
	n := r.at(i + 1)
	return n.has(tPlace) || r.isBlank(i+1) || n.has(tKin) || n.has(tName) || n.has(tTitle) || n.has(tFiller) && !n.has(tWant) || n.has(tBank)
}

// phraseEnd gives where a place or topic ends: at a day, a time, another lead
// word, politeness, or the end of the line.
func (r *reading) phraseEnd(from int) int {
	i := from
	for ; i < len(r.tokens); i++ {
		t := r.at(i)
		if t.kind == lineToken || t.kind == clockToken || t.kind == pictureToken {
			break
		}
		if i > from && (t.kind == dateToken && (t.isApart || r.dates[t.index].IsRelative && r.dates[t.index].Unit == thai.DaySpan) || t.has(tPolite) && !t.has(tFiller) && !t.has(tKin) || t.has(tSame)) {
			break
		}
		if i > from && t.isApart && (t.has(tTopic) || t.has(tAt) && r.is(i+1, tPlace) || t.has(tClockLead) || t.kind == signToken || r.isPlainPlace(i) || t.has(tThank) || t.has(tNever)) {
			break
		}
		if i > from && t.has(tTopic) && r.isWord(i, wordMatter) && !r.isNamePart(i) {
			break
		}
	}
	return i
}

// isPlainPlace tells whether a place stands on its own and begins a new phrase.
func (r *reading) isPlainPlace(i int) bool {
	return r.is(i, tPlace) && !r.is(i-1, tPlace) && !r.is(i-1, tAt)
}
