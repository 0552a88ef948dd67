package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type roundCloseCommand struct {
	Fund  string `required:"" help:"The fund's code."`
	Round string `arg:"" help:"The round's ID, or the village whose round is open."`
	Count string `placeholder:"COUNT" help:"Notes and coins, such as \"1000x2 100x5 20x10 10x3\"; what was counted in chat when left out."`
	Note  string `help:"Where a difference to the books comes from."`
}

func (c *roundCloseCommand) Run(ctx context.Context, con *console) error {
	var count *ledger.CashCount
	if c.Count != "" {
		read, err := thai.ParseCashCount(c.Count)
		if err != nil {
			return usageError{"sajja round close", fmt.Errorf("--count %q: write how many of each note and coin, such as \"1000x2 100x5 20x10 10x3\"", c.Count)}
		}
		count = &read
	}
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		var round store.Round
		err := db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			var err error
			if round, err = findRound(ctx, s, fund, c.Round); err != nil {
				return store.Outcome{}, err
			}
			acts, err := c.steps(round, count, time.Now())
			return store.Outcome{Acts: acts}, err
		})
		if err != nil {
			return roundRefusal(fund, err)
		}
		return con.showRound(ctx, db, fund, round.ID.String())
	})
}

// steps counts, explains and closes, as far as each was asked for, in the name of
// the collector.
func (c *roundCloseCommand) steps(round store.Round, count *ledger.CashCount, at time.Time) ([]store.Act, error) {
	act := ledger.Act{Actor: round.Collector, At: at, Cause: commandLine}
	var acts []store.Act
	take := func(step ledger.RoundStep, err error) error {
		if err == nil {
			acts = append(acts, round.NextStep(step))
			round.Steps = append(round.Steps, step)
		}
		return err
	}
	if count != nil {
		if err := take(round.Count(*count, round.Figures, act)); err != nil {
			return nil, err
		}
	}
	if c.Note != "" {
		if err := take(round.Explain(c.Note, act)); err != nil {
			return nil, err
		}
	}
	return acts, take(round.Close(round.Figures, act))
}

// roundRefusal says what a person can do about a refusal to close.
func roundRefusal(fund store.Fund, err error) error {
	var variance ledger.VarianceError
	var recount ledger.RecountError
	switch {
	case errors.As(err, &variance):
		return fmt.Errorf("what was counted differs from the books by %s: count again, or say with --note where it comes from", variance.Variance)
	case errors.As(err, &recount):
		return fmt.Errorf("money moved after the count of %s, the books say %s now: count again with --count", recount.Counted, recount.Expected)
	case errors.Is(err, ledger.ErrRoundNotCounted):
		return errors.New("money came in: say with --count what was found")
	case errors.Is(err, ledger.ErrNoVariance):
		return errors.New("what was counted is what the books say: leave --note out")
	case errors.Is(err, ledger.ErrExplanation):
		return errors.New("--note says in at most five hundred letters where the difference comes from")
	case errors.Is(err, ledger.ErrRoundClosed):
		return errors.New("the round was closed before: see `sajja round show`")
	case errors.Is(err, store.ErrConflict):
		return fmt.Errorf("somebody else was faster: see `sajja round list --fund %s`", fund.Code)
	}
	return err
}
