package main

import (
	"context"

	"sajja/ledger"
)

// collection is a hamlet's day: promises on the evening before, cash in the
// morning, and what was collected to the treasurer and to the bank.
func (v *inventedFund) collection(ctx context.Context, month, hamlet int, day ledger.Date) error {
	v.at(day.AddDays(-1), 18)
	for i := hamlet; i < len(v.people); i += hamlets {
		if err := v.evening(ctx, month, &v.people[i]); err != nil {
			return err
		}
	}
	v.at(day, 8)
	collector := &v.people[2+hamlet]
	for i := hamlet; i < len(v.people); i += hamlets {
		if err := v.handOver(ctx, month, &v.people[i], collector.id); err != nil {
			return err
		}
	}
	return v.bringIn(ctx, collector.id)
}

// evening is when a member decides what she will pay, and says so if she chats.
func (v *inventedFund) evening(ctx context.Context, month int, p *inventedMember) error {
	p.due = v.wanted(month, p)
	if p.due == 0 || !p.chats || p.promise != nil {
		return nil
	}
	e, err := ledger.Promise(ledger.Handing{Fund: v.fund.ID, Member: p.id, Kind: v.fund.Preset.MemberMoney(),
		Amount: ledger.MoneyFromSatang(p.due), EffectiveOn: v.day, ExpiresOn: v.fund.ExpiresOn(v.day)}, v.act(p.id))
	if err := v.write(ctx, &e, err); err != nil {
		return err
	}
	p.promise, p.due = &e, 0
	if v.chance.IntN(50) > 0 {
		return nil
	}
	gone, err := ledger.Void(e, "", v.act(p.id))
	p.promise = nil
	return v.write(ctx, &gone, err)
}

// wanted is a baht a day as a rule, two for some, twice as much after a missed
// month, and now and then nothing.
func (v *inventedFund) wanted(month int, p *inventedMember) int64 {
	if month < p.joins {
		return 0
	}
	if v.chance.IntN(100) < 7 {
		p.missed = true
		return 0
	}
	baht := [...]int64{30, 30, 30, 31, 60, 100}[v.chance.IntN(6)]
	if p.missed {
		p.missed, baht = false, 2*baht
	}
	return 100 * baht
}

// handOver puts a member's cash into the collector's hands, or the treasurer's
// when the member collects herself. Of what was promised some bring only a part.
func (v *inventedFund) handOver(ctx context.Context, month int, p *inventedMember, collector ledger.MemberID) error {
	receiver, into := collector, ledger.CashAccount([]ledger.Office{ledger.Collector}, collector)
	if p.id == collector {
		receiver, into = v.treasurer(), ledger.AccountRef{Code: ledger.CodeCashInHand}
	}
	if month == p.joins {
		if err := v.transfer(ctx, ledger.KindFee, p.id, into, ledger.AccountRef{Code: "4100"}, 2000, ledger.Source{}); err != nil {
			return err
		}
		v.took(into, 2000)
	}
	e, err := v.handing(ctx, p, into, receiver)
	if e == nil || err != nil {
		return err
	}
	v.took(into, e.Amount().Satang())
	p.savings += e.Amount().Satang()
	if v.chance.IntN(500) > 0 {
		return nil
	}
	return v.correct(ctx, *e, p, into, receiver)
}

// handing receives what was promised, or what is handed over without a word.
func (v *inventedFund) handing(ctx context.Context, p *inventedMember, into ledger.AccountRef, receiver ledger.MemberID) (*ledger.Entry, error) {
	switch {
	case p.promise == nil && p.due == 0:
		return nil, nil
	case p.promise == nil:
		e, err := ledger.Record(v.own(p, p.due), into, v.act(receiver))
		return &e, v.write(ctx, &e, err)
	case v.chance.IntN(20) == 0:
		return nil, nil // she does not come this time
	case v.chance.IntN(100) == 0 && p.promise.Amount().Satang() > 1000:
		received, rest, err := ledger.ReceivePart(*p.promise, ledger.MoneyFromSatang(1000), into, v.act(receiver))
		if err := v.write(ctx, &received, err); err != nil {
			return nil, err
		}
		p.promise = &rest
		return &received, v.write(ctx, &rest, nil)
	}
	e, err := ledger.Receive(*p.promise, into, v.act(receiver))
	p.promise = nil
	return &e, v.write(ctx, &e, err)
}

func (v *inventedFund) own(p *inventedMember, satang int64) ledger.Handing {
	return ledger.Handing{Fund: v.fund.ID, Member: p.id, Kind: v.fund.Preset.MemberMoney(), Amount: ledger.MoneyFromSatang(satang), EffectiveOn: v.day}
}

// correct undoes an entry that was written down wrongly and writes it again.
func (v *inventedFund) correct(ctx context.Context, e ledger.Entry, p *inventedMember, into ledger.AccountRef, receiver ledger.MemberID) error {
	undone, err := ledger.Reverse(e, v.closed, "จดผิด", v.act(v.treasurer()))
	if err := v.write(ctx, &undone, err); err != nil {
		return err
	}
	again, err := ledger.Record(v.own(p, e.Amount().Satang()), into, v.act(receiver))
	return v.write(ctx, &again, err)
}

func (v *inventedFund) took(into ledger.AccountRef, satang int64) {
	if into.Code == ledger.CodeCashInHand {
		v.cash += satang
	} else {
		v.collected += satang
	}
}

// cashKept is what stays in the box for the days between collections.
const cashKept = 300_000

// bringIn gives what was collected to the treasurer, who banks what the box need
// not hold.
func (v *inventedFund) bringIn(ctx context.Context, collector ledger.MemberID) error {
	members := ledger.Source{Kind: ledger.SourceMembers}
	if v.collected > 0 {
		if err := v.transfer(ctx, ledger.KindBanking, ledger.MemberID{}, ledger.AccountRef{Code: ledger.CodeCashInHand},
			ledger.CashAccount([]ledger.Office{ledger.Collector}, collector), v.collected, members); err != nil {
			return err
		}
		v.cash, v.collected = v.cash+v.collected, 0
	}
	if v.cash <= cashKept {
		return nil
	}
	banked := v.cash - cashKept
	v.cash, v.bank = v.cash-banked, v.bank+banked
	return v.transfer(ctx, ledger.KindBanking, ledger.MemberID{}, ledger.AccountRef{Code: ledger.CodeBank},
		ledger.AccountRef{Code: ledger.CodeCashInHand}, banked, members)
}
