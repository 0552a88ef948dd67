package sim_test

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sajja/cmd/linesim/sim"
)

func TestAPIFaults(t *testing.T) {
	t.Parallel()
	push := func(t *testing.T, b *bench) answered {
		t.Helper()
		return b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "ก"))
	}
	// hopeless pushes with a deadline of its own and tells whether that ended it.
	hopeless := func(t *testing.T, b *bench) bool {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second) // to arrive on a busy machine
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, b.api.URL+"/v2/bot/message/push", strings.NewReader(pushText(somsri, "ก")))
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Authorization", "Bearer "+testToken)
		r.Header.Set("Content-Type", "application/json")
		_, err = http.DefaultClient.Do(r)
		return errors.Is(err, context.DeadlineExceeded)
	}
	t.Run("a rate limit answers 429 in LINE's words, for as many calls as asked", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{APIStatus: 429, APICount: 2, Duplicate: true})
		for range 2 {
			got := push(t, b)
			if got.status != http.StatusTooManyRequests || got.refused(t).Message != "The API rate limit has been exceeded. Try again later." {
				t.Errorf("%d %s", got.status, got.body)
			}
		}
		if got := push(t, b); got.status != http.StatusOK {
			t.Errorf("the third: %d", got.status)
		}
		if diff := cmp.Diff(sim.Faults{Duplicate: true}, b.Faults()); diff != "" {
			t.Errorf("switches left: %s", diff)
		}
	})
	t.Run("without a count a fault stays until it is switched off", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{APIStatus: 500})
		for range 3 {
			if got := push(t, b); got.status != http.StatusInternalServerError {
				t.Errorf("%d", got.status)
			}
		}
		b.SetFaults(sim.Faults{})
		if got := push(t, b); got.status != http.StatusOK || b.BotMessages(somsri) != 1 {
			t.Errorf("%d", got.status)
		}
	})
	t.Run("the monthly limit stops a push and lets a reply pass", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{APIMonthlyLimit: true})
		if got := push(t, b); got.status != http.StatusTooManyRequests || got.refused(t).Message != "You have reached your monthly limit." {
			t.Errorf("push: %d %s", got.status, got.body)
		}
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(b.tokenOf(t, somsri, somsri))); got.status != http.StatusOK {
			t.Errorf("reply: %d", got.status)
		}
	})
	t.Run("a fault spares everything that is not sending", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{APIStatus: 500, APICount: 1})
		if got := b.call(t, "GET", "/v2/bot/profile/"+somsri, ""); got.status != http.StatusOK {
			t.Errorf("profile: %d", got.status)
		}
		if got := b.call(t, "POST", "/v2/bot/chat/loading/start", `{"chatId":"`+somsri+`"}`); got.status != http.StatusAccepted {
			t.Errorf("loading: %d", got.status)
		}
		if got := push(t, b); got.status != http.StatusInternalServerError {
			t.Errorf("push: %d", got.status)
		}
	})
	t.Run("a delay delays", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{APIDelayMs: 50})
		start := time.Now()
		if got := push(t, b); got.status != http.StatusOK || time.Since(start) < 50*time.Millisecond {
			t.Errorf("%d after %s", got.status, time.Since(start))
		}
	})
	t.Run("a timeout before acceptance sends nothing", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{TimeoutBeforeAccept: true, APICount: 1})
		if !hopeless(t, b) || b.BotMessages(somsri) != 0 || b.QuotaUsed() != 0 {
			t.Errorf("%d messages", b.BotMessages(somsri))
		}
	})
	t.Run("a timeout after acceptance has sent all the same", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{TimeoutAfterAccept: true, APICount: 1})
		if !hopeless(t, b) || b.BotMessages(somsri) != 1 {
			t.Errorf("%d messages", b.BotMessages(somsri))
		}
	})
}
