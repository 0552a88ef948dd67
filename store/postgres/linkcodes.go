package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const giveLinkSeriesSQL = `
INSERT INTO link_series (fund_id, series) SELECT $1, coalesce(max(series), 99) + 1 FROM link_series
ON CONFLICT ON CONSTRAINT link_series_pkey DO NOTHING`

const linkSeriesSQL = `SELECT series FROM link_series WHERE fund_id = $1`

// seriesTries is how often a number for a fund's codes is drawn again when other
// funds take theirs in the same moment.
const seriesTries = 5

// LinkSeries gives the number that the fund's link codes begin with, and gives
// it one when it has none.
func (db *DB) LinkSeries(ctx context.Context, fund ledger.FundID) (int, error) {
	var series int
	var err error
	for range seriesTries {
		err = db.inFund(ctx, fund, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, giveLinkSeriesSQL, fund.UUID); err != nil {
				return domainError(err)
			}
			return tx.QueryRow(ctx, linkSeriesSQL, fund.UUID).Scan(&series)
		})
		if !errors.Is(err, store.ErrConflict) {
			break
		}
	}
	if err != nil {
		return 0, fmt.Errorf("number the link codes of a fund: %w", err)
	}
	return series, nil
}

const fundsOfSeriesSQL = `SELECT series, fund_id FROM link_series WHERE series = ANY($1::integer[])`

// FundsOfSeries gives the funds whose link codes begin with these numbers.
func (db *DB) FundsOfSeries(ctx context.Context, series []int) (map[int]ledger.FundID, error) {
	rows, err := db.pool.Query(ctx, fundsOfSeriesSQL, series)
	if err != nil {
		return nil, fmt.Errorf("find the funds of link codes: %w", err)
	}
	funds := make(map[int]ledger.FundID, len(series))
	var number int
	var fund ledger.FundID
	if _, err := pgx.ForEachRow(rows, []any{&number, &fund.UUID}, func() error { funds[number] = fund; return nil }); err != nil {
		return nil, fmt.Errorf("find the funds of link codes: %w", err)
	}
	return funds, nil
}

const insertLinkCodesSQL = `
INSERT INTO link_codes (fund_id, id, member_id, hash, issued_at, expires_at, issued_by)
SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::timestamptz[], $6::timestamptz[], $7::uuid[])`

// AddLinkCodes keeps new codes, all or none. They void what their members had
// before. store.ErrConflict when one of them is taken: draw again.
func (db *DB) AddLinkCodes(ctx context.Context, fund ledger.FundID, codes []store.LinkCode) error {
	n := len(codes)
	ids, members, officers := column[uuids](n), column[uuids](n), column[uuids](n)
	hashes, issued, expires := column[blobs](n), column[instants](n), column[instants](n)
	for _, c := range codes {
		ids, members, officers = append(ids, wireID(c.ID.UUID)), append(members, wireID(c.Member.UUID)), append(officers, wireID(c.IssuedBy.UUID))
		hashes, issued, expires = append(hashes, c.Hash), append(issued, wireInstant(c.IssuedAt)), append(expires, wireInstant(c.ExpiresAt))
	}
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, insertLinkCodesSQL, fund.UUID, ids, members, hashes, issued, expires, officers)
		return err
	})
	if err != nil {
		return fmt.Errorf("keep link codes: %w", domainError(err))
	}
	return nil
}

const linkCodeSQL = `
SELECT c.id, c.member_id, c.issued_at, c.expires_at, c.issued_by, u.used_at, coalesce(u.line_user_id, ''), n.id IS NOT NULL,
       t.tried_at IS NOT NULL, coalesce(t.tried_at >= u.used_at, false)
FROM (SELECT * FROM link_codes WHERE fund_id = $1 AND %s LIMIT 1) c
LEFT JOIN LATERAL (SELECT used_at, line_user_id FROM link_code_uses WHERE fund_id = $1 AND code_id = c.id LIMIT 1) u ON true
LEFT JOIN LATERAL (SELECT id FROM link_codes
    WHERE fund_id = $1 AND member_id = c.member_id AND (issued_at, id) > (c.issued_at, c.id) LIMIT 1) n ON true
CROSS JOIN LATERAL (SELECT max(tried_at) AS tried_at FROM link_tries WHERE fund_id = $1 AND code_id = c.id AND line_user_id = $3) t`

var (
	linkCodeByHashSQL = fmt.Sprintf(linkCodeSQL, "hash = $2")
	linkCodeByIDSQL   = fmt.Sprintf(linkCodeSQL, "id = $2")
)

// LinkCodeByHash finds the code of that hash, as it stands for a LINE user;
// store.ErrNotFound.
func (s *Session) LinkCodeByHash(ctx context.Context, hash []byte, lineUserID string) (store.LinkCode, error) {
	return s.linkCode(ctx, linkCodeByHashSQL, hash, lineUserID)
}

// LinkCodeByID finds a code as it stands for a LINE user; store.ErrNotFound.
func (s *Session) LinkCodeByID(ctx context.Context, id ledger.LinkCodeID, lineUserID string) (store.LinkCode, error) {
	return s.linkCode(ctx, linkCodeByIDSQL, id.UUID, lineUserID)
}

func (s *Session) linkCode(ctx context.Context, sql string, key any, lineUserID string) (store.LinkCode, error) {
	var c store.LinkCode
	var issuedBy *uuid.UUID
	var used *time.Time
	err := s.tx.QueryRow(ctx, sql, s.fund.UUID, key, lineUserID).Scan(
		&c.ID.UUID, &c.Member.UUID, &c.IssuedAt, &c.ExpiresAt, &issuedBy, &used, &c.UsedBy, &c.IsReplaced, &c.IsTyped, &c.IsTold)
	if err != nil {
		return c, fmt.Errorf("find link code: %w", domainError(err))
	}
	if issuedBy != nil {
		c.IssuedBy.UUID = *issuedBy
	}
	if used != nil {
		c.UsedAt = *used
	}
	return c, nil
}

const linkTriesSQL = `
SELECT count(*) FILTER (WHERE line_user_id = $2 AND tried_at > $3), min(tried_at) FILTER (WHERE line_user_id = $2 AND tried_at > $3),
       count(*), min(tried_at),
       EXISTS (SELECT FROM link_alarms WHERE fund_id = $1 AND on_day = $5 AND kind = 'user'),
       EXISTS (SELECT FROM link_alarms WHERE fund_id = $1 AND on_day = $5 AND kind = 'fund')
FROM link_tries WHERE fund_id = $1 AND code_id IS NULL AND tried_at > $4`

// LinkTries gives what was typed lately that is no code of the fund's.
func (s *Session) LinkTries(ctx context.Context, lineUserID string, now time.Time) (store.LinkTries, error) {
	var t store.LinkTries
	var userSince, fundSince *time.Time
	err := s.tx.QueryRow(ctx, linkTriesSQL, s.fund.UUID, lineUserID, now.Add(-store.LinkUserCooling), now.Add(-store.LinkFundCooling),
		ledger.DateOf(now).Time()).Scan(&t.OfUser, &userSince, &t.OfFund, &fundSince, &t.UserAlarm, &t.FundAlarm)
	if err != nil {
		return t, fmt.Errorf("count tries of link codes: %w", err)
	}
	if userSince != nil {
		t.UserSince = *userSince
	}
	if fundSince != nil {
		t.FundSince = *fundSince
	}
	return t, nil
}
