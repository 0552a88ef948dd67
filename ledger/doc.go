// Package ledger is the double-entry core of a community fund: money, days,
// accounts, entries and the rules that may never break.
//
// It is pure. It imports the standard library's value packages, decimal for
// exact money and uuid for identifiers, and nothing that reads a clock, a
// file, a network or a database: a rule that can be a function from values to
// values is one here, and store/postgres keeps what these functions make.
//
// The words are the accountant's: an Account has a type and from the type
// follows its normal side; an Entry is a balanced, immutable set of Postings;
// a posting has a side and an amount above zero, never a sign. The Thai word
// stands in each type's comment.
package ledger
