// Package conversation decides one turn of the talk: from what was left open,
// what came in and what is known, to what is asked next, what goes into the
// books and what is said.
//
// It is pure and holds no Thai sentence: Step maps values to values, package
// bot/speech finds the words, and package bot carries the decision out in one
// transaction. It imports no clock, no store driver and no LINE type.
//
// Decisions that bind it: a promise is made by one clear message, with an undo
// button instead of a question before it; a question comes first only where a
// message is unclear or looks like a double. A button carries a reference, never
// authority: who may do what is read from the facts of this very transaction.
// In a group nothing about a person's money is said, whoever asks.
package conversation
