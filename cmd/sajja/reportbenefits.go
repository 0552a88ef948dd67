package main

import (
	"cmp"
	"context"
	"slices"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportBenefitsCommand struct {
	printFlags
	daysFlags
	By string `enum:"heading,member" default:"heading" help:"Grouped by heading or by member."`
}

func (c *reportBenefitsCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report benefits"
	days, err := c.days(command, today())
	if err != nil {
		return err
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			report, err := benefits(ctx, s, fund, days, c.By)
			return paper{sheet: report}, err
		})
	})
}

// benefits lists what was paid under the headings of welfare; what was reversed
// is taken off on a line of its own. It is held against the accounts' turnover.
func benefits(ctx context.Context, s *postgres.Snapshot, fund store.Fund, days ledger.Days, by string) (*sheet, error) {
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	var codes []ledger.AccountCode
	for _, a := range accounts {
		if a.IsWelfare() {
			codes = append(codes, a.Code)
		}
	}
	entries, err := s.AccountEntries(ctx, codes, days, false)
	if err != nil {
		return nil, err
	}
	turnovers, err := s.Turnovers(ctx, days, false)
	if err != nil {
		return nil, err
	}
	var books ledger.Money
	for _, t := range turnovers {
		if t.Account.IsWelfare() {
			books = books.Add(t.Change())
		}
	}
	report := benefitsSheet(fund, days, by, entries, namesOf(accounts))
	report.Checks = []footCheck{{"ยอดรวมกับบัญชีสวัสดิการ", report.shown(report.Feet[0], "amount"), books}}
	return report, nil
}

func benefitsSheet(fund store.Fund, days ledger.Days, by string, entries []postgres.AccountEntry, names accountNames) *sheet {
	nameOf := func(e postgres.AccountEntry) string { return names[e.Account] }
	keyOf := func(e postgres.AccountEntry) string { return string(e.Account) }
	groupedBy := "ประเภทสวัสดิการ"
	if by == "member" {
		groupedBy = "สมาชิก"
		keyOf = func(e postgres.AccountEntry) string { return e.Number }
		nameOf = func(e postgres.AccountEntry) string {
			if e.Name == "" {
				return "ไม่ระบุสมาชิก"
			}
			return e.Number + " " + e.Name
		}
	}
	slices.SortStableFunc(entries, func(a, b postgres.AccountEntry) int { return cmp.Compare(keyOf(a), keyOf(b)) })
	report := &sheet{
		Name: "benefits", Title: "ทะเบียนคุมสวัสดิการ", Fund: fund.Name, Period: periodText(days), Facts: daysFacts(fund, days), GroupedBy: groupedBy,
		Columns: []column{dateColumn("on", "วันที่"), textColumn("document", "เลขที่"), textColumn("number", "เลขสมาชิก"), textColumn("name", "ชื่อ"),
			textColumn("village", "หมู่บ้าน"), textColumn("heading", "ประเภท"), moneyColumn("amount", "จำนวนเงิน"), textColumn("reason", "หมายเหตุ")},
		Feet: []foot{{Name: "รวมสวัสดิการที่จ่าย"}},
	}
	var last string
	for i, e := range entries {
		if key := keyOf(e); i == 0 || key != last {
			report.Groups = append(report.Groups, rowGroup{Name: nameOf(e), Key: keyOf(e)})
			last = key
		}
		g := &report.Groups[len(report.Groups)-1]
		g.Rows = append(g.Rows, []cell{e.On, e.Document.String(), e.Number, e.Name, e.Village, term{string(e.Account), names[e.Account]}, e.Line.Debit.Sub(e.Line.Credit), benefitNote(e)})
	}
	return report
}

func benefitNote(e postgres.AccountEntry) string {
	if e.Kind == ledger.KindReversal && e.Reason == "" {
		return kindWords(e.Kind)
	}
	return e.Reason
}
