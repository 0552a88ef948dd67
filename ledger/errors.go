package ledger

import "errors"

// Refusals of the books. They carry no sentence for people: the bot looks the
// words up by error.
var (
	// ErrUnbalanced: debits and credits differ.
	ErrUnbalanced = errors.New("debits and credits differ")
	// ErrPostings: fewer than two postings, an unknown side, or postings on a
	// voided entry.
	ErrPostings = errors.New("an entry needs two or more postings, a voided one none")
	// ErrAmount: an amount is not above zero.
	ErrAmount = errors.New("an amount must be above zero")
	// ErrIncomplete: an entry lacks its fund, day, cause or key.
	ErrIncomplete = errors.New("an entry lacks fund, day, kind, cause or key")
	// ErrNotPending: the entry was received or voided before.
	ErrNotPending = errors.New("the entry no longer waits")
	// ErrMakerIsChecker: nobody confirms her own money.
	ErrMakerIsChecker = errors.New("the maker cannot be the checker")
	// ErrNotOfficer: the actor holds no office that may do this.
	ErrNotOfficer = errors.New("the actor holds no office for this")
	// ErrKeyReused: the same idempotency key came with other content.
	ErrKeyReused = errors.New("the same key was used for another act")
)
