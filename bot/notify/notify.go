package notify

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/riverqueue/river"

	"sajja/ledger"
	"sajja/store"
)

// Books is what the jobs do in the books.
type Books interface {
	Funds(ctx context.Context) ([]store.Fund, error)
	// SealDays seals a fund's unsealed days up to through, and tells how many had
	// entries.
	SealDays(ctx context.Context, fund ledger.FundID, through ledger.Date) (int, error)
	// OldestUnsealed gives the oldest day before the given one that has entries and
	// no seal, of all funds; zero for none.
	OldestUnsealed(ctx context.Context, before ledger.Date) (ledger.Date, error)
	// ExpirePending ends a fund's promises that are over their last day, tells their
	// members, and tells how many they were.
	ExpirePending(ctx context.Context, fund store.Fund, now time.Time) (int, error)
	// AskSilence asks a fund's members once when nothing was written since before; it
	// tells the last day on which something was, zero when there was nothing to ask.
	AskSilence(ctx context.Context, fund store.Fund, before ledger.Date, now time.Time) (ledger.Date, error)
	// EraseDue makes those of a fund unknown whose days to think are over, and tells
	// how many they were.
	EraseDue(ctx context.Context, fund store.Fund, now time.Time) (int, error)
}

// Config of the jobs.
type Config struct {
	Books  Books
	Now    func() time.Time
	Logger *slog.Logger
}

// Workers gives the workers of all kinds of jobs.
func Workers(c Config) *river.Workers {
	workers := river.NewWorkers()
	river.AddWorker(workers, &sealWorker{Config: c})
	river.AddWorker(workers, &expireWorker{Config: c})
	river.AddWorker(workers, &silenceWorker{Config: c})
	river.AddWorker(workers, &eraseWorker{Config: c})
	return workers
}

// Periodic gives the jobs that are due by the clock.
func Periodic(c Config) []*river.PeriodicJob {
	onStart := &river.PeriodicJobOpts{RunOnStart: true}
	return []*river.PeriodicJob{
		river.NewPeriodicJob(sealTime, func() (river.JobArgs, *river.InsertOpts) {
			return sealArgs{Through: sealDue(c.Now()).String()}, nil
		}, onStart),
		river.NewPeriodicJob(expireTime, func() (river.JobArgs, *river.InsertOpts) {
			if day := expireDue(c.Now()); !day.IsZero() {
				return expireArgs{Day: day.String()}, nil
			}
			return nil, nil
		}, onStart),
		river.NewPeriodicJob(silenceTime, func() (river.JobArgs, *river.InsertOpts) {
			if day := silenceDue(c.Now()); !day.IsZero() {
				return silenceArgs{Day: day.String()}, nil
			}
			return nil, nil
		}, onStart),
		periodicErase(c),
	}
}

// RegisterMetrics shows how far behind the jobs are. It asks the books when it is
// asked: nothing wakes up for a number nobody reads.
func RegisterMetrics(registerer prometheus.Registerer, c Config) {
	registerer.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "sajja_oldest_unsealed_day_seconds",
		Help: "Time since the end of the oldest day with entries that is over and not sealed; zero when all are.",
	}, func() float64 { return unsealedSeconds(c) }))
}

// daily is the same time of day in Bangkok, every day.
type daily struct{ hour, minute int }

// Next gives the first such time after an instant.
func (d daily) Next(after time.Time) time.Time {
	year, month, day := after.In(ledger.Bangkok).Date()
	next := time.Date(year, month, day, d.hour, d.minute, 0, 0, ledger.Bangkok)
	if !next.After(after) {
		next = next.AddDate(0, 0, 1)
	}
	return next
}

// of gives this time on the day of an instant.
func (d daily) of(instant time.Time) time.Time {
	return ledger.DateOf(instant).Start().Add(time.Duration(d.hour)*time.Hour + time.Duration(d.minute)*time.Minute)
}

// inEachFund does the same for all funds, one after another. A fund in which it
// fails does not hold up the others; the job is tried again for all.
func inEachFund(ctx context.Context, books Books, do func(fund store.Fund) error) error {
	funds, err := books.Funds(ctx)
	if err != nil {
		return err
	}
	var faults []error
	for _, fund := range funds {
		if err := ctx.Err(); err != nil {
			return errors.Join(append(faults, err)...)
		}
		if err := do(fund); err != nil {
			faults = append(faults, fmt.Errorf("fund %s: %w", fund.Code, err))
		}
	}
	return errors.Join(faults...)
}

// oncePerDay makes a job whose arguments name a day exist once.
func oncePerDay() river.InsertOpts {
	return river.InsertOpts{UniqueOpts: river.UniqueOpts{ByArgs: true}}
}
