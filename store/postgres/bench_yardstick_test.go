package postgres_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5"
)

// yardstick is something that others do with the same server, measured in
// transactions per second.
type yardstick interface {
	prepare(ctx context.Context, address string) error
	measure(ctx context.Context, address string) (float64, error)
}

// oneCallSchema is the smallest honest deposit as one function call: one entry,
// two postings, two balances. It checks nothing, numbers nothing, and forgets
// whose fund it is.
const oneCallSchema = `
CREATE SCHEMA IF NOT EXISTS yardstick;
CREATE TABLE IF NOT EXISTS yardstick.balances (id bigint PRIMARY KEY, balance bigint NOT NULL) WITH (fillfactor = 60);
CREATE TABLE IF NOT EXISTS yardstick.entries (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, recorded_at timestamptz NOT NULL);
CREATE TABLE IF NOT EXISTS yardstick.postings (
    entry_id bigint NOT NULL, account_id bigint NOT NULL, amount bigint NOT NULL, PRIMARY KEY (entry_id, account_id));
INSERT INTO yardstick.balances SELECT n, 0 FROM generate_series(0, 999 + 20 * 1000) AS n ON CONFLICT DO NOTHING;
CREATE OR REPLACE FUNCTION yardstick.deposit(cash bigint, member bigint, amount bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    entry bigint;
BEGIN
    INSERT INTO yardstick.entries (recorded_at) VALUES (now()) RETURNING id INTO entry;
    INSERT INTO yardstick.postings VALUES (entry, cash, amount), (entry, member, -amount);
    UPDATE yardstick.balances SET balance = balance + amount WHERE id = member;
    UPDATE yardstick.balances SET balance = balance - amount WHERE id = cash;
END $$;`

// oneCall is that function, called by clients whose deposits are spread over
// funds, each with one cash account.
type oneCall struct{ clients, funds int }

func (y oneCall) prepare(ctx context.Context, address string) error {
	return runSQL(ctx, address, oneCallSchema)
}

const oneCallScript = `\set fund random(0, %d)
\set member 1000 + :fund * 20 + random(0, 19)
SELECT yardstick.deposit(:fund, :member, 3000);
`

func (y oneCall) measure(ctx context.Context, address string) (float64, error) {
	if program, found := pgbenchProgram(); found {
		script, err := writeScript(fmt.Sprintf(oneCallScript, y.funds-1))
		if err != nil {
			return 0, err
		}
		defer os.Remove(script)
		return pgbench(ctx, program, address, y.clients, "-M", "prepared", "-f", script)
	}
	return clients(ctx, address, y.clients, func(conn *pgx.Conn) error {
		fund := rand.IntN(y.funds)
		_, err := conn.Exec(ctx, `SELECT yardstick.deposit($1, $2, 3000)`, fund, 1000+fund*20+rand.IntN(20))
		return err
	})
}

// tpcB is pgbench's own transaction, "TPC-B (sort of)", at its smallest scale
// that clients do not queue in.
type tpcB struct{ clients int }

const tpcBScale = 50

// tpcBSchema is what `pgbench -i` makes.
const tpcBSchema = `
CREATE TABLE IF NOT EXISTS pgbench_branches (bid int PRIMARY KEY, bbalance int, filler char(88)) WITH (fillfactor = 100);
CREATE TABLE IF NOT EXISTS pgbench_tellers (tid int PRIMARY KEY, bid int, tbalance int, filler char(84)) WITH (fillfactor = 100);
CREATE TABLE IF NOT EXISTS pgbench_accounts (aid int PRIMARY KEY, bid int, abalance int, filler char(84)) WITH (fillfactor = 100);
CREATE TABLE IF NOT EXISTS pgbench_history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
INSERT INTO pgbench_branches SELECT n, 0 FROM generate_series(1, %[1]d) AS n ON CONFLICT DO NOTHING;
INSERT INTO pgbench_tellers SELECT n, (n - 1) / 10 + 1, 0 FROM generate_series(1, 10 * %[1]d) AS n ON CONFLICT DO NOTHING;
INSERT INTO pgbench_accounts SELECT n, (n - 1) / 100000 + 1, 0, '' FROM generate_series(1, 100000 * %[1]d) AS n ON CONFLICT DO NOTHING;
ANALYZE pgbench_branches, pgbench_tellers, pgbench_accounts;`

func (y tpcB) prepare(ctx context.Context, address string) error {
	return runSQL(ctx, address, fmt.Sprintf(tpcBSchema, tpcBScale))
}

func (y tpcB) measure(ctx context.Context, address string) (float64, error) {
	if program, found := pgbenchProgram(); found {
		return pgbench(ctx, program, address, y.clients, "-M", "prepared")
	}
	return clients(ctx, address, y.clients, func(conn *pgx.Conn) error {
		account, teller, branch := 1+rand.IntN(100_000*tpcBScale), 1+rand.IntN(10*tpcBScale), 1+rand.IntN(tpcBScale)
		delta := rand.IntN(10_001) - 5000
		return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
			for _, step := range []struct {
				sql  string
				args []any
			}{
				{`UPDATE pgbench_accounts SET abalance = abalance + $1 WHERE aid = $2`, []any{delta, account}},
				{`SELECT abalance FROM pgbench_accounts WHERE aid = $1`, []any{account}},
				{`UPDATE pgbench_tellers SET tbalance = tbalance + $1 WHERE tid = $2`, []any{delta, teller}},
				{`UPDATE pgbench_branches SET bbalance = bbalance + $1 WHERE bid = $2`, []any{delta, branch}},
				{`INSERT INTO pgbench_history (tid, bid, aid, delta, mtime) VALUES ($1, $2, $3, $4, now())`, []any{teller, branch, account, delta}},
			} {
				if _, err := tx.Exec(ctx, step.sql, step.args...); err != nil {
					return err
				}
			}
			return nil
		})
	})
}

// clients lets n connections work until the round is over.
func clients(ctx context.Context, address string, n int, work func(*pgx.Conn) error) (float64, error) {
	conns := make(chan *pgx.Conn, n)
	for range n {
		conn, err := pgx.Connect(ctx, address)
		if err != nil {
			return 0, err
		}
		defer conn.Close(context.WithoutCancel(ctx))
		conns <- conn
	}
	var done atomic.Int64
	begun := time.Now()
	err := inParallel(n, func() error {
		conn := <-conns
		for time.Since(begun) < roundTime {
			if err := work(conn); err != nil {
				return err
			}
			done.Add(1)
		}
		return nil
	})
	return float64(done.Load()) / time.Since(begun).Seconds(), err
}

// pgbenchProgram finds pgbench, which costs its machine less than a client of
// ours: the stricter yardstick.
func pgbenchProgram() (string, bool) {
	if program, err := exec.LookPath("pgbench"); err == nil {
		return program, true
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/pgbench")
	if len(found) == 0 {
		return "", false
	}
	return found[len(found)-1], true
}

var tpsForm = regexp.MustCompile(`tps = ([0-9.]+)`)

func pgbench(ctx context.Context, program, address string, clients int, args ...string) (float64, error) {
	args = append([]string{"-n", "-c", strconv.Itoa(clients), "-j", strconv.Itoa(min(clients, 2)),
		"-T", strconv.Itoa(int(roundTime.Seconds()))}, args...)
	out, err := exec.CommandContext(ctx, program, append(args, address)...).CombinedOutput()
	tps := tpsForm.FindSubmatch(out)
	if err != nil || tps == nil {
		return 0, errors.Join(fmt.Errorf("pgbench: %s", bytes.TrimSpace(out)), err)
	}
	return strconv.ParseFloat(string(tps[1]), 64)
}

func writeScript(text string) (string, error) {
	file, err := os.CreateTemp("", "yardstick-*.pgbench")
	if err != nil {
		return "", err
	}
	_, err = file.WriteString(text)
	return file.Name(), errors.Join(err, file.Close())
}

func runSQL(ctx context.Context, address, sql string) error {
	conn, err := pgx.Connect(ctx, address)
	if err != nil {
		return err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	_, err = conn.Exec(ctx, sql)
	return err
}
