package ledger

// TrialLine is one account of a trial balance: its balance stands in the
// column of the heavier side, the other is zero.
type TrialLine struct {
	Account       Account
	Debit, Credit Money
}

// NewTrialLine nets the totals of an account into one column.
func NewTrialLine(account Account, debits, credits Money) TrialLine {
	line := TrialLine{Account: account}
	if net := debits.Sub(credits); net.IsNegative() {
		line.Credit = credits.Sub(debits)
	} else {
		line.Debit = net
	}
	return line
}

// TrialBalance (งบทดลอง) is all accounts and the totals of both columns.
type TrialBalance struct {
	Lines         []TrialLine
	Debit, Credit Money
}

// NewTrialBalance foots the lines.
func NewTrialBalance(lines []TrialLine) TrialBalance {
	t := TrialBalance{Lines: lines}
	for _, l := range lines {
		t.Debit, t.Credit = t.Debit.Add(l.Debit), t.Credit.Add(l.Credit)
	}
	return t
}

// IsBalanced tells whether both columns are equal; if not, the books are broken.
func (t TrialBalance) IsBalanced() bool { return t.Debit.Equal(t.Credit) }
