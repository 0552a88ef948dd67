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
		if r.acts[k].kind == Deposit && r.acts[k].sense == plainSense && r.acts[k].token > i && len(r.figures) > 1 {
			return true
		}
	}
	return false
}

// cancelled reads what takes the last request back.
func (r *reading) cancelled() (Result, bool) {
	if r.isQuestion() && !r.canWord() {
		return pass()
	}
	if i := r.first(tCancel); i >= 0 && r.isCancelling(i) {
		if k := r.plainActAfter(i); k >= 0 {
			return pass()
		}
		r.cue("cancel", i)
		return answer(Cancel, 0.9, Slots{})
	}
	taken := -1
	for k := range r.acts {
		switch r.acts[k].sense {
		case takenBack:
			taken = r.acts[k].token
		case plainSense:
			if taken >= 0 && r.figureAfter(r.acts[k].token) >= 0 {
				return pass()
			}
		}
	}
	if taken < 0 && r.hasAny(tRegister, tClaim) {
		taken = r.takenBackOther()
	}
	if taken < 0 {
		return pass()
	}
	r.cue("taken back", taken)
	return answer(Cancel, 0.9, Slots{})
}

// takenBackOther reads ไม่สมัครแล้ว, ไม่เบิกแล้ว.
func (r *reading) takenBackOther() int {
	for i := range r.tokens {
		if r.isAny(i, tags(tRegister, tClaim)) && r.is(i-1, tNeg) && r.isTakenBack(i) {
			return i
		}
	}
	return -1
}

// plainActAfter gives a clear act of money after a token, or -1.
func (r *reading) plainActAfter(i int) int {
	for k := range r.acts {
		if r.acts[k].token > i && r.acts[k].sense == plainSense && r.figureAfter(r.acts[k].token) >= 0 {
			return k
		}
	}
	return -1
}

// figureAfter gives the first sum after a token, or -1.
func (r *reading) figureAfter(i int) int {
	for k := range r.figures {
		if r.figures[k].token > i && r.figures[k].isMoney() {
			return k
		}
	}
	return -1
}

// isCancelling tells whether a word of cancelling takes something back here:
// not denied, and not about trains or coriander.
func (r *reading) isCancelling(i int) bool {
	if p := r.previous(i); !r.is(i, tNeg) && (p < 0 || r.is(p, tWant) && r.previous(p) < 0) {
		return true
	}
	for j := i - 1; j >= 0 && i-j <= 2; j-- {
		if r.isAny(j, tags(tNeg, tNotYet, tDont)) && !r.is(j, tCancel) {
			return false
		}
		if r.at(j).kind == unknownToken && !r.at(i).isApart {
			return false
		}
	}
	if !r.is(i, tNeg) && !r.isWord(i, wordAll) {
		n := i + 1
		return r.at(n).kind != unknownToken || r.at(n).isApart
	}
	// ไม่เอา, เลิก: only with nothing else, or แล้ว after it
	n := r.next(i)
	return n >= len(r.tokens) || r.is(n, tDone) || r.is(n, tCancel)
}

// denialFirst reads no where it opens the message and no sum follows: what is
// said after it only tells why.
func (r *reading) denialFirst() (Result, bool) {
	i := r.firstContent()
	if r.is(i, tQYes) && r.at(r.next(i)).isApart {
		i = r.next(i)
	}
	if !r.is(i, tNotThis) && !(r.is(i, tNeg) && r.is(r.next(i), tNotThis) && r.at(r.next(i)).isApart) || r.hasSum() || r.isQuestion() {
		return pass()
	}
	if n := r.at(i + 1); !n.isApart && !n.has(tPolite) && n.kind != lineToken && n.kind != signToken {
		return pass()
	}
	r.cue("no", i)
	return answer(Deny, 0.9, Slots{})
}

// denial reads no: what was understood is wrong.
func (r *reading) denial() (Result, bool) {
	i := r.first(tDeny)
	if i < 0 && r.contentCount() == 1 && r.is(r.firstContent(), tNeg) && !r.has(tCancel) {
		return answer(Deny, 0.8, Slots{})
	}
	if i < 0 || r.isQuestion() || r.hasSum() {
		return pass()
	}
	if r.previous(i) >= 0 && !r.is(i, tNotThis) && r.contentCount() > 4 {
		return pass()
	}
	if r.previous(i) >= 0 && r.at(r.previous(i)).kind == unknownToken {
		return pass()
	}
	r.cue("no", i)
	return answer(Deny, 0.9, Slots{})
}

func (r *reading) hasSum() bool {
	for k := range r.figures {
		if r.figures[k].isMoney() {
			return true
		}
	}
	return false
}

// confirmation reads yes, where little else is said.
func (r *reading) confirmation() (Result, bool) {
	i := r.first(tConfirm)
	if i < 0 || r.has(tThank) && r.is(i, tPolite) || r.isQuestion() || r.previous(i) >= 0 && !r.is(r.previous(i), tConfirm) && !r.isAny(r.previous(i), tags(tFiller, tWant, tGreet, tThank)) {
		return pass()
	}
	rest := 0
	for j := range r.tokens {
		if !r.isQuiet(j) && !r.isAny(j, tags(tConfirm, tFiller, tRecord, tThank, tDone)) {
			rest++
		}
	}
	if rest > 2 || r.hasSum() && rest > 1 || r.hasUnknownBefore(i) || rest > 0 && r.unknownCount() > 0 {
		return pass()
	}
	r.cue("yes", i)
	return answer(Confirm, 0.9, Slots{})
}

func (r *reading) hasUnknownBefore(i int) bool {
	for j := range i {
		if r.tokens[j].kind == unknownToken {
			return true
		}
	}
	return false
}

// invitation reads an answer to an invitation.
func (r *reading) invitation() (Result, bool) {
	if r.hasSum() || r.hasAny(tSave, tWithdraw, tBorrow, tRepay, tClaim, tBuy, tSell) && !r.has(tMeeting) || r.asksAny(tQWhere, tQWhen, tQWho, tQMuch, tQWhat) {
		return pass()
	}
	said := Answer("")
	at := -1
	switch {
	case r.has(tMaybe):
		said, at = Maybe, r.first(tMaybe)
	case r.has(tGo) && r.has(tMeeting) && r.negAfterGo() >= 0:
		said, at = No, r.negAfterGo()
	case r.has(tBusy):
		said, at = No, r.first(tBusy)
	case r.has(tIf) && r.has(tGo):
		said, at = Maybe, r.first(tIf)
	case r.has(tGo) && !r.isQuestion():
		said, at = Yes, r.first(tGo)
	}
	if said == "" || !r.isInvitationAnswer(said, at) {
		return pass()
	}
	r.cue("answer", at)
	return answer(RSVP, 0.8, Slots{Answer: said})
}

// negAfterGo gives a denial after ไป: ไปประชุมวันอาทิตย์ไม่ได้.
func (r *reading) negAfterGo() int {
	for i := r.first(tGo) + 1; i > 0 && i < len(r.tokens); i++ {
		if r.is(i, tNeg) || r.is(i, tBusy) {
			return i
		}
	}
	return -1
}

// isInvitationAnswer tells whether going is all the message is about: it
// stands first, or the meeting is named, or it is unmistakable.
func (r *reading) isInvitationAnswer(said Answer, at int) bool {
	if r.has(tMeeting) {
		return true
	}
	if r.asksAny(tQYes) && said != Maybe {
		return false
	}
	if said == Maybe {
		return r.has(tGo) || r.contentCount() <= 4
	}
	p := r.previous(at)
	isFirst := p < 0 || r.isAny(p, tags(tSelf, tConfirm, tMaybe, tFiller, tWant, tBusy, tKin)) && r.previous(p) < 0
	if said == No {
		return isFirst || r.contentCount() <= 5 && !r.is(at, tFiller)
	}
	if isFirst && r.is(at+1, tPolite) && !r.at(at+1).isApart {
		return true
	}
	n := r.next(at)
	if !isFirst || n < len(r.tokens) && !r.at(n).isApart && r.at(n).kind == unknownToken {
		return false
	}
	if r.isAny(at, tags(tFiller)) && r.is(at, tGo) && n < len(r.tokens) && !r.isAny(n, tags(tFiller, tGo, tUPeople, tConfirm, tDone)) && r.at(n).kind != amountToken && !r.at(n).isApart {
		return false
	}
	return r.contentCount() <= 5
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
	p := r.previous(i)
	if p >= 0 && r.contentCount() > 3 && !r.isAny(p, tags(tWant, tFiller, tSelf, tNeg, tKin)) && r.at(i).end-r.at(i).start < 5 {
		return pass()
	}
	if r.unknownCount() > 2 {
		return pass()
	}
	r.cue("help", i)
	return answer(Help, 0.8, Slots{})
}

// bareNumber asks what a number alone is for; 555 alone is laughter.
func (r *reading) bareNumber() (Result, bool) {
	if len(r.figures) == 0 || r.unknownCount() > 0 {
		return pass()
	}
	for i := range r.tokens {
		t := r.at(i)
		if t.kind == amountToken || r.isQuiet(i) || t.marks.meets(tags(tFiller, tMoney, tCorrect, tInstead, tWant, tSelf)) {
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
