package postgres_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// villagePlan is a baht a day from 2024 on, with a rule that takes something.
func villagePlan(b *bundle) store.PlanVersion {
	v := store.PlanVersion{Plan: membership.DefaultPlan(), RecordedAt: b.startedAt}
	v.Since = ledger.MustDate("2024-01-01")
	v.Gap = membership.Gap{Policy: membership.GapHeals, Days: 90}
	v.SuspendedAfter = membership.Limit{N: 3, Unit: membership.Periods}
	return v
}

// pay posts a contribution received at an instant.
func pay(t *testing.T, db *postgres.DB, b *bundle, who store.Member, baht string, at time.Time) ledger.Entry {
	t.Helper()
	key := who.ID.String() + at.String() + baht
	e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: who.ID, Kind: b.fund.Preset.MemberMoney(),
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(at)}, ledger.AccountRef{Code: ledger.CodeCashInHand},
		ledger.Act{Actor: b.malee.ID, At: at, Cause: key, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	entries := []ledger.Entry{e}
	post(t, db, b, entries...)
	return entries[0]
}

func undo(t *testing.T, db *postgres.DB, b *bundle, e ledger.Entry, at time.Time) {
	t.Helper()
	undone, err := ledger.Reverse(e, ledger.Date{}, "จดผิด", ledger.Act{Actor: b.malee.ID, At: at, Cause: "undo", Key: "undo:" + e.ID.String()})
	if err != nil {
		t.Fatal(err)
	}
	post(t, db, b, undone)
}

// coverageOf asks about the whole fund and gives one member's.
func coverageOf(t *testing.T, db *postgres.DB, b *bundle, who store.Member, day string, now time.Time) store.MemberCoverage {
	t.Helper()
	list, err := db.Coverages(t.Context(), b.fund, ledger.MustDate(day), now)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range list {
		if m.Member.ID == who.ID {
			return m
		}
	}
	t.Fatalf("%s is not in the list", who.Name)
	return store.MemberCoverage{}
}

// tells puts what a member is told into one line.
func tells(m store.MemberCoverage, day string) string {
	a := m.Arrears(ledger.MustDate(day))
	return fmt.Sprintf("%s through %s, %d days, %s carried, %s owed", a.Verdict, a.PaidThrough, a.Saved, a.Carried, a.Owed)
}

func TestCoverageIsFoldedFromTheBooks(t *testing.T) {
	t.Parallel()
	noon := func(day string) time.Time { return ledger.MustDate(day).Start().Add(12 * time.Hour) }

	t.Run("with the cache, without it and after a recount it is the same", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		if _, err := db.SetPlan(t.Context(), b.fund.ID, villagePlan(b), false); err != nil {
			t.Fatal(err)
		}
		pay(t, db, b, b.somsri, "60.50", noon("2024-01-05"))
		pay(t, db, b, b.malee, "366", noon("2024-01-05"))
		for range 2 { // the second time from the cache
			if got := tells(coverageOf(t, db, b, b.somsri, "2024-04-05", noon("2024-04-05")), "2024-04-05"); got != "behind through 2024-02-29, 60 days, 0.50 carried, 30.50 owed" {
				t.Errorf("in April: %s", got)
			}
		}
		wrong := pay(t, db, b, b.somsri, "31", noon("2024-04-06"))
		if got := tells(coverageOf(t, db, b, b.somsri, "2024-04-06", noon("2024-04-06")), "2024-04-06"); got != "level through 2024-03-31, 91 days, 0.50 carried, 0.00 owed" {
			t.Errorf("after March was paid: %s", got)
		}
		coverageOf(t, db, b, b.somsri, "2024-05-01", noon("2024-05-01")) // the cache has the payment
		undo(t, db, b, wrong, noon("2024-05-01"))
		for _, day := range []string{"2024-05-01", "2024-05-31"} { // the reversal is new, and then settled
			if got := coverageOf(t, db, b, b.somsri, day, noon(day)).Coverage.SavedAhead(); got != 60 {
				t.Errorf("after the reversal, on %s: %d days", day, got)
			}
		}
		if got := tells(coverageOf(t, db, b, b.somsri, "2024-02-10", noon("2024-05-31")), "2024-02-10"); got != "level through 2024-02-29, 41 days, 0.50 carried, 0.00 owed" {
			t.Errorf("as it was in February: %s", got)
		}
		counted, differing, err := db.RecountCoverages(t.Context(), b.fund, noon("2024-05-31"))
		if err != nil || counted != 3 || len(differing) != 0 {
			t.Errorf("recount: %d, %v, %v", counted, differing, err)
		}
		if got := coverageOf(t, db, b, b.malee, "2024-05-31", noon("2024-05-31")); !got.Arrears(ledger.MustDate("2024-05-31")).Level.IsZero() {
			t.Errorf("who paid a year ahead: %+v", got)
		}
	})

	t.Run("a cache that was tampered with is found and put right", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		pay(t, db, b, b.somsri, "60", noon("2024-01-05"))
		coverageOf(t, db, b, b.somsri, "2024-04-05", noon("2024-04-05"))
		if tag, err := connectOwner(t, b).Exec(t.Context(), `UPDATE coverage SET carried_satang = 99 WHERE member_id = $1`, b.somsri.ID.UUID); err != nil || tag.RowsAffected() != 1 {
			t.Fatalf("%v %v", tag, err)
		}
		_, differing, err := db.RecountCoverages(t.Context(), b.fund, noon("2024-04-05"))
		if err != nil || len(differing) != 1 || differing[0].ID != b.somsri.ID {
			t.Errorf("%v %v", differing, err)
		}
		if _, again, err := db.RecountCoverages(t.Context(), b.fund, noon("2024-04-05")); err != nil || len(again) != 0 {
			t.Errorf("after the recount: %v %v", again, err)
		}
	})

	t.Run("a new rate, a pause and another village are seen at once", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		ctx := t.Context()
		if _, err := db.SetPlan(ctx, b.fund.ID, villagePlan(b), false); err != nil {
			t.Fatal(err)
		}
		pay(t, db, b, b.somsri, "60", noon("2024-01-05"))
		if got := tells(coverageOf(t, db, b, b.somsri, "2024-05-05", noon("2024-05-05")), "2024-05-05"); got != "behind through 2024-02-29, 60 days, 0.00 carried, 61.00 owed" {
			t.Fatalf("before: %s", got)
		}
		flood := store.ArrearsPause{ID: ledger.NewPauseID(), Pause: membership.Pause{Village: "หมู่ 1", From: ledger.MustDate("2024-03-01"),
			Through: ledger.MustDate("2024-04-30"), Reason: "น้ำท่วม", RecordedAt: noon("2024-05-05")}}
		if err := db.PauseArrears(ctx, b.fund.ID, flood); err != nil {
			t.Fatal(err)
		}
		if got := tells(coverageOf(t, db, b, b.somsri, "2024-05-05", noon("2024-05-05")), "2024-05-05"); got != "level through 2024-02-29, 60 days, 0.00 carried, 0.00 owed" {
			t.Errorf("with the pause: %s", got)
		}
		if err := db.ResumeArrears(ctx, b.fund.ID, flood.ID, ledger.MustDate("2024-04-01"), ledger.MemberID{}, noon("2024-05-06")); err != nil {
			t.Fatal(err)
		}
		if got := tells(coverageOf(t, db, b, b.somsri, "2024-05-06", noon("2024-05-06")), "2024-05-06"); got != "behind through 2024-02-29, 60 days, 0.00 carried, 30.00 owed" {
			t.Errorf("with the pause ended early: %s", got)
		}
		for range 2 {
			err := db.ResumeArrears(ctx, b.fund.ID, flood.ID, ledger.MustDate("2024-04-01"), ledger.MemberID{}, noon("2024-05-06"))
			if !errors.Is(err, store.ErrExists) {
				t.Errorf("ended twice: %v", err)
			}
		}
		raised := villagePlan(b)
		raised.Since, raised.Rate, raised.RecordedAt = ledger.MustDate("2024-04-01"), ledger.MustMoney("2.00"), noon("2024-05-07")
		if v, err := db.SetPlan(ctx, b.fund.ID, raised, false); err != nil || v.Number != 2 {
			t.Fatalf("version %d: %v", v.Number, err)
		}
		if got := tells(coverageOf(t, db, b, b.somsri, "2024-05-07", noon("2024-05-07")), "2024-05-07"); got != "behind through 2024-02-29, 60 days, 0.00 carried, 60.00 owed" {
			t.Errorf("with the new rate: %s", got)
		}
		raised.Basis = membership.Thirty360
		if _, err := db.SetPlan(ctx, b.fund.ID, raised, false); !errors.Is(err, membership.ErrBasisChanged) {
			t.Errorf("another basis: %v", err)
		}
	})

	t.Run("an opening balance counts as days before it", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		opening := ledger.Opening{Fund: b.fund.ID, On: ledger.MustDate("2025-12-31"), Lines: []ledger.OpeningLine{
			{Account: ledger.AccountRef{Code: ledger.CodeCashInHand}, Side: ledger.Debit, Amount: ledger.MustMoney("1095.00"), Source: ledger.Source{Kind: ledger.SourceMembers}},
			{Account: ledger.AccountRef{Code: ledger.CodeMembersFund, Member: b.somsri.ID}, Side: ledger.Credit, Amount: ledger.MustMoney("365.00"), Source: ledger.Source{Kind: ledger.SourceMembers}},
			{Account: ledger.AccountRef{Code: ledger.CodeMembersFund, Member: b.malee.ID}, Side: ledger.Credit, Amount: ledger.MustMoney("730.00"), Source: ledger.Source{Kind: ledger.SourceMembers}},
		}}
		if err := db.KeepPaidThrough(t.Context(), b.fund.ID, map[ledger.MemberID]ledger.Date{
			b.malee.ID: ledger.MustDate("2025-10-31"), b.boonmee.ID: ledger.MustDate("2025-11-30")}, noon("2026-01-01")); err != nil {
			t.Fatal(err)
		}
		if _, _, err := db.OpenBooks(t.Context(), opening, ledger.Act{At: noon("2026-01-01"), Cause: "paper", Key: "paper"}); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			for who, want := range map[*store.Member]string{
				&b.somsri: "level through 2025-12-31, 365 days, 0.00 carried, 0.00 owed", &b.malee: "behind through 2025-10-31, 730 days, 0.00 carried, 61.00 owed",
				&b.boonmee: "behind through , 0 days, 0.00 carried, 31.00 owed",
			} {
				if got := tells(coverageOf(t, db, b, *who, "2026-01-20", noon("2026-01-20")), "2026-01-20"); got != want {
					t.Errorf("%s: %s, want %s", who.Name, got, want)
				}
			}
		}
	})

	t.Run("each payment's own days can be listed", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		for i, day := range []string{"2024-01-05", "2024-02-05", "2024-03-05"} {
			pay(t, db, b, b.somsri, []string{"31", "29", "31.50"}[i], noon(day))
		}
		_, ranges, err := db.CoverageRanges(t.Context(), b.fund, b.somsri.ID, ledger.MustDate("2024-04-01"), noon("2024-04-01"))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, c := range ranges {
			got = append(got, fmt.Sprintf("%s: %s–%s, %d days", c.Payment.Amount, c.Runs[0].From, c.Runs[0].Through, c.Runs[0].Days))
		}
		want := []string{"31.00: 2024-01-01–2024-01-31, 31 days", "29.00: 2024-02-01–2024-02-29, 29 days", "31.50: 2024-03-01–2024-03-31, 31 days"}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("a late entry with an earlier ID is not missed", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		pay(t, db, b, b.somsri, "30", noon("2024-06-01").Add(time.Minute))
		now := noon("2024-06-01").Add(time.Hour)
		if got := coverageOf(t, db, b, b.somsri, "2024-06-01", now).Coverage.SavedAhead(); got != 30 {
			t.Fatalf("%d days", got)
		}
		pay(t, db, b, b.somsri, "10", noon("2024-06-01"))
		if got := coverageOf(t, db, b, b.somsri, "2024-06-01", now).Coverage.SavedAhead(); got != 40 {
			t.Errorf("%d days, want 40", got)
		}
	})

	t.Run("many ask while many pay, and in the end it is right", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		now := noon("2024-01-20")
		for n := range 10 {
			pay(t, db, b, b.somsri, "1", noon("2024-01-02").Add(time.Duration(n)*time.Hour))
			pay(t, db, b, b.malee, "1", noon("2024-01-02").Add(time.Duration(n)*time.Hour))
		}
		var all sync.WaitGroup
		for i := range 4 {
			all.Go(func() {
				for n := range 10 {
					pay(t, db, b, []store.Member{b.somsri, b.malee}[i%2], "15", now.Add(-time.Duration(n*4+i)*time.Minute))
					if _, err := db.Coverages(t.Context(), b.fund, ledger.DateOf(now), now); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		if got := coverageOf(t, db, b, b.somsri, "2024-01-20", now).Coverage.SavedAhead(); got != 310 {
			t.Errorf("%d days saved, want 310", got)
		}
		if _, differing, err := db.RecountCoverages(t.Context(), b.fund, now); err != nil || len(differing) != 0 {
			t.Errorf("recount: %v %v", differing, err)
		}
	})
}
