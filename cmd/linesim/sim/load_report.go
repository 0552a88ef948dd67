package sim

import (
	"bufio"
	"encoding/json"
	"math"
	"net/http"
	"slices"
	"time"
)

// LoadReport is what a run found. Times are milliseconds.
type LoadReport struct {
	Target      string  `json:"target"`
	Users       int     `json:"users"`
	Connections int     `json:"connections"`
	Batch       int     `json:"batch"`
	Rate        float64 `json:"rate"`
	Seconds     float64 `json:"seconds"`

	Sent     int `json:"sent"`
	Acked200 int `json:"acked200"`
	// Replied counts events the bot answered, ByPush those of them without a
	// reply token.
	Replied int `json:"replied"`
	ByPush  int `json:"byPush"`
	// Unanswered got their 200 and no answer in time.
	Unanswered int `json:"unanswered"`
	// Refused counts the API calls that were refused during the run.
	Refused  int            `json:"refused"`
	Failures map[string]int `json:"failures"`
	Refusals map[string]int `json:"refusals"`

	To200   Quantiles `json:"to200Ms"`
	ToReply Quantiles `json:"toReplyMs"`

	// AckedPerSecond is over the time of sending, RepliedPerSecond until the
	// last answer.
	AckedPerSecond   float64 `json:"ackedPerSecond"`
	RepliedPerSecond float64 `json:"repliedPerSecond"`
	// CPUSeconds is what this process took: generator and API together, and
	// the handler too in a baseline run.
	CPUSeconds       float64 `json:"cpuSeconds"`
	CPUMicrosPerSent float64 `json:"cpuMicrosPerSent"`
}

// Quantiles of a run's times, in milliseconds.
type Quantiles struct {
	P50 float64 `json:"p50"`
	P95 float64 `json:"p95"`
	P99 float64 `json:"p99"`
	Max float64 `json:"max"`
}

// quantilesOf sorts the times, which are kept one by one: exact, and four
// bytes each.
func quantilesOf(micros []int32) Quantiles {
	if len(micros) == 0 {
		return Quantiles{}
	}
	slices.Sort(micros)
	at := func(share float64) float64 {
		i := int(math.Ceil(share*float64(len(micros)))) - 1
		return float64(micros[max(0, i)]) / 1000
	}
	return Quantiles{P50: at(0.50), P95: at(0.95), P99: at(0.99), Max: at(1)}
}

func (r *loadRun) report(sending, cpu time.Duration) LoadReport {
	p := r.platform
	p.mu.Lock()
	defer p.mu.Unlock()
	o := r.options
	report := LoadReport{
		Target: r.target.hostPort, Users: len(o.UserIDs), Connections: o.Connections, Batch: o.Batch,
		Rate: o.Rate, Seconds: o.Seconds, Sent: r.sent, Replied: r.answered, ByPush: r.byPush,
		Failures: r.failures, Refusals: r.refusals, CPUSeconds: cpu.Seconds(),
	}
	to200, toReply := make([]int32, 0, r.sent), make([]int32, 0, r.answered)
	for i := range r.events {
		e := &r.events[i]
		if e.acked != 0 {
			report.Acked200++
			to200 = append(to200, e.acked-e.due)
		}
		if e.replied != 0 {
			toReply = append(toReply, e.replied-e.due)
		} else if e.acked != 0 && !o.Baseline {
			report.Unanswered++
		}
	}
	for _, n := range r.refusals {
		report.Refused += n
	}
	report.To200, report.ToReply = quantilesOf(to200), quantilesOf(toReply)
	report.AckedPerSecond = round1(float64(report.Acked200) / sending.Seconds())
	if r.lastAt > 0 {
		report.RepliedPerSecond = round1(float64(report.Replied) / r.lastAt.Seconds())
	}
	report.CPUMicrosPerSent = round1(cpu.Seconds() * 1e6 / float64(max(1, r.sent)))
	return report
}

func round1(f float64) float64 { return math.Round(f*10) / 10 }

// countRefusal counts an API call that was refused during a run.
func (p *Platform) countRefusal(bad *refusal) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.load != nil && p.load.busy.Load() && len(p.load.refusals) < 50 {
		p.load.refusals[bad.Message]++
	}
}

// LoadEvent is one event of the last run.
type LoadEvent struct {
	ID       string `json:"event"`
	UserID   string `json:"user"`
	Acked    bool   `json:"acked"`
	Answered bool   `json:"answered"`
}

// LoadEvents gives the events of the last run, in the order of sending.
func (p *Platform) LoadEvents() []LoadEvent {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.load == nil {
		return nil
	}
	list := make([]LoadEvent, 0, p.load.sent)
	for i := range p.load.events {
		e := &p.load.events[i]
		if e.sent {
			userID := p.load.options.UserIDs[i%len(p.load.options.UserIDs)]
			list = append(list, LoadEvent{string(e.id[:]), userID, e.acked != 0, e.replied != 0})
		}
	}
	return list
}

// serveLoadEvents writes the last run's events, one JSON value a line.
func (p *Platform) serveLoadEvents(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/x-ndjson")
	out := bufio.NewWriter(w)
	defer func() { _ = out.Flush() }()
	lines := json.NewEncoder(out)
	for _, e := range p.LoadEvents() {
		if lines.Encode(e) != nil {
			return
		}
	}
}
