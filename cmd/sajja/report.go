package main

import (
	"context"
	"fmt"
	"io"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// reportCommand is the noun report.
type reportCommand struct {
	TrialBalance reportTrialBalanceCommand `cmd:"" help:"Totals per account; both columns are equal."`
	Statement    reportStatementCommand    `cmd:"" help:"One member's balances and entries."`
	Events       reportEventsCommand       `cmd:"" help:"LINE events received and what became of them."`
}

type reportTrialBalanceCommand struct {
	Fund string      `required:"" help:"The fund's code."`
	AsOf ledger.Date `placeholder:"DATE" help:"At the end of this day; today, with all that is recorded, when left out."`
}

type trialBalanceJSON struct {
	Fund     string          `json:"fund"`
	AsOf     ledger.Date     `json:"as_of"`
	Accounts []trialLineJSON `json:"accounts"`
	Debit    ledger.Money    `json:"debit"`
	Credit   ledger.Money    `json:"credit"`
}

type trialLineJSON struct {
	Code   ledger.AccountCode `json:"code"`
	Name   string             `json:"name"`
	Debit  ledger.Money       `json:"debit"`
	Credit ledger.Money       `json:"credit"`
}

// Run fails when the columns differ: then the books are broken, and the report
// shows it.
func (c *reportTrialBalanceCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		trial, err := db.TrialBalance(ctx, fund.ID, c.AsOf)
		if err != nil {
			return err
		}
		asOf := c.AsOf
		if asOf.IsZero() {
			asOf = ledger.DateOf(time.Now())
		}
		report := trialBalanceOf(fund, asOf, trial)
		if err := con.show(report, report.write); err != nil {
			return err
		}
		if !trial.IsBalanced() {
			con.tell("sajja: the columns differ: run `sajja verify`")
			return errReported
		}
		return nil
	})
}

func trialBalanceOf(fund store.Fund, asOf ledger.Date, trial ledger.TrialBalance) trialBalanceJSON {
	report := trialBalanceJSON{Fund: fund.Code, AsOf: asOf, Accounts: []trialLineJSON{}, Debit: trial.Debit, Credit: trial.Credit}
	for _, l := range trial.Lines {
		report.Accounts = append(report.Accounts, trialLineJSON{l.Account.Code, l.Account.Name, l.Debit, l.Credit})
	}
	return report
}

// write leaves accounts without a balance out: people read it.
func (r trialBalanceJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "%s\t%s\t\t\n", r.Fund, r.AsOf)
	for _, l := range r.Accounts {
		if !l.Debit.IsZero() || !l.Credit.IsZero() {
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", l.Code, l.Name, l.Debit, l.Credit)
		}
	}
	fmt.Fprintf(table, "\t\t%s\t%s\n", r.Debit, r.Credit)
	return table.Flush()
}

type reportStatementCommand struct {
	Fund   string `required:"" help:"The fund's code."`
	Member string `required:"" help:"The member's number in the fund."`
}

// statementMax bounds a statement; a member of fifty years with a payment every
// day stays below it.
const statementMax = 20_000

type statementJSON struct {
	Member   string               `json:"member"`
	Balances statementBalanceJSON `json:"balances"`
	Entries  []statementLineJSON  `json:"entries"`
}

type statementBalanceJSON struct {
	Contribution ledger.Money `json:"contribution"`
	Savings      ledger.Money `json:"savings"`
	Pending      ledger.Money `json:"pending"`
}

type statementLineJSON struct {
	ID          ledger.EntryID `json:"id"`
	EffectiveOn ledger.Date    `json:"effective_on"`
	Kind        ledger.Kind    `json:"kind"`
	Amount      ledger.Money   `json:"amount"`
	State       store.State    `json:"state"`
	Receipt     string         `json:"receipt"`
}

func (c *reportStatementCommand) Run(ctx context.Context, con *console) error {
	return con.withMember(ctx, c.Fund, c.Member, func(db *postgres.DB, fund store.Fund, m store.Member) error {
		money, lines, err := db.MemberStatement(ctx, fund.ID, m.ID, statementMax)
		if err != nil {
			return err
		}
		report := statementJSON{
			Member:   m.Number,
			Balances: statementBalanceJSON{money.Contribution, money.Savings, money.Pending()},
			Entries:  []statementLineJSON{},
		}
		for _, l := range lines {
			report.Entries = append(report.Entries, statementLineJSON{l.ID, l.EffectiveOn, l.Kind, l.Amount, l.State, l.Document.String()})
		}
		return con.show(report, report.write)
	})
}

func (r statementJSON) write(w io.Writer) error {
	table := newTable(w)
	fmt.Fprintf(table, "member %s\tcontribution %s\tsavings %s\tpending %s\t\n",
		r.Member, r.Balances.Contribution, r.Balances.Savings, r.Balances.Pending)
	for _, l := range r.Entries {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", l.EffectiveOn, l.Kind, l.Amount, l.State, l.Receipt)
	}
	return table.Flush()
}

type reportEventsCommand struct {
	Since time.Duration `default:"24h" help:"How far back to look."`
}

// Run prints one JSON value per event, oldest first, whether or not --json is
// given: the list is for programs, such as the load tool's check of the books.
func (c *reportEventsCommand) Run(ctx context.Context, con *console) error {
	return con.withBooks(ctx, func(db *postgres.DB) error {
		return db.TraceEvents(ctx, time.Now().Add(-c.Since), func(t postgres.EventTrace) error {
			return con.showJSON(t)
		})
	})
}
