package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const baselinesSQL = `
SELECT b.member_id, b.on_day, b.contribution_satang, b.savings_satang,
       EXISTS (SELECT FROM baseline_steps s WHERE s.fund_id = $1 AND s.member_id = b.member_id AND s.step = 'asked'),
       (SELECT s.agrees FROM baseline_steps s WHERE s.fund_id = $1 AND s.member_id = b.member_id AND s.step = 'answered')
FROM baselines b WHERE b.fund_id = $1`

// Baselines gives what was brought in for each member, with her answer.
func (db *DB) Baselines(ctx context.Context, fund ledger.FundID) ([]store.Baseline, error) {
	var all []store.Baseline
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, baselinesSQL+` ORDER BY b.member_id`, fund.UUID)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, scanBaseline)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read baselines: %w", err)
	}
	return all, nil
}

func scanBaseline(row pgx.CollectableRow) (store.Baseline, error) {
	var b store.Baseline
	var on *time.Time
	var contribution, savings int64
	err := row.Scan(&b.Member.UUID, &on, &contribution, &savings, &b.IsAsked, &b.Agrees)
	b.On, b.Contribution, b.Savings = dateOf(on), ledger.MoneyFromSatang(contribution), ledger.MoneyFromSatang(savings)
	return b, err
}

const insertBaselineStepSQL = `
INSERT INTO baseline_steps (fund_id, member_id, step, agrees, taken_at) VALUES ($1, $2, $3, $4, $5)`

func queueBaselineStep(batch *pgx.Batch, fund ledger.FundID, s store.BaselineStep) {
	name := "asked"
	if s.Agrees != nil {
		name = "answered"
	}
	batch.Queue(insertBaselineStepSQL, fund.UUID, s.Member.UUID, name, s.Agrees, s.At)
}
