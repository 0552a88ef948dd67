package postgres

import (
	"context"
	"fmt"

	"sajja/ledger"
	"sajja/store"
)

const openingsSQL = `
SELECT count(*), coalesce(bool_or(starts_with(e.idempotency_key, $2)), false)
FROM (SELECT idempotency_key FROM entries WHERE fund_id = $1 AND kind = 'opening' OFFSET 0) e`

// OpenBooks brings in the balances of paper books, all lines or none, and tells
// how many opening entries the fund had before. The name of the act, act.Key, may
// be used once: ledger.ErrOpened. OpeningDifferenceError when the columns differ;
// others as Post.
func (db *DB) OpenBooks(ctx context.Context, opening ledger.Opening, act ledger.Act) (entries []ledger.Entry, before int, err error) {
	act.Key = "opening:" + act.Key
	entries, err = opening.Entries(act)
	if err != nil {
		return nil, 0, err
	}
	err = db.work(ctx, opening.Fund, nil, func(ctx context.Context, s *Session) (store.Outcome, error) {
		before, err = s.lockOpening(ctx, act.Key)
		return store.Outcome{Entries: entries}, err
	})
	if err == nil {
		err = db.fillNumbers(ctx, opening.Fund, entries)
	}
	if err != nil {
		return nil, before, fmt.Errorf("open the books with %d lines: %w", len(opening.Lines), err)
	}
	return entries, before, nil
}

// lockOpening waits for the books and counts the opening entries that the fund has;
// ledger.ErrOpened when this act brought some in before.
func (s *Session) lockOpening(ctx context.Context, key string) (before int, err error) {
	if err := s.LockBooks(ctx); err != nil {
		return 0, err
	}
	var isUsed bool
	if err := s.tx.QueryRow(ctx, openingsSQL, s.fund.UUID, key+":").Scan(&before, &isUsed); err != nil {
		return 0, fmt.Errorf("look for earlier openings: %w", err)
	}
	if isUsed {
		return before, ledger.ErrOpened
	}
	return before, nil
}
