package notify

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/riverqueue/river"

	"sajja/ledger"
	"sajja/store"
)

// sealTime leaves events that arrived before midnight some minutes to be worked;
// one that is worked later still is recorded on the new day.
var sealTime = daily{0, 10}

// sealDue gives the last day that is to be sealed by now.
func sealDue(now time.Time) ledger.Date {
	due := ledger.DateOf(now).AddDays(-1)
	if now.Before(sealTime.of(now)) {
		due = due.AddDays(-1)
	}
	return due
}

// sealArgs (ปิดตราวัน) seals all funds' days up to one.
type sealArgs struct {
	Through string `json:"through"`
}

func (sealArgs) Kind() string                 { return "seal_days" }
func (sealArgs) InsertOpts() river.InsertOpts { return oncePerDay() }

type sealWorker struct {
	river.WorkerDefaults[sealArgs]
	Config
}

// Work seals what is not sealed yet, days missed before included.
func (w *sealWorker) Work(ctx context.Context, job *river.Job[sealArgs]) error {
	through, err := ledger.ParseDate(job.Args.Through)
	if err != nil {
		return river.JobCancel(fmt.Errorf("seal days: %w", err))
	}
	sealed := 0
	err = inEachFund(ctx, w.Books, func(fund store.Fund) error {
		days, err := w.Books.SealDays(ctx, fund.ID, through)
		sealed += days
		return err
	})
	w.Logger.Info("days sealed", "through", through, "days", sealed)
	return err
}

// metricLimit keeps a slow database from holding up those who read the metrics.
const metricLimit = 2 * time.Second

// unsealedSeconds is not a number while the books do not answer.
func unsealedSeconds(c Config) float64 {
	ctx, cancel := context.WithTimeout(context.Background(), metricLimit)
	defer cancel()
	now := c.Now()
	day, err := c.Books.OldestUnsealed(ctx, ledger.DateOf(now))
	switch {
	case err != nil:
		return math.NaN()
	case day.IsZero():
		return 0
	}
	return now.Sub(day.AddDays(1).Start()).Seconds()
}
