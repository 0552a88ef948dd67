// Package plaintext writes a fund's books as text that hledger, ledger and
// beancount read, so that anyone can check them with a program that is not ours.
//
// It imports ledger and the standard library, and no file, clock or database:
// accounts and entries go in, text comes out, and no more than one entry is held
// at a time. Entries keep the order in which they were recorded and carry the day
// on which they count; the programs put them in order of days themselves.
//
// Three things stand in the text so that a fault cannot hide in it:
//   - every account is declared, so that a strict check finds a wrong one;
//   - every entry names its ID, and a reversal that of the entry it undoes;
//   - the books' own balances stand at the end as assertions, so that the program
//     adds up every line and says where it comes to another figure.
//
// A member's part of an account is a sub-account named by the number on the
// passbook. Members' names and LINE users are not written. Words that people
// typed cannot break a line: the few marks that mean something to a program are
// written as their full-width twins, which look the same.
package plaintext
