package main

import (
	"context"
	"slices"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportLedgerCommand struct {
	printFlags
	Account string `required:"" help:"The account's code, such as 1100."`
	daysFlags
	ByMonth bool `help:"Totals of each month instead of every entry."`
}

func (c *reportLedgerCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report ledger"
	days, err := c.days(command, today())
	if err != nil {
		return err
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			book, err := openAccountBook(ctx, s, fund, ledger.AccountCode(c.Account), days)
			if err != nil {
				return paper{}, err
			}
			if c.ByMonth {
				return book.months(ctx, s)
			}
			return book.lines(ctx, s)
		})
	})
}

// accountBook is one account over some days.
type accountBook struct {
	fund          store.Fund
	days          ledger.Days
	account       ledger.Account
	names         accountNames
	before, after ledger.Money // as the trial balances of both ends say
}

func openAccountBook(ctx context.Context, s *postgres.Snapshot, fund store.Fund, code ledger.AccountCode, days ledger.Days) (*accountBook, error) {
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(accounts, func(a ledger.Account) bool { return a.Code == code })
	if at < 0 {
		return nil, errNoAccount(fund, code)
	}
	before, err := s.TrialBalance(ctx, days.From.AddDays(-1))
	if err != nil {
		return nil, err
	}
	after, err := s.TrialBalance(ctx, days.To)
	if err != nil {
		return nil, err
	}
	return &accountBook{fund, days, accounts[at], namesOf(accounts), before.Balance(code), after.Balance(code)}, nil
}

func (b *accountBook) sheet(name string, columns ...column) *sheet {
	title := "บัญชีแยกประเภท " + string(b.account.Code) + " " + b.account.Name
	return &sheet{
		Name: name, Title: title, Fund: b.fund.Name, Period: periodText(b.days),
		Facts:   append(daysFacts(b.fund, b.days), fact{"account", b.account.Code}, fact{"brought_forward", b.before}, fact{"carried_forward", b.after}),
		Columns: columns, Feet: []foot{{Name: "รวม"}},
	}
}

func (b *accountBook) lines(ctx context.Context, s *postgres.Snapshot) (paper, error) {
	entries, err := s.AccountEntries(ctx, []ledger.AccountCode{b.account.Code}, b.days, true)
	if err != nil {
		return paper{}, err
	}
	lines := make([]ledger.AccountLine, len(entries))
	for i, e := range entries {
		lines[i] = e.Line
	}
	last := ledger.RunBalances(b.account.Type, b.before, lines)
	rows := [][]cell{{b.days.From, nil, "ยอดยกมา", nil, nil, b.before}}
	for i, e := range entries {
		rows = append(rows, []cell{e.On, e.Document.String(), b.names.entryWords(e), blankZero(e.Line.Debit), blankZero(e.Line.Credit), lines[i].Balance})
	}
	report := b.sheet("ledger", dateColumn("on", "วันที่"), textColumn("document", "เลขที่"), textColumn("words", "รายการ"),
		moneyColumn("debit", "เดบิต"), moneyColumn("credit", "เครดิต"), standingColumn("balance", "คงเหลือ"))
	report.Groups = []rowGroup{{Rows: rows}}
	report.Checks = []footCheck{{"ยอดยกไปกับงบทดลอง", last, b.after}}
	return paper{sheet: report}, nil
}

func (b *accountBook) months(ctx context.Context, s *postgres.Snapshot) (paper, error) {
	turnovers, err := s.Turnovers(ctx, b.days, true)
	if err != nil {
		return paper{}, err
	}
	last := b.before
	var rows [][]cell
	for _, m := range ledger.AccountMonths(b.account, b.before, b.days.Months(), turnovers) {
		rows = append(rows, []cell{term{monthKey(m.Month), monthText(m.Month)}, m.Before, m.Debit, m.Credit, m.Carried})
		last = m.Carried
	}
	report := b.sheet("ledger", textColumn("month", "เดือน"), standingColumn("before", "ยกมา"),
		moneyColumn("debit", "เดบิต"), moneyColumn("credit", "เครดิต"), standingColumn("carried", "ยกไป"))
	report.Groups = []rowGroup{{Rows: rows}}
	report.Checks = []footCheck{{"ยอดยกไปกับงบทดลอง", last, b.after}}
	return paper{sheet: report}, nil
}

// blankZero leaves a cell empty where nothing came.
func blankZero(m ledger.Money) cell {
	if m.IsZero() {
		return nil
	}
	return m
}
