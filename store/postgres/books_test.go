package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// bundle is a small fund on a database of its own.
type bundle struct {
	fund      store.Fund
	somsri    store.Member // a member
	malee     store.Member // the treasurer
	boonmee   store.Member // a collector
	ownerURL  string
	startedAt time.Time
}

func setup(t *testing.T) (*postgres.DB, *bundle) {
	t.Helper()
	return settle(t, storetest.Postgres(t))
}

// settle enters the small fund into a migrated database.
func settle(t *testing.T, ownerURL string) (*postgres.DB, *bundle) {
	t.Helper()
	ctx := t.Context()
	b := &bundle{ownerURL: ownerURL, startedAt: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	db, err := postgres.Open(ctx, b.ownerURL, postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	b.fund = store.Fund{ID: ledger.NewFundID(), Code: "demo", Name: "กองทุนตัวอย่าง", Preset: ledger.PresetWelfare,
		ReceiptDelivery: store.DeliveryPush, CreatedAt: b.startedAt}
	if err := db.CreateFund(ctx, b.fund); err != nil {
		t.Fatal(err)
	}
	b.somsri = newMember(b, "001", "สมศรี ใจงาม", 1)
	b.malee = newMember(b, "002", "มาลี ทองคำ", 2, ledger.Treasurer)
	b.boonmee = newMember(b, "003", "บุญมี ศรีนา", 3, ledger.Collector)
	if err := db.AddMembers(ctx, b.fund.ID, []store.Member{b.somsri, b.malee, b.boonmee}, b.startedAt); err != nil {
		t.Fatal(err)
	}
	return db, b
}

func newMember(b *bundle, number, name string, user int, offices ...ledger.Office) store.Member {
	return store.Member{Fund: b.fund.ID, ID: ledger.NewMemberID(), Number: number, Name: name, Village: "หมู่ 1",
		JoinedOn: ledger.MustDate("2024-01-01"), LineUserID: fmt.Sprintf("U%032x", user), Offices: offices}
}

func promise(t *testing.T, b *bundle, who store.Member, baht, key string) ledger.Entry {
	t.Helper()
	e, err := ledger.Promise(ledger.Handing{Fund: b.fund.ID, Member: who.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(b.startedAt)},
		ledger.Act{Actor: who.ID, At: b.startedAt, Cause: "event-" + key, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func post(t *testing.T, db *postgres.DB, b *bundle, entries ...ledger.Entry) {
	t.Helper()
	if err := db.Post(t.Context(), b.fund.ID, entries); err != nil {
		t.Fatal(err)
	}
}

func receive(t *testing.T, b *bundle, pending ledger.Entry, by store.Member) ledger.Entry {
	t.Helper()
	e, err := ledger.Receive(pending, ledger.CashAccount(by.Offices, by.ID),
		ledger.Act{Actor: by.ID, At: b.startedAt, Cause: "received", Key: "receive-" + pending.ID.String()})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func verifyClean(t *testing.T, db *postgres.DB) {
	t.Helper()
	funds, err := db.Funds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	got, err := db.Verify(t.Context(), funds)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Faults) > 0 {
		t.Errorf("the books do not verify: %+v", got.Faults)
	}
}

func TestBooks(t *testing.T) {
	t.Parallel()

	t.Run("a promise waits apart from posted money and counts when received", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		pending := promise(t, b, b.somsri, "30.00", "k1")
		post(t, db, b, pending)
		money, _, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 10)
		if err != nil {
			t.Fatal(err)
		}
		if got := money.Contribution.String() + " " + money.Pending().String(); got != "0.00 30.00" {
			t.Errorf("posted and pending = %s, want 0.00 30.00", got)
		}
		posted := []ledger.Entry{receive(t, b, pending, b.malee)}
		if err := db.Post(t.Context(), b.fund.ID, posted); err != nil {
			t.Fatal(err)
		}
		if got := posted[0].Document.String(); got != "R2569-000001" {
			t.Errorf("receipt = %s, want R2569-000001", got)
		}
		money, lines, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 10)
		if err != nil {
			t.Fatal(err)
		}
		if got := money.Contribution.String() + " " + money.Pending().String(); got != "30.00 0.00" {
			t.Errorf("posted and pending = %s, want 30.00 0.00", got)
		}
		if len(lines) != 1 || lines[0].State != store.StatePosted || lines[0].Document.String() != "R2569-000001" {
			t.Errorf("statement = %+v, want one posted line with its receipt", lines)
		}
		verifyClean(t, db)
	})

	t.Run("a collector's receipts stand in her own cash account", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		pending := promise(t, b, b.somsri, "45.50", "k1")
		post(t, db, b, pending)
		post(t, db, b, receive(t, b, pending, b.boonmee))
		trial, err := db.TrialBalance(t.Context(), b.fund.ID, ledger.Date{})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]string{}
		for _, l := range trial.Lines {
			if !l.Debit.IsZero() || !l.Credit.IsZero() {
				got[string(l.Account.Code)] = l.Debit.String() + "/" + l.Credit.String()
			}
		}
		want := map[string]string{"1200": "45.50/0.00", "3100": "0.00/45.50"}
		if diff := cmp.Diff(want, got); diff != "" || !trial.IsBalanced() {
			t.Errorf("trial balance (-want +got):\n%s", diff)
		}
		verifyClean(t, db)
	})

	t.Run("of two receipts of one promise the second is refused", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		pending := promise(t, b, b.somsri, "30.00", "k1")
		post(t, db, b, pending)
		post(t, db, b, receive(t, b, pending, b.malee))
		again := receive(t, b, pending, b.boonmee)
		again.Key = "another tap"
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{again}); !errors.Is(err, store.ErrConflict) {
			t.Errorf("second receipt: %v, want ErrConflict", err)
		}
		verifyClean(t, db)
	})

	t.Run("a promise is not received by its maker nor by somebody without the office", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		own := promise(t, b, b.malee, "30.00", "k1")
		post(t, db, b, own)
		forged := receive(t, b, own, b.boonmee)
		forged.Actor = b.malee.ID
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{forged}); !errors.Is(err, ledger.ErrMakerIsChecker) {
			t.Errorf("own promise: %v, want ErrMakerIsChecker", err)
		}
		outsider := receive(t, b, own, b.boonmee)
		outsider.Actor = b.somsri.ID
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{outsider}); !errors.Is(err, ledger.ErrNotOfficer) {
			t.Errorf("without office: %v, want ErrNotOfficer", err)
		}
		if err := db.RevokeOffice(t.Context(), b.fund.ID, b.boonmee.ID, ledger.Collector, time.Now()); err != nil {
			t.Fatal(err)
		}
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{receive(t, b, own, b.boonmee)}); !errors.Is(err, ledger.ErrNotOfficer) {
			t.Errorf("after the office ended: %v, want ErrNotOfficer", err)
		}
		verifyClean(t, db)
	})

	t.Run("receipts run without gaps while writers race and one batch fails", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		done := make(chan error)
		for w := range 4 {
			go func() {
				for i := range 10 {
					e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: ledger.KindContribution,
						Amount: ledger.MoneyFromSatang(int64(100 * (i + 1))), EffectiveOn: ledger.MustDate("2026-11-21")},
						ledger.AccountRef{Code: ledger.CodeCashInHand},
						ledger.Act{Actor: b.malee.ID, At: b.startedAt, Cause: "race", Key: fmt.Sprintf("%d-%d", w, i)})
					if err == nil {
						err = db.Post(context.Background(), b.fund.ID, []ledger.Entry{e})
					}
					if err == nil && i == 5 { // the same act under the same key is harmless, and its number comes back
						e.ID = ledger.NewEntryID(b.startedAt)
						err = db.Post(context.Background(), b.fund.ID, []ledger.Entry{e})
					}
					if err != nil {
						done <- err
						return
					}
				}
				done <- nil
			}()
		}
		for range 4 {
			if err := <-done; err != nil {
				t.Error(err)
			}
		}
		money, _, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 1)
		if err != nil || money.Contribution.String() != "220.00" {
			t.Errorf("balance = %s (%v), want 220.00", money.Contribution, err)
		}
		verifyClean(t, db)
	})
}
