package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// accountCommand is the noun account.
type accountCommand struct {
	List    accountListCommand    `cmd:"" help:"List a fund's accounts with what stands on them."`
	Add     accountAddCommand     `cmd:"" help:"Add an account under one of the template, such as a second bank under 1300."`
	Rename  accountRenameCommand  `cmd:"" help:"Give an account another name; its code stays."`
	Close   accountCloseCommand   `cmd:"" help:"Let an account at zero take no more entries from a day on."`
	Reopen  accountReopenCommand  `cmd:"" help:"Let a closed account take entries again."`
	History accountHistoryCommand `cmd:"" help:"What became of accounts: added, renamed, closed, reopened, by whom and when."`
}

// accountJSON is an account in the shape other programs read.
type accountJSON struct {
	Code     ledger.AccountCode `json:"code"`
	Name     string             `json:"name"`
	Type     ledger.AccountType `json:"type"`
	Parent   ledger.AccountCode `json:"parent"`
	ClosedOn ledger.Date        `json:"closed_on"`
}

func accountShape(a ledger.Account) accountJSON {
	return accountJSON{a.Code, a.Name, a.Type, a.Parent, a.ClosedOn}
}

// accountStandingJSON adds what stands on the account, on its normal side.
type accountStandingJSON struct {
	accountJSON
	Balance ledger.Money `json:"balance"`
	Pending ledger.Money `json:"pending"`
}

type accountListCommand struct {
	Fund string `required:"" help:"The fund's code."`
}

func (c *accountListCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		accounts, err := db.Accounts(ctx, fund.ID)
		if err != nil {
			return err
		}
		list := make([]accountStandingJSON, len(accounts))
		for i, a := range accounts {
			list[i] = accountStandingJSON{accountShape(a.Account), a.Balance.Posted(a.Type), a.Balance.Pending(a.Type)}
		}
		return con.show(list, func(w io.Writer) error {
			table := newTable(w)
			for _, a := range list {
				name, closed := a.Name, ""
				if a.Parent != "" {
					name = "  " + name
				}
				if !a.ClosedOn.IsZero() {
					closed = "closed from " + a.ClosedOn.String()
				}
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", a.Code, name, a.Type, a.Balance, closed)
			}
			return table.Flush()
		})
	})
}

type accountAddCommand struct {
	Fund   string             `required:"" help:"The fund's code."`
	Parent ledger.AccountCode `required:"" placeholder:"CODE" help:"The account of the template it belongs under, such as 1300 or 3800."`
	Code   ledger.AccountCode `placeholder:"CODE" help:"Its own code, beginning with the parent's first two digits; the next free one when left out."`
	Name   string             `required:"" help:"What the fund calls it."`
	By     string             `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *accountAddCommand) Run(ctx context.Context, con *console) error {
	return con.withOfficer(ctx, c.Fund, c.By, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		parent, chart, err := findAccount(ctx, db, fund, c.Parent)
		if err != nil {
			return err
		}
		account, err := parent.Part(cmp.Or(c.Code, parent.FreeCode(chart)), strings.TrimSpace(c.Name))
		if err == nil {
			err = db.AddAccount(ctx, fund.ID, account, by)
		}
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("fund %s has an account %s already: see `sajja account list --fund %s`", fund.Code, account.Code, fund.Code)
		}
		if err != nil {
			return accountRefusal(err)
		}
		return con.showAccount(account, "is part of "+string(parent.Code)+" "+parent.Name)
	})
}

// findAccount finds one account of the chart, and gives the chart too.
func findAccount(ctx context.Context, db *postgres.DB, fund store.Fund, code ledger.AccountCode) (ledger.Account, []ledger.Account, error) {
	accounts, err := db.Accounts(ctx, fund.ID)
	if err != nil {
		return ledger.Account{}, nil, err
	}
	var found ledger.Account
	chart := make([]ledger.Account, len(accounts))
	for i, a := range accounts {
		chart[i] = a.Account
		if a.Code == code {
			found = a.Account
		}
	}
	if found.Code == "" {
		return found, chart, errNoAccount(fund, code)
	}
	return found, chart, nil
}

func errNoAccount(fund store.Fund, code ledger.AccountCode) error {
	return fmt.Errorf("fund %s has no account %q: see `sajja account list --fund %s`", fund.Code, string(code), fund.Code)
}

func (c *console) showAccount(a ledger.Account, became string) error {
	return c.show(accountShape(a), func(w io.Writer) error {
		_, err := fmt.Fprintf(w, "%s %s %s\n", a.Code, a.Name, became)
		return err
	})
}

type accountRenameCommand struct {
	Fund string             `required:"" help:"The fund's code."`
	Code ledger.AccountCode `required:"" placeholder:"CODE" help:"The account's code."`
	Name string             `required:"" help:"The new name."`
	By   string             `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *accountRenameCommand) Run(ctx context.Context, con *console) error {
	return con.changeAccount(ctx, c.Fund, c.By, c.Code, "has its new name", func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		return db.RenameAccount(ctx, fund.ID, c.Code, strings.TrimSpace(c.Name), by)
	})
}

type accountCloseCommand struct {
	Fund string             `required:"" help:"The fund's code."`
	Code ledger.AccountCode `required:"" placeholder:"CODE" help:"The account's code."`
	On   ledger.Date        `placeholder:"DATE" help:"The first day without entries, tomorrow at the latest; today when left out."`
	By   string             `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *accountCloseCommand) Run(ctx context.Context, con *console) error {
	on := c.On
	if on.IsZero() {
		on = ledger.DateOf(time.Now())
	}
	return con.changeAccount(ctx, c.Fund, c.By, c.Code, "is closed from "+on.String()+" on", func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		return db.CloseAccount(ctx, fund.ID, c.Code, on, by)
	})
}

type accountReopenCommand struct {
	Fund string             `required:"" help:"The fund's code."`
	Code ledger.AccountCode `required:"" placeholder:"CODE" help:"The account's code."`
	By   string             `placeholder:"MEMBER" help:"Member number of the officer who does it."`
}

func (c *accountReopenCommand) Run(ctx context.Context, con *console) error {
	return con.changeAccount(ctx, c.Fund, c.By, c.Code, "is open", func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		return db.ReopenAccount(ctx, fund.ID, c.Code, by)
	})
}

// changeAccount does something with an account and shows it as it is then.
func (c *console) changeAccount(ctx context.Context, fundCode, officer string, code ledger.AccountCode, became string,
	change func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error) error {
	return c.withOfficer(ctx, fundCode, officer, func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error {
		err := change(db, fund, by)
		if errors.Is(err, store.ErrNotFound) {
			return errNoAccount(fund, code)
		}
		if err != nil {
			return accountRefusal(err)
		}
		account, _, err := findAccount(ctx, db, fund, code)
		if err != nil {
			return err
		}
		return c.showAccount(account, became)
	})
}

// accountRefusal says what a person can do about a refusal.
func accountRefusal(err error) error {
	for refusal, words := range map[error]string{
		ledger.ErrAccountParent:   "a new account belongs under an open account of the template: give one of those as --parent, not one that hangs under another",
		ledger.ErrAccountCode:     "the code must have 4 to 8 digits and begin with the first two of its parent's; leave --code out for the next free one",
		ledger.ErrAccountName:     "--name must have 1 to 200 letters on one line",
		ledger.ErrAccountNeeded:   "the fund's own rules post to this account, so it stays open; it can be renamed",
		ledger.ErrAccountNotEmpty: "money stands on the account or on a member's part of it: move it with `sajja entry post --kind banking` first",
		ledger.ErrAccountWaiting:  "promises wait on the account: receive or take them back first",
		ledger.ErrAccountParts:    "open accounts hang under it: close those first",
		ledger.ErrAccountDay:      "it has entries of that day or later, or the day lies ahead: close it from the day after its last entry, tomorrow at the latest",
	} {
		if errors.Is(err, refusal) {
			return errors.New(words)
		}
	}
	return err
}

type accountHistoryCommand struct {
	Fund string             `required:"" help:"The fund's code."`
	Code ledger.AccountCode `placeholder:"CODE" help:"Only this account; all when left out."`
}

// accountChangeJSON is one thing that became of an account.
type accountChangeJSON struct {
	Code       ledger.AccountCode      `json:"code"`
	Change     store.AccountChangeKind `json:"change"`
	NameBefore string                  `json:"name_before"`
	Name       string                  `json:"name"`
	ClosedOn   ledger.Date             `json:"closed_on"`
	At         time.Time               `json:"at"`
	By         string                  `json:"by"`
}

func (c *accountHistoryCommand) Run(ctx context.Context, con *console) error {
	return con.withFund(ctx, c.Fund, func(db *postgres.DB, fund store.Fund) error {
		changes, err := db.AccountChanges(ctx, fund.ID, c.Code)
		if err != nil {
			return err
		}
		list := make([]accountChangeJSON, len(changes))
		for i, h := range changes {
			list[i] = accountChangeJSON{h.Code, h.Change, h.NameBefore, h.Name, h.ClosedOn, h.At.UTC(), h.ByName}
		}
		return con.show(list, func(w io.Writer) error {
			table := newTable(w)
			for _, h := range list {
				name := h.Name
				if h.Change == store.AccountRenamed {
					name = h.NameBefore + " → " + h.Name
				}
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", h.At.In(ledger.Bangkok).Format(time.DateTime), h.Code, h.Change, name, h.By)
			}
			return table.Flush()
		})
	})
}

// withOfficer opens the books and finds the fund and the officer who acts; nobody
// for an empty number, as on a command line of the fund's own.
func (c *console) withOfficer(ctx context.Context, fundCode, number string, work func(db *postgres.DB, fund store.Fund, by ledger.MemberID) error) error {
	return c.withFund(ctx, fundCode, func(db *postgres.DB, fund store.Fund) error {
		if number == "" {
			return work(db, fund, ledger.MemberID{})
		}
		officer, err := findOfficer(ctx, db, fund, number)
		if err != nil {
			return err
		}
		return work(db, fund, officer.ID)
	})
}

// findOfficer finds the member and sees that she holds an office at all; which
// one an act needs its own rule says.
func findOfficer(ctx context.Context, db *postgres.DB, fund store.Fund, number string) (store.Member, error) {
	m, err := db.MemberByNumber(ctx, fund.ID, number)
	if errors.Is(err, store.ErrNotFound) {
		return m, fmt.Errorf("fund %s has no member %q: see `sajja member list --fund %s`", fund.Code, number, fund.Code)
	}
	if err == nil && len(m.Offices) == 0 {
		return m, fmt.Errorf("%s %s holds no office in %s: see `sajja officer list --fund %s`", m.Number, m.Name, fund.Code, fund.Code)
	}
	return m, err
}
