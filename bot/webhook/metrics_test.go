package webhook_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	"github.com/prometheus/client_golang/prometheus/testutil/promlint"

	"sajja/bot/webhook"
	"sajja/store"
)

func TestMetrics(t *testing.T) {
	t.Parallel()
	setup := func(t *testing.T, j webhook.Journal) (*webhook.Edge, *prometheus.Registry) {
		registry := prometheus.NewRegistry()
		return startEdge(t, webhook.Config{Metrics: registry, BotUserID: botUserID}, j), registry
	}

	t.Run("requests count by outcome and events by type, unknown types as one", func(t *testing.T) {
		t.Parallel()
		edge, registry := setup(t, &journal{})
		post(edge, deposit("A"))
		post(edge, deposit("A"))
		post(edge, []byte(`{"events":[{"type":"hoge"},{"type":"piyo"},{"type":7}]}`))
		post(edge, []byte(`{"events":[]}`))
		post(edge, []byte(`{"destination":"U00000000000000000000000000000000","events":[{"type":"follow"}]}`))
		postSigned(edge, deposit("B"), "")
		edge.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/webhook", nil))
		compare(t, registry, `
sajja_webhook_requests_total{outcome="empty"} 1
sajja_webhook_requests_total{outcome="foreign"} 1
sajja_webhook_requests_total{outcome="kept"} 3
sajja_webhook_requests_total{outcome="method"} 1
sajja_webhook_requests_total{outcome="unsigned"} 1
sajja_webhook_events_total{type="message"} 2
sajja_webhook_events_total{type="unknown"} 3
sajja_webhook_quarantined_total{reason="type is missing or not text"} 1
sajja_webhook_duplicates_total 1
sajja_webhook_batch_events_count 3
sajja_webhook_keep_seconds_count 3`)
	})

	t.Run("what is not kept is counted as such", func(t *testing.T) {
		t.Parallel()
		edge, registry := setup(t, &journal{broken: func([]store.InboundEvent) error { return errors.New("away") }})
		post(edge, deposit("A"))
		compare(t, registry, `
sajja_webhook_requests_total{outcome="unkept"} 1
sajja_webhook_keep_seconds_count 1`)
	})

	t.Run("metrics are named by the rules of Prometheus", func(t *testing.T) {
		t.Parallel()
		_, registry := setup(t, &journal{})
		families, err := registry.Gather()
		if err != nil {
			t.Fatal(err)
		}
		if problems, err := promlint.NewWithMetricFamilies(families).Lint(); err != nil || len(problems) > 0 {
			t.Errorf("%v %v", problems, err)
		}
	})

	t.Run("two edges cannot share one registry unnoticed", func(t *testing.T) {
		t.Parallel()
		_, registry := setup(t, &journal{})
		if _, err := webhook.New(webhook.Config{Secrets: []string{secret}, Metrics: registry}, &journal{}, &inbox{}); err == nil {
			t.Error("the second edge registered")
		}
	})
}

// compare compares the samples that are not zero, buckets and sums aside.
func compare(t *testing.T, registry *prometheus.Registry, want string) {
	t.Helper()
	w := httptest.NewRecorder()
	promhttp.HandlerFor(registry, promhttp.HandlerOpts{}).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/metrics", nil))
	var got []string
	for line := range strings.Lines(w.Body.String()) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "#") || strings.HasSuffix(line, " 0") ||
			strings.Contains(line, "_bucket{") || strings.Contains(line, "_sum ") {
			continue
		}
		got = append(got, line)
	}
	wanted := strings.Split(strings.TrimSpace(want), "\n")
	slices.Sort(got)
	slices.Sort(wanted)
	if diff := cmp.Diff(wanted, got); diff != "" {
		t.Errorf("samples (-want +got):\n%s", diff)
	}
}
