package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// handoverCommand is the noun handover.
type handoverCommand struct {
	Propose  handoverProposeCommand  `cmd:"" help:"Say that money goes from one officer to the next, or to the bank; it moves when the receiver confirms."`
	Confirm  handoverConfirmCommand  `cmd:"" help:"Confirm that the money is there: now it moves in the books."`
	Refuse   handoverRefuseCommand   `cmd:"" help:"Say that the money did not come."`
	Withdraw handoverWithdrawCommand `cmd:"" help:"Take a hand-over back that nobody confirmed."`
	List     handoverListCommand     `cmd:"" help:"List the hand-overs of some days, and what waits."`
}

// handoverJSON is a hand-over and how it ended.
type handoverJSON struct {
	ID         string             `json:"id"`
	From       string             `json:"from"`
	FromName   string             `json:"from_name"`
	To         string             `json:"to"`
	ToName     string             `json:"to_name"`
	Out        ledger.AccountCode `json:"from_account"`
	Into       ledger.AccountCode `json:"into_account"`
	Amount     ledger.Money       `json:"amount"`
	Reference  string             `json:"reference"`
	ProposedAt time.Time          `json:"proposed_at"`
	State      string             `json:"state"`
	AnsweredBy string             `json:"answered_by"`
	Entry      string             `json:"entry"`
	Reason     string             `json:"reason"`
}

func handoverShape(h store.Handover) handoverJSON {
	shape := handoverJSON{
		ID: h.ID.String(), From: h.GivenBy.Number, FromName: h.GivenBy.Name, To: h.GivenTo.Number, ToName: h.GivenTo.Name,
		Out: h.From.Code, Into: h.Into.Code, Amount: h.Amount, Reference: h.Reference, ProposedAt: h.ProposedAt.UTC(), State: "waiting",
	}
	if h.IsBanking() {
		shape.ToName = "ธนาคาร"
	}
	if h.End != nil {
		shape.State, shape.AnsweredBy, shape.Reason = string(h.End.Kind), h.AnsweredBy.Number, h.End.Reason
		if !h.End.Entry.IsZero() {
			shape.Entry = h.End.Entry.String()
		}
	}
	return shape
}

func (h handoverJSON) write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s %s → %s %s: %s, %s\n%s\n", h.From, h.FromName, h.To, h.ToName, h.Amount, h.State, h.ID)
	return err
}

type handoverProposeCommand struct {
	Fund      string       `required:"" help:"The fund's code."`
	By        string       `required:"" placeholder:"MEMBER" help:"Member number of the officer who gives."`
	To        string       `xor:"place" required:"" placeholder:"MEMBER" help:"Member number of the officer who is to have it."`
	Bank      string       `xor:"place" required:"" placeholder:"CODE" help:"The bank's account instead, such as 1300."`
	Amount    ledger.Money `required:"" help:"How much."`
	Reference string       `help:"The number on the bank's slip."`
	Key       string       `required:"" help:"Your name for this act: the same key twice is one hand-over."`
}

func (c *handoverProposeCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		giver, err := findMember(ctx, db, fund, c.By) // who lost her office may still carry money
		if err != nil {
			return err
		}
		wanted := ledger.Handover{Fund: fund.ID, Giver: giver.ID, From: giver.CashPlace(), Amount: c.Amount, Reference: c.Reference,
			Into: ledger.AccountRef{Code: ledger.AccountCode(c.Bank)}}
		if c.To != "" {
			receiver, err := findOfficer(ctx, db, fund, c.To)
			if err != nil {
				return err
			}
			wanted.Receiver, wanted.Into = receiver.ID, receiver.CashPlace()
			if !receiver.May(ledger.RightReceive) {
				return fmt.Errorf("%s %s holds no office that takes cash: see `sajja officer list --fund %s`", receiver.Number, receiver.Name, fund.Code)
			}
		}
		key := "handover:" + c.Key
		err = db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			if _, err := s.HandoverByKey(ctx, key); !errors.Is(err, store.ErrNotFound) {
				return store.Outcome{}, err // a repeat
			}
			now := time.Now()
			holding, err := s.Holding(ctx, wanted.From, ledger.HandoverID{}, now)
			if err != nil {
				return store.Outcome{}, err
			}
			proposed, err := ledger.ProposeHandover(wanted, holding, ledger.Act{Actor: giver.ID, At: now, Cause: commandLine, Key: key})
			return store.Outcome{Acts: []store.Act{store.HandoverProposed{Handover: proposed}}}, err
		})
		if err != nil {
			return handoverRefusal(fund, err)
		}
		return con.showHandover(ctx, db, fund, func(ctx context.Context, s *postgres.Session) (store.Handover, error) {
			return s.HandoverByKey(ctx, key)
		})
	})
}

// showHandover shows a hand-over as it stands.
func (c *console) showHandover(ctx context.Context, db *postgres.DB, fund store.Fund,
	find func(ctx context.Context, s *postgres.Session) (store.Handover, error)) error {
	var found store.Handover
	err := db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
		var err error
		found, err = find(ctx, s)
		return store.Outcome{}, err
	})
	if err != nil {
		return err
	}
	shape := handoverShape(found)
	return c.show(shape, shape.write)
}

// answer is who answers which hand-over.
type answer struct {
	Fund     string `required:"" help:"The fund's code."`
	Handover string `arg:"" help:"The hand-over's ID."`
	By       string `required:"" placeholder:"MEMBER" help:"Member number of the officer who says so."`
}

type handoverConfirmCommand struct{ answer }

func (c *handoverConfirmCommand) Run(ctx context.Context, con *console) error {
	return c.run(ctx, con, func(ctx context.Context, s *postgres.Session, h store.Handover, act ledger.Act) (ledger.HandoverEnd, []ledger.Entry, error) {
		holding, err := s.Holding(ctx, h.From, h.ID, act.At)
		if err != nil {
			return ledger.HandoverEnd{}, nil, err
		}
		end, entry, err := h.Confirm(holding.Stands, act)
		return end, []ledger.Entry{entry}, err
	})
}

type handoverRefuseCommand struct {
	answer
	Reason string `help:"Why."`
}

func (c *handoverRefuseCommand) Run(ctx context.Context, con *console) error {
	return c.run(ctx, con, func(_ context.Context, _ *postgres.Session, h store.Handover, act ledger.Act) (ledger.HandoverEnd, []ledger.Entry, error) {
		end, err := h.Refuse(c.Reason, act)
		return end, nil, err
	})
}

type handoverWithdrawCommand struct{ answer }

func (c *handoverWithdrawCommand) Run(ctx context.Context, con *console) error {
	return c.run(ctx, con, func(_ context.Context, _ *postgres.Session, h store.Handover, act ledger.Act) (ledger.HandoverEnd, []ledger.Entry, error) {
		end, err := h.Withdraw(act)
		return end, nil, err
	})
}

// run ends the hand-over as decide says.
func (a *answer) run(ctx context.Context, con *console,
	decide func(context.Context, *postgres.Session, store.Handover, ledger.Act) (ledger.HandoverEnd, []ledger.Entry, error)) error {
	raw, err := uuid.Parse(a.Handover)
	if err != nil {
		return usageError{"sajja handover", fmt.Errorf("%q is no hand-over's ID", a.Handover)}
	}
	id := ledger.HandoverID{UUID: raw}
	return con.withFund(ctx, a.Fund, func(db *postgres.DB, fund store.Fund) error {
		by, err := findOfficer(ctx, db, fund, a.By)
		if err != nil {
			return err
		}
		err = db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			h, err := s.Handover(ctx, id)
			if errors.Is(err, store.ErrNotFound) {
				return store.Outcome{}, fmt.Errorf("fund %s has no hand-over %s: see `sajja handover list --fund %s`", fund.Code, id, fund.Code)
			}
			if err != nil {
				return store.Outcome{}, err
			}
			end, entries, err := decide(ctx, s, h, ledger.Act{Actor: by.ID, At: time.Now(), Cause: commandLine})
			return store.Outcome{Entries: entries, Acts: []store.Act{store.HandoverEnded{Handover: id, End: end}}}, err
		})
		if err != nil {
			return handoverRefusal(fund, err)
		}
		return con.showHandover(ctx, db, fund, func(ctx context.Context, s *postgres.Session) (store.Handover, error) { return s.Handover(ctx, id) })
	})
}

// handoverRefusal says what a person can do about a refusal.
func handoverRefusal(fund store.Fund, err error) error {
	var less ledger.HoldsLessError
	var ended ledger.HandoverEndedError
	switch {
	case errors.As(err, &less) && less.Waiting.IsPositive():
		return fmt.Errorf("%s is there, and %s of it waits for a receiver's word: hand over at most %s", less.Holds, less.Waiting, less.Holds.Sub(less.Waiting))
	case errors.As(err, &less):
		return fmt.Errorf("%s is there: hand over at most that, see `sajja report cash-holders --fund %s`", less.Holds, fund.Code)
	case errors.As(err, &ended):
		return fmt.Errorf("it was %s before, nothing changed: see `sajja handover list --fund %s`", ended.End.Kind, fund.Code)
	case errors.Is(err, ledger.ErrMakerIsChecker):
		return errors.New("who gives does not confirm it: another officer has to")
	case errors.Is(err, ledger.ErrNotReceiver):
		return errors.New("it is for another officer, who confirms or refuses it")
	case errors.Is(err, ledger.ErrNotGiver):
		return errors.New("only who proposed it takes it back")
	case errors.Is(err, ledger.ErrSamePlace):
		return errors.New("both keep the money in the same box (1100): the books have nothing to move")
	case errors.Is(err, store.ErrConflict):
		return fmt.Errorf("somebody else was faster: see `sajja handover list --fund %s`", fund.Code)
	}
	return entryRefusal(fund, err)
}

type handoverListCommand struct {
	Fund string `required:"" help:"The fund's code."`
	daysFlags
}

func (c *handoverListCommand) Run(ctx context.Context, con *console) error {
	days, err := c.days("sajja handover list", today())
	if err != nil {
		return err
	}
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		var found []store.Handover
		err := db.Work(ctx, fund.ID, []string{}, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			var err error
			found, err = s.Handovers(ctx, days)
			return store.Outcome{}, err
		})
		if err != nil {
			return err
		}
		list := make([]handoverJSON, len(found))
		for i, h := range found {
			list[i] = handoverShape(h)
		}
		return con.show(list, func(w io.Writer) error {
			table := newTable(w)
			fmt.Fprintf(table, "day\tfrom\tto\tamount\tstate\tby\tid\n")
			for _, h := range list {
				fmt.Fprintf(table, "%s\t%s %s\t%s %s\t%s\t%s\t%s\t%s\n", ledger.DateOf(h.ProposedAt), h.From, h.FromName, h.To, h.ToName, h.Amount, h.State, h.AnsweredBy, h.ID)
			}
			return table.Flush()
		})
	})
}
