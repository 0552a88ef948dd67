package ledger

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// Refusals of closing a year.
var (
	// ErrYearClosed: the year's income and expense went to the funds before.
	ErrYearClosed = errors.New("the year was closed before")
	// ErrYearOpen: the year has days that have not come.
	ErrYearOpen = errors.New("a year is closed when its last day has come")
	// ErrNothingToClose: no income and no expense stands.
	ErrNothingToClose = errors.New("there is no income and no expense to close")
	// ErrShares: a result goes to open accounts of the funds, by weights that are
	// not all zero.
	ErrShares = errors.New("a year's result goes to open accounts of the funds, by weights above zero")
)

// SourceTotal is what stands on an account of one source of money.
type SourceTotal struct {
	Account       Account
	Source        Source
	Debit, Credit Money
}

// Share says with which weight a fund takes part in a result.
type Share struct {
	To     AccountCode
	Weight int64
}

// Shares says for each kind of source where its result goes.
type Shares map[SourceKind][]Share

// DefaultShares sends the result of each source to the fund that its money made:
// what members and donors gave to the welfare fund, what the state and others
// matched to theirs.
func DefaultShares() Shares {
	to := func(code AccountCode) []Share { return []Share{{To: code, Weight: 1}} }
	return Shares{
		"": to(CodeMembersFund), SourceMembers: to(CodeMembersFund), SourceOther: to(CodeMembersFund),
		SourceCODI: to(CodeCODIFund), SourceState: to(CodeStateFund), SourceLocal: to(CodeLocalFund), SourceAgency: to(CodeAgencyFund),
	}
}

// Check refuses shares that the chart has no open fund for, or whose weights come
// to nothing: ErrShares.
func (s Shares) Check(chart []Account) error {
	funds := map[AccountCode]bool{}
	for _, a := range chart {
		funds[a.Code] = a.Type == Equity && a.ClosedOn.IsZero() && a.Code != CodeOpening
	}
	for _, kind := range slices.Sorted(maps.Keys(s)) {
		var whole int64
		named := map[AccountCode]bool{}
		for _, share := range s[kind] {
			if !funds[share.To] || share.Weight <= 0 || named[share.To] {
				return fmt.Errorf("%s=%d: %w", share.To, share.Weight, ErrShares)
			}
			named[share.To] = true
			whole += share.Weight
		}
		if whole == 0 {
			return ErrShares
		}
	}
	return nil
}

// YearEnd (ปิดบัญชีสิ้นปี) is how a year's income and expense go to the funds.
type YearEnd struct {
	Fund FundID
	// On is the day on which it counts: the year's last, or the first open day
	// after it when its period is closed.
	On     Date
	Shares Shares
}

// YearResult is what a year came to for one source of money: a surplus, or below
// zero a deficit.
type YearResult struct {
	Source          Source
	Income, Expense Money
}

// Surplus is what is left of the income; below zero it is a deficit.
func (r YearResult) Surplus() Money { return r.Income.Sub(r.Expense) }

// YearResults adds up income and expense by source, in the order of the sources.
func YearResults(totals []SourceTotal) []YearResult {
	bySource := map[Source]*YearResult{}
	for _, t := range totals {
		if t.Account.Type != Income && t.Account.Type != Expense {
			continue
		}
		r := bySource[t.Source]
		if r == nil {
			r = &YearResult{Source: t.Source}
			bySource[t.Source] = r
		}
		if t.Account.Type == Income {
			r.Income = r.Income.Add(t.Credit).Sub(t.Debit)
		} else {
			r.Expense = r.Expense.Add(t.Debit).Sub(t.Credit)
		}
	}
	results := make([]YearResult, 0, len(bySource))
	for _, source := range slices.SortedFunc(maps.Keys(bySource), compareSources) {
		results = append(results, *bySource[source])
	}
	return results
}

func compareSources(a, b Source) int {
	return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Round, b.Round))
}

// Entries makes one closing entry for each source of money: every account of
// income and expense is brought to zero, and the difference goes to the funds by
// their weights, the largest remainder first, so that not a satang is lost. A
// deficit is taken from the same funds. Totals are what stands at the end of the
// year; accounts of other types are left alone. ErrNothingToClose when nothing
// stands, ErrShares when a source has no fund to go to.
func (y YearEnd) Entries(totals []SourceTotal, act Act) ([]Entry, error) {
	var entries []Entry
	for _, result := range YearResults(totals) {
		emptied := emptyingLines(totals, result.Source)
		if len(emptied) == 0 {
			continue
		}
		funded, err := y.fundingLines(result)
		if err != nil {
			return nil, err
		}
		of := act
		of.Key += ":" + cmp.Or(result.Source.String(), "unstated")
		e, err := Journal(y.Fund, KindClosing, MemberID{}, y.On, append(emptied, funded...), of)
		if err != nil {
			return nil, fmt.Errorf("close what came from %q: %w", result.Source, err)
		}
		entries = append(entries, e)
	}
	if len(entries) == 0 {
		return nil, ErrNothingToClose
	}
	return entries, nil
}

// emptyingLines bring the source's part of every account of income and expense to
// zero, in the order of the codes.
func emptyingLines(totals []SourceTotal, source Source) []Posting {
	var lines []Posting
	for _, t := range totals {
		if t.Source != source || (t.Account.Type != Income && t.Account.Type != Expense) {
			continue
		}
		line := Posting{Account: AccountRef{Code: t.Account.Code}, Side: Credit, Amount: t.Debit.Sub(t.Credit), Source: source}
		if line.Amount.IsNegative() {
			line.Side, line.Amount = Debit, t.Credit.Sub(t.Debit)
		}
		if line.Amount.IsPositive() {
			lines = append(lines, line)
		}
	}
	slices.SortStableFunc(lines, func(a, b Posting) int { return cmp.Compare(a.Account.Code, b.Account.Code) })
	return lines
}

// fundingLines give the surplus to the funds, or take the deficit from them.
func (y YearEnd) fundingLines(result YearResult) ([]Posting, error) {
	side, amount := Credit, result.Surplus()
	if amount.IsNegative() {
		side, amount = Debit, result.Expense.Sub(result.Income)
	}
	shares := y.Shares[result.Source.Kind]
	weights := make([]int64, len(shares))
	for i, share := range shares {
		weights[i] = share.Weight
	}
	parts, err := amount.Split(weights...)
	if err != nil {
		return nil, ErrShares
	}
	var lines []Posting
	for i, part := range parts {
		if part.IsPositive() {
			lines = append(lines, Posting{Account: AccountRef{Code: shares[i].To}, Side: side, Amount: part, Source: result.Source})
		}
	}
	return lines, nil
}
