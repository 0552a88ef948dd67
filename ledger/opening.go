package ledger

import (
	"errors"
	"fmt"
	"strconv"
)

// ErrOpened: balances were brought in under this key before.
var ErrOpened = errors.New("balances were brought in under this key before")

// Opening (ยอดยกมา) is the balances of books kept on paper, at the moment they
// are brought in.
type Opening struct {
	Fund FundID
	// On is the day at whose end, or beginning, the paper was added up.
	On    Date
	Lines []OpeningLine
}

// OpeningLine is one balance on the paper.
type OpeningLine struct {
	// Account may name a member's part, which then shows in her statement.
	Account AccountRef
	Side    Side
	Amount  Money
	Source  Source
}

// OpeningDifferenceError says that the two columns of the paper differ.
type OpeningDifferenceError struct{ Debit, Credit Money }

func (e OpeningDifferenceError) Error() string {
	return fmt.Sprintf("debits of %s and credits of %s differ by %s", e.Debit, e.Credit, e.Difference())
}

// Difference is the amount by which the heavier column is heavier.
func (e OpeningDifferenceError) Difference() Money {
	if e.Debit.Cmp(e.Credit) < 0 {
		return e.Credit.Sub(e.Debit)
	}
	return e.Debit.Sub(e.Credit)
}

// Totals adds up both columns.
func (o Opening) Totals() (debit, credit Money) {
	for _, l := range o.Lines {
		if l.Side == Debit {
			debit = debit.Add(l.Amount)
		} else {
			credit = credit.Add(l.Amount)
		}
	}
	return debit, credit
}

// Entries makes one entry for each line, against the account of opening balances
// (CodeOpening), which is back at zero after the last of them: each balance can
// be corrected by itself. OpeningDifferenceError when the columns differ,
// ErrAccount for a line of the account of opening balances itself; others as
// Entry.Check.
func (o Opening) Entries(act Act) ([]Entry, error) {
	if debit, credit := o.Totals(); !debit.Equal(credit) {
		return nil, OpeningDifferenceError{debit, credit}
	}
	entries := make([]Entry, 0, len(o.Lines))
	for i, l := range o.Lines {
		if l.Account.Code == CodeOpening {
			return nil, ErrAccount
		}
		of := act
		of.Key += ":" + strconv.Itoa(i+1)
		passing := AccountRef{Code: CodeOpening}
		postings := Transfer(l.Account, passing, l.Amount, l.Source)
		if l.Side == Credit {
			postings = Transfer(passing, l.Account, l.Amount, l.Source)
		}
		e, err := Journal(o.Fund, KindOpening, l.Account.Member, o.On, postings, of)
		if err != nil {
			return nil, err
		}
		entries = append(entries, e)
	}
	return entries, nil
}
