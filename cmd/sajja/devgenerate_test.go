package main

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

// TestGenerate makes books of a year and holds them to what every book is held to.
func TestGenerate(t *testing.T) {
	t.Parallel()
	address, again := storetest.Postgres(t), storetest.Postgres(t)
	for _, a := range []string{address, again} {
		code, _, stderr := invoke(t, map[string]string{"DATABASE_URL": a}, "dev", "generate",
			"--funds", "4", "--members", "30", "--years", "1", "--until", "2025-12-31")
		if code != exitDone {
			t.Fatal(stderr)
		}
	}

	t.Run("they verify, with every day sealed and all but the last month closed", func(t *testing.T) {
		_, stdout, _ := invoke(t, map[string]string{"DATABASE_URL": address}, "verify", "--json")
		var got struct {
			OK             bool
			Entries, Funds int
		}
		if err := json.Unmarshal([]byte(stdout), &got); err != nil || !got.OK || got.Funds != 4 || got.Entries < 4*30*12 {
			t.Errorf("verify: %s", stdout)
		}
		if got := ask(t, address, `SELECT DISTINCT closed_through || ' ' || (sealed_through > closed_through) FROM books`); got != "2025-11-30 true" {
			t.Errorf("closed and sealed: %s", got)
		}
	})

	t.Run("the same seed makes the same books", func(t *testing.T) {
		const seals = `SELECT string_agg(encode(hash, 'hex'), ' ' ORDER BY fund_id, day) FROM seals`
		if diff := cmp.Diff(ask(t, address, seals), ask(t, again, seals)); diff != "" {
			t.Error("the seals differ")
		}
	})

	t.Run("the service goes on from them", func(t *testing.T) {
		db, err := postgres.Open(t.Context(), address, postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(db.Close)
		fund, err := db.FundByCode(t.Context(), "gen-1")
		if err != nil {
			t.Fatal(err)
		}
		members, err := db.Members(t.Context(), fund.ID)
		if err != nil {
			t.Fatal(err)
		}
		day := ledger.MustDate("2026-01-05")
		entries := make([]ledger.Entry, 1)
		entries[0], err = ledger.Record(ledger.Handing{Fund: fund.ID, Member: members[7].ID, Kind: ledger.KindContribution,
			Amount: ledger.MustMoney("30.00"), EffectiveOn: day}, ledger.AccountRef{Code: ledger.CodeCashInHand},
			ledger.Act{Actor: members[0].ID, At: day.Start(), Cause: "test", Key: "next"})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Post(t.Context(), fund.ID, entries); err != nil {
			t.Fatal(err)
		}
		if got := entries[0].Document.String(); got != "R2569-000001" {
			t.Errorf("receipt %s, want the first of the year", got)
		}
		if _, stdout, _ := invoke(t, map[string]string{"DATABASE_URL": address}, "verify"); stdout == "" {
			t.Error("verify says nothing")
		}
	})

	t.Run("a history that ends in the middle of a month is refused", func(t *testing.T) {
		code, _, _ := invoke(t, map[string]string{"DATABASE_URL": address}, "dev", "generate", "--until", "2025-12-30")
		if code != exitUsage {
			t.Errorf("exit %d", code)
		}
	})
}

func ask(t *testing.T, address, question string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	var answer string
	if err := conn.QueryRow(t.Context(), question).Scan(&answer); err != nil {
		t.Fatal(err)
	}
	return answer
}
