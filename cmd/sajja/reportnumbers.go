package main

import (
	"context"
	"fmt"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

type reportNumbersCommand struct {
	printFlags
	Year   int    `placeholder:"YEAR" help:"The year of the numbers: 2569, or 2026; this one when left out."`
	Series string `enum:"R,V,J,all" default:"all" help:"R receipts, V vouchers, J journal, or all."`
}

// seriesNames are the papers in the order of the register.
var seriesNames = [...]struct {
	series ledger.Series
	name   string
}{
	{ledger.SeriesReceipt, "ใบรับเงิน"}, {ledger.SeriesVoucher, "ใบสำคัญจ่าย"}, {ledger.SeriesJournal, "ใบสำคัญทั่วไป"},
}

func (c *reportNumbersCommand) Run(ctx context.Context, con *console) error {
	const command = "sajja report numbers"
	days := ledger.YearDays(today().Year())
	if c.Year != 0 {
		var err error
		if days, err = yearDays(command, c.Year); err != nil {
			return err
		}
	}
	return con.printReport(ctx, c.printFlags, command, func(db *postgres.DB, fund store.Fund) (paper, error) {
		return inSnapshot(ctx, db, fund, func(s *postgres.Snapshot) (paper, error) {
			report, err := numbersSheet(ctx, s, fund, days, c.Series)
			return paper{sheet: report}, err
		})
	})
}

// numbersSheet lists every number given, with what became of its paper, and what
// is missing: a number that was taken and is on no paper.
func numbersSheet(ctx context.Context, s *postgres.Snapshot, fund store.Fund, days ledger.Days, asked string) (*sheet, error) {
	year := days.From.Year()
	report := &sheet{
		Name: "numbers", Title: "ทะเบียนเลขที่เอกสาร", Fund: fund.Name, Period: fmt.Sprintf("ปี %d", thai.BuddhistYear(days.From)),
		Facts: []fact{{"fund", fund.Code}, {"year", year}}, GroupedBy: "ชุดเอกสาร",
		Columns: []column{textColumn("document", "เลขที่"), dateColumn("on", "วันที่"), textColumn("kind", "รายการ"), textColumn("number", "เลขสมาชิก"),
			textColumn("name", "ชื่อ"), standingColumn("amount", "จำนวนเงิน"), textColumn("state", "สถานะ")},
		Notes: []string{"เลขที่ซึ่งกลับรายการแล้วยังคงอยู่ในทะเบียน และไม่นำกลับมาใช้อีก"},
	}
	counters, err := s.Counters(ctx)
	if err != nil {
		return nil, err
	}
	for _, paper := range seriesNames {
		if asked != "all" && asked != string(paper.series) {
			continue
		}
		documents, err := s.Documents(ctx, paper.series, year)
		if err != nil {
			return nil, err
		}
		last := 0
		for _, counter := range counters {
			if counter.Series == paper.series && counter.Year == year {
				last = counter.LastNumber
			}
		}
		rows, missing := numberRows(documents, paper.series, year, last)
		report.Groups = append(report.Groups, rowGroup{Name: paper.name, Key: string(paper.series), SumName: fmt.Sprintf("%s ใช้ไป %d เลขที่ เลขที่ล่าสุด %d", paper.name, len(documents), last), Rows: rows})
		for _, run := range missing {
			report.Faults = append(report.Faults, paper.name+" ขาดเลขที่ "+runText(paper.series, year, run))
		}
	}
	return report, nil
}

// numberRows puts the missing numbers where they are missing.
func numberRows(documents []postgres.NumberedDocument, series ledger.Series, year, last int) (rows [][]cell, missing []ledger.NumberRun) {
	used := make([]int, len(documents))
	for i, d := range documents {
		used[i] = d.Document.Number
	}
	missing = ledger.MissingNumbers(used, last)
	left := missing
	for _, d := range documents {
		for len(left) > 0 && left[0].Last < d.Document.Number {
			rows = append(rows, missingRow(series, year, left[0]))
			left = left[1:]
		}
		rows = append(rows, []cell{d.Document.String(), d.On, kindTerm(d.Kind), d.Number, d.Name, d.Amount, documentState(d)})
	}
	for _, run := range left {
		rows = append(rows, missingRow(series, year, run))
	}
	return rows, missing
}

func missingRow(series ledger.Series, year int, run ledger.NumberRun) []cell {
	return []cell{runText(series, year, run), nil, nil, nil, nil, nil, term{"missing", "ขาดหาย"}}
}

func runText(series ledger.Series, year int, run ledger.NumberRun) string {
	text := ledger.DocumentNumber{Series: series, Year: year, Number: run.First}.String()
	if run.Last > run.First {
		text += " ถึง " + ledger.DocumentNumber{Series: series, Year: year, Number: run.Last}.String()
	}
	return text
}

func documentState(d postgres.NumberedDocument) term {
	switch {
	case !d.ReversedBy.IsZero():
		return term{string(store.StateReversed), "กลับรายการแล้ว ตาม " + d.ReversedBy.String()}
	case !d.Reverses.IsZero():
		return term{string(store.StatePosted), "กลับรายการของ " + d.Reverses.String()}
	}
	return stateTerm(store.StatePosted)
}
