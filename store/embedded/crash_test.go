package embedded

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestCrash(t *testing.T) {
	t.Parallel()
	t.Run("the next start works on after a kill -9, and leaves nothing", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		first := startProgram(t, dir)
		first.expect(t, "up")
		first.kill(t)
		p := up(t, PostgresConfig{Dir: dir, Durable: true})
		r, err := StartRedis(t.Context(), RedisConfig{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		if got := ask[int](t, p.URL(), `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
		down(t, p)
		if err := r.Stop(t.Context()); err != nil {
			t.Error(err)
		}
		expectNobody(t, dir)
	})
	t.Run("a kill -9 takes the servers along, and temporary folders", func(t *testing.T) {
		t.Parallel()
		p := startProgram(t, "temporary")
		folders := p.expect(t, "up")
		p.kill(t)
		for _, folder := range folders {
			expectNobody(t, folder)
			expectGone(t, folder)
		}
	})
	t.Run("a server that outlived its program is stopped by the next start", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		p := up(t, PostgresConfig{Dir: dir})
		// Free the folder as a crash would and keep the server running.
		if err := p.place.lock.Close(); err != nil {
			t.Fatal(err)
		}
		p.place.lock = nil
		next := up(t, PostgresConfig{Dir: dir})
		if got := ask[int](t, next.URL(), `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
		<-p.Done()
	})
	t.Run("the process ID of a dead server, given to another process, stops nobody", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		down(t, up(t, PostgresConfig{Dir: dir}))
		stale := fmt.Sprintf("%d\n%s/data\n1\n5432\n%s/run\n\n 1 1\nready   \n", os.Getpid(), dir, dir)
		if err := os.WriteFile(filepath.Join(dir, "data", "postmaster.pid"), []byte(stale), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := ask[int](t, up(t, PostgresConfig{Dir: dir}).URL(), `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
	})
	t.Run("a temporary folder left long ago is removed by a later start, one in use is not", func(t *testing.T) {
		t.Parallel()
		root := t.TempDir()
		left, err := os.MkdirTemp(root, temporaryPrefix)
		if err != nil {
			t.Fatal(err)
		}
		used, err := os.MkdirTemp(root, temporaryPrefix)
		if err != nil {
			t.Fatal(err)
		}
		long := time.Now().Add(-2 * sweepAge)
		for _, dir := range []string{left, used} {
			f := &folder{path: dir, lockName: redisLock}
			if err := f.take(t.Context()); err != nil {
				t.Fatal(err)
			}
			if dir == left {
				err = f.close()
			} else {
				t.Cleanup(func() { _ = f.close() })
			}
			if err := errors.Join(err, os.Chtimes(filepath.Join(dir, redisLock), long, long)); err != nil {
				t.Fatal(err)
			}
		}
		sweep(root)
		if _, err := os.Stat(left); !os.IsNotExist(err) {
			t.Errorf("the one left is still there: %v", err)
		}
		if _, err := os.Stat(used); err != nil {
			t.Errorf("the one in use: %v", err)
		}
	})
	t.Run("a server of which only the URL is kept still holds its folder", func(t *testing.T) {
		t.Parallel()
		dir, stop := urlOnly(t)
		for range 3 {
			runtime.GC()
			if isHeld, _ := holder(filepath.Join(dir, redisLock)); !isHeld {
				t.Fatal("the folder is free for anybody's sweep")
			}
		}
		stop()
	})
	t.Run("a cluster that was only half made is made again", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		half := filepath.Join(dir, "data.new", "base")
		if err := os.MkdirAll(half, 0o700); err != nil {
			t.Fatal(err)
		}
		if got := ask[int](t, up(t, PostgresConfig{Dir: dir}).URL(), `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
	})
}

// urlOnly starts a Redis, gives its folder and forgets the rest of it.
func urlOnly(t *testing.T) (dir string, stop func()) {
	t.Helper()
	r, err := StartRedis(t.Context(), RedisConfig{})
	if err != nil {
		t.Fatal(err)
	}
	pid, done := r.server.pid(), r.server.done
	return r.place.path, func() {
		_ = syscall.Kill(pid, syscall.SIGTERM)
		<-done
	}
}

func TestSignals(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(fmt.Sprintf("on %s to the whole group the program has its last work done before the servers go", s), func(t *testing.T) {
			t.Parallel()
			dir := reachableDir(t)
			p := startProgram(t, dir)
			p.expect(t, "up")
			p.interrupt(t, s)
			p.expect(t, "stopping")
			p.expect(t, "stopped")
			if err := p.cmd.Wait(); err != nil {
				t.Error(err)
			}
			expectNobody(t, dir)
			log, err := os.ReadFile(filepath.Join(dir, "postgres.log"))
			if err != nil || !strings.Contains(string(log), "database system is shut down") {
				t.Errorf("PostgreSQL did not end in order: %v\n%s", err, log)
			}
		})
	}
	t.Run("a second Ctrl-C ends the program at once and leaves nothing", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		p := startProgram(t, dir, programEnv+"_HANGS=1")
		p.expect(t, "up")
		p.interrupt(t, syscall.SIGINT)
		p.expect(t, "stopping")
		p.interrupt(t, syscall.SIGINT)
		if err := p.cmd.Wait(); err == nil {
			t.Error("the program ended in order")
		}
		expectNobody(t, dir)
	})
}
