package sim

import (
	"context"
	"sync/atomic"
	"time"
)

// loadRun is one load under way, and after it what it found.
type loadRun struct {
	platform *Platform
	options  LoadOptions
	target   loadTarget
	busy     atomic.Bool
	start    time.Time
	// next is the index of the next event to send.
	next atomic.Int64
	// events is the record, by index; event i belongs to user i modulo users.
	events []loadEvent
	// slots bound what is outstanding when flat out.
	slots chan struct{}
	// firstRound is how many deposits each user made in runs before.
	firstRound int

	// What follows is guarded by the platform's lock.
	cursor   []int32 // per user, how many events are answered from the front
	failures map[string]int
	refusals map[string]int
	sent     int
	answered int
	// owed counts the events that must end up answered: those with a 200, and
	// those answered although their 200 was lost.
	owed   int
	byPush int
	lastAt time.Duration // of the latest answer
}

// loadEvent is what became of one event. Times are microseconds from the
// run's start; 0 is never.
type loadEvent struct {
	id      [26]byte
	due     int32
	acked   int32
	replied int32
	open    bool // sent and holding a slot
	sent    bool
}

func (r *loadRun) micros() int32 { return max(1, int32(time.Since(r.start)/time.Microsecond)) }

// replied notes the answer to an event by its reply token. Like all that
// follows it is called under the platform's lock.
func (r *loadRun) replied(index int32) {
	r.answer(int(index))
	r.advance(int(index) % len(r.cursor))
}

// pushed notes messages pushed to a load user: each answers the oldest event
// of that user that still waits.
func (r *loadRun) pushed(user, messages int) {
	if r == nil || user >= len(r.cursor) {
		return
	}
	for range messages {
		index := int(r.cursor[user])*len(r.cursor) + user
		if index >= len(r.events) || !r.events[index].sent {
			return
		}
		r.byPush++
		r.answer(index)
		r.advance(user)
	}
}

func (r *loadRun) answer(index int) {
	e := &r.events[index]
	if e.replied != 0 {
		return
	}
	e.replied = r.micros()
	r.answered++
	if e.acked == 0 {
		r.owed++
	}
	r.lastAt = time.Since(r.start)
	r.release(e)
	r.platform.notify()
}

func (r *loadRun) advance(user int) {
	for {
		index := int(r.cursor[user])*len(r.cursor) + user
		if index >= len(r.events) || r.events[index].replied == 0 {
			return
		}
		r.cursor[user]++
	}
}

// release frees the event's slot, once.
func (r *loadRun) release(e *loadEvent) {
	if !e.open {
		return
	}
	e.open = false
	select {
	case <-r.slots:
	default: // a paced run takes no slots
	}
}

// settle waits for the answers that are still out.
func (r *loadRun) settle(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Duration(r.options.SettleSeconds*float64(time.Second)))
	defer cancel()
	if r.options.Baseline {
		return
	}
	_ = r.platform.await(ctx, func() bool { return r.answered >= r.owed })
}
