// Package bot takes one inbound event from intent to commit and its answer to
// LINE. It is the only place where the parts meet: Thai understanding,
// conversation, ledger, stores and the way out.
//
// The one road: an event is kept by the webhook edge and offered here; events
// that wait are taken together, per fund, at most one per chat; one database
// transaction reads the facts, holds the entries, the messages owed and the
// events marked done; then the conversation goes to Redis and the messages are
// sent. After a crash at any arrow, Unworked brings the event back, or the
// outbox the message: doing it again gives the same books.
//
// It imports neither pgx nor go-redis: what it needs of the stores it says in
// the interfaces of this package, and cmd/sajja passes the stores in.
package bot
