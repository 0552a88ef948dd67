package main

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"sajja/store"
)

func TestHealth(t *testing.T) {
	t.Parallel()
	well := func(context.Context) error { return nil }
	ask := func(handler http.HandlerFunc) (int, string) {
		w := httptest.NewRecorder()
		handler(w, httptest.NewRequest(http.MethodGet, "/readyz", nil))
		return w.Code, strings.TrimSpace(w.Body.String())
	}

	t.Run("alive is 200 whatever else is wrong", func(t *testing.T) {
		t.Parallel()
		h := newHealth(quiet(), check{"database", func(context.Context) error { return errors.New("away") }})
		if code, body := ask(h.serveAlive); code != http.StatusOK || body != `{"alive":true}` {
			t.Errorf("%d %s", code, body)
		}
	})

	t.Run("ready is 200 when everything is", func(t *testing.T) {
		t.Parallel()
		h := newHealth(quiet(), check{"database", well}, check{"redis", well})
		want := `{"ready":true,"checks":[{"name":"database","ready":true},{"name":"redis","ready":true}]}`
		if code, body := ask(h.serveReady); code != http.StatusOK || body != want {
			t.Errorf("%d %s", code, body)
		}
	})

	t.Run("not ready is 503 with a reason for each, and no word of the driver", func(t *testing.T) {
		t.Parallel()
		var log bytes.Buffer
		h := newHealth(newLogger(&log),
			check{"database", well},
			check{"redis", func(context.Context) error { return errors.New("dial tcp db7.internal:6379: refused") }},
			check{"migrations", func(context.Context) error { return store.ErrNotMigrated }},
		)
		code, body := ask(h.serveReady)
		if code != http.StatusServiceUnavailable || strings.Contains(body, "db7") ||
			!strings.Contains(body, `{"name":"database","ready":true}`) ||
			!strings.Contains(body, "sajja migrate") || !strings.Contains(body, "the log says why") {
			t.Errorf("%d %s", code, body)
		}
		if !strings.Contains(log.String(), "db7.internal") {
			t.Errorf("the log does not say why: %s", &log)
		}
	})

	t.Run("a check that hangs and heeds nothing is a reason too", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			release := make(chan struct{})
			h := newHealth(quiet(), check{"database", func(context.Context) error { <-release; return nil }})
			began := time.Now()
			code, body := ask(h.serveReady)
			if code != http.StatusServiceUnavailable || !strings.Contains(body, "does not answer in time") || time.Since(began) > checkTimeout {
				t.Errorf("%d %s after %v", code, body, time.Since(began))
			}
			close(release)
		})
	})

	t.Run("a fault is logged when it is new and not at every probe", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var log bytes.Buffer
			h := newHealth(newLogger(&log), check{"redis", func(context.Context) error { return errors.New("refused") }})
			for range 10 {
				ask(h.serveReady)
				time.Sleep(time.Second)
			}
			if n := strings.Count(log.String(), "not ready"); n != 1 {
				t.Errorf("logged %d times", n)
			}
		})
	})

	t.Run("however many ask, what is behind is asked twice a second", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var asked atomic.Int32
			h := newHealth(quiet(), check{"database", func(context.Context) error { asked.Add(1); return nil }})
			for range 100 {
				ask(h.serveReady)
				time.Sleep(10 * time.Millisecond)
			}
			if n := asked.Load(); n != 2 {
				t.Errorf("asked %d times in a second", n)
			}
		})
	})

	t.Run("a service that stops says so before it closes its door", func(t *testing.T) {
		t.Parallel()
		h := newHealth(quiet(), check{"database", well})
		h.stopping.Store(true)
		if code, body := ask(h.serveReady); code != http.StatusServiceUnavailable || !strings.Contains(body, "is stopping") {
			t.Errorf("%d %s", code, body)
		}
	})
}
