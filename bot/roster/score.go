package roster

import (
	"slices"
	"strings"

	"sajja/bot/thai"
)

// Costs say how far a name is from what was written, in tenths of a wrong
// letter. What is at most costSame was written like that.
const (
	costSame     = 1
	costAddress  = 1  // a title or kinship more or less
	costTones    = 6  // the same but for tone marks
	costSound    = 7  // written otherwise, read alike
	costSlip     = 8  // and the slips on top
	costFamily   = 15 // a family name alone, which a household shares
	costConflict = 30 // a hint that says somebody else
	costMax      = 40 // farther than this is another name
	costNever    = 1000
)

// slipsMax is how far a slip of the thumb may lead, by the letters of the name,
// for the member to be offered.
func slipsMax(letters int) int {
	switch {
	case letters <= 2:
		return 5
	case letters <= 3:
		return 10
	case letters <= 5:
		return 13
	case letters <= 8:
		return 20
	}
	return 25
}

// guessMax is the bar for a guess: at most one plain slip, and in a name of two
// or three letters less than another letter, which makes another name there.
func guessMax(letters int) int {
	switch {
	case letters <= 2:
		return costSlip
	case letters <= 3:
		return costSlip + 6
	case letters <= 5:
		return costSlip + 10
	}
	return costSlip + 13
}

// wordCost tells how far two folded names are apart.
func wordCost(written, name string) int {
	switch {
	case written == name:
		return 0
	case written == "" || name == "":
		return costNever
	}
	if withoutTones(written) == withoutTones(name) {
		return costTones
	}
	most := slipsMax(min(len(written), len(name)))
	if apart := len(written) - len(name); apart > 4 || apart < -4 {
		return costNever
	}
	if d := thai.LetterDistance([]byte(written), []byte(name)); d <= most {
		return costSlip + d
	}
	return costNever
}

// cost tells how far a member is from the query.
func (n *names) cost(q *query) int {
	best := costNever
	for i, whole := range []string{q.whole, q.bare} {
		if i == 1 && q.bare == q.whole {
			break
		}
		for _, own := range n.nicknames {
			best = min(best, wordCost(whole, own)+i*costAddress)
		}
		for _, own := range n.given {
			best = min(best, wordCost(whole, own)+i*costAddress)
		}
		best = min(best, wordCost(whole, n.family)+costFamily)
		if n.family != "" {
			best = min(best, n.gluedCost(whole)+i*costAddress)
		}
	}
	if q.heard != "" && slices.Contains(n.heard, q.heard) {
		best = min(best, costSound)
	}
	if len(q.words) > 1 {
		best = min(best, n.wordsCost(q)+costAddress)
	}
	return best + n.hintCost(q)
}

// gluedCost compares given and family name written in one.
func (n *names) gluedCost(written string) int {
	best := costNever
	for _, first := range slices.Concat(n.given, n.nicknames) {
		best = min(best, wordCost(written, first+n.family))
	}
	return best
}

// wordsCost compares a name of several words: the first is a nickname or given
// name, each further one another of the member's names, or the beginning of the
// family name.
func (n *names) wordsCost(q *query) int {
	total := 0
	for i, w := range q.words {
		cost := n.firstCost(w, q.wordsHeard[i])
		if i > 0 {
			cost = min(cost, n.familyCost(w, q.wordsHeard[i]))
		}
		total += cost
	}
	return min(total, costNever)
}

// firstCost compares one word with the names that one is called by.
func (n *names) firstCost(w, sound string) int {
	best := costNever
	for _, own := range slices.Concat(n.nicknames, n.given) {
		best = min(best, wordCost(w, own))
	}
	if sound != "" && slices.Contains(n.heard, sound) {
		best = min(best, costSound)
	}
	return best
}

// familyCost compares one word with the family name or its beginning.
func (n *names) familyCost(w, sound string) int {
	switch {
	case n.family != "" && strings.HasPrefix(withoutTones(n.family), withoutTones(w)):
		return 0
	case sound != "" && sound == n.familyHeard:
		return min(costSound, wordCost(w, n.family))
	}
	return wordCost(w, n.family)
}

// hintCost weighs what stands beside the name: its village, its house.
func (n *names) hintCost(q *query) int {
	cost := 0
	if q.village != "" && n.village != q.village {
		cost += costConflict
	}
	switch {
	case q.house == "" || n.house == q.house:
	case n.house == "":
		cost += costSlip // nobody wrote down where she lives
	default:
		cost += costConflict
	}
	return cost
}
