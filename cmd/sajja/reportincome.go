package main

import (
	"context"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportIncomeExpenseCommand struct {
	printFlags
	daysFlags
	ByMonth bool `help:"A column for each month."`
}

func (c *reportIncomeExpenseCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report income-expense"
	days, err := c.days(command, today())
	if err != nil {
		return err
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			turnovers, err := s.Turnovers(ctx, days, false)
			if err != nil {
				return paper{}, err
			}
			return paper{sheet: incomeSheet(fund, days, turnovers, c.ByMonth)}, nil
		})
	})
}

// incomeSheet holds the surplus against what it must have left behind: by so much
// the fund's assets grew beyond its debts and its funds.
func incomeSheet(fund store.Fund, days ledger.Days, turnovers []ledger.Turnover, byMonth bool) *sheet {
	statement := ledger.NewIncomeStatement(days.Months(), turnovers)
	s := &sheet{
		Name: "income-expense", Title: "งบรับ-จ่าย", Fund: fund.Name, Period: periodText(days),
		Facts: append(daysFacts(fund, days), fact{"surplus", statement.Surplus()}), GroupedBy: "หมวด",
		Columns: []column{textColumn("code", "รหัส"), textColumn("name", "บัญชี")},
		Feet:    []foot{{Name: "รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย", Signs: []int{1, -1}}},
		Notes:   []string{"เงินสมทบเป็นทุนของกองทุน จึงอยู่ในงบแสดงฐานะการเงิน ไม่อยู่ในงบนี้"},
	}
	if byMonth {
		for _, month := range statement.Months {
			s.Columns = append(s.Columns, moneyColumn(monthKey(month), monthText(month)))
		}
	}
	s.Columns = append(s.Columns, moneyColumn("amount", "รวม"))
	s.Groups = []rowGroup{
		{Name: "รายได้", Rows: incomeRows(statement.Income, byMonth)},
		{Name: "ค่าใช้จ่าย", Rows: incomeRows(statement.Expense, byMonth)},
	}
	rest := ledger.NewPosition(turnovers)
	s.Checks = []footCheck{{"ส่วนที่สินทรัพย์เพิ่มเกินหนี้สินและทุน", s.shown(s.Feet[0], "amount"), rest.Has().Sub(rest.Owes()).Add(rest.Surplus)}}
	return s
}

func incomeRows(lines []ledger.IncomeLine, byMonth bool) [][]cell {
	rows := make([][]cell, len(lines))
	for i, l := range lines {
		row := []cell{string(l.Account.Code), l.Account.Name}
		if byMonth {
			for _, amount := range l.Months {
				row = append(row, amount)
			}
		}
		rows[i] = append(row, l.Total())
	}
	return rows
}
