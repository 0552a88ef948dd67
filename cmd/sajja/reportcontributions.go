package main

import (
	"context"
	"fmt"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportContributionsCommand struct {
	printFlags
	Year  int    `placeholder:"YEAR" help:"The year: 2569, or 2026; this one when left out."`
	Money string `enum:"fund,contribution,savings" default:"fund" help:"contribution, savings, or what the fund's members hand in."`
}

func (c *reportContributionsCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report contributions"
	days := ledger.YearDays(today().Year())
	if c.Year != 0 {
		var err error
		if days, err = yearDays(command, c.Year); err != nil {
			return err
		}
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			report, err := contributions(ctx, s, fund, days, c.isSavings(fund))
			return paper{sheet: report}, err
		})
	})
}

func (c *reportContributionsCommand) isSavings(fund store.Fund) bool {
	return c.Money == "savings" || c.Money == "fund" && fund.Preset.MemberMoney() == ledger.KindDeposit
}

// contributions is the register: a line per member, a column per month, a part
// per village. What the members' parts come to is held against the trial balance
// at the end of the year.
func contributions(ctx context.Context, s *postgres.Snapshot, fund store.Fund, year ledger.Days, isSavings bool) (*sheet, error) {
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	title, beginning := "ทะเบียนคุมเงินสัจจะ (เงินสมทบ)", string(ledger.CodeMembersFund)[:2]
	if isSavings {
		title, beginning = "ทะเบียนคุมเงินสัจจะ (เงินฝาก)", string(ledger.CodeSavings)[:2]
	}
	codes := accountsUnder(accounts, beginning)
	members, err := s.MemberYears(ctx, codes, year)
	if err != nil {
		return nil, err
	}
	trial, err := s.TrialBalance(ctx, year.To)
	if err != nil {
		return nil, err
	}
	report := contributionsSheet(fund, year, title, members)
	report.Checks = []footCheck{{"ยอดยกไปกับงบทดลองสิ้นปี", report.shown(report.Feet[0], "after"), trial.Balance(codes...)}}
	return report, nil
}

func contributionsSheet(fund store.Fund, year ledger.Days, title string, members []postgres.MemberYear) *sheet {
	report := &sheet{
		Name: "contributions", Title: title, Fund: fund.Name, Period: fmt.Sprintf("ปี %d", thai.BuddhistYear(year.From)),
		Facts: []fact{{"fund", fund.Code}, {"year", year.From.Year()}}, GroupedBy: "หมู่บ้าน",
		Columns: []column{textColumn("number", "เลขที่"), textColumn("name", "ชื่อ"), moneyColumn("before", "ยกมา")},
		Feet:    []foot{{Name: "รวมทุกหมู่บ้าน"}},
	}
	for _, month := range year.Months() {
		report.Columns = append(report.Columns, moneyColumn(monthKey(month), monthText(month)))
	}
	report.Columns = append(report.Columns, moneyColumn("total", "รวมปีนี้"), moneyColumn("other", "ถอนหรืออื่นๆ"), moneyColumn("after", "ยกไป"))
	for i, m := range members {
		if i == 0 || m.Village != members[i-1].Village || m.IsShared != members[i-1].IsShared {
			report.Groups = append(report.Groups, rowGroup{Name: villageName(m)})
		}
		row := []cell{m.Number, m.Name, m.Before}
		if m.IsShared {
			row = []cell{nil, "ไม่แยกรายสมาชิก", m.Before}
		}
		var total ledger.Money
		for _, month := range m.Months {
			row, total = append(row, blankZero(month)), total.Add(month)
		}
		g := &report.Groups[len(report.Groups)-1]
		g.Rows = append(g.Rows, append(row, total, blankZero(m.Other), m.After()))
	}
	return report
}

func villageName(m postgres.MemberYear) string {
	switch {
	case m.IsShared:
		return "ส่วนกลาง"
	case m.Village == "":
		return "ไม่ระบุหมู่บ้าน"
	}
	return m.Village
}
