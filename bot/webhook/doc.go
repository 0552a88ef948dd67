// Package webhook is the edge where LINE's events come in: it checks the
// signature over the exact bytes, takes the body apart event by event, has the
// events kept, and answers LINE.
//
// The promise is one sentence: a 200 means that every event of the body is in
// the journal. Everything else answers so that LINE delivers the body again,
// or says plainly why it never will be taken.
//
// Requests that arrive together are kept together. Whatever waits while one
// commit is under way shares the next one, so at rest nobody waits for company
// and under load the commit costs little per event (decision 2 of the design).
// One malformed event is kept aside with its reason and never costs its
// neighbours (decision 1).
//
// The package imports store for the record of an event and nothing else of
// ours. It knows no fund, no Thai and no database: the Journal and the Inbox
// are handed in. It never logs a body, a text or a token.
package webhook
