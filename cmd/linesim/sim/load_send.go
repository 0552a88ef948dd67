package sim

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"hash"
	"strconv"
	"sync"
	"time"
)

// send runs the workers until the last event is out.
func (r *loadRun) send(ctx context.Context) {
	r.start = time.Now()
	ctx, cancel := context.WithDeadline(ctx, r.start.Add(r.sendingTime()))
	defer cancel()
	var workers sync.WaitGroup
	for range r.options.Connections {
		workers.Go(func() { newLoadWorker(r).work(ctx) })
	}
	workers.Wait()
	r.keepRounds()
}

// loadOverrun is how far a paced run may fall behind before it gives up.
const loadOverrun = 30 * time.Second

// sendingTime ends a flat-out run on the clock. A paced run ends with its last
// event: what a slow bot held up is still sent, and late.
func (r *loadRun) sendingTime() time.Duration {
	limit := time.Duration(r.options.Seconds * float64(time.Second))
	if r.options.Rate > 0 {
		limit += loadOverrun
	}
	return limit
}

func (r *loadRun) keepRounds() {
	r.platform.mu.Lock()
	defer r.platform.mu.Unlock()
	users := len(r.options.UserIDs)
	r.platform.loadUsers.rounds += (min(int(r.next.Load()), len(r.events)) + users - 1) / users
}

// loadWorker owns one connection and what it takes to fill it: buffers and a
// keyed hash that are used again for every body.
type loadWorker struct {
	run       *loadRun
	conn      loadConn
	mac       hash.Hash
	body      []byte
	digest    []byte
	signature []byte
	head      []byte
}

func newLoadWorker(r *loadRun) *loadWorker {
	return &loadWorker{
		run: r, conn: loadConn{target: r.target},
		mac:  hmac.New(sha256.New, []byte(r.platform.config.ChannelSecret)),
		head: append([]byte(`{"destination":"`), r.platform.config.BotUserID+`","events":[`...),
	}
}

func (w *loadWorker) work(ctx context.Context) {
	defer w.conn.close()
	for {
		batch := w.run.options.Batch
		first := int(w.run.next.Add(int64(batch))) - batch
		last := min(first+batch, len(w.run.events))
		if first >= last || !w.waitTurn(ctx, first, last) {
			return
		}
		w.deliver(ctx, first, last)
	}
}

// waitTurn waits for the event's time, or for room among the outstanding ones.
func (w *loadWorker) waitTurn(ctx context.Context, first, last int) bool {
	if w.run.options.Rate > 0 {
		return w.waitDue(ctx, first, last)
	}
	for range last - first {
		select {
		case w.run.slots <- struct{}{}:
		case <-ctx.Done():
			return false
		}
	}
	if ctx.Err() != nil {
		return false
	}
	w.setDue(first, last, w.run.micros())
	return true
}

// waitDue paces a run. An event the workers come to late counts from the time
// it was due: a slow bot must not hide behind a tool that waits for it. One
// they wait for counts from when they woke, for the timer's delay is ours.
func (w *loadWorker) waitDue(ctx context.Context, first, last int) bool {
	due := time.Duration(float64(last-1) / w.run.options.Rate * float64(time.Second))
	wait := due - time.Since(w.run.start)
	if wait <= 0 {
		w.setDue(first, last, max(1, int32(due/time.Microsecond)))
		return ctx.Err() == nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		return false
	}
	w.setDue(first, last, w.run.micros())
	return true
}

func (w *loadWorker) setDue(first, last int, at int32) {
	for i := first; i < last; i++ {
		w.run.events[i].due = at
	}
}

// deliver sends the events from first up to last as one webhook body.
func (w *loadWorker) deliver(ctx context.Context, first, last int) {
	w.body = append(w.body[:0], w.head...)
	for i := first; i < last; i++ {
		if i > first {
			w.body = append(w.body, ',')
		}
		w.appendEvent(i)
	}
	w.body = append(w.body, "]}"...)
	failure := w.conn.post(ctx, w.sign(), w.body)
	w.note(first, last, failure)
	if failure == couldNotConnect {
		w.pause(ctx)
	}
}

// connectPause keeps a run against a dead bot from burning the machine.
const connectPause = 50 * time.Millisecond

func (w *loadWorker) pause(ctx context.Context) {
	timer := time.NewTimer(connectPause)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func (w *loadWorker) sign() []byte {
	w.mac.Reset()
	_, _ = w.mac.Write(w.body)
	w.digest = w.mac.Sum(w.digest[:0])
	w.signature = base64.StdEncoding.AppendEncode(w.signature[:0], w.digest)
	return w.signature
}

// appendEvent writes event i with the properties, and in the order, that emit
// writes for a typed text, and makes its reply token good.
func (w *loadWorker) appendEvent(i int) {
	p, r := w.run.platform, w.run
	users := len(r.options.UserIDs)
	n, k := i%users, i/users+r.firstRound
	now := p.config.Now()
	id, token, messageID := p.ids.ulid(now), p.ids.token(), p.ids.messageID(now)
	userID := r.options.UserIDs[n]
	w.admit(i, id, &replyToken{text: token, occurredAt: now, load: r, loadIndex: int32(i)}, now)

	b := append(w.body, `{"type":"message","message":{"type":"text","id":"`...)
	b = append(append(b, messageID...), `","quoteToken":"`...)
	b = append(append(b, p.quotes.make(userID, messageID)...), `","markAsReadToken":"`...)
	b = append(append(b, token...), `","text":"`...)
	b = append(append(b, r.options.Text...), ' ')
	b = append(strconv.AppendInt(b, int64(loadAmount(n, k)), 10), `"},"webhookEventId":"`...)
	b = append(append(b, id...), `","deliveryContext":{"isRedelivery":false},"timestamp":`...)
	b = append(strconv.AppendInt(b, now.UnixMilli(), 10), `,"source":{"type":"user","userId":"`...)
	b = append(append(b, userID...), `"},"replyToken":"`...)
	w.body = append(append(b, token...), `","mode":"active"}`...)
}

// admit opens event i in the record.
func (w *loadWorker) admit(i int, id string, token *replyToken, now time.Time) {
	p, r := w.run.platform, w.run
	p.mu.Lock()
	defer p.mu.Unlock()
	e := &r.events[i]
	copy(e.id[:], id)
	e.sent, e.open = true, true
	r.sent++
	if !r.options.Baseline {
		p.replies.deliver(token, now)
	}
}

// note records what came of a body.
func (w *loadWorker) note(first, last int, failure string) {
	p, r := w.run.platform, w.run
	at := r.micros()
	p.mu.Lock()
	defer p.mu.Unlock()
	for i := first; i < last; i++ {
		e := &r.events[i]
		switch {
		case failure != "":
			r.failures[failure]++
		case e.replied == 0:
			r.owed++
			fallthrough
		default:
			e.acked = at
		}
		if failure != "" || r.options.Baseline {
			r.release(e)
		}
	}
}
