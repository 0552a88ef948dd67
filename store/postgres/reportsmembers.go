package postgres

import (
	"context"
	"slices"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
)

// MemberYear is what a member handed in over a year, on one sort of money.
type MemberYear struct {
	Number, Name, Village string
	// IsShared: money under nobody's name, such as a year's surplus.
	IsShared bool
	isListed bool
	// Before is what stood at the beginning, opening balances of the year included.
	Before ledger.Money
	// Months are what was handed in, less what was reversed; January first.
	Months [12]ledger.Money
	// Other is everything else of the year, such as withdrawals.
	Other ledger.Money
}

// After is what stood at the end of the year.
func (m MemberYear) After() ledger.Money {
	sum := m.Before.Add(m.Other)
	for _, month := range m.Months {
		sum = sum.Add(month)
	}
	return sum
}

// memberYearMoneySQL gives what came under each member's name on some accounts
// since a day, by month of the year, with other buckets for what is no handing-in
// and for what came after the year. A reversal counts as what it undoes. Money
// under nobody's name has no member.
const memberYearMoneySQL = `
SELECT p.member_id,
       CASE WHEN e.effective_on > $4 THEN 13
            WHEN k.kind IN ('contribution', 'deposit') THEN extract(month FROM e.effective_on)::int
            WHEN k.kind = 'opening' THEN -1 ELSE 0 END AS bucket,
       sum(CASE p.side WHEN 'credit' THEN p.amount_satang ELSE -p.amount_satang END)::bigint
FROM entries e
CROSS JOIN LATERAL (SELECT CASE WHEN e.reverses_id IS NULL THEN e.kind
    ELSE (SELECT o.kind FROM entries o WHERE o.fund_id = $1 AND o.id = e.reverses_id) END AS kind) k
JOIN postings p ON p.fund_id = e.fund_id AND p.entry_id = e.id
WHERE e.fund_id = $1 AND e.phase = 'posted' AND e.effective_on >= $3 AND p.account_code = ANY($2)
GROUP BY 1, 2`

// memberYearRowsSQL gives everybody with what stands under her name now, and last
// what stands under nobody's.
const memberYearRowsSQL = `
SELECT m.id, m.number, m.name, m.village, m.joined_on, coalesce(b.satang, 0)::bigint AS satang
FROM members m
LEFT JOIN LATERAL (SELECT sum(k.satang) AS satang FROM unnest($2::text[]) AS c (code)
    CROSS JOIN LATERAL (SELECT credit_satang - debit_satang AS satang FROM balances
        WHERE fund_id = $1 AND account_code = c.code AND member_id = m.id AND month = '-infinity' AND stripe = 0 LIMIT 1) k) b ON true
WHERE m.fund_id = $1
UNION ALL
SELECT NULL, '', '', '', NULL, coalesce(sum(CASE WHEN month > '-infinity' THEN credit_satang - debit_satang ELSE debit_satang - credit_satang END), 0)::bigint
FROM balances WHERE fund_id = $1 AND account_code = ANY($2)
ORDER BY 4 NULLS LAST, 2`

// MemberYears gives what each member handed in on some accounts over a year, by
// village and number: everybody who had joined by its end or has money in it. Last
// comes what stands under nobody's name, if there is any. It goes back from what
// stands today, so that the years before are not read.
func (s *Snapshot) MemberYears(ctx context.Context, accounts []ledger.AccountCode, year ledger.Days) ([]MemberYear, error) {
	codes := make([]string, len(accounts))
	for i, code := range accounts {
		codes[i] = string(code)
	}
	moved, err := s.memberYearMoney(ctx, codes, year)
	if err != nil {
		return nil, err
	}
	found, err := collect(ctx, s, memberYearRowsSQL, func(row pgx.CollectableRow) (MemberYear, error) {
		var m MemberYear
		var id *uuid.UUID
		var joined *time.Time
		var satang int64
		err := row.Scan(&id, &m.Number, &m.Name, &m.Village, &joined, &satang)
		m.IsShared = id == nil
		m = m.from(ledger.MoneyFromSatang(satang), moved[memberOf(id)])
		m.isListed = !m.isEmpty() || joined != nil && !dateOf(joined).After(year.To)
		return m, err
	}, codes)
	if err != nil {
		return nil, err
	}
	found = slices.DeleteFunc(found, func(m MemberYear) bool { return !m.isListed })
	slices.SortStableFunc(found, func(a, b MemberYear) int {
		switch {
		case a.IsShared == b.IsShared:
			return 0
		case a.IsShared:
			return 1
		}
		return -1
	})
	return found, nil
}

// memberOf reads a member's ID that may be NULL.
func memberOf(id *uuid.UUID) ledger.MemberID {
	if id == nil {
		return ledger.MemberID{}
	}
	return ledger.MemberID{UUID: *id}
}

// from goes back from what stands now over what came since the year began.
func (m MemberYear) from(now ledger.Money, moved map[int]ledger.Money) MemberYear {
	m.Before = now
	for bucket, amount := range moved {
		if bucket != bucketOpening {
			m.Before = m.Before.Sub(amount)
		}
		switch {
		case bucket == bucketOther:
			m.Other = amount
		case bucket >= 1 && bucket <= 12:
			m.Months[bucket-1] = amount
		}
	}
	return m
}

func (m MemberYear) isEmpty() bool {
	isEmpty := m.Before.IsZero() && m.Other.IsZero()
	for _, month := range m.Months {
		isEmpty = isEmpty && month.IsZero()
	}
	return isEmpty
}

// Buckets of memberYearMoneySQL beside the months 1 to 12; what came after the
// year is only taken off.
const (
	bucketOpening = -1
	bucketOther   = 0
)

func (s *Snapshot) memberYearMoney(ctx context.Context, codes []string, year ledger.Days) (map[ledger.MemberID]map[int]ledger.Money, error) {
	moved := map[ledger.MemberID]map[int]ledger.Money{}
	_, err := collect(ctx, s, memberYearMoneySQL, func(row pgx.CollectableRow) (struct{}, error) {
		var id *uuid.UUID
		var bucket int
		var satang int64
		err := row.Scan(&id, &bucket, &satang)
		member := memberOf(id)
		if moved[member] == nil {
			moved[member] = map[int]ledger.Money{}
		}
		moved[member][bucket] = ledger.MoneyFromSatang(satang)
		return struct{}{}, err
	}, codes, year.From.Time(), year.To.Time())
	return moved, err
}
