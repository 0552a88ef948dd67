// Package household holds what a fund lets the people of one house do for each
// other: who acts for whom, in what and until when, and how one sum that somebody
// brings for all of them is shared out.
//
// That a household does not approve its own is ledger.MayCheck, beside the acts
// that it guards.
//
// Like ledger it is pure: functions from values to values, without clock, file or
// database, and without a sentence for people. It imports ledger and nothing else
// of ours.
package household
