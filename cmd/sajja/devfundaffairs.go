package main

import (
	"context"
	"time"

	"sajja/ledger"
)

// affairs are what the fund itself does in a month: benefits, meetings,
// withdrawals of savings, money of the state and the local government once a
// year, interest twice.
func (v *inventedFund) affairs(ctx context.Context, first ledger.Date) error {
	v.at(first.AddDays(23), 9)
	for range (len(v.people) + 60) / 80 {
		if err := v.benefit(ctx); err != nil {
			return err
		}
	}
	if err := v.spend(ctx, ledger.KindExpense, ledger.MemberID{}, ledger.AccountRef{Code: "6400"}, int64(200+50*v.chance.IntN(6))*100); err != nil {
		return err
	}
	if v.fund.Preset.MemberMoney() == ledger.KindDeposit {
		if err := v.withdrawals(ctx); err != nil {
			return err
		}
	}
	v.at(first.AddDays(25), 9)
	year, month, _ := first.YMD()
	round := min(year-v.begin.Year()+1, 15)
	people := int64(len(v.people))
	switch month {
	case time.March:
		return v.income(ctx, ledger.KindGrant, "3300", people*36_500, ledger.Source{Kind: ledger.SourceState, Round: round})
	case time.August:
		return v.income(ctx, ledger.KindGrant, "3400", people*20_000, ledger.Source{Kind: ledger.SourceLocal, Round: round})
	case time.June, time.December:
		if interest := v.bank / 400; interest > 0 {
			return v.income(ctx, ledger.KindInterest, "4300", interest, ledger.Source{})
		}
	}
	return nil
}

// benefit pays a member what an illness, a birth or a death gives.
func (v *inventedFund) benefit(ctx context.Context) error {
	p := v.people[v.chance.IntN(len(v.people))]
	heading := [...]ledger.AccountCode{"5020", "5020", "5020", "5010", "5040", "5030", "5080"}[v.chance.IntN(7)]
	return v.spend(ctx, ledger.KindWelfare, p.id, ledger.AccountRef{Code: heading}, int64(300+100*v.chance.IntN(18))*100)
}

// withdrawals give some of those with larger savings a part of them back.
func (v *inventedFund) withdrawals(ctx context.Context) error {
	for i := range v.people {
		p := &v.people[i]
		if p.savings < 100_000 || v.chance.IntN(60) > 0 {
			continue
		}
		part := p.savings / 200 * 100
		p.savings -= part
		if err := v.spend(ctx, ledger.KindWithdrawal, p.id, ledger.AccountRef{Code: ledger.CodeSavings, Member: p.id}, part); err != nil {
			return err
		}
	}
	return nil
}

// spend pays in cash, which is fetched from the bank first when the box has not
// enough. What the fund does not have it does not pay.
func (v *inventedFund) spend(ctx context.Context, kind ledger.Kind, member ledger.MemberID, on ledger.AccountRef, satang int64) error {
	if v.cash+v.bank < satang {
		return nil
	}
	cash, members := ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Source{Kind: ledger.SourceMembers}
	if v.cash < satang {
		fetched := satang - v.cash
		v.cash, v.bank = v.cash+fetched, v.bank-fetched
		if err := v.transfer(ctx, ledger.KindBanking, ledger.MemberID{}, cash, ledger.AccountRef{Code: ledger.CodeBank}, fetched, members); err != nil {
			return err
		}
	}
	v.cash -= satang
	return v.transfer(ctx, kind, member, on, cash, satang, members)
}

// income comes in at the bank.
func (v *inventedFund) income(ctx context.Context, kind ledger.Kind, account ledger.AccountCode, satang int64, source ledger.Source) error {
	v.bank += satang
	return v.transfer(ctx, kind, ledger.MemberID{}, ledger.AccountRef{Code: ledger.CodeBank}, ledger.AccountRef{Code: account}, satang, source)
}
