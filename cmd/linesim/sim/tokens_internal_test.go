package sim

import (
	"fmt"
	"testing"
	"time"
)

func TestReplyTokenLife(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	at := func(d time.Duration) time.Time { return start.Add(d) }
	find := func(r *replyTokens, now time.Time) bool { return r.find([]byte("a"), now) != nil }

	t.Run("a redelivery gives the token its minute anew", func(t *testing.T) {
		t.Parallel()
		var r replyTokens
		token := &replyToken{text: "a", occurredAt: start}
		r.deliver(token, start)
		if find(&r, at(time.Minute)) {
			t.Error("good after a minute")
		}
		r.deliver(token, at(5*time.Minute))
		if !find(&r, at(5*time.Minute+59*time.Second)) || find(&r, at(6*time.Minute)) {
			t.Error("not good for exactly one minute after the redelivery")
		}
	})
	t.Run("twenty minutes after the event no redelivery helps", func(t *testing.T) {
		t.Parallel()
		var r replyTokens
		token := &replyToken{text: "a", occurredAt: start}
		r.deliver(token, at(19*time.Minute+30*time.Second))
		if !find(&r, at(19*time.Minute+59*time.Second)) || find(&r, at(20*time.Minute)) {
			t.Error("the end is not at twenty minutes")
		}
	})
	t.Run("a used token stays used", func(t *testing.T) {
		t.Parallel()
		var r replyTokens
		token := &replyToken{text: "a", occurredAt: start}
		r.deliver(token, start)
		if !r.spend(token) || r.spend(token) {
			t.Error("spent not exactly once")
		}
		r.deliver(token, at(time.Second))
		if find(&r, at(time.Second)) {
			t.Error("good again after a redelivery")
		}
	})
	t.Run("what nobody uses is forgotten", func(t *testing.T) {
		t.Parallel()
		var r replyTokens
		for i := range 10_000 {
			now := at(time.Duration(i) * time.Second)
			r.deliver(&replyToken{text: fmt.Sprint(i), occurredAt: now}, now)
		}
		if len(r.byText) > 61 || len(r.order) > 61 {
			t.Errorf("%d tokens kept, %d in order", len(r.byText), len(r.order))
		}
	})
}

func TestIDs(t *testing.T) {
	t.Parallel()
	t.Run("a ULID is 26 characters that begin with the time", func(t *testing.T) {
		t.Parallel()
		ids := newIDMaker()
		// 01H810YECX is the time of an event in LINE's documentation.
		id := ids.ulid(time.UnixMilli(1692251666845))
		if len(id) != 26 || id[:10] != "01H810YECX" {
			t.Errorf("ULID %s", id)
		}
	})
	t.Run("message IDs rise and have 18 digits", func(t *testing.T) {
		t.Parallel()
		ids, now := newIDMaker(), time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
		last := ""
		for range 1000 {
			id := ids.messageID(now)
			if len(id) != 18 || id <= last {
				t.Fatalf("%s after %s", id, last)
			}
			last = id
		}
	})
}
