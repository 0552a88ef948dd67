package notify

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/riverqueue/river"

	"sajja/ledger"
	"sajja/store"
)

// fakeBooks notes what is asked of it.
type fakeBooks struct {
	asked    []string
	broken   string // the code of a fund in which nothing works
	unsealed ledger.Date
	down     error
}

var errBroken = errors.New("broken")

func (b *fakeBooks) Funds(context.Context) ([]store.Fund, error) {
	return []store.Fund{{Code: "a", ID: ledger.NewFundID()}, {Code: "b", ID: ledger.NewFundID()}, {Code: "c", ID: ledger.NewFundID()}}, b.down
}

func (b *fakeBooks) SealDays(_ context.Context, _ ledger.FundID, through ledger.Date) (int, error) {
	b.asked = append(b.asked, "seal "+through.String())
	if len(b.asked) == 2 && b.broken != "" {
		return 0, errBroken
	}
	return 1, nil
}

func (b *fakeBooks) OldestUnsealed(_ context.Context, before ledger.Date) (ledger.Date, error) {
	b.asked = append(b.asked, "before "+before.String())
	return b.unsealed, b.down
}

func (b *fakeBooks) ExpirePending(_ context.Context, fund store.Fund, now time.Time) (int, error) {
	b.asked = append(b.asked, fund.Code+" "+now.Format(time.RFC3339))
	if fund.Code == b.broken {
		return 0, errBroken
	}
	return 2, nil
}

func (b *fakeBooks) EraseDue(_ context.Context, fund store.Fund, _ time.Time) (int, error) {
	if fund.Code == b.broken {
		return 0, errBroken
	}
	return 1, nil
}

func (b *fakeBooks) AskSilence(_ context.Context, fund store.Fund, before ledger.Date, _ time.Time) (ledger.Date, error) {
	b.asked = append(b.asked, fund.Code+" silent before "+before.String())
	if fund.Code == b.broken {
		return ledger.Date{}, errBroken
	}
	return ledger.Date{}, nil
}

func bangkok(text string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", text, ledger.Bangkok)
	if err != nil {
		panic(err)
	}
	return t
}

func quietConfig(books Books, now time.Time) Config {
	return Config{Books: books, Now: func() time.Time { return now }, Logger: slog.New(slog.DiscardHandler)}
}

func TestTimes(t *testing.T) {
	t.Parallel()

	t.Run("a job comes once a day at its time in Bangkok, wherever the server is", func(t *testing.T) {
		t.Parallel()
		for _, c := range []struct{ after, next string }{
			{"2026-11-21 00:09", "2026-11-21 00:10"},
			{"2026-11-21 00:10", "2026-11-22 00:10"},
			{"2026-11-21 23:59", "2026-11-22 00:10"},
			{"2026-12-31 12:00", "2027-01-01 00:10"},
		} {
			if got := sealTime.Next(bangkok(c.after).UTC()); !got.Equal(bangkok(c.next)) {
				t.Errorf("after %s: %s, want %s", c.after, got, c.next)
			}
		}
	})

	t.Run("yesterday is sealed from ten past midnight", func(t *testing.T) {
		t.Parallel()
		for now, want := range map[string]string{
			"2026-11-21 00:00": "2026-11-19", "2026-11-21 00:09": "2026-11-19",
			"2026-11-21 00:10": "2026-11-20", "2026-11-21 23:59": "2026-11-20",
		} {
			if got := sealDue(bangkok(now).UTC()); got.String() != want {
				t.Errorf("at %s: %s, want %s", now, got, want)
			}
		}
	})

	t.Run("promises end in the morning, and by day when the morning was missed, never at night", func(t *testing.T) {
		t.Parallel()
		for now, want := range map[string]string{
			"2026-11-21 00:30": "", "2026-11-21 06:09": "", "2026-11-21 06:10": "2026-11-21",
			"2026-11-21 19:59": "2026-11-21", "2026-11-21 20:00": "",
		} {
			if got := expireDue(bangkok(now).UTC()); got.String() != want {
				t.Errorf("at %s: %q, want %q", now, got, want)
			}
		}
	})
}

func TestWorkers(t *testing.T) {
	t.Parallel()

	t.Run("a fund whose books are damaged does not keep the others from their seals", func(t *testing.T) {
		t.Parallel()
		books := &fakeBooks{broken: "b"}
		worker := &sealWorker{Config: quietConfig(books, bangkok("2026-11-21 00:10"))}
		err := worker.Work(t.Context(), &river.Job[sealArgs]{Args: sealArgs{Through: "2026-11-20"}})
		if !errors.Is(err, errBroken) || !slices.Equal(books.asked, []string{"seal 2026-11-20", "seal 2026-11-20", "seal 2026-11-20"}) {
			t.Errorf("%v, asked %q", err, books.asked)
		}
	})

	t.Run("promises end in all funds at one instant", func(t *testing.T) {
		t.Parallel()
		books := &fakeBooks{}
		worker := &expireWorker{Config: quietConfig(books, bangkok("2026-11-21 06:10"))}
		if err := worker.Work(t.Context(), &river.Job[expireArgs]{}); err != nil {
			t.Error(err)
		}
		if want := []string{"a 2026-11-21T06:10:00+07:00", "b 2026-11-21T06:10:00+07:00", "c 2026-11-21T06:10:00+07:00"}; !slices.Equal(books.asked, want) {
			t.Errorf("asked %q, want %q", books.asked, want)
		}
		books.broken = "a"
		if err := worker.Work(t.Context(), &river.Job[expireArgs]{}); !errors.Is(err, errBroken) {
			t.Errorf("a failure is not told: %v", err)
		}
	})
}

func TestSilence(t *testing.T) {
	t.Parallel()
	for now, want := range map[string]string{
		"2026-11-21 09:09": "", "2026-11-21 09:10": "2026-11-21", "2026-11-21 19:59": "2026-11-21", "2026-11-21 20:00": "",
	} {
		if got := silenceDue(bangkok(now).UTC()); got.String() != want {
			t.Errorf("at %s: %q, want %q", now, got, want)
		}
	}
	books := &fakeBooks{broken: "b"}
	worker := &silenceWorker{Config: quietConfig(books, bangkok("2026-11-21 09:10"))}
	err := worker.Work(t.Context(), &river.Job[silenceArgs]{})
	want := []string{"a silent before 2026-10-21", "b silent before 2026-10-21", "c silent before 2026-10-21"}
	if !errors.Is(err, errBroken) || !slices.Equal(books.asked, want) {
		t.Errorf("%v, asked %q, want %q", err, books.asked, want)
	}
}

func TestMetrics(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		books *fakeBooks
		want  float64
	}{
		"all sealed":            {&fakeBooks{}, 0},
		"a day of two days ago": {&fakeBooks{unsealed: ledger.MustDate("2026-11-19")}, 26 * 3600},
		"no answer":             {&fakeBooks{down: errBroken}, math.NaN()},
	} {
		registry := prometheus.NewRegistry()
		RegisterMetrics(registry, quietConfig(c.books, bangkok("2026-11-21 02:00")))
		gathered, err := registry.Gather()
		if err != nil || len(gathered) != 1 {
			t.Fatalf("%s: %v, %v", name, gathered, err)
		}
		got := gathered[0].GetMetric()[0].GetGauge().GetValue()
		if got != c.want && !(math.IsNaN(got) && math.IsNaN(c.want)) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
