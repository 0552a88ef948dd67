package household_test

import (
	"errors"
	"testing"

	"sajja/ledger"
	"sajja/ledger/household"
)

func TestProxy(t *testing.T) {
	t.Parallel()
	since, until := ledger.MustDate("2026-01-01"), ledger.MustDate("2026-12-31")
	paying := household.Proxy{Scopes: []household.Scope{household.ScopeSee, household.ScopePay}, Since: since, Until: until}

	for name, c := range map[string]struct {
		scope household.Scope
		on    string
		want  error
	}{
		"on its first day":                 {household.ScopePay, "2026-01-01", nil},
		"on its last day":                  {household.ScopeSee, "2026-12-31", nil},
		"the day after":                    {household.ScopePay, "2027-01-01", household.ErrProxyOver},
		"the day before":                   {household.ScopePay, "2025-12-31", household.ErrProxyEarly},
		"a thing it does not cover":        {household.ScopeReceive, "2026-06-01", household.ErrProxyScope},
		"over counts before the scope":     {household.ScopeClaim, "2027-01-01", household.ErrProxyOver},
		"a scope that nobody has heard of": {"borrow", "2026-06-01", household.ErrProxyScope},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := paying.Allows(c.scope, ledger.MustDate(c.on)); !errors.Is(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}

	for name, c := range map[string]struct {
		proxy household.Proxy
		want  error
	}{
		"sound":                  {paying, nil},
		"for one day":            {household.Proxy{Scopes: paying.Scopes, Since: since, Until: since}, nil},
		"of nothing":             {household.Proxy{Since: since, Until: until}, household.ErrProxyScopes},
		"of an unknown scope":    {household.Proxy{Scopes: []household.Scope{"borrow"}, Since: since, Until: until}, household.ErrProxyScopes},
		"that ends before":       {household.Proxy{Scopes: paying.Scopes, Since: until, Until: since}, household.ErrProxyDays},
		"for longer than a life": {household.Proxy{Scopes: paying.Scopes, Since: since, Until: since.AddDays(household.ProxyDaysMax + 1)}, household.ErrProxyDays},
	} {
		t.Run("a proxy "+name, func(t *testing.T) {
			t.Parallel()
			if got := c.proxy.Check(); !errors.Is(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
		})
	}

	t.Run("a relation seen from the other side and back is the same", func(t *testing.T) {
		t.Parallel()
		for _, r := range household.Relations() {
			if r.Inverse().Inverse() != r {
				t.Errorf("%s", r)
			}
		}
	})
}
