// Package store holds the records and errors that the drivers below it share:
// store/postgres keeps the books, store/redis the conversations. It imports
// the domain and never the bot: data flows down, nothing downstream calls
// upstream.
package store
