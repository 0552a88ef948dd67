package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// TestIdleSession has one session sit on what it locked.
func TestIdleSession(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	var others []*bundle // enough that some share whatever posting has that is shared
	for n := range 4 {
		others = append(others, newStormFund(t, db, fmt.Sprintf("other-%d", n)))
	}
	record := func(f *bundle, key string) ledger.Entry {
		return must(t)(ledger.Record(f.handing(ledger.KindDeposit, "10"), ledger.AccountRef{Code: ledger.CodeCashInHand}, f.actBy(f.malee, key, 0)))
	}

	t.Run("who holds the numbers of a fund, and does nothing, stops the receipts of that fund alone", func(t *testing.T) {
		slow := []ledger.Entry{record(b, "slow")}
		var held sync.WaitGroup
		err := db.Work(t.Context(), b.fund.ID, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			if err := s.NumberDocuments(ctx, slow); err != nil {
				return store.Outcome{}, err
			}
			for n := range 20 {
				e := record(b, fmt.Sprint("held-", n))
				held.Go(func() {
					if err := db.Post(t.Context(), e.Fund, []ledger.Entry{e}); err != nil {
						t.Errorf("a receipt of the same fund, when the session has ended: %v", err)
					}
				})
			}
			for n := range 20 {
				f := others[n%len(others)]
				if err := db.Post(ctx, f.fund.ID, []ledger.Entry{record(f, fmt.Sprint("theirs-", n))}); err != nil {
					t.Errorf("a receipt of another fund: %v", err)
				}
			}
			short, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			if err := db.Post(short, b.fund.ID, []ledger.Entry{record(b, "fast")}); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("a receipt overtook the number that was held: %v", err)
			}
			return store.Outcome{Entries: slow}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		held.Wait()
		if got := slow[0].Document.String(); got != "R2569-000001" {
			t.Errorf("the number that was held became %s", got)
		}
	})

	t.Run("a clock that goes back leaves the numbers in the order of posting and the books by their instants", func(t *testing.T) {
		early := record(b, "early")
		early.ID = ledger.NewEntryID(b.startedAt.Add(-time.Hour))
		early.RecordedAt = early.ID.RecordedAt()
		late := []ledger.Entry{early}
		if err := db.Post(t.Context(), b.fund.ID, late); err != nil {
			t.Fatal(err)
		}
		if got := late[0].Document.Number; got < 22 { // the slow one, the twenty that were held
			t.Errorf("the next number is %d", got)
		}
		_, lines, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 100)
		if err != nil || len(lines) < 22 || lines[len(lines)-1].ID != early.ID {
			t.Errorf("%+v, %v: want the early one last", lines, err)
		}
	})
	verifyClean(t, db)
}
