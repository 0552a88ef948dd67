// Package redis keeps conversations in Redis 7 or newer: what was asked and
// which slots are filled, as bytes with a version and an expiry, written by
// compare-and-set. Nothing else lives there: a value that is gone, or that a
// newer program wrote, is a question asked again, never money, a claim or a
// message owed.
package redis
