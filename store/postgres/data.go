package postgres

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertDataLinkSQL = `
INSERT INTO data_links (fund_id, hash, member_id, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)`

func queueDataLink(batch *pgx.Batch, fund ledger.FundID, l store.DataLink) {
	batch.Queue(insertDataLinkSQL, fund.UUID, l.Hash[:], l.Member.UUID, l.At, l.ExpiresAt)
}

const dataLinksSinceSQL = `
SELECT count(*)::int FROM data_links WHERE fund_id = $1 AND member_id = $2 AND made_at >= $3`

// DataLinksSince counts the ways to her data that a member opened since an instant.
func (s *Session) DataLinksSince(ctx context.Context, member ledger.MemberID, since time.Time) (int, error) {
	var n int
	if err := s.tx.QueryRow(ctx, dataLinksSinceSQL, s.fund.UUID, member.UUID, since).Scan(&n); err != nil {
		return 0, fmt.Errorf("count data links: %w", err)
	}
	return n, nil
}

const dataLinkSQL = `
SELECT l.member_id FROM data_links l
WHERE l.fund_id = $1 AND l.hash = $2 AND l.expires_at > $3
  AND NOT EXISTS (SELECT FROM data_link_uses u WHERE u.fund_id = $1 AND u.hash = $2)`

// DataLink tells whose data a link leads to while it is open; store.ErrNotFound.
func (db *DB) DataLink(ctx context.Context, fund ledger.FundID, hash [sha256.Size]byte, at time.Time) (ledger.MemberID, error) {
	var member uuid.UUID
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, dataLinkSQL, fund.UUID, hash[:], at).Scan(&member)
	})
	if err != nil {
		return ledger.MemberID{}, fmt.Errorf("look a data link up: %w", domainError(err))
	}
	return ledger.MemberID{UUID: member}, nil
}

const useDataLinkSQL = `INSERT INTO data_link_uses (fund_id, hash, used_at) VALUES ($1, $2, $3)`

// UseDataLink walks the link: once. store.ErrNotFound when it is not open, and
// store.ErrConflict when somebody walks it at the same moment.
func (db *DB) UseDataLink(ctx context.Context, fund ledger.FundID, hash [sha256.Size]byte, at time.Time) (ledger.MemberID, error) {
	var member uuid.UUID
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, dataLinkSQL, fund.UUID, hash[:], at).Scan(&member); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, useDataLinkSQL, fund.UUID, hash[:], at)
		return err
	})
	if err != nil {
		return ledger.MemberID{}, fmt.Errorf("use a data link: %w", domainError(err))
	}
	return ledger.MemberID{UUID: member}, nil
}
