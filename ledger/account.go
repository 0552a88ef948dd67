package ledger

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
