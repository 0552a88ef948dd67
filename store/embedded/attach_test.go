package embedded

import (
	"errors"
	"testing"
)

func TestAttach(t *testing.T) {
	t.Parallel()
	t.Run("gives the address of a cluster that runs, and says when it does not", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		if _, err := Attach(t.Context(), dir); !errors.Is(err, ErrNoCluster) {
			t.Errorf("before: got %v, want ErrNoCluster", err)
		}
		p := up(t, PostgresConfig{Dir: dir})
		url, err := Attach(t.Context(), dir)
		if err != nil {
			t.Fatal(err)
		}
		if url != p.URL() {
			t.Errorf("got %s, want %s", url, p.URL())
		}
		if got := ask[int](t, url, `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
		down(t, p)
		if _, err := Attach(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
			t.Errorf("after: got %v, want ErrNotRunning", err)
		}
	})
	t.Run("waits for a cluster that is being made", func(t *testing.T) {
		t.Parallel()
		dir := reachableDir(t)
		p := startProgram(t, dir)
		url := make(chan string)
		go func() {
			defer close(url)
			for {
				got, err := Attach(t.Context(), dir)
				if errors.Is(err, ErrNoCluster) {
					continue // not even begun
				}
				if err != nil {
					t.Error(err)
				}
				url <- got
				return
			}
		}()
		if got := ask[int](t, <-url, `SELECT 1`); got != 1 {
			t.Error("no answer")
		}
		p.expect(t, "up")
		p.kill(t)
	})
}
