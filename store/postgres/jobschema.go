package postgres

import (
	"context"
	"fmt"
	"log/slog"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivermigrate"
)

// jobSchema is where River's tables stand, apart from the books.
const jobSchema = "river"

// jobStep is River's schema as a step among our migrations: once a new version of
// River brings a new schema, the database counts as not migrated.
func jobStep() (string, error) {
	migrator, err := newJobMigrator(nil)
	if err != nil {
		return "", err
	}
	versions := migrator.AllVersions()
	return fmt.Sprintf("river %03d", versions[len(versions)-1].Version), nil
}

func newJobMigrator(pool *pgxpool.Pool) (*rivermigrate.Migrator[pgx.Tx], error) {
	return rivermigrate.New(riverpgxv5.New(pool), &rivermigrate.Config{Schema: jobSchema, Logger: slog.New(slog.DiscardHandler)})
}

// jobRightsSQL gives the application what River's client does, and no more: it
// takes jobs, marks them and clears old ones away, and one client leads.
const jobRightsSQL = `
GRANT SELECT, INSERT, UPDATE, DELETE ON river.river_job, river.river_leader, river.river_queue TO sajja_app;
GRANT SELECT, INSERT, DELETE ON river.river_notification TO sajja_app;
GRANT USAGE ON SEQUENCE river.river_job_id_seq, river.river_notification_id_seq TO sajja_app`

// migrateJobs brings River's tables up to date. Its migrator wants a pool.
func migrateJobs(ctx context.Context, databaseURL string) error {
	config, err := pgxpool.ParseConfig(databaseURL)
	if err != nil {
		return err
	}
	config.MaxConns = 1
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	defer pool.Close()
	migrator, err := newJobMigrator(pool)
	if err != nil {
		return err
	}
	if _, err := migrator.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return err
	}
	_, err = pool.Exec(ctx, jobRightsSQL)
	return err
}
