package main

import (
	"context"
	"errors"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"

	"sajja/store/embedded"
)

func TestDemoDatabase(t *testing.T) {
	t.Parallel()
	// answers is work that sees whether the database answers.
	answers := func(address secret) error {
		conn, err := pgx.Connect(t.Context(), address.reveal())
		if err != nil {
			return err
		}
		return conn.Close(context.Background())
	}

	t.Run("without a demo a command asks which database", func(t *testing.T) {
		t.Parallel()
		if err := withDemo(t.Context(), t.TempDir(), answers); !errors.Is(err, errNoDatabase) {
			t.Errorf("error %v", err)
		}
	})

	t.Run("a command works beside a demo that runs, and after one that has ended", func(t *testing.T) {
		t.Parallel()
		dir := openDir(t)
		demo, err := embedded.StartPostgres(t.Context(), embedded.PostgresConfig{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if err := withDemo(t.Context(), dir, answers); err != nil {
			t.Errorf("beside: %v", err)
		}
		if err := demo.Stop(t.Context()); err != nil {
			t.Fatal(err)
		}
		for range 2 { // it is stopped again each time
			if err := withDemo(t.Context(), dir, answers); err != nil {
				t.Errorf("after: %v", err)
			}
		}
	})
}

// openDir is a folder that the servers' account reaches when the test runs as
// root.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "sajja-test-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o711); err != nil {
		t.Fatal(err)
	}
	return dir
}
