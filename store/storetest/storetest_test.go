package storetest_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"sajja/store/storetest"
)

func TestPostgres(t *testing.T) {
	t.Parallel()
	t.Run("a test's database is migrated and its login no superuser", func(t *testing.T) {
		t.Parallel()
		conn := connect(t, storetest.Postgres(t))
		if !value[bool](t, conn, `SELECT to_regclass('funds') IS NOT NULL`) {
			t.Error("the table funds is not there")
		}
		if value[bool](t, conn, `SELECT rolsuper FROM pg_roles WHERE rolname = current_user`) {
			t.Error("the login is a superuser")
		}
	})
	t.Run("an empty database has no table of ours", func(t *testing.T) {
		t.Parallel()
		conn := connect(t, storetest.EmptyPostgres(t))
		if value[bool](t, conn, `SELECT to_regclass('funds') IS NOT NULL`) {
			t.Error("the table funds is there")
		}
	})
	t.Run("tests side by side see nothing of each other", func(t *testing.T) {
		t.Parallel()
		for i := range 8 {
			t.Run(fmt.Sprintf("number %d", i), func(t *testing.T) {
				t.Parallel()
				conn := connect(t, storetest.EmptyPostgres(t))
				if _, err := conn.Exec(t.Context(), `CREATE TABLE mine (n int)`); err != nil {
					t.Error(err)
				}
			})
		}
	})
	t.Run("the database is dropped after the test, also with a connection left open", func(t *testing.T) {
		t.Parallel()
		var address string
		t.Run("a careless test", func(t *testing.T) {
			address = storetest.EmptyPostgres(t)
			conn, err := pgx.Connect(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			_ = conn // never closed
		})
		if conn, err := pgx.Connect(t.Context(), address); err == nil {
			_ = conn.Close(context.Background())
			t.Error("it is still there")
		}
	})
}

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func value[T any](t *testing.T, conn *pgx.Conn, query string) T {
	t.Helper()
	var v T
	if err := conn.QueryRow(t.Context(), query).Scan(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

func TestRedis(t *testing.T) {
	t.Parallel()
	for i := range 20 { // more than the usual sixteen databases
		t.Run(fmt.Sprintf("a test's database is empty and its own, number %d", i), func(t *testing.T) {
			t.Parallel()
			options, err := redis.ParseURL(storetest.Redis(t))
			if err != nil {
				t.Fatal(err)
			}
			client := redis.NewClient(options)
			t.Cleanup(func() { _ = client.Close() })
			if n, err := client.Incr(t.Context(), "visits").Result(); n != 1 || err != nil {
				t.Errorf("visit number %d, %v", n, err)
			}
		})
	}
}

// crashEnv makes TestCrashInside panic once its server runs.
const crashEnv = "SAJJA_STORETEST_CRASH"

func TestCrashInside(t *testing.T) {
	if os.Getenv(crashEnv) == "" {
		return // only a step of TestCrash
	}
	fmt.Println("folder", folderOf(storetest.Postgres(t)))
	panic("a test that panics")
}

func folderOf(address string) string {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		panic(err)
	}
	return filepath.Dir(config.Host)
}

func TestCrash(t *testing.T) {
	t.Parallel()
	t.Run("a test process that panics leaves no server and no folder", func(t *testing.T) {
		t.Parallel()
		cmd := exec.Command(os.Args[0], "-test.run=^TestCrashInside$")
		cmd.Env = append(os.Environ(), crashEnv+"=1", storetest.PostgresEnv+"=")
		out, err := cmd.Output()
		if err == nil {
			t.Fatal("it did not panic")
		}
		_, rest, found := strings.Cut(string(out), "folder ")
		if !found {
			t.Fatalf("it said %s", out)
		}
		folder, _, _ := strings.Cut(rest, "\n")
		deadline := time.Now().Add(time.Minute)
		for range time.Tick(20 * time.Millisecond) {
			if _, err := os.Stat(folder); os.IsNotExist(err) {
				return // the watchdog removes it after the server has ended
			}
			if time.Now().After(deadline) {
				t.Fatalf("%s is still there", folder)
			}
		}
	})
}
