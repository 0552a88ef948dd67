package main

import (
	"context"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportCashHoldersCommand struct{ printFlags }

func (c *reportCashHoldersCommand) Run(ctx context.Context, con *console) error {
	return con.printReport(ctx, c.printFlags, "sajja report cash-holders", func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			now := time.Now()
			holders, err := s.CashHolders(ctx, now)
			if err != nil {
				return paper{}, err
			}
			trial, err := s.TrialBalance(ctx, ledger.Date{})
			if err != nil {
				return paper{}, err
			}
			return paper{sheet: cashHoldersSheet(fund, ledger.DateOf(now), holders, trial)}, nil
		})
	})
}

// cashHoldersSheet has a part for each sort of place and a line for each pair of
// hands. What the hands of a place hold is what the trial balance says of it.
func cashHoldersSheet(fund store.Fund, on ledger.Date, holders []store.CashHolder, trial ledger.TrialBalance) *sheet {
	report := &sheet{
		Name: "cash-holders", Title: "เงินของกองทุนอยู่กับใคร", Fund: fund.Name, Period: asOfText(on),
		Facts: []fact{{"fund", fund.Code}, {"as_of", on}}, GroupedBy: "ที่เก็บ",
		Columns: []column{
			textColumn("account", "รหัส"), textColumn("number", "เลขที่"), textColumn("name", "อยู่กับ"), textColumn("village", "หมู่บ้าน"),
			dateColumn("since", "ตั้งแต่วันที่"), moneyColumn("stands", "ถืออยู่"), moneyColumn("waiting", "รอผู้รับยืนยัน"),
		},
		Feet: []foot{{Name: "รวมทั้งกองทุน"}},
	}
	for _, place := range cashPlaces {
		var rows [][]cell
		for _, h := range holders {
			if string(h.Account.Code[:2]) == place.beginning {
				rows = append(rows, cashHolderRow(h))
			}
		}
		var books ledger.Money
		for _, l := range trial.Lines {
			if string(l.Account.Code[:2]) == place.beginning {
				books = books.Add(l.Balance())
			}
		}
		report.Groups = append(report.Groups, rowGroup{Name: place.name, Key: place.key, Rows: rows})
		report.Checks = append(report.Checks, footCheck{place.name + " กับงบทดลอง", sumColumn(rows, 5), books})
	}
	return report
}

func cashHolderRow(h store.CashHolder) []cell {
	row := []cell{string(h.Account.Code), nil, h.Name, nil, nil, h.Stands, blankZero(h.Waiting)}
	if !h.Account.Member.IsZero() {
		row[1], row[2], row[3] = h.Member.Number, h.Member.Name, h.Member.Village
	}
	if !h.Since.IsZero() {
		row[4] = h.Since
	}
	return row
}
