package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/embedded"
	"sajja/store/postgres"
)

func deposit(t *testing.T, b *bundle, baht, key string) ledger.Entry {
	t.Helper()
	e, err := ledger.Record(ledger.Handing{Fund: b.fund.ID, Member: b.somsri.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(b.startedAt)},
		ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{Actor: b.malee.ID, At: b.startedAt, Cause: "test", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// contributed gives what Somsri's posted entries come to.
func contributed(t *testing.T, db *postgres.DB, b *bundle) string {
	t.Helper()
	money, _, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 1)
	if err != nil {
		t.Fatal(err)
	}
	return money.Contribution.String()
}

// holdBooks lets nobody post to the fund until the returned function is called.
func holdBooks(t *testing.T, b *bundle) (release func()) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), b.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), `SELECT pg_advisory_lock(sajja_books_lock($1))`, b.fund.ID.UUID); err != nil {
		t.Fatal(err)
	}
	release = sync.OnceFunc(func() { _ = conn.Close(context.Background()) })
	t.Cleanup(release)
	return release
}

// awaitHeld returns when n backends wait for the books.
func awaitHeld(t *testing.T, b *bundle, n int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), b.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	for held := -1; held != n; {
		if err := conn.QueryRow(t.Context(), `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`).Scan(&held); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPostTogether(t *testing.T) {
	t.Parallel()

	t.Run("of many callers each gets her own outcome, and a bad one fails alone", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		cancelled, cancel := context.WithCancel(t.Context())
		cancel()
		var callers sync.WaitGroup
		for n := range 120 {
			e := deposit(t, b, "1.00", fmt.Sprint("many-", n))
			ctx, want := t.Context(), error(nil)
			switch {
			case n%10 == 3:
				e.Actor, want = ledger.NewMemberID(), ledger.ErrMember
			case n%10 == 6:
				ctx, want = cancelled, context.Canceled
			case n%10 == 9:
				e.Postings[0].Account.Code, want = "1999", ledger.ErrAccount
			}
			callers.Go(func() {
				entries := []ledger.Entry{e}
				err := db.Post(ctx, b.fund.ID, entries)
				if !errors.Is(err, want) || errors.Is(err, store.ErrUnavailable) || (err == nil) != (entries[0].Document.Number > 0) {
					t.Errorf("caller %d: %v, number %d", n, err, entries[0].Document.Number)
				}
			})
		}
		callers.Wait()
		if got := contributed(t, db, b); got != "84.00" {
			t.Errorf("the books have %s, want 84.00", got)
		}
		verifyClean(t, db)
	})

	t.Run("callers of several funds are taken together, or apart when the engine wants that", func(t *testing.T) {
		t.Parallel()
		_, b := setup(t)
		for name, apart := range map[string]bool{"together": false, "apart": true} {
			db, err := postgres.Open(t.Context(), b.ownerURL, postgres.Options{PostsFundsApart: apart})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(db.Close)
			var callers sync.WaitGroup
			for n := range 8 {
				other := *b
				other.fund.ID, other.fund.Code = ledger.NewFundID(), fmt.Sprint(name, "-", n)
				other.somsri, other.malee = newMember(&other, "001", "สมศรี", 100), newMember(&other, "002", "มาลี", 200)
				other.somsri.LineUserID, other.malee.LineUserID = "", ""
				if err := errors.Join(db.CreateFund(t.Context(), other.fund),
					db.AddMembers(t.Context(), other.fund.ID, []store.Member{other.somsri, other.malee}, b.startedAt)); err != nil {
					t.Fatal(err)
				}
				for i := range 10 {
					e := deposit(t, &other, "1.00", fmt.Sprint(name, i))
					callers.Go(func() {
						if err := db.Post(t.Context(), e.Fund, []ledger.Entry{e}); err != nil {
							t.Error(err)
						}
					})
				}
			}
			callers.Wait()
			verifyClean(t, db)
		}
	})

	t.Run("an entry of another fund than the caller's is refused", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		if err := db.Post(t.Context(), ledger.NewFundID(), []ledger.Entry{deposit(t, b, "1.00", "k")}); !errors.Is(err, ledger.ErrIncomplete) {
			t.Errorf("error %v", err)
		}
	})

	t.Run("a closed database takes nothing more", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		db.Close()
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{deposit(t, b, "1.00", "k")}); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("error %v", err)
		}
	})
}

func TestPostRepeats(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	ctx := t.Context()
	first := []ledger.Entry{deposit(t, b, "30.00", "a"), deposit(t, b, "31.00", "b")}
	if err := db.Post(ctx, b.fund.ID, first); err != nil {
		t.Fatal(err)
	}

	t.Run("the same act gets what stands in the books, and what is new beside it is posted", func(t *testing.T) {
		again := []ledger.Entry{deposit(t, b, "31.00", "b"), deposit(t, b, "32.00", "c"), deposit(t, b, "30.00", "a")}
		if err := db.Post(ctx, b.fund.ID, again); err != nil {
			t.Fatal(err)
		}
		for i, want := range map[int]ledger.Entry{0: first[1], 2: first[0]} {
			if again[i].ID != want.ID || again[i].Document != want.Document || !again[i].RecordedAt.Equal(want.RecordedAt) {
				t.Errorf("repeat is %s %s, want %s %s", again[i].ID, again[i].Document, want.ID, want.Document)
			}
		}
		if got := again[1].Document.String(); got != "R2569-000003" {
			t.Errorf("the new one got %s, want R2569-000003", got)
		}
	})

	t.Run("the same key with other content is refused with everything beside it", func(t *testing.T) {
		other := []ledger.Entry{deposit(t, b, "1.00", "d"), deposit(t, b, "99.00", "a")}
		if err := db.Post(ctx, b.fund.ID, other); !errors.Is(err, ledger.ErrKeyReused) {
			t.Errorf("error %v", err)
		}
	})

	t.Run("callers with the same act at once do it once", func(t *testing.T) {
		var callers sync.WaitGroup
		ids := make([]ledger.EntryID, 16)
		for n := range ids {
			same := []ledger.Entry{deposit(t, b, "7.00", "same")}
			callers.Go(func() {
				if err := db.Post(ctx, b.fund.ID, same); err != nil {
					t.Error(err)
				}
				ids[n] = same[0].ID
			})
		}
		callers.Wait()
		for _, id := range ids {
			if id != ids[0] {
				t.Errorf("two IDs for one act: %s and %s", id, ids[0])
			}
		}
	})

	if got := contributed(t, db, b); got != "100.00" {
		t.Errorf("the books have %s, want 100.00", got)
	}
	verifyClean(t, db)
}

// TestPostInterrupted ends callers, backends and the server in the middle of a
// call that waits for the books.
func TestPostInterrupted(t *testing.T) {
	t.Parallel()

	t.Run("whose context ends under way learns that the outcome is open, who was not sent yet is not", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		release := holdBooks(t, b)
		ctx, cancel := context.WithCancel(t.Context())
		outcomes := make(chan error)
		post := func(e ledger.Entry) { outcomes <- db.Post(ctx, b.fund.ID, []ledger.Entry{e}) }
		go post(deposit(t, b, "30.00", "sent"))
		awaitHeld(t, b, 1)
		go post(deposit(t, b, "1.00", "queued"))
		cancel()
		open, never := 0, 0
		for range 2 {
			switch err := <-outcomes; {
			case errors.Is(err, store.ErrUnavailable):
				open++
			case errors.Is(err, context.Canceled):
				never++
			default:
				t.Errorf("outcome %v", err)
			}
		}
		if open != 1 || never != 1 {
			t.Errorf("%d open, %d never sent, want one of each", open, never)
		}
		release()
		post2 := []ledger.Entry{deposit(t, b, "30.00", "sent")}
		if err := db.Post(t.Context(), b.fund.ID, post2); err != nil {
			t.Error(err)
		}
		if got := contributed(t, db, b); got != "30.00" {
			t.Errorf("the books have %s, want 30.00", got)
		}
	})

	t.Run("after its backend was killed the same act is done once", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		release := holdBooks(t, b)
		outcome := make(chan error)
		go func() { outcome <- db.Post(t.Context(), b.fund.ID, []ledger.Entry{deposit(t, b, "30.00", "k")}) }()
		awaitHeld(t, b, 1)
		execute(t, b.ownerURL, `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
			AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)
		if err := <-outcome; !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("outcome %v", err)
		}
		release()
		for range 2 {
			if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{deposit(t, b, "30.00", "k")}); err != nil {
				t.Error(err)
			}
		}
		if got := contributed(t, db, b); got != "30.00" {
			t.Errorf("the books have %s, want 30.00", got)
		}
		verifyClean(t, db)
	})

	t.Run("posting goes on after the server was started again", func(t *testing.T) {
		t.Parallel()
		dir, err := os.MkdirTemp("", "") // a short path, so that the socket stays in its place
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.RemoveAll(dir) })
		if err := os.Chmod(dir, 0o711); err != nil { // the server's account goes through it
			t.Fatal(err)
		}
		start := func() *embedded.Postgres {
			server, err := embedded.StartPostgres(t.Context(), embedded.PostgresConfig{Dir: dir})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = server.Stop(context.Background()) })
			return server
		}
		server := start()
		if err := postgres.Migrate(t.Context(), server.URL()); err != nil {
			t.Fatal(err)
		}
		db, b := settle(t, server.URL())
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{deposit(t, b, "30.00", "before")}); err != nil {
			t.Fatal(err)
		}
		if err := server.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		if err := db.Post(t.Context(), b.fund.ID, []ledger.Entry{deposit(t, b, "31.00", "during")}); !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("without a server: %v", err)
		}
		start()
		for begun := time.Now(); time.Since(begun) < 10*time.Second; {
			if err = db.Post(t.Context(), b.fund.ID, []ledger.Entry{deposit(t, b, "31.00", "during")}); err == nil {
				break
			}
		}
		if got := contributed(t, db, b); err != nil || got != "61.00" {
			t.Errorf("the books have %s (%v), want 61.00", got, err)
		}
		verifyClean(t, db)
	})
}
