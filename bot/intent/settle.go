package intent

import (
	"bytes"

	"sajja/bot/thai"
)

// joinDrawnOut drops a lone letter that only draws out the word before it
// (ฝากก).
func (r *reading) joinDrawnOut() {
	kept := r.tokens[:0]
	for i := range r.tokens {
		t := r.tokens[i]
		if t.kind == unknownToken && t.end-t.start == 1 && len(kept) > 0 && !t.isApart && r.isStray(i) {
			continue
		}
		if t.kind == signToken && t.sign == thai.LetterRepeat {
			continue
		}
		kept = append(kept, t)
	}
	r.tokens = kept
}

// settleCost decides what ค่า is: the cost of what follows it, or a particle.
func (r *reading) settleCost() {
	for i := range r.tokens {
		if !r.isWord(i, wordCost) {
			continue
		}
		next := r.at(i + 1)
		isCost := !next.isApart && (next.kind == unknownToken || next.kind == wordToken && !next.has(tPolite))
		if isCost {
			r.tokens[i].marks = tags(tSpend)
		} else {
			r.tokens[i].marks = tags(tPolite)
		}
	}
}

// settleClaim decides what เบิก is: taking out one's own savings where it has
// them for its object.
func (r *reading) settleClaim() {
	for i := range r.tokens {
		if !r.is(i, tClaim) || r.is(i, tWelfare) {
			continue
		}
		for j := i + 1; j <= i+2 && j < len(r.tokens); j++ {
			if r.is(j, tSaving) {
				r.tokens[i].marks = tags(tWithdraw)
			}
		}
	}
}

// settleEntering decides what เข้ากลุ่ม is: where money goes, if money is spoken of
// before it, and otherwise the wish to join.
func (r *reading) settleEntering() {
	money := false
	for i := range r.tokens {
		t := &r.tokens[i]
		if money && t.has(tRegister) && r.isInto(i) {
			t.marks = tags(tArrive)
		}
		money = t.kind != lineToken && (money || t.kind == amountToken || t.marks.any(tSave, tSaving, tMoney, tPay, tGiveback, tRepay))
	}
}

// settleBelonging takes ส่งของ, เบิกของ before somebody apart again: it is the verb,
// and whose it is.
func (r *reading) settleBelonging() {
	for i := range r.tokens {
		t, next := &r.tokens[i], r.at(i+1)
		letters := r.folded.Letters[t.start:t.end]
		if !t.has(tChat) || !bytes.HasSuffix(letters, ofLetters) || next.isApart || !next.marks.any(tKin, tTitle, tSelf) {
			continue
		}
		verb := letters[:len(letters)-len(ofLetters)]
		if index, end := r.lexicon.tree.Longest(verb, 0); index >= 0 && end == len(verb) {
			t.marks = r.lexicon.marks[index].with(tOf)
		}
	}
}

var ofLetters = []byte(wordOf)

// settleReceiving takes รับฝาก of a member who asks to be served for the verb of
// saving: กรุณารับฝากเงินออมของดิฉัน.
func (r *reading) settleReceiving() {
	if !r.isMember() {
		return
	}
	for i := range r.tokens {
		if !r.hasPrefix(i, wordTakeIn) || !r.is(i, tReceive) {
			continue
		}
		if r.is(i-1, tWant) || r.is(i+1, tOf) && r.is(i+2, tSelf) {
			r.tokens[i].marks = tags(tSave)
		}
	}
}

// isInto tells of the words that can say where money goes.
func (r *reading) isInto(i int) bool {
	return r.isWord(i, wordIntoGroup) || r.isWord(i, wordIntoFund)
}

// isStray tells whether a lone letter is only a slip of the thumb: the letter
// before it once more, or one between two words.
func (r *reading) isStray(i int) bool {
	t := r.tokens[i]
	if r.folded.Letters[t.start] == r.folded.Letters[t.start-1] {
		return true
	}
	return thai.IsThai(r.folded.Letters[t.start]) && r.at(i-1).kind == wordToken && r.at(i+1).kind == wordToken
}
