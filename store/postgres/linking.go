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

const insertLinkTrySQL = `
INSERT INTO link_tries (fund_id, event_id, line_user_id, code_id, tried_at) VALUES ($1, $2, $3, $4, $5)`

func queueLinkTried(batch *pgx.Batch, fund ledger.FundID, a store.LinkTried) {
	batch.Queue(insertLinkTrySQL, fund.UUID, a.EventID, a.LineUserID, wireID(a.Code.UUID), a.At)
}

const insertLinkAlarmSQL = `INSERT INTO link_alarms (fund_id, on_day, kind, raised_at) VALUES ($1, $2, $3, $4)`

func queueLinkAlarmRaised(batch *pgx.Batch, fund ledger.FundID, a store.LinkAlarmRaised) {
	batch.Queue(insertLinkAlarmSQL, fund.UUID, ledger.DateOf(a.At).Time(), string(a.Kind), a.At)
}

const insertLinkCodeUseSQL = `INSERT INTO link_code_uses (fund_id, code_id, line_user_id, used_at) VALUES ($1, $2, $3, $4)`

func queueLinkCodeUsed(batch *pgx.Batch, fund ledger.FundID, a store.LinkCodeUsed) {
	batch.Queue(insertLinkCodeUseSQL, fund.UUID, a.Code.UUID, a.LineUserID, a.At)
}

const insertLinkSQL = `
INSERT INTO line_links (fund_id, member_id, line_user_id, linked_at, linked_how, hold_until) VALUES ($1, $2, $3, $4, $5, $6)`

func queueLinked(batch *pgx.Batch, fund ledger.FundID, a store.Linked) {
	batch.Queue(insertLinkSQL, fund.UUID, a.Member.UUID, a.LineUserID, a.At, string(a.How), wireInstant(a.HoldUntil))
}

const endLinkSQL = `
UPDATE line_links SET unlinked_at = greatest($3, linked_at), ended_how = $4
WHERE fund_id = $1 AND line_user_id = $2 AND unlinked_at IS NULL`

func queueUnlinked(batch *pgx.Batch, fund ledger.FundID, a store.Unlinked) {
	batch.Queue(endLinkSQL, fund.UUID, a.LineUserID, a.At, string(a.How))
}

func queueLinkRequested(batch *pgx.Batch, fund ledger.FundID, a store.LinkRequested) {
	r := a.Request
	batch.Queue(insertLinkRequestSQL, fund.UUID, r.ID.UUID, r.LineUserID, r.Said, wireID(r.Code.UUID), wireID(r.Member.UUID), r.AskedAt)
}

func queueLinkRequestStepped(batch *pgx.Batch, fund ledger.FundID, a store.LinkRequestStepped) {
	batch.Queue(insertLinkStepSQL, fund.UUID, a.Request.UUID, a.Step.Place(), string(a.Step), wireID(a.Member.UUID), wireID(a.Officer.UUID), a.At)
	if a.Step.Place() == store.LinkLinked.Place() {
		batch.Queue(endedRequestSaidSQL, fund.UUID, a.Request.UUID)
	}
}

// Unlink ends the link of a member's LINE user, whoever it is, and gives that
// user; store.ErrNotFound when she has none.
func (db *DB) Unlink(ctx context.Context, fund ledger.FundID, member ledger.MemberID, how store.UnlinkHow, at time.Time) (lineUserID string, err error) {
	err = db.inFund(ctx, fund, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, unlinkMemberSQL, fund.UUID, member.UUID, at, string(how)).Scan(&lineUserID)
	})
	if err != nil {
		return "", fmt.Errorf("unlink LINE user: %w", domainError(err))
	}
	return lineUserID, nil
}

const unlinkMemberSQL = `
UPDATE line_links SET unlinked_at = greatest($3, linked_at), ended_how = $4
WHERE fund_id = $1 AND member_id = $2 AND unlinked_at IS NULL RETURNING line_user_id`

const linkSubjectSQL = `
SELECT m.id, m.number, m.name, m.village, m.household_id, coalesce(l.line_user_id, ''), coalesce(b.line_user_id, ''),
       EXISTS (SELECT FROM line_links WHERE fund_id = $1 AND member_id = m.id AND line_user_id <> $3
               AND ended_how IS DISTINCT FROM 'self' AND ended_how IS DISTINCT FROM 'declined'),
       (SELECT count(*) FROM freezes WHERE fund_id = $1 AND member_id = m.id),
       coalesce(c.posted, 0), coalesce(s.posted, 0),
       z.number, z.frozen_at, z.frozen_by, coalesce(z.frozen_name, ''), z.released_by, coalesce(z.released_name, '')
FROM (SELECT * FROM members WHERE fund_id = $1 AND id = $2 LIMIT 1) m
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = m.id AND unlinked_at IS NULL LIMIT 1) l ON true
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = $1 AND member_id = m.id AND line_user_id <> $3 ORDER BY linked_at DESC LIMIT 1) b ON true
LEFT JOIN LATERAL (SELECT credit_satang - debit_satang AS posted FROM balances
    WHERE fund_id = $1 AND account_code = '3100' AND member_id = m.id AND month = '-infinity' AND stripe = 0 LIMIT 1) c ON true
LEFT JOIN LATERAL (SELECT credit_satang - debit_satang AS posted FROM balances
    WHERE fund_id = $1 AND account_code = '2100' AND member_id = m.id AND month = '-infinity' AND stripe = 0 LIMIT 1) s ON true
LEFT JOIN LATERAL (` + runningFreezeSQL + `) z ON true`

// LinkSubject gives the member that a LINE user wants to speak for;
// store.ErrNotFound.
func (s *Session) LinkSubject(ctx context.Context, member ledger.MemberID, lineUserID string) (store.LinkSubject, error) {
	subject := store.LinkSubject{Member: store.Member{Fund: s.fund}}
	m := &subject.Member
	var contribution, savings int64
	var household *uuid.UUID
	var freeze freezeRow
	err := s.tx.QueryRow(ctx, linkSubjectSQL, s.fund.UUID, member.UUID, lineUserID).Scan(append([]any{
		&m.ID.UUID, &m.Number, &m.Name, &m.Village, &household, &m.LineUserID, &subject.Before, &subject.NeedsTwo, &subject.Freezes, &contribution, &savings}, freeze.into()...)...)
	if err != nil {
		return subject, fmt.Errorf("find the member to link: %w", domainError(err))
	}
	m.Household, subject.Freeze = householdOf(household), freeze.freeze(m.ID)
	subject.Money.Contribution, subject.Money.Savings = ledger.MoneyFromSatang(contribution), ledger.MoneyFromSatang(savings)
	return subject, nil
}
