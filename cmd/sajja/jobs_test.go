package main

import (
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// dueFund is a fund with an entry of a day long over, and a promise long over its
// own.
func dueFund(t *testing.T, database secret) store.Fund {
	t.Helper()
	ctx := t.Context()
	db, err := postgres.Open(ctx, database.reveal(), postgres.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	at := time.Date(2024, 3, 5, 12, 0, 0, 0, ledger.Bangkok)
	fund := store.Fund{ID: ledger.NewFundID(), Code: "due", Name: "กองทุนค้าง", Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryPush, CreatedAt: at}
	if err := db.CreateFund(ctx, fund); err != nil {
		t.Fatal(err)
	}
	member := store.Member{Fund: fund.ID, ID: ledger.NewMemberID(), Number: "001", Name: "สมศรี ใจงาม", JoinedOn: ledger.MustDate("2024-01-01")}
	if err := db.AddMembers(ctx, fund.ID, []store.Member{member}, at); err != nil {
		t.Fatal(err)
	}
	promise, err := ledger.Promise(ledger.Handing{Fund: fund.ID, Member: member.ID, Kind: ledger.KindContribution,
		Amount: ledger.MustMoney("30"), EffectiveOn: ledger.DateOf(at), ExpiresOn: ledger.DateOf(at).AddDays(3)},
		ledger.Act{Actor: member.ID, At: at, Cause: "event", Key: "promise"})
	if err == nil {
		err = db.Post(ctx, fund.ID, []ledger.Entry{promise})
	}
	if err != nil {
		t.Fatal(err)
	}
	return fund
}

func TestJobs(t *testing.T) {
	t.Parallel()

	t.Run("what is overdue at the start is done, once by several processes", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		dueFund(t, c.DatabaseURL)
		conn, err := pgx.Connect(t.Context(), c.DatabaseURL.reveal())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		one, _ := startServing(t, c)
		two, _ := startServing(t, c)
		waitFor(t, conn, `SELECT count(*) = 1 FROM seals`)
		waitFor(t, conn, `SELECT count(*) = 1 AND bool_and(state = 'completed') FROM river.river_job WHERE kind = 'seal_days'`)
		if hour := time.Now().In(ledger.Bangkok).Hour(); hour >= 7 && hour < 20 { // by day only, see package notify
			waitFor(t, conn, `SELECT count(*) = 1 FROM entries WHERE phase = 'voided'`)
		}
		for _, s := range []*serving{one, two} {
			if got := metric(t, s, "sajja_oldest_unsealed_day_seconds"); got != "0" {
				t.Errorf("oldest unsealed day is %s s old", got)
			}
		}
	})

	t.Run("without anything to do the jobs are stopped at once", func(t *testing.T) {
		t.Parallel()
		c := served(t)
		db, err := postgres.Open(t.Context(), c.DatabaseURL.reveal(), postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		s := newServing(c, quiet())
		s.db = db
		if err := s.startJobs(t.Context()); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		if err := s.stopJobs(t.Context()); err != nil || time.Since(began) >= stopTimeout {
			t.Errorf("stopped after %v: %v", time.Since(began), err)
		}
	})
}

func waitFor(t *testing.T, conn *pgx.Conn, sql string) {
	t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		var isSo bool
		if err := conn.QueryRow(t.Context(), sql).Scan(&isSo); err != nil {
			t.Fatal(err)
		}
		if isSo {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("never so: %s", sql)
		}
	}
}

// metric reads one value as the monitoring does.
func metric(t *testing.T, s *serving, name string) string {
	t.Helper()
	response, err := http.Get("http://" + s.metrics.dialable() + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(body)) {
		if value, found := strings.CutPrefix(line, name+" "); found {
			return strings.TrimSpace(value)
		}
	}
	return "absent"
}
