package sim

import (
	"fmt"
	"net/http"
	"time"
)

// platformZone decides when a month begins: LINE counts its days in UTC+9.
var platformZone = time.FixedZone("UTC+9", 9*60*60)

// quota is the month's free messages, counted by recipients.
type quota struct {
	limit int // zero or less: none
	used  int
	month string
}

// take counts n recipients, or refuses all of them. Forced is the switch that
// makes the month's limit be reached.
func (q *quota) take(n int, now time.Time, forced bool) *refusal {
	q.turnMonth(now)
	if forced || q.limit > 0 && q.used+n > q.limit {
		return &refusal{Status: http.StatusTooManyRequests, Message: "You have reached your monthly limit."}
	}
	q.used += n
	return nil
}

func (q *quota) turnMonth(now time.Time) {
	if month := now.In(platformZone).Format("2006-01"); month != q.month {
		q.month, q.used = month, 0
	}
}

func (q *quota) view(now time.Time) map[string]any {
	q.turnMonth(now)
	return map[string]any{"limit": max(q.limit, 0), "used": q.used}
}

// QuotaUsed gives how many recipients were counted this month.
func (p *Platform) QuotaUsed() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.quota.turnMonth(p.config.Now())
	return p.quota.used
}

func (p *Platform) getQuota(c *call) *refusal {
	p.mu.Lock()
	limit := p.quota.limit
	p.mu.Unlock()
	if limit <= 0 {
		c.answer(http.StatusOK, []byte(`{"type":"none"}`))
		return nil
	}
	c.answer(http.StatusOK, fmt.Appendf(nil, `{"type":"limited","value":%d}`, limit))
	return nil
}

func (p *Platform) getConsumption(c *call) *refusal {
	c.answer(http.StatusOK, fmt.Appendf(nil, `{"totalUsage":%d}`, p.QuotaUsed()))
	return nil
}
