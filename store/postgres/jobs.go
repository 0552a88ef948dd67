package postgres

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
)

// JobsConfig is what a process does of the jobs.
type JobsConfig struct {
	// Workers do the jobs, Periodic are due by the clock. Any number of processes
	// may start the same: one of them leads and makes the periodic jobs.
	Workers  *river.Workers
	Periodic []*river.PeriodicJob
	Logger   *slog.Logger
}

// Jobs does what is due, with connections of its own: a job never takes one from
// the events of people, and how River's statements are planned is River's choice.
type Jobs struct {
	client *river.Client[pgx.Tx]
	pool   *pgxpool.Pool
}

const (
	// jobWorkers is how many jobs run at a time in one process: they are done for
	// many people at once, and take slices.
	jobWorkers = 2
	// jobConns: one listens for new jobs, the others serve River.
	jobConns = 3
	// jobPoll is how often River looks for jobs that nobody announced. New ones are
	// announced, so this is for an announcement that was lost.
	jobPoll = time.Minute
	// jobLimit ends a job that hangs. Sealing ten million entries for the first time
	// took minutes.
	jobLimit = time.Hour
)

// StartJobs begins to work. The jobs go on after ctx has ended, until Stop.
func (db *DB) StartJobs(ctx context.Context, c JobsConfig) (*Jobs, error) {
	config := db.pool.Config()
	config.MinConns, config.MaxConns = 0, jobConns
	for name := range plannerSettings {
		delete(config.ConnConfig.RuntimeParams, name)
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connect to the jobs: %w", err)
	}
	client, err := river.NewClient(riverpgxv5.New(pool), &river.Config{
		Workers: c.Workers, PeriodicJobs: c.Periodic, Logger: c.Logger, Schema: jobSchema,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: jobWorkers}},
		FetchPollInterval: jobPoll, JobTimeout: jobLimit, RescueStuckJobsAfter: jobLimit + time.Minute,
		// An index is rebuilt by its owner, which the application is not; the table is
		// small.
		ReindexerSchedule: river.NeverSchedule(),
	})
	if err == nil {
		err = client.Start(context.WithoutCancel(ctx))
	}
	if err != nil {
		pool.Close()
		return nil, fmt.Errorf("start the jobs: %w", err)
	}
	return &Jobs{client, pool}, nil
}

// Stop ends the jobs that run: each is a transaction, or several that may be done
// again, and will be.
func (j *Jobs) Stop(ctx context.Context) error {
	err := j.client.StopAndCancel(ctx)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, context.Canceled) {
		return err // the pool would wait for connections that are not given back
	}
	j.pool.Close()
	return err
}
