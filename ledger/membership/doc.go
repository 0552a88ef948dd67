// Package membership is what a fund decides about its members from dated facts:
// their standing, what their payments cover, who is behind and who lapses, and who
// receives after a member.
//
// Nothing here is a status that somebody sets. A standing is worked out from the
// events of a membership, a coverage from the payments, arrears from the fund's
// rule; so any past day can be asked, and a rule that is dated changes nothing
// before its day. A wrong event is voided by another one, never taken away.
//
// Like ledger it is pure: functions from values to values, without clock, file or
// database, and without a sentence for people; refusals are typed and carry the
// facts. It imports ledger and nothing else of ours.
package membership
