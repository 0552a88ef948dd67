package main

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

func TestOpenDemoFund(t *testing.T) {
	t.Parallel()
	silent := func(string, ...any) {}

	t.Run("a making that was cut short is made to its end, and the result is the same", func(t *testing.T) {
		t.Parallel()
		whole, cut := openBooks(t), openBooks(t)
		if _, err := openDemoFund(t.Context(), whole, silent); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		_, err := openDemoFund(ctx, cut, func(string, ...any) { cancel() }) // with the people in and no money yet
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("error %v", err)
		}
		for range 2 { // the second time nothing is left to do
			if _, err := openDemoFund(t.Context(), cut, silent); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(demoBooks(t, whole), demoBooks(t, cut)); diff != "" {
				t.Error(diff)
			}
		}
	})

	t.Run("the history has something for every report, and its books verify", func(t *testing.T) {
		t.Parallel()
		db := openBooks(t)
		fund, err := openDemoFund(t.Context(), db, silent)
		if err != nil {
			t.Fatal(err)
		}
		books := demoBooks(t, db)
		for account, want := range map[string]string{
			"faults": "0", "1310": "85500.00 0.00", "3810": "0.00 5000.00", "3300": "0.00 104000.00", "3400": "0.00 15000.00",
			"5110": "3500.00 0.00", "6300": "96.00 0.00", "4200": "0.00 0.00", "3990": "0.00 0.00",
		} {
			if got := fmt.Sprint(books[account]); got != want {
				t.Errorf("%s: %s, want %s", account, got, want)
			}
		}
		periods, err := db.Periods(t.Context(), fund.ID)
		if err != nil || len(periods) != 2 || periods[0].CashDifference().String() != "-20.00" || periods[1].HasDifference() {
			t.Errorf("%+v, %v", periods, err)
		}
		undone, err := db.EntryByKey(t.Context(), fund.ID, "demo:undo")
		if err != nil || undone.Reverses == nil || undone.Reverses.Kind != ledger.KindContribution {
			t.Errorf("%+v, %v", undone.Reverses, err)
		}
	})

	t.Run("a month that is there stays as it is", func(t *testing.T) {
		t.Parallel()
		db := openBooks(t)
		fund, err := openDemoFund(t.Context(), db, silent)
		if err != nil {
			t.Fatal(err)
		}
		members, err := db.Members(t.Context(), fund.ID)
		if err != nil {
			t.Fatal(err)
		}
		before := demoBooks(t, db)
		if err := db.Post(t.Context(), fund.ID, demoWaiting(fund.ID, members)); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(before, demoBooks(t, db)); diff != "" {
			t.Error(diff)
		}
	})
}

func openBooks(t *testing.T) *postgres.DB {
	t.Helper()
	db, err := postgres.Open(t.Context(), storetest.Postgres(t), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	return db
}

// demoBooks is the trial balance of the demo's fund, and how much it has entered.
func demoBooks(t *testing.T, db *postgres.DB) map[string]any {
	t.Helper()
	fund, err := db.FundByCode(t.Context(), demoFundCode)
	if err != nil {
		t.Fatal(err)
	}
	trial, err := db.TrialBalance(t.Context(), fund.ID, ledger.Date{})
	if err != nil {
		t.Fatal(err)
	}
	funds, err := db.Funds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	verified, err := db.Verify(t.Context(), funds)
	if err != nil {
		t.Fatal(err)
	}
	books := map[string]any{"entries": verified.Entries, "faults": len(verified.Faults)}
	for _, l := range trial.Lines {
		books[string(l.Account.Code)] = l.Debit.String() + " " + l.Credit.String()
	}
	return books
}
