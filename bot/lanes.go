package bot

import "sync"

// lanes runs work per key: the items of one key in order, one batch at a time,
// while different keys share a bounded number of workers. Whatever waits for a
// key when a worker comes to it is its batch: at rest one item, under load many.
type lanes[K comparable, T any] struct {
	// pick takes what can be worked together now out of what waits, and gives
	// what must wait for the next round.
	pick func(waiting []T) (batch, rest []T)
	work func(key K, batch []T)

	mu      sync.Mutex
	idle    *sync.Cond
	waiting map[K][]T
	active  map[K]bool
	ready   []K // keys with work and no worker
	workers int // how many more may run
	count   int // items waiting or in work
	stopped bool
}

func newLanes[K comparable, T any](workers int, pick func([]T) (batch, rest []T), work func(K, []T)) *lanes[K, T] {
	l := &lanes[K, T]{pick: pick, work: work, workers: workers, waiting: map[K][]T{}, active: map[K]bool{}}
	l.idle = sync.NewCond(&l.mu)
	return l
}

// add queues items of a key; after stop it refuses them.
func (l *lanes[K, T]) add(key K, items ...T) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.stopped {
		return false
	}
	l.count += len(items)
	l.waiting[key] = append(l.waiting[key], items...)
	if !l.active[key] {
		l.active[key] = true
		l.ready = append(l.ready, key)
	}
	if l.workers > 0 && len(l.ready) > 0 {
		l.workers--
		go l.run()
	}
	return true
}

// run is a worker: it serves keys until none is ready.
func (l *lanes[K, T]) run() {
	l.mu.Lock()
	defer l.mu.Unlock()
	for len(l.ready) > 0 {
		key := l.ready[0]
		l.ready = l.ready[1:]
		batch, rest := l.pick(l.waiting[key])
		l.waiting[key] = rest
		l.mu.Unlock()
		l.work(key, batch)
		l.mu.Lock()
		l.count -= len(batch)
		if len(l.waiting[key]) > 0 {
			l.ready = append(l.ready, key)
		} else {
			delete(l.waiting, key)
			delete(l.active, key)
		}
		if l.count == 0 {
			l.idle.Broadcast()
		}
	}
	l.workers++
}

// drain refuses further items and returns when everything in hand is done.
func (l *lanes[K, T]) drain() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.stopped = true
	for l.count > 0 {
		l.idle.Wait()
	}
}
