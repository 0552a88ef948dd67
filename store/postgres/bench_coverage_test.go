package postgres_test

import (
	"fmt"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store"
	"sajja/store/postgres"
)

// TestCoverageTakesTheSameStatements asks about three members and about sixty:
// with the cache, without it, and where all of it is wrong.
func TestCoverageTakesTheSameStatements(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	ctx, now := t.Context(), ledger.MustDate("2024-06-01").Start()
	trips := func(name string) string {
		t.Helper()
		members, statements, trips, err := postgres.CountedCoverages(ctx, db, b.fund, now)
		if err != nil || members == 0 {
			t.Fatalf("%s: %d members, %v", name, members, err)
		}
		return fmt.Sprintf("%s: %d statements in %d trips", name, statements, trips)
	}
	outdate := func() {
		t.Helper()
		v := villagePlan(b)
		v.RecordedAt = now
		if _, err := db.SetPlan(ctx, b.fund.ID, v, false); err != nil {
			t.Fatal(err)
		}
	}
	look := func() []string {
		t.Helper()
		cold := trips("cold")
		if _, err := db.Coverages(ctx, b.fund, ledger.DateOf(now), now); err != nil {
			t.Fatal(err)
		}
		warm := trips("warm")
		outdate()
		return []string{cold, warm, trips("outdated")}
	}
	pay(t, db, b, b.somsri, "30", now.Add(-48*time.Hour))
	few := look()
	more := make([]store.Member, 57)
	for i := range more {
		more[i] = newMember(b, fmt.Sprintf("1%02d", i), "สมาชิก", 10+i)
	}
	if err := db.AddMembers(ctx, b.fund.ID, more, b.startedAt); err != nil {
		t.Fatal(err)
	}
	for i, m := range more {
		pay(t, db, b, m, "30", now.Add(-time.Duration(48+i)*time.Hour))
	}
	if _, _, err := db.RecountCoverages(ctx, b.fund, now); err != nil {
		t.Fatal(err)
	}
	want := []string{"cold: 6 statements in 1 trips", "warm: 6 statements in 1 trips", "outdated: 7 statements in 2 trips"}
	for i, got := range [][]string{few, look()} {
		if fmt.Sprint(got[1:]) != fmt.Sprint(want[1:]) || i == 0 && got[0] != want[0] {
			t.Errorf("%v, want %v", got, want)
		}
	}
}

// BenchmarkArrears asks who is behind in a fund with a past: of `sajja dev
// generate --members 5000 --years 10` in the database of SAJJA_BENCH_DATABASE, or
// of 700 members. Warm is the second asking of a day, cold folds ten years anew.
func BenchmarkArrears(b *testing.B) {
	l, err := readLibrary()
	if err != nil {
		b.Fatal(err)
	}
	now := time.Now()
	ask := func(b *testing.B) {
		b.Helper()
		list, err := l.db.Coverages(b.Context(), l.fund, ledger.DateOf(now), now)
		if err != nil {
			b.Fatal(err)
		}
		behind := 0
		for _, m := range list {
			if m.Arrears(ledger.DateOf(now)).Verdict != membership.VerdictLevel {
				behind++
			}
		}
		b.ReportMetric(float64(len(list)), "members")
		b.ReportMetric(float64(behind), "behind")
	}
	b.Run("warm", func(b *testing.B) {
		ask(b)
		for b.Loop() {
			ask(b)
		}
	})
	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			b.StopTimer()
			if err := l.db.EmptyCoverages(b.Context(), l.fund.ID); err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			ask(b)
		}
	})
}
