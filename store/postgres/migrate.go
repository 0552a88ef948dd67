package postgres

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"strings"

	"github.com/jackc/pgx/v5"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migrationLock is the advisory lock under which one process migrates while
// others wait.
const migrationLock = 0x73616a6a61 // "sajja"

// Migrate brings the database to this program's schema. It runs as the
// database's owner, forward only, each file in a transaction of its own, under
// an advisory lock; running it again does nothing. Files are never edited once
// shared.
func Migrate(ctx context.Context, databaseURL string) error {
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return fmt.Errorf("connect to migrate: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `SELECT pg_advisory_lock($1)`, migrationLock); err != nil {
		return fmt.Errorf("lock migrations: %w", err)
	}
	if _, err := conn.Exec(ctx, `CREATE TABLE IF NOT EXISTS schema_migrations (
		name       text PRIMARY KEY,
		applied_at timestamptz NOT NULL DEFAULT now())`); err != nil {
		return fmt.Errorf("create schema_migrations: %w", err)
	}
	pending, err := pendingMigrations(ctx, conn)
	if err != nil {
		return err
	}
	for _, name := range pending {
		if err := applyMigration(ctx, conn, databaseURL, name); err != nil {
			return err
		}
	}
	return nil
}

func applyMigration(ctx context.Context, conn *pgx.Conn, databaseURL, name string) error {
	var body []byte
	err := error(nil)
	if strings.HasSuffix(name, ".sql") {
		body, err = migrationFiles.ReadFile("migrations/" + name)
	} else {
		err = migrateJobs(ctx, databaseURL) // it keeps its own account of what is done
	}
	if err != nil {
		return fmt.Errorf("apply migration %s: %w", name, err)
	}
	err = pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, string(body)); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `INSERT INTO schema_migrations (name) VALUES ($1)`, name)
		return err
	})
	if err != nil {
		return fmt.Errorf("apply migration %s: %w", name, err)
	}
	return nil
}

// querier is what a connection and a pool have in common.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	QueryRow(ctx context.Context, sql string, args ...any) pgx.Row
}

// pendingMigrations lists the files not yet applied, in order, and River's schema
// after them.
func pendingMigrations(ctx context.Context, db querier) ([]string, error) {
	rows, err := db.Query(ctx, `SELECT name FROM schema_migrations`)
	if err != nil {
		return nil, fmt.Errorf("read schema_migrations: %w", err)
	}
	names, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("read schema_migrations: %w", err)
	}
	applied := make(map[string]bool, len(names))
	for _, name := range names {
		applied[name] = true
	}
	files, err := fs.ReadDir(migrationFiles, "migrations")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	var pending []string
	for _, file := range files {
		if strings.HasSuffix(file.Name(), ".sql") && !applied[file.Name()] {
			pending = append(pending, file.Name())
		}
	}
	jobs, err := jobStep()
	if err == nil && !applied[jobs] {
		pending = append(pending, jobs)
	}
	return pending, err
}
