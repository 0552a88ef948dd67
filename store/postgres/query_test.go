package postgres_test

import (
	"context"
	"testing"

	"github.com/jackc/pgx/v5"
)

// query asks on a connection of its own for names and numbers.
func query(t *testing.T, address, sql string, each func(name string, n int)) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	rows, err := conn.Query(t.Context(), sql)
	if err != nil {
		t.Fatal(err)
	}
	var name string
	var n int
	if _, err := pgx.ForEachRow(rows, []any{&name, &n}, func() error { each(name, n); return nil }); err != nil {
		t.Fatal(err)
	}
}
