package intent

import (
	"bytes"

	"sajja/bot/thai"
)

// tokenKind is what a stretch of the text is.
type tokenKind uint8

const (
	wordToken    tokenKind = iota // a word of the lexicon
	unknownToken                  // letters that are no known word
	amountToken                   // a number, with or without a unit of money
	dateToken
	clockToken
	codeToken // a claim's number, as C-12
	signToken // punctuation
	crossToken
	checkToken
	thumbToken
	pictureToken
	lineToken // a line break
)

// token is one stretch of the text; spaces are between tokens, not tokens.
type token struct {
	start, end int32 // in folded letters
	kind       tokenKind
	isApart    bool // a space or line break stands before it
	sign       byte // of a signToken
	line       int16
	person     int16 // of the token that begins a mention: its place in people, plus one
	figure     int16 // of a number: its place in figures, plus one
	inName     bool  // inside a mention of somebody
	index      int16 // into amounts, dates or clocks of the reading
	marks      tagSet
}

func (t *token) has(m tag) bool { return t.marks.has(m) }

// step is the cheapest way found to read the text up to a place.
type step struct {
	cost  int32
	from  int32
	kind  tokenKind
	index int32 // the word of the lexicon, or the expression
}

const unreached = int32(1) << 30

// segmenter finds the reading of the least cost over all ways to cut the text
// into words, numbers, dates and unknown stretches.
type segmenter struct {
	lexicon *lexicon
	folded  thai.Folded
	steps   []step
	unknown []step // the best way that ends inside an unknown stretch

	found   thai.Found
	amounts []thai.Amount
	dates   []thai.DateText
	clocks  []thai.ClockText
	tokens  []token
}

func (s *segmenter) segment(text string) {
	s.folded.Reset(text)
	s.amounts, s.dates, s.clocks, s.tokens = s.amounts[:0], s.dates[:0], s.clocks[:0], s.tokens[:0]
	n := len(s.folded.Letters)
	s.steps, s.unknown = grown(s.steps, n+1), grown(s.unknown, n+1)
	s.steps[0].cost = 0
	for at := range n {
		s.endUnknown(at)
		if s.steps[at].cost < unreached {
			s.readAt(at)
		}
		s.growUnknown(at)
	}
	s.endUnknown(n)
	s.collect(n)
}

// grown gives n steps, all unreached.
func grown(steps []step, n int) []step {
	if cap(steps) < n {
		steps = make([]step, n+n/2)
	}
	steps = steps[:n]
	for i := range steps {
		steps[i].cost = unreached
	}
	return steps
}

func (s *segmenter) relax(to int, cost int32, from int, kind tokenKind, index int32) {
	if cost < s.steps[to].cost {
		s.steps[to] = step{cost, int32(from), kind, index}
	}
}

// readAt tries everything that can begin at a place.
func (s *segmenter) readAt(at int) {
	letters := s.folded.Letters
	letter, cost := letters[at], s.steps[at].cost
	switch {
	case letter == ' ':
		s.relax(at+1, cost, at, signToken, -1)
		return
	case thai.IsDigit(letter):
		if !s.readExpressions(at, cost) {
			s.relax(at+1, cost+costUnknown, at, signToken, -1)
		}
		return
	case thai.IsWordLetter(letter):
		if thai.IsLatin(letter) && at > 0 && thai.IsLatin(letters[at-1]) {
			return
		}
		s.readWords(at, cost)
		s.readExpressions(at, cost)
		if thai.IsLatin(letter) {
			s.readCode(at, cost)
		}
		return
	case letter == thai.LetterBaht || letter == '|':
		s.readExpressions(at, cost)
	case letter == '(':
		s.readPictureName(at, cost)
	case letter == ':' || letter == '%' || letter == '.':
		s.readWords(at, cost)
	}
	s.readSign(at, cost)
}

func (s *segmenter) readSign(at int, cost int32) {
	kind := signToken
	switch s.folded.Letters[at] {
	case '\n':
		kind = lineToken
	case thai.LetterEmoji, thai.LetterSymbol:
		kind = pictureToken
	case thai.LetterCross:
		kind = crossToken
	case thai.LetterCheck:
		kind = checkToken
	case thai.LetterThumb:
		kind = thumbToken
	}
	s.relax(at+1, cost+costSign, at, kind, -1)
}

func (s *segmenter) readWords(at int, cost int32) {
	letters, tree, node := s.folded.Letters, s.lexicon.tree, int32(0)
	for i := at; i < len(letters); i++ {
		if node = tree.Step(node, letters[i]); node == 0 {
			return
		}
		index := tree.Value(node)
		if index < 0 || !thai.CanBreak(letters, i+1) {
			continue
		}
		if thai.IsLatin(letters[i]) && i+1 < len(letters) && thai.IsLatin(letters[i+1]) {
			continue
		}
		s.relax(i+1, cost+s.costOf(index, i+1), at, wordToken, index)
	}
}

// costOf gives the cost of a word that ends at a place: little for a particle
// before a gap, where one is to be expected, even after letters unknown.
func (s *segmenter) costOf(index int32, end int) int32 {
	cost := s.lexicon.costs[index]
	if cost > costParticle && s.lexicon.marks[index].has(tPolite) && s.isGap(end) {
		return costParticle
	}
	return cost
}

// isGap tells whether no letter of a word stands at a place.
func (s *segmenter) isGap(at int) bool {
	return at >= len(s.folded.Letters) || !thai.IsWordLetter(s.folded.Letters[at]) && s.folded.Letters[at] != thai.LetterRepeat
}

// readExpressions tries amounts, dates and times of day, and tells whether one
// begins there.
func (s *segmenter) readExpressions(at int, cost int32) bool {
	f := &s.found
	if !f.Scan(s.folded.Letters, at) {
		return false
	}
	isFound := false
	if f.AmountEnd > at && s.isNumberEnd(f.AmountEnd) {
		s.relax(f.AmountEnd, cost+costNumber, at, amountToken, int32(len(s.amounts)))
		s.amounts = append(s.amounts, f.Amount)
		isFound = true
	}
	if f.DateEnd > at && !s.isMonthOfName(at) {
		s.relax(f.DateEnd, cost+costExpression, at, dateToken, int32(len(s.dates)))
		s.dates = append(s.dates, f.Date)
		isFound = true
	}
	if f.ClockEnd > at {
		s.relax(f.ClockEnd, cost+costExpression, at, clockToken, int32(len(s.clocks)))
		s.clocks = append(s.clocks, f.Clock)
		isFound = true
	}
	return isFound
}

// isMonthOfName tells whether a month right after kinship or a title is what somebody
// is called: น้องมีนา 30.
func (s *segmenter) isMonthOfName(at int) bool {
	st, d := s.steps[at], &s.found.Date
	if at == 0 || s.folded.Letters[at-1] == ' ' || st.kind != wordToken || d.Month == 0 || d.IsRelative || d.HasWeekday || d.IsHoliday {
		return false
	}
	if end := s.found.DateEnd; end-at > yearDigits && thai.IsDigit(s.folded.Letters[end-yearDigits]) && thai.IsDigit(s.folded.Letters[end-1]) {
		return false // มีนาคม 2569
	}
	letters := s.folded.Letters[at:]
	return s.lexicon.marks[st.index].meets(nameLeads) && thai.IsWordLetter(letters[0]) && !thai.IsDigit(letters[0]) &&
		!bytes.HasPrefix(letters, monthLetters) && !bytes.HasPrefix(letters, dayLetters)
}

// yearDigits is the length of a year written in full.
const yearDigits = 4

var monthLetters, dayLetters = []byte(folded("เดือน")), []byte(folded("วัน"))

// isNumberEnd refuses a number that runs into further digits; after a Thai unit
// they are the next number, as in 5บาท10วัน.
func (s *segmenter) isNumberEnd(end int) bool {
	letters := s.folded.Letters
	return end >= len(letters) || !thai.IsDigit(letters[end]) || thai.IsThai(letters[end-1])
}

// codeMax bounds a claim's number: three letters, a hyphen and six digits.
const codeMax = 10

// readCode reads a claim's number: C-12, WF12, c 7.
func (s *segmenter) readCode(at int, cost int32) {
	letters, end := s.folded.Letters, at
	for end < len(letters) && end-at < 3 && thai.IsLatin(letters[end]) {
		end++
	}
	if end < len(letters) && (letters[end] == '-' || letters[end] == '#') {
		end++
	}
	digits := end
	for end < len(letters) && end-at < codeMax && thai.IsDigit(letters[end]) {
		end++
	}
	if end == digits || (end < len(letters) && (thai.IsLatin(letters[end]) || thai.IsDigit(letters[end]))) {
		return
	}
	if end-digits < 3 && digits-at == 1 && isLikeDigit(letters[at]) {
		return // l5 is a slip for 15, not a claim
	}
	s.relax(end, cost+costExpression, at, codeToken, -1)
}

func isLikeDigit(letter byte) bool { return letter == 'o' || letter == 'l' || letter == 'i' }

// readPictureName takes LINE's written emoji, as (moon kiss), for the picture
// they stand for.
func (s *segmenter) readPictureName(at int, cost int32) {
	letters := s.folded.Letters
	for end := at + 1; end < len(letters) && end-at < 32; end++ {
		if letters[end] == ')' && end > at+2 {
			s.relax(end+1, cost+costSign, at, pictureToken, -1)
			return
		}
		if !thai.IsLatin(letters[end]) && letters[end] != ' ' && letters[end] != '\'' && letters[end] != '-' {
			return
		}
	}
}

// growUnknown lets an unknown stretch begin at a place or go on over it.
func (s *segmenter) growUnknown(at int) {
	letter := s.folded.Letters[at]
	if letter == ' ' || (!thai.IsWordLetter(letter) && letter != thai.LetterRepeat && letter < 0xA1) {
		return
	}
	best := step{cost: unreached}
	if s.steps[at].cost < unreached {
		best = step{s.steps[at].cost + s.unknownStart(at) + costLetter, int32(at), unknownToken, -1}
	}
	if ongoing := s.unknown[at].cost + costLetter; ongoing < best.cost {
		best = step{ongoing, s.unknown[at].from, unknownToken, -1}
	}
	s.unknown[at+1] = best
}

// unknownStart is the cost of beginning an unknown stretch: little right after
// a word of kinship or a title, where a name is to be expected.
func (s *segmenter) unknownStart(at int) int32 {
	st := s.steps[at]
	if st.kind == wordToken && at > 0 && s.folded.Letters[at-1] != ' ' && s.lexicon.marks[st.index].meets(nameLeads) && !s.lexicon.marks[st.index].has(tRelation) {
		return costNameStart
	}
	return costUnknown
}

// nameLeads are the marks of words a name follows without a space.
var nameLeads = tags(tKin, tTitle)

// endUnknown lets an unknown stretch end at a place where words can break.
func (s *segmenter) endUnknown(at int) {
	st := s.unknown[at]
	if st.cost >= unreached || !thai.CanBreak(s.folded.Letters, at) {
		return
	}
	if at-int(st.from) == 1 {
		st.cost += costLone
	}
	if st.cost < s.steps[at].cost {
		s.steps[at] = st
	}
}

// collect walks the best way back and lays the tokens out in order.
func (s *segmenter) collect(n int) {
	for at := n; at > 0; {
		if s.steps[at].cost >= unreached {
			at-- // a mark no word can hold; leave it out
			continue
		}
		st := s.steps[at]
		if s.folded.Letters[st.from] != ' ' || st.kind != signToken {
			s.tokens = append(s.tokens, s.tokenOf(st, at))
		}
		at = int(st.from)
	}
	for i, j := 0, len(s.tokens)-1; i < j; i, j = i+1, j-1 {
		s.tokens[i], s.tokens[j] = s.tokens[j], s.tokens[i]
	}
	line := int16(0)
	for i := range s.tokens {
		t := &s.tokens[i]
		t.line = line
		t.isApart = t.start == 0 || i > 0 && s.tokens[i-1].end != t.start
		if t.kind == lineToken && line < 1<<14 {
			line++
		}
		if i > 0 && s.tokens[i-1].kind == lineToken {
			t.isApart = true
		}
	}
}

func (s *segmenter) tokenOf(st step, end int) token {
	t := token{start: st.from, end: int32(end), kind: st.kind}
	switch st.kind {
	case wordToken:
		t.marks = s.lexicon.marks[st.index]
	case signToken:
		t.sign = s.folded.Letters[st.from]
	case amountToken, dateToken, clockToken:
		t.index = int16(st.index)
	}
	return t
}
