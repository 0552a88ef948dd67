package main

import (
	"context"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportPositionCommand struct {
	printFlags
	AsOf ledger.Date `placeholder:"DATE" help:"At the end of this day; today when left out."`
}

func (c *reportPositionCommand) Run(ctx context.Context, con *console) error {
	asOf := c.AsOf
	if asOf.IsZero() {
		asOf = today()
	}
	return con.printReport(ctx, c.printFlags, "sajja report position", func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			turnovers, err := s.Turnovers(ctx, ledger.Days{To: asOf}, true)
			if err != nil {
				return paper{}, err
			}
			return paper{sheet: positionSheet(fund, asOf, ledger.NewPosition(turnovers))}, nil
		})
	})
}

func positionSheet(fund store.Fund, asOf ledger.Date, p ledger.Position) *sheet {
	funds := append(positionRows(p.Funds), []cell{nil, "รายได้สูง (ต่ำ) กว่าค่าใช้จ่าย ที่ยังไม่ปิดเข้าทุน", p.Surplus})
	s := &sheet{
		Name: "position", Title: "งบแสดงฐานะการเงิน", Fund: fund.Name, Period: asOfText(asOf),
		Facts: []fact{{"fund", fund.Code}, {"as_of", asOf}, {"surplus", p.Surplus}}, GroupedBy: "หมวด",
		Columns: []column{textColumn("code", "รหัส"), textColumn("name", "บัญชี"), moneyColumn("amount", "จำนวนเงิน")},
		Groups:  []rowGroup{{Name: "สินทรัพย์", Rows: positionRows(p.Assets)}, {Name: "หนี้สิน", Rows: positionRows(p.Liabilities)}, {Name: "ทุน", Rows: funds}},
		Feet:    []foot{{Name: "รวมหนี้สินและทุน", Signs: []int{0, 1, 1}}},
	}
	assets := s.shown(foot{Signs: []int{1, 0, 0}}, "amount")
	s.Checks = []footCheck{{"สินทรัพย์เท่ากับหนี้สินและทุน", assets, s.shown(s.Feet[0], "amount")}}
	return s
}

func positionRows(lines []ledger.PositionLine) [][]cell {
	rows := make([][]cell, len(lines))
	for i, l := range lines {
		rows[i] = []cell{string(l.Account.Code), l.Account.Name, l.Amount}
	}
	return rows
}
