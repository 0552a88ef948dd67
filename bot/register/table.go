package register

import (
	"strings"
	"unicode"

	"sajja/bot/sheet"
	"sajja/bot/thai"
	"sajja/ledger"
)

// RowsMax is how many rows one table may have: the largest fund known has 14,850
// members. A network of funds brings in one fund at a time.
const RowsMax = 20_000

// Options are what a table leans on.
type Options struct {
	Today ledger.Date
	// Money is what "ฝาก" means in the fund: KindContribution or KindDeposit.
	Money ledger.Kind
	// JoinedOn is the day of joining for rows that do not tell; zero: they must.
	JoinedOn ledger.Date
}

// Table is a register as it was read.
type Table struct {
	Rows []Row
	// Faults keep the table from being taken, by row; Doubts do not.
	Faults, Doubts []Fault
	// Ignored are headings that mean nothing here, by their words.
	Ignored []string
}

// Read reads the rows of a table. ErrHeadings, HeadingTwiceError and ErrNobody are
// about the table as a whole; all else is a fault of a row.
func Read(rows []sheet.Row, options Options) (*Table, error) {
	l, err := findHeadings(rows)
	if err != nil {
		return nil, err
	}
	t := &Table{Ignored: l.ignored}
	var contribution, savings ledger.Money
	for _, row := range l.below {
		r := rowReader{layout: &l, row: row, options: options}
		if r.isTotal() {
			c, s := r.balances()
			r.foot(Contribution, c, contribution)
			r.foot(Savings, s, savings)
			t.Faults = append(t.Faults, r.faults...)
			continue
		}
		read := r.read()
		contribution, savings = contribution.Add(read.Contribution), savings.Add(read.Savings)
		t.Rows, t.Faults = append(t.Rows, read), append(t.Faults, r.faults...)
	}
	if len(t.Rows) == 0 {
		return nil, ErrNobody
	}
	t.findTwins()
	return t, nil
}

// totalWords begin the line in which columns are added up.
var totalWords = map[string]bool{"รวม": true, "รวมทั้งสิ้น": true, "รวมทั้งหมด": true, "ยอดรวม": true, "รวมเงิน": true, "total": true, "sum": true}

func (r *rowReader) isTotal() bool {
	for _, cell := range r.row.Cells {
		if words := strings.ToLower(thai.Normal(cell.Text)); words != "" {
			return totalWords[words]
		}
	}
	return false
}

// foot holds the sum written under a column to the rows above. A column without
// a written sum is not held to any.
func (r *rowReader) foot(column Column, written, sum ledger.Money) {
	if !written.IsZero() && !written.Equal(sum) {
		r.fault(column, TotalWrong, written.String(), sum.String())
	}
}

func isLetter(sign rune) bool { return unicode.IsLetter(sign) }
