package postgres_test

import (
	"errors"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/ledger/membership"
	"sajja/store/postgres"
)

func TestAllocateAMonth(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	ctx := t.Context()
	noon := func(day string) time.Time { return ledger.MustDate(day).Start().Add(12 * time.Hour) }
	july := ledger.Days{From: ledger.MustDate("2024-07-01"), To: ledger.MustDate("2024-07-31")}
	allocate := func(day string) (postgres.Allocated, error) {
		return db.Allocate(ctx, b.fund.ID, july, ledger.Act{Actor: b.malee.ID, At: noon(day), Cause: "test"})
	}
	pay(t, db, b, b.somsri, "30.01", noon("2024-07-05"))
	late := pay(t, db, b, b.malee, "70", noon("2024-07-31"))
	pay(t, db, b, b.malee, "500", noon("2024-08-01"))
	if _, err := allocate("2024-08-02"); !errors.Is(err, postgres.ErrNoAllocation) {
		t.Errorf("without a table: %v", err)
	}
	table := membership.Allocation{Since: ledger.MustDate("2024-01-01"), Pot: "3600",
		Shares: []membership.AllocationShare{{Account: "3100", Hundredths: 5000}, {Account: "3800", Hundredths: 3000}, {Account: "3700", Hundredths: 2000}}}
	if err := db.SetAllocation(ctx, b.fund.ID, table, b.malee.ID, noon("2024-07-01")); err != nil {
		t.Fatal(err)
	}
	if _, err := allocate("2024-07-31"); !errors.Is(err, postgres.ErrMonthNotOver) {
		t.Errorf("on its last day: %v", err)
	}
	done, err := allocate("2024-08-02")
	if err != nil || done.Entry == nil || done.Total.String() != "100.01" || done.Entry.EffectiveOn != july.To {
		t.Fatalf("%+v %v", done, err)
	}
	stands := func(when, want string) {
		t.Helper()
		trial, err := db.TrialBalance(ctx, b.fund.ID, ledger.Date{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, code := range []ledger.AccountCode{"3100", "3600", "3700", "3800"} {
			got += " " + string(code) + " " + trial.Balance(code).String()
		}
		if got != want {
			t.Errorf("%s:%s, want%s", when, got, want)
		}
	}
	stands("allocated", " 3100 550.00 3600 0.01 3700 20.00 3800 30.00")
	if again, err := allocate("2024-08-03"); err != nil || again.Entry != nil {
		t.Errorf("once more: %+v %v", again, err)
	}
	undo(t, db, b, late, noon("2024-08-04"))
	if less, err := allocate("2024-08-05"); err != nil || less.Entry == nil || less.Total.String() != "30.01" {
		t.Errorf("after a reversal: %+v %v", less, err)
	}
	stands("after a reversal", " 3100 515.00 3600 0.01 3700 6.00 3800 9.00")
	unknown := membership.Allocation{Since: ledger.MustDate("2024-01-01"), Shares: []membership.AllocationShare{{Account: "3777", Hundredths: 10_000}}}
	if err := db.SetAllocation(ctx, b.fund.ID, unknown, b.malee.ID, noon("2024-07-01")); !errors.Is(err, ledger.ErrAccount) {
		t.Errorf("an account the fund does not have: %v", err)
	}
	verifyClean(t, db)
}
