package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const askErasureSQL = `
INSERT INTO erasures (fund_id, id, member_id, number, asked_by, reason, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)`

func queueAskErasure(batch *pgx.Batch, fund ledger.FundID, a store.AskErasure) {
	e := a.Erasure
	batch.Queue(askErasureSQL, fund.UUID, e.ID.UUID, e.Member.ID.UUID, e.Number, e.AskedBy.UUID, e.Reason, e.AskedAt)
}

const stepErasureSQL = `
INSERT INTO erasure_steps (fund_id, erasure_id, place, step, by_id, at) VALUES ($1, $2, $3, $4, $5, $6)`

func queueStepErasure(batch *pgx.Batch, fund ledger.FundID, s store.StepErasure) {
	place := 1
	if s.To == store.ErasureKept || s.To == store.ErasureDone {
		place = 2
	}
	batch.Queue(stepErasureSQL, fund.UUID, s.Erasure.UUID, place, string(s.To), wireID(s.By.UUID), s.At)
}

const erasureColumns = `
SELECT e.id, e.number, e.asked_by, e.reason, e.asked_at, coalesce(d.step, a.step, 'asked'), coalesce(d.at, a.at, e.asked_at),
       m.id, m.number, m.name, m.village, coalesce(l.line_user_id, '')
FROM erasures e
LEFT JOIN erasure_steps a ON a.fund_id = e.fund_id AND a.erasure_id = e.id AND a.place = 1
LEFT JOIN erasure_steps d ON d.fund_id = e.fund_id AND d.erasure_id = e.id AND d.place = 2
JOIN members m ON m.fund_id = e.fund_id AND m.id = e.member_id
LEFT JOIN LATERAL (SELECT line_user_id FROM line_links
    WHERE fund_id = e.fund_id AND member_id = m.id AND unlinked_at IS NULL ORDER BY linked_at DESC LIMIT 1) l ON true
WHERE e.fund_id = $1`

const (
	erasureByIDSQL  = erasureColumns + ` AND e.id = $2`
	erasuresOfSQL   = erasureColumns + ` AND e.member_id = $2 ORDER BY e.number DESC LIMIT 20`
	erasuresDueSQL  = erasureColumns + ` AND a.step = 'confirmed' AND d.step IS NULL AND a.at <= $2 ORDER BY a.at, e.id LIMIT 100`
	erasuresOpenSQL = erasureColumns + ` AND (a.step IS NULL OR a.step = 'confirmed') AND d.step IS NULL ORDER BY e.asked_at, e.id LIMIT 100`
)

func collectErasures(rows pgx.Rows, fund ledger.FundID) ([]store.Erasure, error) {
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.Erasure, error) {
		e := store.Erasure{Member: store.Member{Fund: fund}}
		m := &e.Member
		var state string
		err := row.Scan(&e.ID.UUID, &e.Number, &e.AskedBy.UUID, &e.Reason, &e.AskedAt, &state, &e.StatedAt,
			&m.ID.UUID, &m.Number, &m.Name, &m.Village, &m.LineUserID)
		e.State = store.ErasureState(state)
		return e, err
	})
}

func (s *Session) erasures(ctx context.Context, sql string, args ...any) ([]store.Erasure, error) {
	rows, err := s.tx.Query(ctx, sql, append([]any{s.fund.UUID}, args...)...)
	if err != nil {
		return nil, fmt.Errorf("read erasures: %w", err)
	}
	found, err := collectErasures(rows, s.fund)
	if err != nil {
		return nil, fmt.Errorf("read erasures: %w", err)
	}
	return found, nil
}

// ErasureByID finds one wish to be forgotten; store.ErrNotFound.
func (s *Session) ErasureByID(ctx context.Context, id ledger.ErasureID) (store.Erasure, error) {
	found, err := s.erasures(ctx, erasureByIDSQL, id.UUID)
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("erasure %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return store.Erasure{}, err
	}
	return found[0], nil
}

// ErasuresOf gives a member's wishes to be forgotten, latest first.
func (s *Session) ErasuresOf(ctx context.Context, member ledger.MemberID) ([]store.Erasure, error) {
	return s.erasures(ctx, erasuresOfSQL, member.UUID)
}

// Erasures lists those of a fund that wait for an officer or for their day.
func (s *Session) Erasures(ctx context.Context) ([]store.Erasure, error) {
	return s.erasures(ctx, erasuresOpenSQL)
}

const hindrancesSQL = `
SELECT coalesce((SELECT credit_satang - debit_satang FROM balances WHERE fund_id = $1 AND account_code = '2100'
                 AND member_id = $2 AND month = '-infinity' AND stripe = 0), 0),
       coalesce((SELECT sum(e.amount_satang)::bigint FROM waiting w JOIN entries e ON e.fund_id = $1 AND e.id = w.entry_id
                 WHERE w.fund_id = $1 AND w.member_id = $2), 0),
       coalesce((SELECT sum(debit_satang - credit_satang)::bigint FROM balances WHERE fund_id = $1 AND account_code = '1200'
                 AND member_id = $2 AND month = '-infinity'), 0),
       (SELECT count(*)::int FROM disputes d WHERE d.fund_id = $1 AND d.member_id = $2 AND NOT EXISTS (SELECT FROM dispute_steps s
           WHERE s.fund_id = $1 AND s.dispute_id = d.id AND s.kind IN ('corrected', 'accepted', 'withdrawn', 'settled'))),
       ARRAY(SELECT office FROM officer_terms WHERE fund_id = $1 AND member_id = $2 AND until IS NULL ORDER BY office)`

// Hindrances tells what still ties a member to the fund.
func (s *Session) Hindrances(ctx context.Context, member ledger.MemberID) (store.ErasureHindrances, error) {
	var savings, pending, cash int64
	var disputes int
	var offices []string
	if err := s.tx.QueryRow(ctx, hindrancesSQL, s.fund.UUID, member.UUID).Scan(&savings, &pending, &cash, &disputes, &offices); err != nil {
		return store.ErasureHindrances{}, fmt.Errorf("read what ties a member: %w", err)
	}
	return store.ErasureHindrances{
		Savings: ledger.MoneyFromSatang(savings), Pending: ledger.MoneyFromSatang(pending), Cash: ledger.MoneyFromSatang(cash),
		OpenDisputes: disputes, Offices: officesOf(offices),
	}, nil
}

const eraseSQL = `SELECT sajja_erase($1, $2, $3, $4)`

// Erase makes a member unknown for good, as the wish says: what the function of
// the migration does, in one transaction. The name is what stands in her place.
func (db *DB) Erase(ctx context.Context, fund ledger.FundID, erasure ledger.ErasureID, name string, at time.Time) error {
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, eraseSQL, fund.UUID, erasure.UUID, name, at)
		return err
	})
	if err != nil {
		return fmt.Errorf("erase %s: %w", erasure, domainError(err))
	}
	return nil
}

// DueErasures gives those whose days to think are over.
func (db *DB) DueErasures(ctx context.Context, fund ledger.FundID, now time.Time) ([]store.Erasure, error) {
	var due []store.Erasure
	err := db.inFund(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, erasuresDueSQL, fund.UUID, now.Add(-store.ErasureDelay))
		if err == nil {
			due, err = collectErasures(rows, fund)
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read erasures that are due: %w", err)
	}
	return due, nil
}
