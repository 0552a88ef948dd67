package intent

import (
	"sajja/bot/thai"
	"sajja/ledger"
)

// reading is one message under the rules' eyes: its tokens, what its numbers
// count, who is named, and which marks it carries. It is reused.
type reading struct {
	segmenter
	request Request
	today   ledger.Date
	lexicon *lexicon

	seen    tagSet // the marks of all tokens together
	asks    tagSet // the asking marks that really ask
	asking  int    // the last token that asks
	clause  []int16
	figures []figure
	people  []person
	acts    []act
	cues    []Cue
	times   []thai.Clock // both readings of an hour that can be two things
	spans   []Span
	isLong  bool
	mended  int // words whose misspelling was mended

	packed []byte // the letters without blanks, and the place of each
	places []int
}

// noToken stands for what is before the first token or after the last.
var noToken = token{kind: lineToken}

func (r *reading) read(request Request) {
	r.request, r.today = request, ledger.DateOf(request.Now)
	r.segmenter.lexicon = r.lexicon
	r.segment(request.Text)
	r.isLong = len(r.folded.Letters) > longLetters
	r.joinDrawnOut()
	r.settleCost()
	r.settleClaim()
	r.settleEntering()
	r.settleBelonging()
	r.settleReceiving()
	r.mended = 0
	if !r.isLong {
		r.mendSlips()
	}
	r.findMarks()
	r.findPeople()
	r.findFigures()
	r.clause, r.acts, r.asks, r.asking = r.clause[:0], r.acts[:0], tagSet{}, -1
	if !r.isLong {
		r.findClauses()
		r.findQuestions()
		r.findActs()
	}
	r.cues, r.spans, r.times = r.cues[:0], r.spans[:0], r.times[:0]
}

// longLetters is the length beyond which a text is no request for money: a
// story, an advert, a copied notice. Of officers it may be a notice to all or
// a long roster, and only that is read; so the time stays bounded.
const longLetters = 800

func (r *reading) findMarks() {
	r.seen = tagSet{}
	for i := range r.tokens {
		r.seen = r.seen.union(r.tokens[i].marks)
	}
}

func (r *reading) has(m tag) bool { return r.seen.has(m) }

func (r *reading) hasAny(list ...tag) bool { return r.seen.any(list...) }

// at gives a token; a place outside the text is a line break.
func (r *reading) at(i int) *token {
	if i < 0 || i >= len(r.tokens) {
		return &noToken
	}
	return &r.tokens[i]
}

// is tells whether the token carries the mark.
func (r *reading) is(i int, m tag) bool { return r.at(i).marks.has(m) }

// isAny tells whether the token carries one of the marks.
func (r *reading) isAny(i int, set tagSet) bool { return r.at(i).marks.meets(set) }

// first gives the first token with the mark, or -1.
func (r *reading) first(m tag) int { return r.firstFrom(0, m) }

func (r *reading) firstFrom(from int, m tag) int {
	for i := from; i < len(r.tokens); i++ {
		if r.tokens[i].marks.has(m) {
			return i
		}
	}
	return -1
}

// last gives the last token with the mark, or -1.
func (r *reading) last(m tag) int {
	for i := len(r.tokens) - 1; i >= 0; i-- {
		if r.tokens[i].marks.has(m) {
			return i
		}
	}
	return -1
}

// isBlank tells whether a token says nothing of the fund: letters we do not
// know, or a word of everyday life.
func (r *reading) isBlank(i int) bool {
	t := r.at(i)
	return t.kind == unknownToken || t.kind == wordToken && t.has(tNeutral) && t.marks.within(blankMarks)
}

var blankMarks = tags(tNeutral, tName, tThing)

// text gives the source's words for the tokens from to until.
func (r *reading) text(from, until int) string {
	if from >= until {
		return ""
	}
	return r.folded.Text(int(r.tokens[from].start), int(r.tokens[until-1].end))
}

// isQuiet tells whether a token adds nothing: politeness, pictures, signs.
func (r *reading) isQuiet(i int) bool {
	t := r.at(i)
	switch t.kind {
	case pictureToken, signToken, lineToken, thumbToken, checkToken:
		return true
	case wordToken:
		return t.has(tPolite) && !t.inName
	}
	return false
}

// next gives the next token that is not quiet, or the end.
func (r *reading) next(i int) int {
	for i++; i < len(r.tokens) && r.isQuiet(i); i++ {
	}
	return i
}

// previous gives the previous token that is not quiet, or -1.
func (r *reading) previous(i int) int {
	for i--; i >= 0 && r.isQuiet(i); i-- {
	}
	return i
}

// cue notes a word that the result hinges on.
func (r *reading) cue(name string, i int) {
	if i < 0 || i >= len(r.tokens) {
		return
	}
	start, end := r.folded.Bounds(int(r.tokens[i].start), int(r.tokens[i].end))
	r.cues = append(r.cues, Cue{name, start, end})
}

// span notes where a slot was read.
func (r *reading) span(slot string, from, until int) {
	if from < 0 || from >= until || until > len(r.tokens) {
		return
	}
	start, end := r.folded.Bounds(int(r.tokens[from].start), int(r.tokens[until-1].end))
	r.spans = append(r.spans, Span{slot, start, end})
}

// dateAt resolves the date token at a place.
func (r *reading) dateAt(i int, look thai.Look) (thai.Dates, error) {
	return r.dates[r.tokens[i].index].Resolve(r.today, look)
}

func (r *reading) isMember() bool { return !r.request.Role.isOfficer() }
