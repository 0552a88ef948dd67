package main

import (
	"context"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportCollectionsCommand struct {
	printFlags
	daysFlags
}

func (c *reportCollectionsCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report collections"
	days, err := c.days(command, today())
	if err != nil {
		return err
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			report, err := collections(ctx, s, fund, days)
			return paper{sheet: report}, err
		})
	})
}

// collections has a line for what one officer received in one village on one day,
// a part for each day. With what else moved in cash it is what cash in hand and
// with collectors grew by.
func collections(ctx context.Context, s *postgres.Snapshot, fund store.Fund, days ledger.Days) (*sheet, error) {
	collected, other, err := s.Collected(ctx, days)
	if err != nil {
		return nil, err
	}
	accounts, err := s.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	opening, err := s.TrialBalance(ctx, days.From.AddDays(-1))
	if err != nil {
		return nil, err
	}
	closing, err := s.TrialBalance(ctx, days.To)
	if err != nil {
		return nil, err
	}
	cash := accountsUnder(accounts, "11", "12")
	report := collectionsSheet(fund, days, collected)
	report.Checks = []footCheck{{
		"รวมกับเงินสดเข้าออกอย่างอื่น " + word(other) + " กับงบทดลอง",
		report.shown(report.Feet[0], "amount").Add(other), closing.Balance(cash...).Sub(opening.Balance(cash...)),
	}}
	return report, nil
}

func collectionsSheet(fund store.Fund, days ledger.Days, collected []store.Collection) *sheet {
	report := &sheet{
		Name: "collections", Title: "รายงานการเก็บเงิน", Fund: fund.Name, Period: periodText(days), Facts: daysFacts(fund, days), GroupedBy: "วันที่",
		Columns: []column{
			dateColumn("on", "วันที่"), textColumn("village", "หมู่บ้าน"), textColumn("number", "เลขที่"), textColumn("by", "ผู้รับเงิน"),
			numberColumn("receipts", "รายการ"), moneyColumn("amount", "รับเงินสด"),
		},
		Feet:  []foot{{Name: "รวมทุกวัน"}},
		Notes: []string{"รายการที่กลับบัญชีหักออกในวันที่กลับ"},
	}
	for i, c := range collected {
		if i == 0 || c.Day != collected[i-1].Day {
			report.Groups = append(report.Groups, rowGroup{Name: word(c.Day), Key: c.Day.String()})
		}
		village, by := c.Village, c.By.Name
		if village == "" {
			village = "ไม่ระบุหมู่บ้าน"
		}
		if by == "" {
			by = "บันทึกที่สำนักงาน"
		}
		g := &report.Groups[len(report.Groups)-1]
		g.Rows = append(g.Rows, []cell{c.Day, village, c.By.Number, by, c.Receipts, c.Amount})
	}
	return report
}
