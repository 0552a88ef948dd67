package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"sajja/ledger"
	"sajja/store"
)

// expireTime is when a village is up; what ends makes messages.
var expireTime = daily{6, 10}

// quietFrom is the hour from which nobody is written to before the next morning.
const quietFrom = 20

// expireDue gives the day for which promises are to be ended now; none at night,
// when a process starts that was not there in the morning.
func expireDue(now time.Time) ledger.Date {
	if now.Before(expireTime.of(now)) || now.In(ledger.Bangkok).Hour() >= quietFrom {
		return ledger.Date{}
	}
	return ledger.DateOf(now)
}

// expireArgs (หมดเวลารอ) ends the promises that were over their day on the morning
// of Day.
type expireArgs struct {
	Day string `json:"day"`
}

func (expireArgs) Kind() string                 { return "expire_promises" }
func (expireArgs) InsertOpts() river.InsertOpts { return oncePerDay() }

type expireWorker struct {
	river.WorkerDefaults[expireArgs]
	Config
}

// Work ends what is over by now.
func (w *expireWorker) Work(ctx context.Context, _ *river.Job[expireArgs]) error {
	now, ended := w.Now(), 0
	err := inEachFund(ctx, w.Books, func(fund store.Fund) error {
		promises, err := w.Books.ExpirePending(ctx, fund, now)
		ended += promises
		return err
	})
	w.Logger.Info("promises over their day ended", "promises", ended)
	if err != nil {
		return fmt.Errorf("end promises: %w", err)
	}
	return nil
}
