package postgres

import (
	"context"
	"errors"
	"fmt"

	"sajja/ledger"
	"sajja/store"
)

// PostOnce posts one entry and gives it as it stands in the books. The same act
// under the same key is a repeat, also when its day was closed since: it is told,
// and nothing is written. ledger.ErrKeyReused when the key belongs to another
// act; others as Post.
func (db *DB) PostOnce(ctx context.Context, e ledger.Entry) (standing store.EntryRecord, isRepeat bool, err error) {
	refused := db.Post(ctx, e.Fund, []ledger.Entry{e})
	standing, err = db.EntryByKey(ctx, e.Fund, e.Key)
	switch {
	case err == nil && standing.ContentHash() == e.ContentHash():
		return standing, standing.ID != e.ID, nil
	case err == nil:
		return store.EntryRecord{}, false, fmt.Errorf("post entry %s: %w", e.ID, ledger.ErrKeyReused)
	case refused != nil:
		err = refused
	}
	return store.EntryRecord{}, false, err
}

// Reverse undoes a posted entry, on its own day while its period is open, else on
// the first open day. The same reversal a second time is a repeat, told as one.
// ErrReversed when it was reversed in another way or by somebody faster,
// ErrNotPosted, ErrReversal, ErrAccount of ledger; store.ErrNotFound.
func (db *DB) Reverse(ctx context.Context, fund ledger.FundID, id ledger.EntryID, reason string, act ledger.Act) (reversal store.EntryRecord, isRepeat bool, err error) {
	for range workTries {
		isRepeat, err = db.reverse(ctx, fund, id, reason, act)
		if !errors.Is(err, ledger.ErrPeriodClosed) { // closed after the look: look again
			break
		}
	}
	if err != nil {
		return store.EntryRecord{}, false, fmt.Errorf("reverse entry %s: %w", id, err)
	}
	reversal, err = db.EntryByKey(ctx, fund, act.Key)
	return reversal, isRepeat, err
}

func (db *DB) reverse(ctx context.Context, fund ledger.FundID, id ledger.EntryID, reason string, act ledger.Act) (isRepeat bool, err error) {
	err = db.work(ctx, fund, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
		record, err := s.entryRecord(ctx, entryByIDSQL, id.UUID)
		if err != nil {
			return store.Outcome{}, err
		}
		if by := record.ReversedBy; by != nil {
			isRepeat = by.Key == act.Key && by.Reason == reason
			if !isRepeat {
				return store.Outcome{}, ledger.ErrReversed
			}
			return store.Outcome{}, nil
		}
		closed, err := s.ClosedThrough(ctx)
		if err != nil {
			return store.Outcome{}, err
		}
		reversal, err := ledger.Reverse(record.Entry, closed, reason, act)
		return store.Outcome{Entries: []ledger.Entry{reversal}}, err
	})
	return isRepeat, err
}

// Receipt is money that an officer has of a promise.
type Receipt struct {
	Fund    ledger.FundID
	Promise ledger.EntryID
	// Amount is the part received; zero for the whole.
	Amount ledger.Money
	Into   ledger.AccountRef
}

// Receive posts what an officer has of a promise; of a part, the rest waits on as
// a promise of its own. The same receipt a second time is a repeat, told as one.
// ErrNotPending when it was received or taken back before, ErrMakerIsChecker,
// ErrNotOfficer, ErrAmount of ledger; store.ErrNotFound.
func (db *DB) Receive(ctx context.Context, r Receipt, act ledger.Act) (received store.EntryRecord, isRepeat bool, err error) {
	err = db.work(ctx, r.Fund, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
		record, err := s.entryRecord(ctx, entryByIDSQL, r.Promise.UUID)
		if err != nil {
			return store.Outcome{}, err
		}
		amount := r.Amount
		if amount.IsZero() {
			amount = record.Amount()
		}
		if by := record.ResolvedBy; by != nil {
			isRepeat = by.Key == act.Key && by.Phase == ledger.PhasePosted && by.Amount.Equal(amount)
			if !isRepeat {
				return store.Outcome{}, ledger.ErrNotPending
			}
			return store.Outcome{}, nil
		}
		entries, err := receiptOf(record.Entry, amount, r.Into, act)
		return store.Outcome{Entries: entries}, err
	})
	if err != nil {
		return store.EntryRecord{}, false, fmt.Errorf("receive entry %s: %w", r.Promise, err)
	}
	received, err = db.EntryByKey(ctx, r.Fund, act.Key)
	return received, isRepeat, err
}

func receiptOf(promise ledger.Entry, amount ledger.Money, into ledger.AccountRef, act ledger.Act) ([]ledger.Entry, error) {
	if amount.Equal(promise.Amount()) {
		whole, err := ledger.Receive(promise, into, act)
		return []ledger.Entry{whole}, err
	}
	part, rest, err := ledger.ReceivePart(promise, amount, into, act)
	return []ledger.Entry{part, rest}, err
}
