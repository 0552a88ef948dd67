package postgres

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"sajja/ledger"
	"sajja/store"
)

// Fault is something in the books that cannot be right, in words for an auditor.
type Fault struct {
	Fund string `json:"fund"`
	// Check names the rule that is broken.
	Check string `json:"check"`
	// Where is the place: a document, an account, a day.
	Where string `json:"where"`
	// Entry, Document and Day, the Bangkok day of recording, find the entry.
	Entry    string `json:"entry,omitempty"`
	Document string `json:"document,omitempty"`
	Day      string `json:"day,omitempty"`
	Found    string `json:"found,omitempty"`
	Expected string `json:"expected,omitempty"`
}

// Verification is what a look at every row of the books came to.
type Verification struct {
	Entries int64
	Funds   int
	// Faults come fund by fund in the order in which a reader of the books meets
	// them: first entry by entry, then what they add up to.
	Faults []Fault
}

// VerifyOptions narrow a verification and show how far it is.
type VerifyOptions struct {
	// Since looks only at what was recorded from that day on, and at the seals from
	// there. Balances cannot be recomputed from a part of the entries and are left
	// out. Zero: everything.
	Since ledger.Date
	// Read, when set, counts the entries read so far.
	Read *atomic.Int64
}

// Verify recomputes the books of the given funds from the rows alone, one
// consistent view per fund, and names what is wrong.
func (db *DB) Verify(ctx context.Context, funds []store.Fund) (Verification, error) {
	return db.VerifyWith(ctx, funds, VerifyOptions{})
}

// VerifyWith is Verify with options.
//
// It reads a fund's entries and postings once, side by side in the order of their
// keys, over two connections that share one snapshot, and checks each entry as it
// comes. What has to be remembered is small whatever the number of entries: the
// promises that are open, a bit per document number, a sum per account and month
// and per member. Several funds are read at once, each by two connections of its
// own, so that it never waits for one of the pool while it holds another.
func (db *DB) VerifyWith(ctx context.Context, funds []store.Fund, options VerifyOptions) (Verification, error) {
	if options.Read == nil {
		options.Read = new(atomic.Int64)
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	faults := make([][]Fault, len(funds))
	next := make(chan int)
	var wait sync.WaitGroup
	for range min(len(funds), runtime.GOMAXPROCS(0)) {
		wait.Go(func() {
			if err := db.verifyFunds(ctx, funds, next, faults, options); err != nil {
				cancel(err)
			}
		})
	}
	for i := range funds {
		select {
		case next <- i:
		case <-ctx.Done():
		}
	}
	close(next)
	wait.Wait()
	result := Verification{Entries: options.Read.Load(), Funds: len(funds), Faults: []Fault{}}
	for _, found := range faults {
		result.Faults = append(result.Faults, found...)
	}
	return result, context.Cause(ctx)
}

// verifyFunds is one of several that take funds from next.
func (db *DB) verifyFunds(ctx context.Context, funds []store.Fund, next <-chan int, faults [][]Fault, options VerifyOptions) (err error) {
	reader, err := db.openReader(ctx)
	if err != nil {
		return fmt.Errorf("verify: %w", err)
	}
	defer func() { err = errors.Join(err, reader.close(ctx)) }()
	for i := range next {
		if faults[i], err = reader.verify(ctx, funds[i], options); err != nil {
			return fmt.Errorf("verify fund %s: %w", funds[i].Code, err)
		}
	}
	return nil
}

// faultsMax bounds how many faults of one check are named; the rest are counted.
const faultsMax = 20

// faultList gathers the faults of one fund.
type faultList struct {
	fund   string
	found  []Fault
	counts map[string]int
	order  []string
}

func (l *faultList) add(f Fault) {
	if l.counts == nil {
		l.counts = map[string]int{}
	}
	if l.counts[f.Check] == 0 {
		l.order = append(l.order, f.Check)
	}
	l.counts[f.Check]++
	if l.counts[f.Check] <= faultsMax {
		f.Fund = l.fund
		l.found = append(l.found, f)
	}
}

// all gives the faults, and for each check with too many how many were left out.
func (l *faultList) all() []Fault {
	for _, check := range l.order {
		if more := l.counts[check] - faultsMax; more > 0 {
			l.found = append(l.found, Fault{Fund: l.fund, Check: check, Where: fmt.Sprintf("and %d more", more)})
		}
	}
	return l.found
}
