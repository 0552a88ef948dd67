package main

import (
	"context"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportSourcesCommand struct {
	printFlags
	daysFlags
}

func (c *reportSourcesCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report sources"
	days, err := c.days(command, today())
	if err != nil {
		return err
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			before, within, err := s.SourceTurnovers(ctx, days, false)
			if err != nil {
				return paper{}, err
			}
			trial, err := s.TrialBalance(ctx, days.To)
			if err != nil {
				return paper{}, err
			}
			return paper{sheet: sourcesSheet(fund, days, ledger.NewSourceFlows(before, within), trial)}, nil
		})
	})
}

// sourcesSheet has a part for each source of money: what there was, why it came
// and went, what is left. Both columns of a part come to the same, and what is
// left of all sources is what stands on the asset accounts of the trial balance.
func sourcesSheet(fund store.Fund, days ledger.Days, flows []ledger.SourceFlow, trial ledger.TrialBalance) *sheet {
	s := &sheet{
		Name: "sources", Title: "รายงานการรับจ่ายตามแหล่งเงิน", Fund: fund.Name, Period: periodText(days), Facts: daysFacts(fund, days), GroupedBy: "แหล่งเงิน",
		Columns: []column{textColumn("code", "รหัส"), textColumn("name", "รายการ"), moneyColumn("in", "รับ"), moneyColumn("out", "จ่าย")},
		Feet:    []foot{{Name: "รวมทุกแหล่ง"}},
	}
	var left, assets ledger.Money
	for _, f := range flows {
		rows := [][]cell{{nil, "ยอดยกมา", f.Before, nil}}
		for _, l := range f.Lines {
			rows = append(rows, []cell{string(l.Account.Code), l.Account.Name, blankZero(l.In), blankZero(l.Out)})
		}
		g := rowGroup{Name: sourceWords(f.Source), Key: f.Source.String(), Rows: append(rows, []cell{nil, "ยอดยกไป", nil, f.After})}
		s.Groups = append(s.Groups, g)
		s.Checks = append(s.Checks, footCheck{"รับกับจ่ายและยกไป " + g.Name, sumColumn(g.Rows, 2), sumColumn(g.Rows, 3)})
		left = left.Add(f.After)
	}
	for _, l := range trial.Lines {
		if l.Account.Type == ledger.Asset {
			assets = assets.Add(l.Balance())
		}
	}
	s.Checks = append(s.Checks, footCheck{"ยอดยกไปทุกแหล่งกับสินทรัพย์ในงบทดลอง", left, assets})
	return s
}
