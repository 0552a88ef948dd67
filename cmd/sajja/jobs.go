package main

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"sajja/bot/catalogue"
	"sajja/bot/notify"
	"sajja/bot/speech"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

var _ notify.Books = dueBooks{}

// dueBooks is the database as the jobs see it, with the words for what they tell
// members.
type dueBooks struct {
	*postgres.DB
	speaker *speech.Speaker
}

func (b dueBooks) SealDays(ctx context.Context, fund ledger.FundID, through ledger.Date) (int, error) {
	sealed, err := b.Seal(ctx, fund, through)
	return sealed.Days, err
}

func (b dueBooks) ExpirePending(ctx context.Context, fund store.Fund, now time.Time) (int, error) {
	ended, err := b.DB.ExpirePending(ctx, fund, now, func(fund store.Fund, lapse store.Lapse) (json.RawMessage, error) {
		return b.speaker.Lapse(fund, lapse).Encode()
	})
	return ended.Voided, err
}

func (b dueBooks) AskSilence(ctx context.Context, fund store.Fund, before ledger.Date, now time.Time) (ledger.Date, error) {
	return b.DB.AskSilence(ctx, fund, before, now, func(fund store.Fund, since ledger.Date) (json.RawMessage, error) {
		return b.speaker.Silence(fund, since).Encode()
	})
}

// erasedName stands where the name of a forgotten member stood.
const erasedName = "(ลบข้อมูลแล้ว)"

// EraseDue goes on after one that is refused, because money came in or an office was
// given meanwhile: it waits until that has ended.
func (b dueBooks) EraseDue(ctx context.Context, fund store.Fund, now time.Time) (int, error) {
	due, err := b.DueErasures(ctx, fund.ID, now)
	erased := 0
	for _, e := range due {
		if err == nil {
			err = b.Erase(ctx, fund.ID, e.ID, erasedName, now)
		}
		switch {
		case errors.Is(err, store.ErrHindered):
			err = nil
		case err == nil:
			erased++
		}
	}
	return erased, err
}

// startJobs begins to do what is due by the clock.
func (s *serving) startJobs(ctx context.Context) error {
	texts, err := catalogue.New()
	if err != nil {
		return err
	}
	config := notify.Config{Books: dueBooks{s.db, speech.New(texts)}, Now: time.Now, Logger: s.log}
	s.jobs, err = s.db.StartJobs(ctx, postgres.JobsConfig{
		Workers: notify.Workers(config), Periodic: notify.Periodic(config), Logger: s.log,
	})
	if err != nil {
		return err
	}
	notify.RegisterMetrics(s.registry, config)
	return nil
}

// jobsPatience is how long a stop waits for jobs that are under way, inside the
// bound of the part.
const jobsPatience = 300 * time.Millisecond

// stopJobs leaves behind what does not end in time, as when the database is away:
// a job that is cut off is found and done again by whoever runs next.
func (s *serving) stopJobs(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, jobsPatience)
	defer cancel()
	stopped := make(chan error, 1)
	go func() { stopped <- s.jobs.Stop(ctx) }()
	select {
	case err := <-stopped:
		if !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
	case <-ctx.Done():
	}
	s.log.Warn("a job is left to its next run")
	return nil
}
