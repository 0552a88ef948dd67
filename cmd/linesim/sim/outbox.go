package sim

import "time"

// outbox keeps the webhooks of one chat in order: one goroutine per chat
// delivers while there is something to deliver.
type outbox struct {
	waiting []*envelope
	running bool
	// arrived wakes a delivery that holds an event back to send a later first.
	arrived chan struct{}
}

// reorderWindow is how long a held-back event waits for one to be sent before it.
const reorderWindow = 300 * time.Millisecond

// enqueue puts an event into its chat's outbox, or into the open batch.
// Callers hold the lock.
func (p *Platform) enqueue(c *chat, sent sentEvent) {
	if p.batch != nil {
		p.batch.events = append(p.batch.events, sent)
		return
	}
	p.enqueueEnvelope(c, &envelope{events: []sentEvent{sent}})
}

func (p *Platform) enqueueEnvelope(c *chat, e *envelope) {
	p.pending++
	c.outbox.waiting = append(c.outbox.waiting, e)
	if c.outbox.arrived == nil {
		c.outbox.arrived = make(chan struct{}, 1)
	}
	select {
	case c.outbox.arrived <- struct{}{}:
	default:
	}
	if !c.outbox.running && p.stopped.Err() == nil {
		c.outbox.running = true
		p.running.Go(func() { p.drain(c) })
	}
}

// drain delivers a chat's webhooks one after another until none is left.
func (p *Platform) drain(c *chat) {
	for {
		e := p.nextEnvelope(c, true)
		if e == nil {
			return
		}
		if later := p.overtaking(c); later != nil {
			p.deliver(c, later)
		}
		p.deliver(c, e)
	}
}

// nextEnvelope takes the chat's oldest webhook; with last set, an empty outbox
// ends the chat's goroutine.
func (p *Platform) nextEnvelope(c *chat, last bool) *envelope {
	p.mu.Lock()
	defer p.mu.Unlock()
	box := &c.outbox
	if len(box.waiting) == 0 {
		box.running = box.running && !last
		return nil
	}
	e := box.waiting[0]
	box.waiting = box.waiting[1:]
	return e
}

// overtaking gives, while reordering is switched on, the webhook that goes
// out before the one in hand.
func (p *Platform) overtaking(c *chat) *envelope {
	if !p.Faults().Reorder {
		return nil
	}
	timer := time.NewTimer(reorderWindow)
	defer timer.Stop()
	for {
		if later := p.nextEnvelope(c, false); later != nil {
			return later
		}
		select {
		case <-c.outbox.arrived:
		case <-timer.C:
			return nil
		case <-p.stopped.Done():
			return nil
		}
	}
}

// deliver sends one webhook, and whatever the switches make of it.
func (p *Platform) deliver(c *chat, e *envelope) {
	d := p.post(e)
	faults := p.Faults()
	if faults.Duplicate && !e.redelivery {
		p.post(e)
	}
	if faults.RedeliverAfterMs > 0 && !e.redelivery {
		p.later(time.Duration(faults.RedeliverAfterMs)*time.Millisecond, e.again())
	}
	if d.Status/100 != 2 && e.attempt < len(p.config.RedeliverFailed) {
		next := e.again()
		next.attempt = e.attempt + 1
		p.later(p.config.RedeliverFailed[e.attempt], next)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if d.Status/100 == 2 && c != nil {
		p.publish("read", map[string]any{"chat": c.id})
	}
	p.pending--
	p.notify()
}

// later delivers a webhook after a while, beside the chat's order: that is how
// LINE's redeliveries come.
func (p *Platform) later(wait time.Duration, e *envelope) {
	p.mu.Lock()
	p.pending++
	p.mu.Unlock()
	p.running.Go(func() {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
			p.deliver(nil, e)
		case <-p.stopped.Done():
		}
	})
}
