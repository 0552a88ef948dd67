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
	// ErrHouseholdIsChecker: nobody confirms the money of her own household.
	ErrHouseholdIsChecker = errors.New("the checker lives in the household of the maker or of the member")
	// ErrProxyIsChecker: nobody confirms the money of one for whom she acts, or who
	// acts for her.
	ErrProxyIsChecker = errors.New("the checker acts for the maker or the member, or is acted for")
	// ErrNotOfficer: the actor holds no office that may do this.
	ErrNotOfficer = errors.New("the actor holds no office for this")
	// ErrExpiry: a promise is only given up after the day it waits until.
	ErrExpiry = errors.New("the entry still has its day, or none")
	// ErrNotPosted: only what stands in the books can be reversed.
	ErrNotPosted = errors.New("only a posted entry can be reversed")
	// ErrReversal: a reversal is not reversed; the act is done again instead.
	ErrReversal = errors.New("a reversal cannot be reversed")
	// ErrReversed: the entry was reversed before.
	ErrReversed = errors.New("the entry was reversed before")
	// ErrSource: a source of money is unknown, or an entry does not balance for
	// each of its sources.
	ErrSource = errors.New("the entry does not balance for each source of money")
	// ErrPeriodClosed: the day lies in a period that is closed.
	ErrPeriodClosed = errors.New("the day lies in a closed period")
	// ErrDaySealed: the books of the day on which this would be recorded are
	// sealed: the clock of this machine is behind.
	ErrDaySealed = errors.New("the day of recording is sealed: the clock is behind the books")
	// ErrAccount: the fund does not have the account, or it is closed.
	ErrAccount = errors.New("the fund has no such open account")
	// ErrMember: the fund does not have the member.
	ErrMember = errors.New("the fund has no such member")
	// ErrInsufficient: a member's savings would fall below zero.
	ErrInsufficient = errors.New("savings do not cover this")
	// ErrKeyReused: the same idempotency key came with other content.
	ErrKeyReused = errors.New("the same key was used for another act")
)
