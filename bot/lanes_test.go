package bot

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// takeAll works everything that waits together.
func takeAll[T any](waiting []T) (batch, rest []T) { return waiting, nil }

func TestLanes(t *testing.T) {
	t.Parallel()

	t.Run("the items of a key come in their order, one batch at a time", func(t *testing.T) {
		t.Parallel()
		var mu sync.Mutex
		done := map[string][]int{}
		busy := map[string]bool{}
		l := newLanes(4, takeAll[int], func(key string, batch []int) {
			mu.Lock()
			if busy[key] {
				t.Errorf("%s is worked twice at a time", key)
			}
			busy[key] = true
			mu.Unlock()
			mu.Lock()
			defer mu.Unlock()
			busy[key] = false
			done[key] = append(done[key], batch...)
		})
		var adders sync.WaitGroup
		for k := range 8 {
			adders.Go(func() {
				for i := range 500 {
					l.add(fmt.Sprint(k), i)
				}
			})
		}
		adders.Wait()
		l.drain()
		for k := range 8 {
			if got := done[fmt.Sprint(k)]; len(got) != 500 || !slices.IsSorted(got) {
				t.Errorf("key %d: %d items, in order: %v", k, len(got), slices.IsSorted(got))
			}
		}
	})

	t.Run("no more workers run than are allowed, and as many as there is work for", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var running, most atomic.Int32
			l := newLanes(3, takeAll[int], func(int, []int) {
				now := running.Add(1)
				for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
				}
				time.Sleep(time.Second)
				running.Add(-1)
			})
			began := time.Now()
			for k := range 6 {
				l.add(k, k)
			}
			l.drain()
			if most.Load() != 3 || time.Since(began) != 2*time.Second {
				t.Errorf("%d at a time, %v", most.Load(), time.Since(began))
			}
		})
	})

	t.Run("what waits while a key is worked is its next batch, together", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var batches [][]int
			l := newLanes(1, takeAll[int], func(_ string, batch []int) {
				batches = append(batches, slices.Clone(batch))
				time.Sleep(time.Second)
			})
			l.add("a", 1)
			synctest.Wait()
			l.add("a", 2, 3)
			l.add("a", 4)
			l.drain()
			if len(batches) != 2 || !slices.Equal(batches[1], []int{2, 3, 4}) {
				t.Errorf("%v", batches)
			}
		})
	})

	t.Run("a busy key does not keep the others waiting", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			var order []string
			l := newLanes(1, pickOne[int], func(key string, _ []int) {
				order = append(order, key)
				time.Sleep(time.Second)
			})
			l.add("busy", 1, 2, 3)
			synctest.Wait()
			l.add("quiet", 1)
			l.drain()
			if want := []string{"busy", "quiet", "busy", "busy"}; !slices.Equal(order, want) {
				t.Errorf("%v, want %v", order, want)
			}
		})
	})

	t.Run("drain finishes what is in hand and refuses what comes after", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			worked := 0
			l := newLanes(1, pickOne[int], func(string, []int) { time.Sleep(time.Second); worked++ })
			l.add("a", 1, 2)
			go func() {
				time.Sleep(time.Second / 2)
				if l.add("a", 3) || l.add("b", 1) {
					t.Error("taken after the end")
				}
			}()
			l.drain()
			l.drain() // twice does no harm
			if worked != 2 {
				t.Errorf("worked %d", worked)
			}
			synctest.Wait()
		})
	})

	t.Run("a work that adds to its own key is not lost", func(t *testing.T) {
		t.Parallel()
		var l *lanes[string, int]
		var seen []int
		more := make(chan struct{})
		l = newLanes(1, takeAll[int], func(_ string, batch []int) {
			seen = append(seen, batch...)
			if batch[0] < 5 {
				l.add("a", batch[0]+1)
				return
			}
			close(more)
		})
		l.add("a", 1)
		<-more
		l.drain()
		if !slices.Equal(seen, []int{1, 2, 3, 4, 5}) {
			t.Errorf("%v", seen)
		}
	})
}
