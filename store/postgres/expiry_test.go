package postgres_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// plainWords says how many promises of whom, and whether they still wait.
func plainWords(_ store.Fund, l store.Lapse) (json.RawMessage, error) {
	return json.Marshal(fmt.Sprint(l.Member.Number, " ", l.Amount(), " ", len(l.Entries), " ", l.IsAhead))
}

// waitUntil makes a promise that waits until a day.
func waitUntil(t *testing.T, db *postgres.DB, b *bundle, who store.Member, baht, key string, until ledger.Date) ledger.Entry {
	t.Helper()
	e, err := ledger.Promise(ledger.Handing{Fund: b.fund.ID, Member: who.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney(baht), EffectiveOn: ledger.DateOf(b.startedAt), ExpiresOn: until},
		ledger.Act{Actor: who.ID, At: b.startedAt, Cause: "event-" + key, Key: key})
	if err != nil {
		t.Fatal(err)
	}
	post(t, db, b, e)
	return e
}

// owed gives what is owed to LINE users, in order.
func owed(t *testing.T, b *bundle) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), b.ownerURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	rows, err := conn.Query(t.Context(), `SELECT content FROM outbound_messages ORDER BY content`)
	if err != nil {
		t.Fatal(err)
	}
	contents, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return contents
}

func expire(t *testing.T, db *postgres.DB, b *bundle, now time.Time) postgres.Expired {
	t.Helper()
	done, err := db.ExpirePending(t.Context(), b.fund, now, plainWords)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

func TestExpirePending(t *testing.T) {
	t.Parallel()

	t.Run("a promise over its day is voided, told the day before and once after", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		last := ledger.DateOf(b.startedAt).AddDays(3)
		waitUntil(t, db, b, b.somsri, "30.00", "a", last)
		waitUntil(t, db, b, b.somsri, "20.00", "b", last)
		waitUntil(t, db, b, b.malee, "45.00", "c", ledger.Date{})
		for day, want := range map[int]string{0: "0 0", 1: "0 0"} {
			if done := expire(t, db, b, b.startedAt.AddDate(0, 0, day)); fmt.Sprint(done.Voided, " ", done.Told) != want {
				t.Errorf("after %d days: %+v, want %s", day, done, want)
			}
		}
		for day, want := range []string{"0 2 0.00", "0 0 0.00", "2 0 50.00", "0 0 0.00"} { // from the day before the last
			done := expire(t, db, b, b.startedAt.AddDate(0, 0, 2+day))
			if got := fmt.Sprint(done.Voided, " ", done.Told, " ", done.Amount); got != want {
				t.Errorf("after %d days: %s, want %s", 2+day, got, want)
			}
		}
		if got := fmt.Sprint(owed(t, b)); got != `["001 50.00 2 false" "001 50.00 2 true"]` {
			t.Errorf("owed: %s", got)
		}
		money, lines, err := db.MemberStatement(t.Context(), b.fund.ID, b.somsri.ID, 5)
		if err != nil || !money.Pending().IsZero() || lines[0].State != store.StateVoided {
			t.Errorf("statement: %v %+v %v", money.Pending(), lines, err)
		}
		verifyClean(t, db)
	})

	t.Run("more than a slice, to each member one message", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		last := ledger.DateOf(b.startedAt).AddDays(1)
		for i := range 120 {
			waitUntil(t, db, b, b.somsri, "1.00", fmt.Sprint("many-", i), last)
		}
		done := expire(t, db, b, b.startedAt.AddDate(0, 0, 5))
		if done.Voided != 120 || done.Amount.String() != "120.00" {
			t.Errorf("%+v", done)
		}
		if got := len(owed(t, b)); got != 2 { // one for each slice
			t.Errorf("%d messages", got)
		}
		verifyClean(t, db)
	})

	t.Run("a member without LINE is sent nothing, and a fund whose receipts ride lets the word ride", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		quiet := newMember(b, "009", "คำปัน นาดี", 9)
		quiet.LineUserID = ""
		if err := db.AddMembers(t.Context(), b.fund.ID, []store.Member{quiet}, b.startedAt); err != nil {
			t.Fatal(err)
		}
		last := ledger.DateOf(b.startedAt).AddDays(1)
		waitUntil(t, db, b, quiet, "30.00", "a", last)
		waitUntil(t, db, b, b.somsri, "30.00", "b", last)
		b.fund.ReceiptDelivery = store.DeliveryRide
		if done := expire(t, db, b, b.startedAt.AddDate(0, 0, 5)); done.Voided != 2 {
			t.Errorf("%+v", done)
		}
		if got := fmt.Sprint(owed(t, b)); got != `["001 30.00 1 false"]` {
			t.Errorf("owed: %s", got)
		}
		leftover, err := db.LeaseLeftover(t.Context(), b.startedAt.AddDate(0, 0, 6), 10)
		if err != nil || len(leftover) != 0 {
			t.Errorf("the riding word is to go at once: %v %v", leftover, err)
		}
	})

	t.Run("of expiry and receipt at the same moment one wins, and the other knows", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		now := b.startedAt.AddDate(0, 0, 5)
		var promises []ledger.Entry
		for i := range 20 {
			promises = append(promises, waitUntil(t, db, b, b.somsri, "1.00", fmt.Sprint("race-", i), ledger.DateOf(b.startedAt).AddDays(1)))
		}
		var wg sync.WaitGroup
		var received, late int
		wg.Go(func() {
			for _, p := range promises {
				_, _, err := db.Receive(t.Context(), postgres.Receipt{Fund: b.fund.ID, Promise: p.ID, Into: ledger.AccountRef{Code: ledger.CodeCashInHand}},
					ledger.Act{Actor: b.malee.ID, At: now, Cause: "race", Key: "receive:" + p.ID.String()})
				switch {
				case err == nil:
					received++
				case errors.Is(err, ledger.ErrNotPending):
					late++
				default:
					t.Error(err)
				}
			}
		})
		var done postgres.Expired
		wg.Go(func() { done = expire(t, db, b, now) })
		wg.Wait()
		if received+done.Voided != 20 || late != done.Voided {
			t.Errorf("%d received, %d voided, %d came late", received, done.Voided, late)
		}
		verifyClean(t, db)
	})
}
