package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const linkRequestsSQL = `
SELECT r.id, r.line_user_id, r.said, r.code_id, r.asked_at, coalesce(a.member_id, r.member_id),
       a.officer_id, coalesce(an.name, ''), b.officer_id, coalesce(bn.name, ''), coalesce(e.step, ''), e.taken_at, e.officer_id, coalesce(en.name, '')
FROM (SELECT * FROM link_requests WHERE fund_id = $1 AND %s) r
LEFT JOIN LATERAL (SELECT member_id, officer_id FROM link_request_steps WHERE fund_id = $1 AND request_id = r.id AND place = 1 LIMIT 1) a ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = a.officer_id LIMIT 1) an ON true
LEFT JOIN LATERAL (SELECT officer_id FROM link_request_steps WHERE fund_id = $1 AND request_id = r.id AND place = 2 LIMIT 1) b ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = b.officer_id LIMIT 1) bn ON true
LEFT JOIN LATERAL (SELECT step, taken_at, officer_id FROM link_request_steps WHERE fund_id = $1 AND request_id = r.id AND place = 3 LIMIT 1) e ON true
LEFT JOIN LATERAL (SELECT name FROM members WHERE fund_id = $1 AND id = e.officer_id LIMIT 1) en ON true`

var (
	linkRequestByIDSQL   = fmt.Sprintf(linkRequestsSQL, `id = $2`)
	linkRequestsOfSQL    = fmt.Sprintf(linkRequestsSQL, `line_user_id = $2 AND asked_at > $3 ORDER BY asked_at DESC, id DESC`) + ` ORDER BY r.asked_at DESC, r.id DESC`
	linkRequestsOpenSQL  = fmt.Sprintf(linkRequestsSQL, `asked_at > $2 ORDER BY asked_at, id`) + ` WHERE e.step IS NULL ORDER BY r.asked_at, r.id LIMIT $3`
	endedRequestSaidSQL  = `UPDATE link_requests SET said = '' WHERE fund_id = $1 AND id = $2`
	insertLinkRequestSQL = `INSERT INTO link_requests (fund_id, id, line_user_id, said, code_id, member_id, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`
	insertLinkStepSQL    = `INSERT INTO link_request_steps (fund_id, request_id, place, step, member_id, officer_id, taken_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`
)

// LinkRequestByID finds a request; store.ErrNotFound.
func (s *Session) LinkRequestByID(ctx context.Context, id ledger.LinkRequestID) (store.LinkRequest, error) {
	requests, err := selectLinkRequests(ctx, s.tx, linkRequestByIDSQL, s.fund.UUID, id.UUID)
	if err == nil && len(requests) == 0 {
		err = fmt.Errorf("link request %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return store.LinkRequest{}, err
	}
	return requests[0], nil
}

// LinkRequestsOf gives the requests of one LINE user since the instant, the
// newest first.
func (s *Session) LinkRequestsOf(ctx context.Context, lineUserID string, since time.Time) ([]store.LinkRequest, error) {
	return selectLinkRequests(ctx, s.tx, linkRequestsOfSQL, s.fund.UUID, lineUserID, since)
}

// OpenLinkRequests gives requests since the instant that have not ended, the
// oldest first.
func (s *Session) OpenLinkRequests(ctx context.Context, since time.Time, limit int) ([]store.LinkRequest, error) {
	return selectLinkRequests(ctx, s.tx, linkRequestsOpenSQL, s.fund.UUID, since, limit)
}

// OpenLinkRequests gives requests of a fund since the instant that have not
// ended, the oldest first.
func (db *DB) OpenLinkRequests(ctx context.Context, fund ledger.FundID, since time.Time, limit int) ([]store.LinkRequest, error) {
	var requests []store.LinkRequest
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		var err error
		requests, err = selectLinkRequests(ctx, tx, linkRequestsOpenSQL, fund.UUID, since, limit)
		return err
	})
	return requests, err
}

// asker is what a session and a transaction of the pool have in common.
type asker interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
}

func selectLinkRequests(ctx context.Context, tx asker, sql string, args ...any) ([]store.LinkRequest, error) {
	rows, err := tx.Query(ctx, sql, args...)
	if err != nil {
		return nil, fmt.Errorf("read link requests: %w", err)
	}
	requests, err := pgx.CollectRows(rows, scanLinkRequest)
	if err != nil {
		return nil, fmt.Errorf("read link requests: %w", err)
	}
	return requests, nil
}

func scanLinkRequest(row pgx.CollectableRow) (store.LinkRequest, error) {
	var r store.LinkRequest
	var code, member, approved, seconded, endBy *uuid.UUID
	var ended *time.Time
	var end string
	err := row.Scan(&r.ID.UUID, &r.LineUserID, &r.Said, &code, &r.AskedAt, &member,
		&approved, &r.ApprovedBy.Name, &seconded, &r.SecondedBy.Name, &end, &ended, &endBy, &r.EndBy.Name)
	r.End = store.LinkStep(end)
	for to, from := range map[*uuid.UUID]*uuid.UUID{
		&r.Code.UUID: code, &r.Member.UUID: member, &r.ApprovedBy.ID.UUID: approved, &r.SecondedBy.ID.UUID: seconded, &r.EndBy.ID.UUID: endBy,
	} {
		if from != nil {
			*to = *from
		}
	}
	if ended != nil {
		r.EndAt = *ended
	}
	return r, err
}
