package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"sajja/store"
)

// ErrNotOwner says that a login may not bring books in: it does not own the
// tables.
var ErrNotOwner = errors.New("this login does not own the books")

// Importer writes one fund's books as they stood elsewhere. The methods are
// called in the order Fund, Accounts, Members, AccountChanges, Counters, Periods,
// Entries, Seals; Entries any number of times.
type Importer struct {
	tx      pgx.Tx
	fund    store.Fund
	changes []AccountChangeRow
}

// Import brings one fund's books into a database that does not have them, all of
// it or nothing: what fill gives is written in one transaction, the balances and
// the waiting list are worked out from the postings, and everything is verified
// before the commit. It needs the login of the tables' owner, for the application
// itself may only post. store.ErrNotMigrated, ErrNotOwner, and store.ErrExists
// when the fund is there already; faults are no error, but nothing is kept.
func Import(ctx context.Context, ownerURL string, fill func(im *Importer) error) (Verification, error) {
	conn, err := pgx.Connect(ctx, ownerURL)
	if err != nil {
		return Verification{}, fmt.Errorf("connect to import: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if err := checkImport(ctx, conn); err != nil {
		return Verification{}, err
	}
	tx, err := conn.Begin(ctx)
	if err != nil {
		return Verification{}, fmt.Errorf("begin the import: %w", err)
	}
	defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }() // after the commit there is nothing to undo
	im := &Importer{tx: tx}
	if err := fill(im); err != nil {
		return Verification{}, err
	}
	found, err := im.finish(ctx)
	if err == nil && len(found.Faults) == 0 {
		err = im.keepChanges(ctx)
	}
	if err != nil || len(found.Faults) > 0 {
		return found, err
	}
	return found, tx.Commit(ctx)
}

// checkImport finds out what is missing before anything is read.
func checkImport(ctx context.Context, conn *pgx.Conn) error {
	var isMigrated, isOwner bool
	err := conn.QueryRow(ctx, `SELECT to_regclass('entries') IS NOT NULL AND to_regclass('schema_migrations') IS NOT NULL`).Scan(&isMigrated)
	if err != nil {
		return fmt.Errorf("look for the books: %w", err)
	}
	if !isMigrated {
		return store.ErrNotMigrated
	}
	if err := conn.QueryRow(ctx, `SELECT pg_has_role(session_user, relowner, 'USAGE')
		FROM pg_class WHERE oid = 'entries'::regclass`).Scan(&isOwner); err != nil {
		return fmt.Errorf("look who owns the books: %w", err)
	}
	if !isOwner {
		return ErrNotOwner
	}
	pending, err := pendingMigrations(ctx, conn)
	if err == nil && len(pending) > 0 {
		err = store.ErrNotMigrated
	}
	return err
}

// The entries come as rows and not through sajja_post. Opening its door spares
// the check at commit of each entry alone: the verification looks at all of them.
const beginImportSQL = `
SELECT set_config('sajja.fund', $1::uuid::text, true), set_config('sajja.door', 'open', true)`

// Fund keeps the fund and how far its books are closed and sealed.
// store.ErrExists when its code or its ID is known here.
func (im *Importer) Fund(ctx context.Context, fund store.Fund, reach BooksRow) error {
	im.fund = fund
	if _, err := im.tx.Exec(ctx, beginImportSQL, fund.ID.UUID); err != nil {
		return fmt.Errorf("begin the import: %w", err)
	}
	var isThere bool
	if err := im.tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM funds WHERE id = $1 OR code = $2)`, fund.ID.UUID, fund.Code).Scan(&isThere); err != nil {
		return fmt.Errorf("look for the fund: %w", err)
	}
	if isThere {
		return fmt.Errorf("keep fund %s: %w", fund.Code, store.ErrExists)
	}
	posting := "pending"
	if fund.PostsAtOnce {
		posting = "posted"
	}
	batch := &pgx.Batch{}
	batch.Queue(`SET CONSTRAINTS ALL DEFERRED`) // members and households point at each other
	batch.Queue(insertFundSQL, fund.ID.UUID, fund.Code, fund.Name, string(fund.Preset), string(fund.ReceiptDelivery), posting, wireNumber(fund.PendingDays), fund.CreatedAt)
	batch.Queue(`UPDATE books SET closed_through = coalesce($2, closed_through), sealed_through = coalesce($3, sealed_through) WHERE fund_id = $1`,
		fund.ID.UUID, nullDate(reach.ClosedThrough), nullDate(reach.SealedThrough))
	if err := im.tx.SendBatch(ctx, batch).Close(); err != nil {
		return fmt.Errorf("keep fund %s: %w", fund.Code, domainError(err))
	}
	return nil
}

// What sajja_post keeps entry by entry, worked out at once.
const importBalancesSQL = `
INSERT INTO balances (fund_id, account_code, member_id, month, stripe, debit_satang, credit_satang, pending_debit_satang, pending_credit_satang)
SELECT $1, l.account_code, coalesce(l.member_id, '00000000-0000-0000-0000-000000000000'), coalesce(l.month, '-infinity'), 0,
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'posted' AND l.side = 'debit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'posted' AND l.side = 'credit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'pending' AND l.side = 'debit'), 0),
       coalesce(sum(l.amount_satang) FILTER (WHERE l.phase = 'pending' AND l.side = 'credit'), 0)
FROM (SELECT p.account_code, p.member_id, date_trunc('month', e.effective_on)::date AS month, p.side, p.amount_satang, e.phase
      FROM postings p JOIN entries e ON e.fund_id = p.fund_id AND e.id = p.entry_id
      WHERE p.fund_id = $1 AND e.fund_id = $1
        AND (e.phase = 'posted' OR NOT EXISTS (SELECT FROM entries r WHERE r.fund_id = $1 AND r.resolves_id = e.id))) l
GROUP BY GROUPING SETS ((l.account_code, l.member_id), (l.account_code, l.month))
HAVING l.member_id IS NOT NULL OR l.month IS NOT NULL`

const importWaitingSQL = `
INSERT INTO waiting (fund_id, member_id, entry_id)
SELECT e.fund_id, e.member_id, e.id FROM entries e
WHERE e.fund_id = $1 AND e.phase = 'pending' AND NOT EXISTS (SELECT FROM entries r WHERE r.fund_id = $1 AND r.resolves_id = e.id)`

// finish works the derived tables out and looks at everything.
func (im *Importer) finish(ctx context.Context) (Verification, error) {
	found := Verification{Funds: 1, Faults: []Fault{}}
	// Without statistics of what was just written, the plans would be those for
	// empty tables.
	for _, sql := range []string{`ANALYZE entries`, `ANALYZE postings`} {
		if _, err := im.tx.Exec(ctx, sql); err != nil {
			return found, fmt.Errorf("count what was imported: %w", err)
		}
	}
	for _, sql := range []string{importBalancesSQL, importWaitingSQL} {
		if _, err := im.tx.Exec(ctx, sql, im.fund.ID.UUID); err != nil {
			return found, fmt.Errorf("work the balances out: %w", domainError(err))
		}
	}
	return found, verifyIn(ctx, im.tx, im.fund, &found)
}
