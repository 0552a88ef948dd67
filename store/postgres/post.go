package postgres

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store"
)

const (
	// lanesCount is how many calls may be under way at once; see doc.go.
	lanesCount = 2
	// togetherMax bounds the entries of one call. A slice that is longer by itself
	// goes alone.
	togetherMax = 256
	// callTimeout bounds one call; its outcome is unknown afterwards.
	callTimeout = 30 * time.Second
	// attemptsMax bounds how often one call is made when it came to nothing.
	attemptsMax = 3
	// heldPatience bounds how long a lane waits for what somebody else has locked:
	// closing a period or numbering a batch takes milliseconds. Whoever sits on a
	// fund's lock for longer stops that fund, which then waits aside, and no other.
	heldPatience = 200 * time.Millisecond
)

// postPatientlySQL is postSQL that waits for no lock longer than it is told; zero
// is for ever.
const postPatientlySQL = `WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', $26, true))` + postSQL + ` FROM patience`

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
	if err := db.lanes[fund.UUID[len(fund.UUID)-1]%lanesCount].post(ctx, r); err != nil {
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

// lane makes one call after the other: whoever comes while a call is under way is
// taken together with all who wait when it ends. Its goroutine lives as long as
// somebody waits.
type lane struct {
	db   *DB
	rows *entryRows // of the call that is made
	// aside is where requests of funds go whose locks somebody sits on; nil for that
	// lane itself, which takes one fund at a time and waits.
	aside *lane

	mu         sync.Mutex
	waiting    []*request
	isUnderWay bool
	underWay   ledger.FundID // of aside: whose requests
	isOver     bool          // the database is closed: nothing more is taken
	ended      sync.WaitGroup
}

func newLane(db *DB, aside *lane) *lane {
	return &lane{db: db, rows: newEntryRows(togetherMax), aside: aside}
}

// post hands the request over and waits for its outcome.
func (l *lane) post(ctx context.Context, r *request) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if l.aside.serves(r.fund) && l.aside.join(r) {
		l = l.aside
	} else if !l.join(r) {
		return store.ErrUnavailable
	}
	select {
	case err := <-r.outcome:
		return err
	case <-ctx.Done():
	}
	if l.leave(r) || l.aside.leave(r) {
		return ctx.Err()
	}
	select {
	case err := <-r.outcome: // it was there already
		return err
	default:
		return fmt.Errorf("%w: %w", store.ErrUnavailable, ctx.Err())
	}
}

func (l *lane) join(r *request) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.isOver {
		return false
	}
	l.waiting = append(l.waiting, r)
	if !l.isUnderWay {
		l.isUnderWay = true
		l.ended.Go(l.run)
	}
	return true
}

// serves tells whether requests of the fund are waiting here.
func (l *lane) serves(fund ledger.FundID) bool {
	if l == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.isUnderWay && l.underWay == fund || slices.ContainsFunc(l.waiting, func(r *request) bool { return r.fund == fund })
}

// leave tells whether the request was not sent yet, and now will not be.
func (l *lane) leave(r *request) bool {
	if l == nil {
		return false
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.waiting, r)
	if i < 0 {
		return false
	}
	l.waiting = slices.Delete(l.waiting, i, i+1)
	return true
}

func (l *lane) run() {
	for together := l.take(); together != nil; together = l.take() {
		l.settle(together)
	}
}

// take gives those who go into the next call, in the order they came; none when
// nobody waits.
func (l *lane) take() []*request {
	l.mu.Lock()
	defer l.mu.Unlock()
	n, entries := 0, 0
	for n < len(l.waiting) && (n == 0 || l.mayJoin(l.waiting[n], entries)) {
		entries += len(l.waiting[n].entries)
		n++
	}
	if n == 0 {
		l.isUnderWay = false
		return nil
	}
	l.underWay = l.waiting[0].fund
	together := slices.Clone(l.waiting[:n])
	l.waiting = slices.Delete(l.waiting, 0, n)
	return together
}

func (l *lane) mayJoin(r *request, entries int) bool {
	isOneFund := l.db.postsFundsApart || l.aside == nil
	return entries+len(r.entries) <= togetherMax && (!isOneFund || r.fund == l.waiting[0].fund)
}

// close lets those who wait be settled and takes nobody else.
func (l *lane) close() {
	l.mu.Lock()
	l.isOver = true
	l.mu.Unlock()
	l.ended.Wait()
}

// settle posts the requests in one call. When it is refused, each is posted
// alone, so that a bad one fails by itself.
func (l *lane) settle(together []*request) {
	ctx, cancel := context.WithTimeout(context.Background(), callTimeout)
	defer cancel()
	var err error
	if len(together) > 1 {
		if err = l.call(ctx, together...); !isRefusal(err) {
			for _, r := range together {
				r.outcome <- outcomeOf(err)
			}
			return
		}
	}
	held := map[ledger.FundID]bool{}
	for _, r := range together {
		if !held[r.fund] {
			err = l.settleAlone(ctx, r)
			held[r.fund] = l.aside != nil && isHeld(err)
		}
		switch {
		case !held[r.fund]:
			r.outcome <- err
		case !l.aside.join(r):
			r.outcome <- store.ErrUnavailable
		}
	}
}

// settleAlone posts one request. Refused for whatever reason, be it a period that
// was closed since, it may be a repeat: then what is not in the books is posted.
func (l *lane) settleAlone(ctx context.Context, r *request) error {
	err := l.call(ctx, r)
	if !isRefusal(err) || isHeld(err) {
		return outcomeOf(err)
	}
	fresh, failure := l.db.findRepeats(ctx, r.fund, r.entries)
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
	err = l.call(ctx, rest)
	for n, i := range fresh {
		r.entries[i] = rest.entries[n]
	}
	return outcomeOf(err)
}

// call makes the one round trip: the statement is a transaction of its own. It
// is made again when it came to nothing for sure.
func (l *lane) call(ctx context.Context, together ...*request) error {
	l.rows.reset()
	for _, r := range together {
		for i := range r.entries {
			l.rows.add(&r.entries[i])
		}
	}
	var numbers []*int32
	var err error
	patience := heldPatience
	if l.aside == nil {
		patience = 0
	}
	args := append(l.rows.args(), fmt.Sprint(patience.Milliseconds()))
	for range attemptsMax {
		err = l.db.pool.QueryRow(ctx, postPatientlySQL, args...).Scan(&numbers)
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

// isHeld tells that a lock was not to be had within the lane's patience.
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
