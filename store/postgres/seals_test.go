package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// at gives an instant on a day of March 2024, which is over wherever the tests
// run.
func at(day, hour int) time.Time { return time.Date(2024, 3, day, hour, 0, 0, 0, ledger.Bangkok) }

func march(day int) ledger.Date { return ledger.DateOf(at(day, 12)) }

// record posts what a member hands in on a day, and gives it as it stands in the
// books.
func record(t *testing.T, db *postgres.DB, b *bundle, when time.Time, key string) ledger.Entry {
	t.Helper()
	entries := []ledger.Entry{recorded(t, b, when, key)}
	if err := db.Post(t.Context(), b.fund.ID, entries); err != nil {
		t.Fatal(err)
	}
	return entries[0]
}

func recorded(t *testing.T, b *bundle, when time.Time, key string) ledger.Entry {
	t.Helper()
	e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney("30.00"), EffectiveOn: march(1)},
		ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{Actor: b.malee.ID, At: when, Cause: "ใบฝาก " + key, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSeal(t *testing.T) {
	t.Parallel()

	t.Run("days with entries are sealed in order, as the ledger computes it", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		first := []ledger.Entry{record(t, db, b, at(5, 0), "a"), record(t, db, b, at(5, 23), "b")}
		// Recorded on the 8th, and of the 1st as all of them: it belongs to the 8th.
		late := record(t, db, b, at(8, 9), "c")
		got, err := db.Seal(t.Context(), b.fund.ID, march(9))
		if err != nil {
			t.Fatal(err)
		}
		fifth := ledger.NewSealing(b.fund.ID, march(5), ledger.Digest{})
		for _, e := range first {
			fifth.Add(e.SealedDigest())
		}
		eighth := ledger.NewSealing(b.fund.ID, march(8), fifth.Seal().Hash)
		eighth.Add(late.SealedDigest())
		want := postgres.Sealed{Through: march(9), Last: eighth.Seal(), Days: 2}
		if got != want {
			t.Errorf("sealed %+v, want %+v", got, want)
		}
		verifyClean(t, db)
	})

	t.Run("again, and for a day before, changes nothing; the next day follows on", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		record(t, db, b, at(5, 9), "a")
		first := sealed(t, db, b, march(5))
		for _, through := range []ledger.Date{march(5), march(2)} {
			if got := sealed(t, db, b, through); got.Days != 0 || got.Last != first.Last || got.Through != march(5) {
				t.Errorf("again through %s: %+v", through, got)
			}
		}
		record(t, db, b, at(6, 9), "b")
		if got := sealed(t, db, b, march(7)); got.Days != 1 || got.Last.Previous != first.Last.Hash {
			t.Errorf("the day after: %+v", got)
		}
		verifyClean(t, db)
	})

	t.Run("several at once seal each day once", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		for day := 1; day < 20; day++ {
			record(t, db, b, at(day, 9), fmt.Sprint(day))
		}
		var mu sync.Mutex
		var wait sync.WaitGroup
		days := 0
		for range 4 {
			wait.Go(func() {
				got, err := db.Seal(context.Background(), b.fund.ID, march(20))
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				defer mu.Unlock()
				days += got.Days
			})
		}
		wait.Wait()
		if days != 19 {
			t.Errorf("%d days sealed, want 19", days)
		}
		verifyClean(t, db)
	})

	t.Run("a day that is not over by the server's clock is refused", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		today := ledger.DateOf(serverClock(t, b))
		for _, day := range []ledger.Date{today, today.AddDays(1), today.AddDays(100)} {
			if _, err := db.Seal(t.Context(), b.fund.ID, day); !errors.Is(err, ledger.ErrDayNotOver) {
				t.Errorf("%s: %v, want ErrDayNotOver", day, err)
			}
		}
	})

	t.Run("a clock that is behind cannot record into a sealed day, and its events wait", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		record(t, db, b, at(5, 9), "a")
		sealed(t, db, b, march(6))
		for _, when := range []time.Time{at(5, 10), at(6, 23), at(1, 0)} {
			late := recorded(t, b, when, "late")
			if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{late}); !errors.Is(err, ledger.ErrDaySealed) {
				t.Errorf("recorded %s: %v, want ErrDaySealed", when, err)
			}
			err := db.Work(t.Context(), b.fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
				return store.Outcome{Entries: []ledger.Entry{late}}, nil
			})
			if !errors.Is(err, store.ErrUnavailable) {
				t.Errorf("worked %s: %v, want ErrUnavailable", when, err)
			}
		}
		record(t, db, b, at(7, 0), "late") // the same act, when the clock is right
		verifyClean(t, db)
	})

	t.Run("killed while it waits for somebody who posts, it has sealed nothing, and the next one seals all", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		record(t, db, b, at(5, 9), "a")
		owner := connectOwner(t, b)
		poster, err := owner.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := poster.Exec(t.Context(), `SELECT pg_advisory_xact_lock_shared(sajja_books_lock($1))`, b.fund.ID.UUID); err != nil {
			t.Fatal(err)
		}
		ended := make(chan error, 1)
		go func() {
			_, err := db.Seal(context.Background(), b.fund.ID, march(9))
			ended <- err
		}()
		killer := connectOwner(t, b)
		for killed := 0; killed == 0; {
			if err := killer.QueryRow(t.Context(), `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
				WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event = 'advisory'`).Scan(&killed); err != nil {
				t.Fatal(err)
			}
		}
		if err := <-ended; err == nil {
			t.Error("it did not notice")
		}
		if err := poster.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := sealed(t, db, b, march(9)); got.Days != 1 {
			t.Errorf("then sealed %+v", got)
		}
		verifyClean(t, db)
	})

	t.Run("what is oldest and unsealed is known", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		record(t, db, b, at(5, 9), "a")
		record(t, db, b, at(7, 9), "b")
		oldest := func(before ledger.Date) ledger.Date {
			day, err := db.OldestUnsealed(t.Context(), before)
			if err != nil {
				t.Error(err)
			}
			return day
		}
		if got := oldest(march(9)); got != march(5) {
			t.Errorf("before sealing %s, want the 5th", got)
		}
		if got := oldest(march(5)); !got.IsZero() {
			t.Errorf("the 5th is not over: %s", got)
		}
		sealed(t, db, b, march(6))
		if got := oldest(march(9)); got != march(7) {
			t.Errorf("when the 5th is sealed %s, want the 7th", got)
		}
	})

	t.Run("the application seals through the one function, and its own fund only", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		record(t, db, b, at(5, 9), "a")
		conn := connectOwner(t, b)
		for _, statement := range []string{`SET ROLE sajja_app`, `SET sajja.fund = '` + ledger.NewFundID().String() + `'`} {
			if _, err := conn.Exec(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
		for _, statement := range []string{
			`SELECT sajja_seal('` + b.fund.ID.String() + `', '2024-03-06')`,
			`SELECT sajja_sealed_digest(e) FROM entries e`,
			`INSERT INTO seals VALUES (sajja_fund(), '2024-03-05', 1, '', '', now())`,
			`UPDATE books SET sealed_through = '2024-03-06'`,
			`DELETE FROM seals`,
		} {
			var refused *pgconn.PgError
			if _, err := conn.Exec(t.Context(), statement); !errors.As(err, &refused) || refused.Code != "42501" {
				t.Errorf("%s: %v, want no right", statement, err)
			}
		}
	})

	t.Run("a seal over a hole is refused", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		record(t, db, b, at(5, 9), "a")
		record(t, db, b, at(7, 9), "b")
		s := &tampered{bundle: b, db: db}
		s.change(t, s.rulesOff(t), `UPDATE books SET sealed_through = '2024-03-06'`)
		if _, err := db.Seal(t.Context(), b.fund.ID, march(9)); !errors.Is(err, ledger.ErrSealHole) {
			t.Errorf("%v, want ErrSealHole", err)
		}
	})
}

func sealed(t *testing.T, db *postgres.DB, b *bundle, through ledger.Date) postgres.Sealed {
	t.Helper()
	got, err := db.Seal(t.Context(), b.fund.ID, through)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func connectOwner(t *testing.T, b *bundle) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), b.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func serverClock(t *testing.T, b *bundle) time.Time {
	t.Helper()
	var now time.Time
	if err := connectOwner(t, b).QueryRow(t.Context(), `SELECT now()`).Scan(&now); err != nil {
		t.Fatal(err)
	}
	return now
}
