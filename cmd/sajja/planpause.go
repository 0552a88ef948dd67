package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

type planPauseCommand struct {
	Fund    string      `required:"" help:"The fund's code."`
	Village string      `placeholder:"NAME" help:"The village, as it stands in the register; the whole fund when left out."`
	From    ledger.Date `required:"" placeholder:"DATE" help:"The first day that does not count."`
	Through ledger.Date `required:"" placeholder:"DATE" help:"The last one."`
	Reason  string      `required:"" help:"What everybody is told, such as น้ำท่วม."`
	By      string      `placeholder:"MEMBER" help:"Member number of the officer who decides it."`
}

func (c *planPauseCommand) Run(ctx context.Context, con *console) error {
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		if err := checkVillage(ctx, db, fund, c.Village); err != nil {
			return err
		}
		pause := store.ArrearsPause{ID: ledger.NewPauseID(), By: by, Pause: membership.Pause{
			Village: c.Village, From: c.From, Through: c.Through, Reason: strings.TrimSpace(c.Reason), RecordedAt: time.Now()}}
		if err := db.PauseArrears(ctx, fund.ID, pause); err != nil {
			return planRefusal(fund, err)
		}
		return con.show(pauseShape(pause), func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "from %s through %s nothing falls due in %s (%s)\n", thai.FormatDate(c.From), thai.FormatDate(c.Through), everywhereFor(c.Village), pause.ID)
			return err
		})
	})
}

// checkVillage refuses a name that nobody lives under: a slip would pause nothing.
func checkVillage(ctx context.Context, db *postgres.DB, fund store.Fund, village string) error {
	if village == "" {
		return nil
	}
	members, err := db.Members(ctx, fund.ID)
	if err != nil {
		return err
	}
	names := map[string]bool{}
	for _, m := range members {
		names[m.Village] = true
	}
	if names[village] {
		return nil
	}
	delete(names, "")
	return fmt.Errorf("nobody in %s lives in %q; the register has: %s", fund.Code, village, strings.Join(slices.Sorted(maps.Keys(names)), ", "))
}

type planResumeCommand struct {
	Fund    string      `required:"" help:"The fund's code."`
	Village string      `placeholder:"NAME" help:"The village whose pause ends; the whole fund's when left out."`
	On      ledger.Date `required:"" placeholder:"DATE" help:"The first day that counts again."`
	By      string      `placeholder:"MEMBER" help:"Member number of the officer who decides it."`
}

func (c *planResumeCommand) Run(ctx context.Context, con *console) error {
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		_, pauses, err := db.Plans(ctx, fund.ID)
		if err != nil {
			return err
		}
		pause, found := runningPause(pauses, c.Village, c.On)
		if !found {
			return fmt.Errorf("nothing is paused in %s on %s: see `sajja plan show --fund %s`", everywhereFor(c.Village), c.On, fund.Code)
		}
		err = db.ResumeArrears(ctx, fund.ID, pause.ID, c.On, by, time.Now())
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("that pause was ended before: see `sajja plan show --fund %s`", fund.Code)
		}
		if err != nil {
			return err
		}
		pause.ResumedOn = c.On
		return con.show(pauseShape(pause), func(w io.Writer) error {
			_, err := fmt.Fprintf(w, "days in %s count again from %s\n", everywhereFor(c.Village), thai.FormatDate(c.On))
			return err
		})
	})
}

// runningPause finds the pause of a village that takes a day out and was not ended.
func runningPause(pauses []store.ArrearsPause, village string, on ledger.Date) (store.ArrearsPause, bool) {
	for _, p := range pauses {
		if p.Village == village && p.ResumedOn.IsZero() && p.Has(on) {
			return p, true
		}
	}
	return store.ArrearsPause{}, false
}
