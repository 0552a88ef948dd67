// Package linkcode is the one-time code by which a LINE user comes to speak for
// a member: how it is made, read back from what people type, and kept.
//
// A code is the fund's number and seven random digits, written like a telephone
// number in three groups: 104 482 7195. Digits, because they are read aloud and
// typed by old people on any keyboard; the fund's number in clear, so that a
// stranger's code finds its fund and a wrong one counts against that fund. It
// never begins with 0, as telephone numbers do.
//
// The books hold only a slow hash (argon2id, salted by the fund). Ten million
// codes are no wall against somebody who has stolen the database and owns fast
// machines, only a delay of hours: what protects a member then is that a code
// works once, dies within weeks, and that tries are counted where it is typed.
//
// It is pure but for the randomness of New, and knows no store and no LINE.
package linkcode
