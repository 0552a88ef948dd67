package embedded

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestStartPostgres(t *testing.T) {
	t.Parallel()
	p := up(t, PostgresConfig{})
	t.Run("the owner may make tables and is no superuser", func(t *testing.T) {
		t.Parallel()
		execute(t, p.URL(), `CREATE TABLE one (n int)`)
		if ask[bool](t, p.URL(), `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`) {
			t.Error("the owner is a superuser")
		}
		if !ask[bool](t, p.AdminURL(), `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`) {
			t.Error("the administrator is none")
		}
	})
	t.Run("psql takes the URL too", func(t *testing.T) {
		t.Parallel()
		out, err := exec.Command(p.cluster.programs.program("psql"), "-X", "-A", "-t", "-c", "SELECT 40 + 2", p.URL()).CombinedOutput()
		if err != nil || strings.TrimSpace(string(out)) != "42" {
			t.Errorf("psql says %q, %v", out, err)
		}
	})
	t.Run("it listens on no port", func(t *testing.T) {
		t.Parallel()
		if got := ask[string](t, p.URL(), `SELECT current_setting('listen_addresses')`); got != "" {
			t.Errorf("it listens on %q", got)
		}
	})
	t.Run("nobody gets in without the password", func(t *testing.T) {
		t.Parallel()
		out, err := exec.Command(p.cluster.programs.program("psql"), "-X", "-w", "-c", "SELECT 1",
			clusterURL(p.cluster.socket, "5432", owner, "wrong", databaseName)).CombinedOutput()
		if err == nil || !strings.Contains(string(out), "password authentication failed") {
			t.Errorf("psql says %q, %v", out, err)
		}
	})
	for _, durable := range []bool{true, false} {
		t.Run(map[bool]string{true: "a durable one waits for the disk", false: "a test's does not"}[durable], func(t *testing.T) {
			t.Parallel()
			p := up(t, PostgresConfig{Durable: durable})
			want := map[bool]string{true: "on", false: "off"}[durable]
			for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes"} {
				if got := ask[string](t, p.URL(), `SELECT current_setting('`+name+`')`); got != want {
					t.Errorf("%s is %s, want %s", name, got, want)
				}
			}
		})
	}
}

func TestPostgresData(t *testing.T) {
	t.Parallel()
	t.Run("data are kept from run to run, and erased when asked", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		first := up(t, PostgresConfig{Dir: dir, Durable: true})
		execute(t, first.URL(), `CREATE TABLE kept AS SELECT 30 AS baht`)
		down(t, first)
		second := up(t, PostgresConfig{Dir: dir, Durable: true})
		if got := ask[int](t, second.URL(), `SELECT baht FROM kept`); got != 30 {
			t.Errorf("kept %d baht, want 30", got)
		}
		down(t, second)
		third := up(t, PostgresConfig{Dir: dir, Durable: true, Fresh: true})
		if ask[bool](t, third.URL(), `SELECT to_regclass('kept') IS NOT NULL`) {
			t.Error("the old data are still there")
		}
	})
	t.Run("a temporary folder is gone after the stop", func(t *testing.T) {
		t.Parallel()
		p := up(t, PostgresConfig{})
		down(t, p)
		expectGone(t, p.place.path)
		expectNobody(t, p.place.path)
	})
	t.Run("a folder too deep for a socket's address will do", func(t *testing.T) {
		t.Parallel()
		deep := filepath.Join(reachableDir(t), strings.Repeat("กองทุน", 12))
		p := up(t, PostgresConfig{Dir: deep})
		if got := ask[int](t, p.URL(), `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
		down(t, p)
		expectGone(t, p.cluster.socket)
	})
	t.Run("a path with a space, a quote and a comma will do", func(t *testing.T) {
		t.Parallel()
		p := up(t, PostgresConfig{Dir: filepath.Join(reachableDir(t), `a "b", c`)})
		if got := ask[int](t, p.URL(), `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
	})
}

func TestPostgresRefusals(t *testing.T) {
	t.Parallel()
	t.Run("a second program in the folder is told who holds it", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		up(t, PostgresConfig{Dir: dir})
		_, err := StartPostgres(t.Context(), PostgresConfig{Dir: dir})
		var got *InUseError
		if !errors.As(err, &got) {
			t.Fatalf("got %v, want InUseError", err)
		}
		if diff := cmp.Diff(&InUseError{Dir: dir, PID: os.Getpid()}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("data of another version are left alone", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		down(t, up(t, PostgresConfig{Dir: dir}))
		if err := os.WriteFile(filepath.Join(dir, "data", "PG_VERSION"), []byte("9\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := StartPostgres(t.Context(), PostgresConfig{Dir: dir})
		var got *VersionError
		if !errors.As(err, &got) || got.Data != 9 {
			t.Fatalf("got %v, want VersionError for 9", err)
		}
		fresh := up(t, PostgresConfig{Dir: dir, Fresh: true})
		if got := ask[int](t, fresh.URL(), `SELECT 1`); got != 1 {
			t.Error("no answer from fresh data")
		}
	})
	t.Run("a folder of somebody else's files is left alone, also when asked for fresh data", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		photo := filepath.Join(dir, "data", "holiday.jpg")
		if err := os.MkdirAll(filepath.Dir(photo), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(photo, []byte("jpeg"), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := StartPostgres(t.Context(), PostgresConfig{Dir: dir, Fresh: true})
		var got *ForeignFolderError
		if !errors.As(err, &got) {
			t.Fatalf("got %v, want ForeignFolderError", err)
		}
		if _, err := os.Stat(photo); err != nil {
			t.Error(err)
		}
	})
	t.Run("a file in the folder's place is named", func(t *testing.T) {
		t.Parallel()
		file := filepath.Join(reachableDir(t), "file")
		if err := os.WriteFile(file, nil, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := StartPostgres(t.Context(), PostgresConfig{Dir: file})
		if err == nil || !strings.Contains(err.Error(), file) {
			t.Errorf("got %v, want an error naming %s", err, file)
		}
	})
	t.Run("what the server says when it cannot start is told", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		down(t, up(t, PostgresConfig{Dir: dir}))
		conf := filepath.Join(dir, "data", "postgresql.conf")
		if err := os.WriteFile(conf, []byte("no_such_setting = 1\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := StartPostgres(t.Context(), PostgresConfig{Dir: dir})
		var got *ServerError
		if !errors.As(err, &got) || !strings.Contains(got.Said, "no_such_setting") {
			t.Errorf("got %v, want the server's own words", err)
		}
		expectNobody(t, dir)
	})
}

func TestPostgresStop(t *testing.T) {
	t.Parallel()
	t.Run("a second stop does nothing", func(t *testing.T) {
		t.Parallel()
		p := up(t, PostgresConfig{})
		down(t, p)
		down(t, p)
	})
	t.Run("it does not wait for a client that stays", func(t *testing.T) {
		t.Parallel()
		p := up(t, PostgresConfig{})
		client := exec.Command(p.cluster.programs.program("psql"), "-X", "-c", "SELECT pg_sleep(600)", p.URL())
		if err := client.Start(); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		err := poll(ctx, func() (bool, error) {
			return ask[int](t, p.AdminURL(), `SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'`) == 1, nil
		})
		if err != nil {
			t.Fatal(err)
		}
		begun := time.Now()
		down(t, p)
		_ = client.Wait()
		if took := time.Since(begun); took > patience {
			t.Errorf("it took %s", took)
		}
	})
	t.Run("a start that is called off leaves nothing", func(t *testing.T) {
		t.Parallel()
		for _, after := range []time.Duration{0, 50 * time.Millisecond, 300 * time.Millisecond, 700 * time.Millisecond} {
			dir := reachableDir(t)
			ctx, cancel := context.WithTimeout(t.Context(), after)
			p, err := StartPostgres(ctx, PostgresConfig{Dir: dir})
			cancel()
			if err == nil {
				down(t, p) // the machine was quicker
			}
			expectNobody(t, dir)
			down(t, up(t, PostgresConfig{Dir: dir}))
		}
	})
}
