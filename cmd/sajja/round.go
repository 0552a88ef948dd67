package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// roundCommand is the noun round.
type roundCommand struct {
	Open  roundOpenCommand  `cmd:"" help:"Begin a collector's walk through a village."`
	List  roundListCommand  `cmd:"" help:"List the rounds of some days."`
	Show  roundShowCommand  `cmd:"" help:"Show one round: what came in, what was counted, what was said about a difference."`
	Close roundCloseCommand `cmd:"" help:"Count the money of a round and end it; a difference is explained first."`
}

// roundJSON is a round with its figures: of now while it is open.
type roundJSON struct {
	ID          string       `json:"id"`
	Village     string       `json:"village"`
	Day         ledger.Date  `json:"day"`
	Collector   string       `json:"collector"`
	Name        string       `json:"name"`
	State       string       `json:"state"`
	OpenedAt    time.Time    `json:"opened_at"`
	Receipts    int          `json:"receipts"`
	Received    ledger.Money `json:"received"`
	Carried     ledger.Money `json:"carried"`
	Handed      ledger.Money `json:"handed_over"`
	Expected    ledger.Money `json:"expected"`
	Counted     string       `json:"counted"`
	Variance    string       `json:"variance"`
	Explanation string       `json:"explanation"`
}

func roundShape(r store.Round) roundJSON {
	shape := roundJSON{
		ID: r.ID.String(), Village: r.Village, Day: r.Day, Collector: r.By.Number, Name: r.By.Name, State: "open", OpenedAt: r.OpenedAt.UTC(),
		Receipts: r.Figures.Receipts, Received: r.Figures.Received, Carried: r.Figures.Carried, Handed: r.Figures.Handed, Expected: r.Figures.Expected(),
	}
	if r.IsClosed() {
		shape.State = "closed"
	}
	if counted, explanation, ok := r.LastCount(); ok {
		shape.Counted, shape.Explanation = counted.Count.Total().String(), explanation
		shape.Variance = counted.Variance().String()
	}
	return shape
}

func (r roundJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "%s\t%s\t%s %s\t%s\t%s\n", r.Village, thai.FormatDate(r.Day), r.Collector, r.Name, r.State, r.ID)
	fmt.Fprintf(table, "received\t%s\t%d receipts\nhanded over\t%s\tcarried before %s\nexpected\t%s\n", r.Received, r.Receipts, r.Handed, r.Carried, r.Expected)
	if r.Counted != "" {
		fmt.Fprintf(table, "counted\t%s\tdifference %s\t%s\n", r.Counted, r.Variance, r.Explanation)
	}
	return table.Flush()
}

type roundOpenCommand struct {
	Fund    string `required:"" help:"The fund's code."`
	Village string `required:"" help:"The village."`
	By      string `required:"" placeholder:"MEMBER" help:"Member number of the collector."`
}

func (c *roundOpenCommand) Run(ctx context.Context, con *console) error {
	return con.withCollector(ctx, c.Fund, c.By, c.Village, func(db *postgres.DB, fund store.Fund, by store.Member) error {
		act := ledger.Act{Actor: by.ID, At: time.Now(), Cause: commandLine}
		opened, err := ledger.OpenRound(fund.ID, c.Village, by.ID, act)
		if err != nil {
			return usageError{"sajja round open", errors.New("--village names the village")}
		}
		err = db.Work(ctx, fund.ID, []string{}, func(context.Context, *postgres.Session) (store.Outcome, error) {
			return store.Outcome{Acts: []store.Act{store.RoundOpened{Round: opened}}}, nil
		})
		if errors.Is(err, store.ErrConflict) {
			return fmt.Errorf("a round of %s or of %s %s is open: see `sajja round list --fund %s`", c.Village, by.Number, by.Name, fund.Code)
		}
		if err != nil {
			return err
		}
		return con.showRound(ctx, db, fund, opened.ID.String())
	})
}

// withCollector finds an officer who may collect in a village.
func (c *console) withCollector(ctx context.Context, fundCode, number, village string,
	work func(db *postgres.DB, fund store.Fund, by store.Member) error) error {
	return c.withFund(ctx, fundCode, func(db *postgres.DB, fund store.Fund) error {
		by, err := findOfficer(ctx, db, fund, number)
		if err != nil {
			return err
		}
		if !by.MayCollect(village) {
			return fmt.Errorf("%s %s does not collect in %s: see `sajja officer list --fund %s`", by.Number, by.Name, village, fund.Code)
		}
		return work(db, fund, by)
	})
}

type roundListCommand struct {
	Fund string `required:"" help:"The fund's code."`
	daysFlags
}

func (c *roundListCommand) Run(ctx context.Context, con *console) error {
	days, err := c.days("sajja round list", today())
	if err != nil {
		return err
	}
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		var rounds []store.Round
		err := db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			var err error
			rounds, err = s.Rounds(ctx, days)
			return store.Outcome{}, err
		})
		if err != nil {
			return err
		}
		list := make([]roundJSON, len(rounds))
		for i, r := range rounds {
			list[i] = roundShape(r)
		}
		return con.show(list, func(w io.Writer) error {
			table := newTable(w)
			fmt.Fprintf(table, "day\tvillage\tcollector\tstate\texpected\tcounted\tdifference\tid\n")
			for _, r := range list {
				fmt.Fprintf(table, "%s\t%s\t%s %s\t%s\t%s\t%s\t%s\t%s\n", r.Day, r.Village, r.Collector, r.Name, r.State, r.Expected, r.Counted, r.Variance, r.ID)
			}
			return table.Flush()
		})
	})
}

type roundShowCommand struct {
	Fund  string `required:"" help:"The fund's code."`
	Round string `arg:"" help:"The round's ID, or the village whose round is open."`
}

func (c *roundShowCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		return con.showRound(ctx, db, fund, c.Round)
	})
}

func (c *console) showRound(ctx context.Context, db *postgres.DB, fund store.Fund, text string) error {
	var round store.Round
	err := db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
		var err error
		round, err = findRound(ctx, s, fund, text)
		return store.Outcome{}, err
	})
	if err != nil {
		return err
	}
	shape := roundShape(round)
	return c.show(shape, shape.write)
}

// findRound finds a round by its ID, or the one that is open in a village.
func findRound(ctx context.Context, s *postgres.Session, fund store.Fund, text string) (store.Round, error) {
	if id, err := uuid.Parse(text); err == nil {
		round, err := s.Round(ctx, ledger.RoundID{UUID: id})
		if errors.Is(err, store.ErrNotFound) {
			return round, fmt.Errorf("fund %s has no round %s: see `sajja round list --fund %s`", fund.Code, text, fund.Code)
		}
		return round, err
	}
	open, err := s.OpenRounds(ctx)
	if err != nil {
		return store.Round{}, err
	}
	for _, r := range open {
		if r.Village == text {
			return r, nil
		}
	}
	return store.Round{}, fmt.Errorf("no round of %s is open: see `sajja round list --fund %s`", text, fund.Code)
}
