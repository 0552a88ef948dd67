package sim

import (
	"fmt"
	"net/http"
)

// Faults are the switches that make the platform behave badly. The API's part
// applies to sending (reply, push, multicast, broadcast): a test that fails
// one reply must not spend its fault on a loading animation.
type Faults struct {
	// Duplicate delivers every webhook twice, byte for byte.
	Duplicate bool `json:"duplicate"`
	// RedeliverAfterMs delivers every webhook again after that time, with
	// isRedelivery set; 0 is off.
	RedeliverAfterMs int `json:"redeliverAfterMs"`
	// Reorder holds a webhook back until a later one of its chat went first.
	Reorder bool `json:"reorder"`
	// WebhookOff drops events instead of delivering them.
	WebhookOff bool `json:"webhookOff"`
	// APIStatus answers 429 or 500 instead of sending; 0 is off.
	APIStatus int `json:"apiStatus"`
	// APIMonthlyLimit refuses everything that counts against the quota.
	APIMonthlyLimit bool `json:"apiMonthlyLimit"`
	// APIDelayMs waits before working on a call.
	APIDelayMs int `json:"apiDelayMs"`
	// TimeoutBeforeAccept and TimeoutAfterAccept never answer; after: the
	// messages were sent all the same.
	TimeoutBeforeAccept bool `json:"timeoutBeforeAccept"`
	TimeoutAfterAccept  bool `json:"timeoutAfterAccept"`
	// APICount is how many calls the API's faults still hit; 0 means until
	// they are switched off.
	APICount int `json:"apiCount"`
}

// Faults gives the switches as they stand.
func (p *Platform) Faults() Faults {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.faults
}

// SetFaults sets all switches at once; the zero value switches everything off.
func (p *Platform) SetFaults(f Faults) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults = f
	p.publish("faults", map[string]any{"faults": f})
}

func (f Faults) touchesAPI() bool {
	return f.APIStatus != 0 || f.APIMonthlyLimit || f.APIDelayMs > 0 || f.TimeoutBeforeAccept || f.TimeoutAfterAccept
}

// withoutAPI is what is left when the counted calls are used up.
func (f Faults) withoutAPI() Faults {
	return Faults{
		Duplicate: f.Duplicate, RedeliverAfterMs: f.RedeliverAfterMs,
		Reorder: f.Reorder, WebhookOff: f.WebhookOff,
	}
}

// takeAPIFaults gives the faults that hit this call, and counts it.
func (p *Platform) takeAPIFaults() Faults {
	p.mu.Lock()
	defer p.mu.Unlock()
	f := p.faults
	if !f.touchesAPI() || f.APICount == 0 {
		return f
	}
	if p.faults.APICount--; p.faults.APICount == 0 {
		p.faults = f.withoutAPI()
	}
	p.publish("faults", map[string]any{"faults": p.faults})
	return f
}

// refusal is the answer the switched-on fault gives, or nil.
func (f Faults) refusal() *refusal {
	switch f.APIStatus {
	case 0:
		return nil
	case http.StatusTooManyRequests:
		return &refusal{Status: f.APIStatus, Message: "The API rate limit has been exceeded. Try again later."}
	default:
		return &refusal{Status: f.APIStatus, Message: http.StatusText(f.APIStatus)}
	}
}

const faultWaitMax = 120_000 // two minutes, in milliseconds

// check refuses switches no platform could set.
func (f Faults) check() error {
	switch f.APIStatus {
	case 0, http.StatusTooManyRequests, http.StatusInternalServerError:
	default:
		return fmt.Errorf("apiStatus %d is not 0, 429 or 500", f.APIStatus)
	}
	if f.APICount < 0 || f.APIDelayMs < 0 || f.APIDelayMs > faultWaitMax || f.RedeliverAfterMs < 0 || f.RedeliverAfterMs > faultWaitMax {
		return fmt.Errorf("counts start at 0 and waits end at %d ms", faultWaitMax)
	}
	return nil
}
