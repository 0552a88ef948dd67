package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"

	"github.com/google/uuid"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// inventedMembersMin is who is needed: treasurer, chair, a collector per hamlet,
// and somebody who saves.
const inventedMembersMin = 10

const hamlets = 3

// inventedFund is a fund with a life, month by month, that writes its books.
// Nothing in it comes from a clock or from chance that cannot be had again.
type inventedFund struct {
	fund    store.Fund
	people  []inventedMember
	chance  *rand.Rand
	begin   ledger.Date
	months  int
	clock   time.Time
	written time.Time // of the last entry
	day     ledger.Date
	loader  *postgres.Loader
	entries int

	// What stands in the cash box, with the collector of the day, and at the bank,
	// in satang.
	cash, collected, bank int64
	closed                ledger.Date
}

// inventedMember is a member and what she is about to do.
type inventedMember struct {
	id      ledger.MemberID
	joins   int  // in this month of the history
	chats   bool // promises in LINE before she pays
	missed  bool
	due     int64
	savings int64
	promise *ledger.Entry
}

func inventFund(c *devGenerateCommand, n int, until ledger.Date) *inventedFund {
	v := &inventedFund{chance: rand.New(rand.NewPCG(c.Seed, uint64(n))), months: 12 * c.Years}
	v.begin = until.AddDays(1).AddMonths(-v.months)
	v.clock = v.begin.Start()
	v.fund = store.Fund{
		ID: ledger.FundID{UUID: v.uuid(v.clock)}, Code: fmt.Sprintf("%s-%d", c.Code, n+1), Name: fmt.Sprintf("กองทุนจำลอง %d", n+1),
		Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryPush, PendingDays: store.PendingDaysDefault, CreatedAt: v.clock,
	}
	if n%4 == 3 {
		v.fund.Preset = ledger.PresetSavings
	}
	v.people = make([]inventedMember, c.Members)
	for i := range v.people {
		v.people[i] = inventedMember{id: ledger.MemberID{UUID: v.uuid(v.clock)}, chats: v.chance.IntN(10) < 3}
		if i >= inventedMembersMin && v.chance.IntN(10) < 4 {
			v.people[i].joins = v.chance.IntN(max(v.months/2, 1))
		}
	}
	return v
}

// uuid makes an ID of version 7 from the village's own chance.
func (v *inventedFund) uuid(at time.Time) uuid.UUID {
	id := ledger.LowestEntryID(at).UUID
	var random [8]byte
	binary.BigEndian.PutUint64(random[:], v.chance.Uint64())
	copy(id[9:], random[:])
	return id
}

func (v *inventedFund) treasurer() ledger.MemberID { return v.people[0].id }
func (v *inventedFund) chair() ledger.MemberID     { return v.people[1].id }

// members gives the register of the people.
func (v *inventedFund) members() []store.Member {
	offices := map[int]ledger.Office{0: ledger.Treasurer, 1: ledger.Chair}
	for h := range hamlets {
		offices[2+h] = ledger.Collector
	}
	members := make([]store.Member, len(v.people))
	for i, p := range v.people {
		names := womenNames
		if v.chance.IntN(2) == 0 {
			names = menNames
		}
		members[i] = store.Member{
			Fund: v.fund.ID, ID: p.id, Number: fmt.Sprintf("%05d", i+1),
			Name:    names[v.chance.IntN(len(names))] + " " + familyNames[v.chance.IntN(len(familyNames))],
			Village: demoVillages[i%hamlets], BornOn: v.begin.AddDays(-6000 - v.chance.IntN(24000)), JoinedOn: v.begin.AddMonths(p.joins),
		}
		if office, has := offices[i]; has {
			members[i].Offices = []ledger.Office{office}
		}
	}
	return members
}

// live writes the whole history.
func (v *inventedFund) live(ctx context.Context, loader *postgres.Loader) error {
	v.loader = loader
	if err := loader.Fund(ctx, v.fund, v.members()); err != nil {
		return err
	}
	for month := range v.months {
		if err := v.month(ctx, month, v.begin.AddMonths(month)); err != nil {
			return fmt.Errorf("month %d: %w", month+1, err)
		}
	}
	return nil
}

// month is one collection per hamlet, then the fund's own affairs, then the
// sign-off; the last month is left open.
func (v *inventedFund) month(ctx context.Context, month int, first ledger.Date) error {
	for hamlet, day := range [hamlets]int{4, 11, 18} {
		if err := v.collection(ctx, month, hamlet, first.AddDays(day)); err != nil {
			return err
		}
	}
	if err := v.affairs(ctx, first); err != nil {
		return err
	}
	if month == v.months-1 {
		return nil
	}
	v.closed = first.AddMonths(1).AddDays(-1)
	cash, bank := ledger.MoneyFromSatang(v.cash), ledger.MoneyFromSatang(v.bank)
	v.loader.Period(ledger.Period{Fund: v.fund.ID, Through: v.closed, ClosedAt: v.closed.AddDays(1).Start(), ClosedBy: v.chair(),
		CountedCash: cash, BookCash: cash, Bank: bank, BookBank: bank})
	return nil
}

// at sets the clock to an hour of a day.
func (v *inventedFund) at(day ledger.Date, hour int) {
	v.day, v.clock = day, day.Start().Add(time.Duration(hour)*time.Hour)
}

// act is the next thing somebody does.
func (v *inventedFund) act(actor ledger.MemberID) ledger.Act {
	v.clock = v.clock.Add(time.Duration(500+v.chance.IntN(1500)) * time.Millisecond)
	name := "gen:" + strconv.Itoa(v.entries+1)
	return ledger.Act{Actor: actor, At: v.clock, Cause: name, Key: name}
}

// write keeps an entry that a constructor of ledger made, under an ID of ours.
func (v *inventedFund) write(ctx context.Context, e *ledger.Entry, err error) error {
	if err != nil {
		return err
	}
	if !e.RecordedAt.After(v.written) { // two entries of one act
		e.RecordedAt = v.written.Add(time.Millisecond)
	}
	v.written, e.ID = e.RecordedAt, ledger.EntryID{UUID: v.uuid(e.RecordedAt)}
	v.entries++
	return v.loader.Entry(ctx, e)
}

// transfer writes an entry of two lines.
func (v *inventedFund) transfer(ctx context.Context, kind ledger.Kind, member ledger.MemberID, debit, credit ledger.AccountRef, satang int64, source ledger.Source) error {
	e, err := ledger.Journal(v.fund.ID, kind, member, v.day, ledger.Transfer(debit, credit, ledger.MoneyFromSatang(satang), source), v.act(v.treasurer()))
	return v.write(ctx, &e, err)
}
