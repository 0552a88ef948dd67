package storetest_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/redis/go-redis/v9"

	"sajja/store/storetest"
)

func TestPostgres(t *testing.T) {
	t.Parallel()
	t.Run("a test's database is migrated", func(t *testing.T) {
		t.Parallel()
		if !hasTable(t, storetest.Postgres(t), "funds") {
			t.Error("the table funds is not there")
		}
	})
	t.Run("an empty database has no table of ours", func(t *testing.T) {
		t.Parallel()
		if hasTable(t, storetest.EmptyPostgres(t), "funds") {
			t.Error("the table funds is there")
		}
	})
}

func hasTable(t *testing.T, address, table string) bool {
	t.Helper()
	conn := connect(t, address)
	var exists bool
	if err := conn.QueryRow(t.Context(), `SELECT to_regclass($1) IS NOT NULL`, table).Scan(&exists); err != nil {
		t.Fatal(err)
	}
	return exists
}

func connect(t *testing.T, address string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func TestRedis(t *testing.T) {
	t.Parallel()
	options, err := redis.ParseURL(storetest.Redis(t))
	if err != nil {
		t.Fatal(err)
	}
	client := redis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	if err := client.Set(t.Context(), "a", "b", 0).Err(); err != nil {
		t.Fatal(err)
	}
}
