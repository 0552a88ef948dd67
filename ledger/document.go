package ledger

import (
	"fmt"
	"strconv"
	"strings"
)

// Series (ชุดเลขที่เอกสาร) is the run of numbers that a posted entry's paper
// belongs to.
type Series string

// The three papers of a fund's books.
const (
	// SeriesReceipt (ใบรับเงิน) is money that came in.
	SeriesReceipt Series = "R"
	// SeriesVoucher (ใบสำคัญจ่าย) is money that went out.
	SeriesVoucher Series = "V"
	// SeriesJournal (ใบสำคัญทั่วไป) is everything else: money moved between the
	// fund's own accounts, opening balances, reversals, year-end closing.
	SeriesJournal Series = "J"
)

// DocumentNumber (เลขที่เอกสาร) is a number for people, running without gaps per
// fund, series and Buddhist year. It is not an ID. A number whose entry was
// reversed stays given. The zero value is no number.
type DocumentNumber struct {
	Series Series
	// Year is in the common era, as everything stored; the number shows it in
	// the Buddhist era because the series starts anew each Buddhist year.
	Year   int
	Number int
}

// IsZero tells whether no number was given yet.
func (d DocumentNumber) IsZero() bool { return d.Number == 0 }

// String gives the number as printed, "R2569-000123", or "" for none.
func (d DocumentNumber) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%s%d-%06d", d.Series, d.Year+543, d.Number)
}

// ParseDocumentNumber reads what String writes.
func ParseDocumentNumber(text string) (DocumentNumber, error) {
	refused := fmt.Errorf("not a document number of the form R2569-000123: %q", text)
	if text == "" {
		return DocumentNumber{}, refused
	}
	series := Series(text[:1])
	year, number, ok := strings.Cut(text[1:], "-")
	y, errYear := strconv.Atoi(year)
	n, errNumber := strconv.Atoi(number)
	if !ok || !series.isKnown() || !isDigits(year+number) || errYear != nil || errNumber != nil || n < 1 || y < 2400 {
		return DocumentNumber{}, refused
	}
	return DocumentNumber{Series: series, Year: y - 543, Number: n}, nil
}

func (s Series) isKnown() bool {
	return s == SeriesReceipt || s == SeriesVoucher || s == SeriesJournal
}

// seriesOf says which paper an entry of this kind is written on.
func seriesOf(kind Kind) Series {
	switch kind {
	case KindContribution, KindDeposit, KindFee, KindDonation, KindGrant, KindFine:
		return SeriesReceipt
	case KindWithdrawal, KindWelfare, KindExpense:
		return SeriesVoucher
	}
	return SeriesJournal
}
