package postgres_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

func TestReverse(t *testing.T) {
	t.Parallel()
	act := func(b *bundle, key string) ledger.Act {
		return ledger.Act{Actor: b.malee.ID, At: time.Now(), Cause: "test", Key: key}
	}

	t.Run("on its own day while that is open, linked both ways, and again it is a repeat", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		wrong := journal(t, b, ledger.KindExpense, "2026-10-05", "6100", "1100", "50.00", "members", "a")
		post(t, db, b, wrong)
		reversal, isRepeat, err := db.Reverse(t.Context(), b.fund.ID, wrong.ID, "ลงผิด", act(b, "undo"))
		if err != nil || isRepeat || reversal.EffectiveOn.String() != "2026-10-05" || reversal.Reverses.ID != wrong.ID {
			t.Fatalf("%+v, %v, %v", reversal, isRepeat, err)
		}
		record, err := db.EntryByNumber(t.Context(), b.fund.ID, ledger.DocumentNumber{Series: ledger.SeriesVoucher, Year: 2026, Number: 1})
		if err != nil || record.ReversedBy == nil || record.ReversedBy.ID != reversal.ID || len(record.Postings) != 2 {
			t.Errorf("%+v, %v", record, err)
		}
		if again, isRepeat, err := db.Reverse(t.Context(), b.fund.ID, wrong.ID, "ลงผิด", act(b, "undo")); err != nil || !isRepeat || again.ID != reversal.ID {
			t.Errorf("%v, %v, %v", again.ID, isRepeat, err)
		}
		for name, test := range map[string]struct {
			id   ledger.EntryID
			want error
		}{
			"reversed in another way":  {wrong.ID, ledger.ErrReversed},
			"a reversal":               {reversal.ID, ledger.ErrReversal},
			"what is not in the books": {ledger.NewEntryID(time.Now()), store.ErrNotFound},
		} {
			if _, _, err := db.Reverse(t.Context(), b.fund.ID, test.id, "อีกครั้ง", act(b, "another-"+name)); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", name, err, test.want)
			}
		}
		verifyClean(t, db)
	})

	t.Run("of a closed period it counts on the first open day", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		wrong := journal(t, b, ledger.KindDonation, "2026-10-05", "1100", "4200", "50.00", "", "a")
		post(t, db, b, wrong)
		if _, err := db.ClosePeriod(t.Context(), closing(b, "2026-10-31", "50.00", "0.00", "")); err != nil {
			t.Fatal(err)
		}
		reversal, _, err := db.Reverse(t.Context(), b.fund.ID, wrong.ID, "คืนผู้บริจาค", act(b, "undo"))
		if err != nil || reversal.EffectiveOn.String() != "2026-11-01" {
			t.Errorf("%+v, %v", reversal.EffectiveOn, err)
		}
	})

	t.Run("a promise is not in the books", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		waiting := promise(t, b, b.somsri, "30.00", "p")
		post(t, db, b, waiting)
		if _, _, err := db.Reverse(t.Context(), b.fund.ID, waiting.ID, "x", act(b, "undo")); !errors.Is(err, ledger.ErrNotPosted) {
			t.Error(err)
		}
	})

	t.Run("of many at once one wins, and the period that closes meanwhile is kept", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		wrong := journal(t, b, ledger.KindDonation, "2026-10-05", "1100", "4200", "50.00", "", "a")
		post(t, db, b, wrong)
		errs := make([]error, 6)
		var wg sync.WaitGroup
		for i := range errs {
			wg.Go(func() {
				_, _, errs[i] = db.Reverse(t.Context(), b.fund.ID, wrong.ID, "พร้อมกัน", act(b, fmt.Sprint("undo-", i)))
			})
		}
		wg.Go(func() {
			if _, err := db.ClosePeriod(t.Context(), closing(b, "2026-10-31", "0.00", "0.00", "ยังไม่ได้นับ")); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		won := 0
		for _, err := range errs {
			if err == nil {
				won++
			} else if !errors.Is(err, ledger.ErrReversed) {
				t.Error(err)
			}
		}
		if won != 1 {
			t.Errorf("%d won: %v", won, errs)
		}
		verifyClean(t, db)
	})
}

func TestReceive(t *testing.T) {
	t.Parallel()

	t.Run("of a part the rest waits on until the same day, and so to the end", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		last := ledger.DateOf(b.startedAt).AddDays(30)
		whole := waitUntil(t, db, b, b.somsri, "50.00", "p", last)
		receive := func(id ledger.EntryID, baht string) (store.EntryRecord, bool, error) {
			return db.Receive(t.Context(), postgres.Receipt{Fund: b.fund.ID, Promise: id, Amount: ledger.MustMoney(baht), Into: ledger.AccountRef{Code: ledger.CodeCashInHand}},
				ledger.Act{Actor: b.malee.ID, At: b.startedAt, Cause: "test", Key: "receive:" + id.String()})
		}
		first, isRepeat, err := receive(whole.ID, "20.00")
		if err != nil || isRepeat || first.Amount().String() != "20.00" || first.Document.IsZero() {
			t.Fatalf("%+v, %v", first, err)
		}
		if again, isRepeat, err := receive(whole.ID, "20.00"); err != nil || !isRepeat || again.ID != first.ID {
			t.Errorf("%v, %v, %v", again.ID, isRepeat, err)
		}
		if _, _, err := receive(whole.ID, "30.00"); !errors.Is(err, ledger.ErrNotPending) {
			t.Errorf("another part of what is over: %v", err)
		}
		record, err := db.EntryByID(t.Context(), b.fund.ID, whole.ID)
		if err != nil || record.Rest == nil || record.Rest.Amount.String() != "30.00" || record.ResolvedBy.ID != first.ID {
			t.Fatalf("%+v, %v", record, err)
		}
		rest, err := db.EntryByID(t.Context(), b.fund.ID, record.Rest.ID)
		if err != nil || rest.ExpiresOn != last || rest.RestOf.ID != whole.ID || rest.Member != b.somsri.ID {
			t.Errorf("%+v, %v", rest, err)
		}
		if _, _, err := receive(rest.ID, "30.00"); err != nil {
			t.Error(err)
		}
		if _, _, err := receive(rest.ID, "31.00"); !errors.Is(err, ledger.ErrNotPending) {
			t.Error(err)
		}
		money, _, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 5)
		if err != nil || money.Contribution.String() != "50.00" || !money.Pending().IsZero() {
			t.Errorf("%+v, %v", money, err)
		}
		verifyClean(t, db)
	})

	t.Run("parts that two officers receive at once are one part", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		whole := promise(t, b, b.somsri, "50.00", "p")
		post(t, db, b, whole)
		errs := make([]error, 2)
		var wg sync.WaitGroup
		for i, officer := range []store.Member{b.malee, b.boonmee} {
			wg.Go(func() {
				_, _, errs[i] = db.Receive(t.Context(), postgres.Receipt{Fund: b.fund.ID, Promise: whole.ID, Amount: ledger.MustMoney("20.00"),
					Into: ledger.CashAccount(officer.Offices, officer.ID)},
					ledger.Act{Actor: officer.ID, At: b.startedAt, Cause: "test", Key: fmt.Sprint("part-", i)})
			})
		}
		wg.Wait()
		if (errs[0] == nil) == (errs[1] == nil) || !errors.Is(errors.Join(errs...), ledger.ErrNotPending) {
			t.Errorf("%v", errs)
		}
		verifyClean(t, db)
	})
}

func TestPostOnce(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	e := journal(t, b, ledger.KindDonation, "2026-10-05", "1100", "4200", "50.00", "", "a")
	first, isRepeat, err := db.PostOnce(t.Context(), e)
	if err != nil || isRepeat || first.ID != e.ID {
		t.Fatalf("%+v, %v, %v", first, isRepeat, err)
	}
	if _, err := db.ClosePeriod(t.Context(), closing(b, "2026-10-31", "50.00", "0.00", "")); err != nil {
		t.Fatal(err)
	}
	again := journal(t, b, ledger.KindDonation, "2026-10-05", "1100", "4200", "50.00", "", "a")
	if standing, isRepeat, err := db.PostOnce(t.Context(), again); err != nil || !isRepeat || standing.ID != e.ID || standing.Document != first.Document {
		t.Errorf("a repeat, its period closed meanwhile: %+v, %v, %v", standing, isRepeat, err)
	}
	other := journal(t, b, ledger.KindDonation, "2026-11-05", "1100", "4200", "51.00", "", "a")
	if _, _, err := db.PostOnce(t.Context(), other); !errors.Is(err, ledger.ErrKeyReused) {
		t.Errorf("another act under the key: %v", err)
	}
	late := journal(t, b, ledger.KindDonation, "2026-10-05", "1100", "4200", "50.00", "", "b")
	if _, _, err := db.PostOnce(t.Context(), late); !errors.Is(err, ledger.ErrPeriodClosed) {
		t.Errorf("into the closed period: %v", err)
	}
}
