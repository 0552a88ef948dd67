package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/ledger/household"
	"sajja/store"
	"sajja/store/postgres"
)

// carryOut does acts as a turn does.
func carryOut(t *testing.T, db *postgres.DB, b *bundle, acts ...store.Act) error {
	t.Helper()
	return db.Work(t.Context(), b.fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
		return store.Outcome{Acts: acts}, nil
	})
}

func TestTies(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	now := time.Now()
	today := ledger.DateOf(now)
	house := store.Household{ID: ledger.NewHouseholdID(), Head: b.malee.ID, Members: []store.Member{b.malee, b.somsri}}
	if err := db.CreateHousehold(t.Context(), b.fund.ID, house, now); err != nil {
		t.Fatal(err)
	}
	proxy := store.Proxy{ID: ledger.NewProxyID(), Holder: b.malee, Member: b.somsri, Relation: household.Parent, AskedAt: now,
		Proxy: household.Proxy{Scopes: []household.Scope{household.ScopeSee}, Since: today, Until: today}}

	t.Run("nobody lives in two houses", func(t *testing.T) {
		other := store.Household{ID: ledger.NewHouseholdID(), Members: []store.Member{b.somsri}}
		if err := db.CreateHousehold(t.Context(), b.fund.ID, other, now); !errors.Is(err, store.ErrExists) {
			t.Errorf("%v", err)
		}
	})
	t.Run("the database refuses an officer the money of her house, whatever the bot decided", func(t *testing.T) {
		promised := promise(t, b, b.somsri, "30.00", "house")
		received, err := ledger.Receive(promised, ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{Actor: b.malee.ID, At: b.startedAt, Cause: "c", Key: "house:receive"})
		if err != nil {
			t.Fatal(err)
		}
		post(t, db, b, promised)
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{received}); !errors.Is(err, ledger.ErrHouseholdIsChecker) {
			t.Errorf("%v", err)
		}
	})
	t.Run("a proxy ties from its acceptance to its end, and each step is taken once", func(t *testing.T) {
		ties := func() int {
			var found ledger.Ties
			err := db.Work(t.Context(), b.fund.ID, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
				var err error
				found, err = s.Ties(ctx, []ledger.MemberID{b.malee.ID, b.somsri.ID}, today)
				return store.Outcome{}, err
			})
			if err != nil {
				t.Fatal(err)
			}
			return len(found.ActsFor[b.malee.ID])
		}
		if err := carryOut(t, db, b, store.AskProxy{Proxy: proxy}); err != nil || ties() != 0 {
			t.Fatalf("asked: %v, %d", err, ties())
		}
		for _, to := range []store.ProxyState{store.ProxyAccepted, store.ProxyRevoked} {
			step := store.StepProxy{Proxy: proxy.ID, To: to, By: b.malee.ID, At: now}
			if err := carryOut(t, db, b, step); err != nil {
				t.Fatal(err)
			}
			if err := carryOut(t, db, b, step); !errors.Is(err, store.ErrConflict) {
				t.Errorf("%s twice: %v", to, err)
			}
			if got, want := ties(), map[store.ProxyState]int{store.ProxyAccepted: 1}[to]; got != want {
				t.Errorf("%s: %d ties, want %d", to, got, want)
			}
		}
	})
}
