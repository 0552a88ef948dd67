package postgres

import (
	"context"
	"errors"
	"fmt"
	"sync/atomic"

	"github.com/jackc/pgx/v5"

	"sajja/store"
)

// reader reads one fund after another from two connections of its own that see
// the same snapshot: one sends the entries, the other their postings.
type reader struct {
	entries, postings *pgx.Conn
}

func (db *DB) openReader(ctx context.Context) (*reader, error) {
	entries, err := db.connect(ctx)
	if err != nil {
		return nil, err
	}
	postings, err := db.connect(ctx)
	if err != nil {
		return nil, errors.Join(err, entries.Close(ctx))
	}
	return &reader{entries, postings}, nil
}

// connect opens a connection outside of the pool, in the pool's role.
func (db *DB) connect(ctx context.Context) (*pgx.Conn, error) {
	config := db.pool.Config()
	conn, err := pgx.ConnectConfig(ctx, config.ConnConfig)
	if err != nil {
		return nil, err
	}
	if err := config.AfterConnect(ctx, conn); err != nil {
		return nil, errors.Join(err, conn.Close(ctx))
	}
	return conn, nil
}

func (r *reader) close(ctx context.Context) error {
	ctx = context.WithoutCancel(ctx)
	return errors.Join(r.entries.Close(ctx), r.postings.Close(ctx))
}

// verify checks one fund in one snapshot.
func (r *reader) verify(ctx context.Context, fund store.Fund, options VerifyOptions) (faults []Fault, err error) {
	oneView := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err = pgx.BeginTxFunc(ctx, r.entries, oneView, func(first pgx.Tx) error {
		var snapshot string
		if err := first.QueryRow(ctx, `SELECT pg_export_snapshot()`).Scan(&snapshot); err != nil {
			return err
		}
		return pgx.BeginTxFunc(ctx, r.postings, oneView, func(second pgx.Tx) error {
			for _, sql := range []string{`SET TRANSACTION SNAPSHOT '` + snapshot + `'`, keyOrderSQL} {
				if _, err := second.Exec(ctx, sql); err != nil {
					return err
				}
			}
			for _, tx := range []pgx.Tx{first, second} {
				if _, err := tx.Exec(ctx, setFundSQL, fund.ID.UUID); err != nil {
					return err
				}
			}
			faults, err = verifyBooks(ctx, first, second, fund, options)
			return err
		})
	})
	return faults, err
}

// verifyIn checks one fund inside a transaction that is not committed yet, which
// no second connection could see.
func verifyIn(ctx context.Context, tx pgx.Tx, fund store.Fund, result *Verification) error {
	options := VerifyOptions{Read: new(atomic.Int64)}
	faults, err := verifyBooks(ctx, tx, tx, fund, options)
	if err != nil {
		return fmt.Errorf("verify fund %s: %w", fund.Code, err)
	}
	result.Entries += options.Read.Load()
	result.Faults = append(result.Faults, faults...)
	return nil
}

// verifyBooks reads entries through one transaction and postings through another,
// or through the same.
func verifyBooks(ctx context.Context, first, second pgx.Tx, fund store.Fund, options VerifyOptions) ([]Fault, error) {
	p, err := newPass(ctx, first, fund, options.Since)
	if err != nil {
		return nil, err
	}
	if _, err := first.Exec(ctx, keyOrderSQL); err != nil {
		return nil, err
	}
	isShared := first == second
	entries := newRowSource(ctx, first.Conn().PgConn(), isShared, "entry_rows", streamEntriesSQL, fund.ID, p.since)
	postings := &lineSource{
		rows:    newRowSource(ctx, second.Conn().PgConn(), isShared, "posting_rows", streamPostingsSQL, fund.ID, p.since),
		account: p.balances.account,
	}
	visit := func(e *entryRow) {
		options.Read.Add(1)
		p.entry(e)
	}
	merge(ctx, entries, postings, visit, p.orphan)
	if err := errors.Join(entries.close(ctx), postings.rows.close(ctx)); err != nil {
		return nil, fmt.Errorf("read the books: %w", err)
	}
	for _, setting := range []string{freePlannerSQL, freeOrderSQL} {
		if _, err := first.Exec(ctx, setting); err != nil {
			return nil, err
		}
	}
	return p.finish(ctx, first)
}

// The planner keeps to the keys: rows come in their order, none is sorted.
const keyOrderSQL = `SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_seqscan = off`

const freeOrderSQL = `SET LOCAL enable_sort = on; SET LOCAL enable_bitmapscan = on`

const streamEntriesSQL = `
SELECT id, phase, kind, effective_on, recorded_at, member_id, actor_id, cause, idempotency_key, content_hash,
       resolves_id, reverses_id, rest_of_id, expires_on, series, series_year, series_number, reason, amount_satang
FROM entries WHERE fund_id = $1 AND id >= $2 ORDER BY fund_id, id`

const streamPostingsSQL = `
SELECT entry_id, line, account_code, member_id, side, source, amount_satang
FROM postings WHERE fund_id = $1 AND entry_id >= $2 ORDER BY fund_id, entry_id, line`
