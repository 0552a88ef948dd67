package ledger

import "slices"

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

// Balance is what stands on the normal side of the account; negative when the
// other side is heavier.
func (l TrialLine) Balance() Money { return onSide(l.Account.Type, l.Debit, l.Credit) }

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

// Balance adds up what stands on some accounts, each on its normal side.
func (t TrialBalance) Balance(codes ...AccountCode) Money {
	var total Money
	for _, l := range t.Lines {
		if slices.Contains(codes, l.Account.Code) {
			total = total.Add(l.Balance())
		}
	}
	return total
}

// SourceTrial is the trial balance of one source of money: every entry balances
// for each of its sources, so both columns are equal here too.
type SourceTrial struct {
	Source Source
	TrialBalance
}

// NewSourceTrials parts the books by source, in the order of the state's form.
// Accounts that a source never touched are left out.
func NewSourceTrials(turnovers []Turnover) []SourceTrial {
	parts := map[Source][]Turnover{}
	for _, t := range turnovers {
		parts[t.Source] = append(parts[t.Source], t)
	}
	trials := make([]SourceTrial, 0, len(parts))
	for source, part := range parts {
		var lines []TrialLine
		for _, t := range byAccount(part) {
			lines = append(lines, NewTrialLine(t.Account, t.Debit, t.Credit))
		}
		trials = append(trials, SourceTrial{source, NewTrialBalance(lines)})
	}
	slices.SortFunc(trials, func(a, b SourceTrial) int { return a.Source.compare(b.Source) })
	return trials
}
