package postgres_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/embedded"
	"sajja/store/postgres"
)

// The measures of this package's speed, each beside a yardstick on the same
// server in the same minute: machines differ and have bad hours, ratios less so.
//
//	go test -run '^$' -bench . ./store/postgres
//
// An iteration is one round: the yardstick for roundTime, then ours, so that what
// else the machine does hits both. -benchtime 10x makes ten. The server is this
// process's own, with every commit on the disk.
const (
	roundTime    = 2 * time.Second
	benchFunds   = 1000
	benchMembers = 20 // of each fund
)

// benchServer ends with the process, as package embedded sees to.
var benchServer = sync.OnceValues(func() (string, error) {
	server, err := embedded.StartPostgres(context.Background(), embedded.PostgresConfig{Durable: true})
	if err != nil {
		return "", err
	}
	return server.URL(), postgres.Migrate(context.Background(), server.URL())
})

// benchBooks are funds to post to, made by the first benchmark that asks.
var benchBooks = sync.OnceValues(func() (*books, error) {
	address, err := benchServer()
	if err != nil {
		return nil, err
	}
	return openBooks(context.Background(), address)
})

type books struct {
	db      *postgres.DB
	address string
	funds   []ledger.FundID
	members [][]ledger.MemberID
}

func openBooks(ctx context.Context, address string) (*books, error) {
	db, err := postgres.Open(ctx, address, postgres.Options{})
	if err != nil {
		return nil, err
	}
	b := &books{db: db, address: address}
	at := time.Now()
	for n := range benchFunds {
		fund := store.Fund{ID: ledger.NewFundID(), Code: fmt.Sprintf("bench-%d", n), Name: "กองทุนวัดความเร็ว",
			Preset: ledger.PresetWelfare, ReceiptDelivery: store.DeliveryPush, CreatedAt: at}
		if err := db.CreateFund(ctx, fund); err != nil {
			return nil, err
		}
		var people []store.Member
		var ids []ledger.MemberID
		for m := range benchMembers {
			ids = append(ids, ledger.NewMemberID())
			people = append(people, store.Member{Fund: fund.ID, ID: ids[m], Number: fmt.Sprint(m + 1), Name: "สมาชิก", JoinedOn: ledger.DateOf(at)})
		}
		if err := db.AddMembers(ctx, fund.ID, people, at); err != nil {
			return nil, err
		}
		b.funds, b.members = append(b.funds, fund.ID), append(b.members, ids)
	}
	return b, nil
}

// slice makes n deposits of members of one of the first funds.
func (b *books) slice(funds, n int, key *atomic.Int64) (ledger.FundID, []ledger.Entry, error) {
	f := rand.IntN(funds)
	at := time.Now()
	entries := make([]ledger.Entry, n)
	for i := range entries {
		name := fmt.Sprintf("bench:%d:%d", at.UnixNano(), key.Add(1))
		var err error
		entries[i], err = ledger.Record(ledger.Handing{
			Fund: b.funds[f], Member: b.members[f][rand.IntN(benchMembers)], Kind: ledger.KindContribution,
			Amount: ledger.MoneyFromSatang(3000), EffectiveOn: ledger.DateOf(at),
		}, ledger.AccountRef{Code: ledger.CodeCashInHand}, ledger.Act{Actor: b.members[f][0], At: at, Cause: name, Key: name})
		if err != nil {
			return ledger.FundID{}, nil, err
		}
	}
	return b.funds[f], entries, nil
}

// post lets callers post slices until the round is over, and gives entries per
// second.
func (b *books) post(ctx context.Context, callers, funds, slice int) (float64, error) {
	var posted, keys atomic.Int64
	begun := time.Now()
	err := inParallel(callers, func() error {
		for time.Since(begun) < roundTime {
			fund, entries, err := b.slice(funds, slice, &keys)
			if err != nil {
				return err
			}
			if err := b.db.Post(ctx, fund, entries); err != nil {
				return err
			}
			posted.Add(int64(slice))
		}
		return nil
	})
	return float64(posted.Load()) / time.Since(begun).Seconds(), err
}

func inParallel(n int, work func() error) error {
	failures := make(chan error, n)
	for range n {
		go func() { failures <- work() }()
	}
	var first error
	for range n {
		if err := <-failures; err != nil && first == nil {
			first = err
		}
	}
	return first
}

// BenchmarkPost measures entries posted per second. The yardstick is the smallest
// honest deposit, one function call, with as many clients; of slices by one
// writer, with 16 clients.
func BenchmarkPost(b *testing.B) {
	for _, m := range []struct {
		name                  string
		callers, funds, slice int
		yardstick             yardstick
	}{
		{"1-caller-spread", 1, benchFunds, 1, oneCall{1, benchFunds}},
		{"16-callers-spread", 16, benchFunds, 1, oneCall{16, benchFunds}},
		{"64-callers-spread", 64, benchFunds, 1, oneCall{64, benchFunds}},
		{"1-caller-one-fund", 1, 1, 1, oneCall{1, 1}},
		{"16-callers-one-fund", 16, 1, 1, oneCall{16, 1}},
		{"64-callers-one-fund", 64, 1, 1, oneCall{64, 1}},
		{"slices-of-100-spread", 1, benchFunds, 100, oneCall{16, benchFunds}},
		{"slices-of-100-one-fund", 1, 1, 100, oneCall{16, benchFunds}},
		{"16-callers-spread-to-tpcb", 16, benchFunds, 1, tpcB{16}},
	} {
		b.Run(m.name, func(b *testing.B) {
			books, err := benchBooks()
			if err != nil {
				b.Fatal(err)
			}
			compare(b, books.address, m.yardstick, func() (float64, error) {
				return books.post(b.Context(), m.callers, m.funds, m.slice)
			})
		})
	}
}

// compare runs the rounds and reports both speeds and their ratio.
func compare(b *testing.B, address string, y yardstick, ours func() (float64, error)) {
	b.Helper()
	if err := y.prepare(b.Context(), address); err != nil {
		b.Fatal(err)
	}
	round := func() (theirs, mine float64) {
		theirs, err := y.measure(b.Context(), address)
		if err != nil {
			b.Fatal(err)
		}
		if mine, err = ours(); err != nil {
			b.Fatal(err)
		}
		return theirs, mine
	}
	// The first round is not counted: a page that is touched for the first time
	// after a checkpoint is logged whole, and a thousand funds have many pages.
	round()
	var sumOurs, sumTheirs, rounds float64
	for b.Loop() {
		theirs, mine := round()
		sumOurs, sumTheirs, rounds = sumOurs+mine, sumTheirs+theirs, rounds+1
	}
	b.ReportMetric(0, "ns/op") // an iteration is a round, of a length that was chosen
	b.ReportMetric(sumOurs/rounds, "entries/s")
	b.ReportMetric(sumTheirs/rounds, "baseline/s")
	b.ReportMetric(sumOurs/sumTheirs, "x-baseline")
}
