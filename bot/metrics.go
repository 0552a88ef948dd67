package bot

import "github.com/prometheus/client_golang/prometheus"

// Metrics are the bot's figures, named sajja_bot_<thing>_<unit>.
type Metrics struct {
	events            *prometheus.CounterVec
	sends             *prometheus.CounterVec
	batchSize         prometheus.Histogram
	workSeconds       prometheus.Histogram
	sendSeconds       prometheus.Histogram
	oldestEvent       prometheus.Gauge
	oldestMessage     prometheus.Gauge
	conversationsLost prometheus.Counter
}

// NewMetrics makes the figures and registers them; nil registers nothing.
func NewMetrics(registerer prometheus.Registerer) *Metrics {
	m := &Metrics{
		events: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sajja_bot_events_total", Help: "Events worked, by outcome.",
		}, []string{"outcome"}),
		sends: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "sajja_bot_sends_total", Help: "Tries to send a message, by how they ended.",
		}, []string{"state"}),
		batchSize: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "sajja_bot_batch_events", Help: "Events worked in one transaction.", Buckets: prometheus.ExponentialBuckets(1, 2, 9),
		}),
		workSeconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "sajja_bot_work_seconds", Help: "Time of one batch from its start to its commit.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 12),
		}),
		sendSeconds: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: "sajja_bot_send_seconds", Help: "Time of one call to LINE.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 14),
		}),
		oldestEvent: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "sajja_bot_oldest_event_seconds", Help: "Age of the oldest kept event without a result; zero when all are done.",
		}),
		oldestMessage: prometheus.NewGauge(prometheus.GaugeOpts{
			Name: "sajja_bot_oldest_message_seconds", Help: "Age of the oldest message owed that has not ended; zero when all have.",
		}),
		conversationsLost: prometheus.NewCounter(prometheus.CounterOpts{
			Name: "sajja_bot_conversations_lost_total", Help: "Batches whose conversations could not be read or saved.",
		}),
	}
	if registerer != nil {
		registerer.MustRegister(m.events, m.sends, m.batchSize, m.workSeconds, m.sendSeconds, m.oldestEvent, m.oldestMessage, m.conversationsLost)
	}
	return m
}
