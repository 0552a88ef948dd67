package intent

import "sajja/bot/thai"

// slip is a word whose misspellings are mended: the folded word, its marks,
// and how far a stretch may be from it, in tenths of a wrong letter.
type slip struct {
	letters []byte
	marks   tagSet
	reach   int
}

// Reach of a slip by the length of the word: in short words one near letter,
// in longer ones about a letter.
const (
	reachShort  = 6
	reachMiddle = 8
	reachLong   = 12
)

func newSlip(letters string, marks tagSet) slip {
	s := slip{letters: []byte(letters), marks: marks, reach: reachShort}
	switch n := len(letters); {
	case n >= 6:
		s.reach = reachLong
	case n >= 4:
		s.reach = reachMiddle
	}
	return s
}

// slipLettersMax bounds the stretches that are compared.
const slipLettersMax = 14

// mendSlips gives unknown stretches the marks of the command they are a slip
// of. Only words of the list are mended, never numbers or names, and a verb of
// money only where a verb can stand.
func (r *reading) mendSlips() {
	for i := range r.tokens {
		t := &r.tokens[i]
		n := int(t.end - t.start)
		if t.kind != unknownToken || n < 2 || n > slipLettersMax {
			continue
		}
		s := r.nearest(r.folded.Letters[t.start:t.end])
		if s == nil || s.marks.meets(actVerbs) && !r.isVerbPlace(i) {
			continue
		}
		t.kind, t.marks = wordToken, s.marks
		r.mended++
	}
}

// nearest gives the word the stretch is a slip of, or nil.
func (r *reading) nearest(letters []byte) *slip {
	var best *slip
	bestDistance := reachLong + 1
	for k := range r.lexicon.slips {
		s := &r.lexicon.slips[k]
		if gap := len(letters) - len(s.letters); gap > 2 || gap < -2 {
			continue
		}
		if d := thai.LetterDistance(letters, s.letters); d <= s.reach && d < bestDistance {
			best, bestDistance = s, d
		}
	}
	return best
}

// isVerbPlace tells whether a verb of money can stand there: at the beginning
// or after a wish, and with money, a number, or the end after it.
func (r *reading) isVerbPlace(i int) bool {
	before, after := r.at(i-1), r.at(i+1)
	isFirst := r.at(i).isApart || before.marks.any(tWant, tSelf, tFiller, tThey, tKin)
	if !isFirst || before.kind == unknownToken && !r.at(i).isApart {
		return false
	}
	return after.kind == amountToken || after.kind == lineToken || after.marks.any(tMoney, tSaving, tGive, tPolite, tInstead, tOf, tDaily)
}

// isGibberish tells whether the text may have been typed on the wrong
// keyboard: nothing of it was read.
func (r *reading) isGibberish() bool {
	unknown := 0
	for i := range r.tokens {
		t := r.at(i)
		switch {
		case t.kind == unknownToken, t.kind == codeToken:
			unknown++
		case t.kind == wordToken && t.end-t.start > 2:
			return false
		}
	}
	return unknown > 0 || r.isKeysOnly()
}

// isKeysOnly tells whether the text is nothing but signs and Latin letters.
func (r *reading) isKeysOnly() bool {
	hasLetter := false
	for _, letter := range r.folded.Letters {
		if letter >= 0x80 {
			return false
		}
		hasLetter = hasLetter || thai.IsLatin(letter)
	}
	return hasLetter
}

// onOtherKeyboard reads the text as it would stand on the other layout. What
// moves money is then offered, not done: the fingers were on the wrong keys.
func (r *reading) onOtherKeyboard(request Request) (Result, bool) {
	for _, turn := range []func(string) string{thai.ThaiFromEnglishKeys, thai.EnglishFromThaiKeys} {
		turned := turn(request.Text)
		if turned == request.Text {
			continue
		}
		other := request
		other.Text = turned
		r.read(other)
		if !r.isAllKnown() {
			continue
		}
		result := r.decide()
		if result.Intent == Other {
			continue
		}
		result.Spans, result.Why.Cues = nil, nil
		result.Why.Rule = "typed on the other keyboard: " + result.Why.Rule
		if result.Intent.MovesMoney() {
			result.Candidates, result.Heard = []Kind{result.Intent}, result.Slots
			result.Intent, result.Slots, result.Confidence = Clarify, Slots{}, 0.5
		}
		return result, true
	}
	return Result{}, false
}

// isAllKnown tells whether the whole text was read as known words and numbers.
func (r *reading) isAllKnown() bool {
	words := 0
	for i := range r.tokens {
		switch r.at(i).kind {
		case wordToken:
			words++
		case amountToken, dateToken, clockToken:
		case signToken:
			if r.at(i).sign != ' ' {
				return false
			}
		default:
			return false
		}
	}
	return words > 0
}
