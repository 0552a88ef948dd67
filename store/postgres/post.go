package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store"
)

const (
	// callTimeout bounds one call; its outcome is unknown afterwards.
	callTimeout = 30 * time.Second
	// attemptsMax bounds how often one call is made when it came to nothing.
	attemptsMax = 3
	// heldPatience bounds how long a call waits for what somebody else has locked:
	// closing a period or numbering a batch takes milliseconds. Whoever sits on a
	// fund's lock for longer stops that fund, which then waits aside, and no other.
	heldPatience = 200 * time.Millisecond
)

// postPatientlySQL is postSQL that waits for no lock longer than it is told; zero
// is for ever. CASE keeps the order; a WITH for it cost a tenth of a small call.
const postPatientlySQL = `SELECT CASE WHEN set_config('lock_timeout', $26, true) <> '' THEN (` + postSQL + `) END`

// Post writes entries of one fund, all or none. Posted entries get their document
// numbers, which are set in the slice.
//
// A repeat is harmless: entries whose key is in the books with the same content
// get the ID, instant and number that stand there, and the others are posted.
// ledger.ErrKeyReused when a key stands for something else; store.ErrConflict
// when another act resolved or reversed the same entry first; the errors of
// ledger when the database refuses the act. store.ErrUnavailable says that the
// outcome is not known, and the way to know it is to post the same again. The
// error of a context that ends before the entries were sent means that nothing
// was written.
func (db *DB) Post(ctx context.Context, fund ledger.FundID, entries []ledger.Entry) error {
	if len(entries) == 0 {
		return nil
	}
	for i := range entries {
		if err := entries[i].Check(); err != nil {
			return fmt.Errorf("post entry %s: %w", entries[i].ID, err)
		}
		if entries[i].Fund != fund {
			return fmt.Errorf("post entry %s: it is another fund's: %w", entries[i].ID, ledger.ErrIncomplete)
		}
	}
	r := &request{fund: fund, entries: slices.Clone(entries), outcome: make(chan error, 1)}
	if err := db.queue.post(ctx, r); err != nil {
		return fmt.Errorf("post %d entries: %w", len(entries), err)
	}
	copy(entries, r.entries)
	return nil
}

// request is what one caller wants posted. The entries are a copy, for a caller
// whose context ends leaves while they are under way.
type request struct {
	fund    ledger.FundID
	entries []ledger.Entry
	outcome chan error
}

// settle posts the requests in one call. When it is refused, each is posted
// alone, so that a bad one fails by itself.
func (q *queue) settle(together []*request, rows *entryRows) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	var err error
	if len(together) > 1 {
		if err = q.call(ctx, rows, together...); !isRefusal(err) {
			for _, r := range together {
				r.outcome <- outcomeOf(err)
			}
			return
		}
	}
	held := map[ledger.FundID]bool{}
	for _, r := range together {
		if !held[r.fund] {
			err = q.settleAlone(ctx, rows, r)
			held[r.fund] = q.aside != nil && isHeld(err)
		}
		switch {
		case !held[r.fund]:
			r.outcome <- err
		case !q.aside.join(r):
			r.outcome <- store.ErrUnavailable
		}
	}
}

// settleAlone posts one request. Refused for whatever reason, be it a period that
// was closed since, it may be a repeat: then what is not in the books is posted.
func (q *queue) settleAlone(ctx context.Context, rows *entryRows, r *request) error {
	err := q.call(ctx, rows, r)
	if !isRefusal(err) || isHeld(err) {
		return outcomeOf(err)
	}
	fresh, failure := q.db.findRepeats(ctx, r.fund, r.entries)
	switch {
	case failure != nil:
		return outcomeOf(failure)
	case len(fresh) == len(r.entries):
		return domainError(err)
	case len(fresh) == 0:
		return nil
	}
	rest := &request{fund: r.fund}
	for _, i := range fresh {
		rest.entries = append(rest.entries, r.entries[i])
	}
	err = q.call(ctx, rows, rest)
	for n, i := range fresh {
		r.entries[i] = rest.entries[n]
	}
	return outcomeOf(err)
}

// call makes the one round trip: the statement is a transaction of its own. It
// is made again when it came to nothing for sure.
func (q *queue) call(ctx context.Context, rows *entryRows, together ...*request) error {
	rows.reset()
	for _, r := range together {
		for i := range r.entries {
			rows.add(&r.entries[i])
		}
	}
	var numbers []*int32
	var err error
	patience := heldPatience
	if q.aside == nil {
		patience = 0
	}
	args := append(rows.args(), fmt.Sprint(patience.Milliseconds()))
	for range attemptsMax {
		err = q.db.pool.QueryRow(ctx, postPatientlySQL, args...).Scan(&numbers)
		if !isRetryable(err) && !pgconn.SafeToRetry(err) {
			break
		}
	}
	if err != nil {
		return err
	}
	for _, r := range together {
		setNumbers(r.entries, numbers[:len(r.entries)])
		numbers = numbers[len(r.entries):]
	}
	return nil
}

// isRefusal tells that the server said no and goes on: nothing was written. A
// connection that breaks, or that the server ends, leaves the outcome open.
func isRefusal(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Severity == "ERROR"
}

// isHeld tells that a lock was not to be had within the call's patience.
func isHeld(err error) bool {
	var refused *pgconn.PgError
	return errors.As(err, &refused) && refused.Code == "55P03" // lock_not_available
}

// outcomeOf is what a caller is told about a call.
func outcomeOf(err error) error {
	if err == nil || isRefusal(err) || errors.Is(err, ledger.ErrKeyReused) {
		return domainError(err)
	}
	return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
}
