package postgres_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
	"sajja/store/storetest"
)

const (
	verifyFunds   = 2
	verifyMembers = 1000
	verifyMonths  = 50
)

// sequentialSQL reads both tables from front to back and adds them up: what verify
// is measured by.
const sequentialSQL = `
SELECT (SELECT count(*) + sum(amount_satang) FROM entries) + (SELECT count(*) + sum(amount_satang) FROM postings)`

// BenchmarkVerify verifies a database of 200,000 entries, promises received by the
// treasurer and sealed day by day, beside a sequential read of the same rows.
//
//	go test -run '^$' -bench Verify ./store/postgres
func BenchmarkVerify(b *testing.B) {
	ctx := context.Background()
	address := storetest.Postgres(b)
	loadPromises(b, address)
	owner, err := pgx.Connect(ctx, address)
	if err != nil {
		b.Fatal(err)
	}
	defer owner.Close(ctx)
	if _, err := owner.Exec(ctx, `VACUUM ANALYZE`); err != nil {
		b.Fatal(err)
	}
	db, err := postgres.Open(ctx, address, postgres.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	funds, err := db.Funds(ctx)
	if err != nil {
		b.Fatal(err)
	}
	var reading, verifying time.Duration
	var entries int64
	for b.Loop() {
		began := time.Now()
		if _, err := owner.Exec(ctx, sequentialSQL); err != nil {
			b.Fatal(err)
		}
		reading += time.Since(began)
		began = time.Now()
		found, err := db.Verify(ctx, funds)
		if err != nil || len(found.Faults) > 0 {
			b.Fatalf("%v, %v", found.Faults, err)
		}
		verifying += time.Since(began)
		entries += found.Entries
	}
	b.ReportMetric(float64(entries)/verifying.Seconds(), "entries/s")
	b.ReportMetric(float64(entries)/reading.Seconds(), "read-entries/s")
	b.ReportMetric(reading.Seconds()/verifying.Seconds(), "of-reading")
}

// loadPromises fills a database by COPY: every member promises once a month, and
// the treasurer receives it an hour later.
func loadPromises(b *testing.B, address string) {
	ctx := context.Background()
	loader, err := postgres.OpenLoader(ctx, address)
	if err != nil {
		b.Fatal(err)
	}
	for n := range verifyFunds {
		if err := loadFund(ctx, loader, n); err != nil {
			b.Fatal(err)
		}
	}
	if err := loader.Close(ctx); err != nil {
		b.Fatal(err)
	}
}

func loadFund(ctx context.Context, loader *postgres.Loader, n int) error {
	began := time.Date(2020, 1, 1, 9, 0, 0, 0, ledger.Bangkok)
	fund := store.Fund{ID: ledger.NewFundID(), Code: fmt.Sprintf("verify-%d", n), Name: "กองทุนตรวจบัญชี", Preset: ledger.PresetWelfare,
		ReceiptDelivery: store.DeliveryPush, CreatedAt: began}
	members := make([]store.Member, verifyMembers+1)
	for i := range members {
		members[i] = store.Member{Fund: fund.ID, ID: ledger.NewMemberID(), Number: fmt.Sprint(i), Name: "สมาชิก", JoinedOn: ledger.DateOf(began)}
	}
	members[0].Offices = []ledger.Office{ledger.Treasurer}
	if err := loader.Fund(ctx, fund, members); err != nil {
		return err
	}
	for month := range verifyMonths {
		at := began.AddDate(0, month, 0)
		promises := make([]ledger.Entry, 0, verifyMembers)
		for i, m := range members[1:] {
			key := fmt.Sprintf("%d/%d", month, i)
			promise, err := ledger.Promise(ledger.Handing{Fund: fund.ID, Member: m.ID, Kind: ledger.KindContribution,
				Amount: ledger.MoneyFromSatang(3000), EffectiveOn: ledger.DateOf(at)},
				ledger.Act{Actor: m.ID, At: at.Add(time.Duration(i) * time.Millisecond), Cause: "01FZ74A0TDDPYRVKNK77XKC3ZR", Key: key})
			if err != nil {
				return err
			}
			promises = append(promises, promise)
			if err := loader.Entry(ctx, &promise); err != nil {
				return err
			}
		}
		for i, promise := range promises {
			received, err := ledger.Receive(promise, ledger.AccountRef{Code: ledger.CodeCashInHand},
				ledger.Act{Actor: members[0].ID, At: at.Add(time.Hour + time.Duration(i)*time.Millisecond), Cause: "01FZ74A0TDDPYRVKNK77XKC3ZS", Key: "receive " + promise.Key})
			if err != nil {
				return err
			}
			if err := loader.Entry(ctx, &received); err != nil {
				return err
			}
		}
	}
	return nil
}
