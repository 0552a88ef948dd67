package intent

import (
	"strings"

	"sajja/bot/thai"
)

// broadcast reads an officer's text to all: what follows the command.
func (r *reading) broadcast() (Result, bool) {
	i := r.first(tAnnounce)
	if i < 0 || r.isMember() || !r.isCommandPlace(i) {
		return pass()
	}
	from := i + 1
	isAddressed := r.at(i).end-r.at(i).start > 6
	for from < len(r.tokens) {
		t := r.at(from)
		switch {
		case t.kind == signToken || t.kind == lineToken || r.isWord(from, wordThat) || t.marks.any(tEveryone, tAll, tAnnounce), t.has(tPolite) && from == i+1, r.isWord(from, wordWith):
			isAddressed = true
			from++
			continue
		}
		break
	}
	if from >= len(r.tokens) {
		r.cue("to all", i)
		return ask(Broadcast)
	}
	if !isAddressed && !r.at(from).isApart && !(r.at(from).kind == dateToken) {
		return pass()
	}
	start, _ := r.folded.Bounds(int(r.tokens[from].start), len(r.folded.Letters))
	message := thai.Visible(r.folded.Source[start:])
	r.cue("to all", i)
	r.span("message", from, len(r.tokens))
	return answer(Broadcast, 0.9, Slots{Message: message})
}

// isCommandPlace tells whether a command stands where commands do: first, or
// after ขอ, ช่วย and the like.
func (r *reading) isCommandPlace(i int) bool {
	for j := range i {
		if !r.isQuiet(j) && !r.at(j).marks.any(tWant, tGreet, tFiller, tAnnounce) || r.at(j).kind == dateToken {
			return false
		}
	}
	return true
}

// decisionQuestion reads an officer's question how a decision is made, or why
// one was.
func (r *reading) decisionQuestion() (Result, bool) {
	if r.isMember() || !r.hasAny(tApprove, tReject) || !r.isQuestion() || r.hasAny(tPending) && !r.asksAny(tQHow) || r.isListQuestion() {
		return pass()
	}
	if r.hasAny(tMeeting, tBorrow) {
		return pass()
	}
	r.cue("question", r.asking)
	if r.asksAny(tQHow) && !r.asksAny(tQWhy) {
		return answer(Help, 0.85, Slots{Topic: string(Approve)})
	}
	if ref, _, _ := r.claimReference(); ref == "" {
		return pass()
	}
	return answer(ClaimStatus, 0.85, Slots{})
}

func (r *reading) isListQuestion() bool { return r.asksAny(tQWhat, tQWho, tQLong) }

// decision reads an officer's word on a claim.
func (r *reading) decision() (Result, bool) {
	if r.isMember() || r.isQuestion() || r.hasAny(tPending) && !r.hasReference() {
		return pass()
	}
	rejected, approved := r.first(tReject), r.first(tApprove)
	if rejected < 0 && approved < 0 {
		return pass()
	}
	ref, from, until := r.claimReference()
	if rejected < 0 && r.isRefusedAfter(approved) {
		if r.isWord(approved-1, wordYet) {
			return pass()
		}
		rejected = approved + 1
	}
	at := approved
	if rejected >= 0 {
		at = rejected
	}
	if r.isMeetingCalled(at) || r.isUndecided(at) || ref == "" && !r.isPlainDecision(at) || r.hasAny(tBorrow) && ref == "" {
		return pass()
	}
	r.cue("decision", at)
	if r.isBothDecided(approved, r.first(tReject)) || rejected < 0 && r.isOtherRefused(approved) {
		return ask(Approve, Reject)
	}
	r.span("claim", from, until)
	if rejected < 0 {
		return answer(Approve, 0.9, Slots{Claim: ref})
	}
	slots := Slots{Claim: ref}
	slots.Reason = r.reasonAfter(max(until, rejected+1))
	return answer(Reject, 0.9, slots)
}

// isRefusedAfter tells whether a denial follows the word of approval:
// อนุมัติให้ไม่ได้, ผ่านบ่ได้.
func (r *reading) isRefusedAfter(i int) bool {
	for j := i + 1; j < len(r.tokens) && i >= 0 && r.sameClause(i, j); j++ {
		if r.is(j, tNeg) && r.hasSuffix(j, wordGet) && (r.isFinal(j) || r.at(r.next(j)).isApart) {
			return true
		}
	}
	return false
}

// isOtherRefused tells of another claim refused after the one approved: อนุมัติ 15 แต่ 16 ไม่ได้.
func (r *reading) isOtherRefused(i int) bool {
	for j := i + 1; j < len(r.tokens); j++ {
		isRef := r.at(j-1).kind == amountToken || r.at(j-1).kind == codeToken || r.isNamePart(j-1)
		if isRef && r.is(j, tNeg) && r.hasSuffix(j, wordGet) {
			return true
		}
	}
	return false
}

// isBothDecided tells of one claim let through and another refused in one message.
func (r *reading) isBothDecided(approved, rejected int) bool {
	if approved < 0 || rejected < 0 {
		return false
	}
	refs := 0
	for i := min(approved, rejected); i < len(r.tokens); i++ {
		_, isPerson := r.personFrom(i)
		if isPerson || r.at(i).kind == amountToken && !r.is(i+1, tUDay) || r.at(i).kind == codeToken {
			refs++
		}
	}
	return refs > 1
}

// isMeetingCalled tells whether the word only stands in what a meeting is about:
// นัดประชุม … วาระรับรองรายงาน.
func (r *reading) isMeetingCalled(at int) bool {
	i := r.first(tArrange)
	return i >= 0 && i < at && r.has(tMeeting) && len(r.dates) > 0
}

func (r *reading) hasReference() bool {
	ref, _, _ := r.claimReference()
	return ref != ""
}

// isUndecided tells whether the decision is put off: ยังไม่อนุมัติ.
func (r *reading) isUndecided(at int) bool {
	return r.at(at-1).marks.any(tNotYet) || r.is(at, tNotYet) || r.isPutOff(at) || r.has(tPending) && r.hasAny(tWait)
}

// isPlainDecision tells whether the word alone is the decision: อนุมัติ.
func (r *reading) isPlainDecision(at int) bool {
	return r.contentCount() == 1 && r.at(at).end-r.at(at).start > 5
}

// claimReference gives the claim that is spoken of: its number, or the
// member's name.
func (r *reading) claimReference() (string, int, int) {
	for i := range r.tokens {
		if r.at(i).kind == codeToken {
			return strings.ToUpper(r.text(i, i+1)), i, i + 1
		}
	}
	for k := range r.figures {
		f := &r.figures[k]
		if f.isBaht || f.role == dayFigure || f.role == spanFigure || f.role == countFigure || f.role == nightFigure {
			continue
		}
		if f.value > 0 && f.value < 100_000 {
			return thai.Visible(r.digitsOf(f.token)), f.token, f.token + 1
		}
	}
	for _, p := range r.people {
		if r.isSelf(p) || r.is(p.from, tCommittee) {
			continue
		}
		return r.nameOf(p), p.from, p.until
	}
	if name, from, until := r.markedName(); name != "" {
		return name, from, until
	}
	return "", -1, -1
}

// digitsOf gives a number's digits as ASCII.
func (r *reading) digitsOf(i int) string {
	t := r.tokens[i]
	return strings.TrimSpace(string(r.folded.Letters[t.start:t.end]))
}

// reasonAfter gives the words after the decision, without what leads in.
func (r *reading) reasonAfter(from int) string {
	for from < len(r.tokens) {
		t := r.at(from)
		if t.kind == signToken || t.kind == lineToken || r.is(from, tNeg) && r.hasSuffix(from, wordGet) && r.first(tReject) < 0 || t.has(tPolite) && !(t.isApart && !r.isQuiet(from+1) && !r.at(from+1).isApart) || r.at(from).marks.any(tReason) || t.has(tReject) && !t.has(tDocs) {
			from++
			continue
		}
		break
	}
	for j := from; j < len(r.tokens); j++ {
		if r.is(j, tReason) && !r.is(j, tFiller) {
			from = j + 1
			break
		}
	}
	until := len(r.tokens)
	for until > from && (r.isQuiet(until-1) || r.isWord(until-1, wordFirst)) {
		until--
	}
	if from >= until {
		return ""
	}
	r.span("reason", from, until)
	return r.text(from, until)
}

// waiting reads an officer's question what waits for a decision.
func (r *reading) waiting() (Result, bool) {
	if r.isMember() {
		return pass()
	}
	at := -1
	switch {
	case r.has(tPending) && !r.hasReference():
		at = r.first(tPending)
	case r.has(tPending) && r.isQuestion():
		at = r.first(tPending)
	case r.has(tWait) && (r.contentCount() <= 2 || r.has(tApprove) || r.has(tCase)):
		at = r.first(tWait)
	case r.isListQuestion() && r.hasAny(tClaim, tApprove, tCase) && !r.asksAny(tQMuch) && !r.has(tDocs) && !r.hasAny(tMeeting, tSave, tRegister) && !r.hasBenefit():
		at = r.asking
	case r.asksAny(tQWho) && r.isWhoFiled():
		at = r.asking
	case r.asksAny(tQYes) && r.has(tCase) && !r.hasReference() && !r.has(tMeeting) && r.has(tHave):
		at = r.asking
	case r.has(tLeft) && r.has(tApprove) && r.isQuestion():
		at = r.first(tLeft)
	case r.has(tArrears) && r.hasAny(tClaim, tCase, tWelfare) && (r.isQuestion() || r.has(tLook)):
		at = r.first(tArrears)
	case r.hasAny(tLook) && r.has(tWait) && !r.hasSum():
		at = r.first(tWait)
	case r.hasAny(tLook) && r.has(tCase) && r.contentCount() <= 4:
		at = r.first(tCase)
	default:
		return pass()
	}
	if r.hasSum() && !r.isQuestion() || r.hasAny(tMeeting) && r.has(tArrange) {
		return pass()
	}
	r.cue("waiting", at)
	return answer(Pending, 0.9, Slots{})
}

// isWhoFiled tells of an officer who asks who has filed, not who may: ใครยื่นเบิกค่านอนบ้าง.
func (r *reading) isWhoFiled() bool {
	for i := range r.tokens {
		if r.is(i, tQWho) && r.at(r.next(i)).marks.any(tClaim, tFiled) {
			return !r.canWord() && !r.hasAny(tRight, tDocs)
		}
	}
	return false
}

// notYourOffice keeps a member's message that only an officer's word could
// carry out from doing anything.
func (r *reading) notYourOffice() (Result, bool) {
	if !r.isMember() {
		return r.alreadyDone()
	}
	if r.isQuestion() {
		if r.isGroupAffair() || r.has(tArrears) && r.asksAny(tQWho) {
			return answer(Other, 0.8, Slots{})
		}
		return pass()
	}
	switch i := r.firstContent(); {
	case r.hasAny(tApprove, tReject) && (r.is(i, tApprove) || r.is(i, tReject)) && !r.hasAny(tConfirm) && !r.isQuestion():
		r.cue("office", i)
		return answer(Other, 0.8, Slots{})
	case r.is(i, tAnnounce):
		r.cue("office", i)
		return answer(Other, 0.8, Slots{})
	case r.is(i, tReceive) && !r.is(i, tSave) && r.hasNamedPerson() && r.hasSum() && !r.has(tRecord):
		r.cue("office", i)
		return answer(Other, 0.8, Slots{})
	case r.isWordAnywhere(wordList) && r.has(tArrears), r.is(i, tReport) && !r.hasAny(tBalance, tStatement, tSave):
		r.cue("office", i)
		return answer(Other, 0.8, Slots{})
	}
	return pass()
}

func (r *reading) firstContent() int {
	for i := range r.tokens {
		if !r.isQuiet(i) {
			return i
		}
	}
	return -1
}

func (r *reading) hasNamedPerson() bool { return len(r.people) > 0 }

// alreadyDone reads an officer's word that something is in the book already,
// or talk of the day.
func (r *reading) alreadyDone() (Result, bool) {
	for i := range r.tokens {
		if !r.at(i).marks.any(tRecordFor) || r.isQuestion() {
			continue
		}
		for j := i + 1; j < len(r.tokens) && j <= i+4; j++ {
			if r.is(j, tDone) && r.hasNamedPerson() {
				r.cue("done already", j)
				return answer(Other, 0.8, Slots{})
			}
		}
	}
	return pass()
}
