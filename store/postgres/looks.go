package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertLookSQL = `
INSERT INTO person_looks (fund_id, id, member_id, looker_id, what, at) VALUES ($1, $2, $3, $4, $5, $6)`

func queueLook(batch *pgx.Batch, fund ledger.FundID, l store.Look) {
	batch.Queue(insertLookSQL, fund.UUID, l.ID, wireID(l.Member.UUID), l.By.UUID, string(l.What), l.At)
}

// KeepLook writes down a look from the command line.
func (db *DB) KeepLook(ctx context.Context, fund ledger.FundID, look store.Act) error {
	l, isLook := look.(store.Look)
	if !isLook {
		return nil
	}
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertLookSQL, fund.UUID, l.ID, wireID(l.Member.UUID), l.By.UUID, string(l.What), l.At)
		return err
	})
	if err != nil {
		return fmt.Errorf("write down a look: %w", domainError(err))
	}
	return nil
}

const looksAtSQL = `
SELECT l.what, l.at, l.member_id IS NULL, o.id, o.number, o.name,
       ARRAY(SELECT t.office FROM officer_terms t
             WHERE t.fund_id = $1 AND t.member_id = o.id AND t.since <= l.at AND (t.until IS NULL OR t.until > l.at) ORDER BY t.office)
FROM (SELECT * FROM (SELECT * FROM person_looks WHERE fund_id = $1 AND member_id = $2 ORDER BY at DESC LIMIT $3) own
      UNION ALL
      SELECT * FROM (SELECT * FROM person_looks WHERE fund_id = $1 AND member_id IS NULL AND looker_id <> $2 ORDER BY at DESC LIMIT $3) lists) l
JOIN members o ON o.fund_id = $1 AND o.id = l.looker_id
ORDER BY l.at DESC, l.id DESC LIMIT $3`

// LooksAt gives who looked at a member's record or figures, and at lists in which
// she stands, latest first, with the offices they held then.
func (s *Session) LooksAt(ctx context.Context, member ledger.MemberID, limit int) ([]store.SeenLook, error) {
	rows, err := s.tx.Query(ctx, looksAtSQL, s.fund.UUID, member.UUID, limit)
	if err != nil {
		return nil, fmt.Errorf("read looks: %w", err)
	}
	looks, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.SeenLook, error) {
		l := store.SeenLook{By: store.Member{Fund: s.fund}}
		var what string
		var offices []string
		err := row.Scan(&what, &l.At, &l.IsList, &l.By.ID.UUID, &l.By.Number, &l.By.Name, &offices)
		l.What, l.By.Offices = store.LookedAt(what), officesOf(offices)
		return l, err
	})
	if err != nil {
		return nil, fmt.Errorf("read looks: %w", err)
	}
	return looks, nil
}
