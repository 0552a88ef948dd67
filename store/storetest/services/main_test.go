package main

import (
	"context"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"sajja/store/storetest"
)

func TestRun(t *testing.T) {
	t.Parallel()
	t.Run("the command finds both servers, its status is ours, and nothing is left", func(t *testing.T) {
		t.Parallel()
		told := filepath.Join(t.TempDir(), "told")
		status, err := run([]string{"sh", "-c", `printf '%s\n' "$` + storetest.PostgresEnv + `" "$` + storetest.RedisEnv + `" >"$0"; exit 7`, told}, io.Discard)
		if err != nil || status != 7 {
			t.Fatalf("status %d, %v", status, err)
		}
		raw, err := os.ReadFile(told)
		if err != nil {
			t.Fatal(err)
		}
		postgres, redis, _ := strings.Cut(strings.TrimSpace(string(raw)), "\n")
		if !strings.HasPrefix(postgres, "postgres://") || !strings.HasPrefix(redis, "unix://") {
			t.Errorf("the command was told %q", raw)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if conn, err := pgx.Connect(ctx, postgres); err == nil {
			_ = conn.Close(ctx)
			t.Error("PostgreSQL still answers")
		}
	})
	t.Run("a command that is not there is told", func(t *testing.T) {
		t.Parallel()
		if status, err := run([]string{"no-such-command"}, io.Discard); status != 1 || err == nil {
			t.Errorf("status %d, %v", status, err)
		}
	})
	t.Run("no command is wrong usage", func(t *testing.T) {
		t.Parallel()
		if status, err := run(nil, io.Discard); status != 2 || err == nil {
			t.Errorf("status %d, %v", status, err)
		}
	})
}
