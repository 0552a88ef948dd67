package intent

import "sajja/bot/thai"

// fillClaim fills nights, day, person and amount of a claim.
func (r *reading) fillClaim(slots *Slots) {
	r.claimDate(slots)
	if nights, token := r.count(nightFigure); token >= 0 && slots.Benefit == Hospital {
		slots.Nights = nights
		r.span("nights", token, token+2)
	}
	for i := range r.tokens {
		if slots.Nights == 0 && slots.Benefit == Hospital && r.is(i, tOneNight) {
			slots.Nights = 1
		}
	}
	if who, from, until := r.concerned(slots.Benefit); who != "" {
		slots.For = who
		r.span("for", from, until)
	}
	if f := r.claimedSum(); f != nil {
		if money, ok := r.amounts[r.tokens[f.token].index].Money(); ok {
			slots.Amount = &money
			r.span("amount", f.token, f.token+1)
		}
	}
}

// claimedSum gives the total that is claimed, or the first sum said, or nil.
func (r *reading) claimedSum() *figure {
	var first *figure
	for n := range r.figures {
		f := &r.figures[n]
		if !r.isClear(f) || r.isWord(f.token-1, wordFull) || !f.isBaht && r.hasMark(tElderly) && f.value >= oldAge && f.value < 2*oldAge {
			continue
		}
		if f.role == totalFigure {
			return f
		}
		if f.isMoney() && (first == nil || f.isBaht && !first.isBaht) {
			first = f
		}
	}
	return first
}

// claimDate reads the day of the event; a range gives the first night and how
// many. A day of discharge alone is not the day of the event.
func (r *reading) claimDate(slots *Slots) {
	first, last := -1, -1
	for j := range r.tokens {
		if !r.isDay(j) {
			continue
		}
		d, err := r.dateAt(j, thai.Back)
		if err != nil || d.Span != thai.DaySpan || r.dates[r.tokens[j].index].Part > 0 {
			continue
		}
		if d.From != d.To && slots.Benefit == Hospital {
			slots.Nights = d.From.DaysUntil(d.To)
			slots.Date = &d.From
			r.span("date", j, j+1)
			return
		}
		if first < 0 {
			first = j
		} else if last < 0 {
			last = j
		}
	}
	if first < 0 {
		return
	}
	d, _ := r.dateAt(first, thai.Back)
	if slots.Benefit == Hospital && last > 0 {
		if e, err := r.dateAt(last, thai.Forward); err == nil && r.isStayRange(first, last) {
			end := e.From
			if back, err := r.dateAt(last, thai.Back); err == nil && !back.From.Before(d.From) {
				end = back.From
			}
			if nights := d.From.DaysUntil(end); nights > 0 && nights < 400 {
				slots.Nights = nights
			}
		}
	}
	if slots.Benefit == Hospital && r.isDischarge(first) {
		return
	}
	slots.Date = &d.From
	r.span("date", first, first+1)
}

func (r *reading) isStayRange(first, last int) bool {
	for j := first + 1; j < last; j++ {
		if r.isWord(j, wordReach) || r.isWord(j, wordOut) || r.is(j, tUntil) {
			return true
		}
	}
	return false
}

// isDischarge tells whether the day is only that of leaving hospital.
func (r *reading) isDischarge(j int) bool {
	for i := j - 1; i >= 0 && j-i <= 4; i-- {
		if r.hasPrefix(i, wordOut) || r.hasPrefix(i, wordBack) {
			return true
		}
	}
	return false
}
