package notify

import (
	"context"
	"fmt"

	"github.com/riverqueue/river"

	"sajja/ledger"
	"sajja/store"
)

// eraseTime is after the night's seal, when the day's messages have gone.
var eraseTime = daily{5, 40}

// eraseArgs (ลบข้อมูลที่ครบกำหนด) makes those unknown whose days to think were over
// on the morning of Day.
type eraseArgs struct {
	Day string `json:"day"`
}

func (eraseArgs) Kind() string                 { return "erase_people" }
func (eraseArgs) InsertOpts() river.InsertOpts { return oncePerDay() }

type eraseWorker struct {
	river.WorkerDefaults[eraseArgs]
	Config
}

// Work does what is due by now.
func (w *eraseWorker) Work(ctx context.Context, _ *river.Job[eraseArgs]) error {
	now, done := w.Now(), 0
	err := inEachFund(ctx, w.Books, func(fund store.Fund) error {
		erased, err := w.Books.EraseDue(ctx, fund, now)
		done += erased
		return err
	})
	w.Logger.Info("people forgotten", "people", done)
	if err != nil {
		return fmt.Errorf("erase people: %w", err)
	}
	return nil
}

// periodicErase is the job of each morning.
func periodicErase(c Config) *river.PeriodicJob {
	return river.NewPeriodicJob(eraseTime, func() (river.JobArgs, *river.InsertOpts) {
		return eraseArgs{Day: ledger.DateOf(c.Now()).String()}, nil
	}, &river.PeriodicJobOpts{RunOnStart: true})
}
