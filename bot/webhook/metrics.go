package webhook

import (
	"fmt"

	"github.com/prometheus/client_golang/prometheus"

	"sajja/store"
)

// knownTypes are LINE's event types, the closed set of the label. Any other
// type counts as unknown.
var knownTypes = [...]string{
	"message", "messageEdited", "unsend", "follow", "unfollow", "join", "leave",
	"memberJoined", "memberLeft", "postback", "videoPlayComplete", "beacon",
	"accountLink", "membership", "module", "activated", "deactivated",
	"botSuspended", "botResumed", "delivery",
}

const unknownType = "unknown"

// metrics are counters looked up once, so that counting is an atomic add.
type metrics struct {
	requests    [outcomeCount]prometheus.Counter
	events      map[string]prometheus.Counter
	unknown     prometheus.Counter
	quarantined map[string]prometheus.Counter
	duplicates  prometheus.Counter
	batch       prometheus.Histogram
	keep        prometheus.Histogram
}

// newMetrics registers with registry, unless that is nil.
func newMetrics(registry prometheus.Registerer) (*metrics, error) {
	requests := counters("requests_total", "Webhook requests by what became of them.", "outcome")
	events := counters("events_total", "Events kept, those known before too, by LINE's type.", "type")
	quarantined := counters("quarantined_total", "Events kept aside by reason.", "reason")
	m := &metrics{
		events:      map[string]prometheus.Counter{},
		unknown:     events.WithLabelValues(unknownType),
		quarantined: map[string]prometheus.Counter{},
		duplicates:  counter("duplicates_total", "Events that were in the journal already."),
		batch: histogram("batch_events", "Events kept in one commit.",
			prometheus.ExponentialBuckets(1, 2, 11)),
		keep: histogram("keep_seconds", "Time of one commit of events.",
			prometheus.ExponentialBuckets(0.000_5, 2, 12)),
	}
	for o := range outcomeCount {
		m.requests[o] = requests.WithLabelValues(outcomes[o].label)
	}
	for _, known := range knownTypes {
		m.events[known] = events.WithLabelValues(known)
	}
	for _, reason := range reasons {
		m.quarantined[reason] = quarantined.WithLabelValues(reason)
	}
	if registry == nil {
		return m, nil
	}
	for _, collector := range []prometheus.Collector{
		requests, events, quarantined, m.duplicates, m.batch, m.keep,
	} {
		if err := registry.Register(collector); err != nil {
			return nil, fmt.Errorf("register webhook metrics: %w", err)
		}
	}
	return m, nil
}

func counters(name, help, label string) *prometheus.CounterVec {
	return prometheus.NewCounterVec(
		prometheus.CounterOpts{Namespace: "sajja", Subsystem: "webhook", Name: name, Help: help}, []string{label})
}

func counter(name, help string) prometheus.Counter {
	return prometheus.NewCounter(
		prometheus.CounterOpts{Namespace: "sajja", Subsystem: "webhook", Name: name, Help: help})
}

func histogram(name, help string, buckets []float64) prometheus.Histogram {
	return prometheus.NewHistogram(prometheus.HistogramOpts{
		Namespace: "sajja", Subsystem: "webhook", Name: name, Help: help, Buckets: buckets})
}

// count counts kept events by type, and those in quarantine by reason.
func (m *metrics) count(events []store.InboundEvent) {
	for i := range events {
		byType, known := m.events[events[i].Type]
		if !known {
			byType = m.unknown
		}
		byType.Inc()
		if reason := events[i].Quarantine; reason != "" {
			m.quarantined[reason].Inc()
		}
	}
}
