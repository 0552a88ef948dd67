package ledger

// IncomeLine is one account of an IncomeStatement: an amount for each month.
type IncomeLine struct {
	Account Account
	Months  []Money
}

// Total is the amount of all months.
func (l IncomeLine) Total() Money { return sumMoney(l.Months) }

// IncomeStatement (งบรับ-จ่าย) is what a fund earned and spent in some months, by
// account. Money given to the pool is no income but capital (design decision 4),
// and stands in the position.
type IncomeStatement struct {
	Months          []Date
	Income, Expense []IncomeLine
}

// NewIncomeStatement takes the turnovers of income and expense accounts and
// leaves others out, and those of other months. The entries that close a year
// must not be among them: they take every account back to zero. An account
// without an amount has no line.
func NewIncomeStatement(months []Date, turnovers []Turnover) IncomeStatement {
	at := make(map[Date]int, len(months))
	for i, month := range months {
		at[month] = i
	}
	s := IncomeStatement{Months: months}
	for _, account := range byAccount(turnovers) {
		line := IncomeLine{Account: account.Account, Months: make([]Money, len(months))}
		isUsed := false
		for _, t := range turnovers {
			i, isAsked := at[t.Month]
			if t.Account.Code == account.Account.Code && isAsked {
				line.Months[i] = line.Months[i].Add(t.Change())
				isUsed = isUsed || !t.Change().IsZero()
			}
		}
		switch {
		case !isUsed:
		case account.Account.Type == Income:
			s.Income = append(s.Income, line)
		case account.Account.Type == Expense:
			s.Expense = append(s.Expense, line)
		}
	}
	return s
}

// Surplus (รายได้สูงกว่าค่าใช้จ่าย) is income less expense over all months;
// negative when more was spent.
func (s IncomeStatement) Surplus() Money {
	var surplus Money
	for _, l := range s.Income {
		surplus = surplus.Add(l.Total())
	}
	for _, l := range s.Expense {
		surplus = surplus.Sub(l.Total())
	}
	return surplus
}

func sumMoney(amounts []Money) Money {
	var total Money
	for _, m := range amounts {
		total = total.Add(m)
	}
	return total
}
