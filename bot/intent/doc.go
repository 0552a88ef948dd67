// Package intent understands what a member, treasurer or coordinator wrote:
// one of a closed list of intents, its slots, how sure we are and what it
// hinged on.
//
// It is pure and the same text always gives the same result: no clock, no
// network, no model file, no randomness. It imports the standard library,
// ledger for money and days, and bot/thai; never the bot, a store or LINE.
//
// What binds it: money is never moved on a guess. A money intent needs a word
// for it and one clear amount; a question, a plan, a past event, a denial, an
// advert or a quotation never posts; two readings of an amount are asked, not
// chosen. Below the bar the answer is Clarify with the likely readings. The
// words are data (lexicon/*.txt), and a fund may add its own without a rebuild.
package intent
