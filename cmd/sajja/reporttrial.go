package main

import (
	"context"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportTrialBalanceCommand struct {
	printFlags
	AsOf     ledger.Date `placeholder:"DATE" help:"At the end of this day; today, with all that is recorded, when left out."`
	BySource bool        `help:"Apart for each source of money as well."`
}

// trialBalanceJSON is a shape that other programs know; sources are there only
// when they were asked for.
type trialBalanceJSON struct {
	Fund     string            `json:"fund"`
	AsOf     ledger.Date       `json:"as_of"`
	Accounts []trialLineJSON   `json:"accounts"`
	Debit    ledger.Money      `json:"debit"`
	Credit   ledger.Money      `json:"credit"`
	Sources  []sourceTrialJSON `json:"sources,omitempty"`
}

type trialLineJSON struct {
	Code   ledger.AccountCode `json:"code"`
	Name   string             `json:"name"`
	Debit  ledger.Money       `json:"debit"`
	Credit ledger.Money       `json:"credit"`
}

type sourceTrialJSON struct {
	Source   string          `json:"source"`
	Accounts []trialLineJSON `json:"accounts"`
	Debit    ledger.Money    `json:"debit"`
	Credit   ledger.Money    `json:"credit"`
}

// Run fails when the columns differ: then the books are broken, and the report
// shows it.
func (c *reportTrialBalanceCommand) Run(ctx context.Context, con *console) error {
	return con.printReport(ctx, c.printFlags, "sajja report trial-balance", func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			trial, err := s.TrialBalance(ctx, c.AsOf)
			if err != nil {
				return paper{}, err
			}
			asOf := c.AsOf
			if asOf.IsZero() {
				asOf = today()
			}
			shape := trialBalanceOf(fund, asOf, trial)
			if !c.BySource {
				return paper{trialSheet(fund, asOf, trial), shape}, nil
			}
			_, turnovers, err := s.SourceTurnovers(ctx, ledger.Days{To: c.AsOf}, true)
			if err != nil {
				return paper{}, err
			}
			sources := ledger.NewSourceTrials(turnovers)
			for _, source := range sources {
				shape.Sources = append(shape.Sources, sourceTrialJSON{source.Source.String(), trialLines(source.Lines), source.Debit, source.Credit})
			}
			return paper{sourceTrialSheet(fund, asOf, trial, sources), shape}, nil
		})
	})
}

func trialBalanceOf(fund store.Fund, asOf ledger.Date, trial ledger.TrialBalance) trialBalanceJSON {
	return trialBalanceJSON{Fund: fund.Code, AsOf: asOf, Accounts: trialLines(trial.Lines), Debit: trial.Debit, Credit: trial.Credit}
}

func trialLines(lines []ledger.TrialLine) []trialLineJSON {
	out := make([]trialLineJSON, len(lines))
	for i, l := range lines {
		out[i] = trialLineJSON{l.Account.Code, l.Account.Name, l.Debit, l.Credit}
	}
	return out
}

// trialSheet leaves accounts without a balance out: people read it.
func trialSheet(fund store.Fund, asOf ledger.Date, trial ledger.TrialBalance) *sheet {
	s := &sheet{
		Name: "trial-balance", Title: "งบทดลอง", Fund: fund.Name, Period: asOfText(asOf),
		Columns: []column{textColumn("code", "รหัส"), textColumn("name", "บัญชี"), moneyColumn("debit", "เดบิต"), moneyColumn("credit", "เครดิต")},
		Groups:  []rowGroup{{Rows: trialRows(trial.Lines)}},
		Feet:    []foot{{Name: "รวม"}},
	}
	s.Checks = []footCheck{{"เดบิตเท่ากับเครดิต", s.shown(s.Feet[0], "debit"), s.shown(s.Feet[0], "credit")}}
	return s
}

func trialRows(lines []ledger.TrialLine) [][]cell {
	var rows [][]cell
	for _, l := range lines {
		switch {
		case l.Debit.IsZero() && l.Credit.IsZero():
		case l.Credit.IsZero():
			rows = append(rows, []cell{string(l.Account.Code), l.Account.Name, l.Debit, nil})
		default:
			rows = append(rows, []cell{string(l.Account.Code), l.Account.Name, nil, l.Credit})
		}
	}
	return rows
}

// sourceTrialSheet has a part for each source of money, and holds them against the
// books as a whole: account by account, the sources make its balance.
func sourceTrialSheet(fund store.Fund, asOf ledger.Date, trial ledger.TrialBalance, sources []ledger.SourceTrial) *sheet {
	s := trialSheet(fund, asOf, trial)
	s.Title, s.GroupedBy, s.Groups, s.Checks = "งบทดลองแยกตามแหล่งเงิน", "แหล่งเงิน", nil, nil
	left := map[ledger.AccountCode]ledger.Money{}
	for _, l := range trial.Lines {
		left[l.Account.Code] = l.Debit.Sub(l.Credit)
	}
	for _, source := range sources {
		name := sourceWords(source.Source)
		s.Groups = append(s.Groups, rowGroup{Name: name, Rows: trialRows(source.Lines)})
		s.Checks = append(s.Checks, footCheck{"เดบิตเท่ากับเครดิต " + name, source.Debit, source.Credit})
		for _, l := range source.Lines {
			left[l.Account.Code] = left[l.Account.Code].Sub(l.Debit).Add(l.Credit)
		}
	}
	for _, l := range trial.Lines {
		if amount := left[l.Account.Code]; !amount.IsZero() {
			s.Checks = append(s.Checks, footCheck{"บัญชี " + string(l.Account.Code) + " รวมทุกแหล่งกับงบทดลอง", l.Debit.Sub(l.Credit).Sub(amount), l.Debit.Sub(l.Credit)})
		}
	}
	return s
}
