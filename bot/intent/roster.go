package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// pair is a name with a sum on one line of a roster.
type pair struct {
	nameFrom, nameUntil int
	figure              int
	isSkipped           bool // marked as not paid, or written down already
	isUnclear           bool
}

// rosterMax bounds the numbers of a roster; a village has fewer hands.
const rosterMax = 500

// roster reads an officer's list of names and sums. Two pairs or more need no
// verb.
func (r *reading) roster() (Result, bool) {
	if r.isMember() || len(r.figures) == 0 || r.isQuestion() {
		return pass()
	}
	if len(r.figures) > rosterMax {
		return ask(RecordDeposit)
	}
	if result, ok := r.sameForEach(); ok {
		return result, true
	}
	pairs := r.pairs()
	paid, unclear := 0, false
	for _, p := range pairs {
		if !p.isSkipped {
			paid++
		}
		unclear = unclear || p.isUnclear && !p.isSkipped
	}
	if len(pairs) < 2 || paid == 0 {
		return pass()
	}
	if unclear || r.isUnreadable(pairs) {
		r.cue("roster", pairs[0].nameFrom)
		return ask(RecordDeposit)
	}
	items := make([]Item, 0, paid)
	for _, p := range pairs {
		if p.isSkipped {
			continue
		}
		f := &r.figures[p.figure]
		items = append(items, Item{Member: r.text(p.nameFrom, p.nameUntil), Amount: ledger.MoneyFromSatang(f.satang)})
		r.span("member", p.nameFrom, p.nameUntil)
		r.span("amount", f.token, f.token+1)
	}
	if len(items) == 1 {
		return answer(RecordDeposit, 0.9, Slots{Member: items[0].Member, Amount: &items[0].Amount})
	}
	return answer(RecordDeposit, 0.95, Slots{Items: items})
}

// isUnreadable tells whether a line with a sum is no pair and no heading, or
// another act of money stands in the list: then we ask rather than leave out.
func (r *reading) isUnreadable(pairs []pair) bool {
	if r.hasAny(tWithdraw, tRepay, tBorrow, tBuy, tSell) && r.hasActVerb() {
		return true
	}
	for n := range r.figures {
		f := &r.figures[n]
		if !f.isMoney() || r.inPairs(pairs, n) || r.isSkippedLine(f.token) {
			continue
		}
		return true
	}
	return false
}

func (r *reading) hasActVerb() bool {
	for k := range r.acts {
		if r.acts[k].kind != Deposit {
			return true
		}
	}
	return r.hasAny(tBuy, tSell)
}

func (r *reading) inPairs(pairs []pair, figure int) bool {
	for _, p := range pairs {
		if p.figure == figure {
			return true
		}
	}
	return false
}

// isSkippedLine tells whether the line is a heading or a note: it has a date,
// or an unpaid mark.
func (r *reading) isSkippedLine(i int) bool {
	for j := range r.tokens {
		if r.sameLine(i, j) && (r.tokens[j].kind == dateToken && !r.isNamePart(j) || r.tokens[j].kind == crossToken || r.is(j, tUnpaid)) {
			return true
		}
	}
	return false
}

// pairs reads name–sum pairs line by line, several on a line too.
func (r *reading) pairs() []pair {
	var out []pair
	start := 0
	for n := range r.figures {
		f := &r.figures[n]
		if !f.isMoney() {
			continue
		}
		from := max(start, r.lineStart(f.token))
		name, until := r.nameBefore(from, f.token)
		if name < 0 {
			if k := len(out) - 1; k >= 0 && r.sameLine(r.figures[out[k].figure].token, f.token) && !r.isBracketed(f.token) {
				out[k].isUnclear = !r.replaced(&out[k], n)
			}
			start = f.token + 1
			continue
		}
		p := pair{nameFrom: name, nameUntil: until, figure: n, isUnclear: !r.isClearInList(f)}
		p.isSkipped = r.isUnpaid(r.markedFrom(out, from, name), f.token)
		out = append(out, p)
		start = f.token + 1
	}
	return out
}

// markedFrom gives where the marks of a pair begin: at its name where another
// pair stands before it on the line, whose marks those are.
func (r *reading) markedFrom(before []pair, from, name int) int {
	if n := len(before); n > 0 && r.sameLine(before[n-1].nameFrom, name) {
		return name
	}
	return from
}

// replaced takes a corrected sum in the place of the one before: 45 เอ้ย 54.
func (r *reading) replaced(p *pair, figure int) bool {
	if !r.isCorrected(r.figures[p.figure].token, r.figures[figure].token) {
		return false
	}
	p.figure = figure
	return r.isClearInList(&r.figures[figure])
}

func (r *reading) isClearInList(f *figure) bool {
	if f.doubt != thai.Clear || f.satang <= 0 || f.satang > 1e13 {
		return false
	}
	return !r.isAny(f.token-1, tags(tApprox)) && !r.isOffered(f.token)
}

func (r *reading) isBracketed(i int) bool {
	t := r.at(i - 1)
	return t.kind == signToken && t.sign == '('
}

func (r *reading) lineStart(i int) int {
	for i > 0 && r.sameLine(i-1, i) && r.at(i-1).kind != lineToken {
		i--
	}
	return i
}

// nameBefore gives the name that stands between a place and a sum, without
// numbering, labels and verbs around it; -1 if there is none.
func (r *reading) nameBefore(from, sum int) (int, int) {
	until := sum
	for until > from && r.isNameEdge(until-1) {
		until--
	}
	from = r.afterNumbering(from, until)
	for from < until && (r.isNameEdge(from) && !r.isGluedOn(from) || r.isHeadingWord(from) && !r.isGluedName(from)) {
		from++
	}
	until = r.beforeNote(from, until)
	for until > from && r.isTrailing(until-1, from) {
		until--
	}
	if from >= until || !r.isName(from, until) {
		return -1, -1
	}
	return from, until
}

// isGluedOn tells whether a particle is glued to what follows and so the
// beginning of a name: จ๊ะนิ.
func (r *reading) isGluedOn(i int) bool {
	next := r.at(i + 1)
	return r.at(i).kind == wordToken && !next.isApart && next.kind != signToken && next.kind != amountToken && next.kind != lineToken && !next.has(tPolite)
}

// isGluedName tells whether a small word is glued to what follows and no verb
// of taking in.
func (r *reading) isGluedName(i int) bool {
	return r.isGluedOn(i) && r.at(i).has(tFiller) && !r.isAny(i, tags(tReceive, tRecordFor, tCame, tSave, tSaving, tFrom, tOf, tGive, tPay))
}

// beforeNote leaves out a bracketed note after a name: ป้าแตง (หมู่ 2).
func (r *reading) beforeNote(from, until int) int {
	if last := r.at(until - 1); until-1 <= from || last.kind != signToken || last.sign != ')' {
		return until
	}
	for i := until - 2; i > from; i-- {
		if r.at(i).kind == signToken && r.at(i).sign == '(' {
			if r.is(i+1, tLabel) || r.at(i+1).kind == amountToken {
				return i
			}
			return until
		}
	}
	return until
}

// isNameEdge tells of what stands around a name but is none of it.
func (r *reading) isNameEdge(i int) bool {
	t := r.at(i)
	switch t.kind {
	case signToken:
		return t.sign != ')' && t.sign != '('
	case lineToken, pictureToken, crossToken, checkToken, thumbToken:
		return true
	case wordToken:
		return t.has(tPolite) && !t.has(tKin) && !t.has(tTitle)
	}
	return false
}

// afterNumbering steps over "1.", "2)", "บ้านเลขที่ 12", "หมู่ 3".
func (r *reading) afterNumbering(from, until int) int {
	for i := from; i < until; i++ {
		k := r.figureAt(i)
		isSlash := r.at(i).kind == dateToken && r.is(i-1, tLabel)
		if !isSlash && (k < 0 || r.figures[k].role == nameFigure) {
			continue
		}
		next := r.at(i + 1)
		isNumbering := next.kind == signToken && (next.sign == '.' || next.sign == ')' || next.sign == '-' || next.sign == ':')
		if isNumbering || isSlash || r.figures[max(k, 0)].role == labelFigure || r.figures[max(k, 0)].role == telephoneFigure {
			from = i + 1
		}
	}
	return from
}

func (r *reading) figureAt(i int) int {
	for k := range r.figures {
		if r.figures[k].token == i {
			return k
		}
	}
	return -1
}

// isHeadingWord tells of words that lead in: รับฝาก, จาก, ของ, เก็บสัจจะ.
func (r *reading) isHeadingWord(i int) bool {
	if r.isNamePart(i) || r.at(i).kind == dateToken {
		return r.at(i).kind == dateToken && !r.isNamePart(i) && !r.isDateName(i)
	}
	t := r.at(i)
	if t.kind != wordToken || t.has(tKin) || t.has(tTitle) {
		return false
	}
	return t.marks.meets(tags(tReceive, tRecordFor, tCame, tSave, tSaving, tMoney, tFrom, tOf, tGive, tFiller, tAnd, tPay, tToday, tReport))
}

// isDateName tells whether a weekday's name stands as a person's.
func (r *reading) isDateName(i int) bool {
	return r.lexiconHas(i, tName) && (r.at(i+1).kind == amountToken || r.at(i+1).kind == unknownToken)
}

// isTrailing tells of words after a name: จ่ายแล้ว, ฝาก, มาส่ง.
func (r *reading) isTrailing(i, from int) bool {
	if r.isNamePart(i) && i > from {
		return false
	}
	t := r.at(i)
	if !t.isApart && t.has(tFiller) && !t.marks.meets(tags(tCame, tSave, tPay, tDone, tUnpaid, tSaving, tNotYet, tPast)) {
		return false
	}
	return i > from && t.kind == wordToken && !t.has(tKin) && t.marks.meets(tags(tCame, tSave, tPay, tDone, tPast, tUnpaid, tFiller, tMoney, tSaving, tNotYet, tArrears))
}

// isName tells whether the tokens can all be parts of a name.
func (r *reading) isName(from, until int) bool {
	if until-from > namePartsMax+2 {
		return false
	}
	isNamed := false
	for i := from; i < until; i++ {
		t := r.at(i)
		switch {
		case r.isNamePart(i), r.isBlank(i), t.has(tName), t.has(tKin), t.has(tTitle):
			isNamed = true
		case t.kind == dateToken && r.lexiconHas(i, tName):
			isNamed = true
		case t.kind == signToken && (t.sign == '(' || t.sign == ')' || t.sign == '.'):
		case i == from && i+1 < until && r.isGluedOn(i):
		case t.kind == wordToken && i > from && !t.isApart && !t.marks.meets(questionMarks) && !t.has(tNeg):
		default:
			return false
		}
	}
	return isNamed
}

// isUnpaid tells whether the stretch around a sum is marked as not paid, up to
// the next name.
func (r *reading) isUnpaid(from, sum int) bool {
	for j := from; j < len(r.tokens) && r.sameLine(j, sum); j++ {
		if j > sum && (r.at(j).kind == amountToken || r.at(j).kind == lineToken || r.isNameStart(j) || r.at(j).kind == signToken && r.at(j).sign == ',') {
			return false
		}
		if r.at(j).kind == crossToken || r.is(j, tUnpaid) && !r.isNamePart(j) && !r.isAny(j, tags(tFiller)) || r.is(j, tNotYet) {
			return true
		}
	}
	return false
}

func (r *reading) isNameStart(j int) bool {
	_, ok := r.personFrom(j)
	return ok
}

// sameForEach reads "คนละ 30: นงค์ ปราณี": one sum for every name.
func (r *reading) sameForEach() (Result, bool) {
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
		if r.hasAny(tSave, tReceive, tSaving, tRecordFor) {
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
		end := i + 1
		for end < until && !r.at(end).isApart && r.at(end).kind != signToken {
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
		if r.isAny(i, tags(tUnpaid, tNotYet)) && i > from {
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

// received reads what an officer took in from one member.
func (r *reading) received() (Result, bool) {
	if r.isQuestion() || r.hasAny(tMeeting) {
		return pass()
	}
	if r.isMember() {
		return r.loneEntry()
	}
	at := r.receivingVerb()
	if at < 0 {
		return r.loneEntry()
	}
	if r.isOwnMoney() || r.isAnnouncedHours() || r.hasFigureRole(eachFigure) {
		return pass()
	}
	r.cue("received", at)
	name, from, until := r.depositor(at)
	var found []*figure
	for n := range r.figures {
		if r.figures[n].isMoney() {
			found = append(found, &r.figures[n])
		}
	}
	switch {
	case name == "" && len(found) == 0:
		if r.contentCount() <= 2 {
			return ask(RecordDeposit)
		}
		return pass()
	case name == "" && r.isHeadCount():
		return answer(Other, 0.7, Slots{})
	case name == "":
		return ask(RecordDeposit, Deposit)
	case len(found) == 0:
		if r.is(at, tFiller) {
			return pass()
		}
		return ask(RecordDeposit)
	}
	f := found[0]
	if len(found) > 1 {
		last, ok := r.chosen(&act{token: at, kind: Deposit}, found)
		if !ok {
			return ask(RecordDeposit)
		}
		f = last
	}
	if !r.isClearInList(f) {
		return ask(RecordDeposit)
	}
	r.span("member", from, until)
	r.span("amount", f.token, f.token+1)
	money := ledger.MoneyFromSatang(f.satang)
	return answer(RecordDeposit, 0.9, Slots{Member: name, Amount: &money})
}

// isHeadCount tells of how many came and how many did not.
func (r *reading) isHeadCount() bool {
	for n := range r.figures {
		if r.figures[n].role == countFigure && r.is(r.figures[n].token+1, tUPeople) {
			return true
		}
	}
	return false
}

// receivingVerb gives the word by which an officer takes money in: รับฝาก,
// ลงให้, มาฝาก, or ฝาก after a name; -1 if there is none, or it is not meant.
func (r *reading) receivingVerb() int {
	for i := range r.tokens {
		if r.isNamePart(i) || r.is(i, tChat) || r.is(i, tFavourPhrase) {
			continue
		}
		isPaid := r.is(i, tPay) && r.is(i+1, tDone) && r.hasNamedPerson()
		isVerb := isPaid || r.is(i, tReceive) && (r.at(i).end-r.at(i).start > 3 || r.isFollowedBy(i, tSaving)) || r.is(i, tRecordFor) && r.isRecordedPerson(i) || r.is(i, tCame)
		isSaving := r.is(i, tSave) && !r.is(i, tReceive) && r.isSubjectBefore(i)
		if !isVerb && !isSaving {
			continue
		}
		if r.willBefore(i) || r.isPutOff(i) || r.isAny(i-1, tags(tNeg, tNotYet, tDont)) || r.isHypothetical(i) || r.isFavourAt(i) {
			return -1
		}
		return i
	}
	return -1
}

// isRecordedPerson tells whether ลง or จด has a person or a sum of saving beside
// it, not a heading.
func (r *reading) isRecordedPerson(i int) bool {
	if r.hasNamedPerson() && !r.hasSum() && r.at(i).end-r.at(i).start > 4 && r.is(i, tRecord) {
		return true
	}
	return r.hasNamedPerson() && r.hasSum() || r.at(i).end-r.at(i).start > 4 && r.hasSum()
}

// isSubjectBefore tells whether a named person stands right before ฝาก.
func (r *reading) isSubjectBefore(i int) bool {
	for _, p := range r.people {
		if p.until == i && p.hasName || p.until == i && p.from == 0 && p.isKin && r.isWord(i+1, wordCome) {
			return true
		}
		if p.until < i && i-p.until <= 2 && p.from == 0 && p.hasName && r.is(p.until, tGive) == false && r.isAny(p.until, tags(tFiller, tMoney)) {
			return true
		}
	}
	return i > 0 && r.previous(i) == 0 && (r.at(0).kind == unknownToken || r.at(0).marks == tags(tName))
}

// isOwnMoney tells whether officers speak of their own: ของผมเอง.
func (r *reading) isOwnMoney() bool {
	for i := range r.tokens {
		if r.is(i, tOf) && (r.is(i+1, tSelf) || r.is(i+1, tKin) && r.isWord(i+2, wordSelf)) {
			return true
		}
	}
	return false
}

// isAnnouncedHours tells of opening hours: รับฝากถึงสองทุ่ม.
func (r *reading) isAnnouncedHours() bool {
	return len(r.clocks) > 0 && !r.hasNamedPerson() && !r.hasSum()
}

// depositor gives whose money was received: named after the verb, or before it.
func (r *reading) depositor(at int) (string, int, int) {
	for _, p := range r.people {
		if !r.isSelf(p) && p.from > at && (p.hasName || r.isMarked(p.from) || p.from == at+1) {
			return r.nameOf(p), p.from, p.until
		}
	}
	for _, p := range r.people {
		if !r.isSelf(p) && p.from < at && !r.isAddressee(p) {
			return r.nameOf(p), p.from, p.until
		}
	}
	for i := range r.tokens {
		isCandidate := r.at(i).kind == unknownToken || r.at(i).marks == tags(tName) || r.at(i).has(tName) && i == at+1
		if !isCandidate || i == at || r.isNamePart(i) {
			continue
		}
		until := i + 1
		for until < len(r.tokens) && (r.at(until).kind == unknownToken || r.at(until).marks == tags(tName)) {
			until++
		}
		return r.text(i, until), i, until
	}
	return "", -1, -1
}

// loneEntry asks about a name and a sum without a verb.
func (r *reading) loneEntry() (Result, bool) {
	pairs := r.pairs()
	if len(pairs) != 1 || r.has(tOf) && r.isOwnMoney() {
		return pass()
	}
	if r.hasAny(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBuy, tSell, tSpend, tPay, tExpenseOf, tEarn, tIncomeOf) && r.hasVerbOutside(pairs[0]) {
		return pass()
	}
	if pairs[0].nameFrom != r.firstContent() || r.unknownCount() > 2 {
		return pass()
	}
	r.cue("name and sum", pairs[0].nameFrom)
	if r.isMember() {
		if !r.isMention(pairs[0]) || r.contentCount() > pairs[0].nameUntil-pairs[0].nameFrom+2 {
			return pass()
		}
		return ask(Deposit, Repay)
	}
	return ask(RecordDeposit, Repay)
}

// isMention tells whether the name of a pair is a mention and nothing more.
func (r *reading) isMention(p pair) bool {
	for i := p.nameFrom; i < p.nameUntil; i++ {
		if !r.isNamePart(i) {
			return false
		}
	}
	return true
}

func (r *reading) hasVerbOutside(p pair) bool {
	for i := range r.tokens {
		if i >= p.nameFrom && i < p.nameUntil {
			continue
		}
		if r.isAny(i, tags(tSave, tWithdraw, tRepay, tBorrow, tClaim, tBuy, tSell, tSpend, tPay, tExpenseOf, tEarn, tIncomeOf)) {
			return true
		}
	}
	return false
}
