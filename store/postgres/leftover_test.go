package postgres_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/postgres"
)

func TestUnworked(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	// More events than one look goes over, and the one without a result last.
	const many = 45_000
	execute(t, b.ownerURL, `INSERT INTO inbound_events (id, type, mode, chat_id, user_id, reply_token, is_redelivery, occurred_at, received_at, quarantine, raw)
		SELECT 'event-' || n, 'message', 'active', '', '', '', false, $1, $1::timestamptz + n * interval '1 ms', '', '{}' FROM generate_series(1, $2) n`,
		b.startedAt, many)
	execute(t, b.ownerURL, `INSERT INTO event_results (event_id, outcome, entries, messages, at)
		SELECT id, 'done', 0, 0, received_at FROM inbound_events WHERE id <> 'event-45000'`)
	last := b.startedAt.Add(many * time.Millisecond)

	from, steps := b.startedAt, 0
	var found []store.InboundEvent
	for len(found) == 0 {
		var err error
		if steps++; steps > 4 {
			t.Fatalf("not found after %d looks, at %v of %v", steps, from, last)
		}
		if found, from, err = db.Unworked(t.Context(), from, last, 10); err != nil {
			t.Fatal(err)
		}
	}
	if len(found) != 1 || found[0].ID != "event-45000" || steps != 3 {
		t.Errorf("after %d looks: %+v", steps, found)
	}
	if latest, err := db.LastReceived(t.Context()); err != nil || !latest.Equal(last) {
		t.Errorf("the latest came at %v, %v; want %v", latest, err, last)
	}
}

func TestLeaseLeftover(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	owed := store.OutboundMessage{ID: uuid.Must(uuid.NewV7()), EventID: "event", Fund: b.fund.ID, Recipient: b.somsri.LineUserID,
		Urgency: store.UrgencyNow, Content: []byte(`{}`), CreatedAt: b.startedAt}
	err := db.Work(t.Context(), b.fund.ID, nil, func(context.Context, *postgres.Session) (store.Outcome, error) {
		return store.Outcome{Messages: []store.OutboundMessage{owed}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// leased tells the attempts of what is there for the taking so long after the
	// message was made.
	leased := func(after time.Duration) []int {
		t.Helper()
		messages, err := db.LeaseLeftover(t.Context(), b.startedAt.Add(after), 10)
		if err != nil {
			t.Fatal(err)
		}
		var attempts []int
		for _, m := range messages {
			attempts = append(attempts, m.Attempts)
		}
		return attempts
	}
	const lease = store.OutboundLease
	for _, step := range []struct {
		name  string
		after time.Duration
		want  []int
	}{
		{"its maker has it to himself", lease / 2, nil},
		{"then it is anybody's", lease, []int{1}},
		{"who has it to himself in turn", 2*lease - 1, nil},
		{"then it is anybody's again", 2 * lease, []int{2}},
	} {
		if diff := cmp.Diff(step.want, leased(step.after)); diff != "" {
			t.Errorf("%s: %s", step.name, diff)
		}
	}
	if err := db.KeepOpen(t.Context(), map[uuid.UUID]time.Time{owed.ID: b.startedAt.Add(5 * lease), uuid.New(): b.startedAt}); err != nil {
		t.Fatal(err)
	}
	if got := leased(4 * lease); got != nil {
		t.Errorf("taken although it was to be left alone: %v", got)
	}
	if diff := cmp.Diff([]int{3}, leased(5*lease)); diff != "" {
		t.Error(diff)
	}
	if err := db.Delivered(t.Context(), []store.Delivered{{MessageID: owed.ID, State: store.DeliveryPushed, At: b.startedAt}}); err != nil {
		t.Fatal(err)
	}
	if got := leased(100 * lease); got != nil {
		t.Errorf("taken although it has ended: %v", got)
	}
}

func TestWorkErrors(t *testing.T) {
	t.Parallel()
	db, b := setup(t)
	work := func(ctx context.Context, outcome store.Outcome, fault error) error {
		return db.Work(ctx, b.fund.ID, []string{"event"}, func(context.Context, *postgres.Session) (store.Outcome, error) {
			return outcome, fault
		})
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	fault := errors.New("a fault of ours")
	broken := promise(t, b, b.somsri, "30.00", "k")
	broken.Kind = "\x00"
	for _, test := range []struct {
		name string
		err  error
		away bool
	}{
		{"time that ran out is the database's", work(ended, store.Outcome{}, nil), true},
		{"an error of the decision is not", work(t.Context(), store.Outcome{}, fault), false},
		{"nor a value that no column can hold", work(t.Context(), store.Outcome{Unsent: []string{"\x00"}}, nil), false},
		{"nor an entry that no book can hold", work(t.Context(), store.Outcome{Entries: []ledger.Entry{broken}}, nil), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			if test.err == nil || errors.Is(test.err, store.ErrUnavailable) != test.away {
				t.Errorf("error %v", test.err)
			}
		})
	}
	if err := work(t.Context(), store.Outcome{}, nil); err != nil {
		t.Errorf("afterwards: %v", err)
	}

	t.Run("a connection that breaks is the database's", func(t *testing.T) {
		t.Parallel()
		db, b := setup(t)
		err := db.Work(t.Context(), b.fund.ID, nil, func(ctx context.Context, s *postgres.Session) (store.Outcome, error) {
			execute(t, b.ownerURL, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
			_, err := s.IsUnsent(ctx, []string{"message"})
			return store.Outcome{}, err
		})
		if !errors.Is(err, store.ErrUnavailable) {
			t.Errorf("error %v", err)
		}
	})
}

func execute(t *testing.T, address, sql string, args ...any) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	if _, err := conn.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}
