// Package register reads a fund's register of members from a table that somebody
// typed: it knows the headings people write, in Thai and English, days in both
// eras, numbers in Thai digits, and the balances of the paper book. It says of
// each wrong row what is wrong and what to write instead, and finds those who are
// in the table or in the register already, also under another spelling.
//
// It is pure: rows in, members and faults out. Nothing is looked up or kept here,
// and no sentence stands here: a fault has a code, and the catalogue the words.
package register
