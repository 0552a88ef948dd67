package ledger

import (
	"cmp"
	"slices"
	"time"
)

// Days (ช่วงวันที่) is a stretch of days, both ends included.
type Days struct{ From, To Date }

// Contains tells whether the day lies in the stretch.
func (d Days) Contains(day Date) bool { return !day.Before(d.From) && !day.After(d.To) }

// Months gives the first day of every month that the stretch touches, in order.
func (d Days) Months() []Date {
	var months []Date
	for month := d.From.FirstOfMonth(); !month.After(d.To); month = month.AddMonths(1) {
		months = append(months, month)
	}
	return months
}

// YearDays gives the days of a year of the common era; no days for a year outside
// the calendar.
func YearDays(year int) Days {
	first, err := NewDate(year, time.January, 1)
	if err != nil {
		return Days{}
	}
	return Days{From: first, To: first.AddMonths(12).AddDays(-1)}
}

// FirstOfMonth gives the first day of the day's month.
func (d Date) FirstOfMonth() Date {
	_, _, day := d.YMD()
	return d.AddDays(1 - day)
}

// LastOfMonth gives the last day of the day's month.
func (d Date) LastOfMonth() Date { return d.FirstOfMonth().AddMonths(1).AddDays(-1) }

// Turnover (ยอดเคลื่อนไหว) is what came on both sides of an account: in one month,
// or in all (a zero Month); of one source of money, or of all.
type Turnover struct {
	Account       Account
	Month         Date
	Source        Source
	Debit, Credit Money
}

// Change is by how much the account grew on its normal side; negative when it
// shrank.
func (t Turnover) Change() Money { return onSide(t.Account.Type, t.Debit, t.Credit) }

// AccountMonth (ยอดรายเดือน) is an account in one month: what was brought forward,
// what came on both sides, and what is carried forward, on its normal side.
type AccountMonth struct {
	Month                          Date
	Before, Debit, Credit, Carried Money
}

// AccountMonths carries an account from month to month, months without movement
// included. The balance before the first month is given; turnovers of other
// months and accounts are left out.
func AccountMonths(account Account, before Money, months []Date, turnovers []Turnover) []AccountMonth {
	byMonth := map[Date]Turnover{}
	for _, t := range turnovers {
		if t.Account.Code == account.Code {
			sum := byMonth[t.Month]
			sum.Debit, sum.Credit = sum.Debit.Add(t.Debit), sum.Credit.Add(t.Credit)
			byMonth[t.Month] = sum
		}
	}
	out := make([]AccountMonth, 0, len(months))
	for _, month := range months {
		t := byMonth[month]
		line := AccountMonth{Month: month, Before: before, Debit: t.Debit, Credit: t.Credit}
		line.Carried = before.Add(onSide(account.Type, t.Debit, t.Credit))
		before = line.Carried
		out = append(out, line)
	}
	return out
}

// AccountLine (รายการในบัญชีแยกประเภท) is one entry's part in an account.
type AccountLine struct {
	Entry         EntryID
	Debit, Credit Money
	// Balance stands after this line, on the normal side of the account.
	Balance Money
}

// RunBalances sets the balances of lines in the order in which they are told,
// after the given balance, and gives the last.
func RunBalances(account AccountType, before Money, lines []AccountLine) Money {
	for i := range lines {
		before = before.Add(onSide(account, lines[i].Debit, lines[i].Credit))
		lines[i].Balance = before
	}
	return before
}

// byAccount adds turnovers of the same account up, in the order of the codes.
func byAccount(turnovers []Turnover) []Turnover {
	at := map[AccountCode]int{}
	var sums []Turnover
	for _, t := range turnovers {
		i, known := at[t.Account.Code]
		if !known {
			i = len(sums)
			at[t.Account.Code] = i
			sums = append(sums, Turnover{Account: t.Account})
		}
		sums[i].Debit, sums[i].Credit = sums[i].Debit.Add(t.Debit), sums[i].Credit.Add(t.Credit)
	}
	slices.SortFunc(sums, func(a, b Turnover) int { return cmp.Compare(a.Account.Code, b.Account.Code) })
	return sums
}
