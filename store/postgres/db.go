package postgres

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"sajja/ledger"
	"sajja/store"
)

// appRole is the role every connection works as.
const appRole = "sajja_app"

// DB is the books of all funds in one database.
type DB struct {
	pool  *pgxpool.Pool
	queue *queue // of Post's callers
	// postsFundsApart as in Options.
	postsFundsApart bool
	// IsOwner says that the login owns the tables: it works as sajja_app all the
	// same, but a service should be given a lesser login.
	IsOwner bool
}

// Options for Open. The zero value suits a command.
type Options struct {
	// ConnsMax bounds the pool; 0 means 4. Few connections are faster than many:
	// from 16 to 64 a third to a half of the throughput was lost when measured.
	ConnsMax int
	// PostsFundsApart keeps the funds of Post's callers in calls of their own, for
	// an engine that spreads funds over machines.
	PostsFundsApart bool
}

// Open connects, drops to the role sajja_app on every connection and checks
// that the schema is this program's: store.ErrNotMigrated otherwise.
func Open(ctx context.Context, databaseURL string, options Options) (*DB, error) {
	config, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return nil, errors.New("DATABASE_URL is not a PostgreSQL address of the form postgres://user@host:5432/name")
	}
	config.MaxConns = int32(max(options.ConnsMax, 4))
	config.MaxConnIdleTime = 5 * time.Minute
	config.ConnConfig.ConnectTimeout = 5 * time.Second
	for name, value := range plannerSettings {
		config.ConnConfig.RuntimeParams[name] = value
	}
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, `SET ROLE `+appRole)
		return err
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to the database: %w", err)
	}
	db := &DB{pool: pool, postsFundsApart: options.PostsFundsApart}
	db.queue = newQueue(db)
	if err := db.check(ctx); err != nil {
		pool.Close()
		return nil, err
	}
	return db, nil
}

// plannerSettings make plans that stay right while tables grow. A statement is
// planned when it is first run, often on empty tables without statistics, and
// the plan is kept: one that reads a whole table, hashes it, or joins the large
// tables first was right that day and takes seconds later (a waiting list of
// three rows took 15 s on 7,000 entries, a batch of 256 deposits 2 s). So a
// statement of a turn starts from its narrowest rows and looks each further one
// up by key in a LATERAL subquery with a bound, and the planner is told to keep
// to the order. That is what makes it safe to plan each statement once: with
// arrays among its values PostgreSQL finds a plan for just these values cheaper and
// makes one at every call, which took 1.4 of the 2.6 ms of a single posting.
var plannerSettings = map[string]string{
	"join_collapse_limit": "1",
	"from_collapse_limit": "1",
	"enable_seqscan":      "off",
	"enable_hashjoin":     "off",
	"enable_mergejoin":    "off",
	"jit":                 "off",
	"plan_cache_mode":     "force_generic_plan",
}

// check tells a missing schema from a missing database, and an owner's login
// from a service's.
func (db *DB) check(ctx context.Context) error {
	err := db.Ready(ctx)
	if err != nil {
		return err
	}
	return db.pool.QueryRow(ctx, `SELECT pg_has_role(session_user, relowner, 'MEMBER')
		FROM pg_class WHERE oid = 'entries'::regclass`).Scan(&db.IsOwner)
}

// Ready tells whether the database answers and has this program's schema.
func (db *DB) Ready(ctx context.Context) error {
	pending, err := pendingMigrations(ctx, db.pool)
	var refused *pgconn.PgError
	if errors.As(err, &refused) && (refused.Code == "42P01" || refused.Code == "22023" || refused.Code == "42704" || refused.Code == "42501") {
		return store.ErrNotMigrated // no table, or no role, or no right: never migrated
	}
	if err != nil {
		return fmt.Errorf("reach the database: %w", err)
	}
	if len(pending) > 0 {
		return store.ErrNotMigrated
	}
	return nil
}

// Close waits for the posting that is under way and ends all connections.
func (db *DB) Close() {
	db.queue.close()
	db.queue.aside.close()
	db.pool.Close()
}

// inFund runs fn in a transaction that sees one fund. It alone retries, on a
// serialization failure or a deadlock, at most three times.
func (db *DB) inFund(ctx context.Context, fund ledger.FundID, fn func(tx pgx.Tx) error) error {
	var err error
	for range 3 {
		err = pgx.BeginFunc(ctx, db.pool, func(tx pgx.Tx) error {
			if _, err := tx.Exec(ctx, setFundSQL, fund.UUID); err != nil {
				return err
			}
			return fn(tx)
		})
		if !isRetryable(err) {
			return err
		}
	}
	return err
}

// inReport runs fn over one snapshot of a fund, read only, with the planner
// free again: reports read whole tables.
func (db *DB) inReport(ctx context.Context, fund ledger.FundID, fn func(tx pgx.Tx) error) error {
	options := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	return pgx.BeginTxFunc(ctx, db.pool, options, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, setFundSQL, fund.UUID); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, freePlannerSQL); err != nil {
			return err
		}
		return fn(tx)
	})
}

const freePlannerSQL = `
SELECT set_config('join_collapse_limit', '8', true), set_config('from_collapse_limit', '8', true),
       set_config('enable_seqscan', 'on', true), set_config('enable_hashjoin', 'on', true),
       set_config('enable_mergejoin', 'on', true)`

const setFundSQL = `SELECT set_config('sajja.fund', $1::uuid::text, true)`
