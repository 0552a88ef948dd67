package sim_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"sajja/cmd/linesim/sim"
)

func replyWith(token string) string {
	return fmt.Sprintf(`{"replyToken":%q,"messages":[{"type":"text","text":"รับทราบ"}]}`, token)
}

// tokenOf sends a text and gives the reply token the bot got with it.
func (b *bench) tokenOf(t *testing.T, chatID, userID string) string {
	t.Helper()
	if _, err := b.SendText(b.ctx(t), chatID, userID, "ยอด"); err != nil {
		t.Fatal(err)
	}
	return b.next(t).Events[0].ReplyToken
}

func TestReplyTokens(t *testing.T) {
	t.Parallel()
	invalid := refused{Message: "Invalid reply token"}
	t.Run("a token works once", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		token := b.tokenOf(t, somsri, somsri)
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(token)); got.status != http.StatusOK {
			t.Fatalf("first: %d %s", got.status, got.body)
		}
		again := b.call(t, "POST", "/v2/bot/message/reply", replyWith(token))
		if diff := cmp.Diff(invalid, again.refused(t)); diff != "" || again.status != http.StatusBadRequest {
			t.Errorf("second: %d %s", again.status, diff)
		}
		if n := len(b.Messages(somsri)); n != 2 {
			t.Errorf("phone shows %d messages, want the text and one answer", n)
		}
	})
	t.Run("a token works just under a minute and not at one", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		early, late := b.tokenOf(t, somsri, somsri), b.tokenOf(t, mali, mali)
		b.clock.advance(59 * time.Second)
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(early)); got.status != http.StatusOK {
			t.Errorf("after 59 s: %d %s", got.status, got.body)
		}
		b.clock.advance(time.Second)
		if diff := cmp.Diff(invalid, b.call(t, "POST", "/v2/bot/message/reply", replyWith(late)).refused(t)); diff != "" {
			t.Errorf("after 60 s: %s", diff)
		}
	})
	t.Run("a reply that is refused leaves the token good", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		token := b.tokenOf(t, somsri, somsri)
		if got := b.call(t, "POST", "/v2/bot/message/reply", fmt.Sprintf(`{"replyToken":%q,"messages":[]}`, token)); got.status != http.StatusBadRequest {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(token)); got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("a retry key is refused, and leaves the token good", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		token := b.tokenOf(t, somsri, somsri)
		got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(token), "X-Line-Retry-Key", uuid.NewString())
		if got.status != http.StatusBadRequest {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(token)); got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("a reply costs nothing", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) { c.Quota = 1 })
		for range 3 {
			if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(b.tokenOf(t, somsri, somsri))); got.status != http.StatusOK {
				t.Fatalf("%d %s", got.status, got.body)
			}
		}
		if b.QuotaUsed() != 0 {
			t.Errorf("quota used %d", b.QuotaUsed())
		}
	})
	t.Run("a redelivery carries the same token, and it works", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.SetFaults(sim.Faults{RedeliverAfterMs: 1})
		first := b.tokenOf(t, somsri, somsri)
		second := b.next(t)
		if second.Events[0].ReplyToken != first || !second.Events[0].DeliveryContext.IsRedelivery {
			t.Fatalf("redelivery is %s", second.raw)
		}
		b.clock.advance(59 * time.Second)
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(first)); got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("a token of a group answers into the group", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		group := b.tokenOf(t, villagers, somsri)
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(group)); got.status != http.StatusOK {
			t.Fatalf("%d %s", got.status, got.body)
		}
		if n := b.BotMessages(villagers) - b.BotMessages(somsri); n != 1 {
			t.Errorf("the answer did not go to the group")
		}
	})
	t.Run("a token issued for a test's own event answers into its chat", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		token, err := b.IssueReplyToken(mali)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.call(t, "POST", "/v2/bot/message/reply", replyWith(token)); got.status != http.StatusOK || b.BotMessages(mali) != 1 {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
}

func TestRetryKeys(t *testing.T) {
	t.Parallel()
	push := pushText(somsri, "ใบรับเงิน")
	t.Run("a repeated push is refused with the first one's messages", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		key := uuid.NewString()
		first := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key)
		again := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key)
		if first.status != http.StatusOK || again.status != http.StatusConflict {
			t.Fatalf("%d, then %d %s", first.status, again.status, again.body)
		}
		if got, want := again.header.Get("X-Line-Accepted-Request-Id"), first.header.Get("X-Line-Request-Id"); got != want {
			t.Errorf("accepted request %q, want %q", got, want)
		}
		if again.header.Get("X-Line-Request-Id") == first.header.Get("X-Line-Request-Id") {
			t.Error("both attempts have one request ID")
		}
		want := first.refused(t)
		want.Message = "The retry key is already accepted"
		if diff := cmp.Diff(want, again.refused(t)); diff != "" {
			t.Error(diff)
		}
		if b.BotMessages(somsri) != 1 || b.QuotaUsed() != 1 {
			t.Errorf("%d messages, quota %d", b.BotMessages(somsri), b.QuotaUsed())
		}
	})
	t.Run("capitals make no other key", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", "0b8fbb56-3c1b-4e0f-9d3c-aaaaaaaaaaaa")
		again := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", "0B8FBB56-3C1B-4E0F-9D3C-AAAAAAAAAAAA")
		if again.status != http.StatusConflict {
			t.Errorf("%d", again.status)
		}
	})
	t.Run("after 24 hours the same key sends again", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		key := uuid.NewString()
		b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key)
		b.clock.advance(24*time.Hour - time.Second)
		if got := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key); got.status != http.StatusConflict {
			t.Errorf("just before: %d", got.status)
		}
		b.clock.advance(time.Second)
		if got := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key); got.status != http.StatusOK {
			t.Errorf("at 24 hours: %d", got.status)
		}
	})
	t.Run("a request that was refused has not used its key", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		key := uuid.NewString()
		b.SetFaults(sim.Faults{APIStatus: 500, APICount: 1})
		if got := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key); got.status != http.StatusInternalServerError {
			t.Fatalf("%d", got.status)
		}
		if got := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key); got.status != http.StatusOK {
			t.Errorf("%d %s", got.status, got.body)
		}
	})
	t.Run("a multicast is remembered too, without messages", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		key := uuid.NewString()
		body := fmt.Sprintf(`{"to":[%q,%q],"messages":[{"type":"text","text":"ประชุม"}]}`, somsri, mali)
		b.call(t, "POST", "/v2/bot/message/multicast", body, "X-Line-Retry-Key", key)
		again := b.call(t, "POST", "/v2/bot/message/multicast", body, "X-Line-Retry-Key", key)
		if again.status != http.StatusConflict || again.body != `{"message":"The retry key is already accepted"}` {
			t.Errorf("%d %s", again.status, again.body)
		}
	})
	t.Run("a key is a UUID", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		for _, key := range []string{"", "1", "0b8fbb563c1b4e0f9d3caaaaaaaaaaaa", "{0b8fbb56-3c1b-4e0f-9d3c-aaaaaaaaaaaa}"} {
			got := b.call(t, "POST", "/v2/bot/message/push", push, "X-Line-Retry-Key", key)
			if got.status != http.StatusBadRequest {
				t.Errorf("key %q: %d", key, got.status)
			}
		}
	})
}

func TestQuota(t *testing.T) {
	t.Parallel()
	t.Run("recipients are counted, of a group each member", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) { c.Quota = 10 })
		two := `{"to":%q,"messages":[{"type":"text","text":"ก"},{"type":"text","text":"ข"}]}`
		b.call(t, "POST", "/v2/bot/message/push", fmt.Sprintf(two, somsri))
		b.call(t, "POST", "/v2/bot/message/push", fmt.Sprintf(two, villagers))
		b.call(t, "POST", "/v2/bot/message/multicast", fmt.Sprintf(`{"to":[%q,%q,%q],"messages":[{"type":"text","text":"ก"}]}`, somsri, mali, mali))
		b.call(t, "POST", "/v2/bot/message/broadcast", `{"messages":[{"type":"text","text":"ก"}]}`)
		if got := b.call(t, "GET", "/v2/bot/message/quota/consumption", ""); got.body != `{"totalUsage":7}` {
			t.Errorf("consumption %s, want 1 + 2 + 2 + 2", got.body)
		}
		if got := b.call(t, "GET", "/v2/bot/message/quota", ""); got.body != `{"type":"limited","value":10}` {
			t.Errorf("quota %s", got.body)
		}
	})
	t.Run("a blocked user answers 200, gets nothing and is not counted", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if err := b.Unfollow(somsri); err != nil {
			t.Fatal(err)
		}
		got := b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "ก"))
		if got.status != http.StatusOK || len(got.refused(t).SentMessages) != 1 || b.QuotaUsed() != 0 || len(b.Messages(somsri)) != 0 {
			t.Errorf("%d %s, quota %d", got.status, got.body, b.QuotaUsed())
		}
	})
	t.Run("a stranger is reached for seven days after writing", func(t *testing.T) {
		t.Parallel()
		stranger := "U0000000000000000000000000000000d"
		b := newBench(t, func(c *sim.Config) {
			c.Phones = append(c.Phones, sim.Phone{UserID: stranger, DisplayName: "คนผ่านมา", Stranger: true})
		})
		reached := func() int {
			b.call(t, "POST", "/v2/bot/message/push", pushText(stranger, "ก"))
			return b.BotMessages(stranger)
		}
		if n := reached(); n != 0 {
			t.Errorf("reached before writing: %d", n)
		}
		b.tokenOf(t, stranger, stranger)
		if n := reached(); n != 1 {
			t.Errorf("not reached after writing: %d", n)
		}
		b.clock.advance(7 * 24 * time.Hour)
		if n := reached(); n != 1 || b.QuotaUsed() != 1 {
			t.Errorf("reached after seven days: %d, quota %d", n, b.QuotaUsed())
		}
	})
	t.Run("what goes over the month's limit is refused whole", func(t *testing.T) {
		t.Parallel()
		b := newBench(t, func(c *sim.Config) { c.Quota = 1 })
		want := refused{Message: "You have reached your monthly limit."}
		got := b.call(t, "POST", "/v2/bot/message/push", pushText(villagers, "ก"))
		if diff := cmp.Diff(want, got.refused(t)); diff != "" || got.status != http.StatusTooManyRequests {
			t.Errorf("group: %d %s", got.status, diff)
		}
		if got := b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "ก")); got.status != http.StatusOK {
			t.Errorf("one person: %d", got.status)
		}
		if got := b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "ก")); got.status != http.StatusTooManyRequests {
			t.Errorf("the next: %d", got.status)
		}
		b.clock.advance(15 * 24 * time.Hour)
		if got := b.call(t, "POST", "/v2/bot/message/push", pushText(somsri, "ก")); got.status != http.StatusOK {
			t.Errorf("next month: %d", got.status)
		}
	})
	t.Run("without a limit there is none", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		if got := b.call(t, "GET", "/v2/bot/message/quota", ""); got.body != `{"type":"none"}` {
			t.Errorf("quota %s", got.body)
		}
	})
}
