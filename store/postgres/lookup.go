package postgres

import (
	"context"
	"fmt"

	"sajja/ledger"
	"sajja/store"
)

const moneyOfSQL = `
SELECT account_code, credit_satang - debit_satang, pending_credit_satang - pending_debit_satang
FROM balances WHERE fund_id = $1 AND account_code IN ('2100', '3100') AND member_id = $2 AND month = '-infinity' AND stripe = 0`

// MoneyOf gives what stands under a member's name.
func (s *Session) MoneyOf(ctx context.Context, member ledger.MemberID) (store.MemberMoney, error) {
	var money store.MemberMoney
	rows, err := s.tx.Query(ctx, moneyOfSQL, s.fund.UUID, member.UUID)
	if err != nil {
		return money, fmt.Errorf("read a member's money: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var code string
		var posted, pending int64
		if err := rows.Scan(&code, &posted, &pending); err != nil {
			return money, fmt.Errorf("read a member's money: %w", err)
		}
		if ledger.AccountCode(code) == ledger.CodeSavings {
			money.Savings, money.PendingSavings = ledger.MoneyFromSatang(posted), ledger.MoneyFromSatang(pending)
		} else {
			money.Contribution, money.PendingContribution = ledger.MoneyFromSatang(posted), ledger.MoneyFromSatang(pending)
		}
	}
	return money, rows.Err()
}

const (
	memberByIDSQL   = selectMembersSQL + ` AND m.id = $2`
	membersNamedSQL = selectMembersSQL + ` AND (m.number = $2 OR m.name = $2 OR m.nickname = $2
    OR split_part(m.name, ' ', 1) = $2) ORDER BY m.number LIMIT 10`
)

// MemberByID finds one member; store.ErrNotFound.
func (s *Session) MemberByID(ctx context.Context, id ledger.MemberID) (store.Member, error) {
	members, err := readMembers(ctx, s.tx, s.fund, memberByIDSQL, id.UUID)
	if err == nil && len(members) == 0 {
		err = fmt.Errorf("member %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return store.Member{}, err
	}
	return members[0], nil
}

// MembersNamed gives the members whom a text names in full, by number, name, given
// name or nickname.
func (s *Session) MembersNamed(ctx context.Context, text string) ([]store.Member, error) {
	return readMembers(ctx, s.tx, s.fund, membersNamedSQL, text)
}

// MemberByID finds one member of a fund; store.ErrNotFound.
func (db *DB) MemberByID(ctx context.Context, fund ledger.FundID, id ledger.MemberID) (store.Member, error) {
	members, err := db.selectMembers(ctx, fund, memberByIDSQL, id.UUID)
	if err == nil && len(members) == 0 {
		err = fmt.Errorf("member %s: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return store.Member{}, err
	}
	return members[0], nil
}
