package webhook_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/bot/webhook"
	"sajja/store"
)

// lineTimeout is how long LINE waits for an answer.
const lineTimeout = 2 * time.Second

// The tests of this file run in bubbles of synctest: the clock stands still
// while anything works and jumps when everything waits, so times are exact and
// nothing sleeps.

func TestBatches(t *testing.T) {
	t.Parallel()

	t.Run("at rest an event is kept at once and alone", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{}
			edge := startEdge(t, webhook.Config{}, kept)
			for i := range 3 {
				began := time.Now()
				post(edge, follow(i))
				if waited := time.Since(began); waited != 0 {
					t.Errorf("request %d waited %v for company", i, waited)
				}
			}
			if diff := cmp.Diff([][]string{{"e0"}, {"e1"}, {"e2"}}, kept.calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	})

	t.Run("what arrives during a commit shares the next one, in order of arrival", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{})}
			in := &inbox{}
			edge := running(t, webhook.Config{}, kept, in)
			answers := postInOrder(edge, 0, 51)
			close(kept.gate)
			expect(t, answers, http.StatusOK)
			stopEdge(t, edge)
			if len(kept.calls) != 2 || len(kept.calls[0]) != 1 || len(kept.calls[1]) != 50 {
				t.Errorf("calls %v, want one of 1 and one of 50 events", kept.calls)
			}
			var want []string
			for i := range 51 {
				want = append(want, fmt.Sprintf("e%d", i))
			}
			if diff := cmp.Diff(want, in.ids()); diff != "" {
				t.Errorf("offered (-want +got):\n%s", diff)
			}
		})
	})

	t.Run("a batch is bounded", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{})}
			edge := startEdge(t, webhook.Config{MaxBatch: 20}, kept)
			answers := postInOrder(edge, 0, 51)
			close(kept.gate)
			expect(t, answers, http.StatusOK)
			var sizes []int
			for _, call := range kept.calls {
				sizes = append(sizes, len(call))
			}
			if diff := cmp.Diff([]int{1, 20, 20, 10}, sizes); diff != "" {
				t.Errorf("batch sizes (-want +got):\n%s", diff)
			}
		})
	})

	t.Run("the same event delivered many times at once is offered once and always answered 200", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{})}
			in := &inbox{}
			edge := running(t, webhook.Config{}, kept, in)
			var answers []chan int
			for range 10 {
				answers = append(answers, postInOrder(edge, 7, 8)...)
			}
			close(kept.gate)
			expect(t, answers, http.StatusOK)
			stopEdge(t, edge)
			if diff := cmp.Diff([]string{"e7"}, in.ids()); diff != "" {
				t.Errorf("offered (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff([][]string{{"e7"}, {"e7"}}, kept.calls); diff != "" {
				t.Errorf("calls (-want +got):\n%s", diff)
			}
		})
	})

	t.Run("many senders at once lose nothing", func(t *testing.T) {
		t.Parallel()
		kept, in := &journal{}, &inbox{}
		edge := running(t, webhook.Config{Keepers: 3}, kept, in)
		var sending sync.WaitGroup
		for i := range 200 {
			sending.Go(func() {
				for j := range 5 {
					if w := post(edge, follow(5*i+j)); w.Code != http.StatusOK {
						t.Errorf("answer %d", w.Code)
					}
				}
			})
		}
		sending.Wait()
		stopEdge(t, edge)
		offered := in.ids()
		slices.Sort(offered)
		if len(kept.events()) != 1000 || len(slices.Compact(offered)) != 1000 {
			t.Errorf("kept %d, offered %d, want 1000 of each", len(kept.events()), len(offered))
		}
	})
}

func TestJournalInTrouble(t *testing.T) {
	t.Parallel()

	t.Run("an error is 503, and the next event is kept without a restart", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			away := true
			kept := &journal{broken: func([]store.InboundEvent) error {
				if away {
					return errors.New("connection refused")
				}
				return nil
			}}
			in := &inbox{}
			edge := running(t, webhook.Config{}, kept, in)
			if w := post(edge, follow(1)); w.Code != http.StatusServiceUnavailable {
				t.Errorf("database away: answer %d, want 503", w.Code)
			}
			away = false
			if w := post(edge, follow(1)); w.Code != http.StatusOK {
				t.Errorf("database back: answer %d, want 200", w.Code)
			}
			stopEdge(t, edge)
			if diff := cmp.Diff([]string{"e1"}, in.ids()); diff != "" {
				t.Errorf("offered (-want +got):\n%s", diff)
			}
		})
	})

	for _, trouble := range []struct {
		name    string
		journal webhook.Journal
	}{
		{"that hangs until its deadline", &journal{gate: make(chan struct{})}},
		{"that heeds no deadline", deaf{}},
	} {
		t.Run("a journal "+trouble.name+" is 503 before LINE's patience ends, whenever the request came", func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				j := trouble.journal
				if hanging, ok := j.(*journal); ok {
					hanging.gate = make(chan struct{}) // of this bubble
				}
				edge := newEdge(t, webhook.Config{}, j, &inbox{})
				if err := edge.Start(t.Context()); err != nil {
					t.Fatal(err)
				}
				var posting sync.WaitGroup
				for i := range 30 {
					posting.Go(func() {
						time.Sleep(time.Duration(i) * 100 * time.Millisecond)
						began := time.Now()
						w := post(edge, follow(i))
						if waited := time.Since(began); w.Code != http.StatusServiceUnavailable || waited >= lineTimeout {
							t.Errorf("answer %d after %v, want 503 before %v", w.Code, waited, lineTimeout)
						}
					})
				}
				posting.Wait()
				stopEdgeWithin(t, edge, 2*time.Minute)
			})
		})
	}

	t.Run("a panic in the journal is 503 and the edge lives on", func(t *testing.T) {
		t.Parallel()
		panics := true
		edge := startEdge(t, webhook.Config{}, &journal{broken: func([]store.InboundEvent) error {
			if panics {
				panics = false
				panic("a bug of ours")
			}
			return nil
		}})
		if w := post(edge, follow(1)); w.Code != http.StatusServiceUnavailable {
			t.Errorf("answer %d, want 503", w.Code)
		}
		if w := post(edge, follow(1)); w.Code != http.StatusOK {
			t.Errorf("answer %d, want 200", w.Code)
		}
	})

	t.Run("a journal that answers for too few events has kept none", func(t *testing.T) {
		t.Parallel()
		if w := post(startEdge(t, webhook.Config{}, curt{}), many(3)); w.Code != http.StatusServiceUnavailable {
			t.Errorf("answer %d, want 503", w.Code)
		}
	})

	t.Run("one event that cannot be kept fails its own request alone", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{}), broken: func(events []store.InboundEvent) error {
				if slices.Contains(ids(events), "e23") {
					return errors.New("a value no column can hold")
				}
				return nil
			}}
			in := &inbox{}
			edge := running(t, webhook.Config{}, kept, in)
			answers := postInOrder(edge, 0, 65)
			close(kept.gate)
			for i, answer := range answers {
				want := http.StatusOK
				if i == 23 {
					want = http.StatusServiceUnavailable
				}
				if got := <-answer; got != want {
					t.Errorf("request %d: answer %d, want %d", i, got, want)
				}
			}
			stopEdge(t, edge)
			if offered := in.ids(); len(offered) != 64 || slices.Contains(offered, "e23") {
				t.Errorf("offered %d events: %v", len(offered), offered)
			}
			if len(kept.calls) > 1+1+2*6 {
				t.Errorf("%d calls to find one of 64", len(kept.calls))
			}
		})
	})

	t.Run("a journal that is away is not asked once per request", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{}), broken: func([]store.InboundEvent) error {
				return errors.New("connection refused")
			}}
			edge := startEdge(t, webhook.Config{}, kept)
			answers := postInOrder(edge, 0, 65)
			close(kept.gate)
			expect(t, answers, http.StatusServiceUnavailable)
			if len(kept.calls) > 4 {
				t.Errorf("%d calls, want at most 4: the first event, the rest, and its halves", len(kept.calls))
			}
		})
	})

	t.Run("too many waiting are told at once to come again", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{})}
			edge := startEdge(t, webhook.Config{MaxWaiting: 10}, kept)
			answers := postInOrder(edge, 0, 11) // one being kept, ten waiting
			began := time.Now()
			if w := post(edge, follow(99)); w.Code != http.StatusServiceUnavailable || time.Since(began) != 0 {
				t.Errorf("answer %d after %v, want 503 at once", w.Code, time.Since(began))
			}
			close(kept.gate)
			expect(t, answers, http.StatusOK)
		})
	})
}

func TestStop(t *testing.T) {
	t.Parallel()

	t.Run("what waits is kept and answered, and nothing new is taken", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{})}
			in := &inbox{}
			edge := running(t, webhook.Config{}, kept, in)
			answers := postInOrder(edge, 0, 30)
			stopped := make(chan error, 1)
			go func() { stopped <- edge.Stop(t.Context()) }()
			synctest.Wait()
			if w := post(edge, follow(99)); w.Code != http.StatusServiceUnavailable {
				t.Errorf("while stopping: answer %d, want 503", w.Code)
			}
			close(kept.gate)
			expect(t, answers, http.StatusOK)
			if err := <-stopped; err != nil {
				t.Error(err)
			}
			if len(kept.events()) != 30 || len(in.ids()) != 30 {
				t.Errorf("kept %d and offered %d of 30", len(kept.events()), len(in.ids()))
			}
		})
	})

	t.Run("stopping returns at the end of its time though the journal hangs", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			edge := newEdge(t, webhook.Config{KeepTimeout: time.Minute}, &journal{gate: make(chan struct{})}, &inbox{})
			if err := edge.Start(t.Context()); err != nil {
				t.Fatal(err)
			}
			answers := postInOrder(edge, 0, 2)
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			if err := edge.Stop(ctx); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("stop: %v, want that its time is over", err)
			}
			expect(t, answers, http.StatusServiceUnavailable)
			stopEdgeWithin(t, edge, 2*time.Minute)
		})
	})

	t.Run("an edge may be stopped before it starts, and twice, and then never starts", func(t *testing.T) {
		t.Parallel()
		edge := newEdge(t, webhook.Config{}, &journal{}, &inbox{})
		stopEdge(t, edge)
		stopEdge(t, edge)
		if err := edge.Start(t.Context()); err == nil {
			t.Error("a stopped edge started")
		}
		if w := post(edge, follow(1)); w.Code != http.StatusServiceUnavailable {
			t.Errorf("answer %d, want 503", w.Code)
		}
	})

	t.Run("an edge started twice keeps each event once", func(t *testing.T) {
		t.Parallel()
		kept := &journal{}
		edge := startEdge(t, webhook.Config{}, kept)
		if err := edge.Start(t.Context()); err != nil {
			t.Error(err)
		}
		post(edge, follow(1))
		if len(kept.events()) != 1 {
			t.Errorf("kept %d events, want 1", len(kept.events()))
		}
	})

	t.Run("a sender that has gone is not waited for, and its event is kept all the same", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			kept := &journal{gate: make(chan struct{})}
			edge := startEdge(t, webhook.Config{}, kept)
			ctx, hangUp := context.WithCancel(t.Context())
			r := httptest.NewRequest(http.MethodPost, "/webhook", bytes.NewReader(follow(1))).WithContext(ctx)
			r.Header.Set("X-Line-Signature", sign(secret, follow(1)))
			left := make(chan struct{})
			go func() {
				edge.ServeHTTP(httptest.NewRecorder(), r)
				close(left)
			}()
			synctest.Wait()
			hangUp()
			<-left
			close(kept.gate)
			synctest.Wait()
			if len(kept.events()) != 1 {
				t.Errorf("kept %d events, want 1", len(kept.events()))
			}
		})
	})
}

// follow is the body of one event named by a number.
func follow(i int) []byte {
	return fmt.Appendf(nil, `{"events":[{"type":"follow","webhookEventId":"e%d"}]}`, i)
}

// postInOrder posts events from..to-1, each after the one before waits or has
// been answered, and gives the channels of their answers. For bubbles.
func postInOrder(edge http.Handler, from, to int) []chan int {
	var answers []chan int
	for i := from; i < to; i++ {
		answer := make(chan int, 1)
		go func() { answer <- post(edge, follow(i)).Code }()
		synctest.Wait()
		answers = append(answers, answer)
	}
	return answers
}

func expect(t *testing.T, answers []chan int, want int) {
	t.Helper()
	for i, answer := range answers {
		if got := <-answer; got != want {
			t.Errorf("request %d: answer %d, want %d", i, got, want)
		}
	}
}

func stopEdgeWithin(t *testing.T, edge *webhook.Edge, limit time.Duration) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if err := edge.Stop(ctx); err != nil {
		t.Error(err)
	}
}

// deaf is a journal that takes a minute whatever it is told.
type deaf struct{}

func (deaf) Keep(_ context.Context, events []store.InboundEvent) ([]bool, error) {
	time.Sleep(time.Minute)
	return make([]bool, len(events)), nil
}

// curt is a journal that answers for one event less.
type curt struct{}

func (curt) Keep(_ context.Context, events []store.InboundEvent) ([]bool, error) {
	return make([]bool, len(events)-1), nil
}
