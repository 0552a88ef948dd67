package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"sajja/bot/catalogue"
	"sajja/bot/speech"
	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// periodCommand is the noun period.
type periodCommand struct {
	Close     periodCloseCommand     `cmd:"" help:"Close the books up to a day, with what was counted; no entry is effective there any more."`
	List      periodListCommand      `cmd:"" help:"List the closed periods and their sign-offs."`
	CloseYear periodCloseYearCommand `cmd:"" help:"Move a year's income and expense to the funds."`
}

// periodJSON is a closed period; differences are what was found above the books.
type periodJSON struct {
	Through        ledger.Date  `json:"through"`
	ClosedAt       time.Time    `json:"closed_at"`
	ClosedBy       string       `json:"closed_by"`
	ClosedWith     string       `json:"closed_with,omitempty"`
	CountedCash    ledger.Money `json:"counted_cash"`
	BookCash       ledger.Money `json:"book_cash"`
	CashDifference ledger.Money `json:"cash_difference"`
	Bank           ledger.Money `json:"bank"`
	BookBank       ledger.Money `json:"book_bank"`
	BankDifference ledger.Money `json:"bank_difference"`
	Note           string       `json:"note"`
}

func periodShape(p ledger.Period, closedBy, closedWith string) periodJSON {
	return periodJSON{
		p.Through, p.ClosedAt.UTC(), closedBy, closedWith, p.CountedCash, p.BookCash, p.CashDifference(), p.Bank, p.BookBank, p.BankDifference(), p.Note,
	}
}

// write shows what was counted beside the books, and the difference.
func (p periodJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "\tcounted\tbooks\tdifference\n")
	fmt.Fprintf(table, "cash\t%s\t%s\t%s\n", p.CountedCash, p.BookCash, p.CashDifference)
	fmt.Fprintf(table, "bank\t%s\t%s\t%s\n", p.Bank, p.BookBank, p.BankDifference)
	return table.Flush()
}

type periodCloseCommand struct {
	Fund        string       `required:"" help:"The fund's code."`
	Through     ledger.Date  `required:"" placeholder:"DATE" help:"The last day of the period; it has come, and is later than the last closed one."`
	CountedCash ledger.Money `required:"" help:"What was found in the cash box."`
	Bank        ledger.Money `required:"" help:"What the bank books say together."`
	By          string       `placeholder:"MEMBER" help:"Member number of the treasurer or chair who signs."`
	By2         string       `name:"by2" placeholder:"MEMBER" help:"Member number of the other one, who signs too."`
	Note        string       `help:"Where a difference to the books comes from."`
	Ask         bool         `help:"Ask every member about her own figure, on her next message; for the others see report figure-checks."`
}

func (c *periodCloseCommand) Run(ctx context.Context, con *console) error {
	if c.By == "" && c.By2 != "" {
		return usageError{"sajja period close", errors.New("--by2 is the second signature: name the first with --by")}
	}
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		second, err := secondSigner(ctx, db, fund, c.By2)
		if err != nil {
			return err
		}
		p, err := db.BookFigures(ctx, ledger.Period{
			Fund: fund.ID, Through: c.Through, ClosedBy: by, ClosedWith: second, CountedCash: c.CountedCash, Bank: c.Bank, Note: strings.TrimSpace(c.Note),
		})
		closed := p
		if err == nil {
			closed, err = db.ClosePeriod(ctx, p)
		}
		if errors.Is(err, ledger.ErrPeriodNote) {
			return fmt.Errorf("the books say %s in cash and %s at the bank on %s, which is not what was counted (%s and %s): look for it, or say with --note where the difference comes from",
				p.BookCash, p.BookBank, c.Through, c.CountedCash, c.Bank)
		}
		if err != nil {
			return periodRefusal(fund, err)
		}
		if c.Ask {
			if err := askMembers(ctx, db, fund, closed.Through); err != nil {
				return err
			}
		}
		shape := periodShape(closed, c.By, c.By2)
		return con.show(shape, func(w io.Writer) error {
			fmt.Fprintf(w, "the books of %s are closed through %s\n", fund.Code, thai.FormatDate(closed.Through))
			return shape.write(w)
		})
	})
}

// askMembers asks about figures in the words of the bot.
func askMembers(ctx context.Context, db *postgres.DB, fund store.Fund, through ledger.Date) error {
	texts, err := catalogue.New()
	if err != nil {
		return err
	}
	asking, err := speech.New(texts).AskFigure(fund, through).Encode()
	if err != nil {
		return err
	}
	return db.AskFigures(ctx, fund.ID, through, time.Now(), asking)
}

// secondSigner finds the officer who signs beside the first; zero when nobody does.
func secondSigner(ctx context.Context, db *postgres.DB, fund store.Fund, number string) (ledger.MemberID, error) {
	if number == "" {
		return ledger.MemberID{}, nil
	}
	officer, err := findOfficer(ctx, db, fund, number)
	return officer.ID, err
}

// periodRefusal says what a person can do about a refusal to close.
func periodRefusal(fund store.Fund, err error) error {
	for refusal, words := range map[error]string{
		ledger.ErrPeriodOrder:    "the books are closed up to that day or further: see `sajja period list --fund " + fund.Code + "`",
		ledger.ErrPeriodFuture:   "a period is closed when its last day has come",
		ledger.ErrCounted:        "--counted-cash is what lies in the box: not below zero",
		ledger.ErrNotOfficer:     "a period is signed by the treasurer or the chair, see `sajja officer list --fund " + fund.Code + "`",
		ledger.ErrMakerIsChecker: "two signatures are of two people: name another with --by2",
		ledger.ErrSameHousehold:  "both live in one household: two signatures are two pairs of eyes, name another with --by2",
		ledger.ErrYearClosed:     "the year was closed before: to close it anew, reverse its closing entries first",
		ledger.ErrYearOpen:       "a year is closed when its last day has come",
		ledger.ErrNothingToClose: "no income and no expense stands at the end of that year",
		ledger.ErrAccount:        "an account that has to be emptied is closed: open it with `sajja account reopen` first",
		ledger.ErrShares:         "the year's result goes to open accounts of the funds (3…), by weights above zero: --to 3100=70 --to 3600=30",
	} {
		if errors.Is(err, refusal) {
			return errors.New(words)
		}
	}
	return entryRefusal(fund, err)
}

type periodListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *periodListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		periods, err := db.Periods(ctx, fund.ID)
		if err != nil {
			return err
		}
		members, err := db.Members(ctx, fund.ID)
		if err != nil {
			return err
		}
		numbers := make(map[ledger.MemberID]string, len(members))
		for _, m := range members {
			numbers[m.ID] = m.Number
		}
		list := make([]periodJSON, len(periods))
		for i, p := range periods {
			list[i] = periodShape(p, numbers[p.ClosedBy], numbers[p.ClosedWith])
		}
		return con.show(list, func(w io.Writer) error {
			table := newTable(w)
			fmt.Fprintf(table, "through\tcash\tdifference\tbank\tdifference\tby\twith\tnote\n")
			for _, p := range list {
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", p.Through, p.CountedCash, p.CashDifference, p.Bank, p.BankDifference, p.ClosedBy, p.ClosedWith, p.Note)
			}
			return table.Flush()
		})
	})
}
