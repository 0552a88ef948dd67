package main

import (
	"context"
	"slices"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportCashBookCommand struct {
	printFlags
	daysFlags
}

// cashPlaces are where a fund's money lies: the beginnings of the accounts' codes.
var cashPlaces = [...]struct{ beginning, key, name string }{
	{"11", "cash", "เงินสด"}, {"12", "collectors", "ผู้เก็บเงิน"}, {"13", "bank", "ธนาคาร"},
}

func (c *reportCashBookCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report cash-book"
	days, err := c.days(command, today())
	if err != nil {
		return err
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			report, err := cashBook(ctx, s, fund, days)
			return paper{sheet: report}, err
		})
	})
}

// cashBook has a line per entry that moved money in one of the places, receipts
// on one hand and payments on the other. What was brought forward stands among
// the receipts and what is carried forward among the payments, so that both sides
// of each place come to the same.
func cashBook(ctx context.Context, s *postgres.Snapshot, fund store.Fund, days ledger.Days) (*sheet, error) {
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
	page := cashPage{names: namesOf(accounts)}
	var codes []ledger.AccountCode
	for i, place := range cashPlaces {
		page.codes[i] = accountsUnder(accounts, place.beginning)
		codes = append(codes, page.codes[i]...)
		page.standing[i] = opening.Balance(page.codes[i]...)
	}
	entries, err := s.AccountEntries(ctx, codes, days, true)
	if err != nil {
		return nil, err
	}
	page.forward(days.From, "ยอดยกมา", 0)
	for len(entries) > 0 {
		n := 1
		for n < len(entries) && entries[n].Line.Entry == entries[0].Line.Entry {
			n++
		}
		page.add(entries[:n])
		entries = entries[n:]
	}
	page.forward(days.To, "ยอดยกไป", len(cashPlaces))
	report := cashSheet(fund, days, page.rows)
	for i, place := range cashPlaces {
		report.Checks = append(report.Checks, footCheck{"ยอดยกไป " + place.name + " กับงบทดลอง", page.standing[i], closing.Balance(page.codes[i]...)})
	}
	return report, nil
}

func cashSheet(fund store.Fund, days ledger.Days, rows [][]cell) *sheet {
	report := &sheet{
		Name: "cash-book", Title: "สมุดเงินสด", Fund: fund.Name, Period: periodText(days), Facts: daysFacts(fund, days),
		Columns: []column{dateColumn("on", "วันที่"), textColumn("document", "เลขที่"), textColumn("words", "รายการ")},
		Groups:  []rowGroup{{Rows: rows}}, Feet: []foot{{Name: "รวม"}},
	}
	for _, place := range cashPlaces {
		report.Columns = append(report.Columns, moneyColumn("in_"+place.key, "รับ "+place.name))
	}
	for _, place := range cashPlaces {
		report.Columns = append(report.Columns, moneyColumn("out_"+place.key, "จ่าย "+place.name))
	}
	report.Columns = append(report.Columns, standingColumn("balance", "คงเหลือรวม"))
	for _, place := range cashPlaces {
		name := "รับกับจ่าย " + place.name
		report.Checks = append(report.Checks, footCheck{name, report.shown(report.Feet[0], "in_"+place.key), report.shown(report.Feet[0], "out_"+place.key)})
	}
	return report
}

// cashPage is the cash book while it is written.
type cashPage struct {
	names    accountNames
	codes    [len(cashPlaces)][]ledger.AccountCode
	standing [len(cashPlaces)]ledger.Money
	rows     [][]cell
}

// cashColumns are the columns before the money.
const cashColumns = 3

// forward writes what stands in each place among the receipts (side 0) or the
// payments.
func (p *cashPage) forward(on ledger.Date, words string, side int) {
	row := make([]cell, cashColumns+2*len(cashPlaces)+1)
	row[0], row[2] = on, words
	for i, amount := range p.standing {
		row[cashColumns+side+i] = amount
	}
	row[len(row)-1] = p.total()
	p.rows = append(p.rows, row)
}

// add writes one entry, which may move money between the places.
func (p *cashPage) add(parts []postgres.AccountEntry) {
	var in, out [len(cashPlaces)]ledger.Money
	for _, part := range parts {
		for i := range cashPlaces {
			if slices.Contains(p.codes[i], part.Account) {
				in[i], out[i] = in[i].Add(part.Line.Debit), out[i].Add(part.Line.Credit)
			}
		}
	}
	row := make([]cell, cashColumns+2*len(cashPlaces)+1)
	row[0], row[1], row[2] = parts[0].On, parts[0].Document.String(), p.names.entryWords(parts[0])
	for i := range cashPlaces {
		p.standing[i] = p.standing[i].Add(in[i]).Sub(out[i])
		row[cashColumns+i], row[cashColumns+len(cashPlaces)+i] = blankZero(in[i]), blankZero(out[i])
	}
	row[len(row)-1] = p.total()
	p.rows = append(p.rows, row)
}

func (p *cashPage) total() ledger.Money {
	var total ledger.Money
	for _, amount := range p.standing {
		total = total.Add(amount)
	}
	return total
}
