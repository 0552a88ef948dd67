package sim_test

import (
	"fmt"
	"net/http"
	"testing"

	"sajja/cmd/linesim/sim"
)

func TestAConversation(t *testing.T) {
	t.Parallel()
	t.Run("a text reaches the bot signed, and its reply reaches the phone", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		id, err := b.SendText(b.ctx(t), somsri, somsri, "ฝาก 30")
		if err != nil {
			t.Fatal(err)
		}
		body := b.next(t)
		if got := body.header.Get("X-Line-Signature"); got != sim.Sign(testSecret, body.raw) {
			t.Errorf("signature %q does not fit the body", got)
		}
		e := body.Events[0]
		if e.Message["text"] != "ฝาก 30" || e.Message["id"] != id || e.Source["userId"] != somsri {
			t.Errorf("event is not what was sent: %s", body.raw)
		}
		got := b.call(t, "POST", "/v2/bot/message/reply",
			fmt.Sprintf(`{"replyToken":%q,"messages":[{"type":"text","text":"รับทราบ"}]}`, e.ReplyToken))
		if got.status != http.StatusOK {
			t.Fatalf("reply: %d %s", got.status, got.body)
		}
		sent, err := b.WaitFor(b.ctx(t), somsri, 1)
		if err != nil || len(sent) != 1 || sent[0].Text() != "รับทราบ" || sent[0].Via != "reply" {
			t.Errorf("phone shows %v (%v)", sent, err)
		}
	})
	t.Run("a push shows on the phone and counts", func(t *testing.T) {
		t.Parallel()
		b := newBench(t)
		got := b.call(t, "POST", "/v2/bot/message/push",
			fmt.Sprintf(`{"to":%q,"messages":[{"type":"text","text":"สวัสดี"}]}`, mali))
		if got.status != http.StatusOK || b.QuotaUsed() != 1 {
			t.Errorf("push: %d %s, quota used %d", got.status, got.body, b.QuotaUsed())
		}
	})
}
