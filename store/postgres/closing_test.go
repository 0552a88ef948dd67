package postgres_test

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// journal makes a posted entry between two accounts, of the treasurer.
func journal(t *testing.T, b *bundle, kind ledger.Kind, on string, debit, credit ledger.AccountCode, baht, source, key string) ledger.Entry {
	t.Helper()
	from, err := ledger.ParseSource(source)
	if err != nil {
		t.Fatal(err)
	}
	e, err := ledger.Journal(b.fund.ID, kind, ledger.MemberID{}, ledger.MustDate(on),
		ledger.Transfer(ledger.AccountRef{Code: debit}, ledger.AccountRef{Code: credit}, ledger.MustMoney(baht), from),
		ledger.Act{Actor: b.malee.ID, At: time.Now(), Cause: "test", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// standings gives the accounts that something stands on.
func standings(t *testing.T, db *postgres.DB, b *bundle) map[string]string {
	t.Helper()
	accounts, err := db.Accounts(t.Context(), b.fund.ID)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, a := range accounts {
		if posted := a.Balance.Posted(a.Type); !posted.IsZero() {
			got[string(a.Code)] = posted.String()
		}
	}
	return got
}

func addBank(t *testing.T, db *postgres.DB, b *bundle) {
	t.Helper()
	a := ledger.Account{Code: "1310", Name: "ธ.ก.ส.", Type: ledger.Asset, Parent: "1300"}
	if err := db.AddAccount(t.Context(), b.fund.ID, a, b.malee.ID); err != nil {
		t.Fatal(err)
	}
}

func TestAccounts(t *testing.T) {
	t.Parallel()

	t.Run("an account is added, renamed, closed at zero and opened again, and all of it is kept", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		addBank(t, db, b)
		fund, today := b.fund.ID, ledger.DateOf(time.Now())
		for _, err := range []error{
			db.RenameAccount(t.Context(), fund, "1310", "ธ.ก.ส. สาขาหนองบัว", b.malee.ID),
			db.CloseAccount(t.Context(), fund, "1310", today, b.malee.ID),
			db.ReopenAccount(t.Context(), fund, "1310", ledger.MemberID{}),
			db.RenameAccount(t.Context(), fund, "5010", "รับขวัญเด็กเกิดใหม่", b.malee.ID),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
		changes, err := db.AccountChanges(t.Context(), fund, "")
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range changes {
			got = append(got, fmt.Sprint(c.Code, " ", c.Change, " ", c.NameBefore, " → ", c.Name, " ", !c.ClosedOn.IsZero(), " ", c.ByName))
		}
		want := []string{
			"1310 added  → ธ.ก.ส. false มาลี ทองคำ",
			"1310 renamed ธ.ก.ส. → ธ.ก.ส. สาขาหนองบัว false มาลี ทองคำ",
			"1310 closed ธ.ก.ส. สาขาหนองบัว → ธ.ก.ส. สาขาหนองบัว true มาลี ทองคำ",
			"1310 reopened ธ.ก.ส. สาขาหนองบัว → ธ.ก.ส. สาขาหนองบัว false ",
			"5010 renamed สวัสดิการเกิด → รับขวัญเด็กเกิดใหม่ false มาลี ทองคำ",
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if only, err := db.AccountChanges(t.Context(), fund, "5010"); err != nil || len(only) != 1 {
			t.Errorf("%v, %v", only, err)
		}
	})

	t.Run("what cannot be added, renamed or closed is refused by name", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		addBank(t, db, b)
		fund, ctx, today := b.fund.ID, t.Context(), ledger.DateOf(time.Now())
		day := today.String()
		post(t, db, b, journal(t, b, ledger.KindDonation, day, "1310", "4200", "50.00", "", "a"))
		post(t, db, b, journal(t, b, ledger.KindDonation, day, "1400", "4200", "50.00", "", "b"))
		post(t, db, b, journal(t, b, ledger.KindBanking, day, "1300", "1400", "50.00", "", "c"))
		post(t, db, b, journal(t, b, ledger.KindBanking, day, "1500", "1300", "50.00", "", "d"))
		post(t, db, b, promise(t, b, b.somsri, "30.00", "p"))
		part := ledger.Account{Code: "1310", Name: "ซ้ำ", Type: ledger.Asset, Parent: "1300"}
		for name, test := range map[string]struct{ got, want error }{
			"a code that is taken":              {db.AddAccount(ctx, fund, part, b.malee.ID), store.ErrExists},
			"a parent that does not exist":      {db.AddAccount(ctx, fund, ledger.Account{Code: "1311", Name: "x", Type: ledger.Asset, Parent: "1390"}, b.malee.ID), ledger.ErrAccountParent},
			"a part of a part":                  {db.AddAccount(ctx, fund, ledger.Account{Code: "1311", Name: "x", Type: ledger.Asset, Parent: "1310"}, b.malee.ID), ledger.ErrAccountParent},
			"a type that is not its parent's":   {db.AddAccount(ctx, fund, ledger.Account{Code: "1320", Name: "x", Type: ledger.Expense, Parent: "1300"}, b.malee.ID), ledger.ErrAccountCode},
			"another beginning than its parent": {db.AddAccount(ctx, fund, ledger.Account{Code: "1410", Name: "x", Type: ledger.Asset, Parent: "1300"}, b.malee.ID), ledger.ErrAccountParent},
			"renaming what is not there":        {db.RenameAccount(ctx, fund, "1399", "x", b.malee.ID), store.ErrNotFound},
			"no name":                           {db.RenameAccount(ctx, fund, "1310", "", b.malee.ID), ledger.ErrAccountName},
			"closing the fund's cash":           {db.CloseAccount(ctx, fund, "1100", today, b.malee.ID), ledger.ErrAccountNeeded},
			"closing with a balance":            {db.CloseAccount(ctx, fund, "1310", today, b.malee.ID), ledger.ErrAccountNotEmpty},
			"closing with open parts":           {db.CloseAccount(ctx, fund, "1300", today.AddDays(1), b.malee.ID), ledger.ErrAccountParts},
			"closing from a day with entries":   {db.CloseAccount(ctx, fund, "1400", today, b.malee.ID), ledger.ErrAccountDay},
			"closing from a day far ahead":      {db.CloseAccount(ctx, fund, "1600", today.AddDays(2), b.malee.ID), ledger.ErrAccountDay},
			"closing from tomorrow":             {db.CloseAccount(ctx, fund, "1400", today.AddDays(1), b.malee.ID), nil},
		} {
			if !errors.Is(test.got, test.want) {
				t.Errorf("%s: %v, want %v", name, test.got, test.want)
			}
		}
	})

	t.Run("a closed account takes nothing more, for no day", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		addBank(t, db, b)
		if err := db.CloseAccount(t.Context(), b.fund.ID, "1310", ledger.DateOf(time.Now()), b.malee.ID); err != nil {
			t.Fatal(err)
		}
		for _, on := range []string{"2026-01-05", ledger.DateOf(time.Now()).String()} {
			late := journal(t, b, ledger.KindDonation, on, "1310", "4200", "50.00", "", "late-"+on)
			if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{late}); !errors.Is(err, ledger.ErrAccount) {
				t.Errorf("on %s: %v", on, err)
			}
		}
		verifyClean(t, db)
	})

	t.Run("of posting and closing at the same moment the account ends closed at zero, or open", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		addBank(t, db, b)
		var wg sync.WaitGroup
		for w := range 3 {
			wg.Go(func() {
				for i := range 15 {
					in := journal(t, b, ledger.KindBanking, "2026-11-20", "1310", "1300", "5.00", "", fmt.Sprint("in-", w, i))
					out := journal(t, b, ledger.KindBanking, "2026-11-20", "1300", "1310", "5.00", "", fmt.Sprint("out-", w, i))
					if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{in}); errors.Is(err, ledger.ErrAccount) {
						return
					} else if err != nil {
						t.Error(err)
					}
					if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{out}); err != nil {
						t.Errorf("closed with money on it: %v", err)
					}
				}
			})
		}
		wg.Go(func() {
			for range 200 {
				err := db.CloseAccount(t.Context(), b.fund.ID, "1310", ledger.DateOf(time.Now()), b.malee.ID)
				if err == nil {
					return
				}
				if !errors.Is(err, ledger.ErrAccountNotEmpty) {
					t.Error(err)
				}
			}
		})
		wg.Wait()
		if got := standings(t, db, b)["1310"]; got != "" {
			t.Errorf("%s stands on it", got)
		}
		verifyClean(t, db)
	})
}

func closing(b *bundle, through, cash, bank, note string) ledger.Period {
	return ledger.Period{Fund: b.fund.ID, Through: ledger.MustDate(through), ClosedBy: b.malee.ID,
		CountedCash: ledger.MustMoney(cash), Bank: ledger.MustMoney(bank), Note: note}
}

func TestClosePeriod(t *testing.T) {
	t.Parallel()

	t.Run("figures of the day, later ones left out, and no entry afterwards", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		addBank(t, db, b)
		post(t, db, b,
			journal(t, b, ledger.KindDonation, "2026-09-10", "1100", "4200", "500.00", "members", "a"),
			journal(t, b, ledger.KindBanking, "2026-10-05", "1310", "1100", "300.00", "members", "b"),
			journal(t, b, ledger.KindBanking, "2026-10-16", "1300", "1100", "100.00", "members", "c"))
		if _, err := db.ClosePeriod(t.Context(), closing(b, "2026-10-15", "190.00", "300.00", "")); !errors.Is(err, ledger.ErrPeriodNote) {
			t.Errorf("a difference that nobody explains: %v", err)
		}
		p, err := db.ClosePeriod(t.Context(), closing(b, "2026-10-15", "190.00", "300.00", "เงินทอนขาด"))
		if err != nil || p.BookCash.String() != "200.00" || p.BookBank.String() != "300.00" || p.CashDifference().String() != "-10.00" {
			t.Fatalf("%+v, %v", p, err)
		}
		late := journal(t, b, ledger.KindDonation, "2026-10-15", "1100", "4200", "1.00", "", "late")
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{late}); !errors.Is(err, ledger.ErrPeriodClosed) {
			t.Errorf("into the closed period: %v", err)
		}
		post(t, db, b, journal(t, b, ledger.KindDonation, "2026-10-16", "1100", "4200", "1.00", "", "in time"))
		listed, err := db.Periods(t.Context(), b.fund.ID)
		if err != nil || len(listed) != 1 || cmp.Diff(p, listed[0], cmp.AllowUnexported(ledger.Date{})) != "" {
			t.Errorf("%+v, %v", listed, err)
		}
		verifyClean(t, db)
	})

	t.Run("in order, by an officer, not ahead of the day", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		if _, err := db.ClosePeriod(t.Context(), closing(b, "2026-10-31", "0.00", "0.00", "")); err != nil {
			t.Fatal(err)
		}
		byMember, byCollector := closing(b, "2026-11-01", "0.00", "0.00", ""), closing(b, "2026-11-01", "0.00", "0.00", "")
		byMember.ClosedBy, byCollector.ClosedBy = b.somsri.ID, b.boonmee.ID
		for name, test := range map[string]struct {
			p    ledger.Period
			want error
		}{
			"again":          {closing(b, "2026-10-31", "0.00", "0.00", ""), ledger.ErrPeriodOrder},
			"an earlier day": {closing(b, "2026-09-30", "0.00", "0.00", ""), ledger.ErrPeriodOrder},
			"a day ahead":    {closing(b, ledger.DateOf(time.Now()).AddDays(1).String(), "0.00", "0.00", ""), ledger.ErrPeriodFuture},
			"by a member":    {byMember, ledger.ErrNotOfficer},
			"by a collector": {byCollector, ledger.ErrNotOfficer},
			"less than none": {closing(b, "2026-11-01", "-1.00", "0.00", "?"), ledger.ErrCounted},
		} {
			if _, err := db.ClosePeriod(t.Context(), test.p); !errors.Is(err, test.want) {
				t.Errorf("%s: %v, want %v", name, err, test.want)
			}
		}
	})

	t.Run("what is posted while a period is closed is in its figures or refused", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		var wg sync.WaitGroup
		var mu sync.Mutex
		var kept ledger.Money
		for w := range 3 {
			wg.Go(func() {
				for i := range 30 {
					e := journal(t, b, ledger.KindDonation, "2026-10-31", "1100", "4200", "1.00", "", fmt.Sprint(w, "-", i))
					err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{e})
					if errors.Is(err, ledger.ErrPeriodClosed) {
						return
					}
					if err != nil {
						t.Error(err)
					}
					mu.Lock()
					kept = kept.Add(e.Amount())
					mu.Unlock()
				}
			})
		}
		var p ledger.Period
		wg.Go(func() {
			time.Sleep(30 * time.Millisecond)
			var err error
			if p, err = db.ClosePeriod(t.Context(), closing(b, "2026-10-31", "0.00", "0.00", "ยังไม่ได้นับ")); err != nil {
				t.Error(err)
			}
		})
		wg.Wait()
		if !p.BookCash.Equal(kept) {
			t.Errorf("the period says %s, %s was posted", p.BookCash, kept)
		}
		verifyClean(t, db)
	})
}

func TestCloseYear(t *testing.T) {
	t.Parallel()
	act := func(b *bundle) ledger.Act { return ledger.Act{Actor: b.malee.ID, At: time.Now(), Cause: "test"} }
	prepare := func(t *testing.T) (*postgres.DB, *bundle) {
		db, b := setup(t)
		post(t, db, b,
			journal(t, b, ledger.KindDonation, "2025-03-10", "1100", "4200", "500.00", "members", "a"),
			journal(t, b, ledger.KindGrant, "2025-04-01", "1300", "3300", "1000.00", "state/1", "b"),
			journal(t, b, ledger.KindWelfare, "2025-05-01", "5020", "1300", "300.00", "state/1", "c"),
			journal(t, b, ledger.KindExpense, "2025-12-31", "6100", "1100", "100.01", "members", "d"),
			journal(t, b, ledger.KindExpense, "2026-01-02", "6100", "1100", "7.00", "members", "e"))
		return db, b
	}

	t.Run("each source goes to its fund, the next year is left alone, and once is enough", func(t *testing.T) {
		t.Parallel()
		db, b := prepare(t)
		done, err := db.CloseYear(t.Context(), b.fund.ID, 2025, ledger.DefaultShares(), act(b))
		if err != nil || len(done.Entries) != 2 || done.Entries[0].Document.String() != "J2568-000001" {
			t.Fatalf("%+v, %v", done, err)
		}
		want := map[string]string{"1100": "392.99", "1300": "700.00", "3100": "399.99", "3300": "700.00", "6100": "7.00"}
		if diff := cmp.Diff(want, standings(t, db, b)); diff != "" {
			t.Error(diff)
		}
		if _, err := db.CloseYear(t.Context(), b.fund.ID, 2025, ledger.DefaultShares(), act(b)); !errors.Is(err, ledger.ErrYearClosed) {
			t.Errorf("a second time: %v", err)
		}
		if _, err := db.CloseYear(t.Context(), b.fund.ID, ledger.DateOf(time.Now()).Year()+1, ledger.DefaultShares(), act(b)); !errors.Is(err, ledger.ErrYearOpen) {
			t.Errorf("a year that has not come: %v", err)
		}
		verifyClean(t, db)
	})

	t.Run("a closing that was reversed can be made again", func(t *testing.T) {
		t.Parallel()
		db, b := prepare(t)
		done, err := db.CloseYear(t.Context(), b.fund.ID, 2025, ledger.DefaultShares(), act(b))
		if err != nil {
			t.Fatal(err)
		}
		for i, e := range done.Entries {
			if _, _, err := db.Reverse(t.Context(), b.fund.ID, e.ID, "ลงค่าใช้จ่ายไม่ครบ", ledger.Act{At: time.Now(), Cause: "test", Key: fmt.Sprint("undo", i)}); err != nil {
				t.Fatal(err)
			}
		}
		again, err := db.CloseYear(t.Context(), b.fund.ID, 2025, ledger.DefaultShares(), act(b))
		if err != nil || len(again.Entries) != 2 {
			t.Errorf("%+v, %v", again, err)
		}
		verifyClean(t, db)
	})

	t.Run("after the last period it counts on the first open day, with the year's figures", func(t *testing.T) {
		t.Parallel()
		db, b := prepare(t)
		if _, err := db.ClosePeriod(t.Context(), closing(b, "2026-01-31", "392.99", "700.00", "")); err != nil {
			t.Fatal(err)
		}
		done, err := db.CloseYear(t.Context(), b.fund.ID, 2025, ledger.DefaultShares(), act(b))
		if err != nil || done.Entries[0].EffectiveOn.String() != "2026-02-01" || done.Results[0].Surplus().String() != "399.99" {
			t.Errorf("%+v, %v", done, err)
		}
		verifyClean(t, db)
	})

	t.Run("two at once close it once, and posting meanwhile loses nothing", func(t *testing.T) {
		t.Parallel()
		db, b := prepare(t)
		var wg sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			wg.Go(func() {
				_, errs[i] = db.CloseYear(t.Context(), b.fund.ID, 2025, ledger.DefaultShares(), act(b))
			})
		}
		wg.Go(func() {
			for i := range 10 {
				post(t, db, b, journal(t, b, ledger.KindDonation, "2026-02-01", "1100", "4200", "1.00", "members", fmt.Sprint("more", i)))
			}
		})
		wg.Wait()
		won := slices.IndexFunc(errs, func(err error) bool { return err == nil })
		if won < 0 || !errors.Is(errs[1-won], ledger.ErrYearClosed) {
			t.Errorf("%v", errs)
		}
		verifyClean(t, db)
	})
}
