// Package roster reads the list that a treasurer types or copies from her
// notebook, "สมศรี 30 / ป้าแดง 60 / บุญมี ขาด", and finds the members that its
// lines mean.
//
// An Index holds the members of one fund; it is built once for a list. Match
// finds who a name means: by number, nickname, given or full name, without
// titles and kinship, with missing tone marks, by sound, and past a slip of the
// thumb. What it answers is Sure, Doubt or Unknown. Sure is for words that fit
// one member and nobody else; two who fit equally well are always a Doubt, and
// so is a name that only nearly fits. A Doubt may have a guess, the candidate
// that is clearly ahead. A guess is there to be shown to a person, never to be
// posted without her word: a wrong baht costs a fund its trust.
//
// Read takes a list apart line by line: amounts, who did not pay, who pays ahead,
// headings of village and day, and the total that it states. A line that it
// cannot read is kept and named, never left out in silence.
//
// The package is pure: it imports the value packages of ledger and thai and
// nothing that reads a clock, a file or a network.
package roster
