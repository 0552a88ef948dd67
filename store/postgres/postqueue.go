package postgres

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"

	"sajja/ledger"
	"sajja/store"
)

const (
	// callsMax is how many calls may be under way at once; see doc.go.
	callsMax = 2
	// togetherMax bounds the entries of one call. A slice that is longer by itself
	// goes alone.
	togetherMax = 256
	// togetherMin is how many entries are not worth a second call.
	togetherMin = 4
)

// queue is where callers wait while as many calls as may be are under way: who
// waits when one ends goes into the next ones, of several funds together. A fund's
// entries are in one call at a time, for a second would only wait for the numbers
// of the first. Its goroutines live as long as somebody waits.
type queue struct {
	db *DB
	// aside is where requests of funds go whose locks somebody sits on; nil for that
	// queue itself, which takes one fund at a time and waits.
	aside *queue
	calls int // at most

	mu       sync.Mutex
	waiting  []*request
	underWay map[ledger.FundID]int // entries of the calls that are made
	callers  int                   // goroutines that make calls
	spare    []*entryRows
	isOver   bool // the database is closed: nothing more is taken
	ended    sync.WaitGroup
}

func newQueue(db *DB) *queue {
	aside := &queue{db: db, calls: 1, underWay: map[ledger.FundID]int{}}
	return &queue{db: db, calls: callsMax, aside: aside, underWay: map[ledger.FundID]int{}}
}

// post hands the request over and waits for its outcome.
func (q *queue) post(ctx context.Context, r *request) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if q.aside.serves(r.fund) && q.aside.join(r) {
		q = q.aside
	} else if !q.join(r) {
		return store.ErrUnavailable
	}
	select {
	case err := <-r.outcome:
		return err
	case <-ctx.Done():
	}
	if q.leave(r) || q.aside.leave(r) {
		return ctx.Err()
	}
	select {
	case err := <-r.outcome: // it was there already
		return err
	default:
		return fmt.Errorf("%w: %w", store.ErrUnavailable, ctx.Err())
	}
}

func (q *queue) join(r *request) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.isOver {
		return false
	}
	q.waiting = append(q.waiting, r)
	if q.underWay[r.fund] == 0 {
		q.startCaller()
	}
	return true
}

// startCaller lets one more goroutine make calls, if there may be one more. The
// caller holds the lock.
func (q *queue) startCaller() {
	if q.callers < q.calls {
		q.callers++
		q.ended.Go(q.run)
	}
}

// serves tells whether requests of the fund are waiting here.
func (q *queue) serves(fund ledger.FundID) bool {
	if q == nil {
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.underWay[fund] > 0 || slices.ContainsFunc(q.waiting, func(r *request) bool { return r.fund == fund })
}

// leave tells whether the request was not sent yet, and now will not be.
func (q *queue) leave(r *request) bool {
	if q == nil {
		return false
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	i := slices.Index(q.waiting, r)
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return true
}

func (q *queue) run() {
	rows := q.rows()
	for together := q.take(); together != nil; together = q.take() {
		q.settle(together, rows)
		q.linger()
		q.release(together)
	}
	q.mu.Lock()
	defer q.mu.Unlock()
	q.spare = append(q.spare, rows)
}

// rows gives room for the entries of one call.
func (q *queue) rows() *entryRows {
	q.mu.Lock()
	defer q.mu.Unlock()
	if last := len(q.spare) - 1; last >= 0 {
		rows := q.spare[last]
		q.spare = q.spare[:last]
		return rows
	}
	return newEntryRows(togetherMax)
}

// linger lets those who were just answered, and who have more to post, come back
// before the next call is made: the processor is given away as long as that brings
// somebody. It waits for nobody who is not ready to run.
func (q *queue) linger() {
	for before, now := -1, 0; now != before; {
		runtime.Gosched()
		q.mu.Lock()
		before, now = now, len(q.waiting)
		q.mu.Unlock()
	}
}

// take gives those who go into the next call, ordered by fund, those of one fund
// in the order they came; none when nobody waits who could be served.
func (q *queue) take() []*request {
	q.mu.Lock()
	defer q.mu.Unlock()
	together, entries := []*request(nil), 0
	share, isMore := q.share(), false
	goes := map[ledger.FundID]bool{} // false: passed over, and so are those behind
	q.waiting = slices.DeleteFunc(q.waiting, func(r *request) bool {
		isFree := q.underWay[r.fund] == 0
		isIn, isKnown := goes[r.fund]
		if !isKnown {
			isIn = isFree && (entries == 0 || entries < share && !q.isOneFund())
		}
		isIn = isIn && (entries == 0 || entries+len(r.entries) <= togetherMax)
		goes[r.fund] = isIn
		if isIn {
			together, entries = append(together, r), entries+len(r.entries)
		}
		isMore = isMore || isFree && !isKnown && !isIn
		return isIn
	})
	if together == nil {
		q.callers--
		return nil
	}
	for _, r := range together {
		q.underWay[r.fund] += len(r.entries)
	}
	if isMore {
		q.startCaller()
	}
	slices.SortStableFunc(together, func(a, b *request) int { return bytes.Compare(a.fund.UUID[:], b.fund.UUID[:]) })
	return together
}

// share is how many entries a call begins with at most, before it takes what
// waits of the same funds: calls cost as much as several entries before the first,
// and two of a size keep both processors busy.
func (q *queue) share() int {
	outstanding := 0
	for _, r := range q.waiting {
		outstanding += len(r.entries)
	}
	for _, n := range q.underWay {
		outstanding += n
	}
	return max(togetherMin, (outstanding+q.calls-1)/q.calls)
}

func (q *queue) isOneFund() bool { return q.db.postsFundsApart || q.aside == nil }

// release says that the requests are settled.
func (q *queue) release(together []*request) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for _, r := range together {
		delete(q.underWay, r.fund)
	}
}

// close lets those who wait be settled and takes nobody else.
func (q *queue) close() {
	q.mu.Lock()
	q.isOver = true
	q.mu.Unlock()
	q.ended.Wait()
}
