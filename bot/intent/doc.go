// Package intent understands what a member, treasurer or coordinator wrote:
// one of a closed list of intents, its slots, how sure we are and what it
// hinged on.
//
// It is pure and the same text always gives the same result: no clock, no
// network, no model file, no randomness. It imports the standard library,
// ledger for money and days, and bot/thai; never the bot, a store or LINE.
//
// A message goes one way through: folded to its normal form (bot/thai), cut
// into words, numbers, days and unknown stretches at the least cost
// (token.go), read for who is named, what each number counts, where clauses
// end and which acts of money are meant (reading.go and the files beside it),
// and then put to the rules in a fixed order (rule.go). The first rule that
// speaks decides, and its name stands in the result.
//
// The result is then weighed (confidence.go): letters unknown, words misspelt, and
// sums, acts and people that had to be explained away each lower how sure it is.
//
// What binds it: money is never moved on a guess. A money intent needs a word
// for it and one clear amount; a question, a plan, a past event, a denial, an
// advert or a quotation never posts; two readings of an amount are asked, not
// chosen. Below the bar the answer is Clarify with the likely readings. What
// was typed on the wrong keyboard is offered, never done.
//
// The words are data: lexicon/*.txt, sections in brackets and the words under
// them. A section is a mark that rules read; a word may stand in several. A
// fund adds its own in the same form (WithWords), or says that a word is like
// a known one, without a rebuild. A rule names a single word only where its
// marks cannot say it (word.go).
package intent
