// Package thai reads and writes Thai as villagers do: the normal form of a
// chat line, numbers in digits and in words, dates of the Buddhist era, spoken
// clock times, the keyboard's slips, and names as they sound.
//
// It is pure: it imports the standard library's value packages and ledger for
// money and days, and nothing that reads a clock, a file or a network. Thai
// exists at the rim only, so no package but bot and those under it imports it.
//
// What binds it: a number that can be read two ways is reported as uncertain
// and never chosen (a wrong baht costs a fund its trust); the Buddhist year
// (+543) is known here and nowhere else; names keep the spelling their owners
// gave them.
package thai
