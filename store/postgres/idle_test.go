package postgres_test

import (
	"context"
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
	other := newStormFund(t, db, "other")
	record := func(f *bundle, key string) ledger.Entry {
		return must(t)(ledger.Record(f.handing(ledger.KindDeposit, "10"), ledger.AccountRef{Code: ledger.CodeCashInHand}, f.actBy(f.malee, key, 0)))
	}

	t.Run("who holds the numbers of a fund, and does nothing, stops the receipts of that fund alone", func(t *testing.T) {
		slow := []ledger.Entry{record(b, "slow")}
		err := db.Work(t.Context(), b.fund.ID, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			if err := s.NumberDocuments(ctx, slow); err != nil {
				return store.Outcome{}, err
			}
			if err := db.Post(ctx, other.fund.ID, []ledger.Entry{record(other, "theirs")}); err != nil {
				t.Errorf("a receipt of another fund: %v", err)
			}
			if err := db.Post(ctx, b.fund.ID, []ledger.Entry{promise(t, b, b.somsri, "5", "no number")}); err != nil {
				t.Errorf("a promise of the same fund: %v", err)
			}
			short, cancel := context.WithTimeout(ctx, time.Second/4)
			defer cancel()
			if err := db.Post(short, b.fund.ID, []ledger.Entry{record(b, "fast")}); err == nil {
				t.Error("a receipt overtook the number that was held")
			}
			return store.Outcome{Entries: slow}, nil
		})
		if err != nil {
			t.Fatal(err)
		}
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
		if got := late[0].Document.String(); got != "R2569-000002" {
			t.Errorf("the next number is %s", got)
		}
		_, lines, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 10)
		if err != nil || len(lines) != 3 || lines[2].ID != early.ID {
			t.Errorf("%+v, %v: want the early one last", lines, err)
		}
	})
	verifyClean(t, db)
}
