package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
)

// What a member's payments cover is folded from her entries in the order of
// recording. Posting knows nothing of it: whoever asks folds what is new, and who
// asks about a whole fund keeps what she folded in the table coverage.
//
// An entry may be written after one with a larger ID, since IDs are made before
// the transaction. So the cache never goes beyond entries behind which none can
// come: those of days that are sealed, and those older than a day.

// Coverages gives what the members of a fund have paid for by the end of a day,
// by village and number, whatever their standing. For today or later it folds only
// what is new since it was last asked, and keeps that.
func (db *DB) Coverages(ctx context.Context, fund store.Fund, day ledger.Date, now time.Time) ([]store.MemberCoverage, error) {
	var list []store.MemberCoverage
	var kept []keptCoverage
	err := db.inReport(ctx, fund.ID, func(tx pgx.Tx) error {
		var err error
		list, kept, err = coverages(ctx, tx, fund, coverageAsked{day: day, now: now})
		return err
	})
	if err == nil && len(kept) > 0 {
		err = db.inFund(ctx, fund.ID, func(tx pgx.Tx) error { return keepCoverage(ctx, tx, fund.ID, kept) })
	}
	if err != nil {
		return nil, fmt.Errorf("what members of %s have paid for: %w", fund.Code, err)
	}
	return list, nil
}

// RecountCoverages empties the cache of a fund and folds everything anew. It
// gives the members whose row said something else than their entries do.
func (db *DB) RecountCoverages(ctx context.Context, fund store.Fund, now time.Time) (counted int, wrong []store.Member, err error) {
	today := ledger.DateOf(now)
	before, err := db.Coverages(ctx, fund, today, now)
	if err != nil {
		return 0, nil, err
	}
	if err := db.EmptyCoverages(ctx, fund.ID); err != nil {
		return 0, nil, err
	}
	after, err := db.Coverages(ctx, fund, today, now)
	if err != nil {
		return 0, nil, err
	}
	cached := make(map[ledger.MemberID]store.MemberCoverage, len(before))
	for _, m := range before {
		cached[m.Member.ID] = m
	}
	for _, m := range after {
		if was, isThere := cached[m.Member.ID]; isThere && !was.Coverage.Equal(m.Coverage) {
			wrong = append(wrong, m.Member)
		}
	}
	return len(after), wrong, nil
}

const emptyCoverageSQL = `DELETE FROM coverage WHERE fund_id = $1`

// EmptyCoverages forgets what was folded; the next who asks folds it anew.
func (db *DB) EmptyCoverages(ctx context.Context, fund ledger.FundID) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, emptyCoverageSQL, fund.UUID)
		return err
	})
	if err != nil {
		return fmt.Errorf("empty the cache of coverages: %w", err)
	}
	return nil
}

// Coverages gives what some members have paid for up to now, for a turn; the
// whole fund without names.
func (s *Session) Coverages(ctx context.Context, fund store.Fund, members []ledger.MemberID, now time.Time) ([]store.MemberCoverage, error) {
	asked := coverageAsked{day: ledger.DateOf(now), now: now, names: members}
	list, kept, err := coverages(ctx, s.tx, fund, asked)
	if err == nil && members == nil && len(kept) > 0 {
		err = keepCoverage(ctx, s.tx, fund.ID, kept)
	}
	if err != nil {
		return nil, fmt.Errorf("what members have paid for: %w", err)
	}
	return list, nil
}

// CoverageRanges gives a member's coverage on a day and the days that each of her
// payments paid for, the first first.
func (db *DB) CoverageRanges(ctx context.Context, fund store.Fund, member ledger.MemberID, day ledger.Date, now time.Time) (store.MemberCoverage, []membership.Covered, error) {
	var found store.MemberCoverage
	var ranges []membership.Covered
	err := db.inReport(ctx, fund.ID, func(tx pgx.Tx) error {
		asked := coverageAsked{day: day, now: now, names: []ledger.MemberID{member}, isWhole: true}
		r, err := readCoverage(ctx, tx, fund, asked)
		if err != nil {
			return err
		}
		if len(r.rows) == 0 {
			return store.ErrNotFound
		}
		found = r.fold(&r.rows[0]).MemberCoverage
		ranges = found.Rules.Ranges(found.Payer.Start, r.payments(&r.rows[0]))
		return nil
	})
	if err != nil {
		return found, nil, fmt.Errorf("what a member has paid for: %w", err)
	}
	return found, ranges, nil
}

// coverageAsked is a question: whose, on what day, seen when.
type coverageAsked struct {
	day ledger.Date
	now time.Time
	// names are who is asked about; nil is everybody.
	names []ledger.MemberID
	// isWhole reads all entries, whatever is kept.
	isWhole bool
}

// isPast tells whether the day is before the one it is asked on: the cache knows
// the latest only.
func (a coverageAsked) isPast() bool { return a.day.Before(ledger.DateOf(a.now)) }

// coverages reads in one round trip, and in a second one for those whose cache is
// no longer right. It gives the rows to keep.
func coverages(ctx context.Context, tx transaction, fund store.Fund, asked coverageAsked) ([]store.MemberCoverage, []keptCoverage, error) {
	asked.isWhole = asked.isWhole || asked.isPast()
	r, err := readCoverage(ctx, tx, fund, asked)
	if err != nil {
		return nil, nil, err
	}
	if anew := r.outdated(); len(anew) > 0 {
		if err := r.readAnew(ctx, tx, anew); err != nil {
			return nil, nil, err
		}
	}
	list := make([]store.MemberCoverage, len(r.rows))
	var kept []keptCoverage
	for i := range r.rows {
		folded := r.fold(&r.rows[i])
		list[i] = folded.MemberCoverage
		if folded.kept != nil && !asked.isPast() {
			kept = append(kept, *folded.kept)
		}
	}
	return list, kept, nil
}
