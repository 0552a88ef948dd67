package roster

import (
	"cmp"
	"slices"

	"sajja/bot/thai"
)

// Certainty says how well a name was found.
type Certainty uint8

const (
	// Unknown: nobody of this name.
	Unknown Certainty = iota
	// Doubt: a person has to say which one, or that it is the one.
	Doubt
	// Sure: one member is called so, and nobody else.
	Sure
)

// Candidate is a member whom a name may mean.
type Candidate struct {
	Member int // place in the index
	Cost   int // how far from what was written, in tenths of a wrong letter
}

// Match is what a name came to. Sure has one candidate, Doubt up to
// CandidatesMax, best first.
type Match struct {
	Certainty  Certainty
	Candidates []Candidate
	// HasGuess: the first candidate is clearly ahead of the others.
	HasGuess bool
}

// CandidatesMax is how many a person is asked to choose from.
const CandidatesMax = 4

// Hint is what is known of a name beside its letters.
type Hint struct {
	// Village as the heading of the list says it; empty for none.
	Village string
}

// Match finds whom a name means.
func (x *Index) Match(written string, hint Hint) Match {
	q := newQuery(written)
	if match, ok := x.byNumber(&q); ok {
		return match
	}
	if q.whole == "" {
		return Match{}
	}
	heading := villageKey(hint.Village)
	ranked := x.ranked(&q, heading)
	if len(ranked) == 0 {
		return Match{}
	}
	return x.judge(&q, ranked)
}

// byNumber finds the member of a number. A name beside the number must be hers,
// or it is a doubt between the two.
func (x *Index) byNumber(q *query) (Match, bool) {
	for _, number := range []string{q.number, q.loose} {
		isSaid := number == q.number || q.whole == "" && len(number) >= looseLeast
		who := x.numbers[number]
		if number == "" || len(who) == 0 {
			continue
		}
		if q.whole == "" {
			return numbered(who, isSaid && len(who) == 1), true
		}
		for _, i := range who {
			if x.people[i].cost(q) <= costMax/2 {
				return Match{Certainty: Sure, Candidates: []Candidate{{Member: int(i)}}, HasGuess: true}, true
			}
		}
		if !isSaid {
			continue // the number of a line, not of a member
		}
		match := Match{Certainty: Doubt, Candidates: []Candidate{{Member: int(who[0])}}}
		for _, c := range x.ranked(q, "") {
			if len(match.Candidates) < CandidatesMax && c.Member != int(who[0]) {
				match.Candidates = append(match.Candidates, c.Candidate)
			}
		}
		return match, true
	}
	return Match{}, q.whole == "" && q.number != ""
}

// looseLeast is how many digits make a bare number a member's: a shorter one may
// be a line's, or half of a sum.
const looseLeast = 3

func numbered(who []int32, isSure bool) Match {
	match := Match{Certainty: Doubt, HasGuess: len(who) == 1}
	if isSure {
		match.Certainty = Sure
	}
	for _, i := range who[:min(len(who), CandidatesMax)] {
		match.Candidates = append(match.Candidates, Candidate{Member: int(i)})
	}
	return match
}

// ranking is a candidate with what orders those of the same cost.
type ranking struct {
	Candidate
	isGone bool
	apart  int // what the heading and the kinship say against her
}

// What lies below the letters, in the order of its weight.
const (
	otherVillage = 2
	otherSex     = 1
)

// ranked gives the members who may be meant, best first. Those with the very
// name are enough where there are any; else everybody is looked at.
func (x *Index) ranked(q *query, heading string) []ranking {
	var all []ranking
	for _, i := range x.nearby(q) {
		cost := x.people[i].cost(q)
		if cost > costMax {
			continue
		}
		r := ranking{Candidate: Candidate{int(i), cost}, isGone: x.members[i].Gone}
		if heading != "" && q.village == "" && x.people[i].village != heading {
			r.apart += otherVillage
		}
		if own := x.people[i].sex; own != unknownSex && q.sex != unknownSex && own != q.sex {
			r.apart += otherSex
		}
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b ranking) int {
		return cmp.Or(cmp.Compare(a.standing(), b.standing()), cmp.Compare(a.apart, b.apart), cmp.Compare(a.Member, b.Member))
	})
	return all
}

// goneBehind puts a member who is gone behind one who is here and has the same
// name, and not behind one who is called something else.
const goneBehind = 5

func (r ranking) standing() int {
	if r.isGone {
		return r.Cost + goneBehind
	}
	return r.Cost
}

// nearby gives the members worth a closer look.
func (x *Index) nearby(q *query) []int32 {
	seen := map[int32]bool{}
	var all []int32
	take := func(who []int32) {
		for _, i := range who {
			if !seen[i] {
				seen[i] = true
				all = append(all, i)
			}
		}
	}
	for _, letters := range append([]string{q.whole, q.bare}, q.words...) {
		take(x.exact[letters])
		take(x.toneless[withoutTones(letters)])
	}
	for _, sound := range append([]string{q.heard}, q.wordsHeard...) {
		take(x.sounds[sound])
	}
	if slices.ContainsFunc(all, func(i int32) bool { return !x.members[i].Gone && x.people[i].cost(q) <= costTones }) {
		return all
	}
	for _, letters := range append([]string{q.bare}, q.words...) {
		kinds := kindsOf(letters)
		for _, w := range x.words {
			most := slipsMax(min(len(letters), len(w.letters)))
			if mayBeNear(letters, kinds, w, most) && thai.LetterDistance([]byte(letters), []byte(w.letters)) <= most {
				take(w.members)
			}
		}
	}
	return all
}

// guessAhead is by how much the best must be ahead of the next to be a guess.
const guessAhead = 4

// judge says how certain the ranking is.
func (x *Index) judge(q *query, ranked []ranking) Match {
	best := ranked[0]
	match := Match{Certainty: Doubt, HasGuess: best.Cost <= guessMax(len(q.bare))}
	for _, r := range ranked[:min(len(ranked), CandidatesMax)] {
		match.Candidates = append(match.Candidates, r.Candidate)
	}
	isRival := false
	for _, r := range ranked[1:] {
		if r.isGone && !best.isGone {
			continue
		}
		if isHeadingApart := r.apart >= otherVillage && best.apart < otherVillage; isHeadingApart && r.Cost >= best.Cost {
			continue // the heading of the list says which of the two
		}
		isRival = isRival || r.Cost <= best.Cost+costTones
		if r.Cost < best.Cost+guessAhead && r.apart <= best.apart {
			match.HasGuess = false
		}
	}
	isWhole := q.isWholeName(x.people[best.Member])
	isPlain := best.Cost <= costSame && (best.apart < otherVillage || isWhole)
	if !isRival && (isPlain || isWhole && best.Cost <= costSlip+10) {
		match.Certainty, match.Candidates = Sure, match.Candidates[:1]
	}
	return match
}

// isWholeName tells whether given and family name were written: a slip in so
// many letters leads to nobody else.
func (q *query) isWholeName(n names) bool {
	return n.family != "" && len(q.bare) >= len(n.family)+4 && len(q.words) > 1
}
