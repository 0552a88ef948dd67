package membership

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"sajja/ledger"
)

// Allocation (การจัดสรรเงินสมทบ) is one dated version of a fund's table that says
// which purposes each baht of the members' money is for: 50 to welfare, 30 to
// loans, 20 to the aged.
type Allocation struct {
	// Since is the first day whose money is allocated by it.
	Since  ledger.Date
	Shares []AllocationShare
	// Pot takes what rounding leaves. Without one the largest remainders take it.
	Pot ledger.AccountCode
}

// AllocationShare is a purpose and its part of the whole.
type AllocationShare struct {
	Account ledger.AccountCode
	// Hundredths of a percent: 3000 is 30 %.
	Hundredths int64
}

// wholeHundredths is all of a baht.
const wholeHundredths = 10_000

// Refusals of an allocation.
var (
	ErrAllocationWhole   = errors.New("the shares of an allocation make 100 percent")
	ErrAllocationAccount = errors.New("each purpose stands once in an allocation, as an account of the funds (3…) other than that of opening balances")
)

// Check refuses a table that does not share out the whole: ErrAllocationWhole,
// ErrAllocationAccount.
func (a Allocation) Check() error {
	var sum int64
	seen := map[ledger.AccountCode]bool{}
	for _, s := range a.Shares {
		if s.Hundredths <= 0 || s.Hundredths > wholeHundredths {
			return ErrAllocationWhole
		}
		if seen[s.Account] || !isPurpose(s.Account) {
			return ErrAllocationAccount
		}
		seen[s.Account] = true
		sum += s.Hundredths
	}
	if sum != wholeHundredths || a.Since.IsZero() {
		return ErrAllocationWhole
	}
	if a.Pot != "" && !isPurpose(a.Pot) {
		return ErrAllocationAccount
	}
	return nil
}

func isPurpose(code ledger.AccountCode) bool {
	return len(code) >= 4 && code[0] == '3' && code != ledger.CodeOpening
}

// Part is what one account gets of an allocation.
type Part struct {
	Account ledger.AccountCode
	Amount  ledger.Money
}

// Split shares an amount out; the parts make the whole. Errors as Check.
func (a Allocation) Split(amount ledger.Money) ([]Part, error) {
	if err := a.Check(); err != nil {
		return nil, err
	}
	weights := make([]int64, len(a.Shares))
	for i, s := range a.Shares {
		weights[i] = s.Hundredths
	}
	amounts, err := amount.Split(weights...)
	if err != nil {
		return nil, fmt.Errorf("share %s out: %w", amount, err)
	}
	parts := make([]Part, len(a.Shares))
	for i, s := range a.Shares {
		parts[i] = Part{s.Account, amounts[i]}
	}
	if a.Pot != "" {
		parts = a.roundDown(amount, parts)
	}
	return parts, nil
}

// roundDown gives each purpose whole satang of its share and the pot the rest.
func (a Allocation) roundDown(amount ledger.Money, parts []Part) []Part {
	left, pot := amount, -1
	for i, s := range a.Shares {
		parts[i].Amount = ledger.MoneyFromSatang(amount.Satang() * s.Hundredths / wholeHundredths)
		left = left.Sub(parts[i].Amount)
		if s.Account == a.Pot {
			pot = i
		}
	}
	if pot < 0 {
		parts, pot = append(parts, Part{Account: a.Pot}), len(parts)
	}
	parts[pot].Amount = parts[pot].Amount.Add(left)
	return parts
}

// Moves gives the postings that bring what was moved out of the pool (3100) for a
// period to what its total asks for: after more money came in, or some was
// reversed, only the difference moves. What belongs to the pool itself stays. None
// when nothing is to move. Errors as Check.
func (a Allocation) Moves(total ledger.Money, moved []Part) ([]ledger.Posting, error) {
	whole, isBelow := total, total.IsNegative()
	if isBelow {
		whole = ledger.Money{}.Sub(total)
	}
	parts, err := a.Split(whole)
	if err != nil {
		return nil, err
	}
	if isBelow {
		for i := range parts {
			parts[i].Amount = ledger.Money{}.Sub(parts[i].Amount)
		}
	}
	for _, m := range moved {
		parts = append(parts, Part{m.Account, ledger.Money{}.Sub(m.Amount)})
	}
	return transfers(parts), nil
}

// transfers moves sums between the pool and accounts, one line for each account in
// the order of their codes.
func transfers(parts []Part) []ledger.Posting {
	sums := map[ledger.AccountCode]ledger.Money{}
	for _, p := range parts {
		if p.Account != ledger.CodeMembersFund {
			sums[p.Account] = sums[p.Account].Add(p.Amount)
		}
	}
	var postings []ledger.Posting
	var out ledger.Money
	for _, code := range slices.Sorted(maps.Keys(sums)) {
		postings = appendMove(postings, code, sums[code])
		out = out.Add(sums[code])
	}
	return appendMove(postings, ledger.CodeMembersFund, ledger.Money{}.Sub(out))
}

// appendMove credits an account, or debits it with an amount below zero.
func appendMove(postings []ledger.Posting, code ledger.AccountCode, amount ledger.Money) []ledger.Posting {
	side := ledger.Credit
	switch {
	case amount.IsZero():
		return postings
	case amount.IsNegative():
		side, amount = ledger.Debit, ledger.Money{}.Sub(amount)
	}
	return append(postings, ledger.Posting{Account: ledger.AccountRef{Code: code}, Side: side, Amount: amount,
		Source: ledger.Source{Kind: ledger.SourceMembers}})
}
