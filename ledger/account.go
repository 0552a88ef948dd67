package ledger

import (
	"errors"
	"fmt"
	"strings"
)

// Refusals of a change to the chart.
var (
	// ErrAccountParent: a new account hangs under an open one of the template,
	// and not under one that hangs itself.
	ErrAccountParent = errors.New("a new account belongs under an open account of the template")
	// ErrAccountCode: the code is not a number of 4 to 8 digits that begins as its
	// parent's does.
	ErrAccountCode = errors.New("an account's code has 4 to 8 digits and begins with the first two of its parent's")
	// ErrAccountName: no name, or one longer than a line of paper.
	ErrAccountName = errors.New("an account's name has 1 to 200 letters on one line")
	// ErrAccountNeeded: the rules themselves post to this account.
	ErrAccountNeeded = errors.New("the fund's own rules need this account")
	// ErrAccountNotEmpty: a balance stands on it, or on a member's part of it.
	ErrAccountNotEmpty = errors.New("a balance stands on the account")
	// ErrAccountWaiting: promises wait on it.
	ErrAccountWaiting = errors.New("promises wait on the account")
	// ErrAccountDay: entries of that day or later stand on it, or the day is not
	// yet near.
	ErrAccountDay = errors.New("entries of that day or later stand on the account, or the day lies ahead")
	// ErrAccountParts: open accounts hang under it.
	ErrAccountParts = errors.New("open accounts hang under the account")
)

// AccountType (หมวดบัญชี) decides the normal side of an account.
type AccountType string

// The five types of the chart: สินทรัพย์ หนี้สิน ทุน รายได้ ค่าใช้จ่าย.
const (
	Asset     AccountType = "asset"
	Liability AccountType = "liability"
	Equity    AccountType = "equity"
	Income    AccountType = "income"
	Expense   AccountType = "expense"
)

// Side is one of the two columns of the books (เดบิต, เครดิต).
type Side string

// The two sides.
const (
	Debit  Side = "debit"
	Credit Side = "credit"
)

// Other gives the other column.
func (s Side) Other() Side {
	if s == Debit {
		return Credit
	}
	return Debit
}

// NormalSide (ด้านปกติ) is the side on which an account of this type grows. It
// follows from the type and is never stored.
func (t AccountType) NormalSide() Side {
	if t == Asset || t == Expense {
		return Debit
	}
	return Credit
}

// AccountCode is an account's number in the chart. A fund may rename an
// account; the code stays.
type AccountCode string

// Account (บัญชี) is one line of a fund's chart of accounts; not a bank account
// and not a LINE user.
type Account struct {
	Code AccountCode
	// Name is what the fund calls it, in Thai.
	Name string
	Type AccountType
	// Parent is the account of the template that this one is a part of, such as
	// one bank of several; empty for the template's own.
	Parent AccountCode
	// ClosedOn is the first day it takes no more postings; zero while it is open.
	ClosedOn Date
}

// accountNameMax is a line of paper, as long as a fund's own name may be.
const accountNameMax = 200

// CheckAccountName refuses what cannot be printed as a name: ErrAccountName.
func CheckAccountName(name string) error {
	isControl := func(r rune) bool { return r < ' ' || r == '\u007f' }
	if name == "" || name != strings.TrimSpace(name) || len([]rune(name)) > accountNameMax || strings.ContainsFunc(name, isControl) {
		return ErrAccountName
	}
	return nil
}

// Part makes an account that hangs under this one of the template, such as one
// bank of several or a fund for one purpose: it inherits the type, and its code
// begins with the same two digits, by which the rules know savings from cash.
// ErrAccountParent, ErrAccountCode or ErrAccountName.
func (a Account) Part(code AccountCode, name string) (Account, error) {
	switch {
	case a.Parent != "" || !a.ClosedOn.IsZero() || a.Code == CodeOpening:
		return Account{}, fmt.Errorf("%s: %w", a.Code, ErrAccountParent)
	case len(code) < 4 || len(code) > 8 || !isDigits(string(code)) || code == a.Code || code[:2] != a.Code[:2]:
		return Account{}, fmt.Errorf("%q under %s: %w", string(code), a.Code, ErrAccountCode)
	}
	return Account{Code: code, Name: name, Type: a.Type, Parent: a.Code}, CheckAccountName(name)
}

// FreeCode gives the first code under this account that the chart does not have:
// the tens first, 1310 to 1390 under 1300, then the ones after it. It is empty
// when all are taken.
func (a Account) FreeCode(chart []Account) AccountCode {
	taken := make(map[AccountCode]bool, len(chart))
	for _, other := range chart {
		taken[other.Code] = true
	}
	const digits = "123456789"
	if a.Code[2:] == "00" {
		for _, ten := range digits {
			if code := a.Code[:2] + AccountCode(ten) + "0"; !taken[code] {
				return code
			}
		}
	}
	for _, one := range digits {
		if code := a.Code[:3] + AccountCode(one); !taken[code] {
			return code
		}
	}
	return ""
}

// IsNeeded tells whether the rules themselves post to the account, so that it
// stays open: the fund's cash, members' money, and where opening balances pass.
func (c AccountCode) IsNeeded() bool {
	switch c {
	case CodeCashInHand, CodeCashCollectors, CodeSavings, CodeMembersFund, CodeOpening:
		return true
	}
	return false
}

// AccountRef names the place a Posting goes to: a line of the chart and, under
// it, the member whose part of that line it is. A zero Member means the line
// itself.
type AccountRef struct {
	Code   AccountCode
	Member MemberID
}

// Balance (ยอดคงเหลือ) is what stands on both sides of an account, posted and
// pending apart: a promise is never mixed with money in hand.
type Balance struct {
	Debit, Credit               Money
	PendingDebit, PendingCredit Money
}

// Posted gives the posted balance on the normal side of the type; negative
// when the other side is heavier.
func (b Balance) Posted(t AccountType) Money { return onSide(t, b.Debit, b.Credit) }

// Pending gives the pending balance on the normal side of the type.
func (b Balance) Pending(t AccountType) Money { return onSide(t, b.PendingDebit, b.PendingCredit) }

func onSide(t AccountType, debit, credit Money) Money {
	if t.NormalSide() == Debit {
		return debit.Sub(credit)
	}
	return credit.Sub(debit)
}
