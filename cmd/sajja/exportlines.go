package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"sajja/bot/thai"
	"sajja/ledger"
	"sajja/store/postgres"
)

// linesSheet heads the table of all journal lines; its rows come from lines.
func linesSheet(title string) *sheet {
	return &sheet{Name: "lines", Title: title, Groups: []rowGroup{{}}, Feet: []foot{{Name: "รวมทั้งสิ้น"}},
		Columns: []column{
			textColumn("document", "เลขที่เอกสาร"), dateColumn("effective_on", "วันที่มีผล"), numberColumn("year", "ปี พ.ศ."),
			textColumn("recorded", "บันทึกเมื่อ"), textColumn("kind", "ประเภท"), textColumn("code", "รหัสบัญชี"), textColumn("account", "บัญชี"),
			textColumn("member", "เลขที่สมาชิก"), textColumn("source", "แหล่งเงิน"), moneyColumn("debit", "เดบิต"), moneyColumn("credit", "เครดิต"),
			textColumn("reason", "เหตุผล"), textColumn("id", "รหัสรายการ"), textColumn("reverses", "กลับรายการ"),
		}}
}

// linesWidths are those of the columns above: a table too long to be looked
// through first.
var linesWidths = []float64{16, 16, 9, 22, 14, 11, 28, 14, 18, 16, 16, 28, 40, 40}

// lines gives every posting of the posted entries as a row, in the order of
// recording.
func (b *exportBooks) lines(ctx context.Context, chart map[ledger.AccountCode]ledger.Account, each func(row []cell) error) (int64, error) {
	members, err := b.Members(ctx)
	if err != nil {
		return 0, err
	}
	numbers := numbersOf(members)
	entries := int64(0)
	return entries, b.Entries(ctx, postgres.PostedEntries, func(e *postgres.BookedEntry) error {
		entries++
		recorded := e.RecordedAt.In(ledger.Bangkok).Format(time.DateTime)
		var reverses cell
		if !e.Reverses.IsZero() {
			reverses = e.Reverses.String()
		}
		for _, p := range e.Postings {
			var debit, credit cell = p.Amount, nil
			if p.Side == ledger.Credit {
				debit, credit = credit, debit
			}
			err := each([]cell{
				e.Document.String(), e.EffectiveOn, thai.BuddhistYear(e.EffectiveOn), recorded, kindWords(e.Kind), string(p.Account.Code),
				chart[p.Account.Code].Name, numbers[memberOf(p.Account.Member, e.Member)], sourceWords(p.Source), debit, credit,
				e.Reason, e.ID.String(), reverses,
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// memberOf is whose line it is: of the member whose part of the account it
// touches, else of the member whose entry it is.
func memberOf(part, entry ledger.MemberID) ledger.MemberID {
	if part.IsZero() {
		return entry
	}
	return part
}

// writeLines writes the journal lines alone, as CSV.
func (b *exportBooks) writeLines(ctx context.Context, w io.Writer) (int64, error) {
	chart, err := b.chart(ctx)
	if err != nil {
		return 0, err
	}
	s := linesSheet("รายการบัญชีทั้งหมด")
	out, err := s.openCSV(w)
	if err != nil {
		return 0, err
	}
	entries, err := b.lines(ctx, chart, func(row []cell) error { return out.Write(s.record(sheetLine{Cells: row})) })
	if err != nil {
		return 0, err
	}
	out.Flush()
	return entries, out.Error()
}

// writeFolder writes the set of tables as CSV, all of them or none: they are made
// in a folder of their own and then take their names.
func (b *exportBooks) writeFolder(ctx context.Context, folder string) (entries int64, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return 0, err
	}
	made, err := os.MkdirTemp(folder, ".export-")
	if err != nil {
		return 0, err
	}
	defer func() { _ = os.RemoveAll(made) }()
	set, err := b.set(ctx)
	if err != nil {
		return 0, err
	}
	files := []string{"lines.csv"}
	err = writeWhole(filepath.Join(made, files[0]), func(w io.Writer) error {
		buffered := bufio.NewWriter(w)
		if entries, err = b.writeLines(ctx, buffered); err != nil {
			return err
		}
		return buffered.Flush()
	})
	for _, table := range set {
		if err != nil {
			break
		}
		files = append(files, table.file+".csv")
		err = writeWhole(filepath.Join(made, table.file+".csv"), table.sheet.writeCSV)
	}
	for _, name := range files {
		if err == nil {
			err = os.Rename(filepath.Join(made, name), filepath.Join(folder, name))
		}
	}
	return entries, err
}

// writeWorkbook writes the set of tables as one workbook, a sheet each.
func (b *exportBooks) writeWorkbook(ctx context.Context, w io.Writer) (int64, error) {
	set, err := b.set(ctx)
	if err != nil {
		return 0, err
	}
	book, err := newWorkbook()
	if err != nil {
		return 0, err
	}
	defer book.file.Close()
	for _, table := range set {
		if err := book.add(table.tab, table.sheet); err != nil {
			return 0, err
		}
	}
	entries, err := b.addLines(ctx, book)
	if err != nil {
		return 0, err
	}
	return entries, book.file.Write(w)
}

// addLines writes the journal lines into the workbook as they are read.
func (b *exportBooks) addLines(ctx context.Context, book *workbook) (int64, error) {
	chart, err := b.chart(ctx)
	if err != nil {
		return 0, err
	}
	s := linesSheet("รายการบัญชีทั้งหมด")
	s.Fund = b.fund.Name
	page, err := book.open("รายการบัญชี", s, linesWidths)
	if err != nil {
		return 0, err
	}
	total := make([]cell, len(s.Columns))
	entries, err := b.lines(ctx, chart, func(row []cell) error {
		for i, c := range row {
			if amount, isMoney := c.(ledger.Money); isMoney {
				sum, _ := total[i].(ledger.Money)
				total[i] = sum.Add(amount)
			}
		}
		return page.writeLine(sheetLine{Role: lineRow, Cells: row})
	})
	if err == nil {
		err = page.writeLine(sheetLine{Role: lineFoot, Cells: s.labelled(total, s.Feet[0].Name)})
	}
	if err != nil {
		return 0, fmt.Errorf("%w (--format csv has no such bound)", err)
	}
	return entries, page.stream.Flush()
}

// set makes the small tables and tells of one that does not foot.
func (b *exportBooks) set(ctx context.Context) ([]exportTable, error) {
	accounts, err := b.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	totals, err := b.newExportTotals(ctx, chartOf(accounts))
	if err != nil {
		return nil, err
	}
	set, err := b.tables(ctx, accounts, totals)
	for _, table := range set {
		b.differs = b.differs || !table.sheet.HoldsTrue()
	}
	return set, err
}

func (b *exportBooks) chart(ctx context.Context) (map[ledger.AccountCode]ledger.Account, error) {
	accounts, err := b.Accounts(ctx)
	return chartOf(accounts), err
}

func chartOf(accounts []ledger.Account) map[ledger.AccountCode]ledger.Account {
	chart := make(map[ledger.AccountCode]ledger.Account, len(accounts))
	for _, a := range accounts {
		chart[a.Code] = a
	}
	return chart
}

func numbersOf(members []postgres.MemberRow) map[ledger.MemberID]string {
	numbers := make(map[ledger.MemberID]string, len(members))
	for _, m := range members {
		numbers[m.ID] = m.Number
	}
	return numbers
}
