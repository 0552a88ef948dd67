package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/ledger"
	"sajja/store"
	"sajja/store/embedded"
	"sajja/store/postgres"
)

// How much goes on in a storm: what two cores do in some ten seconds.
const (
	stormWorkers = 6
	stormRounds  = 6
	stormLimit   = 3 * time.Minute
)

// storm is few funds with many writers on a server of its own, which fails in
// every way a server can.
type storm struct {
	db      *postgres.DB
	url     string             // the owner's, the same before and after a restart
	server  *embedded.Postgres // strike's alone, while there is a storm
	dir     string
	funds   []*bundle
	moments chan struct{} // an act has ended
}

// TestStorm has many people act on few funds while statements fail to serialize,
// locks cross, connections break, books are closed and sealed and the server is
// killed. Everybody repeats her act under its key until she knows how it ended:
// afterwards each act is in the books once, and what only one could win one has.
func TestStorm(t *testing.T) {
	t.Parallel()
	s := newStorm(t)
	ctx, cancel := context.WithTimeout(t.Context(), stormLimit)
	defer cancel()
	var writers, chaos sync.WaitGroup
	over := make(chan struct{})
	chaos.Go(func() { s.cross(ctx, over) })
	chaos.Go(func() { s.strike(ctx, t, over) })
	for w := range stormWorkers {
		writers.Go(func() {
			for i := range stormRounds {
				if err := s.work(ctx, s.funds[(w+i)%len(s.funds)], fmt.Sprintf("%d-%d", w, i)); err != nil {
					t.Errorf("writer %d, round %d: %v", w, i, err)
					return
				}
			}
		})
	}
	writers.Wait()
	close(over)
	chaos.Wait()
	if !t.Failed() {
		// The storm's connections may have died with the server, unnoticed.
		calm, err := postgres.Open(t.Context(), s.url, postgres.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer calm.Close()
		s.db = calm
		s.expectEachOnce(t)
		verifyClean(t, calm)
	}
}

// newStorm starts a server that keeps what it promises and fails on purpose.
func newStorm(t *testing.T) *storm {
	t.Helper()
	s := &storm{dir: serverFolder(t), moments: make(chan struct{})}
	s.start(t)
	if t.Failed() {
		t.FailNow()
	}
	s.url = s.server.URL()
	t.Cleanup(func() { _ = s.server.Stop(context.Background()) })
	executeAll(t, s.server.AdminURL(), `ALTER SYSTEM SET deadlock_timeout = '20ms'`, `SELECT pg_reload_conf()`)
	if err := postgres.Migrate(t.Context(), s.url); err != nil {
		t.Fatal(err)
	}
	executeAll(t, s.url,
		`CREATE FUNCTION fail_on_purpose() RETURNS trigger LANGUAGE plpgsql AS $$
		BEGIN
			CASE trunc(random() * 12)
			WHEN 0 THEN RAISE EXCEPTION 'forced' USING ERRCODE = 'serialization_failure';
			WHEN 1 THEN RAISE EXCEPTION 'forced' USING ERRCODE = 'deadlock_detected';
			ELSE RETURN NULL;
			END CASE;
		END $$`,
		`CREATE TRIGGER fail_on_purpose AFTER INSERT ON postings FOR EACH STATEMENT EXECUTE FUNCTION fail_on_purpose()`)
	db, err := postgres.Open(t.Context(), s.url, postgres.Options{ConnsMax: stormWorkers})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	s.db = db
	for i := range 2 {
		s.funds = append(s.funds, newStormFund(t, db, fmt.Sprintf("fund-%d", i)))
	}
	return s
}

func (s *storm) start(t *testing.T) {
	server, err := embedded.StartPostgres(context.WithoutCancel(t.Context()), embedded.PostgresConfig{Dir: s.dir, Durable: true})
	if err != nil {
		t.Errorf("start the server: %v", err)
		return
	}
	s.server = server
}

// serverFolder is t.TempDir where the server's own account can get to it too.
func serverFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Chmod(filepath.Dir(dir), 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}

func newStormFund(t *testing.T, db *postgres.DB, code string) *bundle {
	t.Helper()
	b := &bundle{startedAt: time.Now().UTC()}
	b.fund = store.Fund{ID: ledger.NewFundID(), Code: code, Name: code, Preset: ledger.PresetSavings, ReceiptDelivery: store.DeliveryPush, CreatedAt: b.startedAt}
	if err := db.CreateFund(t.Context(), b.fund); err != nil {
		t.Fatal(err)
	}
	b.somsri = newMember(b, "001", "สมศรี ใจงาม", 1)
	b.malee = newMember(b, "002", "มาลี ทองคำ", 2, ledger.Treasurer)
	b.boonmee = newMember(b, "003", "บุญมี ศรีนา", 3, ledger.Collector)
	members := []store.Member{b.somsri, b.malee, b.boonmee}
	for i := range members {
		members[i].LineUserID = ""
	}
	if err := db.AddMembers(t.Context(), b.fund.ID, members, b.startedAt); err != nil {
		t.Fatal(err)
	}
	return b
}

func executeAll(t *testing.T, address string, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		execute(t, address, statement)
	}
}

// strike breaks a connection at every fourth act, closes and seals now and then,
// and kills the server three times on the way.
func (s *storm) strike(ctx context.Context, t *testing.T, over <-chan struct{}) {
	const acts = stormWorkers * stormRounds * 7 // as work does them
	for n := 1; ; n++ {
		select {
		case <-over:
			return
		case <-ctx.Done():
			return
		case <-s.moments:
		}
		switch {
		case n%(acts/4) == 0:
			s.kill(t)
		case n%7 == 0:
			f, day := s.funds[n%len(s.funds)], ledger.DateOf(s.funds[0].startedAt).AddDays(n/7-1000)
			_ = s.byHand(ctx, fmt.Sprintf(`SELECT set_config('sajja.fund', '%s', false); SELECT sajja_close_period('%s', '%s', NULL, 0, 0, 'as counted'); SELECT sajja_seal('%s', '%s')`,
				f.fund.ID, f.fund.ID, day, f.fund.ID, day))
		case n%4 == 0:
			_ = s.byHand(ctx, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() ORDER BY random() LIMIT 1`)
		}
	}
}

// byHand runs statements on a connection of its own, which may break like any.
func (s *storm) byHand(ctx context.Context, statements string) error {
	conn, err := pgx.Connect(ctx, s.url)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.PgConn().Exec(ctx, statements).ReadAll()
	return err
}

// kill ends the server as a power cut would, and starts it on what it left.
func (s *storm) kill(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(s.dir, "data", "postmaster.pid"))
	if err != nil {
		t.Error(err)
		return
	}
	line, _, _ := strings.Cut(string(raw), "\n")
	pid, err := strconv.Atoi(line)
	if err == nil {
		err = syscall.Kill(pid, syscall.SIGKILL)
	}
	if err != nil {
		t.Error(err)
		return
	}
	<-s.server.Done()
	_ = s.server.Stop(context.Background()) // it says that the server was killed
	s.start(t)
}

// cross takes the rows that posting locks in the other order, which is what a
// deadlock is made of.
func (s *storm) cross(ctx context.Context, over <-chan struct{}) {
	pause := time.NewTicker(50 * time.Millisecond)
	defer pause.Stop()
	for {
		select {
		case <-over:
			return
		case <-ctx.Done():
			return
		case <-pause.C:
		}
		code := []string{"1100", "2100", "3100"}[rand.IntN(3)]
		_ = s.byHand(ctx, `BEGIN; SELECT FROM balances WHERE account_code = '`+code+`' FOR UPDATE; SELECT FROM document_counters FOR UPDATE; COMMIT`)
	}
}

// settled repeats an act until its key, or a rival's, is in the books: whatever a
// try comes to, and whether its answer arrives or not.
func (s *storm) settled(ctx context.Context, f *bundle, keys []string, act func() error) error {
	defer func() {
		select {
		case s.moments <- struct{}{}:
		case <-ctx.Done():
		}
	}()
	var last error
	for ctx.Err() == nil {
		if last = act(); errors.Is(last, ledger.ErrInsufficient) {
			return last
		}
		var used map[string]bool
		err := s.db.Work(ctx, f.fund.ID, nil, func(ctx context.Context, session *postgres.Session) (_ store.Outcome, err error) {
			used, err = session.KeysUsed(ctx, keys)
			return store.Outcome{}, err
		})
		if err == nil && len(used) > 0 {
			return nil
		}
		if last == nil && err == nil {
			return fmt.Errorf("answered yes, and %q is not in the books", keys)
		}
	}
	return fmt.Errorf("act %q: no end: %w", keys, last)
}
