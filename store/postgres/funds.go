package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const insertFundSQL = `
INSERT INTO funds (id, code, name, preset, receipt_delivery, chat_posting, pending_days, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`

const insertAccountsSQL = `
INSERT INTO accounts (fund_id, code, name, type)
SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[])`

// CreateFund keeps a new fund with its chart of accounts; store.ErrExists when
// the code is taken.
func (db *DB) CreateFund(ctx context.Context, fund store.Fund) error {
	err := db.inFund(ctx, fund.ID, func(tx pgx.Tx) error { return insertFund(ctx, tx, fund) })
	if err != nil {
		return fmt.Errorf("create fund %s: %w", fund.Code, domainError(err))
	}
	return nil
}

func insertFund(ctx context.Context, tx pgx.Tx, fund store.Fund) error {
	posting := "pending"
	if fund.PostsAtOnce {
		posting = "posted"
	}
	var codes, names, types []string
	for _, account := range ledger.Chart() {
		codes = append(codes, string(account.Code))
		names = append(names, account.Name)
		types = append(types, string(account.Type))
	}
	if _, err := tx.Exec(ctx, insertFundSQL, fund.ID.UUID, fund.Code, fund.Name, string(fund.Preset),
		string(fund.ReceiptDelivery), posting, wireNumber(fund.PendingDays), fund.CreatedAt); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, insertAccountsSQL, fund.ID.UUID, codes, names, types)
	return err
}

const selectFundsSQL = `
SELECT id, code, name, preset, receipt_delivery, chat_posting = 'posted', coalesce(pending_days, 0), created_at FROM funds`

// Funds lists all funds by code.
func (db *DB) Funds(ctx context.Context) ([]store.Fund, error) {
	rows, err := db.pool.Query(ctx, selectFundsSQL+` ORDER BY code`)
	if err != nil {
		return nil, fmt.Errorf("list funds: %w", err)
	}
	funds, err := pgx.CollectRows(rows, scanFund)
	if err != nil {
		return nil, fmt.Errorf("list funds: %w", err)
	}
	return funds, nil
}

// FundByCode finds one fund; store.ErrNotFound.
func (db *DB) FundByCode(ctx context.Context, code string) (store.Fund, error) {
	rows, err := db.pool.Query(ctx, selectFundsSQL+` WHERE code = $1`, code)
	if err != nil {
		return store.Fund{}, fmt.Errorf("find fund: %w", err)
	}
	fund, err := pgx.CollectExactlyOneRow(rows, scanFund)
	if errors.Is(err, pgx.ErrNoRows) {
		return store.Fund{}, fmt.Errorf("fund %q: %w", code, store.ErrNotFound)
	}
	return fund, err
}

func scanFund(row pgx.CollectableRow) (store.Fund, error) {
	var f store.Fund
	var preset, delivery string
	err := row.Scan(&f.ID.UUID, &f.Code, &f.Name, &preset, &delivery, &f.PostsAtOnce, &f.PendingDays, &f.CreatedAt)
	f.Preset, f.ReceiptDelivery = ledger.Preset(preset), store.Delivery(delivery)
	return f, err
}

// nullDate gives NULL for no day.
func nullDate(d ledger.Date) *time.Time {
	if d.IsZero() {
		return nil
	}
	t := d.Time()
	return &t
}

// dateOf reads a DATE that may be NULL.
func dateOf(t *time.Time) ledger.Date {
	if t == nil {
		return ledger.Date{}
	}
	d, err := ledger.NewDate(t.Date())
	if err != nil {
		return ledger.Date{}
	}
	return d
}
