package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// sameForEach reads "คนละ 30: นงค์ ปราณี": one sum for every name.
func (r *reading) sameForEach() (Result, bool) {
	if r.has(tHabit) {
		return pass()
	}
	each := -1
	for n := range r.figures {
		if r.figures[n].role == eachFigure {
			each = n
		}
	}
	amount := int64(0)
	start := -1
	switch {
	case each >= 0:
		amount, start = r.figures[each].satang, r.figures[each].token
		if r.figures[each].doubt != thai.Clear {
			return ask(RecordDeposit)
		}
	case r.has(tEach) && r.has(tDaily):
		rate, token := r.rate()
		days, daysToken := r.count(dayFigure)
		if token < 0 || daysToken < 0 {
			return pass()
		}
		amount, start = rate*int64(days), max(token, daysToken+1)
	default:
		return pass()
	}
	names := r.namesAfter(start)
	if len(names) == 0 {
		names = r.namesBefore(r.first(tEach))
	}
	r.cue("each", start)
	if len(names) < 2 || amount <= 0 {
		if len(names) > 0 || r.hasAny(tSave, tReceive, tSaving, tRecordFor) {
			return ask(RecordDeposit)
		}
		return pass()
	}
	items := make([]Item, len(names))
	for n, name := range names {
		items[n] = Item{Member: name, Amount: ledger.MoneyFromSatang(amount)}
	}
	return answer(RecordDeposit, 0.9, Slots{Items: items})
}

// namesAfter gives the names that follow, apart from one another.
func (r *reading) namesAfter(start int) []string {
	return r.namesBetween(start+1, len(r.tokens))
}

func (r *reading) namesBefore(end int) []string {
	if end < 0 {
		return nil
	}
	return r.namesBetween(0, end)
}

func (r *reading) namesBetween(from, until int) []string {
	var names []string
	for i := from; i < until; {
		if p, ok := r.personFrom(i); ok && !p.hasName && r.at(p.until).kind == amountToken && !r.at(p.until).isApart {
			return nil // พี่หนึ่ง: a name or a number
		}
		if p, ok := r.personFrom(i); ok && (p.hasName || r.isAny(i, nameLeads) && r.at(p.until).isApart) {
			end := max(p.until, i+1)
			for end < until && !r.at(end).isApart && r.at(end).person == 0 && (r.isGivenName(end) || r.isBlank(end) || r.is(end, tName)) {
				end++
			}
			names = append(names, r.text(i, end))
			i = end
			continue
		}
		if r.isSeparator(i) || r.isWord(i, wordBetween) {
			i++
			continue
		}
		end := i + 1
		for end < until && !r.at(end).isApart && r.at(end).kind != signToken && r.at(end).kind != lineToken && r.at(end).person == 0 && !r.isWord(end, wordBetween) {
			end++
		}
		if r.at(i).kind == signToken && r.at(i).sign == '(' {
			close := r.closing(i, until)
			if name := r.unpaidName(i+1, close); name != "" {
				names = without(names, name)
			}
			i = close + 1
			continue
		}
		if !r.isNameEdge(i) && (!r.isHeadingWord(i) || r.is(i, tName)) && r.isName(i, end) {
			names = append(names, r.text(i, end))
		}
		i = end
	}
	return names
}

func (r *reading) closing(from, until int) int {
	for i := from; i < until; i++ {
		if r.at(i).kind == signToken && r.at(i).sign == ')' {
			return i
		}
	}
	return until - 1
}

// unpaidName gives the name in a note such as (จุกยังไม่จ่าย).
func (r *reading) unpaidName(from, until int) string {
	for i := from; i < until; i++ {
		if r.at(i).marks.any(tUnpaid, tNotYet) && i > from {
			return r.text(from, i)
		}
	}
	return ""
}

func without(names []string, name string) []string {
	out := names[:0]
	for _, n := range names {
		if n != name {
			out = append(out, n)
		}
	}
	return out
}
