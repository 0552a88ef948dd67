package notify

import (
	"context"
	"fmt"
	"time"

	"github.com/riverqueue/river"

	"sajja/ledger"
	"sajja/store"
)

// silenceTime is when people have time to ask each other.
var silenceTime = daily{9, 10}

// silenceMonths is how long a fund is silent before its members are asked: funds
// collect once a month, and one collection may be missed.
const silenceMonths = 1

// silenceDue gives the day on which silent funds are to be looked for now; none in
// the evening and at night.
func silenceDue(now time.Time) ledger.Date {
	if now.Before(silenceTime.of(now)) || now.In(ledger.Bangkok).Hour() >= quietFrom {
		return ledger.Date{}
	}
	return ledger.DateOf(now)
}

// silenceArgs (กองทุนเงียบ) asks the members of funds in which nothing was written
// for a month.
type silenceArgs struct {
	Day string `json:"day"`
}

func (silenceArgs) Kind() string                 { return "ask_silence" }
func (silenceArgs) InsertOpts() river.InsertOpts { return oncePerDay() }

type silenceWorker struct {
	river.WorkerDefaults[silenceArgs]
	Config
}

// Work asks each silent fund's members once for each silence.
func (w *silenceWorker) Work(ctx context.Context, _ *river.Job[silenceArgs]) error {
	now, asked := w.Now(), 0
	before := ledger.DateOf(now).AddMonths(-silenceMonths)
	err := inEachFund(ctx, w.Books, func(fund store.Fund) error {
		since, err := w.Books.AskSilence(ctx, fund, before, now)
		if !since.IsZero() {
			asked++
		}
		return err
	})
	w.Logger.Info("silent funds asked", "funds", asked)
	if err != nil {
		return fmt.Errorf("ask silent funds: %w", err)
	}
	return nil
}
