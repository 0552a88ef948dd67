package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"sajja/cmd/linesim/sim"
)

// outage stands before LINE's API and spoils the sending of messages.
type outage struct {
	inner http.Handler

	mu      sync.Mutex
	mode    outageMode
	met     chan struct{} // closed when the first call met the trouble
	pushed  bool          // whether a push met it
	release chan struct{}
}

type outageMode int

const (
	working outageMode = iota
	// failing answers 500 and does nothing.
	failing
	// hangingUp closes the connection and does nothing.
	hangingUp
	// losing does what was asked and loses the answer.
	losing
	// holding does what was asked once it is released.
	holding
)

func (o *outage) before(inner http.Handler) http.Handler {
	o.inner = inner
	return o
}

func (o *outage) set(mode outageMode) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.mode, o.pushed, o.met, o.release = mode, false, make(chan struct{}), make(chan struct{})
}

// meet gives the trouble of a call and notes that one met it.
func (o *outage) meet(r *http.Request) (outageMode, <-chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.mode == working || !strings.HasPrefix(r.URL.Path, "/v2/bot/message/") {
		return working, nil
	}
	o.pushed = o.pushed || strings.HasSuffix(r.URL.Path, "/push")
	select {
	case <-o.met:
	default:
		close(o.met)
	}
	return o.mode, o.release
}

func (o *outage) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	mode, release := o.meet(r)
	switch mode {
	case failing:
		http.Error(w, `{"message":"Internal Server Error"}`, http.StatusInternalServerError)
		return
	case hangingUp:
		panic(http.ErrAbortHandler)
	case losing:
		o.inner.ServeHTTP(httptest.NewRecorder(), r)
		panic(http.ErrAbortHandler)
	case holding:
		body, err := io.ReadAll(r.Body) // a bot that gives up must not take its words back
		if err != nil {
			panic(http.ErrAbortHandler)
		}
		<-release
		r = r.WithContext(context.WithoutCancel(r.Context()))
		r.Body = io.NopCloser(bytes.NewReader(body))
	}
	o.inner.ServeHTTP(w, r)
}

// awaitTrouble waits until a call met the outage.
func awaitTrouble(t *testing.T, o *outage) {
	t.Helper()
	o.mu.Lock()
	met := o.met
	o.mu.Unlock()
	select {
	case <-met:
	case <-time.After(patience):
		t.Fatal("no call met the outage")
	}
}

// metPush tells whether a push has met the outage.
func (o *outage) metPush() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.pushed
}

// restInAHurry is rest for messages that were left over: it ends their leases as
// time would.
func (v *village) restInAHurry(t *testing.T) {
	t.Helper()
	v.hurryUntil(t, "messages left over", func(ctx context.Context) (rests bool, err error) {
		err = v.watch.QueryRow(ctx, restSQL).Scan(&rests)
		return rests, err
	})
}

// hurryUntil ends the leases of messages left over, again and again, until
// something holds.
func (v *village) hurryUntil(t *testing.T, what string, holds func(ctx context.Context) (bool, error)) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	tick := time.NewTicker(20 * glance)
	defer tick.Stop()
	for {
		if _, err := v.watch.Exec(ctx, `UPDATE outbound_open SET until = now() - interval '1 second'`); err != nil {
			t.Fatalf("%v\nlog:\n%s", err, v.log)
		}
		isSo, err := holds(ctx)
		if err != nil {
			t.Fatalf("waiting for %s: %v\nlog:\n%s", what, err, v.log)
		}
		if isSo {
			return
		}
		<-tick.C
	}
}

// heardOnce holds that each of the beginnings was said exactly once on the
// person's phone, and nothing else.
func (v *village) heardOnce(t *testing.T, given string, beginnings ...string) {
	t.Helper()
	for _, beginning := range beginnings {
		if n := v.heardTimes(given, beginning); n != 1 {
			t.Errorf("%s heard %q %d times", given, beginning, n)
		}
	}
	if heard := v.heard(given); len(heard) != len(beginnings) {
		t.Errorf("%s heard %q", given, heard)
	}
}

const (
	saidPromised = "รับแจ้งเงินสมทบ 30 บาท แล้ว"
	saidWaiting  = "รอรับเงิน 1 รายการ"
	saidTaken    = "รับเงินแล้ว 1 รายการ รวม 30 บาท"
	saidReceipt  = "รับเงินสมทบ 30 บาท แล้ว ใบรับเงินเลขที่ R25xx-000001"
)

func TestLineAway(t *testing.T) {
	t.Parallel()
	for name, mode := range map[string]outageMode{
		"fails":                     failing,
		"hangs up":                  hangingUp,
		"sends and loses its reply": losing,
	} {
		t.Run("while LINE "+name+" the books go on, and afterwards each message arrives once", func(t *testing.T) {
			t.Parallel()
			o := &outage{}
			v := newVillage(t, plan{api: o.before})
			v.asks(t, "สมศรี", "ฝาก 30")
			v.asks(t, "มาลี", "รอ")
			o.set(mode)
			v.press(t, "มาลี", "รับเงินแล้ว")
			v.until(t, "the receipt in the books", `SELECT EXISTS (SELECT FROM entries WHERE phase = 'posted')`)
			awaitTrouble(t, o)
			o.set(working)
			v.restInAHurry(t)
			v.heardOnce(t, "มาลี", saidWaiting, saidTaken)
			v.heardOnce(t, "สมศรี", saidPromised, saidReceipt)
			v.verify(t)
		})
	}

	t.Run("what a service could not send before it ended, the next one sends once", func(t *testing.T) {
		t.Parallel()
		for _, mode := range []outageMode{failing, losing} {
			o := &outage{}
			v := newVillage(t, plan{api: o.before})
			v.asks(t, "สมศรี", "ฝาก 30")
			v.asks(t, "มาลี", "รอ")
			o.set(mode)
			v.press(t, "มาลี", "รับเงินแล้ว")
			v.until(t, "the receipt in the books", `SELECT EXISTS (SELECT FROM entries WHERE phase = 'posted')`)
			awaitTrouble(t, o)
			if err := v.bot.stop(t.Context()); err != nil {
				t.Fatal(err)
			}
			o.set(working)
			startServing(t, v.config)
			v.restInAHurry(t)
			v.heardOnce(t, "มาลี", saidWaiting, saidTaken)
			v.heardOnce(t, "สมศรี", saidPromised, saidReceipt)
			v.verify(t)
		}
	})

	t.Run("an answer whose token has died meanwhile is pushed", func(t *testing.T) {
		t.Parallel()
		o := &outage{}
		v := newVillage(t, plan{api: o.before})
		o.set(failing)
		v.says(t, "สมศรี", "ฝาก 30")
		awaitTrouble(t, o)
		if _, err := v.watch.Exec(t.Context(), `UPDATE outbound_messages SET reply_until = now() - interval '1 second'`); err != nil {
			t.Fatal(err)
		}
		// The bot may hold the message with its token still good in mind, until a
		// push shows that it does not.
		v.hurryUntil(t, "a push in vain", func(context.Context) (bool, error) { return o.metPush(), nil })
		o.set(working)
		v.restInAHurry(t)
		v.heardOnce(t, "สมศรี", saidPromised)
		if way := v.Messages(userOf("สมศรี"))[1].Via; way != "push" {
			t.Errorf("it came by %s", way)
		}
		if n := v.count(t, `SELECT count(*) FROM outbound_results WHERE state = 'pushed'`); n != 1 {
			t.Errorf("%d results say pushed", n)
		}
		v.verify(t)
	})

	t.Run("too many requests are tried again, and a spent quota keeps receipts owed while answers go on", func(t *testing.T) {
		t.Parallel()
		v := newVillage(t, plan{})
		v.SetFaults(sim.Faults{APIStatus: http.StatusTooManyRequests, APICount: 1})
		v.says(t, "สมศรี", "ฝาก 30")
		v.until(t, "the promise in the books", `SELECT EXISTS (SELECT FROM entries)`)
		v.restInAHurry(t)
		v.heardOnce(t, "สมศรี", saidPromised)

		v.asks(t, "มาลี", "รอ")
		v.SetFaults(sim.Faults{APIMonthlyLimit: true})
		v.press(t, "มาลี", "รับเงินแล้ว")
		v.until(t, "the treasurer answered", `SELECT count(*) = 3 FROM outbound_results`)
		v.heardOnce(t, "มาลี", saidWaiting, saidTaken)
		v.heardOnce(t, "สมศรี", saidPromised)
		v.SetFaults(sim.Faults{})
		v.restInAHurry(t)
		v.heardOnce(t, "สมศรี", saidPromised, saidReceipt)
		v.verify(t)
	})
}

// triedInVain waits until LINE was told that its webhook could not be kept.
func (v *village) triedInVain(t *testing.T) {
	t.Helper()
	tick := time.NewTicker(glance)
	defer tick.Stop()
	for limit := time.Now().Add(patience); time.Now().Before(limit); <-tick.C {
		if tried := v.Deliveries(); len(tried) > 0 {
			if status := tried[len(tried)-1].Status; status != http.StatusServiceUnavailable {
				t.Errorf("LINE was told %d while the database was away", status)
			}
			return
		}
	}
	t.Fatal("LINE delivered nothing")
}

func TestDatabaseAway(t *testing.T) {
	t.Parallel()

	t.Run("what LINE could not deliver it delivers again, and it is done once", func(t *testing.T) {
		t.Parallel()
		var cable *link
		v := newVillage(t, plan{
			service:   func(c *config) { cable = newLink(t, c.DatabaseURL); c.DatabaseURL = cable.address() },
			redeliver: []time.Duration{50 * time.Millisecond, 300 * time.Millisecond, time.Second, 2 * time.Second, 4 * time.Second},
		})
		cable.refuse()
		v.says(t, "สมศรี", "ฝาก 30")
		v.triedInVain(t)
		cable.restore()
		v.rest(t)
		v.heardOnce(t, "สมศรี", saidPromised)
		if n := v.count(t, `SELECT count(*) FROM entries`); n != 1 {
			t.Errorf("%d entries", n)
		}
		v.verify(t)
	})

	t.Run("an event that was kept and not worked is worked when the database is back", func(t *testing.T) {
		t.Parallel()
		var cable *link
		v := newVillage(t, plan{service: func(c *config) { cable = newLink(t, c.DatabaseURL); c.DatabaseURL = cable.address() }})
		lock := dialOwner(t, v.direct)
		tx, err := lock.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tx.Exec(t.Context(), `LOCK TABLE entries IN ACCESS EXCLUSIVE MODE`); err != nil {
			t.Fatal(err)
		}
		v.says(t, "สมศรี", "ฝาก 30")
		v.until(t, "the bot at work", `SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())`)
		cable.refuse()
		if err := tx.Rollback(t.Context()); err != nil {
			t.Fatal(err)
		}
		cable.restore()
		v.restInAHurry(t)
		v.heardOnce(t, "สมศรี", saidPromised)
		if n := v.count(t, `SELECT count(*) FROM entries`); n != 1 {
			t.Errorf("%d entries", n)
		}
		v.verify(t)
	})

	t.Run("a message that was sent while the database was away is not sent again", func(t *testing.T) {
		t.Parallel()
		var cable *link
		o := &outage{}
		v := newVillage(t, plan{api: o.before,
			service: func(c *config) { cable = newLink(t, c.DatabaseURL); c.DatabaseURL = cable.address() }})
		v.asks(t, "สมศรี", "ฝาก 30")
		v.asks(t, "มาลี", "รอ")
		o.set(holding)
		v.press(t, "มาลี", "รับเงินแล้ว")
		awaitTrouble(t, o)
		cable.refuse()
		o.mu.Lock()
		close(o.release)
		o.mu.Unlock()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		if _, err := v.WaitFor(ctx, userOf("สมศรี"), 2); err != nil {
			t.Fatal(err)
		}
		o.set(working)
		cable.restore()
		v.restInAHurry(t)
		v.heardOnce(t, "มาลี", saidWaiting, saidTaken)
		v.heardOnce(t, "สมศรี", saidPromised, saidReceipt)
		v.verify(t)
	})
}

func TestRedisAway(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]func(t *testing.T) string{
		"is down":         func(*testing.T) string { return "redis://127.0.0.1:1/0" },
		"does not answer": silentServer,
	} {
		t.Run("while Redis "+name+" money is booked and a dialogue starts over politely", func(t *testing.T) {
			t.Parallel()
			v := newVillage(t, plan{service: func(c *config) { c.RedisURL = secret(address(t)) }})
			for _, turn := range []struct{ who, says, hears string }{
				{"สมศรี", "ฝาก 30", saidPromised},
				{"สมศรี", "ฝาก", "จะฝากเท่าไหร่ดีคะ"},
				{"สมศรี", "45", "ขอถามให้แน่ใจนะคะ"},
				{"สมศรี", "ฝาก 30", "ฝากอีกครั้งหรือไม่คะ"},
				{"สมศรี", "ใช่", "ตอนนี้ไม่มีเรื่องค้างถามค่ะ"},
				{"มาลี", "รอ", saidWaiting},
			} {
				if said := v.asks(t, turn.who, turn.says); !strings.HasPrefix(said, turn.hears) {
					t.Errorf("%s heard %q, want %q", turn.who, said, turn.hears)
				}
			}
			v.press(t, "มาลี", "รับเงินแล้ว")
			v.rest(t)
			if n := v.heardTimes("สมศรี", saidReceipt); n != 1 {
				t.Errorf("%d receipts: %q", n, v.heard("สมศรี"))
			}
			if n := v.count(t, `SELECT count(*) FROM entries`); n != 2 {
				t.Errorf("%d entries, want a promise and its receipt", n)
			}
			v.verify(t)
			v.noErrors(t)
		})
	}
}

// silentServer takes connections and never says a word.
func silentServer(t *testing.T) string {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				_, _ = io.Copy(io.Discard, conn)
			}()
		}
	}()
	return "redis://" + listener.Addr().String() + "/0"
}
