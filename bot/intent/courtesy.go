package intent

import (
	"bytes"

	"sajja/bot/thai"
)

// contentCount counts the tokens that say something.
func (r *reading) contentCount() int {
	n := 0
	for i := range r.tokens {
		if !r.isQuiet(i) {
			n++
		}
	}
	return n
}

// fillerCount counts the small words that say little of themselves.
func (r *reading) fillerCount() int {
	n := 0
	for i := range r.tokens {
		if r.is(i, tFiller) && !r.isQuiet(i) {
			n++
		}
	}
	return n
}

// unknownCount counts stretches that are no known words.
func (r *reading) unknownCount() int {
	n := 0
	for i := range r.tokens {
		if r.tokens[i].kind == unknownToken && !r.isNamePart(i) {
			n++
		}
	}
	return n
}

// nothing reads pictures and signs alone; a raised thumb agrees.
func (r *reading) nothing() (Result, bool) {
	for i := range r.tokens {
		switch r.tokens[i].kind {
		case pictureToken, signToken, lineToken, checkToken, crossToken:
		case thumbToken:
			if r.contentCount() == 0 {
				return answer(Confirm, 0.7, Slots{})
			}
			return pass()
		default:
			return pass()
		}
	}
	return answer(Other, 0.9, Slots{})
}

// foreign reads what is no talk of a member: code, links, orders to the bot,
// abuse.
func (r *reading) foreign() (Result, bool) {
	letters := r.folded.Letters
	isCode := bytes.Contains(letters, []byte("://")) || bytes.Contains(letters, []byte(`{"`)) || bytes.Contains(letters, []byte("<script"))
	codes := 0
	for i := range r.tokens {
		if r.is(i, tCode) {
			codes++
		}
	}
	isForeign := r.isMostlyLatin() && r.latinUnknowns() >= 4
	if isForeign || isCode || codes >= 2 || r.has(tInject) || r.has(tCode) && r.isMostlyLatin() {
		if !r.isMember() && r.first(tAnnounce) == 0 {
			return pass()
		}
		r.cue("code", r.first(tCode))
		r.cue("order", r.first(tInject))
		return answer(Other, 0.9, Slots{})
	}
	if r.has(tHostile) && !r.isNamePart(r.first(tHostile)) {
		r.cue("abuse", r.first(tHostile))
		return answer(Other, 0.9, Slots{})
	}
	return pass()
}

// latinUnknowns counts words of another language.
func (r *reading) latinUnknowns() int {
	n := 0
	for i := range r.tokens {
		if t := r.at(i); t.kind == unknownToken && thai.IsLatin(r.folded.Letters[t.start]) {
			n++
		}
	}
	return n
}

func (r *reading) isMostlyLatin() bool {
	latin, thaiLetters := 0, 0
	for _, letter := range r.folded.Letters {
		switch {
		case letter >= 'a' && letter <= 'z':
			latin++
		case letter >= 0xA1:
			thaiLetters++
		}
	}
	return latin > 2*thaiLetters
}

// advert reads promotions, betting and the lottery.
func (r *reading) advert() (Result, bool) {
	if i := r.first(tAdvert); i >= 0 && (r.hasAny(tSave, tWithdraw, tBorrow, tMoney) || r.last(tAdvert) != i) {
		if r.is(i, tSave) || r.hasAny(tEarn) && !r.has(tSave) {
			return pass()
		}
		r.cue("advert", i)
		return answer(Other, 0.9, Slots{})
	}
	if i := r.first(tLottery); i >= 0 && !r.is(i, tEarn) && !r.hasPlainSavingAfter(i) {
		r.cue("lottery", i)
		return answer(Other, 0.9, Slots{})
	}
	return r.bonusOffer()
}

// bonusOffer reads "ฝาก 100 รับ 200", the form of betting adverts.
func (r *reading) bonusOffer() (Result, bool) {
	for i := 0; i+3 < len(r.tokens); i++ {
		if r.is(i, tSave) && r.at(i+1).kind == amountToken && r.is(i+2, tReceive) && r.at(i+3).kind == amountToken {
			r.cue("advert", i+2)
			return answer(Other, 0.9, Slots{})
		}
	}
	return pass()
}

func (r *reading) hasPlainSavingAfter(i int) bool {
	for k := range r.acts {
		if r.acts[k].kind == Deposit && r.acts[k].sense == plainSense && r.acts[k].token > i && r.hasOwnSum(k) {
			return true
		}
	}
	return false
}

func (r *reading) hasSum() bool {
	for k := range r.figures {
		if r.figures[k].isMoney() {
			return true
		}
	}
	return false
}

// courtesy reads a greeting or thanks with nothing else asked.
func (r *reading) courtesy() (Result, bool) {
	if r.hasSum() || r.hasAny(tSave, tWithdraw, tBorrow, tRepay, tClaim) {
		return pass()
	}
	if i := r.first(tThank); i >= 0 {
		r.cue("thanks", i)
		return answer(Thanks, 0.9, Slots{})
	}
	if i := r.first(tGreet); i >= 0 && (r.previous(i) < 0 || r.contentCount() <= 3) {
		r.cue("greeting", i)
		return answer(Greeting, 0.9, Slots{})
	}
	return pass()
}

// lost reads a call for help that names no topic.
func (r *reading) lost() (Result, bool) {
	i := r.first(tHelp)
	if i < 0 || r.hasSum() || r.isNamePart(i) || r.has(tThank) && r.first(tThank) < i {
		return pass()
	}
	if r.has(tGreet) && r.contentCount() <= 2 {
		return pass()
	}
	if r.isOfOtherMatter(i) {
		return pass()
	}
	p := r.previous(i)
	if p >= 0 && r.contentCount() > 3 && !r.at(p).marks.any(tWant, tFiller, tSelf, tNeg, tKin) && r.at(i).end-r.at(i).start < 5 {
		return pass()
	}
	isShort := r.at(i).end-r.at(i).start < 5
	if r.unknownCount() > 2 || isShort && p >= 0 && (r.hasBenefit() || r.isBlank(p)) {
		return pass()
	}
	r.cue("help", i)
	return answer(Help, 0.8, Slots{})
}

// isOfOtherMatter tells whether the word of help is said of something else:
// ลาออกจากงาน, แนะนำร้านอาหาร, ไม่เข้าใจเลยทำไมฝนตก.
func (r *reading) isOfOtherMatter(i int) bool {
	n := i + 1
	t := r.at(n)
	if t.isApart || t.end <= t.start {
		return r.has(tEveryday)
	}
	isThing := t.kind == wordToken && r.isBlank(n) && !t.marks.any(tUse, tHelp)
	return r.has(tEveryday) || isThing || t.kind == dateToken || t.marks.any(tFrom, tPlace) || r.isWord(n, wordDoctor)
}

// bareNumber asks what a number alone is for; 555 alone is laughter.
func (r *reading) bareNumber() (Result, bool) {
	if len(r.figures) == 0 || r.unknownCount() > 0 {
		return pass()
	}
	for i := range r.tokens {
		t := r.at(i)
		if t.kind == amountToken || r.isQuiet(i) || t.marks.any(tFiller, tMoney, tCorrect, tInstead, tWant, tSelf) {
			continue
		}
		return pass()
	}
	if len(r.figures) == 1 && !r.figures[0].isBaht && (r.figures[0].role == laughterFigure || r.isLaughter(&r.figures[0])) {
		return answer(Other, 0.9, Slots{})
	}
	if len(r.figures) > 2 || r.figures[0].role == telephoneFigure {
		return pass()
	}
	r.cue("number", r.figures[0].token)
	if !r.isMember() {
		return ask(Deposit, RecordDeposit)
	}
	return ask(Deposit, Repay)
}
