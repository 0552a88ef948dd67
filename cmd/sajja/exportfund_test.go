package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// fullFund is a fund in whose books there is something of everything.
type fullFund struct {
	url  string // its owner's
	env  map[string]string
	db   *postgres.DB
	fund store.Fund
	// somsri saves, malee is the treasurer, boonmee collects.
	somsri, malee, boonmee store.Member
	at                     time.Time
	acts                   int
}

func newFullFund(t *testing.T) *fullFund {
	t.Helper()
	f := &fullFund{url: storetest.Postgres(t), at: time.Date(2024, 11, 1, 3, 0, 0, 0, time.UTC)}
	f.env = map[string]string{"DATABASE_URL": f.url}
	db, err := postgres.Open(t.Context(), f.url, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	f.db = db
	f.fund = store.Fund{ID: ledger.NewFundID(), Code: "demo", Name: `กองทุน "บ้านดอน"; หมู่ 1`, Preset: ledger.PresetSavings,
		ReceiptDelivery: store.DeliveryRide, PendingDays: 45, CreatedAt: f.at}
	f.must(t, db.CreateFund(t.Context(), f.fund))
	f.somsri, f.malee, f.boonmee = f.member("001", "สมศรี <ใจงาม>"), f.member("ก-2/1", "มาลี ทองคำ", ledger.Treasurer), f.member("003", "บุญมี", ledger.Collector)
	f.somsri.BornOn = ledger.MustDate("1960-02-29")
	f.somsri.LineUserID = fmt.Sprintf("U%032x", 1)
	f.must(t, db.AddMembers(t.Context(), f.fund.ID, []store.Member{f.somsri, f.malee, f.boonmee}, f.at))
	f.must(t, db.GrantOffice(t.Context(), f.fund.ID, f.somsri.ID, store.Term{Office: ledger.Auditor}, f.at.Add(time.Hour)))
	f.must(t, db.RevokeOffice(t.Context(), f.fund.ID, f.somsri.ID, ledger.Auditor, f.at.Add(2*time.Hour)))
	f.keepAffairs(t)
	f.keepAccounts(t)
	f.owner(t, `INSERT INTO line_links SELECT id, $1, $2, $3, $4, 'request', $5, 'officer' FROM funds`,
		f.boonmee.ID.UUID, fmt.Sprintf("U%032x", 3), f.at, f.at.Add(time.Microsecond), f.at.Add(store.LinkHold))
	f.owner(t, `UPDATE officer_terms SET office = 'chair' WHERE member_id = $1`, f.boonmee.ID.UUID)
	_, err = db.ClosePeriod(t.Context(), ledger.Period{Fund: f.fund.ID, Through: ledger.MustDate("2024-09-30"), ClosedBy: f.malee.ID, ClosedWith: f.boonmee.ID,
		Bank: ledger.MustMoney("1"), Note: "สมุดธนาคารมีหนึ่งบาท"})
	f.must(t, err)
	f.owner(t, `UPDATE officer_terms SET office = 'collector' WHERE member_id = $1`, f.boonmee.ID.UUID)
	f.fill(t)
	f.keepHandover(t)
	return f
}

// keepAccounts adds parts of the bank, renames one and closes another.
func (f *fullFund) keepAccounts(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	for code, name := range map[ledger.AccountCode]string{"1310": "ธ.ก.ส. (ออมทรัพย์)", "1320": "ออมสิน", "1330": "สหกรณ์"} {
		account := ledger.Account{Code: code, Name: name, Type: ledger.Asset, Parent: ledger.CodeBank}
		f.must(t, f.db.AddAccount(ctx, f.fund.ID, account, f.malee.ID))
	}
	f.must(t, f.db.RenameAccount(ctx, f.fund.ID, "1320", "ธ. ออมสิน; สาขา 2", f.malee.ID))
	f.must(t, f.db.CloseAccount(ctx, f.fund.ID, "1330", ledger.MustDate("2025-01-01"), f.malee.ID))
}

// fill posts what happens in a fund, sixteen entries in all, the first nine of
// them under a seal.
func (f *fullFund) fill(t *testing.T) {
	t.Helper()
	cash, collector := ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.AccountRef{Code: ledger.CodeCashCollectors}
	bank := ledger.AccountRef{Code: "1310"}
	state, members := ledger.Source{Kind: ledger.SourceState, Round: 3}, ledger.Source{Kind: ledger.SourceMembers}

	opening := append(ledger.Transfer(bank, ledger.AccountRef{Code: "3300"}, ledger.MustMoney("10000"), state),
		ledger.Transfer(cash, ledger.AccountRef{Code: "2100", Member: f.malee.ID}, ledger.MustMoney("500.25"), members)...)
	f.journal(t, ledger.KindOpening, opening)

	received := f.promise(t, "30.50", ledger.Date{})
	f.settle(t)(ledger.Receive(received, cash, f.act(f.malee)))
	taken := f.promise(t, "40", ledger.Date{})
	f.settle(t)(ledger.Void(taken, `ใส่ผิด "สี่สิบ"`, f.act(f.somsri)))
	part := f.promise(t, "100", ledger.MustDate("2024-12-01"))
	some, rest, err := ledger.ReceivePart(part, ledger.MustMoney("60"), collector, f.act(f.boonmee))
	f.must(t, err)
	f.post(t, some, rest)
	old := f.promise(t, "20", ledger.MustDate("2024-11-02"))
	f.at = f.at.AddDate(0, 0, 9)
	_, err = f.db.Seal(t.Context(), f.fund.ID, ledger.MustDate("2024-11-05"))
	f.must(t, err)
	f.settle(t)(ledger.Expire(old, f.act(store.Member{})))

	donation := f.journal(t, ledger.KindDonation, ledger.Transfer(cash, ledger.AccountRef{Code: "4200"}, ledger.MustMoney("99.99"), ledger.Source{Kind: ledger.SourceOther}))
	f.settle(t)(ledger.Reverse(donation, ledger.Date{}, "นับผิด; [2026-01-01]\n|บรรทัดสอง", f.act(f.malee)))
	f.journal(t, ledger.KindWelfare, ledger.Transfer(ledger.AccountRef{Code: "5020"}, cash, ledger.MustMoney("200"), members))
	f.journal(t, ledger.KindWithdrawal, ledger.Transfer(ledger.AccountRef{Code: "2100", Member: f.malee.ID}, cash, ledger.MustMoney("0.25"), members))
	f.promise(t, "7", ledger.Date{})
	f.journal(t, ledger.KindBanking, ledger.Transfer(bank, cash, ledger.MustMoney("100"), members))
}

func (f *fullFund) member(number, name string, offices ...ledger.Office) store.Member {
	return store.Member{Fund: f.fund.ID, ID: ledger.NewMemberID(), Number: number, Name: name, Village: "หมู่ 1",
		JoinedOn: ledger.MustDate("2024-01-01"), Offices: offices}
}

// act is the next thing that somebody does, a minute after the one before.
func (f *fullFund) act(who store.Member) ledger.Act {
	f.acts++
	f.at = f.at.Add(time.Minute)
	return ledger.Act{Actor: who.ID, At: f.at, Cause: "test", Key: fmt.Sprint("act-", f.acts)}
}

func (f *fullFund) promise(t *testing.T, baht string, until ledger.Date) ledger.Entry {
	t.Helper()
	e, err := ledger.Promise(ledger.Handing{Fund: f.fund.ID, Member: f.somsri.ID, Kind: ledger.KindDeposit,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(f.at), ExpiresOn: until}, f.act(f.somsri))
	f.must(t, err)
	return f.post(t, e)
}

func (f *fullFund) journal(t *testing.T, kind ledger.Kind, postings []ledger.Posting) ledger.Entry {
	t.Helper()
	member := ledger.MemberID{}
	if kind == ledger.KindWelfare {
		member = f.somsri.ID
	}
	e, err := ledger.Journal(f.fund.ID, kind, member, ledger.DateOf(f.at).AddDays(-1), postings, f.act(f.malee))
	f.must(t, err)
	return f.post(t, e)
}

// settle posts what a constructor made.
func (f *fullFund) settle(t *testing.T) func(ledger.Entry, error) {
	return func(e ledger.Entry, err error) {
		t.Helper()
		f.must(t, err)
		f.post(t, e)
	}
}

func (f *fullFund) post(t *testing.T, entries ...ledger.Entry) ledger.Entry {
	t.Helper()
	f.must(t, f.db.Post(t.Context(), f.fund.ID, entries))
	return entries[0]
}

func (f *fullFund) must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// run is a command line that must go well.
func (f *fullFund) run(t *testing.T, args ...string) string {
	t.Helper()
	return mustInvoke(t, f.env, args...)
}

func mustInvoke(t *testing.T, env map[string]string, args ...string) string {
	t.Helper()
	code, stdout, stderr := invoke(t, env, args...)
	if code != exitDone {
		t.Fatalf("sajja %v: exit %d: %s%s", args, code, stdout, stderr)
	}
	return stdout
}

// owner runs statements as the owner of the tables.
func (f *fullFund) owner(t *testing.T, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), f.url)
	f.must(t, err)
	defer conn.Close(t.Context())
	_, err = conn.Exec(t.Context(), sql, args...)
	f.must(t, err)
}
