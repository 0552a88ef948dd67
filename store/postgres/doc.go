// Package postgres keeps the books, the people and the messages of all funds
// in PostgreSQL 15 or newer, with guards of its own.
//
// Decisions that bind it:
//   - Every row of fund data starts with its fund_id, in every key. Row-level
//     security shows the application's role one fund per transaction, the one
//     named by the setting sajja.fund; no transaction works on two funds.
//   - Entries and postings are inserted and never changed, by grant and by
//     trigger. Balances are kept by triggers of the database from the postings
//     themselves, so no caller can let them drift; verify recomputes them.
//   - A fund's own accounts (cash, bank) would be one hot row for everybody.
//     Their balance is kept in stripes: each connection adds to the row of its
//     own stripe, and the balance is the sum. A member's account has one row.
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
//   - Money is BIGINT satang here and nowhere else.
package postgres
