package main

import (
	"context"
	"errors"
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
