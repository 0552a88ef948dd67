package postgres

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
)

const accountsSQL = `
SELECT a.code, a.name, a.type, coalesce(a.parent_code, ''), a.closed_on,
       coalesce(sum(b.debit_satang), 0)::bigint, coalesce(sum(b.credit_satang), 0)::bigint,
       coalesce(sum(b.pending_debit_satang), 0)::bigint, coalesce(sum(b.pending_credit_satang), 0)::bigint
FROM accounts a LEFT JOIN balances b ON b.fund_id = a.fund_id AND b.account_code = a.code AND b.month > '-infinity'
WHERE a.fund_id = $1 GROUP BY a.code, a.name, a.type, a.parent_code, a.closed_on ORDER BY a.code`

// Accounts gives a fund's chart by code, with what stands on each account.
func (db *DB) Accounts(ctx context.Context, fund ledger.FundID) ([]store.AccountStanding, error) {
	var accounts []store.AccountStanding
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, accountsSQL, fund.UUID)
		if err != nil {
			return err
		}
		accounts, err = pgx.CollectRows(rows, scanAccountStanding)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read accounts: %w", err)
	}
	return accounts, nil
}

func scanAccountStanding(row pgx.CollectableRow) (store.AccountStanding, error) {
	var a store.AccountStanding
	var closed *time.Time
	var debit, credit, pendingDebit, pendingCredit int64
	err := row.Scan(&a.Code, &a.Name, &a.Type, &a.Parent, &closed, &debit, &credit, &pendingDebit, &pendingCredit)
	a.ClosedOn = dateOf(closed)
	a.Balance = ledger.Balance{
		Debit: ledger.MoneyFromSatang(debit), Credit: ledger.MoneyFromSatang(credit),
		PendingDebit: ledger.MoneyFromSatang(pendingDebit), PendingCredit: ledger.MoneyFromSatang(pendingCredit),
	}
	return a, err
}

const addAccountSQL = `
INSERT INTO accounts (fund_id, code, name, type, parent_code) VALUES ($1, $2, $3, $4, $5)`

// AddAccount adds an account that hangs under another. store.ErrExists when the
// code is taken, ledger.ErrAccountParent when the parent is none.
func (db *DB) AddAccount(ctx context.Context, fund ledger.FundID, a ledger.Account, by ledger.MemberID) error {
	err := db.changeAccounts(ctx, fund, by, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, addAccountSQL, fund.UUID, string(a.Code), a.Name, string(a.Type), string(a.Parent))
		return err
	})
	if err != nil {
		return fmt.Errorf("add account %s: %w", a.Code, err)
	}
	return nil
}

const renameAccountSQL = `UPDATE accounts SET name = $3 WHERE fund_id = $1 AND code = $2 RETURNING closed_on`

// RenameAccount gives an account another name; its code stays, and the name before
// is kept. store.ErrNotFound, ledger.ErrAccountName.
func (db *DB) RenameAccount(ctx context.Context, fund ledger.FundID, code ledger.AccountCode, name string, by ledger.MemberID) error {
	if err := ledger.CheckAccountName(name); err != nil {
		return fmt.Errorf("rename account %s: %w", code, err)
	}
	return db.updateAccount(ctx, fund, by, "rename", code, renameAccountSQL, name)
}

const closeAccountSQL = `UPDATE accounts SET closed_on = $3 WHERE fund_id = $1 AND code = $2 RETURNING closed_on`

// CloseAccount lets an account take no more postings from the day on; what is
// posted after the closing is refused for earlier days too. ErrAccountNeeded,
// ErrAccountNotEmpty, ErrAccountWaiting, ErrAccountParts or ErrAccountDay of
// ledger; store.ErrNotFound. No entry slips in between the look and the closing.
func (db *DB) CloseAccount(ctx context.Context, fund ledger.FundID, code ledger.AccountCode, on ledger.Date, by ledger.MemberID) error {
	if code.IsNeeded() {
		return fmt.Errorf("close account %s: %w", code, ledger.ErrAccountNeeded)
	}
	return db.updateAccount(ctx, fund, by, "close", code, closeAccountSQL, on.Time())
}

const reopenAccountSQL = `UPDATE accounts SET closed_on = NULL WHERE fund_id = $1 AND code = $2 RETURNING closed_on`

// ReopenAccount lets a closed account take postings again; store.ErrNotFound.
func (db *DB) ReopenAccount(ctx context.Context, fund ledger.FundID, code ledger.AccountCode, by ledger.MemberID) error {
	return db.updateAccount(ctx, fund, by, "reopen", code, reopenAccountSQL)
}

func (db *DB) updateAccount(ctx context.Context, fund ledger.FundID, by ledger.MemberID, verb string, code ledger.AccountCode, sql string, args ...any) error {
	err := db.changeAccounts(ctx, fund, by, func(tx pgx.Tx) error {
		var closed *time.Time
		return tx.QueryRow(ctx, sql, append([]any{fund.UUID, string(code)}, args...)...).Scan(&closed)
	})
	if err != nil {
		return fmt.Errorf("%s account %s: %w", verb, code, err)
	}
	return nil
}

const setActorSQL = `SELECT set_config('sajja.actor', $1, true)`

// changeAccounts names the officer to the trigger that notes the change.
func (db *DB) changeAccounts(ctx context.Context, fund ledger.FundID, by ledger.MemberID, change func(tx pgx.Tx) error) error {
	return domainError(db.inFund(ctx, fund, func(tx pgx.Tx) error {
		actor := ""
		if !by.IsZero() {
			actor = by.String()
		}
		if _, err := tx.Exec(ctx, setActorSQL, actor); err != nil {
			return err
		}
		return change(tx)
	}))
}

const accountChangesSQL = `
SELECT c.code, c.change, coalesce(c.name_before, ''), c.name, c.closed_on, c.changed_at, coalesce(m.name, '')
FROM account_changes c LEFT JOIN members m ON m.fund_id = c.fund_id AND m.id = c.changed_by
WHERE c.fund_id = $1 AND ($2 = '' OR c.code = $2) ORDER BY c.changed_at, c.code, c.number LIMIT $3`

// accountChangesMax bounds the history that is read: far more than a fund ever has.
const accountChangesMax = 10_000

// AccountChanges tells what became of one account, or of all for an empty code,
// oldest first.
func (db *DB) AccountChanges(ctx context.Context, fund ledger.FundID, code ledger.AccountCode) ([]store.AccountChange, error) {
	var changes []store.AccountChange
	err := db.inReport(ctx, fund, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, accountChangesSQL, fund.UUID, string(code), accountChangesMax)
		if err != nil {
			return err
		}
		changes, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (store.AccountChange, error) {
			var c store.AccountChange
			var closed *time.Time
			err := row.Scan(&c.Code, &c.Change, &c.NameBefore, &c.Name, &closed, &c.At, &c.ByName)
			c.ClosedOn = dateOf(closed)
			return c, err
		})
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read what became of accounts: %w", err)
	}
	return changes, nil
}
