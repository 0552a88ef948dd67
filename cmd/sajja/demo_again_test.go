package main

import (
	"net"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sajja/ledger"
)

// TestDemoAgain starts a demo where another one is, or was.
func TestDemoAgain(t *testing.T) {
	t.Parallel()

	t.Run("a second one on the same data says who has them, and ends", func(t *testing.T) {
		t.Parallel()
		d := startDemo(t, newCache(t))
		out, err := d.sajja(t, "demo", "--listen", "127.0.0.1:0", "--bot", "127.0.0.1:0").CombinedOutput()
		if err == nil || !strings.Contains(string(out), "is in use by process") {
			t.Errorf("it ended with %v: %s", err, out)
		}
		if trial := d.trialBalance(t); trial.Debit.IsZero() {
			t.Error("the first one has no books any more")
		}
	})

	t.Run("a second one on data of its own finds ports of its own", func(t *testing.T) {
		t.Parallel()
		taken, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer taken.Close()
		at := taken.Addr().String()
		d := startDemo(t, newCache(t), "--listen", at, "--bot", at)
		if strings.Contains(d.page, at) || !strings.HasPrefix(d.page, "http://127.0.0.1:") {
			t.Errorf("the page is at %s", d.page)
		}
	})

	t.Run("with --fresh the fund starts over", func(t *testing.T) {
		t.Parallel()
		cache := newCache(t)
		d := startDemo(t, cache)
		before := d.books(t)
		report[map[string]any](t, d, "member", "add", "--fund", demoFundCode, "--number", "999", "--name", "สมหมาย มาใหม่")
		d.interrupt(t)
		d.expectEnd(t)
		d = startDemo(t, cache, "--fresh")
		if diff := cmp.Diff(before, d.books(t)); diff != "" {
			t.Error(diff)
		}
		members := report[[]map[string]any](t, d, "member", "list", "--fund", demoFundCode)
		if len(members) != demoMembers {
			t.Errorf("%d members, want %d", len(members), demoMembers)
		}
		if s := d.statement(t, "001"); s.Balances.Contribution.Cmp(ledger.Money{}) <= 0 {
			t.Errorf("member 001 has %+v", s.Balances)
		}
	})
}
