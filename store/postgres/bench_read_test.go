package postgres_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

// readEnv names a database that `sajja dev generate` filled, for measuring reads
// on books of any size: ten million entries are 14 funds of 5,000 members and 10
// years. Without it a fund of 100,000 entries is made.
const readEnv = "SAJJA_BENCH_DATABASE"

// readsOfRound is how often each thing is read; the 99th percentile is the third
// slowest.
const readsOfRound = 300

var readLibrary = sync.OnceValues(func() (*library, error) { return openLibrary(context.Background()) })

// library is a fund with a past, and a member with two thousand acts in it.
type library struct {
	address string
	db      *postgres.DB
	fund    store.Fund
	members []store.Member
	first   ledger.Date
	last    ledger.Date
	busy    ledger.MemberID
}

func openLibrary(ctx context.Context) (*library, error) {
	l := &library{address: os.Getenv(readEnv)}
	if l.address == "" {
		address, err := benchServer()
		if err != nil {
			return nil, err
		}
		l.address = address
		generate := exec.CommandContext(ctx, "go", "run", "sajja/cmd/sajja", "dev", "generate", "--members", "700", "--years", "10")
		generate.Env = append(os.Environ(), "DATABASE_URL="+address)
		if out, err := generate.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("generate: %w: %s", err, out)
		}
	}
	var err error
	if l.db, err = postgres.Open(ctx, l.address, postgres.Options{}); err != nil {
		return nil, err
	}
	if l.fund, err = l.db.FundByCode(ctx, "gen-1"); err != nil {
		return nil, err
	}
	if l.members, err = l.db.Members(ctx, l.fund.ID); err != nil {
		return nil, err
	}
	l.first, l.last, l.busy = ledger.DateOf(l.fund.CreatedAt), ledger.DateOf(time.Now()), l.members[len(l.members)-1].ID
	return l, l.keepBusy(ctx)
}

// keepBusy gives one member acts enough for a hundred pages; doing it again is
// harmless.
func (l *library) keepBusy(ctx context.Context) error {
	for slice := range 21 {
		entries := make([]ledger.Entry, 100)
		for i := range entries {
			name := fmt.Sprintf("bench:busy:%d:%d", slice, i)
			var err error
			entries[i], err = ledger.Record(ledger.Handing{Fund: l.fund.ID, Member: l.busy, Kind: ledger.KindContribution,
				Amount: ledger.MustMoney("1.00"), EffectiveOn: l.last}, ledger.AccountRef{Code: ledger.CodeCashInHand},
				ledger.Act{Actor: l.members[0].ID, At: time.Now(), Cause: name, Key: name})
			if err != nil {
				return err
			}
		}
		if err := l.db.Post(ctx, l.fund.ID, entries); err != nil {
			return err
		}
	}
	return nil
}

func (l *library) anyone() ledger.MemberID { return l.members[rand.IntN(len(l.members))].ID }

func (l *library) anyDay() ledger.Date {
	return l.first.AddDays(rand.IntN(l.first.DaysUntil(l.last) + 1))
}

// BenchmarkRead measures what people wait for. The yardstick is one row by its key.
func BenchmarkRead(b *testing.B) {
	l, err := readLibrary()
	if err != nil {
		b.Fatal(err)
	}
	hundredth, err := l.page(b.Context(), 100)
	if err != nil {
		b.Fatal(err)
	}
	for _, m := range []struct {
		name string
		read func(ctx context.Context, s *postgres.Snapshot) error
	}{
		{"balance-of-a-member", func(ctx context.Context, s *postgres.Snapshot) error {
			_, err := s.MemberMoney(ctx, l.anyone(), ledger.Date{})
			return err
		}},
		{"balance-of-a-member-on-a-day", func(ctx context.Context, s *postgres.Snapshot) error {
			_, err := s.MemberMoney(ctx, l.anyone(), l.anyDay())
			return err
		}},
		{"statement-page-1", func(ctx context.Context, s *postgres.Snapshot) error {
			_, _, err := s.StatementPage(ctx, l.busy, ledger.Date{}, nil, 20)
			return err
		}},
		{"statement-page-100", func(ctx context.Context, s *postgres.Snapshot) error {
			_, _, err := s.StatementPage(ctx, l.busy, ledger.Date{}, hundredth, 20)
			return err
		}},
		{"trial-balance", func(ctx context.Context, s *postgres.Snapshot) error {
			_, err := s.TrialBalance(ctx, ledger.Date{})
			return err
		}},
		{"trial-balance-on-a-day", func(ctx context.Context, s *postgres.Snapshot) error {
			_, err := s.TrialBalance(ctx, l.anyDay())
			return err
		}},
	} {
		b.Run(m.name, func(b *testing.B) {
			compareReads(b, l, func() error {
				return l.db.Snapshot(b.Context(), l.fund.ID, func(s *postgres.Snapshot) error { return m.read(b.Context(), s) })
			})
		})
	}
}

// page walks to a page of the busy member's statement and gives its place.
func (l *library) page(ctx context.Context, number int) (*postgres.StatementPlace, error) {
	var place *postgres.StatementPlace
	err := l.db.Snapshot(ctx, l.fund.ID, func(s *postgres.Snapshot) error {
		for range number - 1 {
			_, next, err := s.StatementPage(ctx, l.busy, ledger.Date{}, place, 20)
			if err != nil || next == nil {
				return fmt.Errorf("the statement has no page %d: %w", number, err)
			}
			place = next
		}
		return nil
	})
	return place, err
}

func compareReads(b *testing.B, l *library, ours func() error) {
	b.Helper()
	if err := (oneCall{}).prepare(b.Context(), l.address); err != nil {
		b.Fatal(err)
	}
	conn, err := pgx.Connect(b.Context(), l.address)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(b.Context()))
	lookUp := func() error {
		var balance int64
		return conn.QueryRow(b.Context(), `SELECT balance FROM yardstick.balances WHERE id = $1`, rand.IntN(20_000)).Scan(&balance)
	}
	var mine, theirs []time.Duration
	timed := func(read func() error, durations *[]time.Duration) {
		begun := time.Now()
		if err := read(); err != nil {
			b.Fatal(err)
		}
		*durations = append(*durations, time.Since(begun))
	}
	for b.Loop() {
		for range readsOfRound {
			timed(lookUp, &theirs)
			timed(ours, &mine)
		}
	}
	slices.Sort(mine)
	slices.Sort(theirs)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(milliseconds(mine[len(mine)/2]), "p50-ms")
	b.ReportMetric(milliseconds(mine[len(mine)*99/100]), "p99-ms")
	b.ReportMetric(float64(mine[len(mine)/2])/float64(theirs[len(theirs)/2]), "x-baseline")
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
