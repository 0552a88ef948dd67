// Package postgres keeps the books, the people and the messages of all funds
// in PostgreSQL 15 or newer, with guards of its own.
//
// Decisions that bind it:
//   - Every row of fund data starts with its fund_id, in every key. Row-level
//     security shows the application's role one fund per transaction, the one
//     named by the setting sajja.fund. A turn of the bot, a report, a closing work
//     on one fund; only Post, which takes the entries of callers that come at the
//     same time, may write those of several funds in one call (post.go). A call
//     costs as much as seven entries before the first: with 16 callers over a
//     thousand funds 3,600 entries a second were posted so, and 600 with a call for
//     each fund; with 64 callers 3,200 and 1,000 (two cores that had other work).
//     Options.PostsFundsApart is for an engine that spreads funds over machines.
//   - The books have one door: the application may not insert into entries and
//     postings, it calls the function sajja_post (migrations/0009_posting.sql),
//     which checks the rules, gives the numbers, and writes entries, postings and
//     balances. Nothing is changed afterwards, by grant and by trigger.
//   - A fund's own accounts (cash, bank) would be one hot row for everybody. An
//     account as a whole is kept by month in sixteen stripes: each connection adds
//     to its own, and a balance is the sum, so nobody waits for another's row and
//     a trial balance reads months and not members. A member's part of an account
//     has one row, locked in the order of its key. Both are derived, in the
//     transaction of the postings; verify recomputes them.
//   - What closes periods and seals days takes a lock on the fund's books that
//     posting shares: an entry comes before or after, never in between.
//   - The past is sealed: a hash for each fund and day, over the entries recorded
//     on it and the seal before (ledger/seal.go, migrations/0007_sealing.sql). A
//     seal and a posting wait for each other, and a sealed day takes no entry.
//   - Verify leans on nothing but the rows: one pass over entries and postings in
//     the order of their keys. It spells the digests out once more, so that a slip
//     in the code that wrote them shows.
//   - Jobs are River's, in a schema and over connections of their own: what is due
//     by the clock never takes a connection from the events of people.
//   - What comes from LINE and what is owed to it are insert-only too: an event
//     or message and its result are two rows, so nothing is updated under load.
//   - Everything takes slices: one call, a fixed small number of round trips.
//   - Callers of Post wait in one queue (postqueue.go). A call costs as much as six
//     or seven entries before the first, nearly all of it the start-up of its
//     statements, so what waits goes together: two calls of a size, one for each
//     processor, and those who were just answered come back before the next is made.
//     A fund's entries are in one call at a time, for the numbers of its documents
//     are a queue anyway: the counter is locked until the commit, so that a number
//     that is given is used. In one call that queue is passed once.
//   - Calls lock in one order, whoever makes them: the books of the funds in the
//     order of their IDs, shared; the counters by fund, series and year; the balances
//     by their key. What a call finds missing it adds at the end of that order; where
//     two are first with the same rows, PostgreSQL may end one, and it is made again.
//   - Speed is measured beside something known on the same server (bench_test.go).
//     A third of a posting of entries of as many funds goes into balances, a third
//     into entries with their indexes and postings, the rest into looking up,
//     numbering and the call itself.
//   - Money is BIGINT satang here and nowhere else.
package postgres
