package intent

// linking reads the wish to tie an existing member's account to the sender.
func (r *reading) linking() (Result, bool) {
	at := r.linkVerb()
	if at < 0 || r.asksAny(tQHow, tQWhat) || r.hasSum() {
		return pass()
	}
	if r.hasAny(tNotYet) || r.at(at-1).marks.any(tNeg, tDont) {
		return pass()
	}
	r.cue("family account", at)
	slots := Slots{}
	for _, p := range r.people {
		if r.isSelf(p) || r.isOwnAccount(p) {
			continue
		}
		if p.isKin && !p.hasName && p.until < len(r.tokens) && r.isNamedLater(p) {
			continue
		}
		slots.Name = r.nameOf(p)
		r.span("name", p.from, p.until)
		break
	}
	if slots.Name == "" {
		name, from, until := r.markedName()
		slots.Name = name
		r.span("name", from, until)
	}
	return answer(LinkFamily, 0.85, slots)
}

// linkVerb gives the word that ties accounts, or เพิ่ม with somebody into one's
// own account, or -1.
func (r *reading) linkVerb() int {
	for i := range r.tokens {
		if r.is(i, tLink) && !r.is(i, tChat) && !r.isNamePart(i) {
			if r.at(i).end-r.at(i).start <= 4 && !r.hasNamedPerson() && !r.hasAny(tAccount, tBalance) {
				continue
			}
			return i
		}
	}
	i := r.first(tAdd)
	if i < 0 || r.has(tBorrow) || r.has(tRegister) && !r.has(tAccount) {
		return -1
	}
	if _, isPerson := r.personFrom(i + 1); r.hasAny(tAccount) || isPerson && r.hasAny(tBalance, tLook) {
		return i
	}
	return -1
}

// isOwnAccount tells whether kin is the speaker's own account: ในบัญชีแม่ said by
// the mother, หนูเป็นแม่.
func (r *reading) isOwnAccount(p person) bool {
	before := r.at(p.from - 1)
	if r.isWord(p.from-1, wordAccount) || r.isWord(p.from-1, wordLine) {
		return r.isWord(p.from-2, wordIn) || r.isWord(p.from-2, wordEnter)
	}
	return before.has(tAccount) || r.isWord(p.from-1, wordIs)
}

// isNamedLater tells whether ชื่อ and a fuller mention follow: ลูกชายชื่อน้องต้นกล้า.
func (r *reading) isNamedLater(p person) bool { return r.isWord(p.until, wordName) }

// joining reads the wish to become a member, or to enrol somebody.
func (r *reading) joining() (Result, bool) {
	i := r.joinVerb()
	if i < 0 || r.hasSum() || r.is(i, tChat) || r.isNamePart(i) || r.has(tChat) {
		return pass()
	}
	if r.isUnable(i) || r.isUnable(i+1) || r.isQuestion() && !r.isAskedToJoin() || r.isNotJoined(i) || r.isPutOff(i) || r.isStory(i) {
		return pass()
	}
	if k := r.plainActWithSum(); k >= 0 {
		return pass()
	}
	r.cue("joining", i)
	return answer(Register, 0.85, Slots{})
}

// joinVerb gives the word of joining that is not denied, the first otherwise.
func (r *reading) joinVerb() int {
	for i := r.first(tRegister); i >= 0; i = r.firstFrom(i+1, tRegister) {
		if !r.isNotJoined(i) {
			return i
		}
	}
	return r.first(tRegister)
}

// isNotJoined tells whether a denial stands before the word: ยังไม่เป็นสมาชิก.
func (r *reading) isNotJoined(i int) bool {
	return r.at(i-1).marks.any(tNeg, tDont, tNotYet) || r.at(i-2).marks.any(tNotYet)
}

// isAskedToJoin tells whether the question comes with the wish: ถ้าได้สมัครให้เลย,
// รับสมาชิกเพิ่มไหม ฉานเข้ามั่ง.
func (r *reading) isAskedToJoin() bool {
	if r.asksAny(tQHow, tQMuch, tQWhat, tQWho) {
		return false
	}
	for i := r.asking + 1; i < len(r.tokens); i++ {
		if r.at(i).marks.any(tRegister) || r.is(i, tSelf) {
			return true
		}
	}
	return false
}

// isStory tells of a membership that is told, not asked for.
func (r *reading) isStory(i int) bool {
	if !r.isWord(i, wordMember) && !r.isWord(i, wordIntoMember) || r.contentCount() == 1 {
		return false
	}
	for j := range i {
		if r.is(j, tWant) && !r.is(j, tPolite) {
			return false
		}
	}
	return true
}
