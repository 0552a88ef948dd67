package sim

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"time"
)

// post makes the tokens of a webhook usable and sends it, signed.
func (p *Platform) post(e *envelope) Delivery {
	p.mu.Lock()
	address, now := p.webhookURL, p.config.Now()
	for _, sent := range e.events {
		if sent.token != nil {
			p.replies.deliver(sent.token, now)
		}
	}
	p.mu.Unlock()
	d := p.send(p.stopped, address, e.body(p.config.BotUserID), nil)
	d.Events, d.Redelivery = len(e.events), e.redelivery
	p.record(d)
	return d
}

func (p *Platform) record(d Delivery) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.deliveries) == deliveryHistory {
		p.deliveries = slices.Delete(p.deliveries, 0, deliveryHistory/5)
	}
	p.deliveries = append(p.deliveries, d)
	p.publish("delivery", d.view())
	p.notify()
}

// send posts one body within LINE's two seconds; a header given replaces the
// platform's own.
func (p *Platform) send(ctx context.Context, address string, body []byte, header http.Header) Delivery {
	d := Delivery{At: p.config.Now(), Body: body}
	ctx, cancel := context.WithTimeout(ctx, webhookTimeout)
	defer cancel()
	start := time.Now()
	d.Status, d.Reason = p.request(ctx, address, body, header)
	d.Took = time.Since(start)
	if d.Reason != "" {
		p.config.Logger.Warn("webhook not taken", "status", d.Status, "reason", d.Reason)
	}
	return d
}

func (p *Platform) request(ctx context.Context, address string, body []byte, header http.Header) (int, string) {
	if address == "" {
		return 0, "could_not_connect"
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		return 0, "unclassified"
	}
	r.Header.Set("Content-Type", "application/json; charset=utf-8")
	r.Header.Set("User-Agent", "LineBotWebhook/2.0")
	r.Header.Set("X-Line-Signature", Sign(p.config.ChannelSecret, body))
	for name, values := range header {
		r.Header[http.CanonicalHeaderKey(name)] = values
	}
	response, err := p.client.Do(r)
	if err != nil {
		return 0, reasonOf(err)
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10))
	if response.StatusCode/100 != 2 {
		return response.StatusCode, "error_status_code"
	}
	return response.StatusCode, ""
}

func reasonOf(err error) string {
	var timeout net.Error
	var dial *net.OpError
	switch {
	case errors.As(err, &timeout) && timeout.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return "request_timeout"
	case errors.As(err, &dial) && dial.Op == "dial":
		return "could_not_connect"
	default:
		return "unclassified"
	}
}

// Sign gives the x-line-signature of a body.
func Sign(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	_, _ = mac.Write(body)
	return base64.StdEncoding.EncodeToString(mac.Sum(nil))
}

func newWebhookClient() *http.Client {
	return &http.Client{
		Transport: &http.Transport{
			MaxIdleConnsPerHost: 64,
			IdleConnTimeout:     time.Minute,
		},
		// A redirect is an answer that is not 2xx, as any other.
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Deliver signs any body, posts it and gives what came of it: for event types
// the platform does not know, and for bodies no platform would send. A header
// given replaces the platform's own, the signature too.
func (p *Platform) Deliver(ctx context.Context, body []byte, header http.Header) Delivery {
	p.mu.Lock()
	address := p.webhookURL
	p.mu.Unlock()
	d := p.send(ctx, address, body, header)
	p.record(d)
	return d
}

// Together collects the events that deeds inside cause, of all chats, and
// sends them as one body.
func (p *Platform) Together(deeds func() error) error {
	p.mu.Lock()
	p.batch = &envelope{}
	p.mu.Unlock()
	err := deeds()
	p.mu.Lock()
	defer p.mu.Unlock()
	batch := p.batch
	p.batch = nil
	if len(batch.events) > 0 && p.stopped.Err() == nil {
		p.pending++
		p.running.Go(func() { p.deliver(nil, batch) })
	}
	return err
}

// Deliveries gives the latest webhook requests, oldest first.
func (p *Platform) Deliveries() []Delivery {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.deliveries)
}

// Settle waits until no webhook is on its way or due later.
func (p *Platform) Settle(ctx context.Context) error {
	return p.await(ctx, func() bool { return p.pending == 0 })
}
