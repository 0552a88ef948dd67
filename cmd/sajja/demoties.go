package main

import (
	"context"
	"errors"
	"time"

	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
	"sajja/store/postgres"
)

// demoNicknames are what neighbours call each other; many share one.
var demoNicknames = [...]string{"แดง", "นก", "ไก่", "ต้อย", "เล็ก", "น้อย", "อ้วน", "ปุ้ย", "หนู", "ติ๋ม", "จุก", "เป็ด", "กุ้ง", "แมว", "ดำ", "อ๊อด", "ตุ๊", "นิด", "เอก", "หมู"}

// demoNickname gives the nickname of the n-th member; those who have a part are
// called by their names.
func demoNickname(n int) string {
	if n <= demoCast {
		return ""
	}
	return demoNicknames[n%len(demoNicknames)]
}

// tieDemoPeople lets สมศรี, her daughter พิมพ์ใจ and her mother คำปัน live in one
// house, with the daughter paying for both. What is there already stays.
func tieDemoPeople(ctx context.Context, db *postgres.DB, fund store.Fund, members []store.Member) error {
	somsri, pimjai, khampan := members[0], members[4], members[7]
	house := store.Household{ID: ledger.NewHouseholdID(), Name: "บ้านเลขที่ 12", Head: somsri.ID, Members: []store.Member{somsri, pimjai, khampan}}
	if err := db.CreateHousehold(ctx, fund.ID, house, demoBegin.Start()); err != nil && !errors.Is(err, store.ErrExists) {
		return err
	}
	known, err := db.Proxies(ctx, fund.ID)
	if err != nil || len(known) > 0 {
		return err
	}
	today := ledger.DateOf(time.Now()) // a proxy is granted for a year at most
	var acts []store.Act
	for relation, member := range map[household.Relation]store.Member{household.Parent: somsri, household.Elder: khampan} {
		id := ledger.NewProxyID()
		acts = append(acts, store.AskProxy{Proxy: store.Proxy{
			ID: id, Holder: pimjai, Member: member, Relation: relation,
			Proxy: household.Proxy{
				Scopes: []household.Scope{household.ScopeSee, household.ScopePay},
				Since:  today, Until: today.AddDays(household.ProxyDays),
			},
			Evidence: "ใบมอบฉันทะต่อหน้าเหรัญญิก", AskedAt: today.Start(),
		}}, store.StepProxy{Proxy: id, To: store.ProxyAccepted, At: today.Start()})
	}
	return db.Work(ctx, fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
		return store.Outcome{Acts: acts}, nil
	})
}
